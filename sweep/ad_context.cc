// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "sweep/ad_context.h"

#include <algorithm>

#include "linking/alerts.h"
#include "storage/sighting.h"
#include "sweep/link_rows.h"
#include "sweep/links.h"
#include "sweep/trade_wages.h"
#include "varta/v1/entity_service.pb.h"

namespace varta {
namespace {

// The place of the fact that `hash` gives this key for; -1: none.
int FactOf(const v1::Ad& ad, const std::string& key, const HashValue& hash) {
  for (int i = 0; i < ad.facts_size(); ++i) {
    const v1::FactKind kind = ad.facts(i).kind();
    if ((kind == v1::FACT_KIND_PHONE || kind == v1::FACT_KIND_EMAIL ||
         kind == v1::FACT_KIND_HANDLE) &&
        hash(ad.facts(i).value()) == key)
      return i;
  }
  return -1;
}

// The history of one of the ad's contacts with the ad in it; nullopt: it says nothing.
template <typename Reader>
Result<std::optional<ContactHistory>> HistoryWith(const Reader& reader, const LinkedAd& ad,
                                                  const stored::v1::LinkAd* before,
                                                  const LinkedContact& contact) {
  stored::v1::LinkContactRow row;
  Result<bool> found = reader.Get(LinkTable::kContact, contact.key, &row);
  if (!found.ok()) return found.status();
  if (!*found) return std::optional<ContactHistory>();
  stored::v1::LinkWord word;
  found = reader.Get(LinkTable::kWord, WordKey(ad.id, EntityName(contact.key)), &word);
  if (!found.ok()) return found.status();
  if (*found && word.judgement() == v1::Link::JUDGEMENT_REJECTED)
    return std::optional<ContactHistory>();
  ContactHistory history = ToHistory(row);
  const bool known =
      before != nullptr && std::any_of(before->contacts().begin(), before->contacts().end(),
                                       [&](const auto& old) { return old.key() == contact.key; });
  AddSeen(ad, !known, &history);
  Result<SourceSizes> sizes = SizesOf(history, reader);
  if (!sizes.ok()) return sizes.status();
  if (IsGeneric(history, *sizes).generic) return std::optional<ContactHistory>();
  return std::optional<ContactHistory>(std::move(history));
}

void Raise(const LinkSign& other, int fact, LinkSign* sign) {
  if (other.count > sign->count) *sign = {other.count, fact};
}

template <typename Reader>
Result<AdContext> ContextOf(const Reader& reader, const AdInLinks& of) {
  AdContext context;
  if (const std::optional<AdWage> wage = WageOf(of.ad)) {
    Result<std::optional<TradeWage>> usual = ReadTradeWage(reader, *wage);
    if (!usual.ok()) return usual.status();
    context.wage = *std::move(usual);
  }
  Links& links = context.links.emplace();
  if (of.before != nullptr) {
    const auto cluster = ReadCluster(reader, of.before->cluster());
    if (!cluster.ok()) return cluster.status();
    const auto others = static_cast<int>(cluster->second.ads()) - 1;
    Raise({others, -1}, -1, &links.near_duplicates);
  }
  const std::vector<LinkedContact>& contacts = of.linked.contacts;
  for (size_t i = 0; i < std::min(contacts.size(), kMaxContactsAsked); ++i) {
    Result<std::optional<ContactHistory>> history =
        HistoryWith(reader, of.linked, of.before, contacts[i]);
    if (!history.ok()) return history.status();
    if (!*history) continue;
    const Links signs = SignsOf(**history, contacts[i], of.linked.trade);
    // Each fact's hash costs more than all the rest.
    const int fact = HoldingSigns(signs) == 0 ? -1 : FactOf(of.ad, contacts[i].key, of.hash);
    Raise(signs.sexual_services, fact, &links.sexual_services);
    Raise(signs.employers, fact, &links.employers);
    Raise(signs.trades, fact, &links.trades);
    Raise(signs.names, fact, &links.names);
    Raise(signs.cities, fact, &links.cities);
  }
  return context;
}

}  // namespace

Links SignsOf(const ContactHistory& history, const LinkedContact& contact, AdTrade trade) {
  const auto sign = [](size_t count) { return LinkSign{static_cast<int>(count), -1}; };
  Links links;
  if (trade == AdTrade::kJob) links.sexual_services = sign(history.sexual_services);
  if (contact.kind == "domain") return links;  // many name one web site
  links.employers = sign(InAdsOfTheirOwn(history.employers));
  links.trades = sign(InAdsOfTheirOwn(history.trades));
  links.names = sign(InAdsOfTheirOwn(history.names));
  links.cities = sign(CitiesInTurn(history, 2).size());
  return links;
}

Result<AdContext> ReadContext(const LinkView& view, const AdInLinks& ad) {
  return ContextOf(view, ad);
}
Result<AdContext> ReadContext(const LinkBatch& batch, const AdInLinks& ad) {
  return ContextOf(batch, ad);
}

AdContextReader::AdContextReader(const Store& store)
    : store_(store), masker_(store.contact_key()) {}

Result<AdContext> AdContextReader::Read(const LinkView& view, const LinkSighting& sighting) const {
  const HashValue hash = [&](std::string_view value) {
    return ContactIndexKey(store_.contact_key(), value);
  };
  const LinkedAd ad = ToLinkedAd(sighting, hash, masker_);
  stored::v1::LinkAd row;
  Result<bool> known = view.Get(LinkTable::kAd, ad.id, &row);
  if (!known.ok()) return known.status();
  return ReadContext(view, {ad, *known ? &row : nullptr, *sighting.ad, hash});
}

void AdContextReader::Weigh(const Screener& screener, const LinkSighting& sighting,
                            Screened* screened) const {
  if (screened->hits.empty()) return;
  const Result<AdContext> context = Read(store_.ViewLinks(), sighting);
  if (context.ok()) screener.Weigh(screened, sighting.source_kind, *context);
}

void AdContextReader::Weigh(const Screener& screener, const std::string& source,
                            v1::SourceKind kind, Time seen, ScreenedPage* page) const {
  std::optional<LinkView> view;
  for (Screened& screened : page->ads) {
    if (screened.hits.empty()) continue;
    if (!view) view.emplace(store_.ViewLinks());
    const Result<AdContext> context = Read(*view, {.id = LeadId(source, screened.ad.key()),
                                                   .source = source,
                                                   .source_kind = kind,
                                                   .seen = seen,
                                                   .lead = screened.lead,
                                                   .ad = &screened.ad});
    if (context.ok()) screener.Weigh(&screened, kind, *context);
  }
}

}  // namespace varta
