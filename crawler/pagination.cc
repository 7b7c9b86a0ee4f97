// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "crawler/pagination.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ascii.h"
#include "crawler/page_words.h"

namespace varta {
namespace {

struct Listing {
  std::string rest;     // everything but the page number
  uint64_t number = 0;  // 0: none
};

bool IsDigits(std::string_view text) {
  return !text.empty() && text.size() <= 9 &&
         text.find_first_not_of("0123456789") == std::string_view::npos;
}

uint64_t Number(std::string_view digits) {
  uint64_t number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

std::vector<std::string_view> Split(std::string_view text, char at) {
  std::vector<std::string_view> parts;
  for (size_t begin = 0; begin <= text.size();) {
    const size_t end = std::min(text.find(at, begin), text.size());
    parts.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

// "/a/page/3" -> "/a", 3. "/a/page-3", "/a/p3" likewise; "/a/3" too, without a word.
void ReadPath(std::string_view path, Listing* listing) {
  std::vector<std::string_view> segments = Split(path, '/');
  while (!segments.empty() && segments.back().empty()) segments.pop_back();
  if (!segments.empty()) {
    const std::string last = ascii::Lower(segments.back());
    const size_t digits = last.find_last_not_of("0123456789") + 1;
    const std::string_view number = std::string_view(last).substr(digits);
    std::string_view word = std::string_view(last).substr(0, digits);
    while (!word.empty() && (word.back() == '-' || word.back() == '_')) word.remove_suffix(1);
    const bool worded = IsPageWord(word);
    if (IsDigits(number) && (worded || word.empty())) {
      listing->number = Number(number);
      segments.pop_back();
      if (word.empty() && !segments.empty() && IsPageWord(ascii::Lower(segments.back()))) {
        segments.pop_back();
      }
    }
  }
  for (std::string_view segment : segments) listing->rest.append("/").append(segment);
}

Listing Read(const Url& url) {
  Listing listing;
  listing.rest = url.GetOrigin().ToString();
  bool in_query = false;
  std::string query;
  if (url.query()) {
    for (std::string_view parameter : Split(*url.query(), '&')) {
      const size_t equals = std::min(parameter.find('='), parameter.size());
      const std::string_view value = parameter.substr(std::min(equals + 1, parameter.size()));
      if (!in_query && IsPageParameter(parameter.substr(0, equals)) && IsDigits(value)) {
        listing.number = Number(value);
        in_query = true;
      } else if (!parameter.empty()) {
        query.append("&").append(parameter);
      }
    }
  }
  if (in_query) {
    std::string_view path = url.path();
    while (!path.empty() && path.back() == '/') path.remove_suffix(1);
    listing.rest += path;
  } else {
    ReadPath(url.path(), &listing);
  }
  listing.rest += query;
  return listing;
}

// The whole address, written as Listing::rest is: what is a page number there may be none here.
std::string Whole(const Url& url) {
  std::string_view path = url.path();
  while (!path.empty() && path.back() == '/') path.remove_suffix(1);
  std::string whole = url.GetOrigin().ToString() + std::string(path);
  const std::string query = url.query().value_or("");
  for (std::string_view parameter : Split(query, '&')) {
    if (!parameter.empty()) whole.append("&").append(parameter);
  }
  return whole;
}

}  // namespace

bool IsLaterPage(const Url& listing, const Url& other) {
  const Listing a = Read(listing), b = Read(other);
  if (b.number == 0) return false;
  // A first page without a number: its whole address is what the later ones have beside theirs.
  if (Whole(listing) == b.rest) return true;
  return a.rest == b.rest && b.number > a.number;
}

}  // namespace varta
