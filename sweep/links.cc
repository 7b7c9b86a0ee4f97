// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "sweep/links.h"

#include <algorithm>
#include <map>
#include <utility>

#include "linking/alerts.h"
#include "linking/cluster_choice.h"
#include "linking/key_table.h"
#include "linking/words.h"
#include "storage/keys.h"
#include "sweep/ad_context.h"
#include "sweep/convert.h"
#include "sweep/link_rows.h"
#include "sweep/reweigher.h"
#include "sweep/trade_wages.h"
#include "varta/v1/entity_service.pb.h"

namespace varta {
namespace {

using stored::v1::LinkAd;
using stored::v1::LinkCluster;
using ClusterRow = std::pair<uint64_t, LinkCluster>;

constexpr size_t kMaxClusters = 24;  // that an ad is compared with
constexpr size_t kMaxFiledKeys = 7;
constexpr uint64_t kSaveEvery = 500;  // ads
constexpr std::chrono::hours kRenewEvery{20};

std::vector<uint64_t> UnpackClusters(std::string_view bytes) {
  std::vector<uint64_t> clusters;
  for (; bytes.size() >= 8; bytes.remove_prefix(8))
    clusters.push_back(*KeyReader(bytes.substr(0, 8)).Number());
  return clusters;
}

std::vector<Exemplar> ExemplarsOf(const std::vector<ClusterRow>& clusters,
                                  std::vector<std::vector<uint16_t>>* sketches) {
  size_t count = 0;
  for (const auto& [id, row] : clusters) count += static_cast<size_t>(row.exemplars_size());
  sketches->clear();
  sketches->reserve(count);
  std::vector<Exemplar> exemplars;
  for (const auto& [id, row] : clusters) {
    for (const stored::v1::LinkExemplar& exemplar : row.exemplars()) {
      sketches->push_back(UnpackSketch(exemplar.sketch()));
      exemplars.push_back({id, sketches->back(), exemplar.words()});
    }
  }
  return exemplars;
}

// An analyst says that an ad of one is not one of the other's.
Result<bool> MustStayApart(const LinkBatch& batch, const LinkCluster& a, const LinkCluster& b) {
  for (const std::string& one : a.judged()) {
    for (const std::string& other : b.judged()) {
      stored::v1::LinkWord word;
      Result<bool> found = batch.Get(LinkTable::kWord, WordKey(one, other), &word);
      if (!found.ok()) return found;
      if (*found && word.judgement() == v1::Link::JUDGEMENT_REJECTED) return true;
    }
  }
  return false;
}

// Alerts that were raised before are not raised again.
Status PutAlerts(LinkBatch& batch, const std::vector<LinkAlert>& alerts) {
  for (const LinkAlert& alert : alerts) {
    const std::string hash = batch.Hash("alert:" + alert.once);
    Result<std::optional<std::string>> known = batch.Get(LinkTable::kAlertOnce, hash);
    if (!known.ok()) return known.status();
    if (*known) continue;
    stored::v1::LinkAlertRow row;
    row.set_kind(std::string(AlertKindName(alert.kind)));
    if (!alert.contact.key.empty()) {
      row.mutable_contact()->set_key(alert.contact.key);
      row.mutable_contact()->set_kind(alert.contact.kind);
      row.mutable_contact()->set_label(alert.contact.label);
    }
    row.set_cluster(alert.cluster);
    for (const AlertReason& reason : alert.reasons) {
      row.add_reasons(reason.en);
      row.add_reasons_uk(reason.uk);
    }
    row.mutable_ads()->Assign(alert.ads.begin(), alert.ads.end());
    *row.mutable_time() = ToProto(alert.time);
    batch.Put(LinkTable::kAlert, AlertKey(alert.time, hash), row);
    batch.Put(LinkTable::kAlertOnce, hash, std::string());
  }
  return Status();
}

unsigned SignsThatHold(const ContactHistory& history, bool generic) {
  return generic ? 0 : HoldingSigns(SignsOf(history, history.contact, AdTrade::kJob));
}

// As it was dismissed: the newest text from before that.
std::optional<DismissedAd> AsDismissed(const std::string& id, const v1::Lead& lead) {
  if (lead.state() != v1::Lead::STATE_DISMISSED && lead.verdict() != v1::Lead::VERDICT_NOT_RELEVANT)
    return std::nullopt;
  DismissedAd dismissed{id, "", FromProto(lead.update_time())};
  for (const v1::Version& version : lead.versions()) {
    if (FromProto(version.first_seen_time()) <= dismissed.time)
      dismissed.text_digest = version.digest();
  }
  return dismissed;
}

}  // namespace

Linker::Linker(const LinkView& view) {
  Result<std::optional<std::string>> saved = view.Get(LinkTable::kWeights, "");
  if (saved.ok() && *saved) weights_ = WordWeights::Load(**saved);
}

LinkStep StepOf(Linker& linker, std::function<v1::SourceKind(std::string_view source)> kind_of,
                Reweigher* reweigher) {
  return [&linker, kind_of = std::move(kind_of), reweigher](LinkBatch& batch,
                                                            const LinkSighting& seen) {
    LinkSighting sighting = seen;
    if (sighting.source_kind == v1::SOURCE_KIND_UNSPECIFIED)
      sighting.source_kind = kind_of(sighting.source);
    Status applied = linker.Apply(batch, sighting);
    if (!applied.ok() || reweigher == nullptr) return applied;
    return reweigher->Weigh(batch, sighting, linker.newest());
  };
}

Status Linker::Apply(LinkBatch& batch, const LinkSighting& sighting) {
  newest_ = {};
  LinkAd row;
  Result<bool> found = batch.Get(LinkTable::kAd, sighting.id, &row);
  if (!found.ok()) return found.status();
  if (sighting.ad == nullptr) {
    if (*found) return Renew(batch, sighting, std::move(row));
    // An ad from before there were links.
    Result<std::optional<KeptText>> text = batch.Text(sighting.id);
    if (!text.ok() || !*text) return text.status();
    LinkSighting whole = sighting;
    whole.ad = &(*text)->ad;
    whole.source = (*text)->source;
    whole.source_kind = (*text)->source_kind;
    whole.lead = (*text)->lead;
    return Apply(batch, whole);
  }
  return ApplyWhole(batch, sighting, std::move(row), *found);
}

Status Linker::ApplyWhole(LinkBatch& batch, const LinkSighting& sighting, LinkAd row,
                          bool known_ad) {
  if (!masker_) masker_.emplace(std::string(batch.secret()));
  // What was a lead once stays one, and keeps what it says.
  const bool lead = sighting.lead || row.lead(), facts = sighting.keep_facts || lead;
  const LinkedAd& ad = newest_.ad.emplace(ToLinkedAd(
      sighting, [&batch](std::string_view value) { return batch.Hash(value); }, *masker_, facts));
  const bool new_text = !known_ad || row.text_digest() != ad.text_digest;
  const LinkAd before = row;
  if (!new_text && row.purged() != facts && row.lead() == lead &&
      row.trade() == static_cast<int>(ad.trade))
    return Renew(batch, sighting, std::move(row));
  PutLinkedAd(ad, &row);
  row.set_purged(!facts);
  if (row.purged()) row.clear_earlier();
  row.set_lead(lead);
  *row.mutable_last_seen_time() = ToProto(ad.seen);
  if (!known_ad) *row.mutable_first_seen_time() = ToProto(ad.seen);
  if (new_text) {
    const AdPrint print = AdPrintOf(sighting.ad->title() + '\n' + sighting.ad->text());
    row.set_sketch(PackSketch(print.sketch));
    row.set_words(print.words);
    row.mutable_keys()->Assign(print.keys.begin(), print.keys.end());
    if (!known_ad) {
      Result<ClusterPlace> place = Place(batch, ad, print);
      if (!place.ok()) return place.status();
      row.set_cluster(place->cluster);
      if (place->ends_alone) newest_.changes.push_back({.cluster = place->cluster});
      if (Status wage = place->fresh ? AddWage(batch, *sighting.ad) : Status(); !wage.ok())
        return wage;
      stored::v1::LinkSource source;
      Result<bool> known = batch.Get(LinkTable::kSource, ad.source, &source);
      if (!known.ok()) return known.status();
      source.set_ads(source.ads() + 1);
      batch.Put(LinkTable::kSource, ad.source, source);
    }
  }
  batch.Put(LinkTable::kAd, ad.id, row);
  Status status = AddToCluster(batch, ad, lead, !known_ad, new_text, row.cluster());
  return status.ok() ? AddToContacts(batch, ad, known_ad ? &before : nullptr) : status;
}

Status Linker::Renew(LinkBatch& batch, const LinkSighting& sighting, LinkAd row) {
  if (sighting.seen - FromProto(row.last_seen_time()) < kRenewEvery) return Status();
  *row.mutable_last_seen_time() = ToProto(sighting.seen);
  batch.Put(LinkTable::kAd, sighting.id, row);
  const LinkedAd ad = ToLinkedAd(sighting.id, row, sighting.seen);
  Status status = AddToCluster(batch, ad, row.lead(), false, false, row.cluster());
  return status.ok() ? AddToContacts(batch, ad, &row) : status;
}

Result<Linker::ClusterPlace> Linker::Place(LinkBatch& batch, const LinkedAd& ad,
                                           const AdPrint& print) {
  std::map<uint64_t, ClusterRow> rows;
  std::map<uint64_t, double> scores;
  std::vector<std::pair<uint64_t, std::vector<uint64_t>>> open;  // keys that are not full
  for (const uint64_t key : print.keys) {
    Result<std::optional<std::string>> filed = batch.Get(LinkTable::kKey, NumberKey(key));
    if (!filed.ok()) return filed.status();
    std::vector<uint64_t> clusters = UnpackClusters(filed->value_or(""));
    if (clusters.size() >= KeyTable::kMaxFiled) continue;
    const double score = 1 + 1.0 / static_cast<double>(1 + clusters.size());
    for (uint64_t& cluster : clusters) {
      if (!rows.contains(cluster)) {
        Result<ClusterRow> row = ReadCluster(batch, cluster);
        if (!row.ok()) return row.status();
        rows.emplace(cluster, *std::move(row));
      }
      cluster = rows.at(cluster).first;
      scores[cluster] += score;
    }
    open.emplace_back(key, std::move(clusters));
  }
  std::vector<std::pair<double, uint64_t>> order;
  for (const auto& [cluster, score] : scores) order.emplace_back(-score, cluster);
  std::sort(order.begin(), order.end());
  if (order.size() > kMaxClusters) order.resize(kMaxClusters);
  std::vector<ClusterRow> clusters;
  for (const auto& [score, cluster] : order) {
    const auto known = std::find_if(rows.begin(), rows.end(), [&, id = cluster](const auto& row) {
      return row.second.first == id;
    });
    clusters.push_back(known->second);
  }
  std::vector<std::vector<uint16_t>> sketches;
  const std::vector<Exemplar> exemplars = ExemplarsOf(clusters, &sketches);
  const ClusterChoice choice = ChooseCluster(print.sketch, print.words, exemplars, weights_);
  const auto row_of = [&](uint64_t id) -> ClusterRow& {
    return *std::find_if(clusters.begin(), clusters.end(),
                         [id](const ClusterRow& row) { return row.first == id; });
  };
  ClusterRow chosen(KeyReader(batch.Hash("cluster:" + ad.id).substr(0, 8)).Number().value_or(1) | 1,
                    LinkCluster());
  if (choice.joins) chosen = row_of(choice.cluster);
  bool ends_alone = chosen.second.ads() == 1;
  for (const uint64_t other : choice.merge) {
    Result<bool> apart = MustStayApart(batch, chosen.second, row_of(other).second);
    if (!apart.ok()) return apart.status();
    if (*apart) continue;
    ends_alone = ends_alone || row_of(other).second.ads() == 1;
    MergeClusters(batch, &chosen, row_of(other));
  }
  if (choice.exemplar && static_cast<size_t>(chosen.second.exemplars_size()) < kMaxExemplars) {
    stored::v1::LinkExemplar* exemplar = chosen.second.add_exemplars();
    exemplar->set_ad(ad.id);
    exemplar->set_sketch(PackSketch(print.sketch));
    exemplar->set_words(print.words);
    size_t used = 0;
    for (auto& [key, filed] : open) {
      if (++used > kMaxFiledKeys) break;
      if (std::find(filed.begin(), filed.end(), chosen.first) != filed.end()) continue;
      std::string bytes;
      for (const uint64_t cluster : filed) bytes += NumberKey(cluster);
      batch.Put(LinkTable::kKey, NumberKey(key), bytes + NumberKey(chosen.first));
    }
    weights_.Learn(print.sketch);
    if (weights_.ads() % kSaveEvery == 0) batch.Put(LinkTable::kWeights, "", weights_.Save());
  }
  batch.Put(LinkTable::kCluster, NumberKey(chosen.first), chosen.second);
  return ClusterPlace{chosen.first, !choice.joins, ends_alone};
}

Status Linker::AddToCluster(LinkBatch& batch, const LinkedAd& ad, bool lead, bool new_ad,
                            bool new_text, uint64_t cluster) {
  Result<ClusterRow> row = ReadCluster(batch, cluster);
  if (!row.ok()) return row.status();
  ClusterHistory history = ToHistory(row->first, row->second);
  AddSeen(ad, new_ad, &history);
  PutHistory(history, &row->second);
  std::vector<DismissedAd> dismissed;
  if (new_text) {
    for (const std::string& id : row->second.leads()) {
      Result<std::optional<stored::v1::StoredLead>> other = batch.Lead(id);
      if (!other.ok()) return other.status();
      if (!*other) continue;
      if (auto old = AsDismissed(id, (*other)->lead())) dismissed.push_back(*std::move(old));
    }
  }
  google::protobuf::RepeatedPtrField<std::string>& leads = *row->second.mutable_leads();
  if (lead && std::find(leads.begin(), leads.end(), ad.id) == leads.end()) {
    std::vector<std::string> newest(leads.begin(), leads.end());
    newest.insert(newest.begin(), ad.id);
    if (newest.size() > kMaxLeadsOfCluster) newest.resize(kMaxLeadsOfCluster);
    leads.Assign(newest.begin(), newest.end());
  }
  batch.Put(LinkTable::kCluster, NumberKey(row->first), row->second);
  if (new_ad) batch.Put(LinkTable::kClusterAds, AdOfClusterKey(row->first, ad.seen, ad.id), "");
  return PutAlerts(batch, AlertsOf(history, dismissed, ad, new_text));
}

Status Linker::AddToContacts(LinkBatch& batch, const LinkedAd& ad, const LinkAd* before) {
  for (const LinkedContact& contact : ad.contacts) {
    stored::v1::LinkWord word;
    Result<bool> judged =
        batch.Get(LinkTable::kWord, WordKey(ad.id, EntityName(contact.key)), &word);
    if (!judged.ok()) return judged.status();
    if (*judged && word.judgement() == v1::Link::JUDGEMENT_REJECTED) continue;
    const bool first_time = before == nullptr ||
                            std::none_of(before->contacts().begin(), before->contacts().end(),
                                         [&](const auto& old) { return old.key() == contact.key; });
    stored::v1::LinkContactRow row;
    Result<bool> found = batch.Get(LinkTable::kContact, contact.key, &row);
    if (!found.ok()) return found.status();
    ContactHistory history = ToHistory(row);
    history.contact = contact;
    const ContactHistory old = history;
    AddSeen(ad, first_time, &history);
    Result<SourceSizes> sizes = SizesOf(history, batch);
    if (!sizes.ok()) return sizes.status();
    const bool generic = IsGeneric(history, *sizes).generic;
    Status alerted = PutAlerts(batch, AlertsOf(old, history, generic, ad, first_time));
    if (!alerted.ok()) return alerted;
    const unsigned signs = SignsThatHold(history, generic);
    if (*found && signs != SignsThatHold(old, IsGeneric(old, *sizes).generic))
      newest_.changes.push_back({.contact = contact, .generic = generic});
    batch.Put(LinkTable::kContact, contact.key, ToRow(history));
    const std::string digits = *found ? std::string() : PseudonymDigits(contact.label);
    if (!digits.empty()) batch.Put(LinkTable::kPseudonym, digits + contact.key, std::string());
    if (first_time)
      batch.Put(LinkTable::kContactAds, AdOfContactKey(contact.key, ad.seen, ad.id), "");
  }
  return Status();
}

}  // namespace varta
