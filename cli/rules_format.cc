// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// varta rules fmt: the files of packs in one order and indentation, each replaced as a whole.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <nlohmann/json.hpp>

#include "cli/rule_commands.h"
#include "rules/pack_format.h"

namespace varta {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

// The file itself, or the *.yaml of a pack, or of the packs in a folder.
Result<std::vector<std::string>> FilesAt(const std::string& path) {
  std::error_code error;
  if (fs::is_regular_file(path, error)) return std::vector<std::string>{path};
  if (!fs::is_directory(path, error))
    return Status(Code::kNotFound, "rules fmt: there is no '" + path + "'");
  std::vector<std::string> folders;
  if (fs::exists(fs::path(path) / "pack.yaml", error)) {
    folders.push_back(path);
  } else {
    for (fs::directory_iterator it(path, error), end; !error && it != end; it.increment(error)) {
      std::error_code missing;
      if (fs::exists(it->path() / "pack.yaml", missing)) folders.push_back(it->path().string());
    }
  }
  std::vector<std::string> files;
  for (const std::string& folder : folders) {
    for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
      if (it->path().extension() == ".yaml") files.push_back(it->path().string());
    }
  }
  if (files.empty()) return Status(Code::kNotFound, "rules fmt: no pack in '" + path + "'");
  std::sort(files.begin(), files.end());
  return files;
}

Status Replace(const std::string& path, const std::string& text) {
  const std::string made = path + ".varta-new";
  std::error_code error;
  {
    std::ofstream out(made, std::ios::binary | std::ios::trunc);
    out << text;
    out.flush();
    if (!out.good()) {
      fs::remove(made, error);
      return Status(Code::kUnavailable, path + ": cannot write beside it; the file is as it was");
    }
  }
  const fs::perms rights = fs::status(path, error).permissions();
  if (!error) fs::permissions(made, rights, error);
  fs::rename(made, path, error);
  if (!error) return Status();
  std::error_code ignored;
  fs::remove(made, ignored);
  return Status(Code::kUnavailable, path + ": cannot be replaced: " + error.message());
}

}  // namespace

int RunRulesFormat(const Globals& globals, const RulesFormatArguments& arguments) {
  std::vector<std::string> files;
  for (const std::string& path : arguments.paths) {
    Result<std::vector<std::string>> more = FilesAt(path);
    if (!more.ok()) {
      Fail(more.status());
      return kUsage;
    }
    files.insert(files.end(), more->begin(), more->end());
  }
  Json changed = Json::array(), refused = Json::array();
  for (const std::string& file : files) {
    std::ifstream in(file, std::ios::binary);
    const std::string text(std::istreambuf_iterator<char>(in), {});
    Result<std::string> made = FormatPackFile(text, file);
    Status status = made.ok() ? Status() : made.status();
    if (status.ok() && *made == text) continue;
    if (status.ok() && !arguments.check) status = Replace(file, *made);
    if (!status.ok()) {
      refused.push_back(status.message());
      Fail(status);
      continue;
    }
    changed.push_back(file);
    if (!globals.json)
      std::printf("%s%s\n", Printable(file).c_str(), arguments.check ? ": would change" : "");
  }
  if (globals.json) {
    const Json json = {{arguments.check ? "would_change" : "changed", changed},
                       {"refused", refused}};
    std::printf("%s\n", json.dump(2, ' ', false, Json::error_handler_t::replace).c_str());
  }
  return !refused.empty() || (arguments.check && !changed.empty()) ? kFindings : kFine;
}

}  // namespace varta
