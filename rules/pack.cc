// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "rules/pack.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <optional>
#include <string_view>
#include <system_error>
#include <unordered_set>
#include <utility>

#include "base/digest.h"
#include "base/yaml.h"
#include "rules/macros.h"
#include "rules/program_bound.h"
#include "rules/rule_reader.h"

namespace varta {
namespace {

constexpr size_t kMaxRules = 20'000;  // of a pack
constexpr size_t kMaxFiles = 1000;
constexpr size_t kMaxFileBytes = 4 << 20;
constexpr size_t kMaxPackBytes = 8 << 20;

bool IsVersion(std::string_view text) {
  int parts = 0;
  for (size_t at = 0; at <= text.size(); ++parts) {
    const size_t end = std::min(text.find('.', at), text.size());
    if (end == at || end - at > 9 ||
        text.substr(at, end - at).find_first_not_of("0123456789") != std::string_view::npos) {
      return false;
    }
    at = end + 1;
  }
  return parts == 3;
}

std::string_view BaseName(std::string_view name) { return name.substr(name.rfind('/') + 1); }

void ReadManifest(const PackFile& file, Pack& pack, Mistakes& mistakes) {
  const Result<YamlNode> node = YamlNode::Parse(file.content, file.name);
  if (!node.ok()) return mistakes.Add(node.status());
  YamlMap map(*node);
  pack.name = map.Text("name");
  pack.version = map.Text("version");
  pack.licence = map.Text("licence");
  pack.languages = map.Texts("languages");
  pack.owners = map.Texts("owners");
  map.Require({"name", "version", "languages", "licence", "owners"});
  if (!IsSlug(pack.name))
    map.Fail("name",
             "a pack's name is small Latin letters, digits and hyphens, not '" + pack.name + "'");
  if (!IsVersion(pack.version))
    map.Fail("version", "a version is three numbers, as 1.4.0, not '" + pack.version + "'");
  for (const std::string& code : pack.languages) {
    const std::string mistake = LanguageMistake(code);
    if (!mistake.empty()) map.Fail("languages", mistake);
  }
  mistakes.Add(map.Finish());
}

// What a pack's patterns are for RE2 in all. A pattern counts once.
class Programs {
 public:
  // The pattern of the rule with which they are too large; nullptr: they are not.
  const Pattern* Add(const Rule& rule) {
    const Match& match = rule.match;
    for (const auto* patterns : {&match.any, &match.all, &match.unless}) {
      if (const Pattern* large = Add(*patterns)) return large;
    }
    for (const Match::Near& near : match.near) {
      if (const Pattern* large = Add(near.words)) return large;
    }
    return nullptr;
  }

 private:
  const Pattern* Add(const std::vector<Pattern>& patterns) {
    for (const Pattern& pattern : patterns) {
      if (!counted_.insert(std::hash<std::string>()(pattern.written)).second) continue;
      size_ += pattern.program;
      if (size_ > kMaxPrograms) return &pattern;
    }
    return nullptr;
  }

