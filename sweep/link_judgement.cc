// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "sweep/link_judgement.h"

#include <algorithm>
#include <map>

#include "linking/cluster_choice.h"
#include "linking/key_table.h"
#include "storage/keys.h"
#include "sweep/convert.h"
#include "sweep/link_rows.h"
#include "sweep/links.h"

namespace varta {
namespace {

using stored::v1::LinkAd;
using stored::v1::LinkCluster;
using stored::v1::LinkWord;
using ClusterAndRow = std::pair<uint64_t, LinkCluster>;

constexpr size_t kMaxSplit = 1000;  // ads of a cluster that are looked at anew; the others stay

struct MemberAd {
  std::string id;
  std::string key;  // of its row in kClusterAds
  LinkAd row;
};

Result<LinkAd> ReadAdRow(const LinkBatch& batch, const std::string& id) {
  LinkAd row;
  Result<bool> found = batch.Get(LinkTable::kAd, id, &row);
  if (!found.ok()) return found.status();
  if (!*found) return Status(Code::kNotFound, "no ad '" + id + "' in the links");
  return row;
}

Result<std::vector<MemberAd>> MembersOf(const LinkView& view, const ClusterAndRow& cluster) {
  std::vector<uint64_t> parts(cluster.second.parts().begin(), cluster.second.parts().end());
  parts.push_back(cluster.first);
  std::vector<MemberAd> members;
  Status failed;
  for (const uint64_t part : parts) {
    const std::string prefix = NumberKey(part);
    Status scan =
        view.Scan(LinkTable::kClusterAds, prefix, "", [&](std::string_view key, std::string_view) {
          MemberAd member{std::string(key.substr(prefix.size() + 8)), std::string(key), {}};
          Result<bool> found = view.Get(LinkTable::kAd, member.id, &member.row);
          if (!found.ok()) failed = found.status();
          if (found.ok() && *found) members.push_back(std::move(member));
          return failed.ok() && members.size() < kMaxSplit;
        });
    if (failed.ok()) failed = scan;
    if (!failed.ok()) return failed;
  }
  return members;
}

Result<std::vector<ClusterWord>> WordsOn(const LinkBatch& batch, const LinkCluster& cluster) {
  std::vector<ClusterWord> words;
  for (const std::string& a : cluster.judged()) {
    for (const std::string& b : cluster.judged()) {
      if (a >= b) continue;
      LinkWord word;
      Result<bool> found = batch.Get(LinkTable::kWord, WordKey(a, b), &word);
      if (!found.ok()) return found.status();
      if (*found && word.judgement() != v1::Link::JUDGEMENT_UNSPECIFIED)
        words.push_back({a, b, word.judgement() == v1::Link::JUDGEMENT_CONFIRMED});
    }
  }
  return words;
}

// The cluster's row anew, from some of its ads, oldest first.
Status FillCluster(LinkBatch& batch, uint64_t id, const std::vector<const MemberAd*>& ads,
                   const LinkCluster& old, LinkCluster* row) {
  ClusterHistory history;
  history.id = id;
  for (const MemberAd* member : ads) {
    AddSeen(ToLinkedAd(member->id, member->row, FromProto(member->row.first_seen_time())), true,
            &history);
    AddSeen(ToLinkedAd(member->id, member->row, FromProto(member->row.last_seen_time())), false,
            &history);
    if (static_cast<size_t>(row->exemplars_size()) < kMaxExemplars) {
      stored::v1::LinkExemplar* exemplar = row->add_exemplars();
      exemplar->set_ad(member->id);
      exemplar->set_sketch(member->row.sketch());
      exemplar->set_words(member->row.words());
      for (const uint64_t key : member->row.keys()) {
        Result<std::optional<std::string>> filed = batch.Get(LinkTable::kKey, NumberKey(key));
        if (!filed.ok()) return filed.status();
        std::string bytes = filed->value_or("");
        const std::string number = NumberKey(id);
        bool known = bytes.size() >= 8 * KeyTable::kMaxFiled;
        for (size_t i = 0; i < bytes.size(); i += 8) known |= bytes.substr(i, 8) == number;
        if (!known) batch.Put(LinkTable::kKey, NumberKey(key), bytes + number);
      }
    }
    if (std::find(old.judged().begin(), old.judged().end(), member->id) != old.judged().end())
      row->add_judged(member->id);
    if (std::find(old.leads().begin(), old.leads().end(), member->id) != old.leads().end())
      row->add_leads(member->id);
  }
  PutHistory(history, row);
  row->set_watched(old.watched());
  return Status();
}

// `cluster` holds ads that are to be apart.
Status SplitCluster(LinkBatch& batch, const LinkView& view, const ClusterAndRow& cluster) {
  Result<std::vector<MemberAd>> members = MembersOf(view, cluster);
  if (!members.ok()) return members.status();
  std::stable_sort(members->begin(), members->end(), [](const MemberAd& a, const MemberAd& b) {
    return FromProto(a.row.first_seen_time()) < FromProto(b.row.first_seen_time());
  });
  Result<std::vector<ClusterWord>> words = WordsOn(batch, cluster.second);
  if (!words.ok()) return words.status();
  std::vector<ClusteredAd> ads;
  for (const MemberAd& member : *members)
    ads.push_back({member.id,
                   {UnpackSketch(member.row.sketch()),
                    static_cast<uint16_t>(std::min<uint32_t>(member.row.words(), 0xFFFF)),
                    {}}});
  const std::vector<size_t> places = Recluster(ads, *words, WordWeights());
  std::map<size_t, std::vector<const MemberAd*>> groups;
  for (size_t i = 0; i < places.size(); ++i) groups[places[i]].push_back(&(*members)[i]);
  const auto largest = std::max_element(
      groups.begin(), groups.end(),
      [](const auto& a, const auto& b) { return a.second.size() < b.second.size(); });
  for (auto group = groups.begin(); group != groups.end(); ++group) {
    const bool stays = group == largest;
    LinkCluster row;
    uint64_t id = cluster.first;
    if (stays) {
      *row.mutable_parts() = cluster.second.parts();
    } else {
      id = KeyReader(batch.Hash("split:" + NumberKey(id) + group->second.front()->id).substr(0, 8))
               .Number()
               .value_or(1) |
           1;
      for (const MemberAd* member : group->second) {
        LinkAd moved = member->row;
        moved.set_cluster(id);
        batch.Put(LinkTable::kAd, member->id, moved);
        batch.Delete(LinkTable::kClusterAds, member->key);
        batch.Put(LinkTable::kClusterAds,
                  AdOfClusterKey(id, FromProto(moved.first_seen_time()), member->id),
                  std::string());
      }
    }
    if (Status filled = FillCluster(batch, id, group->second, cluster.second, &row); !filled.ok())
      return filled;
    batch.Put(LinkTable::kCluster, NumberKey(id), row);
  }
  return Status();
}

void AddJudged(const std::string& id, LinkCluster* row) {
  if (std::find(row->judged().begin(), row->judged().end(), id) == row->judged().end())
    row->add_judged(id);
}

Status JudgeAds(LinkBatch& batch, const LinkView& view, const std::string& from,
                const std::string& to, v1::Link::Judgement judgement) {
  Result<LinkAd> a = ReadAdRow(batch, from), b = ReadAdRow(batch, to);
  if (!a.ok()) return a.status();
  if (!b.ok()) return b.status();
  Result<ClusterAndRow> one = ReadCluster(batch, a->cluster());
  if (!one.ok()) return one.status();
  AddJudged(from, &one->second);
  if (a->cluster() == b->cluster()) AddJudged(to, &one->second);
  Result<ClusterAndRow> other = ReadCluster(batch, b->cluster());
  if (!other.ok()) return other.status();
  if (one->first == other->first) {
    AddJudged(to, &one->second);
    batch.Put(LinkTable::kCluster, NumberKey(one->first), one->second);
    return judgement == v1::Link::JUDGEMENT_REJECTED ? SplitCluster(batch, view, *one) : Status();
  }
  AddJudged(to, &other->second);
  if (judgement == v1::Link::JUDGEMENT_CONFIRMED) {
    MergeClusters(batch, &*one, *other);
  } else {
    batch.Put(LinkTable::kCluster, NumberKey(other->first), other->second);
  }
  batch.Put(LinkTable::kCluster, NumberKey(one->first), one->second);
  return Status();
}

// The contact's history anew, from its ads that no word takes it from. One with more ads than
// kMaxSplit stays as it is: what one ad says of it matters little.
Status RebuildContact(LinkBatch& batch, const LinkView& view, const std::string& key) {
  stored::v1::LinkContactRow row;
  Result<bool> found = batch.Get(LinkTable::kContact, key, &row);
  if (!found.ok() || !*found) return found.status();
  const ContactHistory old = ToHistory(row);
  if (old.ads > kMaxSplit) return Status();
  ContactHistory history;
  history.contact = old.contact;
  history.generic_by_analyst = old.generic_by_analyst;
  history.watched = old.watched;
  Status failed;
  Status scan =
      view.Scan(LinkTable::kContactAds, key, "", [&](std::string_view each, std::string_view) {
        const std::string id(each.substr(key.size() + 8));
        LinkAd ad;
        LinkWord word;
        Result<bool> known = batch.Get(LinkTable::kAd, id, &ad);
        Result<bool> judged = batch.Get(LinkTable::kWord, WordKey(id, EntityName(key)), &word);
        failed = known.ok() ? judged.status() : known.status();
        if (!failed.ok()) return false;
        if (!*known || (*judged && word.judgement() == v1::Link::JUDGEMENT_REJECTED)) return true;
        AddSeen(ToLinkedAd(id, ad, FromProto(ad.first_seen_time())), true, &history);
        AddSeen(ToLinkedAd(id, ad, FromProto(ad.last_seen_time())), false, &history);
        return true;
      });
  if (failed.ok()) failed = scan;
  if (!failed.ok()) return failed;
  if (history.ads == 0) {  // nobody's: when it was seen stays
    history.first_seen = old.first_seen;
    history.last_seen = old.last_seen;
  }
  batch.Put(LinkTable::kContact, key, ToRow(history));
  return Status();
}

}  // namespace

Result<v1::Link> PutJudgement(LinkBatch& batch, const LinkView& view,
                              const v1::JudgeLinkRequest& request, std::string_view principal,
                              Time now) {
  const auto from = IdOfAd(request.from());
  if (!from) return Status(Code::kInvalidArgument, "from: an ad, as leads/… or ads/…");
  Result<LinkAd> ad = ReadAdRow(batch, *from);
  if (!ad.ok()) return ad.status();
  const auto key = KeyOfEntity(request.to());
  const auto to = IdOfAd(request.to());
  const auto cluster =
      request.to().starts_with("clusters/") ? ClusterOfName(request.to()) : std::nullopt;
  std::vector<std::string> others;  // ads that the word is about besides `from`
  v1::Link link;
  link.set_from(request.from());
  link.set_to(request.to());
  std::vector<std::string> keys;
  if (key) {
    const bool states = std::any_of(ad->contacts().begin(), ad->contacts().end(),
                                    [&](const auto& contact) { return contact.key() == *key; });
    if (!states)
      return Status(Code::kFailedPrecondition, "the ad does not state that contact: no link");
    keys = {WordKey(*from, EntityName(*key))};
    link.set_kind("MENTIONS");
  } else if (to && *to != *from) {
    keys = {WordKey(*from, *to), WordKey(*to, *from)};
    others = {*to};
    link.set_kind("NEAR_DUPLICATE");
  } else if (cluster) {
    Result<ClusterAndRow> row = ReadCluster(batch, *cluster);
    if (!row.ok()) return row.status();
    // It is like one of them, or like none.
    for (const stored::v1::LinkExemplar& exemplar : row->second.exemplars()) {
      if (exemplar.ad() == *from) continue;
      others.push_back(exemplar.ad());
      if (request.judgement() == v1::Link::JUDGEMENT_CONFIRMED) break;
    }
    // Its ads may be so much alike that it is known by this one alone.
    Result<std::vector<MemberAd>> members = std::vector<MemberAd>();
    if (others.empty()) members = MembersOf(view, *row);
    if (!members.ok()) return members.status();
    for (const MemberAd& member : *members) {
      if (member.id != *from && others.size() < kMaxExemplars) others.push_back(member.id);
    }
    if (others.empty())
      return Status(Code::kFailedPrecondition, "the cluster has no other ad to compare with");
    if (request.judgement() == v1::Link::JUDGEMENT_CONFIRMED) others.resize(1);
    for (const std::string& other : others) {
      keys.push_back(WordKey(*from, other));
      keys.push_back(WordKey(other, *from));
    }
    keys.push_back(WordKey(*from, ClusterName(row->first)));
    link.set_kind("NEAR_DUPLICATE");
  } else {
    return Status(Code::kInvalidArgument,
                  "to: a contact, as entities/…, another ad, or a cluster, as clusters/…");
  }
  LinkWord word;
  word.set_from(request.from());
  word.set_to(request.to());
  word.set_judgement(request.judgement());
  word.set_reason(request.reason());
  word.set_by(std::string(principal));
  *word.mutable_time() = ToProto(now);
  for (const std::string& each : keys) {
    if (request.judgement() == v1::Link::JUDGEMENT_UNSPECIFIED) {
      batch.Delete(LinkTable::kWord, each);
    } else {
      batch.Put(LinkTable::kWord, each, word);
    }
  }
  if (request.judgement() != v1::Link::JUDGEMENT_UNSPECIFIED) {
    for (const std::string& other : others) {
      Status judged = JudgeAds(batch, view, *from, other, request.judgement());
      if (!judged.ok()) return judged;
    }
  }
  if (key) {
    if (Status rebuilt = RebuildContact(batch, view, *key); !rebuilt.ok()) return rebuilt;
  }
  link.set_judgement(request.judgement());
  link.set_judged_by(std::string(principal));
  link.set_judgement_reason(request.reason());
  return link;
}

Status PutEntityWord(LinkBatch& batch, const v1::UpdateEntityRequest& request) {
  if (const auto key = KeyOfEntity(request.name())) {
    stored::v1::LinkContactRow row;
    Result<bool> found = batch.Get(LinkTable::kContact, *key, &row);
    if (!found.ok()) return found.status();
    if (!*found) return Status(Code::kNotFound, "no contact '" + request.name() + "'");
    if (request.has_watched()) row.set_watched(request.watched());
    if (request.has_generic()) row.set_generic_by_analyst(request.generic() ? 2 : 1);
    if (request.generic_by_figures()) row.set_generic_by_analyst(0);
    batch.Put(LinkTable::kContact, *key, row);
    return Status();
  }
  const auto cluster = ClusterOfName(request.name());
  if (!cluster)
    return Status(Code::kInvalidArgument, "name: a contact, entities/…, or a cluster, clusters/…");
  if (request.has_generic() || request.generic_by_figures())
    return Status(Code::kInvalidArgument, "generic: said of contacts only");
  Result<ClusterAndRow> row = ReadCluster(batch, *cluster);
  if (!row.ok()) return row.status();
  if (row->second.ads() == 0) return Status(Code::kNotFound, "no cluster '" + request.name() + "'");
  if (request.has_watched()) row->second.set_watched(request.watched());
  batch.Put(LinkTable::kCluster, NumberKey(row->first), row->second);
  return Status();
}

}  // namespace varta
