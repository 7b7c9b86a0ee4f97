// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Whether an operator should look at a sweep that has ended, and why. Functions on ledgers; any
// thread.
#pragma once

#include <vector>

#include "storage/store.h"
#include "varta/v1/sweep_service.pb.h"

namespace varta {

// A share of pages with ads is only spoken of from so many pages on.
constexpr int64_t kFewestAdPages = 20;

// The page template of a source has changed, probably: of the pages that were read and could have
// ads (Ledger.ad_pages), less than half the share had some that had in the newest of `earlier`
// sweeps of the source with at least kFewestAdPages such pages. `earlier`: newest first. Says so as
// a note in the source's ledger.
void NoteChangedTemplates(const std::vector<v1::Sweep>& earlier, v1::Sweep* sweep);

// Sources whose max_pages or max_bytes did not reach (Ledger.over_budget) are meant to be so; an
// operator is told when that is new, not each morning: if none of the newest kBudgetReminder sweeps
// of the source in `earlier` (newest first) was told of, or if the share of its pages that was not
// left out is more than a tenth of all less than in the one that was, or in the newest that ran to
// its end. Says so as a note in the source's ledger.
void NoteBudgets(const std::vector<v1::Sweep>& earlier, v1::Sweep* sweep);
constexpr int kBudgetReminder = 30;

// Fills Sweep.attention anew:
//   failed      the sweep ended with an error
//   stopped     somebody stopped it, or the program was asked to end
//   incomplete  a source has pages that were not reached, though its budget had room
//   budget      see NoteBudgets
//   skipped     a source's approval has expired
//   nothing     a source had pages that were due, and not one was fetched
//   challenge   a source has pages that ask for a person instead (crawler/challenge.h)
//   template    see NoteChangedTemplates
void FillAttention(v1::Sweep* sweep);

// All three, against what the store has of each source. If it cannot be read, nothing is compared.
void Appraise(const Store& store, v1::Sweep* sweep);

}  // namespace varta
