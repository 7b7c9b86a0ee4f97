// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/html_references.h"

#include <algorithm>
#include <cstdint>

#include "base/text.h"

namespace varta {
namespace {

struct Name {
  std::string_view name;
  char32_t code_point;
  bool bare = false;  // also without a semicolon, for old pages
};
constexpr Name kNames[] = {
    {"amp", U'&', true},    {"lt", U'<', true},     {"gt", U'>', true},     {"quot", U'"', true},
    {"apos", U'\''},        {"nbsp", 0xA0, true},   {"shy", 0xAD, true},    {"laquo", U'«', true},
    {"raquo", U'»', true},  {"ldquo", U'“'},        {"rdquo", U'”'},        {"bdquo", U'„'},
    {"lsquo", U'‘'},        {"rsquo", U'’'},        {"sbquo", U'‚'},        {"ndash", U'–'},
    {"mdash", U'—'},        {"hellip", U'…'},       {"bull", U'•'},         {"middot", U'·', true},
    {"deg", U'°', true},    {"sect", U'§', true},   {"copy", U'©', true},   {"reg", U'®', true},
    {"trade", U'™'},        {"euro", U'€'},         {"pound", U'£', true},  {"cent", U'¢', true},
    {"yen", U'¥', true},    {"curren", U'¤', true}, {"plusmn", U'±', true}, {"times", U'×', true},
    {"divide", U'÷', true}, {"frac12", U'½', true}, {"frac14", U'¼', true}, {"sup2", U'²', true},
    {"sup3", U'³', true},   {"ordm", U'º', true},   {"para", U'¶', true},   {"numero", U'№'},
    {"ensp", 0x2002},       {"emsp", 0x2003},       {"thinsp", 0x2009},     {"zwnj", 0x200C},
    {"zwj", 0x200D},        {"larr", U'←'},         {"uarr", U'↑'},         {"rarr", U'→'},
    {"darr", U'↓'},         {"check", U'✓'},        {"star", U'☆'},         {"phone", U'☎'},
    {"num", U'#'},          {"commat", U'@'},       {"lpar", U'('},         {"rpar", U')'},
    {"plus", U'+'},         {"colon", U':'},        {"sol", U'/'},          {"period", U'.'},
    {"comma", U','},        {"excl", U'!'},         {"quest", U'?'},        {"lowbar", U'_'},
    {"auml", U'ä', true},   {"ouml", U'ö', true},   {"uuml", U'ü', true},   {"szlig", U'ß', true},
    {"eacute", U'é', true}, {"oacute", U'ó', true}, {"aogon", U'ą'},        {"eogon", U'ę'},
    {"lstrok", U'ł'},       {"nacute", U'ń'},       {"sacute", U'ś'},       {"zdot", U'ż'},
    {"iecy", U'е'},         {"iukcy", U'і'},        {"yicy", U'ї'},         {"jukcy", U'є'},
};

// What numbers from 0x80 to 0x9F mean on pages: windows-1252. HTML standard, section 13.2.5.80.
constexpr char16_t kWindows1252[] =
    u"\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u008D\u017D"
    u"\u008F"
    u"\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u009D\u017E"
    u"\u0178";

int DigitValue(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return 16;
}

bool IsAlphanumeric(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// `text` begins with "&#". Returns the bytes of the reference, 0 if it is none.
size_t DecodeNumber(std::string_view text, std::string* out) {
  size_t at = 2;
  const bool hex = at < text.size() && (text[at] == 'x' || text[at] == 'X');
  if (hex) ++at;
  const int base = hex ? 16 : 10;
  const size_t digits = at;
  char32_t value = 0;
  for (; at < text.size() && DigitValue(text[at]) < base; ++at) {
    value = std::min<char32_t>(
        value * static_cast<char32_t>(base) + static_cast<char32_t>(DigitValue(text[at])),
        0x110000);
  }
  if (at == digits) return 0;
  if (at < text.size() && text[at] == ';') ++at;
  if (value >= 0x80 && value < 0xA0) value = kWindows1252[value - 0x80];
  AppendUtf8(value == 0 ? 0xFFFD : value, out);
  return at;
}

// `text` begins with "&" and a letter.
size_t DecodeName(std::string_view text, std::string* out) {
  constexpr size_t kLongest = 8;
  size_t end = 1;
  while (end < text.size() && end <= kLongest && IsAlphanumeric(text[end])) ++end;
  const std::string_view name = text.substr(1, end - 1);
  const bool closed = end < text.size() && text[end] == ';';
  for (const Name& known : kNames) {
    if (known.name != name || !(closed || known.bare)) continue;
    AppendUtf8(known.code_point, out);
    return closed ? end + 1 : end;
  }
  return 0;
}

}  // namespace

std::string DecodeReferences(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t at = 0; at < text.size();) {
    const size_t ampersand = std::min(text.find('&', at), text.size());
    out.append(text, at, ampersand - at);
    at = ampersand;
    if (at == text.size()) break;
    const std::string_view rest = text.substr(at);
    const size_t used =
        rest.size() > 1 && rest[1] == '#' ? DecodeNumber(rest, &out) : DecodeName(rest, &out);
    if (used == 0) out += '&';
    at += used == 0 ? 1 : used;
  }
  return out;
}

}  // namespace varta
