// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Times as files on the web write them: W3C's profile of ISO 8601
// (https://www.w3.org/TR/NOTE-datetime), which sitemaps, Atom (RFC 4287, 3.3) and Dublin Core ask
// for, and RFC 5322's (section 3.3, with the obsolete forms of 4.3), which RSS asks for. Any
// thread.
#pragma once

#include <optional>
#include <string_view>

#include "base/clock.h"

namespace varta {

// "2026", "2026-05", "2026-05-12", "2026-05-12T09:30+03:00", with seconds, with a fraction of
// them. What is left out is the least there is (January, the 1st, midnight). Also read, since files
// have it so: a space for the T, white space around, an offset as "+0300" or "+03", a time without
// one (UTC). nullopt: something else, no such day, or a year that has not four digits.
std::optional<Time> ParseW3cTime(std::string_view text);

// "Thu, 05 Jan 2017 13:34:51 +0100"; the day of the week, the seconds and the zone may be missing
// (UTC); the year may have two digits (00 to 49: this century; RFC 5322, 4.3); the zone may be
// UT, GMT, Z or one of North America's four; other names are read as UTC, as 4.3 asks. nullopt:
// something else, or no such day.
std::optional<Time> ParseMailTime(std::string_view text);

}  // namespace varta
