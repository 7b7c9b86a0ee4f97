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
Result<std::optional<ContactHistory>> HistoryWith(const LinkView& view, const LinkedAd& ad,
                                                  const stored::v1::LinkAd* before,
                                                  const LinkedContact& contact) {
  stored::v1::LinkContactRow row;
  Result<bool> found = view.Get(LinkTable::kContact, contact.key, &row);
  if (!found.ok()) return found.status();
  if (!*found) return std::optional<ContactHistory>();
  stored::v1::LinkWord word;
  found = view.Get(LinkTable::kWord, WordKey(ad.id, EntityName(contact.key)), &word);
  if (!found.ok()) return found.status();
  if (*found && word.judgement() == v1::Link::JUDGEMENT_REJECTED)
    return std::optional<ContactHistory>();
  ContactHistory history = ToHistory(row);
  const bool known =
      before != nullptr && std::any_of(before->contacts().begin(), before->contacts().end(),
                                       [&](const auto& old) { return old.key() == contact.key; });
  AddSeen(ad, !known, &history);
  Result<SourceSizes> sizes = SizesOf(history, view);
  if (!sizes.ok()) return sizes.status();
  if (IsGeneric(history, *sizes).generic) return std::optional<ContactHistory>();
  return std::optional<ContactHistory>(std::move(history));
}

void Raise(size_t count, int fact, LinkSign* sign) {
  if (static_cast<int>(count) > sign->count) *sign = {static_cast<int>(count), fact};
}

}  // namespace

AdContextReader::AdContextReader(const Store& store)
    : store_(store), masker_(store.contact_key()) {}

Result<AdContext> AdContextReader::Read(const LinkView& view, const LinkSighting& sighting) const {
  AdContext context;
  if (const std::optional<AdWage> wage = WageOf(*sighting.ad)) {
    Result<std::optional<TradeWage>> usual = ReadTradeWage(view, *wage);
    if (!usual.ok()) return usual.status();
    context.wage = *std::move(usual);
  }
  const HashValue hash = [&](std::string_view value) {
    return ContactIndexKey(store_.contact_key(), value);
  };
  const LinkedAd ad = ToLinkedAd(sighting, hash, masker_);
  Links& links = context.links.emplace();
  stored::v1::LinkAd row;
  Result<bool> known = view.Get(LinkTable::kAd, ad.id, &row);
  if (!known.ok()) return known.status();
  if (*known) {
    Result<std::pair<uint64_t, stored::v1::LinkCluster>> cluster = ReadCluster(view, row.cluster());
    if (!cluster.ok()) return cluster.status();
    if (cluster->second.ads() > 1) Raise(cluster->second.ads() - 1, -1, &links.near_duplicates);
  }
  for (size_t i = 0; i < std::min(ad.contacts.size(), kMaxContactsAsked); ++i) {
    Result<std::optional<ContactHistory>> history =
        HistoryWith(view, ad, *known ? &row : nullptr, ad.contacts[i]);
    if (!history.ok()) return history.status();
    if (!*history) continue;
    const int fact = FactOf(*sighting.ad, ad.contacts[i].key, hash);
    if (ad.trade == AdTrade::kJob) Raise((*history)->sexual_services, fact, &links.sexual_services);
    if (ad.contacts[i].kind == "domain") continue;  // many name one web site
    Raise(InAdsOfTheirOwn((*history)->employers), fact, &links.employers);
    Raise(InAdsOfTheirOwn((*history)->trades), fact, &links.trades);
    Raise(InAdsOfTheirOwn((*history)->names), fact, &links.names);
    Raise(CitiesInTurn(**history, 2).size(), fact, &links.cities);
  }
  return context;
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
