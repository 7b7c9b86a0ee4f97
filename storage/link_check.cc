// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "storage/link_check.h"

#include <string>
#include <string_view>

#include "base/digest.h"
#include "storage/keys.h"
#include "storage/link_store.h"
#include "storage/records.h"
#include "storage/timestamps.h"

namespace varta {
namespace {

using stored::v1::LinkAd;
using stored::v1::LinkCluster;

constexpr size_t kContactBytes = 16, kNumberBytes = 8, kTimeBytes = 8, kIdDigits = 20;
constexpr size_t kPseudonymDigits = 6;

// One walk over the rows.
class LinkCheck {
 public:
  explicit LinkCheck(const Snapshot& view) : view_(view) {}

  Status Look(std::string_view key, std::string_view value) {
    const std::string_view rest = key.substr(1);
    switch (static_cast<LinkTable>(key[0])) {
      case LinkTable::kAd:
        return LookAtAd(rest, value);
      case LinkTable::kContact:
        return rest.size() == kContactBytes
                   ? Decode<stored::v1::LinkContactRow>(rest, value, "contact")
                   : Wrong("a contact has a key of another length");
      case LinkTable::kCluster:
        return LookAtCluster(rest, value);
      case LinkTable::kKey:
        return LookAtKey(value);
      case LinkTable::kContactAds:
        return LookAtMember(rest, kContactBytes, LinkTable::kContact, "a contact");
      case LinkTable::kClusterAds:
        return LookAtMember(rest, kNumberBytes, LinkTable::kCluster, "a cluster");
      case LinkTable::kPseudonym:
        return rest.size() == kPseudonymDigits + kContactBytes
                   ? Need(LinkTable::kContact, rest.substr(kPseudonymDigits),
                          "the contact of a pseudonym")
                   : Wrong("a pseudonym has a key of another length");
      case LinkTable::kSource:
        return Decode<stored::v1::LinkSource>(rest, value, "source");
      case LinkTable::kWord:
        return Decode<stored::v1::LinkWord>("", value, "word");
      case LinkTable::kAlert:
        return LookAtAlert(rest, value);
      case LinkTable::kWages:
        return Decode<stored::v1::LinkWages>("", value, "trade's wages");
      case LinkTable::kAlertOnce:
      case LinkTable::kWeights:
        return Status();
    }
    return Wrong("a row of an unknown kind");
  }

 private:
  static Status Wrong(const std::string& what) {
    return Status(Code::kDataLoss, "links between ads: " + what + "; restore a backup");
  }

  template <typename Row>
  static Status Decode(std::string_view key, std::string_view value, const char* what) {
    Row row;
    return DecodeRecord(value, "links between ads: a " + std::string(what) + " " + Hex(key), &row);
  }

  Status Need(LinkTable table, std::string_view key, const std::string& what) const {
    Result<std::optional<std::string>> found =
        view_.Get(Column::kLinks, static_cast<char>(table) + std::string(key));
    if (!found.ok()) return found.status();
    return *found ? Status() : Wrong(what + " is missing");
  }

  Status LookAtAd(std::string_view id, std::string_view value) const {
    const std::string named = "ad " + std::string(id);
    LinkAd ad;
    Status status = DecodeRecord(value, "links between ads: " + named, &ad);
    if (!status.ok()) return status;
    if (ad.purged() &&
        ad.employers_size() + ad.names_size() + ad.trades_size() + ad.cities_size() > 0)
      return Wrong(named + " has facts that a purge should have taken");
    const std::string cluster = KeyWriter().Number(ad.cluster()).Take();
    status = Need(LinkTable::kCluster, cluster, "the cluster of " + named);
    if (!status.ok()) return status;
    const Time first = FromTimestamp(ad.first_seen_time());
    const std::string member =
        KeyWriter().Number(ad.cluster()).SignedDescending(ToUnixMillis(first)).Raw(id).Take();
    return Need(LinkTable::kClusterAds, member, "the place of " + named + " in its cluster");
  }

  Status LookAtCluster(std::string_view key, std::string_view value) const {
    LinkCluster cluster;
    Status status = DecodeRecord(value, "links between ads: cluster " + Hex(key), &cluster);
    if (status.ok() && cluster.merged_into() != 0)
      status = Need(LinkTable::kCluster, KeyWriter().Number(cluster.merged_into()).Take(),
                    "what cluster " + Hex(key) + " was merged into");
    for (const stored::v1::LinkExemplar& exemplar : cluster.exemplars()) {
      if (!status.ok()) return status;
      status = Need(LinkTable::kAd, exemplar.ad(), "ad " + exemplar.ad() + " of a cluster");
    }
    return status;
  }

  Status LookAtKey(std::string_view clusters) const {
    if (clusters.size() % kNumberBytes != 0) return Wrong("a list of clusters is cut");
    for (; !clusters.empty(); clusters.remove_prefix(kNumberBytes)) {
      Status status = Need(LinkTable::kCluster, clusters.substr(0, kNumberBytes),
                           "a cluster that is looked up by its words");
      if (!status.ok()) return status;
    }
    return Status();
  }

  // Owner, time, ad.
  Status LookAtMember(std::string_view key, size_t owner, LinkTable table,
                      const std::string& what) const {
    if (key.size() != owner + kTimeBytes + kIdDigits)
      return Wrong("a row of the ads of " + what + " has a key of another length");
    Status status = Need(table, key.substr(0, owner), what + " that has ads");
    const std::string_view id = key.substr(owner + kTimeBytes);
    return status.ok() ? Need(LinkTable::kAd, id, "ad " + std::string(id) + " of " + what) : status;
  }

  Status LookAtAlert(std::string_view key, std::string_view value) const {
    stored::v1::LinkAlertRow alert;
    Status status = DecodeRecord(value, "links between ads: an alert", &alert);
    if (!status.ok()) return status;
    if (key.size() <= kTimeBytes) return Wrong("an alert has a key of another length");
    return Need(LinkTable::kAlertOnce, key.substr(kTimeBytes), "the mark of an alert");
  }

  const Snapshot& view_;
};

}  // namespace

Status CheckLinks(const Snapshot& view) {
  LinkCheck check(view);
  Status wrong;
  Status scan = view.Scan(Column::kLinks, {}, [&](std::string_view key, std::string_view value) {
    wrong = check.Look(key, value);
    return wrong.ok();
  });
  if (!wrong.ok()) return wrong;
  if (!scan.ok()) return scan;
  // Of every ad whose text was purged, the links were, too.
  scan = view.Scan(Column::kAds, {}, [&](std::string_view id, std::string_view value) {
    stored::v1::KeptAd kept;
    LinkAd ad;
    wrong = DecodeRecord(value, "ad " + std::string(id), &kept);
    if (!wrong.ok() || !kept.purged()) return wrong.ok();
    const std::string key = static_cast<char>(LinkTable::kAd) + std::string(id);
    Result<std::optional<std::string>> found = view.Get(Column::kLinks, key);
    wrong = found.status();
    if (!wrong.ok() || !*found) return wrong.ok();
    wrong = DecodeRecord(**found, "links between ads: ad " + std::string(id), &ad);
    if (wrong.ok() && !ad.purged() && !ad.lead())
      wrong = Status(Code::kDataLoss, "links between ads: ad " + std::string(id) +
                                          " was purged and has its facts; restore a backup");
    return wrong.ok();
  });
  return wrong.ok() ? scan : wrong;
}

}  // namespace varta
