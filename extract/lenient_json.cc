// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/lenient_json.h"

#include <algorithm>
#include <cstdint>
#include <cstdio>

#include "base/ascii.h"
#include "base/text.h"
#include "extract/html_references.h"

namespace varta {
namespace {

bool IsNameStart(char c) { return ascii::IsLetter(c) || c == '_' || c == '$' || c == '@'; }

// Writes values again, strictly, from front to back.
class Rewriter {
 public:
  explicit Rewriter(std::string_view text) : text_(text) {}

  size_t at() const { return at_; }

  // Goes to the next object or array; false: there is none. `only_here`: nothing but white space
  // and comments may stand before it.
  bool FindStart(bool only_here) {
    while (true) {
      SkipSpace();
      if (at_ >= text_.size()) return false;
      if (text_[at_] == '{' || text_[at_] == '[') return true;
      if (only_here) return false;
      ++at_;
    }
  }

  // The value that stands here; empty if it is none. Reads on behind it, or behind what it did not
  // understand.
  std::string Value() {
    out_.clear();
    open_.clear();
    do {
      if (!Step()) return {};
    } while (!open_.empty());
    return std::move(out_);
  }

 private:
  struct Open {
    char close;         // '}' or ']'
    bool any = false;   // something stands in it
    bool key = false;   // the last thing was a key
    bool told = false;  // ... and its colon was there
  };

  char At(size_t at) const { return at < text_.size() ? text_[at] : '\0'; }
  bool StartsWith(std::string_view what) const { return text_.substr(at_).starts_with(what); }
  void SkipPast(std::string_view what) {
    const size_t found = text_.find(what, at_);
    at_ = found == std::string_view::npos ? text_.size() : found + what.size();
  }

  // White space and what is a comment in one of the languages that meet here.
  void SkipSpace() {
    while (at_ < text_.size()) {
      if (ascii::IsSpace(text_[at_])) {
        ++at_;
      } else if (StartsWith("//")) {
        SkipPast("\n");
      } else if (StartsWith("/*")) {
        at_ += 2;
        SkipPast("*/");
      } else if (StartsWith("<!--")) {
        // Around the value, or a remark before it.
        at_ += 4;
        size_t next = at_;
        while (ascii::IsSpace(At(next))) ++next;
        if (At(next) != '{' && At(next) != '[') SkipPast("-->");
      } else if (StartsWith("-->")) {
        at_ += 3;
      } else if (StartsWith("<![CDATA[")) {
        at_ += 9;
      } else if (StartsWith("]]>")) {
        at_ += 3;
      } else if (StartsWith("\xEF\xBB\xBF") || StartsWith("\xC2\xA0")) {
        at_ += text_[at_] == '\xC2' ? 2 : 3;
      } else {
        return;
      }
    }
  }

  bool InObject() const { return !open_.empty() && open_.back().close == '}'; }
  bool WantsKey() const { return InObject() && !open_.back().key; }

  // Before a key or an element: the comma, whether the page has it or not.
  void Separate() {
    if (open_.empty()) return;
    if (open_.back().any && !(InObject() && open_.back().key)) out_ += ',';
    open_.back().any = true;
  }

  // A value may stand here: not where a key or a colon should.
  bool MayStand() const { return !InObject() || (open_.back().key && open_.back().told); }
  void Done() {
    if (!open_.empty()) open_.back().key = open_.back().told = false;
  }

  // One token; false: this is no JSON.
  bool Step() {
    SkipSpace();
    if (at_ >= text_.size()) return false;
    const char c = text_[at_];
    switch (c) {
      case '{':
      case '[':
        ++at_;
        if (!MayStand() || open_.size() >= static_cast<size_t>(kMaxJsonDepth)) return false;
        Separate();
        out_ += c;
        open_.push_back({c == '{' ? '}' : ']'});
        return true;
      case '}':
      case ']':
        ++at_;
        if (open_.empty() || open_.back().close != c || open_.back().key) return false;
        out_ += c;
        open_.pop_back();
        Done();
        return true;
      case ',':
        ++at_;
        return !open_.empty() && !open_.back().key;
      case ':':
        ++at_;
        if (!InObject() || !open_.back().key || open_.back().told) return false;
        open_.back().told = true;
        out_ += ':';
        return true;
      case '"':
      case '\'':
        if (WantsKey()) return Key();
        if (!MayStand()) return false;
        Separate();
        if (!String(false)) return false;
        Done();
        return true;
      default:
        if (WantsKey()) return Key();
        if (!MayStand()) return false;
        Separate();
        if (!Number() && !Literal()) return false;
        Done();
        return true;
    }
  }

  bool Key() {
    Separate();
    if (text_[at_] == '"' || text_[at_] == '\'') {
      if (!String(true)) return false;
    } else {
      const size_t begin = at_;
      while (IsNameStart(At(at_)) || ascii::IsDigit(At(at_))) ++at_;
      if (at_ == begin) {
        ++at_;
        return false;
      }
      (out_ += '"').append(text_.substr(begin, at_ - begin)) += '"';
    }
    open_.back().key = true;
    return true;
  }

  bool Literal() {
    size_t end = at_;
    while (IsNameStart(At(end))) ++end;
    const std::string_view word = text_.substr(at_, end - at_);
    at_ = std::max(end, at_ + 1);
    if (word == "true" || word == "false" || word == "null") {
      out_ += word;
    } else if (word == "undefined" || word == "NaN") {
      out_ += "null";
    } else {
      return false;
    }
    return true;
  }

