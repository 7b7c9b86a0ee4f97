// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/phone_plans.h"

#include <phonenumbers/phonemetadata.pb.h>
#include <phonenumbers/phonenumberutil.h>
#include <re2/re2.h>
#include <re2/set.h>

#include <array>
#include <bitset>
#include <iterator>
#include <list>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "extract/phones.h"

// The library's own tables, serialised; none of its headers has them, and it exports them.
namespace i18n::phonenumbers {
int metadata_size();
const void* metadata_get();
}  // namespace i18n::phonenumbers

namespace varta {
namespace {

using i18n::phonenumbers::PhoneMetadata;
using i18n::phonenumbers::PhoneNumberDesc;
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
    const bool trunk = digits.size() > 1 && digits[0] == row.trunk;
    if (trunk) digits.remove_prefix(1);
    // Behind a trunk prefix, 1 may be the rest of one for calls abroad: "012" in Israel.
    return digits[0] >= (trunk ? '2' : '1') && digits[0] != row.trunk ? digits : std::string_view();
  }
  return {};
}

// What types of numbers a country has: the library's patterns, all matched at once, where it tries
// one after the other (a twentieth of its time). Immutable once made; any thread.
class NumberTypes {
 public:
  // Of the first region that the library knows for `code`, as it asks them in order.
  NumberTypes(int code, const i18n::phonenumbers::PhoneMetadataCollection& all);

  // What PhoneNumberUtil::GetNumberType says of the national number; nullopt: ask it.
  std::optional<PhoneNumberUtil::PhoneNumberType> Find(std::string_view national) const;

 private:
  struct Row {
    PhoneNumberUtil::PhoneNumberType type;
    const PhoneNumberDesc& (PhoneMetadata::*numbers)() const;
  };
  // In the order of the library, what any number must be before.
  static constexpr Row kRows[] = {
      {PhoneNumberUtil::UNKNOWN, &PhoneMetadata::general_desc},
      {PhoneNumberUtil::PREMIUM_RATE, &PhoneMetadata::premium_rate},
      {PhoneNumberUtil::TOLL_FREE, &PhoneMetadata::toll_free},
      {PhoneNumberUtil::SHARED_COST, &PhoneMetadata::shared_cost},
      {PhoneNumberUtil::VOIP, &PhoneMetadata::voip},
      {PhoneNumberUtil::PERSONAL_NUMBER, &PhoneMetadata::personal_number},
      {PhoneNumberUtil::PAGER, &PhoneMetadata::pager},
      {PhoneNumberUtil::UAN, &PhoneMetadata::uan},
      {PhoneNumberUtil::VOICEMAIL, &PhoneMetadata::voicemail},
      {PhoneNumberUtil::FIXED_LINE, &PhoneMetadata::fixed_line},
      {PhoneNumberUtil::MOBILE, &PhoneMetadata::mobile},
  };
  static constexpr size_t kCount = std::size(kRows), kFixed = kCount - 2, kMobile = kCount - 1;

  std::unique_ptr<RE2::Set> patterns_;  // null: ask the library
  std::array<std::bitset<kMaxPhoneDigits + 1>, kCount> lengths_;
  bool alike_ = false;                         // numbers of the fixed net and mobile ones
  bool shared_ = false;                        // other regions have this country code
  std::unique_ptr<const RE2> leading_digits_;  // of this region's numbers; null: any
};

NumberTypes::NumberTypes(int code, const i18n::phonenumbers::PhoneMetadataCollection& all) {
  std::list<std::string> regions;
  PhoneNumberUtil::GetInstance()->GetRegionCodesForCountryCallingCode(code, &regions);
  const PhoneMetadata* country = nullptr;
  for (const PhoneMetadata& one : all.metadata()) {
    if (!regions.empty() && one.id() == regions.front()) country = &one;
  }
  if (country == nullptr) return;
  auto patterns = std::make_unique<RE2::Set>(RE2::Quiet, RE2::ANCHOR_BOTH);
  for (size_t i = 0; i < kCount; ++i) {
    const PhoneNumberDesc& numbers = (country->*kRows[i].numbers)();
    if (patterns->Add(numbers.national_number_pattern(), nullptr) != static_cast<int>(i)) return;
    if (numbers.possible_length_size() == 0) lengths_[i].set();
    for (const int length : numbers.possible_length()) {
      if (length > 0 && static_cast<size_t>(length) <= kMaxPhoneDigits)
        lengths_[i].set(static_cast<size_t>(length));
    }
  }
  if (!patterns->Compile()) return;
  alike_ = country->same_mobile_and_fixed_line_pattern();
  shared_ = regions.size() > 1;
  if (country->has_leading_digits()) {
    leading_digits_ =
        std::make_unique<const RE2>("^(?:" + country->leading_digits() + ")", RE2::Quiet);
    if (!leading_digits_->ok()) return;
  }
  patterns_ = std::move(patterns);
}

