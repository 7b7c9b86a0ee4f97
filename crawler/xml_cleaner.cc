// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "crawler/xml_cleaner.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <utility>

namespace varta {
namespace {

constexpr size_t kPiece = 64 * 1024;
constexpr std::string_view kCdataStart = "<![CDATA[";

// What text cannot keep as it is.
constexpr std::array<bool, 256> MakeSpecial() {
  std::array<bool, 256> special{};
  for (size_t c = 0; c < 32; ++c) special[c] = c != '\t' && c != '\n' && c != '\r';
  for (const char c : {'<', '>', '&'}) special[static_cast<unsigned char>(c)] = true;
  return special;
}
constexpr std::array<bool, 256> kSpecial = MakeSpecial();
bool IsSpecial(char c) { return kSpecial[static_cast<unsigned char>(c)]; }

bool IsNameStart(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':' ||
         static_cast<unsigned char>(c) >= 0x80;
}

bool IsReferenceName(std::string_view name) {
  return name == "amp" || name == "lt" || name == "gt" || name == "quot" || name == "apos";
}

// XML 1.0, production 2.
bool IsXmlChar(uint32_t c) {
  return c == 9 || c == 10 || c == 13 || (c >= 0x20 && c < 0xD800) || (c >= 0xE000 && c < 0xFFFE) ||
         (c >= 0x10000 && c < 0x110000);
}

// `text` begins with '&': how many bytes the reference has that XML knows without a declaration;
// 0: it is none.
size_t ReferenceSize(std::string_view text) {
  constexpr size_t kLongest = 12;
  const size_t end = text.substr(0, kLongest).find(';');
  if (end == std::string_view::npos || end < 2) return 0;
  std::string_view name = text.substr(1, end - 1);
  if (name.front() != '#') return IsReferenceName(name) ? end + 1 : 0;
  const bool hex = name.size() > 1 && name[1] == 'x';
  name.remove_prefix(hex ? 2 : 1);
  uint32_t value = 0;
  const auto [stop, code] =
      std::from_chars(name.data(), name.data() + name.size(), value, hex ? 16 : 10);
  const bool whole = code == std::errc() && stop == name.data() + name.size();
  return whole && IsXmlChar(value) ? end + 1 : 0;
}

// Adds the special character at the front of `text`; returns how many bytes that took.
size_t AppendSpecial(std::string_view text, bool references, std::string* piece) {
  switch (text.front()) {
    case '<':
      piece->append("&lt;");
      return 1;
    case '>':
      piece->append("&gt;");
      return 1;
    case '&': {
      const size_t size = references ? ReferenceSize(text) : 0;
      piece->append(size > 0 ? text.substr(0, size) : "&amp;");
      return std::max(size, size_t{1});
    }
    default:
      piece->push_back(' ');
      return 1;
  }
}

// Adds what text can keep as it is, at most a piece of it, cut between characters; returns how many
// bytes that was.
size_t AppendPlain(std::string_view text, std::string* piece) {
  const std::string_view part = text.substr(0, kPiece);
  auto size = static_cast<size_t>(std::find_if(part.begin(), part.end(), IsSpecial) - part.begin());
  const auto inside = [&] { return size < text.size() && (text[size] & 0xC0) == 0x80; };
  for (size_t back = 0; size == kPiece - back && back < 3 && inside(); ++back) --size;
  piece->append(text.substr(0, size));
  return size;
}

// Where the tag at the front of `text` ends (past its '>'); npos: not within the limit.
size_t TagEnd(std::string_view text) {
  text = text.substr(0, XmlCleaner::kMaxTag);
  char quote = 0;
  for (size_t i = 1; i < text.size(); ++i) {
    const char c = text[i];
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '>') {
      return i + 1;
    }
  }
  return std::string_view::npos;
}

}  // namespace

bool XmlCleaner::Next(std::string* piece) {
  piece->clear();
  while (!(rest_.empty() && cdata_.empty()) && piece->size() < kPiece) {
    if (!cdata_.empty()) {
      Cdata(piece);
    } else if (rest_.front() == '<') {
      Markup(piece);
    } else {
      Text(piece);
    }
  }
  return !piece->empty();
}

void XmlCleaner::Text(std::string* piece) {
  if (!InsideRoot()) {
    rest_.remove_prefix(std::min(rest_.find('<'), rest_.size()));
    return;
  }
  while (!rest_.empty() && rest_.front() != '<' && piece->size() < kPiece) {
    rest_.remove_prefix(AppendPlain(rest_, piece));
    if (!rest_.empty() && rest_.front() != '<' && IsSpecial(rest_.front()))
      rest_.remove_prefix(AppendSpecial(rest_, true, piece));
  }
}

