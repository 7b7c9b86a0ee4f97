// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/emails.h"

#include <re2/re2.h>

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <utility>

#include "base/url.h"
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

bool IsLetterOrDigit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

std::string Lower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
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

void FindByPattern(const FactSource& source, const RE2& pattern, bool obscured,
                   std::vector<v1::Fact>* facts) {
  const re2::StringPiece text(source.text.data(), source.text.size());
  re2::StringPiece found[3];
  for (size_t start = 0; start < source.text.size() && facts->size() < kMaxFound;) {
    if (!pattern.Match(text, start, source.text.size(), RE2::UNANCHORED, found, 3)) break;
    auto begin = static_cast<size_t>(found[0].data() - source.text.data());
    size_t size = found[0].size();
    start = begin + size;
    std::string local = found[1].as_string(), host = found[2].as_string();
    // A word of another alphabet right before a plain address is not a part of it:
    // "почта-name@example.com".
    if (IsAscii(host)) {
      size_t plain = local.size();
      while (plain > 0 && static_cast<unsigned char>(local[plain - 1]) < 0x80) --plain;
      while (plain > 0 && plain < local.size() && !IsLetterOrDigit(local[plain])) ++plain;
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

// What may be in a text, by a look at its bytes: patterns are dear, and most texts have none.
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

Marks FindMarks(std::string_view text) {
  constexpr std::string_view kDots[] = {"dot",  "krop", "punc", "toch", "krap", "точк",
                                        "ТОЧК", "Точк", "крап", "КРАП", "Крап"};
  constexpr std::string_view kAts[] = {"soba", "ma\xC5\x82p", "malp", "соба", "Соба", "СОБА"};
  Marks marks;
  for (size_t i = 0; i + 1 < text.size(); ++i) {
    const auto c = static_cast<uint8_t>(text[i]);
    if (c >= 0x80 && c < 0xC0) continue;
    if (c == '@') {
      marks.at = true;
      const auto is_blank = [](char near) { return near == ' ' || near == '\t'; };
      marks.marked = marks.marked || is_blank(text[i + 1]) || (i > 0 && is_blank(text[i - 1]));
      continue;
    }
    if (c == '[' || c == '(' || c == '{' || c == '<') {
      marks.marked = marks.marked || text.substr(i + 1, 16).find_first_of("])}>") != text.npos;
      continue;
    }
    const auto next = static_cast<uint8_t>(text[i + 1]);
    const bool ascii = c < 0x80;
    if (!MayStartMark(ascii ? c | 0x20 : c, ascii ? next | 0x20 : next)) continue;
    const std::string start = ascii ? Lower(text.substr(i, 5)) : std::string(text.substr(i, 8));
    for (std::string_view dot : kDots) marks.dot = marks.dot || start.starts_with(dot);
    for (std::string_view at : kAts) marks.marked = marks.marked || start.starts_with(at);
  }
  return marks;
}

}  // namespace

void FindEmails(const FactSource& source, std::vector<v1::Fact>* facts) {
  std::optional<ContactView> own;
  const ContactView& view = source.view != nullptr ? *source.view : own.emplace(source.text);
  const FactSource seen = {view.text(), source.place, source.region};
  const Marks marks = FindMarks(seen.text);
  std::vector<v1::Fact> found;
  if (marks.at) FindByPattern(seen, PlainPattern(), false, &found);
  if (marks.marked) FindByPattern(seen, MarkedPattern(), true, &found);
  if (marks.dot) FindByPattern(seen, SpokenPattern(), true, &found);
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
  const std::string local = Lower(typed.substr(0, at));
  std::string domain = Lower(typed.substr(at + 1));
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
  const bool letters =
      std::all_of(ending.begin(), ending.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  if (!letters && !ending.starts_with("xn--")) return {};
  return local + "@" + domain;
}

}  // namespace varta