std::optional<PhoneNumberUtil::PhoneNumberType> NumberTypes::Find(std::string_view national) const {
  if (patterns_ == nullptr || national.empty() || national.size() > kMaxPhoneDigits)
    return std::nullopt;
  const re2::StringPiece digits(national.data(), national.size());
  const bool ours = leading_digits_ != nullptr && RE2::PartialMatch(digits, *leading_digits_);
  if (shared_ && leading_digits_ != nullptr && !ours) return std::nullopt;
  std::vector<int> matched;
  RE2::Set::ErrorInfo error;
  if (!patterns_->Match(digits, &matched, &error) && error.kind != RE2::Set::kNoError)
    return std::nullopt;
  std::bitset<kCount> is;
  for (const int i : matched)
    is[static_cast<size_t>(i)] = lengths_[static_cast<size_t>(i)].test(national.size());
  if (is[0]) {
    for (size_t i = 1; i < kFixed; ++i) {
      if (is[i]) return kRows[i].type;
    }
    if (is[kFixed]) {
      return alike_ || is[kMobile] ? PhoneNumberUtil::FIXED_LINE_OR_MOBILE
                                   : PhoneNumberUtil::FIXED_LINE;
    }
    if (!alike_ && is[kMobile]) return PhoneNumberUtil::MOBILE;
  }
  // One of the others may know it.
  if (shared_ && !ours) return std::nullopt;
  return PhoneNumberUtil::UNKNOWN;
}

// Of a row of kPlainPlans.
const NumberTypes& TypesOf(const Plan& plan) {
  static const std::vector<NumberTypes> kTypes = [] {
    i18n::phonenumbers::PhoneMetadataCollection all;
    std::vector<NumberTypes> types;
    // What cannot be read is empty: then the library is asked.
    all.ParseFromArray(i18n::phonenumbers::metadata_get(), i18n::phonenumbers::metadata_size());
    for (const Plan& row : kPlainPlans) types.emplace_back(std::stoi(std::string(row.code)), all);
    return types;
  }();
  return kTypes[static_cast<size_t>(&plan - kPlainPlans)];
}

PhoneNumber OfType(PhoneNumberUtil::PhoneNumberType type, std::string e164) {
  if (type == PhoneNumberUtil::UNKNOWN) return {};  // what IsValidNumber asks, too
  PhoneNumber number;
  number.e164 = std::move(e164);
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
  std::string e164 = std::string("+").append(plan->code).append(plain);
  if (const auto type = TypesOf(*plan).Find(plain)) return OfType(*type, std::move(e164));
  i18n::phonenumbers::PhoneNumber number;
  number.set_country_code(std::stoi(std::string(plan->code)));
  number.set_national_number(std::stoull(std::string(plain)));
  return OfType(PhoneNumberUtil::GetInstance()->GetNumberType(number), std::move(e164));
}

PhoneNumber ReadPhone(const std::string& digits, const std::string& region) {
  const PhoneNumberUtil& util = *PhoneNumberUtil::GetInstance();
  i18n::phonenumbers::PhoneNumber parsed;
  if (util.Parse(digits, region, &parsed) != PhoneNumberUtil::NO_PARSING_ERROR) return {};
  const auto type = util.GetNumberType(parsed);
  if (type == PhoneNumberUtil::UNKNOWN) return {};
  std::string e164;
  util.Format(parsed, PhoneNumberUtil::E164, &e164);
  return OfType(type, std::move(e164));
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
