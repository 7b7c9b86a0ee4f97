// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "sweep/rule_versions.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "base/digest.h"
#include "rules/pack.h"
#include "sweep/convert.h"

namespace varta {
namespace {

constexpr size_t kMaxVersionFiles = 1000;
constexpr std::string_view kPrefix = "ruleVersions/";

// A folder's or a file's name, and no way out of a folder.
bool IsPlainName(std::string_view name) {
  return !name.empty() && name.size() <= 200 && name[0] != '.' &&
         name.find_first_of("/\\\n\r") == name.npos && name.find('\0') == name.npos;
}

auto NameOf(const v1::RulePackFile& file) { return std::tie(file.pack(), file.name()); }

// What a change goes back to: the versions that are in use one upon the other, the newest last. A
// rollback without a version takes the newest away.
std::vector<std::string> Stack(const std::vector<v1::RuleActivation>& newest_first) {
  std::vector<std::string> stack = {""};
  for (auto one = newest_first.rbegin(); one != newest_first.rend(); ++one) {
    const auto known = std::find(stack.begin(), stack.end(), one->version());
    if (one->rollback() && known != stack.end()) {
      stack.erase(known + 1, stack.end());
    } else {
      stack.push_back(one->version());
    }
  }
  return stack;
}

}  // namespace

Result<v1::RuleVersion> ToRuleVersion(std::vector<v1::RulePackFile> files) {
  if (files.empty()) return Status(Code::kInvalidArgument, "files: there are none");
  if (files.size() > kMaxVersionFiles) {
    return Status(Code::kInvalidArgument, "files: more than 1000; leave packs out");
  }
  std::sort(files.begin(), files.end(),
            [](const auto& a, const auto& b) { return NameOf(a) < NameOf(b); });
  v1::RuleVersion version;
  std::string names;
  size_t bytes = 0;
  for (v1::RulePackFile& file : files) {
    const std::string called = file.pack() + "/" + file.name();
    if (!IsPlainName(file.pack()) || !IsPlainName(file.name()) || !file.name().ends_with(".yaml")) {
      return Status(Code::kInvalidArgument, "files: '" + called.substr(0, 200) +
                                                "' is no pack's file: write a folder's "
                                                "name and that of a .yaml file in it");
    }
    if (!version.files().empty() && NameOf(version.files().rbegin()[0]) == NameOf(file)) {
      return Status(Code::kInvalidArgument, "files: '" + called + "' is there twice");
    }
    bytes += file.content().size();
    names += Sha256(file.pack()) + Sha256(file.name()) + Sha256(file.content());
    *version.add_files() = std::move(file);
  }
  if (bytes > kMaxVersionBytes) {
    return Status(Code::kInvalidArgument, "files: over 8 MiB in all; leave packs out");
  }
  version.set_name(std::string(kPrefix) + Hex(Sha256(names)));
  return version;
}

Result<std::vector<Pack>> ParseVersion(const v1::RuleVersion& version) {
  std::map<std::string, std::vector<PackFile>> by_pack;
  for (const v1::RulePackFile& file : version.files()) {
    by_pack[file.pack()].push_back({file.pack() + "/" + file.name(), file.content()});
  }
  std::vector<Pack> packs;
  for (const auto& [name, files] : by_pack) {
    Result<Pack> pack = ParsePack(files);
    if (!pack.ok()) {
      const std::string message = pack.status().message();  // it names the file, if there is one
      return Status(pack.status().code(),
                    message.starts_with(name + "/") ? message : name + ": " + message);
    }
    packs.push_back(*std::move(pack));
  }
  return packs;
}

Result<std::optional<v1::RuleVersion>> RulesInUse(const Store& store) {
  const auto newest = store.ListRuleActivations(1, 0);
  if (!newest.ok()) return newest.status();
  if (newest->empty() || newest->front().version().empty()) return std::optional<v1::RuleVersion>();
  Result<v1::RuleVersion> version =
      store.GetRuleVersion(newest->front().version().substr(kPrefix.size()));
  if (!version.ok()) return version.status();
  return std::optional(*std::move(version));
}

Result<v1::RuleActivation> RuleVersions::Activate(std::vector<v1::RulePackFile> files,
                                                  bool check_only, std::string_view principal,
                                                  std::string_view reason) {
  Result<v1::RuleVersion> version = ToRuleVersion(std::move(files));
  if (!version.ok()) return version.status();
  if (check_only) {
    Result<std::shared_ptr<const Screener>> screener = screeners_.Build(&*version);
    if (!screener.ok()) return screener.status();
    return Describe(*version, **screener);
  }
  std::lock_guard lock(changing_);
  const auto newest = store_.ListRuleActivations(1, 0);
  if (!newest.ok()) return newest.status();
  if (!newest->empty() && newest->front().version() == version->name()) {
    return Status(Code::kAlreadyExists, "these rules are in use already, as activation " +
                                            std::to_string(newest->front().number()));
  }
  return PutInUse(&*version, /*is_new=*/true, /*rollback=*/false, principal, reason);
}

Result<v1::RuleActivation> RuleVersions::Rollback(std::string_view version,
                                                  std::string_view principal,
                                                  std::string_view reason) {
  std::lock_guard lock(changing_);
  std::string target(version);
  if (version.starts_with(kPrefix)) target.erase(0, kPrefix.size());
  if (version.empty()) {
    constexpr size_t kAll = 100'000;
    const auto all = store_.ListRuleActivations(kAll, 0);
    if (!all.ok()) return all.status();
    const std::vector<std::string> stack = Stack(*all);
    if (stack.size() < 2) {
      return Status(Code::kFailedPrecondition,
                    "there is nothing to go back to: no version of the rules is in use, packs_dir "
                    "screens as it stands");
    }
    const std::string& before = stack[stack.size() - 2];
    if (before.empty()) return PutInUse(nullptr, false, true, principal, reason);
    target = before.substr(kPrefix.size());
  }
  Result<v1::RuleVersion> kept = store_.GetRuleVersion(target);
  if (!kept.ok()) return kept.status();
  return PutInUse(&*kept, false, true, principal, reason);
}

Result<v1::RuleActivation> RuleVersions::PutInUse(const v1::RuleVersion* version, bool is_new,
                                                  bool rollback, std::string_view principal,
                                                  std::string_view reason) {
  Result<std::shared_ptr<const Screener>> screener = screeners_.Build(version);
  if (!screener.ok()) return screener.status();
  v1::RuleActivation activation =
      version != nullptr ? Describe(*version, **screener) : v1::RuleActivation();
  *activation.mutable_activate_time() = ToProto(clock_.Now());
  activation.set_principal(std::string(principal));
  activation.set_reason(std::string(reason));
  activation.set_rollback(rollback);
  std::string packs = version != nullptr ? "" : "packs_dir as it stands";
  for (const std::string& pack : activation.packs()) packs += (packs.empty() ? "" : ", ") + pack;
  const AuditEvent event{std::string(principal), "RULES",
                         version != nullptr ? version->name() : "ruleVersions", std::string(reason),
                         (rollback ? "back to " : "in use: ") + packs};
  Status stored = store_.ActivateRules(is_new ? version : nullptr, &activation, event);
  if (!stored.ok()) return stored;
  screeners_.Replace(*std::move(screener));
  return activation;
}

v1::RuleActivation RuleVersions::Describe(const v1::RuleVersion& version,
                                          const Screener& screener) {
  v1::RuleActivation activation;
  activation.set_version(version.name());
  size_t rules = 0;
  for (const Pack& pack : screener.rules().packs()) {
    activation.add_packs(pack.name + " " + pack.version);
    rules += pack.rules.size();
  }
  activation.set_rule_count(static_cast<int32_t>(rules));
  return activation;
}

}  // namespace varta
