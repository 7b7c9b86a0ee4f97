// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "sweep/link_rows.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

#include "base/digest.h"
#include "base/text.h"
#include "base/url.h"
#include "extract/accounts.h"
#include "storage/keys.h"
#include "storage/store.h"
#include "sweep/convert.h"

namespace varta {
namespace {

using stored::v1::LinkSeen;
using SeenMap = google::protobuf::Map<std::string, LinkSeen>;

constexpr size_t kMaxContactsOfAd = 30, kMaxValuesOfAd = 8;

std::optional<std::string> BytesOfHex(std::string_view digits) {
  std::string bytes;
  for (size_t i = 0; i + 1 < digits.size(); i += 2) {
    unsigned value = 0;
    const auto [end, error] = std::from_chars(digits.data() + i, digits.data() + i + 2, value, 16);
    if (error != std::errc() || end != digits.data() + i + 2) return std::nullopt;
    bytes += static_cast<char>(value);
  }
  return digits.size() % 2 == 0 ? std::optional(bytes) : std::nullopt;
}

ContactHistory::Seen ToSeen(const SeenMap& map) {
  ContactHistory::Seen seen;
  for (const auto& [value, with] : map)
    seen[value] = {with.ads(), FromProto(with.first_time()), FromProto(with.last_time()),
                   with.example()};
  return seen;
}

void PutSeen(const ContactHistory::Seen& seen, SeenMap* map) {
  map->clear();
  for (const auto& [value, with] : seen) {
    LinkSeen& row = (*map)[value];
    row.set_ads(with.ads);
    *row.mutable_first_time() = ToProto(with.first);
    *row.mutable_last_time() = ToProto(with.last);
    row.set_example(with.example);
  }
}

// The words of a firm's name without its legal form: «ТОВ "Альфа"» and «Альфа, ООО» are one.
std::string FirmName(std::string_view written) {
  static constexpr std::array<std::string_view, 24> kForms = {
      "тов", "ооо", "пп",   "фоп", "чп", "ип", "тзов", "ат", "прат", "ао",  "зао", "оао",
      "llc", "ltd", "gmbh", "sp",  "z",  "o",  "oo",   "sa", "srl",  "sro", "inc", "zoo"};
  const std::string folded = FoldForSearch(written);
  std::string name;
  for (const std::string_view word : Words(folded, 1)) {
    if (std::find(kForms.begin(), kForms.end(), word) != kForms.end()) continue;
    if (!name.empty()) name += ' ';
    name += word;
  }
  return name;
}

const char* ContactKind(v1::FactKind kind) {
  switch (kind) {
    case v1::FACT_KIND_PHONE:
      return "phone";
    case v1::FACT_KIND_EMAIL:
      return "email";
    case v1::FACT_KIND_HANDLE:
      return "handle";
    default:
      return nullptr;
  }
}

AdTrade AdTradeOf(const LinkSighting& sighting) {
  if (sighting.source_kind == v1::SOURCE_KIND_SEXUAL_SERVICES) return AdTrade::kSexualServices;
  bool work = sighting.source_kind == v1::SOURCE_KIND_JOB_BOARD ||
              sighting.ad->posting().type() == "JobPosting";
  for (const v1::Fact& fact : sighting.ad->facts()) {
    if (fact.kind() == v1::FACT_KIND_WORK && fact.value() == "escort")
      return AdTrade::kSexualServices;
    work = work || fact.kind() == v1::FACT_KIND_WORK || fact.kind() == v1::FACT_KIND_WAGE;
  }
  return work ? AdTrade::kJob : AdTrade::kUnknown;
}

void AddValueOnce(std::string value, std::vector<std::string>* values) {
  if (!value.empty() && values->size() < kMaxValuesOfAd &&
      std::find(values->begin(), values->end(), value) == values->end())
    values->push_back(std::move(value));
}

using Texts = google::protobuf::RepeatedPtrField<std::string>;

// What was there before and is not now; the newest of them if there are too many.
void AddEarlier(const Texts& before, const Texts& earlier, const Texts& now, Texts* to) {
  for (const Texts* from : {&before, &earlier}) {
    for (const std::string& value : *from) {
      if (to->size() < static_cast<int>(kMaxValuesOfAd) &&
          std::find(now.begin(), now.end(), value) == now.end() &&
          std::find(to->begin(), to->end(), value) == to->end())
        *to->Add() = value;
    }
  }
}

}  // namespace

std::string EntityName(std::string_view key) { return "entities/" + Hex(key); }
std::string ClusterName(uint64_t cluster) { return "clusters/" + Hex(NumberKey(cluster)); }
std::string AdName(std::string_view id, bool lead) {
  return (lead ? "leads/" : "ads/") + std::string(id);
}

std::optional<std::string> KeyOfEntity(std::string_view name) {
  if (name.starts_with("entities/")) name.remove_prefix(9);
  return name.size() == 32 ? BytesOfHex(name) : std::nullopt;
}

std::optional<uint64_t> ClusterOfName(std::string_view name) {
  if (name.starts_with("clusters/")) name.remove_prefix(9);
  const auto bytes = name.size() == 16 ? BytesOfHex(name) : std::nullopt;
  return bytes ? KeyReader(*bytes).Number() : std::nullopt;
}

std::optional<std::string> IdOfAd(std::string_view name) {
  for (const std::string_view prefix : {"leads/", "ads/"}) {
    if (name.starts_with(prefix)) name.remove_prefix(prefix.size());
  }
  return name.size() == 20 && BytesOfHex(name) ? std::optional<std::string>(name) : std::nullopt;
}

std::string EntityLabel(const stored::v1::LinkContact& contact) {
  return contact.label().empty() ? '[' + contact.kind() + ']' : contact.label();
}

std::string PseudonymDigits(std::string_view label) {
  const size_t sign = label.find('#');
  if (sign == std::string_view::npos) return "";
  std::string_view digits = label.substr(sign + 1);
  digits = digits.substr(0, digits.find_first_not_of("0123456789abcdef"));
  return std::string(digits);
}

std::string NumberKey(uint64_t number) { return KeyWriter().Number(number).Take(); }

std::string AdOfContactKey(std::string_view contact, Time time, std::string_view id) {
  return std::string(contact) + KeyWriter().SignedDescending(ToUnixMillis(time)).Raw(id).Take();
}

std::string AdOfClusterKey(uint64_t cluster, Time time, std::string_view id) {
  return KeyWriter().Number(cluster).SignedDescending(ToUnixMillis(time)).Raw(id).Take();
}

std::string WordKey(std::string_view from, std::string_view to) {
  return KeyWriter().Text(from).Text(to).Take();
}

std::string AlertKey(Time time, std::string_view hash) {
  return KeyWriter().SignedDescending(ToUnixMillis(time)).Raw(hash).Take();
}

ContactHistory ToHistory(const stored::v1::LinkContactRow& row) {
  ContactHistory history;
  history.contact = {row.contact().key(), row.contact().kind(), row.contact().label()};
  history.ads = row.ads();
  history.first_seen = FromProto(row.first_seen_time());
  history.last_seen = FromProto(row.last_seen_time());
  history.jobs = row.jobs();
  history.sexual_services = row.sexual_services();
  history.job_ad = row.job_ad();
  history.sexual_services_ad = row.sexual_services_ad();
  history.sources = ToSeen(row.sources());
  history.employers = ToSeen(row.employers());
  history.trades = ToSeen(row.trades());
  history.names = ToSeen(row.names());
  history.cities = ToSeen(row.cities());
  history.without_employer = row.without_employer();
  history.more = row.more();
  if (row.generic_by_analyst() != 0) history.generic_by_analyst = row.generic_by_analyst() == 2;
  history.watched = row.watched();
  return history;
}

stored::v1::LinkContactRow ToRow(const ContactHistory& history) {
  stored::v1::LinkContactRow row;
  row.mutable_contact()->set_key(history.contact.key);
  row.mutable_contact()->set_kind(history.contact.kind);
  row.mutable_contact()->set_label(history.contact.label);
  row.set_ads(history.ads);
  *row.mutable_first_seen_time() = ToProto(history.first_seen);
  *row.mutable_last_seen_time() = ToProto(history.last_seen);
  row.set_jobs(history.jobs);
  row.set_sexual_services(history.sexual_services);
  row.set_job_ad(history.job_ad);
  row.set_sexual_services_ad(history.sexual_services_ad);
  PutSeen(history.sources, row.mutable_sources());
  PutSeen(history.employers, row.mutable_employers());
  PutSeen(history.trades, row.mutable_trades());
  PutSeen(history.names, row.mutable_names());
  PutSeen(history.cities, row.mutable_cities());
  row.set_without_employer(history.without_employer);
  row.set_more(history.more);
  row.set_generic_by_analyst(history.generic_by_analyst ? (*history.generic_by_analyst ? 2 : 1)
                                                        : 0);
  row.set_watched(history.watched);
  return row;
}

ClusterHistory ToHistory(uint64_t id, const stored::v1::LinkCluster& row) {
  ClusterHistory history;
  history.id = id;
  history.ads = row.ads();
  history.first_seen = FromProto(row.first_seen_time());
  history.last_seen = FromProto(row.last_seen_time());
  history.sources = ToSeen(row.sources());
  history.cities = ToSeen(row.cities());
  history.more = row.more();
  history.watched = row.watched();
  return history;
}

void PutHistory(const ClusterHistory& history, stored::v1::LinkCluster* row) {
  row->set_ads(history.ads);
  *row->mutable_first_seen_time() = ToProto(history.first_seen);
  *row->mutable_last_seen_time() = ToProto(history.last_seen);
  PutSeen(history.sources, row->mutable_sources());
  PutSeen(history.cities, row->mutable_cities());
  row->set_more(history.more);
  row->set_watched(history.watched);
}

std::string PackSketch(const std::vector<uint16_t>& sketch) {
  std::string bytes;
  for (const uint16_t entry : sketch) {
    bytes += static_cast<char>(entry & 0xFF);
    bytes += static_cast<char>(entry >> 8);
  }
  return bytes;
}

std::vector<uint16_t> UnpackSketch(std::string_view bytes) {
  std::vector<uint16_t> sketch;
  for (size_t i = 0; i + 1 < bytes.size() && sketch.size() < kSketchSize; i += 2)
    sketch.push_back(static_cast<uint16_t>(static_cast<uint8_t>(bytes[i]) |
                                           static_cast<uint8_t>(bytes[i + 1]) << 8));
  return sketch;
}

std::vector<Account> AccountsOf(const v1::Ad& ad) {
  const std::optional<Url> own = Url::Parse(ad.url());
  std::vector<Account> accounts = FindAccounts(ad.text(), own ? &*own : nullptr);
  for (const std::string& site : ad.sites())
    accounts.push_back({Account::Kind::kDomain, "domain:" + site});
  return accounts;
}

LinkedAd ToLinkedAd(const LinkSighting& sighting, const HashValue& hash, const Masker& masker,
                    bool facts) {
  LinkedAd ad;
  ad.id = sighting.id;
  ad.source = sighting.source;
  ad.seen = sighting.seen;
  ad.trade = AdTradeOf(sighting);
  ad.text_digest = TextDigest(*sighting.ad);
  const auto pseudonym = [&](std::string_view what, const std::string& value) {
    return value.empty() ? value : Hex(hash(std::string(what) + value).substr(0, 6));
  };
  std::set<std::string> known;
  for (const v1::Fact& fact : sighting.ad->facts()) {
    if (const char* kind = ContactKind(fact.kind()); kind != nullptr && !fact.value().empty()) {
      std::string key = hash(fact.value());
      if (ad.contacts.size() < kMaxContactsOfAd && known.insert(key).second)
        ad.contacts.push_back({std::move(key), kind, masker.Pseudonym(fact)});
    } else if (!facts) {
      continue;
    } else if (fact.kind() == v1::FACT_KIND_EMPLOYER) {
      AddValueOnce(pseudonym("employer:", FirmName(fact.value())), &ad.employers);
    } else if (fact.kind() == v1::FACT_KIND_WORK) {
      AddValueOnce(fact.value(), &ad.trades);
    } else if (fact.kind() == v1::FACT_KIND_PLACE && fact.role() != v1::ROLE_ORIGIN &&
               fact.value().find('/') != std::string::npos) {
      AddValueOnce(fact.value(), &ad.cities);
    }
  }
  for (const Account& account : AccountsOf(*sighting.ad)) {
    std::string key = hash(account.value);
    if (ad.contacts.size() == kMaxContactsOfAd || !known.insert(key).second) continue;
    std::string label = '[' + std::string(AccountKindName(account.kind)) + " #" +
                        Hex(std::string_view(key).substr(0, 3)) + ']';
    ad.contacts.push_back({std::move(key),
                           account.kind == Account::Kind::kDomain ? "domain" : "payment",
                           std::move(label)});
  }
  if (!facts) return ad;
  AddValueOnce(pseudonym("employer:", FirmName(sighting.ad->posting().organization())),
               &ad.employers);
  AddValueOnce(pseudonym("name:", FoldForSearch(sighting.ad->author())), &ad.names);
  return ad;
}

LinkedAd ToLinkedAd(std::string_view id, const stored::v1::LinkAd& row, Time seen) {
  LinkedAd ad;
  ad.id = id;
  ad.source = row.source();
  ad.seen = seen;
  ad.trade = static_cast<AdTrade>(row.trade());
  for (const stored::v1::LinkContact& contact : row.contacts())
    ad.contacts.push_back({contact.key(), contact.kind(), contact.label()});
  ad.employers.assign(row.employers().begin(), row.employers().end());
  ad.names.assign(row.names().begin(), row.names().end());
  ad.trades.assign(row.trades().begin(), row.trades().end());
  ad.cities.assign(row.cities().begin(), row.cities().end());
  ad.text_digest = row.text_digest();
  return ad;
}

void PutLinkedAd(const LinkedAd& ad, stored::v1::LinkAd* row) {
  const stored::v1::LinkAd before = *row;
  row->set_source(ad.source);
  row->set_trade(static_cast<int>(ad.trade));
  row->clear_contacts();
  for (const LinkedContact& contact : ad.contacts) {
    stored::v1::LinkContact* to = row->add_contacts();
    to->set_key(contact.key);
    to->set_kind(contact.kind);
    to->set_label(contact.label);
  }
  row->mutable_employers()->Assign(ad.employers.begin(), ad.employers.end());
  row->mutable_names()->Assign(ad.names.begin(), ad.names.end());
  row->mutable_trades()->Assign(ad.trades.begin(), ad.trades.end());
  row->mutable_cities()->Assign(ad.cities.begin(), ad.cities.end());
  row->set_text_digest(ad.text_digest);
  row->clear_earlier();
  stored::v1::LinkFacts earlier;
  AddEarlier(before.employers(), before.earlier().employers(), row->employers(),
             earlier.mutable_employers());
  AddEarlier(before.names(), before.earlier().names(), row->names(), earlier.mutable_names());
  AddEarlier(before.trades(), before.earlier().trades(), row->trades(), earlier.mutable_trades());
  AddEarlier(before.cities(), before.earlier().cities(), row->cities(), earlier.mutable_cities());
  if (earlier.ByteSizeLong() > 0) *row->mutable_earlier() = std::move(earlier);
}

}  // namespace varta
