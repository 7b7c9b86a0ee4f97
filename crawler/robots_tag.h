// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// What a page's X-Robots-Tag headers, or the content of its <meta name=robots>, ask of a robot.
// There is no RFC: the rules are those that Google's "Robots meta tag, data-nosnippet, and
// X-Robots-Tag specifications" gives and Bing and Yandex follow. Pure; any thread; linear.
#pragma once

#include <optional>
#include <string_view>

#include "base/clock.h"
#include "crawler/page.h"

namespace varta {

struct RobotsTag {
  bool noindex = false;
  bool nofollow = false;   // do not follow the links of this page
  bool noarchive = false;  // keep no copy for others to see
  bool nosnippet = false;
  std::optional<Time> unavailable_after;  // the page says it is out of date from then on

  // The most restrictive of both: what one of them forbids is forbidden, the earlier date counts.
  void Add(const RobotsTag& other);
  bool IsOver(Time now) const { return unavailable_after && *unavailable_after <= now; }
  friend bool operator==(const RobotsTag&, const RobotsTag&) = default;
};

// All X-Robots-Tag headers together, as far as they speak to everybody or to `agent` (a product
// token as "varta", any case). A value is a list by commas; "name:" before a directive speaks to
// that robot alone, up to the next such name or the header's end ("otherbot: noindex, varta:
// nofollow"). Directives: noindex, nofollow, none (both), noarchive, nosnippet,
// unavailable_after: DATE; index, follow and all allow what is allowed anyway; others are passed
// over. DATE is an HTTP date, a mail date (RFC 822, 5322), RFC 850's with any zone, or W3C's; a
// date that is none of these says nothing. No header: all false.
RobotsTag ReadRobotsTag(const Headers& headers, std::string_view agent);

// The content of one <meta name=robots> or <meta name=varta>; directives by commas or white space.
// A name before a colon means nothing here: such a directive is passed over.
RobotsTag ReadRobotsMeta(std::string_view content);

}  // namespace varta
