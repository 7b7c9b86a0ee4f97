// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Rows of links between ads, by table and key; what they mean is for those who write them (see
// sweep/links.h and docs/storage.md). They change in the batch of the page that brought them.
#pragma once

#include <google/protobuf/message.h>

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/status.h"
#include "storage/database.h"
#include "storage/judged_ad.h"
#include "varta/stored/v1/links.pb.h"
#include "varta/stored/v1/stored.pb.h"
#include "varta/v1/ad.pb.h"
#include "varta/v1/sweep_service.pb.h"

namespace varta {

// The first byte of a key; never given another meaning.
enum class LinkTable : char {
  kAd = 'a',          // id -> LinkAd
  kContact = 'c',     // 16 bytes -> LinkContactRow
  kCluster = 'u',     // number -> LinkCluster
  kKey = 'k',         // number -> the clusters filed under it, 8 bytes each
  kContactAds = 'x',  // 16 bytes, time (newest first), id -> nothing
  kClusterAds = 'm',  // number, time (newest first), id -> nothing
  kPseudonym = 'p',   // the digits of a contact's pseudonym, its 16 bytes -> nothing
  kSource = 's',      // text -> LinkSource
  kWord = 'j',        // text, text -> LinkWord
  kAlert = 'n',       // time (newest first), 16 bytes -> LinkAlertRow
  kAlertOnce = 'o',   // 16 bytes -> nothing
  kWeights = 'g',     // nothing -> 32-bit counts
  kWages = 'w',       // text (trade), text (unit) -> LinkWages
};

// An ad that was seen. `ad` null: as it was before.
struct LinkSighting {
  std::string id{};
  std::string source{};
  v1::SourceKind source_kind = v1::SOURCE_KIND_UNSPECIFIED;
  Time seen{};
  bool lead = false;
  const v1::Ad* ad = nullptr;  // contacts in clear
  bool keep_facts = true;      // false: only what a purge would leave
  // What was made of it just now, in the same batch; null: nothing was.
  const std::vector<v1::Hit>* hits = nullptr;
  const v1::Score* score = nullptr;
};

// What is kept of an ad besides its links.
struct KeptText {
  v1::Ad ad;  // contacts in clear
  std::string source;
  v1::SourceKind source_kind = v1::SOURCE_KIND_UNSPECIFIED;
  bool lead = false;
};

// Reads links as they were at one moment. Any thread; the store outlives it.
class LinkView {
 public:
  explicit LinkView(Snapshot snapshot) : snapshot_(std::move(snapshot)) {}

  Result<std::optional<std::string>> Get(LinkTable table, std::string_view key) const;
  // False: no such row. kDataLoss: it is damaged.
  Result<bool> Get(LinkTable table, std::string_view key, google::protobuf::Message* row) const;
  // Rows whose keys begin with `prefix`, from `after` (a key, left out) on; the table's letter is
  // not in the keys. `visit` returns false to stop.
  Status Scan(LinkTable table, std::string_view prefix, std::string_view after,
              const Snapshot::Visit& visit) const;
  // nullopt: the ad is not known, or its text was purged.
  Result<std::optional<KeptText>> Text(std::string_view id) const;

 private:
  Snapshot snapshot_;
};

// Changes links together with what else is in the batch. One thread.
class LinkBatch {
 public:
  LinkBatch(Batch& batch, std::string_view secret) : batch_(batch), secret_(secret) {}

  Result<std::optional<std::string>> Get(LinkTable table, std::string_view key) const;
  Result<bool> Get(LinkTable table, std::string_view key, google::protobuf::Message* row) const;
  // As LinkView::Scan, from the prefix's first row on. `visit` changes nothing.
  Status Scan(LinkTable table, std::string_view prefix, const Snapshot::Visit& visit) const;
  void Put(LinkTable table, std::string_view key, std::string value);
  void Put(LinkTable table, std::string_view key, const google::protobuf::Message& row);
  void Delete(LinkTable table, std::string_view key);
  Result<std::optional<stored::v1::StoredLead>> Lead(std::string_view id) const;
  Result<std::optional<KeptText>> Text(std::string_view id) const;
  // An ad that is no lead, with its text unless that was purged.
  Result<std::optional<stored::v1::KeptAd>> Kept(std::string_view id) const;
  // The link makes this of a stored ad: put in the same batch, after the step that says so.
  void Judge(Judgement judgement) { judgements_.push_back(std::move(judgement)); }
  std::vector<Judgement> TakeJudgements() { return std::exchange(judgements_, {}); }
  // 16 bytes that stand for a contact's value, or for anything else that is not to be kept.
  std::string Hash(std::string_view value) const;
  std::string_view secret() const { return secret_; }  // the store's contact key

 private:
  Batch& batch_;
  std::string_view secret_;
  std::vector<Judgement> judgements_;
};

// What a sighting does to the links. Called in the order of the sightings, one at a time.
using LinkStep = std::function<Status(LinkBatch&, const LinkSighting&)>;

}  // namespace varta
