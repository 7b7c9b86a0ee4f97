// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "rules/marked_pattern.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text.h"
#include "rules/marked_text.h"

namespace varta {
namespace {

using Kind = PatternToken::Kind;

static_assert(kWordStart == 1 && kWordEnd == 2 && kNoWord == 3);
constexpr std::string_view kAnyMark = "[\\x01-\\x03]?";
constexpr std::string_view kMarkRange = "\\x01-\\x03";
constexpr std::string_view kRestOfWord =
    "[^\\x01-\\x03\\d]";  // between two characters without a mark

bool IsAnyLetter(const PatternToken& token) {
  return token.text == "\\p{L}" || token.text == "\\pL";
}

bool IsWordCharacter(char32_t c) { return IsLatin(c) || IsCyrillic(c) || (c >= U'0' && c <= U'9'); }

// [...] of plain letters and digits; a range only from a-z, 0-9 or а-я.
bool IsWordSet(std::string_view text) {
  if (!text.starts_with('[') || text.starts_with("[^")) return false;
  const std::string_view inside = text.substr(1, text.size() - 2);
  char32_t before = 0;
  for (size_t at = 0; at < inside.size();) {
    char32_t c = NextCodePoint(inside, &at);
    if (c == U'-' && before != 0 && at < inside.size()) {
      c = NextCodePoint(inside, &at);
      const bool ascii = before < 0x80 && c < 0x80 && (before <= U'9') == (c <= U'9') &&
                         (before <= U'Z') == (c <= U'Z');
      const bool cyrillic = before >= 0x400 && c <= 0x481;
      if (!ascii && !cyrillic) return false;
    }
    if (!IsWordCharacter(c)) return false;
    before = c;
  }
  return true;
}

// Surely a letter or digit for Words(): no mark can stand between two of them.
bool IsWordToken(const PatternToken& token) {
  if (token.kind == Kind::kSet)
    return IsAnyLetter(token) || token.text == "\\d" || IsWordSet(token.text);
  return token.kind == Kind::kLetter && IsWordCharacter(token.letter);
}

// A set for a marked text: it must not match the marks.
class SetWriter {
 public:
  explicit SetWriter(bool dot_matches_newline) : dot_matches_newline_(dot_matches_newline) {}

  // nullopt: mistake() says why.
  std::optional<std::string> Write(const PatternToken& token) {
    const std::string_view text = token.text;
    const std::string marks(kMarkRange);
    if (text == ".") return "[^" + marks + (dot_matches_newline_ ? "]" : "\\n]");
    if (text == "\\D") return "[^" + marks + "\\d]";
    if (text == "\\S") return "[^" + marks + "\\s]";
    if (text.starts_with("\\P")) return "[^" + marks + "\\p" + std::string(text.substr(2)) + "]";
    if (text.starts_with("[^")) {
      // In front, where they cannot become part of a range; ] and - were plain characters there.
      const bool was_first = text[2] == ']' || text[2] == '-';
      return "[^" + marks + (was_first ? "\\" : "") + std::string(text.substr(2));
    }
    if (!CheckParts(token)) return std::nullopt;
    return std::string(text);
  }
  const PatternMistake& mistake() const { return mistake_; }

 private:
  // In a set with something negated inside, the marks cannot be left out.
  bool CheckParts(const PatternToken& token) {
    const std::string_view text = token.text;
    for (size_t i = 0; i + 1 < text.size(); ++i) {
      if (text[i] != '\\') continue;
      const std::string_view part = text.substr(i);
      const bool negated = part[1] == 'D' || part[1] == 'S' || part[1] == 'P';
      const bool has_controls = part.starts_with("\\pC") || part.starts_with("\\p{C}") ||
                                part.starts_with("\\p{Cc}") || part.starts_with("\\p{Any}") ||
                                part.starts_with("\\p{Common}");
      if (negated || has_controls) {
        mistake_ = {token.offset + i,
                    negated
                        ? "a negated class inside [...] cannot stand in a pattern with word edges; "
                          "write (?:[...]|" +
                              std::string(part.substr(0, 2)) + "...)"
                        : "this class has control characters, which no view has; "
                          "in a pattern with word edges name the classes that are meant"};
        return false;
      }
      ++i;
    }
    return true;
  }

