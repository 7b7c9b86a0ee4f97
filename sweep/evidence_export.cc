// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "sweep/evidence_export.h"

#include <algorithm>

#include "crawler/warc_file.h"
#include "crawler/warc_page.h"
#include "crawler/warc_record.h"
#include "sweep/evidence_records.h"
#include "sweep/notices.h"

namespace varta {
namespace {

constexpr char kFields[] = "application/warc-fields";

std::string Short(const v1::Lead& lead) { return lead.name().substr(6, 8); }

// The captures of `lead` that the order asks for, oldest first.
std::vector<std::string> Choose(const v1::Lead& lead, bool all_versions) {
  std::vector<std::string> captures(lead.evidence().begin(), lead.evidence().end());
  if (all_versions || captures.empty()) return captures;
  for (int i = lead.versions_size(); i-- > 0;) {
    if (!lead.versions(i).evidence().empty()) return {lead.versions(i).evidence()};
  }
  return {captures.back()};
}

Status CheckLead(const v1::Lead& lead, bool alone) {
  if (Status judged = MayLeave(lead); !judged.ok()) return judged;
  if (lead.evidence().empty()) {
    return Status(Code::kFailedPrecondition,
                  "nothing was captured of lead " + Short(lead) + "; leave it out");
  }
  if (!alone && MayConcernMinor(lead)) {
    return Status(Code::kFailedPrecondition,
                  "lead " + Short(lead) +
                      " may concern a minor and is not handed on among others: export it alone, "
                      "and at once");
  }
  return Status();
}

}  // namespace

Status MayLeave(const v1::Lead& lead) {
  if (lead.verdict() != v1::Lead::VERDICT_UNSPECIFIED) return Status();
  return Status(Code::kFailedPrecondition,
                "nobody has judged lead " + Short(lead) +
                    " yet, and a lead is handed on only after a person's verdict: record one with "
                    "varta leads verdict " +
                    Short(lead) + " relevant --reason \"...\" (or not-relevant, or unclear)");
}

Result<EvidenceExport> EvidenceExport::Open(Store& store, ExportOrder order, Time now) {
  if (order.leads.empty()) return Status(Code::kInvalidArgument, "leads: say which");
  if (order.leads.size() > kMaxLeads) {
    return Status(Code::kInvalidArgument,
                  "leads: at most " + std::to_string(kMaxLeads) + " in one file; make several");
  }
  EvidenceExport made(store, std::move(order), now);
  for (const std::string& id : made.order_.leads) {
    if (Status added = made.Add(id); !added.ok()) return added;
  }
  for (const Entry& entry : made.entries_) {
    if (Status fine = CheckLead(entry.lead, made.entries_.size() == 1); !fine.ok()) return fine;
  }
  if (Status audited = made.WriteAudit(); !audited.ok()) return audited;
  return made;
}

Status EvidenceExport::Add(const std::string& id) {
  Result<v1::Lead> lead = store_->GetLead(id);
  if (!lead.ok()) return lead.status();
  const auto same = [&](const Entry& entry) { return entry.lead.name() == lead->name(); };
  if (std::any_of(entries_.begin(), entries_.end(), same)) return Status();
  std::vector<std::string> captures = Choose(*lead, order_.all_versions);
  entries_.push_back({*std::move(lead), std::move(captures)});
  return Status();
}

Status EvidenceExport::WriteAudit() {
  for (const Entry& entry : entries_) {
    std::string detail = "captures: " + std::to_string(entry.captures.size());
    if (!order_.file_name.empty()) detail += "; file: " + order_.file_name;
    if (!order_.recipient.empty()) detail += "; for: " + order_.recipient;
    Status audited =
        store_->Audit({order_.principal, "EXPORT", entry.lead.name(), order_.reason, detail});
    if (!audited.ok()) return audited;
  }
  return Status();
}

Result<std::optional<std::string>> EvidenceExport::Next() {
  std::string bytes;
  if (ended_) return std::optional<std::string>();
  if (!begun_) {
    begun_ = true;
    bytes = Info();
  } else if (entry_ == entries_.size()) {
    ended_ = true;
    if (Status finished = Finish(); !finished.ok()) return finished;
    return std::optional<std::string>();
  } else if (const Entry& entry = entries_[entry_]; capture_ < entry.captures.size()) {
    Result<std::string> members = Capture(entry, entry.captures[capture_++]);
    if (!members.ok()) return members.status();
    bytes = *std::move(members);
  } else {
    bytes = Assessment(entry.lead);
    ++entry_;
    capture_ = 0;
  }
  sum_.Add(bytes);
  totals_.bytes += static_cast<int64_t>(bytes.size());
  return std::optional<std::string>(std::move(bytes));
}

// Who took it out of the system, when and why.
void EvidenceExport::AddExportLines(Headers* lines) const {
  lines->emplace_back("exported", FormatTime(now_));
  lines->emplace_back("exported-by", order_.principal);
  lines->emplace_back("export-reason", order_.reason);
  lines->emplace_back("exported-for", order_.recipient);
}

std::string EvidenceExport::Member(const WarcDraft& draft) {
  ++totals_.records;
  return GzipWarcRecord(draft);
}

std::string EvidenceExport::Info() {
  Headers lines = {{"description", "Evidence from varta's store, as it was captured; leads: " +
                                       std::to_string(entries_.size())},
                   {"operator", order_.principal},
                   {"notice", kLeadNotice},
                   {"safeguarding", kSafeguardingNote}};
  for (const std::string& contact : order_.referral_contacts)
    lines.emplace_back("referral-contact", contact);
  AddExportLines(&lines);
  return Member(DraftWarcInfo(order_.file_name, now_, lines));
}

Result<std::string> EvidenceExport::Capture(const Entry& entry, const std::string& name) {
  Result<v1::Evidence> evidence = store_->GetEvidence(name);
  if (!evidence.ok()) return evidence.status();
  Result<std::string> body = store_->ReadEvidenceBody(name);
  if (!body.ok()) return body.status();
  const Page page = ToPage(*evidence, *std::move(body));
  std::vector<WarcDraft> drafts;
  if (evidence->text_only()) {
    // No resource of that address: what was read off it (ISO 28500:2017, 6.8).
    drafts.push_back(DraftWarcRecord("conversion", page.fetched_at,
                                     {{"WARC-Target-URI", WarcTargetUri(page.task.url)},
                                      {"Content-Type", "text/plain; charset=utf-8"}},
                                     page.body));
  } else {
    drafts = DraftWarcPage(page);
    drafts.pop_back();  // its metadata says what only the crawl knew
  }
  newest_uri_ = WarcTargetUri(page.task.url);
  newest_id_ = drafts.empty() ? "" : drafts.front().id;
  Headers lines = CaptureLines(entry.lead, *evidence);
  AddExportLines(&lines);
  drafts.push_back(DraftWarcRecord("metadata", page.fetched_at,
                                   {{"WARC-Target-URI", newest_uri_},
                                    {"WARC-Concurrent-To", newest_id_},
                                    {"Content-Type", kFields}},
                                   WarcLines(lines)));
  ++totals_.captures;
  std::string members;
  for (const WarcDraft& draft : drafts) members += Member(draft);
  return members;
}

std::string EvidenceExport::Assessment(const v1::Lead& lead) {
  ++totals_.leads;
  Headers lines = AssessmentLines(lead);
  AddExportLines(&lines);
  return Member(DraftWarcRecord(
      "metadata", now_,
      {{"WARC-Target-URI", newest_uri_}, {"WARC-Refers-To", newest_id_}, {"Content-Type", kFields}},
      WarcLines(lines)));
}

Status EvidenceExport::Finish() {
  sha256_ = Hex(sum_.Finish());
  std::string detail = "leads: " + std::to_string(totals_.leads) + "; sha256: " + sha256_;
  if (!order_.file_name.empty()) detail += "; file: " + order_.file_name;
  return store_->Audit({order_.principal, "EXPORT", "leads", order_.reason, detail});
}

}  // namespace varta
