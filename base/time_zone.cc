// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "base/time_zone.h"

#include <date/tz.h>

#include <algorithm>
#include <exception>
#include <optional>
#include <utility>

#include "base/text.h"
#include "base/yaml.h"

// As Debian's is built, and as its CMake target says; with another value the classes have another
// layout.
#if !USE_OS_TZDB
#error "date-tz must read the system's tzdata: link date::date-tz, built with USE_OS_TZDB=1"
#endif

namespace varta {
namespace {

// The years 1 to 9999, a day off either end, so that no offset leaves what can be counted.
constexpr int64_t kFirst = -62'135'510'400'000;
constexpr int64_t kLast = 253'402'214'400'000;

constexpr char kInstall[] = "; install Debian's package tzdata, or write UTC";

date::sys_seconds StartOfYear(int year) {
  return std::chrono::time_point_cast<std::chrono::seconds>(
      date::sys_days(date::year(year) / date::January / 1));
}

// Files in the "slim" format give the future as a rule, which date-tz 3.0.1 does not read: summer
// time would silently end in 1996 (Europe/Kyiv) or 2007 (America/New_York).
bool KnowsTheFuture() {
  return date::locate_zone("America/New_York")->get_info(StartOfYear(2030)).end < StartOfYear(2031);
}

// Versions of the list for machines with leap seconds or without links, and the machine's own zone,
// which is no name that means the same elsewhere.
bool IsPlaceName(std::string_view name) {
  return !name.starts_with("right/") && !name.starts_with("posix/") && name != "localtime";
}

Status UnknownZone(std::string_view name, const date::tzdb& db) {
  std::vector<std::string> names;
  for (const date::time_zone& zone : db.zones) {
    if (IsPlaceName(zone.name())) names.push_back(zone.name());
  }
  const std::string near = NearestName(name, names);
  return Status(Code::kInvalidArgument,
                "there is no time zone '" + Shorten(name, 60) + "'; " +
                    (near.empty() ? "write a name of the IANA list, as Europe/Kyiv"
                                  : "did you mean '" + near + "'?"));
}

}  // namespace

TimeZone::TimeZone() : name_("UTC") {
  static const auto kUtc = std::make_shared<const Periods>(Periods{{0, 0}});
  periods_ = kUtc;
}

Result<TimeZone> TimeZone::Load(std::string_view name) {
  if (name == "UTC") return TimeZone();
  try {
    const date::tzdb& db = date::get_tzdb();
    if (db.zones.empty()) {
      return Status(
          Code::kFailedPrecondition,
          "the system has no time zones (nothing in /usr/share/zoneinfo)" + std::string(kInstall));
    }
    const auto known = [&](const date::time_zone& zone) { return zone.name() == name; };
    const auto zone = std::find_if(db.zones.begin(), db.zones.end(), known);
    if (zone == db.zones.end() || !IsPlaceName(name)) return UnknownZone(name, db);
    if (!KnowsTheFuture()) {
      return Status(Code::kFailedPrecondition,
                    "the system's time zones say nothing of the years to come (files in the "
                    "\"slim\" format)" +
                        std::string(kInstall));
    }
    Periods periods;
    for (date::sys_seconds at = StartOfYear(1970); at < StartOfYear(2100);) {
      const date::sys_info info = zone->get_info(at);
      const int64_t offset = Duration(info.offset).count();
      if (periods.empty() || periods.back().offset != offset)  // else only the abbreviation changes
        periods.push_back({Duration(at.time_since_epoch()).count(), offset});
      at = info.end;
    }
    return TimeZone(std::string(name), std::make_shared<const Periods>(std::move(periods)));
  } catch (const std::exception& error) {
    return Status(Code::kFailedPrecondition, "cannot read the system's time zones (" +
                                                 std::string(error.what()) + ")" + kInstall);
  }
}

LocalTime TimeZone::ToLocal(Time time) const {
  const int64_t at = std::clamp(ToUnixMillis(time), kFirst, kLast);
  const auto later = std::partition_point(periods_->begin() + 1, periods_->end(),
                                          [&](const Period& period) { return period.begin <= at; });
  return LocalTime(Duration(at + std::prev(later)->offset));
}

Time TimeZone::ToUtc(LocalTime local) const {
  const int64_t at = std::clamp(local.time_since_epoch().count(), kFirst, kLast);
  // The first period whose clock has not passed `at` when it ends: of two passes the earlier one.
  size_t low = 0;
  for (size_t high = periods_->size() - 1; low < high;) {
    const size_t middle = (low + high) / 2;
    const bool passed = at >= (*periods_)[middle + 1].begin + (*periods_)[middle].offset;
    (passed ? low : high) = passed ? middle + 1 : middle;
  }
  const Period& period = (*periods_)[low];
  const int64_t utc = at - period.offset;
  return FromUnixMillis(low > 0 ? std::max(utc, period.begin) : utc);
}

}  // namespace varta
