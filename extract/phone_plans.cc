// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/phone_plans.h"

#include <phonenumbers/phonenumberutil.h>

#include <utility>

#include "extract/phones.h"

namespace varta {
namespace {

using i18n::phonenumbers::PhoneNumberUtil;

// Country codes that people here leave the plus sign off.
constexpr std::string_view kNeighbours[] = {"380", "7",   "48",  "420", "421", "49",  "40",  "373",
                                            "90",  "972", "971", "370", "371", "372", "375", "995",
                                            "994", "44",  "39",  "34",  "36",  "359"};

// Numbers of another country's plan, as people write them on pages of this one: only mobile ones,
// there are too many numbers about that would pass for somebody's landline.
PhoneNumber ParseForeign(const std::string& digits) {
  const auto mobile = [](PhoneNumber number) {
    number.national = false;
    return number.mobile ? number : PhoneNumber();
  };
  if (digits.size() == 10 && digits[0] == '0') return mobile(ParsePhone(digits, "UA"));
  if (digits.size() < 11) return {};
  // 8 before a Ukrainian number is the trunk prefix of old; before 9 it is the Russian one.
  if (digits.size() == 11 && digits.starts_with("80"))
    return mobile(ParsePhone(digits.substr(1), "UA"));
  if (digits.size() == 11 && digits.starts_with("89"))
    return mobile(ParsePhone("+7" + digits.substr(1), "ZZ"));
  for (std::string_view code : kNeighbours) {
    if (!digits.starts_with(code)) continue;
    if (PhoneNumber number = mobile(ParsePhone("+" + digits, "ZZ")); !number.e164.empty())
      return number;
  }
  return {};
}

// Countries whose numbers the library would read as they stand: behind the country's code, or the
// trunk prefix, all digits are the number. `trunk`: 0 where there is none.
struct Plan {
  std::string_view region, code;
  char trunk;
};
constexpr Plan kPlainPlans[] = {{"UA", "380", '0'}, {"RU", "7", '8'},   {"PL", "48", 0},
                                {"CZ", "420", 0},   {"SK", "421", '0'}, {"DE", "49", '0'},
                                {"RO", "40", '0'},  {"MD", "373", '0'}, {"TR", "90", '0'},
                                {"IL", "972", '0'}, {"AE", "971", '0'}, {"LV", "371", 0},
                                {"EE", "372", 0},   {"GE", "995", '0'}, {"AZ", "994", '0'},
                                {"GB", "44", '0'},  {"ES", "34", 0},    {"BG", "359", '0'}};

// The national number in digits that need no reading, for reading costs twice what the check does.
// Empty: the library must read them. `digits`: with a plus sign before or not.
std::string_view PlainNumber(std::string_view digits, std::string_view region, const Plan** plan) {
  if (digits.starts_with('+')) {
    digits.remove_prefix(1);
    for (const Plan& row : kPlainPlans) {
      if (!digits.starts_with(row.code)) continue;
      *plan = &row;
      digits.remove_prefix(row.code.size());
      // Otherwise a prefix may be among them.
      return !digits.empty() && digits[0] >= '2' && digits[0] != row.trunk ? digits
                                                                           : std::string_view();
    }
    return {};
  }
  for (const Plan& row : kPlainPlans) {
    if (row.region != region) continue;
    *plan = &row;
    if (digits.starts_with(row.code)) return {};
    // Russian numbers may begin with 8 themselves: they have ten digits.
    if (row.trunk == '8' && digits[0] == '8' && digits.size() != 11) return {};
    if (digits.size() > 1 && digits[0] == row.trunk) digits.remove_prefix(1);
    return digits[0] >= '2' && digits[0] != row.trunk ? digits : std::string_view();
  }
  return {};
}

// `e164`: what it is then; empty: the library must say.
PhoneNumber Checked(const i18n::phonenumbers::PhoneNumber& parsed, std::string e164 = {}) {
  const PhoneNumberUtil& util = *PhoneNumberUtil::GetInstance();
  const auto type = util.GetNumberType(parsed);
  if (type == PhoneNumberUtil::UNKNOWN) return {};  // what IsValidNumber asks, too
  PhoneNumber number;
  number.e164 = std::move(e164);
  if (number.e164.empty()) util.Format(parsed, PhoneNumberUtil::E164, &number.e164);
  number.mobile = type == PhoneNumberUtil::MOBILE || type == PhoneNumberUtil::FIXED_LINE_OR_MOBILE;
  number.free = type == PhoneNumberUtil::TOLL_FREE || type == PhoneNumberUtil::SHARED_COST ||
                type == PhoneNumberUtil::PREMIUM_RATE;
  number.national = true;
  return number;
}

}  // namespace

PhoneNumber ParsePhone(const std::string& digits, const std::string& region) {
  const Plan* plan = nullptr;
  const std::string_view plain = PlainNumber(digits, region, &plan);
  if (plain.empty() || plain.size() > kMaxPhoneDigits) return ReadPhone(digits, region);
  i18n::phonenumbers::PhoneNumber number;
  number.set_country_code(std::stoi(std::string(plan->code)));
  number.set_national_number(std::stoull(std::string(plain)));
  return Checked(number, std::string("+").append(plan->code).append(plain));
}

PhoneNumber ReadPhone(const std::string& digits, const std::string& region) {
  i18n::phonenumbers::PhoneNumber parsed;
  if (PhoneNumberUtil::GetInstance()->Parse(digits, region, &parsed) !=
      PhoneNumberUtil::NO_PARSING_ERROR)
    return {};
  return Checked(parsed);
}

PhoneNumber ResolvePhone(const std::string& digits, bool plus, const std::string& region) {
  if (digits.size() < kMinPhoneDigits || digits.size() > kMaxPhoneDigits) return {};
  if (plus) return ParsePhone("+" + digits, "ZZ");
  if (digits.starts_with("00")) {
    if (PhoneNumber number = ParsePhone("+" + digits.substr(2), "ZZ"); !number.e164.empty())
      return number;
  }
  if (PhoneNumber number = ParsePhone(digits, region); !number.e164.empty()) return number;
  return ParseForeign(digits);
}

std::string TrunkPrefix(const std::string& region) {
  std::string trunk;
  PhoneNumberUtil::GetInstance()->GetNddPrefixForRegion(region, true, &trunk);
  return trunk == "0" || trunk == "8" ? trunk : std::string();
}

std::string CountryCode(const std::string& region) {
  const int code = PhoneNumberUtil::GetInstance()->GetCountryCodeForRegion(region);
  return code > 0 ? std::to_string(code) : std::string();
}

bool IsCountryCode(std::string_view digits) {
  if (digits.empty() || digits.size() > 3 || digits[0] == '0') return false;
  std::string region;
  PhoneNumberUtil::GetInstance()->GetRegionCodeForCountryCode(std::stoi(std::string(digits)),
                                                              &region);
  return region != "ZZ";
}

std::string RegionOfNumber(std::string_view digits) {
  for (size_t size = 1; size <= 3 && size <= digits.size(); ++size) {
    std::string region;
    PhoneNumberUtil::GetInstance()->GetRegionCodeForCountryCode(
        std::stoi(std::string(digits.substr(0, size))), &region);
    if (region != "ZZ") return region;
  }
  return {};
}

std::string CallingCode(std::string_view e164) {
  i18n::phonenumbers::PhoneNumber number;
  if (!e164.starts_with('+') ||
      PhoneNumberUtil::GetInstance()->Parse(std::string(e164), "ZZ", &number) !=
          PhoneNumberUtil::NO_PARSING_ERROR) {
    return {};
  }
  return std::to_string(number.country_code());
}

std::string SubscriberDigits(std::string_view e164) {
  const std::string code = CallingCode(e164);
  return code.empty() ? std::string() : std::string(e164.substr(code.size() + 1));
}

bool IsPhoneRegion(std::string_view region) {
  return PhoneNumberUtil::GetInstance()->GetCountryCodeForRegion(std::string(region)) != 0;
}

}  // namespace varta
