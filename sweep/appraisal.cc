// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "sweep/appraisal.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <string_view>

#include "crawler/page.h"

namespace varta {
namespace {

constexpr int kPage = 10;  // sweeps read at once
// Looked back at, at most: where each source has a time of its own, most sweeps are of others.
constexpr size_t kMostSweeps = 2000, kMostLedgers = 20'000;
constexpr std::string_view kTemplateNote = "the page template has changed, probably: ";
constexpr std::string_view kBudgetNote = "the budget of the source does not reach: ";
constexpr double kFall = 0.1;  // of the share that is not left out

const v1::Ledger* Comparable(const std::vector<v1::Sweep>& earlier, const std::string& source) {
  for (const v1::Sweep& sweep : earlier) {
    for (const v1::Ledger& ledger : sweep.ledgers()) {
      if (ledger.source() == source && ledger.ad_pages() >= kFewestAdPages) return &ledger;
    }
  }
  return nullptr;
}

std::string Share(const v1::Ledger& ledger) {
  return std::to_string(ledger.ad_pages_with_ads()) + " of " + std::to_string(ledger.ad_pages());
}

const v1::Ledger* LedgerOf(const v1::Sweep& sweep, const std::string& source) {
  for (const v1::Ledger& ledger : sweep.ledgers()) {
    if (ledger.source() == source) return &ledger;
  }
  return nullptr;
}

bool WasTold(const v1::Ledger& ledger) {
  return std::any_of(ledger.notes().begin(), ledger.notes().end(),
                     [](const std::string& note) { return note.starts_with(kBudgetNote); });
}

// How much of what is known of the source its budget left in.
double Reach(const v1::Ledger& l) {
  return l.discovered() == 0 ? 1
                             : static_cast<double>(l.discovered() - l.over_budget()) /
                                   static_cast<double>(l.discovered());
}

// Why the operator should be told of the ledger's budget; empty: he knows.
std::string WhyTell(const std::vector<v1::Sweep>& earlier, const v1::Ledger& now) {
  const v1::Ledger *told = nullptr, *before = nullptr;
  int count = 0;
  for (const v1::Sweep& sweep : earlier) {
    const v1::Ledger* const ledger = LedgerOf(sweep, now.source());
    if (ledger == nullptr) continue;
    if (before == nullptr && sweep.state() == v1::Sweep::STATE_SUCCEEDED) before = ledger;
    if (WasTold(*ledger)) told = ledger;
    if (told != nullptr || ++count == kBudgetReminder) break;
  }
  const auto less_than = [&](const v1::Ledger* other) {
    return other != nullptr && Reach(now) < Reach(*other) - kFall;
  };
  const auto share = [](const v1::Ledger& l) {
    return std::to_string(std::lround(100 * Reach(l))) + " %";
  };
  if (told == nullptr && (before == nullptr || before->over_budget() == 0)) return "new";
  if (less_than(before)) return "it reached " + share(*before) + " the sweep before";
  if (less_than(told)) return "it reached " + share(*told) + " when you were last told";
  return told == nullptr ? "still so" : "";
}

// The sweeps before it, newest first, until each of its sources was seen often enough.
std::vector<v1::Sweep> Earlier(const Store& store, const v1::Sweep& sweep) {
  std::map<std::string, int> wanted;
  for (const v1::Ledger& ledger : sweep.ledgers()) wanted[ledger.source()] = kBudgetReminder;
  std::vector<v1::Sweep> earlier;
  std::string before = sweep.name().substr(sweep.name().find('/') + 1);
  size_t ledgers = 0;
  while (!wanted.empty() && earlier.size() < kMostSweeps && ledgers < kMostLedgers) {
    Result<std::vector<v1::Sweep>> more = store.ListSweeps(kPage, before);
    if (!more.ok() || more->empty()) break;
    for (v1::Sweep& one : *more) {
      ledgers += static_cast<size_t>(one.ledgers_size());
      before = one.name().substr(one.name().find('/') + 1);
      for (const v1::Ledger& ledger : one.ledgers()) {
        const auto source = wanted.find(ledger.source());
        if (source != wanted.end() && --source->second == 0) wanted.erase(source);
      }
      earlier.push_back(std::move(one));
    }
  }
  return earlier;
}

}  // namespace

void NoteBudgets(const std::vector<v1::Sweep>& earlier, v1::Sweep* sweep) {
  for (v1::Ledger& now : *sweep->mutable_ledgers()) {
    if (now.over_budget() == 0) continue;
    const std::string why = WhyTell(earlier, now);
    if (why.empty()) continue;
    now.add_notes(std::string(kBudgetNote) + std::to_string(now.over_budget()) + " of " +
                  std::to_string(now.discovered()) + " known pages were left for later sweeps (" +
                  why + "); raise max_pages or max_bytes, or narrow allow");
  }
}

void NoteChangedTemplates(const std::vector<v1::Sweep>& earlier, v1::Sweep* sweep) {
  for (v1::Ledger& now : *sweep->mutable_ledgers()) {
    if (now.ad_pages() < kFewestAdPages) continue;
    const v1::Ledger* before = Comparable(earlier, now.source());
    if (before == nullptr) continue;
    const auto share = [](const v1::Ledger& l) {
      return static_cast<double>(l.ad_pages_with_ads()) / static_cast<double>(l.ad_pages());
    };
    if (2 * share(now) >= share(*before)) continue;
    now.add_notes(std::string(kTemplateNote) + Share(now) +
                  " pages that were read had an ad, last time " + Share(*before) +
                  "; look at one with varta inspect");
  }
}

void FillAttention(v1::Sweep* sweep) {
  sweep->clear_attention();
  if (sweep->state() == v1::Sweep::STATE_FAILED) sweep->add_attention("failed: " + sweep->error());
  if (sweep->state() == v1::Sweep::STATE_STOPPED)
    sweep->add_attention("stopped: it was stopped before its end");
  for (const v1::Ledger& ledger : sweep->ledgers()) {
    if (const int64_t left = ledger.not_reached() - ledger.over_budget(); left > 0) {
      sweep->add_attention("incomplete: " + ledger.source() + ": " + std::to_string(left) +
                           " pages were not reached");
    }
    if (ledger.fetched() == 0 && ledger.discovered() > ledger.not_due()) {
      sweep->add_attention("nothing: " + ledger.source() + ": of " +
                           std::to_string(ledger.discovered() - ledger.not_due()) +
                           " pages that were due not one was fetched");
    }
    const auto walls = ledger.failed_by_kind().find(std::string(OutcomeName(Outcome::kChallenge)));
    if (walls != ledger.failed_by_kind().end()) {
      sweep->add_attention("challenge: " + ledger.source() + ": " + std::to_string(walls->second) +
                           " pages were not seen, because the site asks for a person (a CAPTCHA, "
                           "a check of the browser); ask its owner for access");
    }
    for (const std::string& note : ledger.notes()) {
      if (note.starts_with(kTemplateNote))
        sweep->add_attention("template: " + ledger.source() + ": " + note);
      if (note.starts_with(kBudgetNote))
        sweep->add_attention("budget: " + ledger.source() + ": " + note);
    }
  }
  for (const std::string& skipped : sweep->skipped_sources()) {
    if (skipped.find("expired") != std::string::npos) sweep->add_attention("skipped: " + skipped);
  }
}

void Appraise(const Store& store, v1::Sweep* sweep) {
  const std::vector<v1::Sweep> earlier = Earlier(store, *sweep);
  NoteChangedTemplates(earlier, sweep);
  NoteBudgets(earlier, sweep);
  FillAttention(sweep);
}

}  // namespace varta
