// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/html_tokenizer.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "base/ascii.h"
#include "base/byte_block.h"

namespace varta {
namespace {

constexpr size_t kNone = std::string_view::npos;

constexpr std::string_view kNames[kAttributes] = {
    "content", "hidden",   "href", "hreflang", "http-equiv", "id",   "lang",       "name",
    "open",    "property", "rel",  "src",      "style",      "type", "xlink:href", "xml:lang",
};
constexpr size_t kLongestName = 10;

// A bit for each of the names that have so many bytes.
constexpr std::array<uint32_t, kLongestName + 1> MakeSizes() {
  std::array<uint32_t, kLongestName + 1> sizes{};
  for (size_t i = 0; i < kAttributes; ++i) sizes[kNames[i].size()] |= 1u << i;
  return sizes;
}
constexpr std::array<uint32_t, kLongestName + 1> kBySize = MakeSizes();

// What the bytes of a tag's name mean: in lower case, 0 if they end it.
constexpr std::array<uint8_t, 256> MakeNameBytes() {
  std::array<uint8_t, 256> bytes{};
  for (size_t i = 0; i < bytes.size(); ++i)
    bytes[i] = static_cast<uint8_t>(ascii::Lower(static_cast<char>(i)));
  for (const char c : {' ', '\n', '\t', '\r', '\f', '/', '>'}) bytes[static_cast<uint8_t>(c)] = 0;
  bytes[0] = 0xFF;  // NUL is a character like others
  return bytes;
}
constexpr std::array<uint8_t, 256> kNameBytes = MakeNameBytes();

// What ends a tag's name, an attribute's, and its value without quotation marks.
enum CharacterClass : uint8_t { kEndsTagName = 1, kEndsAttributeName = 2, kEndsValue = 4 };
constexpr std::array<uint8_t, 256> MakeClasses() {
  std::array<uint8_t, 256> classes{};
  for (const char c : {' ', '\n', '\t', '\r', '\f', '>'})
    classes[static_cast<uint8_t>(c)] = kEndsTagName | kEndsAttributeName | kEndsValue;
  classes['/'] = kEndsTagName | kEndsAttributeName;
  classes['='] = kEndsAttributeName;
  return classes;
}
constexpr std::array<uint8_t, 256> kClasses = MakeClasses();

bool Ends(char c, CharacterClass what) { return (kClasses[static_cast<uint8_t>(c)] & what) != 0; }

// Where the next `c` from `at` on stands; the size of the text if there is none. It is near, as a
// rule: then a call would cost more than the search.
size_t Find(std::string_view text, size_t at, char c) {
  if (text.size() - at >= kBlockSize) {
    const uint32_t bits = HighBits(Is(LoadBlock(text.data() + at), static_cast<uint8_t>(c)));
    if (bits != 0) return at + static_cast<size_t>(std::countr_zero(bits));
    at += kBlockSize;
  }
  return std::min(text.find(c, at), text.size());
}

}  // namespace

std::string_view AttributeName(Attribute attribute) {
  return kNames[static_cast<size_t>(attribute)];
}

HtmlTokenizer::Kind HtmlTokenizer::Next() {
  while (true) {
    const bool tag = At(at_) == '<' && ascii::IsLetter(At(at_ + 1));  // often, after another
    const size_t markup = tag ? at_ : FindMarkup(at_);
    if (markup > at_) {
      text_ = TakeUntil(markup);
      return Kind::kText;
    }
    if (markup == html_.size()) return Kind::kEnd;
    if (const std::optional<Kind> kind = ReadMarkup()) return *kind;
  }
}

size_t HtmlTokenizer::FindMarkup(size_t from) const {
  for (size_t at = Find(html_, from, '<'); at < html_.size(); at = Find(html_, at + 1, '<')) {
    const char next = At(at + 1);
    if (ascii::IsLetter(next) || next == '!' || next == '?') return at;
    if (next == '/' && at + 2 < html_.size()) return at;
  }
  return html_.size();
}

std::optional<HtmlTokenizer::Kind> HtmlTokenizer::ReadMarkup() {
  const char next = At(at_ + 1);
  const bool end = next == '/';
  if (ascii::IsLetter(end ? At(at_ + 2) : next)) {
    at_ += end ? 2 : 1;
    if (!ReadTag()) return Kind::kEnd;
    return end ? Kind::kEndTag : Kind::kStartTag;
  }
  const std::string_view rest = html_.substr(at_);
  if (rest.starts_with("<!--")) {
    at_ += 4;
    SkipComment();
  } else if (foreign_ && rest.starts_with("<![CDATA[")) {
    at_ += 9;
    text_ = TakeUntil(std::min(html_.find("]]>", at_), html_.size()));
    at_ = std::min(at_ + 3, html_.size());
    return Kind::kRawText;
  } else {
    SkipPast(">");  // a document type, an instruction, an end tag without a name
  }
  return std::nullopt;
}

bool HtmlTokenizer::ReadTag() {
  seen_ = 0;
  self_closing_ = false;
  ReadName();
  while (at_ < html_.size()) {
    const char c = html_[at_];
    if (c == '>') {
      ++at_;
      return true;
    }
    if (c == '/' || ascii::IsSpace(c)) {
      ++at_;
      self_closing_ = c == '/' && At(at_) == '>';
      continue;
    }
    const std::string_view name = ReadAttributeName();
    size_t equals = at_;
    while (ascii::IsSpace(At(equals))) ++equals;
    std::string_view value;
    if (At(equals) == '=') {
      at_ = equals + 1;
      value = ReadValue();
    }
    KeepAttribute(name, value);
  }
  return false;
}

void HtmlTokenizer::ReadName() {
  PackedName name;
  if (!ReadShortName(&name)) {
    for (size_t size = 0; at_ < html_.size(); ++size, ++at_) {
      const uint8_t byte = kNameBytes[static_cast<uint8_t>(html_[at_])];
      if (byte == 0) break;
      name.Add(byte, size);
    }
  }
  tag_ = FindTag(name);
  if (tag_ == Tag::kOther) name_hash_ = static_cast<uint8_t>(name.Hash() & 127);
}

// All at once if the name is up to eight letters and digits, as nearly all are.
bool HtmlTokenizer::ReadShortName(PackedName* name) {
  if (html_.size() - at_ < kBlockSize) return false;
  const ByteBlock bytes = LoadBlock(html_.data() + at_), lower = bytes | 0x20;
  const uint32_t others = ~HighBits(IsIn(lower, 'a', 'z') | IsIn(bytes, '0', '9'));
  const unsigned size = static_cast<unsigned>(std::countr_zero(others));
  if (size > 8 || !Ends(html_[at_ + size], kEndsTagName)) return false;
  name->low = FirstEight(lower) & ~uint64_t{0} >> (64 - 8 * size);
  at_ += size;
  return true;
}

// An equals sign in the first place is part of the name.
std::string_view HtmlTokenizer::ReadAttributeName() {
  size_t end = at_ + 1;
  while (end < html_.size() && !Ends(html_[end], kEndsAttributeName)) ++end;
  return TakeUntil(end);
}

std::string_view HtmlTokenizer::ReadValue() {
  while (ascii::IsSpace(At(at_))) ++at_;
  const char quote = At(at_);
  if (quote == '"' || quote == '\'') {
    ++at_;
    const std::string_view value = TakeUntil(Find(html_, at_, quote));
    at_ = std::min(at_ + 1, html_.size());
    return value;
  }
  size_t end = at_;
  while (end < html_.size() && !Ends(html_[end], kEndsValue)) ++end;
  return TakeUntil(end);
}

void HtmlTokenizer::KeepAttribute(std::string_view name, std::string_view value) {
  uint32_t candidates = name.size() <= kLongestName ? kBySize[name.size()] : 0;
  for (; candidates != 0; candidates &= candidates - 1) {
    const size_t i = static_cast<size_t>(std::countr_zero(candidates));
    if (kNames[i][0] != ascii::Lower(name[0]) || !ascii::SameNoCase(name, kNames[i])) continue;
    const uint32_t bit = 1u << i;
    if ((seen_ & bit) == 0) values_[i] = value;
    seen_ |= bit;
    return;
  }
}

void HtmlTokenizer::SkipComment() {
  // "<!-->" and "<!--->" are whole ones.
  const std::string_view rest = html_.substr(at_);
  if (rest.starts_with('>') || rest.starts_with("->")) return SkipPast(">");
  for (size_t at = html_.find("--", at_); at != kNone; at = html_.find("--", at + 1)) {
    const bool bang = At(at + 2) == '!';
    const size_t end = at + (bang ? 3 : 2);
    if (At(end) != '>') continue;
    at_ = end + 1;
    return;
  }
  at_ = html_.size();
}

void HtmlTokenizer::SkipPast(std::string_view mark) {
  const size_t found = html_.find(mark, at_);
  at_ = found == kNone ? html_.size() : found + mark.size();
}

std::string_view HtmlTokenizer::TakeUntil(size_t end) {
  const std::string_view taken = html_.substr(at_, end - at_);
  at_ = end;
  return taken;
}

bool HtmlTokenizer::IsTagNamed(std::string_view name, size_t at) const {
  const size_t end = at + name.size();
  return end < html_.size() && Ends(html_[end], kEndsTagName) &&
         ascii::SameNoCase(html_.substr(at, name.size()), name);
}

size_t HtmlTokenizer::FindEndTag(std::string_view name) const {
  for (size_t at = html_.find("</", at_); at != kNone; at = html_.find("</", at + 2)) {
    if (IsTagNamed(name, at + 2)) return at;
  }
  return kNone;
}

std::string_view HtmlTokenizer::TakeUntilEndTag(std::string_view name) {
  return TakeUntil(std::min(FindEndTag(name), html_.size()));
}

bool HtmlTokenizer::HasNoscriptEnd() {
  if (noscript_end_ == kNone) return false;
  if (noscript_end_ < at_) noscript_end_ = FindEndTag("noscript");
  return noscript_end_ != kNone;
}

// A script that stands in "<!--" may speak of "<script>", and then an end tag is that one's.
std::string_view HtmlTokenizer::TakeScript() {
  constexpr std::string_view kScript = "script";
  bool in_comment = false, in_inner = false;
  size_t at = at_;
  while ((at = in_comment ? html_.find_first_of("<-", at) : html_.find('<', at)) != kNone) {
    if (html_[at] == '-') {
      if (html_.substr(at).starts_with("-->")) in_comment = in_inner = false;
    } else if (At(at + 1) == '/') {
      if (IsTagNamed(kScript, at + 2)) {
        if (!in_inner) return TakeUntil(at);
        in_inner = false;
      }
    } else if (in_comment) {
      if (IsTagNamed(kScript, at + 1)) in_inner = true;
    } else if (html_.substr(at).starts_with("<!--")) {
      in_comment = true;
      ++at;  // the dashes may end it too: "<!-->"
    }
    ++at;
  }
  return TakeRest();
}

std::string_view HtmlTokenizer::TakeRest() { return TakeUntil(html_.size()); }

void HtmlTokenizer::SkipLineEnd() {
  if (At(at_) == '\r') ++at_;
  if (At(at_) == '\n') ++at_;
}

}  // namespace varta
