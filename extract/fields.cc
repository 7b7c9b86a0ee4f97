// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/fields.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <tuple>
#include <utility>

#include "extract/emails.h"
#include "extract/handles.h"
#include "extract/phones.h"

namespace varta {
namespace {

constexpr size_t kMaxFacts = 256;  // for each place: a page with more is a list, not an ad

// The extracted fields. A new one is a line here.
struct FieldFinder {
  v1::FactKind kind;  // what it is for; a messenger's link may give a phone besides
  void (*find)(const FactSource& source, std::vector<v1::Fact>* facts);
};
constexpr FieldFinder kFinders[] = {
    {v1::FACT_KIND_PHONE, FindPhones},
    {v1::FACT_KIND_EMAIL, FindEmails},
    {v1::FACT_KIND_HANDLE, FindHandles},
};

// Keeps the facts in page order, the first of each value, and no more than a place may have.
void Keep(std::vector<v1::Fact> found, std::vector<v1::Fact>* facts) {
  std::stable_sort(found.begin(), found.end(), [](const v1::Fact& a, const v1::Fact& b) {
    return a.span().begin() < b.span().begin();
  });
  std::set<std::pair<int, std::string>> seen;
  for (v1::Fact& fact : found) {
    if (seen.size() >= kMaxFacts) return;
    if (seen.emplace(fact.kind(), fact.value()).second) facts->push_back(std::move(fact));
  }
}

void FindInText(std::string_view text, v1::Place place, std::string_view region,
                std::vector<v1::Fact>* facts) {
  std::vector<v1::Fact> found;
  for (const FieldFinder& finder : kFinders) {
    std::vector<v1::Fact> part;  // its own, for each finder has its limit
    finder.find({text, place, region}, &part);
    std::move(part.begin(), part.end(), std::back_inserter(found));
  }
  Keep(std::move(found), facts);
}

// Country domains that are used as if they were generic ones.
constexpr std::string_view kBorrowedDomains[] = {
    "io", "me", "tv", "co", "ai", "cc", "ws", "to", "ly", "gg", "fm", "la", "eu",
    "im", "is", "sh", "st", "vc", "pw", "nu", "tk", "ml", "ga", "cf", "gq", "ac"};

struct RegionOf {
  std::string_view name, region;
};
constexpr RegionOf kDomainRegions[] = {{"uk", "GB"},        {"su", "RU"},
                                       {"xn--p1ai", "RU"},  {"xn--j1amh", "UA"},
                                       {"xn--90ais", "BY"}, {"xn--80ao21a", "KZ"}};
// Russian is written in many countries, Ukraine's among them: it says nothing.
constexpr RegionOf kLanguageRegions[] = {
    {"uk", "UA"}, {"pl", "PL"}, {"cs", "CZ"}, {"sk", "SK"}, {"de", "DE"}, {"ro", "RO"},
    {"tr", "TR"}, {"he", "IL"}, {"iw", "IL"}, {"lv", "LV"}, {"lt", "LT"}, {"et", "EE"},
    {"hu", "HU"}, {"bg", "BG"}, {"it", "IT"}, {"es", "ES"}, {"pt", "PT"}, {"fr", "FR"},
    {"nl", "NL"}, {"be", "BY"}, {"kk", "KZ"}, {"ka", "GE"}, {"az", "AZ"}, {"hy", "AM"},
    {"fi", "FI"}, {"sv", "SE"}, {"el", "GR"}};

template <size_t N>
std::string_view Find(const RegionOf (&table)[N], std::string_view name) {
  const auto* found = std::find_if(std::begin(table), std::end(table),
                                   [&](const RegionOf& row) { return row.name == name; });
  return found == std::end(table) ? std::string_view() : found->region;
}

}  // namespace

std::vector<v1::Fact> FindFacts(const FieldInput& input) {
  std::vector<v1::Fact> facts;
  FindInText(input.title, v1::PLACE_TITLE, input.region, &facts);
  FindInText(input.text, v1::PLACE_TEXT, input.region, &facts);
  if (input.links == nullptr) return facts;
  std::vector<v1::Fact> found;
  for (const Link& link : *input.links) {
    for (v1::Fact& fact : ContactsOfUrl(link.url, input.region)) {
      fact.set_place(v1::PLACE_URL);
      found.push_back(std::move(fact));
    }
  }
  Keep(std::move(found), &facts);
  return facts;
}

std::string NormalisePhone(std::string_view typed, std::string_view region) {
  return ToE164(typed, region);
}

std::string NormaliseHandle(std::string_view typed) { return ToHandle(typed); }

std::string GuessRegion(const Url* url, std::string_view language) {
  if (url != nullptr) {
    const std::string& host = url->host();
    const std::string domain =
        host.substr(host.rfind('.') + 1);  // the whole host if there is no dot
    if (const std::string_view region = Find(kDomainRegions, domain); !region.empty())
      return std::string(region);
    const bool borrowed = std::find(std::begin(kBorrowedDomains), std::end(kBorrowedDomains),
                                    domain) != std::end(kBorrowedDomains);
    if (domain.size() == 2 && !borrowed) {
      std::string region;
      for (char c : domain) region += static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
      if (IsPhoneRegion(region)) return region;
    }
  }
  const std::string_view region = Find(kLanguageRegions, language.substr(0, language.find('-')));
  return region.empty() ? "UA" : std::string(region);
}

}  // namespace varta
