// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "crawler/page_words.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include "base/ascii.h"

namespace varta {
namespace {

struct PageWord {
  std::string_view word;
  bool anywhere;  // else only as the whole name of a parameter
};

// English, what Bitrix, WordPress, phpBB and boards in our languages have, and their neighbours'.
constexpr PageWord kWords[] = {
    {"page", true},       {"p", true},        {"pg", true},      {"pages", true},
    {"paged", true},      {"pagen", true},    {"pagenum", true}, {"pageno", true},
    {"pagenumber", true}, {"pag", true},      {"cpage", true},   {"stranica", true},
    {"stranitsa", true},  {"storinka", true}, {"strona", true},  {"stranka", true},
    {"seite", true},      {"pagina", true},   {"offset", true},  {"start", false},
    {"skip", false},      {"from", false},    {"pn", false},     {"str", false},
};

const PageWord* Find(std::string_view word) {
  const auto* const found = std::find_if(std::begin(kWords), std::end(kWords),
                                         [&](const PageWord& row) { return row.word == word; });
  return found == std::end(kWords) ? nullptr : found;
}

}  // namespace

bool IsPageWord(std::string_view word) {
  const PageWord* const found = Find(word);
  return found != nullptr && found->anywhere;
}

bool IsPageParameter(std::string_view name) {
  constexpr size_t kLongest = 32;  // no name of a page number is longer
  if (name.size() > kLongest) return false;
  std::string letters, last;  // all of them; the last of them that stand together
  bool apart = false;
  for (const char c : name) {
    if (!ascii::IsLetter(c)) {
      apart = true;
      continue;
    }
    if (std::exchange(apart, false)) last.clear();
    letters += ascii::Lower(c);
    last += ascii::Lower(c);
  }
  return Find(letters) != nullptr || IsPageWord(last);
}

}  // namespace varta
