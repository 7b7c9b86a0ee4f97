// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/emails.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <utility>

#include "base/ascii.h"
#include "base/url.h"
#include "extract/byte_search.h"
#include "extract/contact_view.h"

namespace varta {
namespace {

constexpr size_t kMaxLocalBytes = 64, kMaxDomainBytes = 255;

// A file is no host: "photo@2x.png".
constexpr std::string_view kFileEndings[] = {"png", "jpg", "jpeg", "gif", "svg", "webp",
                                             "css", "js",  "html", "php", "ico", "pdf"};

bool IsAscii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// Plain addresses, and those written against machines. Groups: address or local part, host. The
// marks in brackets may stand without a "dot" in words, a bare "at" may not: "look at example.com"
// is no address.
const RE2& PlainPattern() {
  static const RE2 pattern(R"(([\pL\d][\pL\d._%+'-]*)@((?:[\pL\d-]+\.)+[\pL\d-]{2,}))");
  return pattern;
}
const RE2& MarkedPattern() {
  static const RE2 pattern(
      R"((?i)([a-z\d][a-z\d._%+-]*)[ \t]{0,3})"
      R"((?:[\[({<][ \t]?(?:at|@|a|а|ат|ет|эт|собака|собачка|песик|пёсик|равлик|dog|małpa|malpa|arond)[ \t]?[\])}>]|[ \t](?:собака|собачка|sobaka|małpa|malpa)[ \t]|[ \t]@[ \t]|@[ \t])[ \t]{0,3})"
      R"(((?:[a-z\d-]+(?:[ \t]{0,2}[\[({<][ \t]?(?:dot|\.|точка|крапка|крапочка|kropka|punct|tochka|krapka)[ \t]?[\])}>][ \t]{0,2}|[ \t](?:dot|точка|крапка|kropka|punct|tochka|krapka)[ \t]|\.))+[a-z\d-]{2,}))");
  return pattern;
}
const RE2& SpokenPattern() {
  static const RE2 pattern(
      R"((?i)([a-z\d][a-z\d._%+-]*)(?:[ \t](?:at|ет|эт|собака)[ \t]|@)((?:[a-z\d-]+[ \t](?:dot|точка|крапка|kropka|punct|tochka|krapka)[ \t])+[a-z]{2,}))");
  return pattern;
}

std::string JoinDots(const std::string& host) {
  static const RE2 dot(
      R"((?i)[ \t]{0,2}[\[({<][ \t]?(?:dot|\.|точка|крапка|крапочка|kropka|punct|tochka|krapka)[ \t]?[\])}>][ \t]{0,2}|[ \t](?:dot|точка|крапка|kropka|punct|tochka|krapka)[ \t])");
  std::string joined = host;
  RE2::GlobalReplace(&joined, dot, ".");
  return joined;
}

// Within `zone`; a pattern never looks beyond a line.
void FindByPattern(const FactSource& source, ByteRange zone, const RE2& pattern, bool obscured,
                   std::vector<v1::Fact>* facts) {
  const re2::StringPiece text(source.text.data(), source.text.size());
  re2::StringPiece found[3];
  for (size_t start = zone.begin; start < zone.end && facts->size() < kMaxFound;) {
    if (!pattern.Match(text, start, zone.end, RE2::UNANCHORED, found, 3)) break;
    auto begin = static_cast<size_t>(found[0].data() - source.text.data());
    size_t size = found[0].size();
    start = begin + size;
    std::string local = found[1].as_string(), host = found[2].as_string();
    // A word of another alphabet right before a plain address is not a part of it:
    // "почта-name@example.com".
    if (IsAscii(host)) {
      size_t plain = local.size();
      while (plain > 0 && static_cast<unsigned char>(local[plain - 1]) < 0x80) --plain;
      while (plain > 0 && plain < local.size() && !ascii::IsAlphanumeric(local[plain])) ++plain;
      local.erase(0, plain);
      begin += plain;
      size -= plain;
    }
    while (!host.empty() && host.back() == '-') {
      host.pop_back();
      --size;
    }
    const std::string value = NormaliseEmail(local + "@" + (obscured ? JoinDots(host) : host));
    if (value.empty()) continue;
    v1::Fact fact;
    fact.set_kind(v1::FACT_KIND_EMAIL);
    fact.set_value(value);
    fact.set_written(std::string(source.text.substr(begin, size)));
    fact.set_place(source.place);
    fact.mutable_span()->set_begin(static_cast<uint32_t>(begin));
    fact.mutable_span()->set_end(static_cast<uint32_t>(begin + size));
    fact.set_obscured(obscured);
    fact.set_confidence(obscured ? 0.8 : 0.98);
    facts->push_back(std::move(fact));
  }
}

// What may be in a line, by a look at its bytes: patterns are dear, and most lines have none.
struct Marks {
  bool at = false, marked = false, dot = false;
};

// Whether a word for a dot or an at may begin with these bytes.
bool MayStartMark(uint8_t first, uint8_t second) {
  switch (first << 8 | second) {
    case 'd' << 8 | 'o':
    case 'k' << 8 | 'r':
    case 'p' << 8 | 'u':
    case 't' << 8 | 'o':
    case 's' << 8 | 'o':
    case 'm' << 8 | 'a':
    case 0xD182:  // т
    case 0xD0A2:  // Т
    case 0xD0BA:  // к
    case 0xD09A:  // К
    case 0xD181:  // с
    case 0xD0A1:  // С
      return true;
    default:
      return false;
  }
}

// The bytes that are or stand before a mark, or end a line.
constexpr std::array<bool, 256> kMarkStarts = [] {
  std::array<bool, 256> starts{};
  for (const char c : std::string_view("@[({<\n \t")) starts[static_cast<uint8_t>(c)] = true;
  return starts;
}();

// What may stand in brackets for an at or a dot begins with one of these bytes.
bool MayBeBracketedMark(std::string_view inside) {
  if (!inside.empty() && (inside[0] == ' ' || inside[0] == '\t')) inside.remove_prefix(1);
  if (inside.empty()) return false;
  const auto first = static_cast<uint8_t>(inside[0]);
  if (first >= 0x80 && first != 0xD0 && first != 0xD1) return false;
  if (first < 0x80 && std::string_view("aA@dDmM.kKpPtT").find(inside[0]) == std::string_view::npos)
    return false;
  return inside.substr(0, 24).find_first_of("])}>") != std::string_view::npos;
}

// Of the line that begins at `*at`; moves it behind the line.
Marks MarksOfLine(std::string_view text, size_t* at) {
  constexpr std::string_view kDots[] = {"dot",  "krop", "punc", "toch", "krap", "точк",
                                        "ТОЧК", "Точк", "крап", "КРАП", "Крап"};
  constexpr std::string_view kAts[] = {"soba", "ma\xC5\x82p", "malp", "соба", "Соба", "СОБА"};
  Marks marks;
  size_t i = *at;
  for (; i < text.size(); ++i) {
    if (!kMarkStarts[static_cast<uint8_t>(text[i])]) continue;
    const auto c = static_cast<uint8_t>(text[i]);
    if (c == '\n') break;
    if (i + 1 == text.size()) continue;
    if (c == '@') {
      marks.at = true;
      const auto is_blank = [](char near) { return near == ' ' || near == '\t'; };
      marks.marked = marks.marked || is_blank(text[i + 1]) || (i > 0 && is_blank(text[i - 1]));
      continue;
    }
    if (c == '[' || c == '(' || c == '{' || c == '<') {
      marks.marked = marks.marked || MayBeBracketedMark(text.substr(i + 1));
      continue;
    }
    // A word for a mark stands between blanks.
    if (i + 2 >= text.size()) continue;
    const auto first = static_cast<uint8_t>(text[i + 1]),
               second = static_cast<uint8_t>(text[i + 2]);
    const bool is_ascii = first < 0x80;
    if (!MayStartMark(is_ascii ? first | 0x20 : first, is_ascii ? second | 0x20 : second)) continue;
    const std::string_view start = text.substr(i + 1, 8);
    const auto starts_with = [&](std::string_view word) {
      return ascii::StartsWithNoCase(start, word);
    };
    for (std::string_view dot : kDots) marks.dot = marks.dot || starts_with(dot);
    for (std::string_view word : kAts) marks.marked = marks.marked || starts_with(word);
  }
  *at = std::min(i + 1, text.size());
  return marks;
}

// Of lines that have none of these MarksOfLine has nothing to say: an @, a bracket, a blank with
// the first letters of a word for a mark behind it (т, к, с; о, р; ч, а, б).
ByteBlock MayBeMark(const char* from) {
  const ByteBlock bytes = LoadBlock(from), first = LoadBlock(from + 1),
                  second = LoadBlock(from + 2);
  const ByteBlock blank = Is(bytes, ' ') | Is(bytes, '\t');
  // Second bytes of capital and small letters that differ in one bit.
  const auto is_second = [](ByteBlock b, uint8_t capital) { return Is(b & 0xDF, capital); };
  ByteBlock cyrillic =
      blank & Is(first & 0xFE, 0xD0) &
      (is_second(second, 0x82) | is_second(second, 0x9A) | is_second(second, 0x81));
  if (HighBits(cyrillic) != 0) {
    const ByteBlock fourth = LoadBlock(from + 4), sixth = LoadBlock(from + 6);
    cyrillic &= (is_second(fourth, 0x9E) | is_second(fourth, 0x80)) &
                (is_second(sixth, 0x87) | is_second(sixth, 0x90) | is_second(sixth, 0x91));
  }
  const ByteBlock one = first | 0x20, two = second | 0x20;
  const ByteBlock latin =
      (Is(one, 'd') | Is(one, 'k') | Is(one, 'p') | Is(one, 't') | Is(one, 's') | Is(one, 'm')) &
      (Is(two, 'o') | Is(two, 'r') | Is(two, 'u') | Is(two, 'a'));
  const ByteBlock sign =
      Is(bytes, '@') | Is(bytes, '[') | Is(bytes, '(') | Is(bytes, '{') | Is(bytes, '<');
  return sign | cyrillic | (blank & latin);
}

}  // namespace

void FindEmails(const FactSource& source, std::vector<v1::Fact>* facts) {
  std::optional<ContactView> own;
  const ContactView& view = source.view != nullptr ? *source.view : own.emplace(source.text);
  const FactSource seen = {view.text(), source.place, source.region};
  std::vector<v1::Fact> found;
  for (size_t at = 0, sign = 0;
       (sign = FindByte<0, 6>(seen.text, at, MayBeMark)) < seen.text.size();) {
    const size_t line_end = seen.text.substr(at, sign - at).rfind('\n');
    if (line_end != std::string_view::npos) at += line_end + 1;
    const auto begin = static_cast<uint32_t>(at);
    const Marks marks = MarksOfLine(seen.text, &at);
    const ByteRange line = {begin, static_cast<uint32_t>(at)};
    if (marks.at) FindByPattern(seen, line, PlainPattern(), false, &found);
    if (marks.marked) FindByPattern(seen, line, MarkedPattern(), true, &found);
    if (marks.dot) FindByPattern(seen, line, SpokenPattern(), true, &found);
  }
  // Two patterns may find the same address.
  std::stable_sort(found.begin(), found.end(), [](const v1::Fact& a, const v1::Fact& b) {
    return a.span().begin() < b.span().begin();
  });
  const auto same = [](const v1::Fact& a, const v1::Fact& b) {
    return a.value() == b.value() && b.span().begin() < a.span().end();
  };
  found.erase(std::unique(found.begin(), found.end(), same), found.end());
  view.MoveBack(&found);
  std::move(found.begin(), found.end(), std::back_inserter(*facts));
}

std::string NormaliseEmail(std::string_view typed) {
  const size_t at = typed.rfind('@');
  if (at == std::string_view::npos || at == 0) return {};
  const std::string local = ascii::Lower(typed.substr(0, at));
  std::string domain = ascii::Lower(typed.substr(at + 1));
  while (!domain.empty() && domain.back() == '.') domain.pop_back();
  if (local.size() > kMaxLocalBytes || local.front() == '.' || local.back() == '.' ||
      domain.empty())
    return {};
  const auto is_bad = [](char c) {
    return static_cast<unsigned char>(c) <= ' ' ||
           std::string_view("@<>(),;:\"[]\\\x7f").find(c) != std::string_view::npos;
  };
  if (std::any_of(local.begin(), local.end(), is_bad) ||
      std::any_of(domain.begin(), domain.end(), is_bad))
    return {};
  if (!IsAscii(domain)) domain = HostToAscii(domain).value_or("");
  const size_t dot = domain.rfind('.');
  if (domain.size() > kMaxDomainBytes || dot == std::string::npos || dot == 0 ||
      domain.find("..") != std::string::npos)
    return {};
  const std::string_view ending = std::string_view(domain).substr(dot + 1);
  if (ending.size() < 2 ||
      std::find(std::begin(kFileEndings), std::end(kFileEndings), ending) != std::end(kFileEndings))
    return {};
  const bool letters = std::all_of(ending.begin(), ending.end(), ascii::IsLower);
  if (!letters && !ending.starts_with("xn--")) return {};
  return local + "@" + domain;
}

}  // namespace varta
