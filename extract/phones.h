// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Phone numbers in running text, however they are written. Pure; any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "varta/v1/ad.pb.h"

namespace varta {

class ContactView;
class TokenText;

// One text to look for facts in, and where they then lie.
struct FactSource {
  std::string_view text;  // UTF-8
  v1::Place place = v1::PLACE_TEXT;
  std::string_view region = "UA";      // for national numbers
  const ContactView* view = nullptr;   // of the text, for who has made it; null: made when needed
  std::string_view other_region = {};  // whose national numbers are to be expected, too; or empty
  // Whose they may be if nothing else fits: of a country that the text names; or empty.
  std::string_view named_region = {};
  const TokenText* words = nullptr;  // of the text, for who has made it; or null
};

// Enough for one finder and one text; a page with more is a list or an attack.
inline constexpr size_t kMaxFound = 4096;

// Adds the valid phone numbers of the text, in E.164. Bounded: a text of nothing but digits costs a
// fraction of a second.
void FindPhones(const FactSource& source, std::vector<v1::Fact>* facts);

// What NormalisePhone of fields.h promises.
std::string ToE164(std::string_view typed, std::string_view region);
// "+380671234567" -> "380"; empty if it is no international number.
std::string CallingCode(std::string_view e164);
// "+380671234567" -> "671234567", the digits that every way of writing the number has in common.
std::string SubscriberDigits(std::string_view e164);
bool IsPhoneRegion(std::string_view region);  // does numbering know this ISO 3166-1 code?

}  // namespace varta
