// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "sweep/appraisal.h"

#include <string>
#include <string_view>

namespace varta {
namespace {

constexpr int kLookBack = 30;  // sweeps; a daily source has one of them
constexpr std::string_view kTemplateNote = "the page template has changed, probably: ";

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

}  // namespace

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
    if (ledger.not_reached() > 0) {
      sweep->add_attention("incomplete: " + ledger.source() + ": " +
                           std::to_string(ledger.not_reached()) + " pages were not reached");
    }
    if (ledger.fetched() == 0 && ledger.discovered() > ledger.not_due()) {
      sweep->add_attention("nothing: " + ledger.source() + ": of " +
                           std::to_string(ledger.discovered() - ledger.not_due()) +
                           " pages that were due not one was fetched");
    }
    for (const std::string& note : ledger.notes()) {
      if (note.starts_with(kTemplateNote))
        sweep->add_attention("template: " + ledger.source() + ": " + note);
    }
  }
  for (const std::string& skipped : sweep->skipped_sources()) {
    if (skipped.find("expired") != std::string::npos) sweep->add_attention("skipped: " + skipped);
  }
}

void Appraise(const Store& store, v1::Sweep* sweep) {
  const std::string id = sweep->name().substr(sweep->name().find('/') + 1);
  if (Result<std::vector<v1::Sweep>> earlier = store.ListSweeps(kLookBack, id); earlier.ok())
    NoteChangedTemplates(*earlier, sweep);
  FillAttention(sweep);
}

}  // namespace varta