void XmlCleaner::Cdata(std::string* piece) {
  while (!cdata_.empty() && piece->size() < kPiece) {
    cdata_.remove_prefix(AppendPlain(cdata_, piece));
    if (!cdata_.empty() && IsSpecial(cdata_.front()))
      cdata_.remove_prefix(AppendSpecial(cdata_, false, piece));
  }
}

void XmlCleaner::Markup(std::string* piece) {
  if (rest_.starts_with("<!--")) return SkipPast(4, "-->", "a comment");
  if (rest_.starts_with("<?")) return SkipPast(2, "?>", "a processing instruction");
  if (rest_.starts_with(kCdataStart)) {
    const std::string_view section = rest_.substr(kCdataStart.size());
    if (InsideRoot()) cdata_ = section.substr(0, section.find("]]>"));
    return SkipPast(kCdataStart.size(), "]]>", "a CDATA section");
  }
  if (rest_.starts_with("<!")) return SkipDeclaration();
  const bool ends = rest_.size() > 1 && rest_[1] == '/';
  if (!ends && (rest_.size() < 2 || !IsNameStart(rest_[1]))) {
    if (InsideRoot()) piece->append("&lt;");
    rest_.remove_prefix(1);
    return;
  }
  const size_t end = ends ? rest_.substr(0, kMaxTag).find('>') + 1 : TagEnd(rest_);
  if (end == std::string_view::npos || end == 0)
    return Stop(rest_.size() < kMaxTag ? "a tag has no end" : "a tag is longer than 64 KiB");
  const std::string_view tag = rest_.substr(0, end);
  rest_.remove_prefix(end);
  if (ends) {
    EndTag(tag, piece);
  } else {
    StartTag(tag, piece);
  }
}

void XmlCleaner::StartTag(std::string_view tag, std::string* piece) {
  if (started_ && !InsideRoot()) return Stop("something follows the root element");
  started_ = true;
  const size_t name_end = tag.find_first_of(" \t\r\n/>");
  if (name_end > kMaxName) return Stop("an element's name is longer than 1 KiB");
  if (!tag.ends_with("/>")) {
    if (open_.size() == kMaxDepth) return Stop("elements are nested too deep");
    open_.push_back(tag.substr(1, name_end - 1));
  }
  piece->push_back('<');
  tag.remove_prefix(1);
  tag.remove_suffix(1);
  char quote = 0;
  while (!tag.empty()) {
    const char c = tag.front();
    if (quote == 0 && (c == '"' || c == '\'')) {
      quote = c;
    } else if (quote == c) {
      quote = 0;
    } else if (IsSpecial(c)) {
      tag.remove_prefix(AppendSpecial(tag, true, piece));
      continue;
    }
    piece->push_back(c);
    tag.remove_prefix(1);
  }
  piece->push_back('>');
}

void XmlCleaner::EndTag(std::string_view tag, std::string* piece) {
  const std::string_view name = tag.substr(2, tag.find_first_of(" \t\r\n>", 2) - 2);
  const auto found = std::find(open_.rbegin(), open_.rend(), name);
  if (found != open_.rbegin() && ++misplaced_ == kMaxMisplaced)
    return Stop("too many end tags are misplaced");
  if (found == open_.rend()) return;
  const auto left = static_cast<size_t>(open_.rend() - found) - 1;
  for (; open_.size() > left; open_.pop_back()) {
    piece->append("</");
    piece->append(open_.back());
    piece->push_back('>');
  }
}

void XmlCleaner::SkipPast(size_t at, std::string_view end, const char* what) {
  const size_t found = rest_.find(end, at);
  if (found == std::string_view::npos) return Stop(std::string(what) + " has no end");
  rest_.remove_prefix(found + end.size());
}

// XML 1.0, production 28: brackets, quoted literals, comments and instructions inside.
void XmlCleaner::SkipDeclaration() {
  int brackets = 0;
  for (size_t i = 2; i < rest_.size(); ++i) {
    const char c = rest_[i];
    std::string_view end;
    if (c == '>' && brackets == 0) return rest_.remove_prefix(i + 1);
    if (c == '[') ++brackets;
    if (c == ']' && brackets > 0) --brackets;
    if (c == '"') end = "\"";
    if (c == '\'') end = "'";
    if (rest_.substr(i).starts_with("<!--")) end = "-->";
    if (rest_.substr(i).starts_with("<?")) end = "?>";
    if (end.empty()) continue;
    const size_t found = rest_.find(end, i + 1);
    if (found == std::string_view::npos) break;
    i = found + end.size() - 1;
  }
  Stop("a document type has no end");
}

void XmlCleaner::Stop(std::string problem) {
  problem_ = std::move(problem);
  rest_ = {};
}

}  // namespace varta
