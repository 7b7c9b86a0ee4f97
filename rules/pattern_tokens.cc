// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "rules/pattern_tokens.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include "base/text.h"

namespace varta {
namespace {

using Kind = PatternToken::Kind;

constexpr int kMaxRepeat = 1000;  // RE2's own limit
constexpr size_t kMaxOpenGroups = 100;

struct Trap {
  std::string_view written, message;
};

// What follows a backslash and means something else than its author thinks, or nothing at all.
constexpr Trap kEscapeTraps[] = {
    {"b", "\\b knows ASCII letters only; write < where a word starts and > where it ends"},
    {"B", "\\B knows ASCII letters only; write \\p{L} where a letter must follow"},
    {"w", "\\w knows ASCII letters only; write [\\p{L}\\p{N}_]"},
    {"W", "\\W counts Cyrillic letters as no letters; write [^\\p{L}\\p{N}_]"},
    {"h", "RE2 has no \\h; write [ \\t]"},
    {"Z", "RE2 has no \\Z; write \\z or $"},
    {"u", "RE2 has no \\u; write \\x{0456} or the character itself"},
    {"Q", "\\Q...\\E is not read here; write a backslash before each special character"},
    {"E", "\\Q...\\E is not read here; write a backslash before each special character"},
    {"C", "\\C is a byte, not a character; write . or a set"},
    {"k", "RE2 has no back-references; write the words out"},
    {"g", "RE2 has no back-references; write the words out"},
    {"R", "RE2 has no \\R; write \\n"},
    {"X", "RE2 has no \\X; write ."},
};

// What follows "(?" (a plain "(?:" is no trap).
constexpr Trap kGroupTraps[] = {
    {"=", "RE2 has no look-ahead; write a word edge > or a second pattern under all:"},
    {"!", "RE2 has no look-ahead; write what must not be there under unless:"},
    {"<=", "RE2 has no look-behind; write a word edge < or a second pattern under all:"},
    {"<!", "RE2 has no look-behind; write what must not be there under unless:"},
    {"<", "groups need no names; write (?:...)"},
    {"P", "groups need no names; write (?:...)"},
    {">", "RE2 has no atomic groups and needs none; write (?:...)"},
    {"#", "comments belong into the YAML, after a #"},
};

constexpr Trap kPosixClasses[] = {
    {"alpha", "\\p{L}"}, {"digit", "\\d"},          {"alnum", "\\p{L}\\p{N}"},
    {"space", "\\s"},    {"upper", "\\p{Lu}"},      {"lower", "\\p{Ll}"},
    {"punct", "\\p{P}"}, {"word", "\\p{L}\\p{N}_"},
};

class Reader {
 public:
  Reader(std::string_view pattern, PatternSyntax syntax)
      : pattern_(pattern), is_pack_(syntax == PatternSyntax::kPack) {
    result_.ignores_case = is_pack_;
  }

  PatternTokens Read();

 private:
  [[nodiscard]] bool Fail(size_t offset, std::string message) {
    result_.mistake = PatternMistake{offset, std::move(message)};
    return false;
  }
  bool At(size_t at, char c) const { return at < pattern_.size() && pattern_[at] == c; }
  std::string_view Rest(size_t at) const { return pattern_.substr(std::min(at, pattern_.size())); }

  // Each reads at at_ and moves it; false: Fail was called.
  bool ReadFlags();
  bool ReadToken();
  bool ReadGroup(PatternToken& token);
  bool ReadEscape(PatternToken& token, bool in_brackets);
  bool ReadHex(PatternToken& token);
  bool ReadProperty();
  bool ReadBrackets();
  bool ReadRepeat(PatternToken& token);
  bool ReadCounts(PatternToken& token);
  bool CheckOrder(const PatternToken& token);

  bool IsRepeatSign(size_t at) const {
    return At(at, '*') || At(at, '+') || At(at, '?') || At(at, '{');
  }

