// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "crawler/revisit.h"

#include <algorithm>
#include <optional>
#include <string>

#include "base/ascii.h"
#include "crawler/http_date.h"

namespace varta {
namespace {

constexpr std::chrono::hours kFirstPause{20};
constexpr int kTimesGone = 3;
constexpr std::string_view kSpace = " \t";
constexpr int64_t kMaxSeconds = 365LL * 24 * 3600;  // RFC 9111, 1.2.2: a cap of our own is allowed

std::optional<int64_t> Seconds(std::string_view text) {
  text = ascii::Trim(text, kSpace);
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"') {
    text = text.substr(1, text.size() - 2);
  }
  return ParseDeltaSeconds(text, kMaxSeconds);
}

struct CacheControl {
  bool no_reuse = false;  // no-cache, no-store
  std::optional<int64_t> max_age;
};

CacheControl ReadCacheControl(const Headers& headers) {
  CacheControl control;
  for (const auto& [name, value] : headers) {
    if (!ascii::SameNoCase(name, "cache-control")) continue;
    for (size_t at = 0; at <= value.size();) {
      const size_t end = std::min(value.find(',', at), value.size());
      const std::string_view directive =
          ascii::Trim(std::string_view(value).substr(at, end - at), kSpace);
      const size_t equals = std::min(directive.find('='), directive.size());
      const std::string_view key = ascii::Trim(directive.substr(0, equals), kSpace);
      if (ascii::SameNoCase(key, "no-cache") || ascii::SameNoCase(key, "no-store"))
        control.no_reuse = true;
      if (ascii::SameNoCase(key, "max-age") && equals < directive.size() && !control.max_age) {
        // A directive that cannot be read counts as stale (RFC 9111, 4.2.1).
        control.max_age = Seconds(directive.substr(equals + 1)).value_or(0);
      }
      at = end + 1;
    }
  }
  return control;
}

}  // namespace

Revisit PlanRevisit(Visit visit, Duration last, int times_gone, int http_status,
                    const RevisitBounds& bounds) {
  const Duration max = std::max(bounds.min, bounds.max);
  Revisit plan;
  switch (visit) {
    case Visit::kNew:
      plan.interval = bounds.min;
      break;
    case Visit::kChanged:
      // Under the first pause every sweep is soon enough.
      plan.interval = last / 2 < kFirstPause ? bounds.min : last / 2;
      break;
    case Visit::kUnchanged:
      plan.interval = std::max<Duration>(last + last / 2, kFirstPause);
      break;
    case Visit::kGone:
      plan.never = http_status == 410 || times_gone >= kTimesGone;
      plan.interval = kFirstPause;
      break;
    case Visit::kFailed:
      plan.interval = Duration(0);  // the next sweep tries again
      return plan;
  }
  plan.interval = std::clamp(plan.interval, bounds.min, max);
  return plan;
}

Duration FreshFor(const Headers& response, Time now) {
  const CacheControl control = ReadCacheControl(response);
  if (control.no_reuse) return Duration(0);
  if (control.max_age) {
    const int64_t age = Seconds(FindHeader(response, "age")).value_or(0);
    return std::chrono::seconds(std::max<int64_t>(0, *control.max_age - age));
  }
  const std::optional<Time> expires = ParseHttpDate(FindHeader(response, "expires"));
  if (!expires) return Duration(0);
  const Time date = ParseHttpDate(FindHeader(response, "date")).value_or(now);
  return std::clamp<Duration>(*expires - date, Duration(0), std::chrono::seconds(kMaxSeconds));
}

}  // namespace varta
