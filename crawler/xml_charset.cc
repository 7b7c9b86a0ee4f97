// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "crawler/xml_charset.h"

#include <algorithm>
#include <optional>

#include "base/charset.h"
#include "base/text.h"

namespace varta {
namespace {

using namespace std::string_view_literals;

// Of <?xml version="1.0" encoding="..."?>; empty: it has none.
std::string_view DeclaredEncoding(std::string_view bytes) {
  constexpr size_t kWithin = 1024;
  constexpr std::string_view kName = "encoding";
  bytes = bytes.substr(0, kWithin);
  const size_t begin = bytes.find("<?xml");
  const size_t first_tag = bytes.find('<');
  if (begin == std::string_view::npos || begin != first_tag) return {};
  std::string_view inside = bytes.substr(begin, bytes.find('>', begin) - begin);
  const size_t name = inside.find(kName);
  if (name == std::string_view::npos) return {};
  inside.remove_prefix(name + kName.size());
  const size_t quote = inside.find_first_not_of(" \t\r\n=");
  if (quote == std::string_view::npos || (inside[quote] != '"' && inside[quote] != '\'')) return {};
  const std::string_view value = inside.substr(quote + 1);
  const size_t end = value.find(inside[quote]);
  return end == std::string_view::npos ? std::string_view() : value.substr(0, end);
}

}  // namespace

std::string XmlCharset(std::string_view bytes, std::string_view http_charset) {
  struct Start {
    std::string_view bytes;
    const char* charset;
  };
  constexpr Start kStarts[] = {{"\xef\xbb\xbf"sv, "utf-8"},
                               {"\xff\xfe"sv, "utf-16le"},
                               {"\xfe\xff"sv, "utf-16be"},
                               {"<\0?\0"sv, "utf-16le"},
                               {"\0<\0?"sv, "utf-16be"}};
  for (const Start& start : kStarts) {
    if (bytes.starts_with(start.bytes)) return start.charset;
  }
  if (const std::optional<std::string> charset = CharsetFromLabel(http_charset)) return *charset;
  const std::string_view declared = DeclaredEncoding(bytes);
  if (const std::optional<std::string> charset = CharsetFromLabel(declared))
    return charset->starts_with("utf-16") ? "utf-8" : *charset;
  return IsValidUtf8(bytes) ? "utf-8" : "windows-1251";
}

}  // namespace varta
