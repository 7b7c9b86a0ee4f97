// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "sweep/ledger.h"

#include <algorithm>
#include <vector>

#include "crawler/page.h"

namespace varta {
namespace {

constexpr size_t kMaxNotes = 20;
constexpr size_t kMaxDistinctNotes = 1000;

bool Is(const stored::v1::UrlRow& row, Outcome outcome) {
  return row.outcome() == OutcomeName(outcome);
}

}  // namespace

void LedgerBuilder::Discovered(bool known) {
  ledger_.set_discovered(ledger_.discovered() + 1);
  ledger_.set_not_reached(ledger_.not_reached() + 1);
  ledger_.set_known(ledger_.known() + known);
}

void LedgerBuilder::OverBudget(bool known) {
  Discovered(known);
  LeftOut();
}

void LedgerBuilder::LeftOut() { ledger_.set_over_budget(ledger_.over_budget() + 1); }

void LedgerBuilder::NotDue() {
  ledger_.set_discovered(ledger_.discovered() + 1);
  ledger_.set_known(ledger_.known() + 1);
  ledger_.set_not_due(ledger_.not_due() + 1);
}

void LedgerBuilder::DueAfterAll() {
  ledger_.set_discovered(ledger_.discovered() - 1);
  ledger_.set_known(ledger_.known() - 1);
  ledger_.set_not_due(ledger_.not_due() - 1);
}

void LedgerBuilder::LeadsVanished(size_t count) {
  ledger_.set_leads_vanished(ledger_.leads_vanished() + static_cast<int64_t>(count));
}

void LedgerBuilder::Finished(const stored::v1::UrlRow& row) {
  v1::Ledger& l = ledger_;
  if (Is(row, Outcome::kCancelled)) return;  // stays "not reached"
  l.set_not_reached(l.not_reached() - 1);
  if (row.kind() == stored::v1::UrlRow::KIND_COPY && row.outcome().empty()) {
    l.set_copies(l.copies() + 1);
    return;
  }
  l.set_bytes(l.bytes() + row.bytes());
  if (Is(row, Outcome::kOk) || Is(row, Outcome::kNotModified)) {
    l.set_fetched(l.fetched() + 1);
    l.set_truncated(l.truncated() + row.truncated());
    l.set_new_pages(l.new_pages() + (row.change() == stored::v1::UrlRow::CHANGE_NEW));
    l.set_changed(l.changed() + (row.change() == stored::v1::UrlRow::CHANGE_CHANGED));
    l.set_unchanged(l.unchanged() + (row.change() == stored::v1::UrlRow::CHANGE_UNCHANGED));
    l.set_not_modified(l.not_modified() + row.not_modified());
    l.set_expired(l.expired() + row.expired());
    CountAdPage(row);
    l.set_ads(l.ads() + row.ads());
    l.set_ads_hit(l.ads_hit() + row.ads_hit());
    l.set_not_scored(l.not_scored() + row.not_scored());
    l.set_leads_new(l.leads_new() + row.leads_new());
    l.set_leads_seen_again(l.leads_seen_again() + row.leads_seen_again());
    return;
  }
  if (Is(row, Outcome::kRedirect)) {
    l.set_redirected(l.redirected() + 1);
    if (!row.detail().empty()) Note(row.detail());
    return;
  }
  if (Is(row, Outcome::kGone)) {
    l.set_gone(l.gone() + 1);
    return;
  }
  if (Is(row, Outcome::kDeniedByRobots)) {
    l.set_denied_by_robots(l.denied_by_robots() + 1);
  } else if (Is(row, Outcome::kRefused)) {
    l.set_refused(l.refused() + 1);
  } else {
    l.set_failed(l.failed() + 1);
    ++(*l.mutable_failed_by_kind())[row.outcome()];
  }
  const bool wall = Is(row, Outcome::kChallenge) || Is(row, Outcome::kLogin);
  Note(row.http_status() >= 400 && !wall ? "answered " + std::to_string(row.http_status())
                                         : row.detail());
}

void LedgerBuilder::CountAdPage(const stored::v1::UrlRow& row) {
  using stored::v1::UrlRow;
  if (row.change() != UrlRow::CHANGE_NEW && row.change() != UrlRow::CHANGE_CHANGED) return;
  if (row.kind() != UrlRow::KIND_AD && !(ads_anywhere_ && row.kind() == UrlRow::KIND_UNSPECIFIED))
    return;
  ledger_.set_ad_pages(ledger_.ad_pages() + 1);
  ledger_.set_ad_pages_with_ads(ledger_.ad_pages_with_ads() + (row.ads() > 0));
}

void LedgerBuilder::Note(const std::string& sentence) {
  if (sentence.empty()) return;
  if (notes_.size() >= kMaxDistinctNotes && !notes_.contains(sentence)) {
    ++notes_["and for other reasons"];
  } else {
    ++notes_[sentence];
  }
}

v1::Ledger LedgerBuilder::Get() const {
  v1::Ledger ledger = ledger_;
  std::vector<std::pair<std::string, int64_t>> notes(notes_.begin(), notes_.end());
  std::stable_sort(notes.begin(), notes.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  for (size_t i = 0; i < notes.size() && i < kMaxNotes; ++i) {
    const auto& [sentence, count] = notes[i];
    ledger.add_notes(count == 1 ? sentence : sentence + " (" + std::to_string(count) + " pages)");
  }
  if (notes.size() > kMaxNotes) {
    ledger.add_notes("and " + std::to_string(notes.size() - kMaxNotes) + " other reasons");
  }
  return ledger;
}

void AddTo(const v1::Ledger& ledger, v1::Ledger* total) {
  const google::protobuf::Descriptor* descriptor = v1::Ledger::descriptor();
  const google::protobuf::Reflection* reflection = v1::Ledger::GetReflection();
  for (int i = 0; i < descriptor->field_count(); ++i) {
    const google::protobuf::FieldDescriptor* field = descriptor->field(i);
    if (field->is_repeated() ||
        field->cpp_type() != google::protobuf::FieldDescriptor::CPPTYPE_INT64)
      continue;
    reflection->SetInt64(total, field,
                         reflection->GetInt64(*total, field) + reflection->GetInt64(ledger, field));
  }
  for (const auto& [kind, count] : ledger.failed_by_kind())
    (*total->mutable_failed_by_kind())[kind] += count;
}

std::string WhyNotAddingUp(const v1::Ledger& l) {
  auto check = [](const char* what, int64_t whole, int64_t parts) -> std::string {
    if (whole == parts) return "";
    return std::string(what) + " is " + std::to_string(whole) + ", its parts give " +
           std::to_string(parts);
  };
  int64_t by_kind = 0;
  for (const auto& [kind, count] : l.failed_by_kind()) by_kind += count;
  for (const std::string& why :
       {check("discovered", l.discovered(),
              l.fetched() + l.redirected() + l.gone() + l.denied_by_robots() + l.refused() +
                  l.failed() + l.not_reached() + l.not_due() + l.copies()),
        check("failed", l.failed(), by_kind),
        check("over_budget", l.over_budget(), std::min(l.over_budget(), l.not_reached())),
        check("fetched", l.fetched(), l.new_pages() + l.changed() + l.unchanged())}) {
    if (!why.empty()) return why;
  }
  return "";
}

}  // namespace varta