  std::unordered_set<size_t> counted_;
  size_t size_ = 0;
};

// False: there is no use in reading on.
bool ReadRules(const PackFile& file, Pack& pack, Macros& macros, Programs& programs,
               Mistakes& mistakes) {
  const Result<YamlNode> top = YamlNode::Parse(file.content, file.name);
  if (!top.ok()) mistakes.Add(top.status());
  if (!top.ok() || top->kind() == YamlNode::Kind::kNull) return true;
  if (top->kind() != YamlNode::Kind::kList) {
    mistakes.Add(top->Error("a rule file is a list; start each rule with \"- id: ...\""));
    return true;
  }
  for (const YamlNode& item : top->items()) {
    if (mistakes.Full()) return false;
    if (pack.rules.size() >= kMaxRules) {
      mistakes.Add(item.Error("more than 20000 rules in one pack; split it"));
      return false;
    }
    pack.rules.push_back(ReadRule(item, pack, macros, mistakes));
    const Rule& rule = pack.rules.back();
    if (const Pattern* large = programs.Add(rule)) {
      mistakes.Add(Status(Code::kInvalidArgument,
                          rule.file + ":" + std::to_string(large->line) + ":" +
                              std::to_string(large->column) + ": rule " + rule.id +
                              ": all patterns together are too large; make repeats smaller or "
                              "split the pack"));
      return false;
    }
  }
  return true;
}

// Counts the items of a file's list, as far as its lines show them: reading as many rules as one
// may write takes seconds.
Status CountRules(const PackFile& file, size_t* count) {
  std::optional<size_t> indent;
  int line = 0;
  for (size_t at = 0; at < file.content.size(); ++line) {
    const size_t end = std::min(file.content.find('\n', at), file.content.size());
    const size_t first = std::min(file.content.find_first_not_of(' ', at), end);
    const bool item = first < end && file.content[first] == '-' &&
                      (first + 1 == end || file.content[first + 1] == ' ');
    if (item && !indent) indent = first - at;
    if (item && *indent == first - at && ++*count > kMaxRules) {
      return Status(Code::kInvalidArgument, file.name + ":" + std::to_string(line + 1) + ":" +
                                                std::to_string(first - at + 1) +
                                                ": more than 20000 rules in one pack; split it");
    }
    at = end + 1;
  }
  return Status();
}

// Each name and content with its length before it, so that no two packs give the same bytes.
std::string Digest(const std::vector<PackFile>& files) {
  std::string bytes;
  for (const PackFile& file : files) {
    for (const std::string_view part : {BaseName(file.name), std::string_view(file.content)}) {
      bytes += std::to_string(part.size()) + ":";
      bytes += part;
    }
  }
  return Hex(Sha256(bytes));
}

Result<std::string> ReadFile(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::string content(kMaxFileBytes + 1, '\0');
  in.read(content.data(), static_cast<std::streamsize>(content.size()));
  if (!in.is_open() || in.bad())
    return Status(Code::kNotFound, "cannot read '" + path.string() + "'");
  content.resize(static_cast<size_t>(in.gcount()));
  content.shrink_to_fit();  // of 1,000 files
  return content;
}

}  // namespace

Result<Pack> ParsePack(const std::vector<PackFile>& files) {
  std::vector<PackFile> sorted = files;
  std::stable_sort(sorted.begin(), sorted.end(), [](const PackFile& a, const PackFile& b) {
    return BaseName(a.name) < BaseName(b.name);
  });
  const auto manifest = std::find_if(sorted.begin(), sorted.end(), [](const PackFile& file) {
    return BaseName(file.name) == "pack.yaml";
  });
  if (manifest == sorted.end())
    return Status(Code::kInvalidArgument, "a pack needs a pack.yaml with its name and version");

  Pack pack;
  Mistakes mistakes;
  ReadManifest(*manifest, pack, mistakes);
  // Without the pack's name and languages every rule would be wrong.
  if (Status status = mistakes.Take(); !status.ok()) return status;
  Macros macros;
  const auto named = std::find_if(sorted.begin(), sorted.end(), [](const PackFile& file) {
    return BaseName(file.name) == "macros.yaml";
  });
  if (named != sorted.end()) {
    const Result<YamlNode> top = YamlNode::Parse(named->content, named->name);
    if (!top.ok()) {
      mistakes.Add(top.status());
    } else {
      macros.Read(*top, mistakes);
    }
    // Each rule that uses a wrong one would be wrong, too.
    if (Status status = mistakes.Take(); !status.ok()) return status;
  }
  size_t count = 0;
  Programs programs;
  for (auto file = sorted.begin(); file != sorted.end(); ++file) {
    if (file == manifest || file == named) continue;
    if (Status few = CountRules(*file, &count); !few.ok()) return few;
  }
  for (auto file = sorted.begin(); file != sorted.end(); ++file) {
    if (file != manifest && file != named && !ReadRules(*file, pack, macros, programs, mistakes))
      break;
  }
  std::map<std::string_view, const Rule*> ids;
  for (const Rule& rule : pack.rules) {
    const auto [first, is_new] = ids.emplace(rule.id, &rule);
    if (is_new || rule.id.empty()) continue;
    mistakes.Add(Status(Code::kInvalidArgument, rule.file + ":" + std::to_string(rule.line) +
                                                    ":1: rule " + rule.id +
                                                    ": this id is taken at " + first->second->file +
                                                    ":" + std::to_string(first->second->line)));
  }
  if (Status status = mistakes.Take(); !status.ok()) return status;
  pack.sha256 = Digest(sorted);
  return pack;
}

Result<std::vector<PackFile>> ReadPackFiles(const std::string& folder) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(std::filesystem::path(folder) / "pack.yaml", error)) {
    return Status(Code::kNotFound, "no pack in '" + folder + "': there is no pack.yaml");
  }
  std::vector<std::filesystem::path> paths;
  for (std::filesystem::directory_iterator it(folder, error), end; !error && it != end;
       it.increment(error)) {
    if (it->path().extension() == ".yaml" && it->is_regular_file(error))
      paths.push_back(it->path());
    if (paths.size() > kMaxFiles)
      return Status(Code::kInvalidArgument, folder + ": more than 1000 files in one pack");
  }
  if (error)
    return Status(Code::kNotFound, "cannot read the folder '" + folder + "': " + error.message());
  std::sort(paths.begin(), paths.end());
  std::vector<PackFile> files;
  size_t bytes = 0;
  for (const std::filesystem::path& path : paths) {
    Result<std::string> content = ReadFile(path);
    if (!content.ok()) return content.status();
    bytes += content->size();
    if (bytes > kMaxPackBytes) {
      return Status(Code::kInvalidArgument,
                    path.string() + ":1:1: with this file the pack is over 8 MiB; split the pack");
    }
    files.push_back({path.string(), std::move(*content)});
  }
  return files;
}

Result<Pack> LoadPack(const std::string& folder) {
  Result<std::vector<PackFile>> files = ReadPackFiles(folder);
  if (!files.ok()) return files.status();
  return ParsePack(*files);
}

Result<std::vector<std::string>> FindPacks(const std::string& folder) {
  const auto has_pack = [](const std::filesystem::path& path) {
    std::error_code missing;
    return std::filesystem::is_regular_file(path / "pack.yaml", missing);
  };
  if (has_pack(folder)) return std::vector<std::string>{folder};
  std::error_code error;
  std::vector<std::filesystem::path> folders;
  for (std::filesystem::directory_iterator it(folder, error), end; !error && it != end;
       it.increment(error)) {
    if (has_pack(it->path())) folders.push_back(it->path());
  }
  if (error || folders.empty()) {
    return Status(Code::kNotFound,
                  "no rule packs in '" + folder + "': no folder there has a pack.yaml");
  }
  std::sort(folders.begin(), folders.end());
  return std::vector<std::string>(folders.begin(), folders.end());
}

Result<std::vector<Pack>> LoadPacks(const std::string& folder) {
  const Result<std::vector<std::string>> folders = FindPacks(folder);
  if (!folders.ok()) return folders.status();
  std::vector<Pack> packs;
  for (const std::string& one : *folders) {
    Result<Pack> pack = LoadPack(one);
    if (!pack.ok()) return pack.status();
    packs.push_back(std::move(*pack));
  }
  return packs;
}

}  // namespace varta
