// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// A folder with pack.yaml, macros.yaml if it has macros, and *.yaml with rules -> Pack. Errors as
// "file:line:column: rule <id>: ...", all that are found, up to 20.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/status.h"
#include "rules/rule.h"

namespace varta {

// A file's name (for messages and the digest) and its bytes.
struct PackFile {
  std::string name, content;
};

// The keys of pack.yaml, in the order in which `varta rules fmt` writes them.
inline constexpr std::string_view kPackKeys[] = {"name", "version", "languages", "licence",
                                                 "owners"};

// `files`: pack.yaml, macros.yaml and the rule files, in any order. Checks form only; examples are
// run by CheckExamples (examples.h).
Result<Pack> ParsePack(const std::vector<PackFile>& files);
Result<Pack> LoadPack(const std::string& folder);
// The files of a pack, for ParsePack.
Result<std::vector<PackFile>> ReadPackFiles(const std::string& folder);
// The folder itself if it has a pack.yaml, else every folder in it that has one, by name; kNotFound
// if there is none.
Result<std::vector<std::string>> FindPacks(const std::string& folder);
Result<std::vector<Pack>> LoadPacks(const std::string& folder);

}  // namespace varta
