// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// The world's numbering plans: which digits are a valid number, and whose; the one file that knows
// libphonenumber. Pure; any thread. A call that has to ask it costs some 10 microseconds.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace varta {

inline constexpr size_t kMinPhoneDigits = 6;
// E.164 allows 15; a prefix for calls abroad comes before.
inline constexpr size_t kMaxPhoneDigits = 17;

struct PhoneNumber {
  std::string e164;  // empty: no valid number
  bool mobile = false;
  bool free = false;      // for the caller, or dearer: no area code, no trunk prefix
  bool national = false;  // by the region's own plan, or written with a country code
};

// The digits in the plan of a region (ISO 3166-1), or with "+" before in any: "ZZ".
PhoneNumber ParsePhone(const std::string& digits, const std::string& region);
// The same, by the library alone. ParsePhone asks it where the digits may hold more than a number.
PhoneNumber ReadPhone(const std::string& digits, const std::string& region);
// As people write them on pages of a region: with and without the country's code, with a prefix for
// calls abroad, numbers of the neighbours. `plus`: a plus sign stands before.
PhoneNumber ResolvePhone(const std::string& digits, bool plus, const std::string& region);

std::string TrunkPrefix(const std::string& region);  // "0" or "8"; empty: written without
bool IsCountryCode(std::string_view digits);         // "380": of some region
std::string CountryCode(const std::string& region);  // "380"; empty: unknown region
// Which region an international number (without the plus sign) is of: "380671234567" -> "UA"; the
// largest where several share a code; empty if none.
std::string RegionOfNumber(std::string_view digits);

}  // namespace varta
