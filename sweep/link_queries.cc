// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "sweep/link_queries.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "extract/accounts.h"
#include "extract/fields.h"
#include "linking/ad_template.h"
#include "linking/cluster_choice.h"
#include "storage/keys.h"
#include "storage/sighting.h"
#include "sweep/convert.h"
#include "sweep/link_rows.h"
#include "sweep/links.h"

namespace varta {
namespace {

using stored::v1::LinkAd;
using stored::v1::LinkCluster;

constexpr size_t kMaxAdsShown = 50;
constexpr size_t kDigitsNeeded = 6;

struct AdOfLink {
  std::string id;
  LinkAd row;
};

// The ads behind rows of kContactAds or kClusterAds that begin with `prefix`, newest first.
Result<std::vector<AdOfLink>> AdsBehind(const LinkView& view, LinkTable table,
                                        std::string_view prefix, size_t limit) {
  std::vector<AdOfLink> ads;
  Status failed;
  Status scan = view.Scan(table, prefix, "", [&](std::string_view key, std::string_view) {
    AdOfLink ad{std::string(key.substr(prefix.size() + 8)), {}};
    Result<bool> found = view.Get(LinkTable::kAd, ad.id, &ad.row);
    if (!found.ok()) failed = found.status();
    if (found.ok() && *found) ads.push_back(std::move(ad));
    return failed.ok() && ads.size() < limit;
  });
  if (failed.ok()) failed = scan;
  if (!failed.ok()) return failed;
  return ads;
}

Result<std::vector<AdOfLink>> AdsOfCluster(const LinkView& view, uint64_t cluster,
                                           const LinkCluster& row, size_t limit) {
  std::vector<uint64_t> parts(row.parts().begin(), row.parts().end());
  parts.push_back(cluster);
  std::vector<AdOfLink> all;
  for (const uint64_t part : parts) {
    Result<std::vector<AdOfLink>> ads =
        AdsBehind(view, LinkTable::kClusterAds, NumberKey(part), limit);
    if (!ads.ok()) return ads.status();
    all.insert(all.end(), std::make_move_iterator(ads->begin()),
               std::make_move_iterator(ads->end()));
  }
  std::stable_sort(all.begin(), all.end(), [](const AdOfLink& a, const AdOfLink& b) {
    return FromProto(a.row.first_seen_time()) > FromProto(b.row.first_seen_time());
  });
  if (all.size() > limit) all.resize(limit);
  return all;
}

void AddSeenWith(const ContactHistory::Seen& seen,
                 google::protobuf::RepeatedPtrField<v1::SeenWith>* to) {
  for (const auto& [value, with] : seen) {
    v1::SeenWith* shown = to->Add();
    shown->set_value(value);
    shown->set_ad_count(with.ads);
    *shown->mutable_first_seen_time() = ToProto(with.first);
    *shown->mutable_last_seen_time() = ToProto(with.last);
  }
}

std::string DatesOfAd(const LinkAd& row) {
  const std::string first = FormatTime(FromProto(row.first_seen_time())).substr(0, 10);
  const std::string last = FormatTime(FromProto(row.last_seen_time())).substr(0, 10);
  return first == last ? first : first + " to " + last;
}

std::string KindInWords(const std::string& kind) {
  return kind == "email"     ? "e-mail address"
         : kind == "payment" ? "payment account"
         : kind == "domain"  ? "web site"
                             : kind;
}

LinkJudgement ToJudgement(int judgement) {
  return judgement == v1::Link::JUDGEMENT_CONFIRMED  ? LinkJudgement::kConfirmed
         : judgement == v1::Link::JUDGEMENT_REJECTED ? LinkJudgement::kRejected
                                                     : LinkJudgement::kNone;
}

class StoredGraph {
 public:
  explicit StoredGraph(const LinkView& view) : view_(view) {}

