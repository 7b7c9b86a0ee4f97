// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// varta rules lint: what a reviewer would say of a pack, with its place and how to mend it.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include <nlohmann/json.hpp>

#include "base/text.h"
#include "cli/rule_commands.h"
#include "rules/lint.h"
#include "sweep/screener.h"

namespace varta {
namespace {

using Json = nlohmann::ordered_json;

constexpr size_t kMaxTexts = 500'000;
constexpr size_t kMaxTextBytes = 1 << 20;

// A text a line; of JSON lines their "text", "body" or "title". Empty lines and those that start
// with # are left out.
Status ReadBenignFile(const std::string& path, std::vector<v1::Ad>* ads) {
  std::ifstream in(path, std::ios::binary);
  if (!in.is_open())
    return Status(Code::kNotFound, "cannot read the ordinary texts '" + path + "'");
  const bool is_json = path.ends_with(".jsonl");
  std::string line;
  for (size_t number = 1; std::getline(in, line); ++number) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (line.empty() || (!is_json && line[0] == '#')) continue;
    v1::Ad ad;
    if (is_json) {
      const Json json = Json::parse(line, nullptr, false);
      for (const char* key : {"text", "body"}) {
        if (json.is_object() && json.contains(key) && json[key].is_string() && ad.text().empty())
          ad.set_text(json[key].get<std::string>());
      }
      if (json.is_object() && json.contains("title") && json["title"].is_string())
        ad.set_title(json["title"].get<std::string>());
      if (ad.text().empty() && ad.title().empty())
        return Status(Code::kInvalidArgument,
                      path + ":" + std::to_string(number) +
                          ":1: no JSON object with a \"text\"; write one text a line");
    } else {
      ad.set_text(line);
    }
    ad.set_text(Shorten(RepairUtf8(ad.text()), kMaxTextBytes));
    ad.set_title(Shorten(RepairUtf8(ad.title()), kMaxTextBytes));
    if (ads->size() >= kMaxTexts)
      return Status(Code::kInvalidArgument, path + ": more than 500000 ordinary texts in all");
    ReadTyped(ad);
    ads->push_back(std::move(ad));
  }
  return Status();
}

Result<std::vector<v1::Ad>> ReadBenign(const std::vector<std::string>& paths) {
  namespace fs = std::filesystem;
  std::vector<v1::Ad> ads;
  for (const std::string& path : paths) {
    std::vector<std::string> files;
    std::error_code error;
    if (fs::is_directory(path, error)) {
      for (fs::directory_iterator it(path, error), end; !error && it != end; it.increment(error)) {
        if (it->path().extension() == ".jsonl" || it->path().extension() == ".txt")
          files.push_back(it->path().string());
      }
      std::sort(files.begin(), files.end());
      if (files.empty()) return Status(Code::kNotFound, "no .txt and no .jsonl in '" + path + "'");
    } else {
      files.push_back(path);
    }
    for (const std::string& file : files) {
      if (Status status = ReadBenignFile(file, &ads); !status.ok()) return status;
    }
  }
  return ads;
}

std::string Today() {
  const std::chrono::year_month_day day(
      std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now()));
  char text[16];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(day.year()),
                static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
  return text;
}

Json ToJson(const LintFinding& finding) {
  return {{"file", finding.file}, {"line", finding.line},   {"column", finding.column},
          {"rule", finding.rule}, {"check", finding.check}, {"message", finding.message},
          {"fix", finding.fix}};
}

void Print(const LintFinding& finding, const Style& style) {
  std::string place;
  if (!finding.file.empty())
    place = finding.file + ":" + std::to_string(finding.line) + ":" +
            std::to_string(finding.column) + ": ";
  std::printf("%s%s: %s%s\n", Printable(place).c_str(), style.Yellow(finding.check).c_str(),
              finding.rule.empty() ? "" : ("rule " + Printable(finding.rule) + ": ").c_str(),
              Printable(finding.message).c_str());
  if (!finding.fix.empty()) std::printf("    %s\n", Printable(finding.fix).c_str());
}

}  // namespace

int RunRulesLint(const Globals& globals, const RulesLintArguments& arguments) {
  Result<std::vector<v1::Ad>> benign = ReadBenign(arguments.benign);
  if (!benign.ok()) {
    Fail(benign.status());
    return kUsage;
  }
  LintInput input{std::move(*benign), Today(), ReadTyped};
  std::vector<LintFinding> found;
  size_t rules = 0;
  for (const std::string& folder :
       arguments.folders.empty() ? std::vector<std::string>{""} : arguments.folders) {
    std::error_code error;
    if (!folder.empty() && !std::filesystem::is_directory(folder, error))
      return FailUsage("rules lint: " + folder +
                       " is no folder; name a pack's, or one that has packs in it");
    Result<LoadedRules> loaded = LoadRulesToWorkOn(globals, folder);
    std::vector<LintFinding> more;
    if (!loaded.ok()) {
      more = LintLoadMistakes(loaded.status());
    } else {
      for (const Pack& pack : loaded->packs) rules += pack.rules.size();
      more = Lint(loaded->packs, loaded->rules, input);
    }
    found.insert(found.end(), more.begin(), more.end());
  }
  if (globals.json) {
    Json json = Json::array();
    for (const LintFinding& finding : found) json.push_back(ToJson(finding));
    const Json all = {{"rules", rules}, {"benign", input.benign.size()}, {"findings", json}};
    std::printf("%s\n", all.dump(2, ' ', false, Json::error_handler_t::replace).c_str());
  } else {
    const Style style = Style::ForOutput(globals);
    for (const LintFinding& finding : found) Print(finding, style);
    std::string line = std::to_string(rules) + (rules == 1 ? " rule, " : " rules, ");
    if (!input.benign.empty()) line += std::to_string(input.benign.size()) + " ordinary texts, ";
    line += std::to_string(found.size()) + (found.size() == 1 ? " finding" : " findings");
    std::printf("%s\n", found.empty() ? style.Green(line).c_str() : style.Red(line).c_str());
  }
  return found.empty() ? kFine : kFindings;
}

}  // namespace varta
