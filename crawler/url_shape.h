// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// What addresses of one kind have in common, and the numbers in which they differ. Pure; any
// thread; linear.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/url.h"

namespace varta {

struct UrlShape {
  // "http://a.test/ad/#?p=#&sort=date&sid=*": the origin; the path, where runs of digits and long
  // hexadecimal segments are #; the query's parameters in the order of their names, values that are
  // short words as they are, numbers as #, others as *.
  std::string text;
  // The runs of digits that became #, and values of parameters that are numbers, in the order of
  // `text`; what is past 18 digits counts as its first 18. At most 8: more are not told apart.
  std::vector<uint64_t> numbers;
  // Which of them counts pages by the word before it ("/page/7", "?p=7", "?offset=40").
  std::optional<size_t> page;
  // A day or a month that the address names: "/2026/11/26", "/2026-11", "/26.11.2026",
  // "?year=2026&month=11", "/20261126". Years 1000 to 9999; a month alone is its first day.
  std::optional<std::chrono::sys_days> day;
  uint32_t day_numbers = 0;  // bit i: numbers[i] is a part of it
};

UrlShape ShapeOf(const Url& url);

}  // namespace varta
