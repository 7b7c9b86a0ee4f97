// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Versions of the rules: which packs screen, as files that never change, and the step from one to
// another. A version is all files of all packs, named by their content. Any thread; two changes at
// once are taken one after the other.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/status.h"
#include "rules/rule.h"
#include "storage/store.h"
#include "sweep/screener.h"
#include "sweep/screener_loader.h"
#include "varta/v1/rule_pack_service.pb.h"

namespace varta {

inline constexpr size_t kMaxVersionBytes = 8 << 20;

// The version that these files make: sorted, named. kInvalidArgument: a file twice, a name that is
// no YAML file's, over 1,000 files or 8 MiB.
Result<v1::RuleVersion> ToRuleVersion(std::vector<v1::RulePackFile> files);
// kInvalidArgument: as ParsePack.
Result<std::vector<Pack>> ParseVersion(const v1::RuleVersion& version);

// The version in use; nullopt: none, packs_dir screens as it stands.
Result<std::optional<v1::RuleVersion>> RulesInUse(const Store& store);

class RuleVersions {
 public:
  // Both outlive it.
  RuleVersions(Store& store, ScreenerLoader& screeners, const Clock& clock)
      : store_(store), screeners_(screeners), clock_(clock) {}

  // Compiles the packs and runs their examples; if all is well, keeps the version, puts it in use
  // (in the store first, then for whoever screens), and says so in the audit log. `check_only`:
  // what it would be, without number and time. kInvalidArgument: what is wrong, with file, line and
  // column; kAlreadyExists: these are in use. Whatever fails, the rules in use stay.
  Result<v1::RuleActivation> Activate(std::vector<v1::RulePackFile> files, bool check_only,
                                      std::string_view principal, std::string_view reason);
  // Back to what was in use before the version in use; `version` not empty: to that one.
  // kFailedPrecondition: nothing was before.
  Result<v1::RuleActivation> Rollback(std::string_view version, std::string_view principal,
                                      std::string_view reason);

 private:
  static v1::RuleActivation Describe(const v1::RuleVersion& version, const Screener& screener);
  Result<v1::RuleActivation> PutInUse(const v1::RuleVersion* version, bool is_new, bool rollback,
                                      std::string_view principal, std::string_view reason);

  Store& store_;
  ScreenerLoader& screeners_;
  const Clock& clock_;
  std::mutex changing_;
};

}  // namespace varta
