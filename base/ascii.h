// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// What HTML, HTTP and the like ask of bytes that are ASCII, whatever the locale; bytes of other
// characters stay as they are and are none of these. Pure; any thread.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace varta::ascii {

// HTML's white space (and the URL standard's): vertical tabs are none.
constexpr bool IsSpace(char c) {
  return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}
constexpr bool IsDigit(char c) { return c >= '0' && c <= '9'; }
constexpr char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 0x20) : c; }
constexpr bool IsLetter(char c) { return Lower(c) >= 'a' && Lower(c) <= 'z'; }
constexpr bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }
constexpr bool IsLower(char c) { return c >= 'a' && c <= 'z'; }
constexpr bool IsAlphanumeric(char c) { return IsLetter(c) || IsDigit(c); }
// Of a hexadecimal digit; -1 of anything else.
constexpr int HexValue(char c) {
  if (IsDigit(c)) return c - '0';
  return Lower(c) >= 'a' && Lower(c) <= 'f' ? Lower(c) - 'a' + 10 : -1;
}

inline std::string Lower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = Lower(c);
  return lower;
}

// Whether `text` in lower case begins with `lower`.
constexpr bool StartsWithNoCase(std::string_view text, std::string_view lower) {
  return text.size() >= lower.size() && std::equal(lower.begin(), lower.end(), text.begin(),
                                                   [](char a, char b) { return a == Lower(b); });
}

// Whether `text` in lower case is `lower`.
constexpr bool SameNoCase(std::string_view text, std::string_view lower) {
  return text.size() == lower.size() && StartsWithNoCase(text, lower);
}

// Whether they differ in case only.
constexpr bool EqualNoCase(std::string_view a, std::string_view b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(),
                                            [](char x, char y) { return Lower(x) == Lower(y); });
}

// Without the bytes of `of` at both ends.
constexpr std::string_view Trim(std::string_view text, std::string_view of) {
  const size_t begin = text.find_first_not_of(of);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(of) - begin + 1);
}

// Without white space at both ends.
constexpr std::string_view Trim(std::string_view text) {
  while (!text.empty() && IsSpace(text.front())) text.remove_prefix(1);
  while (!text.empty() && IsSpace(text.back())) text.remove_suffix(1);
  return text;
}

}  // namespace varta::ascii
