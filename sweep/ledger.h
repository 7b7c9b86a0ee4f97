// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// The ledger is a fold over what became of each URL: the same rows give the same ledger, live or
// after a restart. One thread.
#pragma once

#include <map>
#include <string>

#include "varta/stored/v1/stored.pb.h"
#include "varta/v1/sweep_service.pb.h"

namespace varta {

class LedgerBuilder {
 public:
  // `ads_anywhere`: the source has no `ad` pattern, so every page may have ads.
  explicit LedgerBuilder(std::string source, bool ads_anywhere = true)
      : ads_anywhere_(ads_anywhere) {
    ledger_.set_source(std::move(source));
  }

  // A URL that was discovered, and nothing became of it yet: counts as not reached until Finished.
  // `known`: from an earlier sweep.
  void Discovered(bool known = false);
  // A URL that was discovered beyond what the source lets a sweep fetch: it stays "not reached".
  void OverBudget(bool known);
  // The same of one that was discovered before the budget was used up.
  void LeftOut();
  // A URL of an earlier sweep that is left for a later one.
  void NotDue();
  // Such a URL is visited all the same: before its Discovered or OverBudget.
  void DueAfterAll();
  void LeadsVanished(size_t count);
  // What became of a discovered URL; once for each.
  void Finished(const stored::v1::UrlRow& row);
  // Why something was not seen; the same sentence is counted, not repeated.
  void Note(const std::string& sentence);

  // The numbers now, with the 20 commonest notes.
  v1::Ledger Get() const;

 private:
  void CountAdPage(const stored::v1::UrlRow& row);

  const bool ads_anywhere_;
  v1::Ledger ledger_;
  std::map<std::string, int64_t> notes_;
};

// Adds the numbers of `ledger` to `total`; notes and source are left out.
void AddTo(const v1::Ledger& ledger, v1::Ledger* total);
// discovered equals the sum of its parts, and so on for each sum that the proto promises; empty, or
// the one that does not add up.
std::string WhyNotAddingUp(const v1::Ledger& ledger);

}  // namespace varta