  std::string_view pattern_;
  const bool is_pack_;
  size_t at_ = 0;
  std::vector<size_t> open_;  // tokens
  PatternTokens result_;
};

PatternTokens Reader::Read() {
  if (!IsValidUtf8(pattern_)) {
    (void)Fail(0, "not UTF-8");
    return std::move(result_);
  }
  if (!ReadFlags()) return std::move(result_);
  while (at_ < pattern_.size()) {
    if (!ReadToken()) return std::move(result_);
  }
  if (!open_.empty()) (void)Fail(result_.tokens[open_.back()].offset, "this ( is never closed");
  return std::move(result_);
}

bool Reader::ReadFlags() {
  if (!pattern_.starts_with("(?")) return true;
  const size_t end = pattern_.find_first_not_of("imsU-", 2);
  if (end == 2 || !At(end, ')')) return true;
  result_.flags = pattern_.substr(0, end + 1);
  bool on = true;
  for (const char c : result_.flags.substr(2)) {
    if (c == '-') on = false;
    if (c == 's') result_.dot_matches_newline = on;
    if (c == 'i') result_.ignores_case = on;
  }
  at_ = end + 1;
  return true;
}

bool Reader::ReadToken() {
  PatternToken token;
  token.offset = at_;
  const char c = pattern_[at_];
  const size_t begin = at_;
  switch (!is_pack_ && (c == '<' || c == '>') ? 'x' : c) {  // a letter like others
    case '(':
      if (!ReadGroup(token)) return false;
      break;
    case ')':
      if (open_.empty()) return Fail(at_, "this ) closes nothing; write \\) for the character");
      token.kind = Kind::kClose;
      token.partner = open_.back();
      result_.tokens[open_.back()].partner = result_.tokens.size();
      open_.pop_back();
      ++at_;
      break;
    case '|':
      token.kind = Kind::kOr;
      ++at_;
      break;
    case '<':
    case '>':
      token.kind = c == '<' ? Kind::kStartEdge : Kind::kEndEdge;
      result_.has_edges = true;
      ++at_;
      break;
    case '^':
    case '$':
      token.kind = Kind::kAnchor;
      ++at_;
      break;
    case '.':
      token.kind = Kind::kSet;
      ++at_;
      break;
    case '[':
      token.kind = Kind::kSet;
      if (!ReadBrackets()) return false;
      break;
    case '\\':
      if (!ReadEscape(token, false)) return false;
      break;
    case '*':
    case '+':
    case '?':
      return Fail(at_, std::string("nothing to repeat before ") + c + "; write \\" + c +
                           " for the character");
    case '{':
      return Fail(at_, "nothing to repeat before {; write \\{ for the character");
    default:
      token.letter = NextCodePoint(pattern_, &at_);
      if (token.letter < 0x20 && token.letter != '\t' && token.letter != '\n') {
        return Fail(begin, "a control character; no view has one");
      }
  }
  token.text = pattern_.substr(begin, at_ - begin);
  if (!CheckOrder(token) || !ReadRepeat(token)) return false;
  result_.tokens.push_back(token);
  return true;
}

// Two edges in one place, or an edge outside an anchor, would be a riddle for the reader.
bool Reader::CheckOrder(const PatternToken& token) {
  if (result_.tokens.empty()) return true;
  const PatternToken& before = result_.tokens.back();
  auto is_edge = [](const PatternToken& t) {
    return t.kind == Kind::kStartEdge || t.kind == Kind::kEndEdge;
  };
  if (is_edge(before) && is_edge(token)) {
    return Fail(token.offset,
                "two word edges in one place; write one, or \\< \\> for the characters");
  }
  if (is_edge(before) && (token.text == "^" || token.text == "\\A")) {
    return Fail(token.offset, "a word edge before the start of the text; write ^ first");
  }
  if ((before.text == "$" || before.text == "\\z") && before.kind == Kind::kAnchor &&
      is_edge(token)) {
    return Fail(token.offset, "a word edge after the end of the text; write $ last");
  }
  return true;
}

bool Reader::ReadGroup(PatternToken& token) {
  token.kind = Kind::kOpen;
  if (open_.size() >= kMaxOpenGroups) return Fail(at_, "more than 100 groups in each other");
  if (At(at_ + 1, '?') && !At(at_ + 2, ':')) {
    const std::string_view rest = Rest(at_ + 2);
    for (const Trap& trap : kGroupTraps) {
      if (rest.starts_with(trap.written)) return Fail(at_, std::string(trap.message));
    }
    return Fail(
        at_, "flags stand alone at the start of the pattern, as (?s); for a group write (?:...)");
  }
  open_.push_back(result_.tokens.size());
  at_ += At(at_ + 1, '?') ? 3 : 1;
  if (IsRepeatSign(at_))
    return Fail(at_, "nothing to repeat; write a backslash before it for the character");
  return true;
}

bool Reader::ReadEscape(PatternToken& token, bool in_brackets) {
  const size_t begin = at_;
  if (at_ + 1 >= pattern_.size())
    return Fail(begin, "a backslash with nothing after it; write \\\\ for the character");
  const char c = pattern_[at_ + 1];
  const bool is_re2s = !is_pack_ && std::string_view("bBwW").find(c) != std::string_view::npos;
  for (const Trap& trap : kEscapeTraps) {
    if (is_re2s) break;
    if (trap.written[0] == c) return Fail(begin, std::string(trap.message));
  }
  switch (c) {
    case 'w':
    case 'W':
    case 'd':
    case 's':
    case 'D':
    case 'S':
      token.kind = Kind::kSet;
      at_ += 2;
      return true;
    case 'p':
    case 'P':
      token.kind = Kind::kSet;
      return ReadProperty();
    case 'A':
    case 'z':
    case 'b':
    case 'B':
      if (in_brackets) break;
      token.kind = Kind::kAnchor;
      at_ += 2;
      return true;
    case 'x':
      return ReadHex(token);
    case 't':
    case 'n':
    case 'r':
    case 'f':
    case 'v':
      token.letter = c == 't' ? '\t' : c == 'n' ? '\n' : c == 'r' ? '\r' : c == 'f' ? '\f' : '\v';
      token.escaped = true;
      at_ += 2;
      return true;
    default:
      break;
  }
  if (c >= '0' && c <= '9')
    return Fail(begin, "RE2 has no back-references; for a character write it, or \\x{41}");
  const bool sign = static_cast<unsigned char>(c) > 0x20 && static_cast<unsigned char>(c) < 0x7F &&
                    (c != '_' || !is_pack_) && !(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z');
  if (!sign) {
    std::string shown(1, '\\');
    size_t end = begin + 1;
    NextCodePoint(pattern_, &end);
    shown += pattern_.substr(begin + 1, end - begin - 1);
    return Fail(begin, "RE2 has no " + shown + "; remove the backslash");
  }
  token.letter = static_cast<unsigned char>(c);
  token.escaped = true;
  at_ += 2;
  return true;
}

bool Reader::ReadHex(PatternToken& token) {
  const size_t begin = at_;
  const bool braces = At(at_ + 2, '{');
  const size_t digits = at_ + (braces ? 3 : 2);
  const size_t end = braces ? pattern_.find('}', digits) : std::min(digits + 2, pattern_.size());
  uint32_t value = 0;
  if (end == std::string_view::npos || end == digits || end - digits > 6 ||
      (!braces && end - digits != 2)) {
    return Fail(begin, "a character by number is \\x41 or \\x{456}");
  }
  const char* last = pattern_.data() + end;
  const auto [stop, error] = std::from_chars(pattern_.data() + digits, last, value, 16);
  if (error != std::errc() || stop != last || value > 0x10FFFF) {
    return Fail(begin, "a character by number is \\x41 or \\x{456}");
  }
  if (value < 0x09) return Fail(begin, "no view has this character");
  token.letter = value;
  token.escaped = true;
  at_ = end + (braces ? 1 : 0);
  return true;
}

bool Reader::ReadProperty() {
  const size_t begin = at_;
  at_ += 2;
  if (At(at_, '{')) {
    if (At(at_ + 1, '^')) return Fail(begin, "write \\P{...} for all that is not in the class");
    const size_t end = pattern_.find('}', at_);
    if (end == std::string_view::npos) return Fail(begin, "this { is never closed; write \\p{L}");
    at_ = end + 1;
    return true;
  }
  if (at_ >= pattern_.size()) return Fail(begin, "a class needs a name; write \\p{L}");
  NextCodePoint(pattern_, &at_);
  return true;
}

bool Reader::ReadBrackets() {
  const size_t begin = at_++;
  if (At(at_, '^')) ++at_;
  bool first = true;
  while (at_ < pattern_.size() && (first || pattern_[at_] != ']')) {
    first = false;
    if (pattern_[at_] == '\\') {
      PatternToken inside;
      if (!ReadEscape(inside, true)) return false;
      continue;
    }
    if (!is_pack_ && Rest(at_).starts_with("[:")) {
      const size_t end = pattern_.find(":]", at_ + 2);
      if (end == std::string_view::npos) return Fail(at_, "a class without its :]");
      at_ = end + 2;
      continue;
    }
    if (Rest(at_).starts_with("[:")) {
      const std::string_view name = Rest(at_ + (At(at_ + 2, '^') ? 3 : 2));
      for (const Trap& posix : kPosixClasses) {
        if (!name.starts_with(posix.written)) continue;
        return Fail(at_, "[:" + std::string(posix.written) + ":] knows ASCII only; write " +
                             std::string(posix.message));
      }
      return Fail(at_, "[:...:] knows ASCII only; write \\p{...}, or \\[: for the characters");
    }
    const size_t here = at_;
    const char32_t c = NextCodePoint(pattern_, &at_);
    if (c < 0x20 && c != '\t' && c != '\n')
      return Fail(here, "a control character; no view has one");
  }
  if (at_ >= pattern_.size())
    return Fail(begin, "this [ is never closed; write \\[ for the character");
  ++at_;
  return true;
}

bool Reader::ReadRepeat(PatternToken& token) {
  if (!IsRepeatSign(at_)) return true;
  switch (token.kind) {
    case Kind::kOr:
      return Fail(at_, "nothing to repeat after |; write a backslash before it for the character");
    case Kind::kOpen:
      return true;  // ReadGroup has seen to it
    case Kind::kStartEdge:
    case Kind::kEndEdge:
      return Fail(at_, "a word edge cannot be repeated; write \\< \\> for the characters");
    case Kind::kAnchor:
      return Fail(at_, "an anchor cannot be repeated");
    default:
      break;
  }
  const size_t begin = at_;
  const char c = pattern_[at_];
  if (c == '{') {
    if (!ReadCounts(token)) return false;
  } else {
    token.min = c == '+' ? 1 : 0;
    token.max = c == '?' ? 1 : PatternToken::kNoLimit;
    ++at_;
  }
  if (At(at_, '?')) ++at_;
  if (At(at_, '+'))
    return Fail(begin, "RE2 has no possessive repeats and needs none; remove the last +");
  if (IsRepeatSign(at_)) return Fail(at_, "a repeat of a repeat; put the first one into (?:...)");
  token.repeat = pattern_.substr(begin, at_ - begin);
  return true;
}

bool Reader::ReadCounts(PatternToken& token) {
  const size_t begin = at_;
  const size_t end = pattern_.find('}', at_);
  const std::string hint =
      "a repeat is {2}, {2,} or {2,5}, up to 1000; write \\{ for the character";
  if (end == std::string_view::npos) return Fail(begin, hint);
  const std::string_view counts = pattern_.substr(begin + 1, end - begin - 1);
  if (counts.starts_with(","))
    return Fail(begin, "RE2 reads {,5} as those characters; write {0,5}");
  auto number = [](std::string_view digits) -> std::optional<int> {
    int value = 0;
    const auto [stop, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (digits.empty() || error != std::errc() || stop != digits.data() + digits.size())
      return std::nullopt;
    // RE2 reads {-0} and {02} as those characters.
    if (digits[0] == '-' || (digits[0] == '0' && digits.size() > 1)) return std::nullopt;
    return value;
  };
  const size_t comma = counts.find(',');
  const std::optional<int> min = number(counts.substr(0, comma));
  std::optional<int> max = min;
  if (comma == counts.size() - 1) {
    max = PatternToken::kNoLimit;
  } else if (comma != std::string_view::npos) {
    max = number(counts.substr(comma + 1));
  }
  if (!min || !max) return Fail(begin, hint);
  if (*min > kMaxRepeat || *max > kMaxRepeat)
    return Fail(begin, "a repeat goes up to 1000; write near: for words that may be far apart");
  if (*max != PatternToken::kNoLimit && *max < *min)
    return Fail(begin, "the smaller number comes first");
  token.min = *min;
  token.max = *max;
  at_ = end + 1;
  return true;
}

}  // namespace

bool IsLatin(char32_t c) {
  return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') ||
         (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7);
}
bool IsCyrillic(char32_t c) { return (c >= 0x400 && c <= 0x481) || (c >= 0x48A && c <= 0x52F); }

PatternTokens TokenizePattern(std::string_view pattern, PatternSyntax syntax) {
  return Reader(pattern, syntax).Read();
}

}  // namespace varta
