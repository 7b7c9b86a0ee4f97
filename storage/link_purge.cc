// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "storage/link_purge.h"

#include <map>
#include <set>
#include <vector>

#include "storage/keys.h"
#include "storage/link_store.h"
#include "storage/records.h"

namespace varta {
namespace {

using stored::v1::LinkAd;
using stored::v1::LinkCluster;
using stored::v1::LinkContactRow;
using SeenRows = google::protobuf::Map<std::string, stored::v1::LinkSeen>;

constexpr std::string_view kCaughtUp = "links_purged";

struct Values {
  std::set<std::string, std::less<>> employers, names, trades, cities;

  template <typename Facts>
  void Add(const Facts& facts) {
    employers.insert(facts.employers().begin(), facts.employers().end());
    names.insert(facts.names().begin(), facts.names().end());
    trades.insert(facts.trades().begin(), facts.trades().end());
    cities.insert(facts.cities().begin(), facts.cities().end());
  }
};

// What ads that are not purged have, of those whose ids end the keys that begin with `prefix`.
Status AddKept(const LinkBatch& batch, const Snapshot& view, LinkTable table,
               const std::string& prefix, Values* kept) {
  constexpr size_t kTimeOfKey = 8;
  const std::string begin = static_cast<char>(table) + prefix;
  size_t asked = 0;
  Status failed;
  Status scan = view.Scan(
      Column::kLinks, KeyRange::WithPrefix(begin), [&](std::string_view key, std::string_view) {
        if (key.size() <= begin.size() + kTimeOfKey) return true;
        LinkAd row;
        Result<bool> found = batch.Get(LinkTable::kAd, key.substr(begin.size() + kTimeOfKey), &row);
        failed = found.status();
        if (!failed.ok()) return false;
        if (*found && !row.purged()) {
          kept->Add(row);
          kept->Add(row.earlier());
        }
        return ++asked < kMostAdsAsked;
      });
  return failed.ok() ? scan : failed;
}

void KeepOnly(const std::set<std::string, std::less<>>& kept, SeenRows* seen) {
  for (auto one = seen->begin(); one != seen->end();) {
    if (kept.contains(one->first)) {
      ++one;
    } else {
      one = seen->erase(one);
    }
  }
}

Status PurgeContact(LinkBatch& batch, const Snapshot& view, const std::string& key) {
  LinkContactRow row;
  Result<bool> found = batch.Get(LinkTable::kContact, key, &row);
  if (!found.ok() || !*found) return found.status();
  Values kept;
  Status read = AddKept(batch, view, LinkTable::kContactAds, key, &kept);
  if (!read.ok()) return read;
  KeepOnly(kept.employers, row.mutable_employers());
  KeepOnly(kept.trades, row.mutable_trades());
  KeepOnly(kept.names, row.mutable_names());
  KeepOnly(kept.cities, row.mutable_cities());
  batch.Put(LinkTable::kContact, key, row);
  return Status();
}

Result<LinkCluster> GetCluster(const LinkBatch& batch, uint64_t cluster) {
  LinkCluster row;
  Result<bool> found = batch.Get(LinkTable::kCluster, KeyWriter().Number(cluster).Take(), &row);
  if (!found.ok()) return found.status();
  return row;
}

Status PurgeCluster(LinkBatch& batch, const Snapshot& view, uint64_t cluster,
                    const LinkCluster& of) {
  LinkCluster row = of;
  Values kept;
  std::vector<uint64_t> parts(row.parts().begin(), row.parts().end());
  parts.push_back(cluster);
  for (const uint64_t part : parts) {
    Status read =
        AddKept(batch, view, LinkTable::kClusterAds, KeyWriter().Number(part).Take(), &kept);
    if (!read.ok()) return read;
  }
  KeepOnly(kept.cities, row.mutable_cities());
  batch.Put(LinkTable::kCluster, KeyWriter().Number(cluster).Take(), row);
  return Status();
}

// With `cluster` that of the first ad, and what it was merged into.
Status AddCluster(const LinkBatch& batch, uint64_t cluster, std::map<uint64_t, LinkCluster>* to) {
  for (int steps = 0; steps < 1000; ++steps) {
    Result<LinkCluster> row = GetCluster(batch, cluster);
    if (!row.ok()) return row.status();
    if (row->merged_into() == 0) {
      (*to)[cluster] = *std::move(row);
      return Status();
    }
    cluster = row->merged_into();
  }
  return Status(Code::kDataLoss, "the clusters of ads are damaged; restore a backup");
}

}  // namespace

Status PurgeLinks(Batch& batch, const Snapshot& view, std::span<const std::string> ids) {
  LinkBatch links(batch, "");
  std::set<std::string> contacts;
  std::map<uint64_t, LinkCluster> clusters;
  for (const std::string& id : ids) {
    LinkAd row;
    Result<bool> found = links.Get(LinkTable::kAd, id, &row);
    if (!found.ok()) return found.status();
    if (!*found || row.purged() || row.lead()) continue;
    const bool cities = row.cities_size() + row.earlier().cities_size() > 0;
    const bool others = row.employers_size() + row.names_size() + row.trades_size() > 0;
    if (cities || others || row.has_earlier()) {
      for (const auto& contact : row.contacts()) contacts.insert(contact.key());
    }
    Status added = cities ? AddCluster(links, row.cluster(), &clusters) : Status();
    if (!added.ok()) return added;
    row.clear_employers();
    row.clear_names();
    row.clear_trades();
    row.clear_cities();
    row.clear_earlier();
    row.set_purged(true);
    links.Put(LinkTable::kAd, id, row);
  }
  for (const std::string& key : contacts) {
    if (Status status = PurgeContact(links, view, key); !status.ok()) return status;
  }
  for (const auto& [cluster, row] : clusters) {
    if (Status status = PurgeCluster(links, view, cluster, row); !status.ok()) return status;
  }
  return Status();
}

Status CatchUpWithPurges(Database& database) {
  Result<std::optional<std::string>> done = database.Get(Column::kMeta, kCaughtUp);
  if (!done.ok()) return done.status();
  if (*done) return Status();
  const Snapshot view = database.Now();
  Status purged = EditRange(database, Column::kAds, {},
                            [&](std::string_view id, std::string_view value, Batch* batch) {
                              stored::v1::KeptAd ad;
                              Status status = DecodeRecord(value, "ad " + std::string(id), &ad);
                              if (!status.ok() || !ad.purged()) return status;
                              const std::string one(id);
                              return PurgeLinks(*batch, view, {&one, 1});
                            });
  if (!purged.ok()) return purged;
  Batch batch(database);
  SayPurgesAreCaughtUp(batch);
  return database.Write(batch);
}

void SayPurgesAreCaughtUp(Batch& batch) { batch.Put(Column::kMeta, std::string(kCaughtUp), ""); }

}  // namespace varta