  Result<LinkNode> Node(const std::string& name) const {
    LinkNode node;
    node.name = name;
    if (const auto key = KeyOfEntity(name); key && name.starts_with("entities/")) {
      Result<v1::Entity> entity = ReadEntity(view_, *key);
      if (!entity.ok()) return entity.status();
      node.label = entity->label();
      node.kind = entity->kind();
      node.generic = entity->generic();
    } else if (const auto cluster = ClusterOfName(name); cluster && name.starts_with("clusters/")) {
      Result<std::pair<uint64_t, LinkCluster>> row = ReadCluster(view_, *cluster);
      if (!row.ok()) return row.status();
      node.label = std::to_string(row->second.ads()) + " near-duplicate ads";
      node.kind = "cluster";
    } else {
      LinkAd row;
      Result<bool> found = view_.Get(LinkTable::kAd, IdOfAd(name).value_or(name), &row);
      if (!found.ok()) return found.status();
      if (!*found) return Status(Code::kNotFound, "no ad '" + name + "' in the links");
      node.label = row.source() + ", " + DatesOfAd(row);
      node.kind = row.lead() ? "lead" : "ad";
    }
    return node;
  }

  Result<std::vector<LinkEdge>> Links(const std::string& name, size_t limit) const {
    if (const auto key = KeyOfEntity(name); key && name.starts_with("entities/")) {
      Result<std::vector<AdOfLink>> ads = AdsBehind(view_, LinkTable::kContactAds, *key, limit + 1);
      if (!ads.ok()) return ads.status();
      return EdgesOf(*ads, [&](const AdOfLink& ad, std::vector<LinkEdge>* edges) {
        for (const stored::v1::LinkContact& contact : ad.row.contacts()) {
          if (contact.key() == *key) edges->push_back(Mention(ad, contact));
        }
      });
    }
    if (const auto cluster = ClusterOfName(name); cluster && name.starts_with("clusters/")) {
      Result<std::pair<uint64_t, LinkCluster>> row = ReadCluster(view_, *cluster);
      if (!row.ok()) return row.status();
      Result<std::vector<AdOfLink>> ads = AdsOfCluster(view_, row->first, row->second, limit + 1);
      if (!ads.ok()) return ads.status();
      return EdgesOf(*ads, [&](const AdOfLink& ad, std::vector<LinkEdge>* edges) {
        edges->push_back(NearDuplicate(ad, row->first, row->second));
      });
    }
    AdOfLink ad{IdOfAd(name).value_or(name), {}};
    Result<bool> found = view_.Get(LinkTable::kAd, ad.id, &ad.row);
    if (!found.ok()) return found.status();
    if (!*found) return std::vector<LinkEdge>();
    std::vector<LinkEdge> edges;
    for (const stored::v1::LinkContact& contact : ad.row.contacts())
      edges.push_back(Mention(ad, contact));
    Result<std::pair<uint64_t, LinkCluster>> cluster = ReadCluster(view_, ad.row.cluster());
    if (!cluster.ok()) return cluster.status();
    if (cluster->second.ads() > 1)
      edges.push_back(NearDuplicate(ad, cluster->first, cluster->second));
    for (LinkEdge& edge : edges) {
      if (Status judged = Judge(ad, &edge); !judged.ok()) return judged;
    }
    return edges;
  }

 private:
  template <typename AddEdges>
  Result<std::vector<LinkEdge>> EdgesOf(const std::vector<AdOfLink>& ads, AddEdges add) const {
    std::vector<LinkEdge> edges;
    for (const AdOfLink& ad : ads) {
      const size_t before = edges.size();
      add(ad, &edges);
      for (size_t i = before; i < edges.size(); ++i) {
        if (Status judged = Judge(ad, &edges[i]); !judged.ok()) return judged;
      }
    }
    return edges;
  }

  LinkEdge EdgeOf(const AdOfLink& ad) const {
    LinkEdge edge;
    edge.from = AdName(ad.id, ad.row.lead());
    edge.first_seen = FromProto(ad.row.first_seen_time());
    edge.last_seen = FromProto(ad.row.last_seen_time());
    return edge;
  }

  LinkEdge Mention(const AdOfLink& ad, const stored::v1::LinkContact& contact) const {
    LinkEdge edge = EdgeOf(ad);
    edge.to = EntityName(contact.key());
    edge.because = "the ad states this " + KindInWords(contact.kind()) + " (" + ad.row.source() +
                   ", " + DatesOfAd(ad.row) + ")";
    return edge;
  }

