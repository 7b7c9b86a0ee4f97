// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "sweep/screener_loader.h"

#include <filesystem>
#include <optional>

#include "base/digest.h"
#include "base/text.h"
#include "rules/builtin.h"
#include "rules/examples.h"
#include "rules/pack.h"
#include "storage/store.h"
#include "sweep/model_folder.h"
#include "sweep/rule_versions.h"

namespace varta {
namespace {

Result<std::vector<Override>> ReadOverrides(const std::vector<std::string>& written) {
  std::vector<Override> overrides;
  for (const std::string& one : written) {
    std::string wrong;
    std::optional<Override> override = ParseOverride(one, &wrong);
    if (!override) return Status(Code::kInvalidArgument, "contested: '" + one + "': " + wrong);
    overrides.push_back(*std::move(override));
  }
  return overrides;
}

// Which signs count changes scores as another model does, and shows as one.
Model WithOverrides(Model model, const std::vector<Override>& overrides) {
  if (overrides.empty()) return model;
  std::string all;
  for (const Override& override : overrides)
    all += override.indicator + " " + std::to_string(override.weight) + "\n";
  return model.Named("contested " + Hex(Sha256(all)).substr(0, 6));
}

// `check`: look at rules that do not run, too, and run the packs' own examples. The built-in packs
// were checked when varta was built (tests/rules), a version when it was put in use.
Result<std::shared_ptr<const Screener>> ScreenerWith(Result<std::vector<Pack>> packs, bool check,
                                                     const ScreenerOptions& options) {
  Result<std::vector<Override>> overrides = ReadOverrides(options.contested);
  if (!overrides.ok()) return overrides.status();
  Result<Model> model =
      options.data_dir.empty() ? Model::Shipped() : LoadActiveModel(options.data_dir);
  if (!model.ok()) return model.status();
  if (!packs.ok()) return packs.status();
  Result<RuleSet> rules = RuleSet::Compile(*std::move(packs), kMaxPrograms, /*resting=*/check);
  if (!rules.ok()) return rules.status();
  const std::vector<ExampleFailure> failures =
      check ? CheckExamples(rules->packs(), ReadTyped) : std::vector<ExampleFailure>();
  if (!failures.empty()) {
    const ExampleFailure& first = failures.front();
    return Status(Code::kInvalidArgument,
                  first.file + ":" + std::to_string(first.line) + ":" +
                      std::to_string(first.column) + ": rule " + first.rule + ": its own example " +
                      (first.expected_hit ? "is not hit" : "is hit and should not be") + " (" +
                      std::to_string(failures.size()) + " such in all); run `varta rules test`");
  }
  return std::shared_ptr<const Screener>(
      std::make_shared<Screener>(std::move(*rules), WithOverrides(*std::move(model), *overrides),
                                 options.lead_threshold, *overrides));
}

}  // namespace

Result<std::shared_ptr<const Screener>> BuildScreener(const ScreenerOptions& options) {
  std::error_code error;
  const bool folder =
      !options.packs_dir.empty() && std::filesystem::is_directory(options.packs_dir, error);
  return ScreenerWith(folder ? LoadPacks(options.packs_dir) : BuiltinPacks(), folder, options);
}

Result<std::shared_ptr<const Screener>> BuildScreener(const std::string& packs_dir,
                                                      double lead_threshold) {
  return BuildScreener(ScreenerOptions{packs_dir, lead_threshold, "", {}});
}

Result<std::shared_ptr<const Screener>> ScreenerLoader::Build(
    const v1::RuleVersion* version) const {
  if (version == nullptr) return BuildScreener(options_);
  return ScreenerWith(ParseVersion(*version), /*check=*/true, options_);
}

Result<std::shared_ptr<const Screener>> ScreenerLoader::BuildInUse() const {
  if (store_ == nullptr) return BuildScreener(options_);
  const Result<std::optional<v1::RuleVersion>> version = RulesInUse(*store_);
  if (!version.ok()) return version.status();
  if (!*version) return BuildScreener(options_);
  return ScreenerWith(ParseVersion(**version), /*check=*/false, options_);
}

void ScreenerLoader::Replace(std::shared_ptr<const Screener> screener) {
  std::lock_guard lock(mutex_);
  loaded_ = std::move(screener);
}

Status ScreenerLoader::Reload() {
  {
    std::lock_guard lock(mutex_);
    if (loaded_ == nullptr) return Status();
  }
  Result<std::shared_ptr<const Screener>> built = BuildInUse();
  if (built.ok()) Replace(*std::move(built));
  return built.status();
}

Result<std::shared_ptr<const Screener>> ScreenerLoader::Get() {
  std::lock_guard lock(mutex_);
  if (loaded_ != nullptr) return loaded_;
  Result<std::shared_ptr<const Screener>> built = BuildInUse();
  if (built.ok()) loaded_ = *built;
  return built;
}

}  // namespace varta
