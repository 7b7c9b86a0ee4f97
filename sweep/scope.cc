// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "sweep/scope.h"

#include <re2/re2.h>

#include <algorithm>
#include <set>
#include <vector>

namespace varta {

using PatternList = std::vector<std::unique_ptr<RE2>>;

struct Scope::Patterns {
  PatternList allow, deny, ad;
  std::unique_ptr<RE2> ad_id;
  std::set<std::string> hosts;  // of the seeds, where nothing says what is allowed
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

bool AnyMatches(const PatternList& patterns, const std::string& text) {
  return std::any_of(patterns.begin(), patterns.end(),
                     [&](const auto& pattern) { return RE2::PartialMatch(text, *pattern); });
}

}  // namespace

Scope::Scope(const Source& source) {
  auto patterns = std::make_unique<Patterns>();
  patterns->allow = CompileAll(source.allow);
  patterns->deny = CompileAll(source.deny);
  patterns->ad = CompileAll(source.ad_pages);
  if (!source.ad_id.empty()) patterns->ad_id = Compile(source.ad_id);
  for (const std::string& seed : source.seeds) {
    if (auto url = Url::Parse(seed)) patterns->hosts.insert(url->host());
  }
  patterns_ = std::move(patterns);
}

Scope::~Scope() = default;
Scope::Scope(Scope&&) noexcept = default;

bool Scope::Contains(const Url& url) const {
  if (!url.IsHttp()) return false;
  std::string canonical = url.Canonical();
  if (AnyMatches(patterns_->deny, canonical)) return false;
  if (patterns_->allow.empty()) return patterns_->hosts.contains(url.host());
  return AnyMatches(patterns_->allow, canonical);
}

bool Scope::IsAd(const Url& url) const {
  return patterns_->ad.empty() || AnyMatches(patterns_->ad, url.Canonical());
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
