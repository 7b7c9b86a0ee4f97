// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Every stored ad with its text, lead or not, handed to a few threads: what tries rules on all of
// them is built on it. And how ads are counted.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/status.h"
#include "storage/store.h"
#include "varta/v1/rule_service.pb.h"

namespace varta {

struct AdToTry {
  std::string id;
  v1::Ad ad;  // contacts in clear
  std::string source, url;
  v1::SourceKind source_kind = v1::SOURCE_KIND_UNSPECIFIED;
  Time first_seen{}, last_seen{};
  bool is_lead = false;
  v1::Lead::Verdict verdict = v1::Lead::VERDICT_UNSPECIFIED;
  std::vector<std::string> wrong_rules;
  // If asked for: what is stored of it besides (one of the two, as is_lead says), without the ad.
  std::string ad_digest;
  v1::Lead lead;  // hits, score, no_lead_time
  stored::v1::KeptAd kept;

  bool IsJudged() const;                      // relevant or not relevant
  bool IsWrong(std::string_view rule) const;  // somebody said that it misfired
};

constexpr int kTryThreads = 2;

struct AdsToTry {
  std::string source;     // only ads of this source; empty: all
  bool findings = false;  // with what rules made of them before
  // If given: others are counted and not read, as ads that no `work` sees.
  std::function<bool(std::string_view id, bool is_lead)> wanted = {};
};

// `work` is called by kTryThreads threads, each with its own number from 0; `progress` now and
// then, with the number of ads so far, by the caller's thread: false ends it (kCancelled). An error
// of the store ends it too.
Result<v1::LookedAt> TryStoredAds(const Store& store,
                                  const std::function<void(int worker, AdToTry&)>& work,
                                  const std::function<bool(int64_t ads)>& progress,
                                  const AdsToTry& which = {});

// What tells one text from another, numbers aside.
std::string TextIdentity(const v1::Ad& ad);

// Counts ads; one thread.
class AdTally {
 public:
  void Add(const AdToTry& ad, const std::string& text_identity);
  void Add(const AdTally& other);
  v1::AdCount Count() const;
  int64_t total() const;
  int64_t relevant() const { return count_.relevant(); }
  int64_t not_relevant() const { return count_.not_relevant(); }

 private:
  v1::AdCount count_;
  std::set<std::string> texts_;
};

// Wilson's interval at 95 %; `of` 0: no rate, and `rate` stays as it is.
void SetRate(int64_t part, int64_t of, const std::function<v1::Rate*()>& rate);

}  // namespace varta
