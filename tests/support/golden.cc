// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0

#include "tests/support/golden.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>

namespace varta {
namespace {

std::string PathOf(std::string_view name) { return "tests/golden/" + std::string(name); }

std::optional<std::string> ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(file), {});
}

// Line `number` (from 1) of a text; "(end)" past its last one.
std::string_view Line(std::string_view text, int number) {
  for (; number > 1; --number) {
    const size_t end = text.find('\n');
    if (end == std::string_view::npos) return "(end)";
    text.remove_prefix(end + 1);
  }
  return text.substr(0, text.find('\n'));
}

}  // namespace

testing::AssertionResult MatchesGolden(std::string_view name, const std::string& actual) {
  const std::string path = PathOf(name);
  if (const char* update = std::getenv("UPDATE_GOLDEN"); update != nullptr && *update == '1') {
    std::error_code error;
    std::filesystem::create_directories(std::filesystem::path(path).parent_path(), error);
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file << actual;
    file.close();
    if (file) return testing::AssertionSuccess();
    return testing::AssertionFailure() << "cannot write " << path;
  }
  const std::optional<std::string> expected = ReadFile(path);
  if (!expected)
    return testing::AssertionFailure()
           << path << " is not there; run with UPDATE_GOLDEN=1, read it, commit it";
  if (*expected == actual) return testing::AssertionSuccess();
  const size_t same = static_cast<size_t>(
      std::mismatch(expected->begin(), expected->end(), actual.begin(), actual.end()).first -
      expected->begin());
  const int line =
      1 + static_cast<int>(std::count(expected->begin(),
                                      expected->begin() + static_cast<ptrdiff_t>(same), '\n'));
  return testing::AssertionFailure()
         << path << " line " << line << " differs\n  golden: " << Line(*expected, line)
         << "\n  actual: " << Line(actual, line)
         << "\nif the new text is right, run with UPDATE_GOLDEN=1 and commit it";
}

std::string ReadGolden(std::string_view name) {
  std::optional<std::string> text = ReadFile(PathOf(name));
  if (!text) ADD_FAILURE() << PathOf(name) << " is not there";
  return text.value_or("");
}

}  // namespace varta
