// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// What the rule commands have in common: packs to work on, and matches shown.
#include <algorithm>
#include <filesystem>
#include <map>
#include <utility>

#include "cli/rule_commands.h"
#include "rules/builtin.h"
#include "rules/pack.h"

namespace varta {
namespace {

constexpr size_t kAround = 60;  // bytes of a line before and after what matched

const std::string& TextAt(const v1::Ad& ad, v1::Place place) {
  return place == v1::PLACE_TITLE ? ad.title() : place == v1::PLACE_URL ? ad.url() : ad.text();
}

bool IsInside(const std::string& text, size_t at) {
  return at < text.size() && (text[at] & 0xC0) == 0x80;
}

}  // namespace

Result<std::vector<Pack>> LoadRulePacks(const Globals& globals, const std::string& folder,
                                        std::string* from) {
  std::error_code error;
  std::string path = folder;
  if (path.empty()) {
    Result<Config> config = globals.LoadConfig();
    if (!config.ok()) return config.status();
    if (std::filesystem::is_directory(config->packs_dir, error)) path = config->packs_dir;
  }
  if (from != nullptr) *from = path.empty() ? "built into varta" : path;
  if (path.empty()) return BuiltinPacks();
  return LoadPacks(path);
}

Result<LoadedRules> LoadRulesToWorkOn(const Globals& globals, const std::string& folder) {
  Result<std::vector<Pack>> packs = LoadRulePacks(globals, folder);
  if (!packs.ok()) return packs.status();
  return CompileToWorkOn(*std::move(packs));
}

Result<LoadedRules> CompileToWorkOn(std::vector<Pack> packs) {
  Result<RuleSet> rules = RuleSet::Compile(WithDraftsRunning(packs));
  if (!rules.ok()) return rules.status();
  return LoadedRules{std::move(packs), std::move(*rules)};
}

std::string StrengthLetter(v1::Strength strength) { return v1::Strength_Name(strength).substr(9); }

std::string ShowPlaces(const v1::Ad& ad, const std::vector<TracedPlace>& places, const Style& style,
                       const std::string& indent) {
  using Line = std::pair<v1::Place, size_t>;  // and where it begins
  std::map<Line, std::vector<ByteRange>> lines;
  for (const TracedPlace& one : places) {
    const std::string& text = TextAt(ad, one.place);
    if (one.range.begin >= text.size()) continue;
    const size_t before =
        one.range.begin == 0 ? std::string::npos : text.rfind('\n', one.range.begin - 1);
    lines[{one.place, before == std::string::npos ? 0 : before + 1}].push_back(one.range);
  }
  std::string shown;
  for (const auto& [line, ranges] : lines) {
    const std::string& text = TextAt(ad, line.first);
    size_t first = text.size(), last = 0;
    for (const ByteRange range : ranges) {
      first = std::min<size_t>(first, range.begin);
      last = std::max<size_t>(last, range.end);
    }
    size_t begin = std::max(line.second, first - std::min(first, kAround));
    while (begin > line.second && IsInside(text, begin)) --begin;
    size_t end = std::min({text.find('\n', last), text.size(), last + kAround});
    while (IsInside(text, end)) ++end;
    std::vector<v1::Span> spans;
    for (const ByteRange range : ranges) {
      v1::Span& span = spans.emplace_back();
      span.set_begin(static_cast<uint32_t>(range.begin - begin));
      span.set_end(static_cast<uint32_t>(range.end - begin));
    }
    std::string part = Highlight(std::string_view(text).substr(begin, end - begin), spans, style);
    std::replace(part.begin(), part.end(), '\n', ' ');
    shown += indent + (line.first == v1::PLACE_TITLE ? "title: " : "") +
             (begin > line.second ? "…" : "") + part +
             (end < text.size() && text[end] != '\n' ? "…" : "") + "\n";
  }
  return shown;
}

}  // namespace varta
