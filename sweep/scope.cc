// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "sweep/scope.h"

#include <re2/re2.h>

#include <algorithm>
#include <unordered_set>
#include <vector>

namespace varta {

using PatternList = std::vector<std::unique_ptr<RE2>>;

struct Scope::Patterns {
  PatternList allow, deny, ad, listing;
  std::unique_ptr<RE2> ad_id;
  // Of the seeds, where no pattern says what is allowed: one of the two.
  std::unordered_set<std::string> hosts, domains;
};

namespace {

std::unique_ptr<RE2> Compile(const std::string& pattern) {
  RE2::Options options;
  options.set_log_errors(false);
  return std::make_unique<RE2>(pattern, options);
}

PatternList CompileAll(const std::vector<std::string>& patterns) {
  PatternList list;
  for (const std::string& pattern : patterns) list.push_back(Compile(pattern));
  return list;
}

// The first pattern that matches; null: none does.
const RE2* FirstMatch(const PatternList& patterns, const std::string& text) {
  const auto found = std::find_if(patterns.begin(), patterns.end(), [&](const auto& pattern) {
    return RE2::PartialMatch(text, *pattern);
  });
  return found == patterns.end() ? nullptr : found->get();
}

bool AnyMatches(const PatternList& patterns, const std::string& text) {
  return FirstMatch(patterns, text) != nullptr;
}

}  // namespace

Scope::Scope(const Source& source) {
  auto patterns = std::make_unique<Patterns>();
  patterns->allow = CompileAll(source.allow);
  patterns->deny = CompileAll(source.deny);
  patterns->ad = CompileAll(source.ad_pages);
  patterns->listing = CompileAll(source.listing_pages);
  if (!source.ad_id.empty()) patterns->ad_id = Compile(source.ad_id);
  for (const std::string& seed : source.seeds) {
    const std::optional<Url> url = Url::Parse(seed);
    if (!url) continue;
    const std::optional<std::string> domain =
        source.reach == Source::Reach::kDomains ? RegistrableDomain(url->host()) : std::nullopt;
    if (domain) {
      patterns->domains.insert(*domain);
    } else {
      patterns->hosts.insert(url->host());
    }
  }
  patterns_ = std::move(patterns);
}

Scope::~Scope() = default;
Scope::Scope(Scope&&) noexcept = default;

bool Scope::Contains(const Url& url) const {
  if (!url.IsHttp()) return false;
  // Hosts before patterns: a look into a table costs less than a search.
  if (patterns_->allow.empty() && !patterns_->hosts.contains(url.host())) {
    if (patterns_->domains.empty()) return false;
    const std::optional<std::string> domain = RegistrableDomain(url.host());
    if (!domain || !patterns_->domains.contains(*domain)) return false;
  }
  if (patterns_->allow.empty() && patterns_->deny.empty()) return true;
  const std::string canonical = url.Canonical();
  if (AnyMatches(patterns_->deny, canonical)) return false;
  return patterns_->allow.empty() || AnyMatches(patterns_->allow, canonical);
}

bool Scope::Denies(const Url& url) const { return AnyMatches(patterns_->deny, url.Canonical()); }

std::string Scope::Why(const Url& url) const {
  if (!url.IsHttp()) return "it is no http or https URL";
  const std::string canonical = url.Canonical();
  if (const RE2* deny = FirstMatch(patterns_->deny, canonical)) {
    return "denied by the pattern '" + deny->pattern() + "'";
  }
  if (const RE2* allow = FirstMatch(patterns_->allow, canonical)) {
    return "allowed by the pattern '" + allow->pattern() + "'";
  }
  if (!patterns_->allow.empty()) return "no `allow` pattern matches it";
  const char* what = patterns_->domains.empty() ? "host" : "host or domain";
  return "its " + std::string(what) + (Contains(url) ? " is one" : " is none") + " of the seeds'";
}

bool Scope::IsAd(const Url& url) const {
  return patterns_->ad.empty() || AnyMatches(patterns_->ad, url.Canonical());
}

bool Scope::IsListing(const Url& url) const {
  return AnyMatches(patterns_->listing, url.Canonical());
}

std::string Scope::AdKey(const std::string& ad_url) const {
  std::string id;
  if (patterns_->ad_id != nullptr && RE2::PartialMatch(ad_url, *patterns_->ad_id, &id) &&
      !id.empty()) {
    return "id:" + id;
  }
  return ad_url;
}

}  // namespace varta