  LinkEdge NearDuplicate(const AdOfLink& ad, uint64_t id, const LinkCluster& cluster) const {
    LinkEdge edge = EdgeOf(ad);
    edge.to = ClusterName(id);
    edge.kind = LinkKind::kNearDuplicate;
    const std::vector<uint16_t> sketch = UnpackSketch(ad.row.sketch());
    const WordWeights weights;
    const Comparison comparison(sketch, ad.row.words(), weights);
    double best = 0;
    for (const stored::v1::LinkExemplar& exemplar : cluster.exemplars()) {
      if (exemplar.ad() == ad.id && cluster.exemplars_size() > 1) continue;
      best = std::max(best,
                      comparison.With(UnpackSketch(exemplar.sketch()), exemplar.words()).jaccard);
    }
    edge.strength = best;
    edge.because = "about " + std::to_string(static_cast<int>(best * 100 + 0.5)) +
                   " % of its words, spread over the text, are those of another of these ads";
    return edge;
  }

  Status Judge(const AdOfLink& ad, LinkEdge* edge) const {
    stored::v1::LinkWord word;
    Result<bool> found = view_.Get(LinkTable::kWord, WordKey(ad.id, edge->to), &word);
    if (!found.ok()) return found.status();
    if (!*found) return Status();
    edge->judgement = ToJudgement(word.judgement());
    edge->judged_by = word.by();
    edge->judged_because = word.reason();
    return Status();
  }

