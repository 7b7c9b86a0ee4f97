// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "cli/rule_choice.h"

#include <cstdio>
#include <filesystem>

#include "base/clock.h"
#include "rules/pack.h"
#include "sweep/convert.h"
#include "sweep/rule_versions.h"

namespace varta {
namespace {

std::string PercentText(double share) {
  char text[32];
  std::snprintf(text, sizeof text, "%.*f", share > 0 && share < 0.1 ? 1 : 0, share * 100);
  return text;
}

}  // namespace

Result<std::vector<v1::RulePackFile>> ReadRulePackFiles(const std::string& folder) {
  const Result<std::vector<std::string>> packs = FindPacks(folder);
  if (!packs.ok()) return packs.status();
  std::vector<v1::RulePackFile> all;
  size_t bytes = 0;
  for (const std::string& pack : *packs) {
    Result<std::vector<PackFile>> files = ReadPackFiles(pack);
    if (!files.ok()) return files.status();
    std::error_code error;
    const std::filesystem::path path = std::filesystem::absolute(pack, error).lexically_normal();
    for (PackFile& file : *files) {
      bytes += file.content.size();
      if (bytes > kMaxVersionBytes) {
        return Status(Code::kInvalidArgument,
                      file.name + ":1:1: with this file the packs are over 8 MiB; leave packs out");
      }
      v1::RulePackFile& one = all.emplace_back();
      one.set_pack((path.has_filename() ? path : path.parent_path()).filename().string());
      one.set_name(std::filesystem::path(file.name).filename().string());
      one.set_content(std::move(file.content));
    }
  }
  return all;
}

Result<v1::RuleChoice> ReadRuleChoice(const std::string& named) {
  v1::RuleChoice choice;
  choice.set_name(named);
  if (named == "active") return choice;
  std::error_code error;
  if (!std::filesystem::is_directory(named, error)) {
    return Status(Code::kInvalidArgument,
                  "'" + named +
                      "' is no folder; name a pack's folder, one that has packs in it, or write "
                      "active for the packs in use");
  }
  choice.set_one_pack(std::filesystem::exists(named + "/pack.yaml", error));
  Result<std::vector<v1::RulePackFile>> files = ReadRulePackFiles(named);
  if (!files.ok()) return Status(Code::kInvalidArgument, files.status().message());
  for (v1::RulePackFile& file : *files) *choice.add_files() = std::move(file);
  return choice;
}

std::string RateText(const v1::Rate* rate) {
  if (rate == nullptr) return "-";
  return PercentText(rate->value()) + " % (" + PercentText(rate->low()) + "-" +
         PercentText(rate->high()) + " of " + std::to_string(rate->of()) + ")";
}

int64_t TotalOf(const v1::AdCount& count) {
  return count.relevant() + count.not_relevant() + count.unclear() + count.unjudged() +
         count.ordinary();
}

std::string CountText(const v1::AdCount& count) {
  std::string text = std::to_string(TotalOf(count));
  if (TotalOf(count) == 0) return text;
  text += " (" + std::to_string(count.texts()) + (count.texts() == 1 ? " text)" : " texts)");
  const std::pair<int64_t, const char*> parts[] = {
      {count.relevant(), "relevant"},     {count.not_relevant(), "not relevant"},
      {count.unclear(), "unclear"},       {count.unjudged(), "leads nobody judged"},
      {count.ordinary(), "ordinary ads"},
  };
  const char* before = ": ";
  for (const auto& [number, name] : parts) {
    if (number == 0) continue;
    text += before + std::to_string(number) + " " + name;
    before = ", ";
  }
  return text;
}

std::string LookedAtText(const v1::LookedAt& looked) {
  char seconds[32];
  std::snprintf(seconds, sizeof seconds, "%.1f s", looked.seconds());
  std::string text = std::to_string(looked.ordinary()) + " ordinary ads and " +
                     std::to_string(looked.leads()) + " leads (" + std::to_string(looked.judged()) +
                     " judged) in " + seconds;
  if (looked.has_first_seen_time()) {
    text += ", seen " + FormatTime(FromProto(looked.first_seen_time())).substr(0, 10) + " to " +
            FormatTime(FromProto(looked.last_seen_time())).substr(0, 10);
  }
  if (looked.purged() > 0)
    text += "; of " + std::to_string(looked.purged()) + " more the text is kept no longer";
  return text;
}

std::string MicrosecondsText(double microseconds) {
  if (microseconds < 0) return "-";
  char text[32];
  std::snprintf(text, sizeof text, "%.1f µs", microseconds);
  return text;
}

}  // namespace varta
