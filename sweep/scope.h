// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Scope: which URLs belong to a source, and which of them are ads. Immutable; any thread.
#pragma once

#include <memory>
#include <string>

#include "base/url.h"
#include "sweep/source.h"

namespace varta {

class Scope {
 public:
  explicit Scope(const Source& source);  // its patterns were checked when it was loaded
  ~Scope();
  Scope(Scope&&) noexcept;

  bool Contains(const Url& url) const;  // http(s), allowed and not denied
  bool Denies(const Url& url) const;    // a `deny` pattern matches
  // What decides it, for people: "allowed by the pattern '^https://a/'", "its host is none of the
  // seeds'".
  std::string Why(const Url& url) const;
  bool IsAd(const Url& url) const;
  bool IsListing(const Url& url) const;
  // What names the ad: the group of ad_id, else `ad_url`.
  std::string AdKey(const std::string& ad_url) const;

 private:
  struct Patterns;
  std::unique_ptr<const Patterns> patterns_;
};

}  // namespace varta