  // RFC 8259, section 6; also with a plus sign, a leading zero or point, which are dropped.
  bool Number() {
    size_t at = at_;
    const bool minus = At(at) == '-';
    if (minus || At(at) == '+') ++at;
    const size_t whole = at;
    while (ascii::IsDigit(At(at))) ++at;
    const size_t whole_end = at;
    size_t fraction_end = at;
    if (At(at) == '.') {
      ++at;
      while (ascii::IsDigit(At(at))) ++at;
      if (at > whole_end + 1) fraction_end = at;
    }
    if (whole_end == whole && fraction_end == whole_end) return false;
    size_t zeros = whole;
    while (zeros + 1 < whole_end && text_[zeros] == '0') ++zeros;
    if (minus) out_ += '-';
    if (whole_end == whole) out_ += '0';
    out_ += text_.substr(zeros, fraction_end - zeros);
    if (At(at) == 'e' || At(at) == 'E') {
      size_t digits = at + 1;
      if (At(digits) == '-' || At(digits) == '+') ++digits;
      size_t end = digits;
      while (ascii::IsDigit(At(end))) ++end;
      if (end > digits) {
        out_ += text_.substr(at, end - at);
        at = end;
      }
    }
    at_ = at;
    return true;
  }

  // Whether the quote at `at` ends the string: what follows is what follows a string, and not the
  // rest of a name in quotes. Looks over white space only, so that each run is passed once.
  bool Ends(size_t at) const {
    size_t next = at + 1;
    while (ascii::IsSpace(At(next))) ++next;
    switch (At(next)) {
      case '\0':
      case ':':
      case '}':
      case ']':
      case '/':
      case '<':
        return true;
      case ',': {
        if (open_.empty()) return true;
        ++next;
        while (ascii::IsSpace(At(next))) ++next;
        const char c = At(next);
        if (c == '"' || c == '\'' || c == '}' || c == ']' || c == ',' || c == '/' || c == '\0')
          return true;
        return InObject() ? IsNameStart(c)
                          : IsNameStart(c) || ascii::IsDigit(c) || c == '-' || c == '{' || c == '[';
      }
      case '"':  // the comma is missing, if this one begins a line
        return text_.substr(at + 1, next - at - 1).find('\n') != std::string_view::npos;
      default:
        return false;
    }
  }

  // The first quote ends a key: nobody writes others in it.
  bool String(bool key) {
    const char quote = text_[at_++];
    out_ += '"';
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == quote && (key || Ends(at_))) {
        ++at_;
        out_ += '"';
        return true;
      }
      if (c == '\\') {
        Escape();
      } else {
        ++at_;
        Plain(c);
      }
    }
    return false;
  }

  void Plain(char c) {
    if (c == '"') {
      out_ += "\\\"";
    } else if (static_cast<uint8_t>(c) >= 0x20) {
      out_ += c;
    } else if (c == '\n') {
      out_ += "\\n";
    } else if (c == '\t') {
      out_ += "\\t";
    } else if (c != '\r') {
      char escaped[8];
      std::snprintf(escaped, sizeof escaped, "\\u%04x", static_cast<unsigned>(c));
      out_ += escaped;
    }
  }

  // The code unit of "\uXXXX" at `at`; -1: there is none.
  int CodeUnit(size_t at) const {
    if (At(at) != '\\' || At(at + 1) != 'u') return -1;
    int value = 0;
    for (size_t i = at + 2; i < at + 6; ++i) {
      const int digit = ascii::HexValue(At(i));
      if (digit < 0) return -1;
      value = value * 16 + digit;
    }
    return value;
  }

  void Escape() {
    const int unit = CodeUnit(at_);
    if (unit >= 0) {
      const bool high = unit >= 0xD800 && unit < 0xDC00;
      const int low = high ? CodeUnit(at_ + 6) : -1;
      if (low >= 0xDC00 && low < 0xE000) {
        out_ += text_.substr(at_, 12);
        at_ += 12;
        return;
      }
      // Half a character stands for nothing.
      if (high || (unit >= 0xDC00 && unit < 0xE000)) {
        out_ += "\\ufffd";
      } else {
        out_ += text_.substr(at_, 6);
      }
      at_ += 6;
      return;
    }
    const char c = At(at_ + 1);
    at_ = std::min(at_ + 2, text_.size());
    if (c != '\0' && std::string_view("\"\\/bfnrt").find(c) != std::string_view::npos) {
      (out_ += '\\') += c;
    } else if (c != '\0') {
      Plain(c);  // an escape of JavaScript, or a line that goes on
    }
  }

  const std::string_view text_;
  size_t at_ = 0;
  std::string out_;
  std::vector<Open> open_;
};

// The text with its references decoded, if its very quotes are references.
std::string_view Unescaped(std::string_view text, std::string* decoded) {
  const size_t first = text.find_first_of("{[");
  if (first == std::string_view::npos) return text;
  const size_t quote = text.find('"', first);
  const size_t reference = std::min(text.find("&quot;", first), text.find("&#34;", first));
  if (reference == std::string_view::npos || quote < reference) return text;
  return *decoded = DecodeReferences(text);
}

}  // namespace

std::vector<std::string> StrictJson(std::string_view utf8) {
  std::vector<std::string> values;
  if (utf8.size() > kMaxJsonBytes) return values;
  std::string decoded;
  Rewriter rewriter(Unescaped(utf8, &decoded));
  while (rewriter.FindStart(false)) {
    std::string value = rewriter.Value();
    if (!value.empty()) values.push_back(std::move(value));
  }
  return values;
}

std::string StrictJsonAtStart(std::string_view utf8, size_t* read) {
  utf8 = utf8.substr(0, kMaxJsonBytes);
  Rewriter rewriter(utf8);
  std::string value = rewriter.FindStart(true) ? rewriter.Value() : std::string();
  *read = rewriter.at();
  return value;
}

}  // namespace varta
