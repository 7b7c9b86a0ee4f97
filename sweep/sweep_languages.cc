// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// The part of SweepRun that reads one of the pages that say the same in several languages.
#include <optional>
#include <utility>

#include "sweep/convert.h"
#include "sweep/sweep_run.h"

namespace varta {
namespace {

using stored::v1::UrlRow;

// It stands for the versions after it, or may yet. One that was read and found to be a copy does
// not: versions that name each other in a ring would all be left out.
bool MayStandForOthers(const UrlRow& row) {
  const std::string& outcome = row.outcome();
  return outcome.empty() ||
         (row.kind() != UrlRow::KIND_COPY &&
          (outcome == OutcomeName(Outcome::kOk) || outcome == OutcomeName(Outcome::kNotModified)));
}

}  // namespace

// The first version that was read or is on its way, if that is before this page; the page is read
// already, so it stands for itself if no other can.
SweepRun::Copy SweepRun::CopyOf(const Processed& processed, PageResult* result) {
  const Task& task = processed.page.task;
  const std::string here = task.url.Canonical();
  Copy copy;
  for (const Url& version : processed.versions) {
    const std::string canonical = version.Canonical();
    if (canonical == here) break;
    const Result<std::optional<UrlRow>> row = store_.GetUrl(task.source, canonical);
    if (!row.ok()) break;
    if (*row && !MayStandForOthers(**row)) continue;
    if (!*row && !DiscoverVersion(version, task, result)) continue;
    copy.original = canonical;
    copy.undecided = !*row || (*row)->outcome().empty();
    break;
  }
  const std::string& original = copy.original.empty() ? here : copy.original;
  for (const Url& version : processed.versions) {
    const std::string canonical = version.Canonical();
    if (canonical == here || canonical == original) continue;
    if (frontier_.Knows(version)) {
      copies_.emplace(UrlFingerprint(version), original);  // it may wait: see MayAsk
    } else {
      frontier_.MarkSeen(version);
      StateOf(task).ledger.Note("not read: what another page says in another language (hreflang)");
    }
  }
  return copy;
}

// Puts another version of the task's page into the frontier.
bool SweepRun::DiscoverVersion(const Url& version, const Task& from, PageResult* result) {
  if (frontier_.Knows(version)) return false;  // and has no row: a trap, say
  Task task;
  task.url = version;
  task.source = from.source;
  task.depth = from.depth;
  task.discovered_from = from.url.Canonical();
  Discover(std::move(task), result);
  return !left_out_ && frontier_.Knows(version);
}

void SweepRun::DescribeCopy(const std::string& original, const Source& source, UrlRow* row) {
  if (!original.empty()) {
    row->set_kind(UrlRow::KIND_COPY);
    row->set_detail("says in another language what " + original + " says, which is read instead");
  } else if (row->kind() == UrlRow::KIND_COPY) {
    row->set_kind(source.ad_pages.empty() ? UrlRow::KIND_UNSPECIFIED : UrlRow::KIND_AD);
  }
}

// A page that waited, and says what another one says: left for as long as the source lets us.
void SweepRun::LeaveCopy(const Task& task, const std::string& original) {
  const SourceState& state = StateOf(task);
  UrlRow row = RowOf(task);
  row.set_state(UrlRow::STATE_DONE);
  DescribeCopy(original, state.source, &row);
  *row.mutable_next_visit_time() = ToProto(clock_.Now() + state.source.revisit_max);
  unasked_.emplace_back().url = std::move(row);
}

}  // namespace varta
