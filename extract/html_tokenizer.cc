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
    "class", "content", "hidden", "href", "hreflang",   "http-equiv",
    "id",    "lang",    "name",   "open", "property",   "rel",
    "role",  "src",     "style",  "type", "xlink:href", "xml:lang",
};
constexpr size_t kLongestName = 10;

// No two of the names have the same first letter and size: by these the one that a name may be.
constexpr uint8_t kNoName = 0xFF;
constexpr size_t PlaceOf(char first, size_t size) {
  return static_cast<size_t>(first - 'a') * (kLongestName + 1) + size;
}
using NameTable = std::array<uint8_t, PlaceOf('z', kLongestName) + 1>;
constexpr NameTable MakeNameTable() {
  NameTable table{};
  table.fill(kNoName);
  for (size_t i = 0; i < kAttributes; ++i)
    table[PlaceOf(kNames[i][0], kNames[i].size())] = static_cast<uint8_t>(i);
  return table;
}
constexpr NameTable kNameTable = MakeNameTable();
static_assert(kNameTable.size() -
                  static_cast<size_t>(std::count(kNameTable.begin(), kNameTable.end(), kNoName)) ==
              kAttributes);

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

// The first byte from `at` on that `test` marks is near, as a rule: then a call would cost more
// than the search. npos: not in the next 32 bytes; `at` is moved past those that were looked at.
template <typename Test>
size_t FindNear(std::string_view text, size_t* at, const Test& test) {
  for (int blocks = 0; blocks < 2 && text.size() - *at >= kBlockSize; ++blocks) {
    const uint32_t bits = HighBits(test(LoadBlock(text.data() + *at)));
    if (bits != 0) return *at + static_cast<size_t>(std::countr_zero(bits));
    *at += kBlockSize;
  }
  return kNone;
}

// Where the next `c` from `at` on stands; the size of the text if there is none.
size_t Find(std::string_view text, size_t at, char c) {
  const size_t near =
      FindNear(text, &at, [c](ByteBlock bytes) { return Is(bytes, static_cast<uint8_t>(c)); });
  return near != kNone ? near : std::min(text.find(c, at), text.size());
}

// Where a value without quotation marks ends that begins at `at`.
size_t FindValueEnd(std::string_view text, size_t at) {
  const size_t near = FindNear(text, &at, [](ByteBlock bytes) {
    return (IsIn(bytes, '\t', '\r') & ~Is(bytes, '\v')) | Is(bytes, ' ') | Is(bytes, '>');
  });
  if (near != kNone) return near;
  while (at < text.size() && !Ends(text[at], kEndsValue)) ++at;
  return at;
}

}  // namespace

std::string_view AttributeName(Attribute attribute) {
  return kNames[static_cast<size_t>(attribute)];
}

HtmlTokenizer::Kind HtmlTokenizer::Next() {
  while (at_ < html_.size()) {
    if (html_[at_] == '<') {
      const bool end = At(at_ + 1) == '/';
      const size_t name = at_ + (end ? 2 : 1);
      if (ascii::IsLetter(At(name))) {
        at_ = name;
        if (!ReadTag()) return Kind::kEnd;
        return end ? Kind::kEndTag : Kind::kStartTag;
      }
      if (IsMarkup(at_)) {
        if (const std::optional<Kind> kind = ReadOther()) return *kind;
        continue;
      }
    }
    text_ = TakeUntil(FindMarkup(at_));
    return Kind::kText;
  }
  return Kind::kEnd;
}

bool HtmlTokenizer::IsMarkup(size_t at) const {
  const char next = At(at + 1);
  return ascii::IsLetter(next) || next == '!' || next == '?' ||
         (next == '/' && at + 2 < html_.size());
}

size_t HtmlTokenizer::FindMarkup(size_t from) const {
  size_t at = Find(html_, from, '<');
  while (at < html_.size() && !IsMarkup(at)) at = Find(html_, at + 1, '<');
  return at;
}

std::optional<HtmlTokenizer::Kind> HtmlTokenizer::ReadOther() {
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
  if (At(at_) != '>') return ReadAttributes();
  ++at_;
  return true;
}

// All at once if the name is up to eight letters and digits, as nearly all are.
void HtmlTokenizer::ReadName() {
  if (html_.size() - at_ >= kBlockSize) {
    const ByteBlock bytes = LoadBlock(html_.data() + at_), lower = bytes | 0x20;
    const uint32_t others = ~HighBits(IsIn(lower, 'a', 'z') | IsIn(bytes, '0', '9'));
    const unsigned size = static_cast<unsigned>(std::countr_zero(others));
    if (size <= 8 && Ends(html_[at_ + size], kEndsTagName)) {
      at_ += size;
      return SetName({FirstEight(lower) & ~uint64_t{0} >> (64 - 8 * size), 0});
    }
  }
  PackedName name;
  for (size_t size = 0; at_ < html_.size(); ++size, ++at_) {
    const uint8_t byte = kNameBytes[static_cast<uint8_t>(html_[at_])];
    if (byte == 0) break;
    name.Add(byte, size);
  }
  SetName(name);
}

inline void HtmlTokenizer::SetName(const PackedName& name) {
  tag_ = FindTag(name);
  if (tag_ == Tag::kOther) name_hash_ = static_cast<uint8_t>(name.Hash() & 127);
}

bool HtmlTokenizer::ReadAttributes() {
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
    if (ReadPlainAttribute()) continue;
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

// Letters and hyphens, an equals sign and a value, as nearly all are.
bool HtmlTokenizer::ReadPlainAttribute() {
  if (html_.size() - at_ < kBlockSize) return false;
  const ByteBlock bytes = LoadBlock(html_.data() + at_);
  const uint32_t others = ~HighBits(IsIn(bytes | 0x20, 'a', 'z') | Is(bytes, '-'));
  const size_t size = static_cast<size_t>(std::countr_zero(others));
  if (size == 0 || size >= kBlockSize || html_[at_ + size] != '=') return false;
  const std::string_view name = TakeUntil(at_ + size);
  ++at_;
  KeepAttribute(name, ReadValue());
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
  return TakeUntil(FindValueEnd(html_, at_));
}

void HtmlTokenizer::KeepAttribute(std::string_view name, std::string_view value) {
  const char first = ascii::Lower(name[0]);
  if (name.size() > kLongestName || first < 'a' || first > 'z') return;
  const uint8_t i = kNameTable[PlaceOf(first, name.size())];
  if (i == kNoName || !ascii::SameNoCase(name, kNames[i])) return;
  const uint32_t bit = 1u << i;
  if ((seen_ & bit) == 0) values_[i] = value;
  seen_ |= bit;
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