  const bool dot_matches_newline_;
  PatternMistake mistake_;
};

// What surely stands right before a place, in every match: nothing is known, a mark that is used
// up, some character and no mark since, the same and it is of a word.
enum class Left { kUnknown, kMark, kCharacter, kWord };

Left Either(Left a, Left b) {
  if (a == b) return a;
  return std::min(a, b) >= Left::kCharacter ? Left::kCharacter : Left::kUnknown;
}

class MarkedWriter {
 public:
  explicit MarkedWriter(const PatternTokens& pattern)
      : pattern_(pattern), sets_(pattern.dot_matches_newline) {}

  MarkedPattern Write() {
    groups_.push_back({Left::kUnknown, std::nullopt});
    for (size_t i = 0; i < pattern_.tokens.size(); ++i) {
      const PatternToken& token = pattern_.tokens[i];
      switch (token.kind) {
        case Kind::kLetter:
          WriteOne(token, std::string(token.text));
          break;
        case Kind::kSet: {
          std::optional<std::string> set = sets_.Write(token);
          if (!set) return {sets_.mistake(), {}};
          WriteOne(token, *set);
          break;
        }
        case Kind::kOpen:
          // In a loop the group's own end may be before its start.
          if (pattern_.tokens[token.partner].max != 1)
            left_ = Either(left_, EndsInCharacter(i) ? Left::kCharacter : Left::kUnknown);
          groups_.push_back({left_, std::nullopt});
          out_ += token.text;
          break;
        case Kind::kOr:
          EndAlternative();
          out_ += '|';
          break;
        case Kind::kClose:
          EndGroup(token);
          out_ += ')';
          out_ += token.repeat;
          break;
        case Kind::kStartEdge:
          left_ = Left::kMark;
          out_ += "[\\x01\\x03]";
          break;
        case Kind::kEndEdge:
          left_ = Left::kMark;
          out_ += "[\\x02\\x03]";
          break;
        case Kind::kAnchor:
          left_ = Left::kUnknown;
          if (token.text == "$" || token.text == "\\z") out_ += kAnyMark;
          out_ += token.text;
          break;
      }
    }
    return {std::nullopt, std::move(out_)};
  }

 private:
  struct Group {
    Left entry;
    std::optional<Left> end;  // of its alternatives so far
  };

  // Whether each alternative of the group that opens at `open` ends in a character that must be
  // there.
  bool EndsInCharacter(size_t open) const {
    for (size_t i = open + 1; i <= pattern_.tokens[open].partner; ++i) {
      const PatternToken& token = pattern_.tokens[i];
      if (token.kind == Kind::kOpen) {
        i = token.partner;  // its end is a kClose, which is no character
      } else if (token.kind == Kind::kOr || token.kind == Kind::kClose) {
        const PatternToken& last = pattern_.tokens[i - 1];
        if ((last.kind != Kind::kLetter && last.kind != Kind::kSet) || last.min == 0) return false;
      }
    }
    return true;
  }

  void EndAlternative() {
    Group& group = groups_.back();
    group.end = group.end ? Either(*group.end, left_) : left_;
    left_ = group.entry;
  }

  void EndGroup(const PatternToken& close) {
    EndAlternative();
    const Group group = groups_.back();
    groups_.pop_back();
    left_ = close.min > 0 ? *group.end : Either(*group.end, group.entry);
  }

  void WriteOne(const PatternToken& token, std::string text) {
    const bool word = IsWordToken(token);
    std::string_view step = kAnyMark;
    if (word && (left_ == Left::kWord || left_ == Left::kMark)) step = "";
    if (left_ == Left::kMark && token.max == 1) step = "";
    if (IsAnyLetter(token) && left_ >= Left::kCharacter) {
      // No mark: still in the word. The start of one: a letter or digit.
      text = kRestOfWord;
      if (!step.empty()) step = "\\x01?";
    }
    if (step.empty() || token.repeat.empty()) {
      out_ += step;
      out_ += text;
    } else {
      out_ += "(?:";
      out_ += step;
      out_ += text + ")";
    }
    out_ += token.repeat;
    const Left after = word ? Left::kWord : Left::kCharacter;
    left_ = token.min > 0 ? after : Either(left_, after);
  }

  const PatternTokens& pattern_;
  SetWriter sets_;
  std::string out_;
  Left left_ = Left::kUnknown;
  std::vector<Group> groups_;  // the open ones, the whole pattern first
};

}  // namespace

MarkedPattern WriteMarked(const PatternTokens& pattern) { return MarkedWriter(pattern).Write(); }

}  // namespace varta
