// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// When a page is worth another visit. Pure; any thread.
//
// What changed is visited sooner, what did not later: the pause is halved or grows by half (the
// additive-increase rule of congestion control turned to change rates; Cho and Garcia-Molina,
// "Effective page refresh policies for web crawlers", 2003, say why even a rough estimate of the
// change rate beats equal visits). The first pause after an unchanged visit is 20 hours, so that a
// daily sweep that starts a little early still takes the page.
#pragma once

#include <string_view>

#include "base/clock.h"
#include "crawler/page.h"

namespace varta {

enum class Visit { kNew, kChanged, kUnchanged, kGone, kFailed };

struct RevisitBounds {
  Duration min{0};  // 0: the next sweep, whenever it comes
  Duration max{std::chrono::hours(14 * 24)};
};

struct Revisit {
  Duration interval{0};  // to be remembered for the next call
  bool never = false;    // gone for good
};

// `last`: the interval that the call before gave; zero: none. `times_gone`: in a row, this visit
// included; a page is given up after three, at once if the server answered 410 (RFC 9110, 15.5.11).
Revisit PlanRevisit(Visit visit, Duration last, int times_gone, int http_status,
                    const RevisitBounds& bounds);

// For how long an answer may be taken as it is without asking again: Cache-Control max-age less
// Age, else Expires less Date (RFC 9111, 4.2). Zero: not at all, or it does not say.
Duration FreshFor(const Headers& response, Time now);

}  // namespace varta
