// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "sweep/language_versions.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <string>
#include <string_view>
#include <tuple>

#include "crawler/url_identity.h"

namespace varta {
namespace {

// What is read rather than other languages, best first.
constexpr std::string_view kLanguages[] = {"uk", "ru"};

size_t LanguageRank(std::string_view tag) {
  const std::string_view primary = tag.substr(0, tag.find_first_of("-_"));
  return static_cast<size_t>(std::find(std::begin(kLanguages), std::end(kLanguages), primary) -
                             std::begin(kLanguages));
}

// Of one address; it may be listed for several languages.
struct Version {
  Url url;
  size_t language = std::size(kLanguages);
  bool is_default = false;
};

}  // namespace

std::vector<Url> LanguageVersions(const Url& page, std::span<const Alternate> alternates,
                                  const Scope& scope) {
  std::map<std::string, Version> versions;  // by Canonical()
  for (const Alternate& alternate : alternates) {
    Url url = WithoutSession(alternate.url);
    if (!scope.Contains(url)) continue;
    std::string canonical = url.Canonical();
    const auto entry = versions.try_emplace(std::move(canonical), Version{std::move(url)}).first;
    entry->second.language = std::min(entry->second.language, LanguageRank(alternate.language));
    entry->second.is_default = entry->second.is_default || alternate.language == "x-default";
  }
  if (versions.size() < 2 || !versions.contains(page.Canonical())) return {};
  using Place = std::tuple<size_t, bool, size_t, std::string>;
  std::map<Place, Url> ordered;
  for (const auto& [canonical, version] : versions) {
    ordered.emplace(Place(version.language, !version.is_default, canonical.size(), canonical),
                    version.url);
  }
  std::vector<Url> urls;
  for (const auto& [place, url] : ordered) urls.push_back(url);
  return urls;
}

}  // namespace varta