  const LinkView& view_;
};

Result<std::string> ResolveIn(const LinkView& view, LinkTable table, std::string_view digits,
                              std::string (*name)(std::string_view key, std::string_view value)) {
  // Ads lie under their digits, the others under the bytes that the digits stand for.
  std::string found;
  int count = 0;
  const std::string wanted = std::string(digits);
  std::string prefix = table == LinkTable::kAd ? wanted : std::string();
  if (table != LinkTable::kAd) {
    for (size_t i = 0; i + 1 < wanted.size(); i += 2)
      prefix += static_cast<char>(std::stoi(wanted.substr(i, 2), nullptr, 16));
  }
  Status scan = view.Scan(table, prefix, "", [&](std::string_view key, std::string_view value) {
    const std::string whole = name(key, value);
    if (whole.substr(whole.find('/') + 1).starts_with(wanted)) {
      found = whole;
      ++count;
    }
    return count < 2;
  });
  if (!scan.ok()) return scan;
  if (count > 1)
    return Status(Code::kInvalidArgument, "several begin with '" + wanted + "'; give more digits");
  return found;
}

}  // namespace

Result<std::string> ResolveLinkName(const LinkView& view, std::string_view written) {
  const size_t slash = written.find('/');
  const std::string_view kind = slash == std::string_view::npos ? "" : written.substr(0, slash);
  const std::string_view digits =
      slash == std::string_view::npos ? written : written.substr(slash + 1);
  if (digits.size() < kDigitsNeeded ||
      digits.find_first_not_of("0123456789abcdef") != std::string_view::npos) {
    return Status(Code::kInvalidArgument, "'" + std::string(written) +
                                              "' is no name; write leads/, ads/, entities/ or "
                                              "clusters/ and at least 6 digits of the id");
  }
  struct Row {
    const char* kinds[2];
    LinkTable table;
    std::string (*name)(std::string_view key, std::string_view value);
  };
  static constexpr Row kRows[] = {
      {{"leads", "ads"},
       LinkTable::kAd,
       [](std::string_view key, std::string_view value) {
         LinkAd row;
         const bool read = row.ParseFromArray(value.data(), static_cast<int>(value.size()));
         return AdName(key, read && row.lead());
       }},
      {{"entities", "entities"},
       LinkTable::kContact,
       [](std::string_view key, std::string_view) { return EntityName(key); }},
      {{"clusters", "clusters"},
       LinkTable::kCluster,
       [](std::string_view key, std::string_view) {
         return ClusterName(KeyReader(key).Number().value_or(0));
       }},
  };
  for (const Row& row : kRows) {
    if (!kind.empty() && kind != row.kinds[0] && kind != row.kinds[1]) continue;
    Result<std::string> name = ResolveIn(view, row.table, digits, row.name);
    if (!name.ok() || !name->empty()) return name;
  }
  return Status(Code::kNotFound, "nothing in the links is called '" + std::string(written) + "'");
}

Result<std::vector<std::string>> FindPseudonym(const LinkView& view, std::string_view written) {
  constexpr size_t kPseudonymDigits = 6, kMost = 10;
  std::vector<std::string> keys;
  const std::string digits = PseudonymDigits(written);
  if (digits.size() != kPseudonymDigits) return keys;
  Status scan =
      view.Scan(LinkTable::kPseudonym, digits, "", [&](std::string_view key, std::string_view) {
        keys.emplace_back(key.substr(digits.size()));
        return keys.size() < kMost;
      });
  if (!scan.ok()) return scan;
  return keys;
}

Result<v1::Entity> ReadEntity(const LinkView& view, const std::string& key) {
  stored::v1::LinkContactRow row;
  Result<bool> found = view.Get(LinkTable::kContact, key, &row);
  if (!found.ok()) return found.status();
  if (!*found) return Status(Code::kNotFound, "no contact '" + EntityName(key) + "'");
  const ContactHistory history = ToHistory(row);
  Result<SourceSizes> sizes = SizesOf(history, view);
  if (!sizes.ok()) return sizes.status();
  const Generic generic = IsGeneric(history, *sizes);
  v1::Entity entity;
  entity.set_name(EntityName(key));
  entity.set_kind(history.contact.kind);
  entity.set_label(EntityLabel(row.contact()));
  entity.set_ad_count(history.ads);
  *entity.mutable_first_seen_time() = ToProto(history.first_seen);
  *entity.mutable_last_seen_time() = ToProto(history.last_seen);
  entity.set_generic(generic.generic);
  entity.set_generic_because(generic.because);
  entity.set_watched(history.watched);
  AddSeenWith(history.sources, entity.mutable_sources());
  AddSeenWith(history.cities, entity.mutable_cities());
  AddSeenWith(history.trades, entity.mutable_trades());
  AddSeenWith(history.employers, entity.mutable_employers());
  AddSeenWith(history.names, entity.mutable_person_names());
  entity.set_job_count(history.jobs);
  entity.set_sexual_services_count(history.sexual_services);
  Result<std::vector<AdOfLink>> ads = AdsBehind(view, LinkTable::kContactAds, key, kMaxAdsShown);
  if (!ads.ok()) return ads.status();
  for (const AdOfLink& ad : *ads) {
    stored::v1::LinkWord word;
    Result<bool> judged = view.Get(LinkTable::kWord, WordKey(ad.id, EntityName(key)), &word);
    if (!judged.ok()) return judged.status();
    if (!*judged || word.judgement() != v1::Link::JUDGEMENT_REJECTED)
      entity.add_ads(AdName(ad.id, ad.row.lead()));
  }
  return entity;
}

Result<v1::Cluster> ReadClusterRecord(const LinkView& view, uint64_t cluster) {
  Result<std::pair<uint64_t, LinkCluster>> row = ReadCluster(view, cluster);
  if (!row.ok()) return row.status();
  if (row->second.ads() == 0)
    return Status(Code::kNotFound, "no cluster '" + ClusterName(cluster) + "'");
  const ClusterHistory history = ToHistory(row->first, row->second);
  v1::Cluster record;
  record.set_name(ClusterName(row->first));
  record.set_ad_count(history.ads);
  *record.mutable_first_seen_time() = ToProto(history.first_seen);
  *record.mutable_last_seen_time() = ToProto(history.last_seen);
  record.set_watched(history.watched);
  AddSeenWith(history.sources, record.mutable_sources());
  AddSeenWith(history.cities, record.mutable_cities());
  Result<std::vector<AdOfLink>> ads = AdsOfCluster(view, row->first, row->second, kMaxAdsShown);
  if (!ads.ok()) return ads.status();
  std::vector<std::string> texts;
  std::set<std::string> places;
  for (const AdOfLink& ad : *ads) {
    record.add_ads(AdName(ad.id, ad.row.lead()));
    if (texts.size() == kMaxExemplars) continue;
    Result<std::optional<KeptText>> text = view.Text(ad.id);
    if (!text.ok()) return text.status();
    if (!*text) continue;
    const v1::Ad& kept = (*text)->ad;
    texts.push_back(kept.title() + '\n' + kept.text());
    for (const v1::Fact& fact : kept.facts()) {
      if (fact.kind() != v1::FACT_KIND_PLACE) continue;
      const std::string folded = FoldForSearch(fact.written());
      for (const std::string_view word : Words(folded, 3)) places.emplace(word);
    }
  }
  record.set_template_text(TemplateText(TemplateOf(texts, places)));
  return record;
}

Result<std::string> RevealContact(const LinkView& view, std::string_view secret,
                                  const std::string& key) {
  Result<std::vector<AdOfLink>> ads = AdsBehind(view, LinkTable::kContactAds, key, kMaxAdsShown);
  if (!ads.ok()) return ads.status();
  for (const AdOfLink& ad : *ads) {
    Result<std::optional<KeptText>> text = view.Text(ad.id);
    if (!text.ok()) return text.status();
    if (!*text) continue;
    for (const v1::Fact& fact : (*text)->ad.facts()) {
      if (ContactIndexKey(secret, fact.value()) == key) return fact.value();
    }
    for (const Account& account : AccountsOf((*text)->ad)) {
      if (ContactIndexKey(secret, account.value) == key)
        return account.value.substr(account.value.find(':') + 1);
    }
  }
  return std::string();
}

std::vector<std::string> ContactValues(std::string_view typed, std::string_view region) {
  std::vector<std::string> values;
  const auto add = [&values](std::string value) {
    if (!value.empty() && std::find(values.begin(), values.end(), value) == values.end())
      values.push_back(std::move(value));
  };
  const std::string text(typed);
  add(NormalisePhone(text, region.empty() ? "UA" : std::string(region)));
  const size_t at = text.find('@');
  if (at != std::string::npos && at > 0) add(FoldForSearch(text));
  add(NormaliseHandle(text));
  for (Account& account : FindAccounts(text, nullptr)) add(std::move(account.value));
  return values;
}

Result<v1::ExploreGraphResponse> ExploreLinkGraph(const LinkView& view,
                                                  const std::vector<std::string>& roots,
                                                  const GraphLimits& limits) {
  const StoredGraph stored(view);
  const GraphSource source{
      [&](const std::string& name) { return stored.Node(name); },
      [&](const std::string& name, size_t limit) { return stored.Links(name, limit); }};
  Result<LinkGraph> graph = ExploreLinks(roots, limits, source);
  if (!graph.ok()) return graph.status();
  v1::ExploreGraphResponse response;
  for (const LinkNode& node : graph->nodes) {
    v1::ExploreGraphResponse::Node* shown = response.add_nodes();
    shown->set_name(node.name);
    shown->set_label(node.label);
    shown->set_kind(node.kind);
    shown->set_depth(node.depth);
    shown->set_cut(node.cut);
    shown->set_generic(node.generic);
  }
  for (const LinkEdge& edge : graph->edges) {
    v1::Link* shown = response.add_links();
    shown->set_from(edge.from);
    shown->set_to(edge.to);
    shown->set_kind(edge.kind == LinkKind::kMentions ? "MENTIONS" : "NEAR_DUPLICATE");
    shown->set_strength(edge.strength);
    shown->set_because(edge.because);
    shown->set_judgement(edge.judgement == LinkJudgement::kConfirmed ? v1::Link::JUDGEMENT_CONFIRMED
                         : edge.judgement == LinkJudgement::kRejected
                             ? v1::Link::JUDGEMENT_REJECTED
                             : v1::Link::JUDGEMENT_UNSPECIFIED);
    shown->set_judged_by(edge.judged_by);
    shown->set_judgement_reason(edge.judged_because);
    *shown->mutable_first_seen_time() = ToProto(edge.first_seen);
    *shown->mutable_last_seen_time() = ToProto(edge.last_seen);
  }
  response.set_truncated(graph->truncated);
  return response;
}

}  // namespace varta
