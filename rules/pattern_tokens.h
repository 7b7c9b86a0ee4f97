// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// A pattern cut into the things that RE2 would see, with their repeats; the traps are found here.
// Values; any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace varta {

struct PatternMistake {
  size_t offset = 0;    // byte in the pattern
  std::string message;  // what is wrong and what to write instead
};

struct PatternToken {
  enum class Kind {
    kLetter,  // one code point, as it stands or escaped
    kSet,     // . [...] \p{L} \d \s and so on: one code point of several
    kOpen,    // ( or (?:
    kClose,
    kOr,         // |
    kStartEdge,  // <
    kEndEdge,    // >
    kAnchor,     // ^ $ \A \z; of RE2's own syntax \b \B, too
  };
  static constexpr int kNoLimit = -1;

  Kind kind = Kind::kLetter;
  std::string_view text;    // in the pattern, without its repeat
  std::string_view repeat;  // "{0,40}?" and the like; empty: once
  size_t offset = 0;        // of text
  char32_t letter = 0;      // of kLetter
  bool escaped = false;     // kLetter written with a backslash
  int min = 1, max = 1;     // of repeat
  size_t partner = 0;       // kOpen: index of its kClose and back
};

struct PatternTokens {
  std::string_view flags;            // "(?s)" at the start; empty if there are none
  bool dot_matches_newline = false;  // (?s)
  bool ignores_case = true;
  bool has_edges = false;
  std::vector<PatternToken> tokens;
  std::optional<PatternMistake> mistake;  // then the tokens are of no use
};

bool IsLatin(char32_t c);     // a letter of European languages
bool IsCyrillic(char32_t c);  // a letter

enum class PatternSyntax {
  kPack,  // a pack's: `<` and `>` are word edges, case does not count, traps are refused
  kRe2,   // RE2's own as it stands; what RE2 has and a pack may not have is a mistake, too, but for
          // \b \w and [:alpha:]
};

// The views look into `pattern`.
PatternTokens TokenizePattern(std::string_view pattern,
                              PatternSyntax syntax = PatternSyntax::kPack);

}  // namespace varta
