// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "storage/rule_store.h"

#include <string>
#include <utility>

#include "storage/keys.h"
#include "storage/records.h"
#include "varta/stored/v1/stored.pb.h"

namespace varta {
namespace {

constexpr std::string_view kVersions = "rules/version/", kActivations = "rules/activation/";
constexpr std::string_view kVersionName = "ruleVersions/";
constexpr size_t kShortestVersion = 6;

std::string ActivationKey(int64_t number) {
  return std::string(kActivations) + KeyWriter().Number(static_cast<uint64_t>(number)).key();
}

}  // namespace

void PutRuleVersion(Batch& batch, const v1::RuleVersion& version) {
  stored::v1::StoredRuleVersion stored;
  *stored.mutable_version() = version;
  batch.Put(Column::kMeta, std::string(kVersions) + version.name().substr(kVersionName.size()),
            EncodeRecord(stored));
}

Result<v1::RuleVersion> ReadRuleVersion(const Snapshot& view, std::string_view id) {
  if (id.size() < kShortestVersion) {
    return Status(Code::kInvalidArgument, "version: '" + std::string(id) +
                                              "' is too short; write 6 characters at least, as "
                                              "`varta rules history` shows them");
  }
  int found = 0;
  Status damage;
  stored::v1::StoredRuleVersion stored;
  Status scan =
      view.Scan(Column::kMeta, KeyRange::WithPrefix(std::string(kVersions) + std::string(id)),
                [&](std::string_view, std::string_view value) {
                  if (++found > 1) return false;
                  damage = DecodeRecord(value, "rules " + std::string(id), &stored);
                  return damage.ok();
                });
  if (!scan.ok()) return scan;
  if (!damage.ok()) return damage;
  if (found == 0) {
    return Status(Code::kNotFound, "version: no rules '" + std::string(id) +
                                       "' were ever in use; `varta rules history` lists those that "
                                       "were");
  }
  if (found > 1) {
    return Status(Code::kInvalidArgument,
                  "version: several begin with '" + std::string(id) + "'; write more of it");
  }
  return std::move(*stored.mutable_version());
}

void PutRuleActivation(Batch& batch, const v1::RuleActivation& activation) {
  stored::v1::StoredRuleActivation stored;
  *stored.mutable_activation() = activation;
  batch.Put(Column::kMeta, ActivationKey(activation.number()), EncodeRecord(stored));
}

Result<std::vector<v1::RuleActivation>> ReadRuleActivations(const Snapshot& view, int64_t before,
                                                            size_t count) {
  std::vector<v1::RuleActivation> activations;
  Status damage;
  const KeyRange range{std::string(kActivations),
                       before > 0 ? ActivationKey(before) : AfterPrefix(kActivations)};
  Status scan =
      view.ScanBackwards(Column::kMeta, range, [&](std::string_view, std::string_view value) {
        if (activations.size() >= count) return false;
        stored::v1::StoredRuleActivation stored;
        damage = DecodeRecord(value, "an activation of rules", &stored);
        if (damage.ok()) activations.push_back(std::move(*stored.mutable_activation()));
        return damage.ok();
      });
  if (!scan.ok()) return scan;
  if (!damage.ok()) return damage;
  return activations;
}

}  // namespace varta
