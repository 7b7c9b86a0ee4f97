// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// A case that is handed on: the evidence of some leads as one WARC 1.1 file (ISO 28500:2017), a
// gzip member a record, so that it can be read and checked without varta.
//  - warcinfo: who exported when, why and for whom; what a lead is and is not; whom a person at
//    risk can turn to.
//  - For each capture response (or resource, if it did not come over HTTP), request, and metadata:
//    facts only, as they were stored.
//  - For each lead one metadata record behind its captures, which refers to the newest: what the
//    rules with their packs' versions and digests, the score and people made of it.
// One thread an object.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/digest.h"
#include "base/status.h"
#include "crawler/page.h"
#include "storage/store.h"
#include "varta/v1/lead.pb.h"

namespace varta {

struct WarcDraft;

struct ExportOrder {
  std::vector<std::string> leads;  // ids or unique beginnings; one that is named twice counts once
  bool all_versions = false;       // of each ad; else the newest text's capture
  std::string file_name;           // that the file will have, without folder; may be empty
  std::string recipient;           // who gets it; may be empty
  std::string principal, reason;
  std::vector<std::string> referral_contacts;  // of the configuration
};

struct ExportTotals {
  int64_t leads = 0, captures = 0, records = 0, bytes = 0;
};

// kFailedPrecondition, and what to do: no person has judged the lead yet. A page of it that leaves
// the program leaves for good, whether in a case or by itself.
Status MayLeave(const v1::Lead& lead);

class EvidenceExport {
 public:
  static constexpr size_t kMaxLeads = 100;

  // Looks at every lead before the first byte is given, then writes one audit entry for each:
  // what cannot be exported whole is not exported in part. `store` outlives it.
  // kInvalidArgument: no lead, or too many. kNotFound: no such lead. kFailedPrecondition: no person
  // has judged it yet, nothing was captured of it, or it may concern a minor and is not alone.
  static Result<EvidenceExport> Open(Store& store, ExportOrder order, Time now);

  // The next bytes of the file, whole gzip members, in memory one capture at a time; nullopt: the
  // end, and an audit entry with the file's digest is written. kDataLoss: evidence is damaged.
  Result<std::optional<std::string>> Next();

  const ExportTotals& totals() const { return totals_; }
  const std::string& sha256() const { return sha256_; }  // hex, of the whole file; after the end

 private:
  struct Entry {
    v1::Lead lead;
    std::vector<std::string> captures;  // names, oldest first
  };
  EvidenceExport(Store& store, ExportOrder order, Time now)
      : store_(&store), order_(std::move(order)), now_(now) {}
  Status Add(const std::string& id);
  Status WriteAudit();
  void AddExportLines(Headers* lines) const;
  std::string Member(const WarcDraft& draft);
  std::string Info();
  Result<std::string> Capture(const Entry& entry, const std::string& name);
  std::string Assessment(const v1::Lead& lead);
  Status Finish();

  Store* store_;
  ExportOrder order_;
  Time now_;
  std::vector<Entry> entries_;
  size_t entry_ = 0, capture_ = 0;  // what comes next
  bool begun_ = false, ended_ = false;
  std::string newest_id_, newest_uri_;  // record id and target of the lead's newest capture so far
  ExportTotals totals_;
  Sha256Sum sum_;
  std::string sha256_;
};

}  // namespace varta
