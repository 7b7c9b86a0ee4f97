// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "crawler/page.h"

#include <algorithm>

#include "base/ascii.h"

namespace varta {
namespace {}  // namespace

std::string_view OutcomeName(Outcome outcome) {
  switch (outcome) {
    case Outcome::kOk:
      return "ok";
    case Outcome::kRedirect:
      return "redirect";
    case Outcome::kNotModified:
      return "not-modified";
    case Outcome::kGone:
      return "gone";
    case Outcome::kHttpError:
      return "http-error";
    case Outcome::kDnsError:
      return "dns-error";
    case Outcome::kConnectError:
      return "connect-error";
    case Outcome::kTlsError:
      return "tls-error";
    case Outcome::kTimeout:
      return "timeout";
    case Outcome::kBadResponse:
      return "bad-response";
    case Outcome::kNotText:
      return "not-text";
    case Outcome::kChallenge:
      return "challenge";
    case Outcome::kLogin:
      return "login";
    case Outcome::kRefused:
      return "refused";
    case Outcome::kDeniedByRobots:
      return "denied-by-robots";
    case Outcome::kCancelled:
      return "cancelled";
  }
  return "unknown";
}

std::string_view FindHeader(const Headers& headers, std::string_view name) {
  for (const auto& [key, value] : headers) {
    if (ascii::EqualNoCase(key, name)) return value;
  }
  return {};
}

}  // namespace varta
