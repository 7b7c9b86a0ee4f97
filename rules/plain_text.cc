// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "rules/plain_text.h"

#include <re2/re2.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/text.h"
#include "rules/letter_codes.h"

namespace varta {
namespace {

constexpr uint8_t kCyrillic = 0x80;  // U+0400 to U+045F
constexpr uint8_t kGheUpturn = kCyrillic + 0x60;
constexpr char32_t kSigns[] = {0x490,  0x491,  0xA0,   0xAB,   0xB0,   0xB7,   0xBB,
                               0xAD,   0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x2013,
                               0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x201E, 0x2022,
                               0x2026, 0x20AC, 0x20B4, 0x20BD, 0x2116};
static_assert(kGheUpturn + std::size(kSigns) <= 256);

void AddOthers(const PatternToken& token, PlainElement* element) {
  const std::string_view text = token.text;
  if (text == "\\s" || text == "\\d") {
    element->others = PlainElement::kNone;
  } else if (text == "\\p{L}" || text == "\\pL") {
    element->others = PlainElement::kLetters;
  } else if (text.starts_with('[') || text == "\\w") {
    element->negated = text.starts_with("[^");
    CharacterSet set = element->negated ? CharactersOutOf(text) : CharactersOf(token);
    if (!set.known) return;
    element->others = PlainElement::kListed;
    element->ranges = std::move(set.ranges);
    element->letters = set.letters;
  }
}

}  // namespace

std::optional<uint8_t> PlainNumber(char32_t c) {
  if (c < 0x80) return c >= 1 && c <= 3 ? std::nullopt : std::optional(static_cast<uint8_t>(c));
  if (c >= 0x400 && c < 0x460) return static_cast<uint8_t>(kCyrillic + (c - 0x400));
  const auto* const sign = std::find(std::begin(kSigns), std::end(kSigns), c);
  if (sign == std::end(kSigns)) return std::nullopt;
  return static_cast<uint8_t>(kGheUpturn + (sign - std::begin(kSigns)));
}

std::optional<char32_t> PlainCharacter(uint8_t number) {
  if (number < 0x80)
    return number >= 1 && number <= 3 ? std::nullopt : std::optional<char32_t>(number);
  if (number < kGheUpturn) return char32_t{0x400} + (number - kCyrillic);
  const size_t sign = number - kGheUpturn;
  return sign < std::size(kSigns) ? std::optional(kSigns[sign]) : std::nullopt;
}

uint8_t OtherCase(uint8_t number) {
  if ((number >= 'a' && number <= 'z') || (number >= 'A' && number <= 'Z')) return number ^ 0x20;
  if (number < kCyrillic || number > kGheUpturn + 1) return number;
  if (number >= kGheUpturn) return number ^ 1;
  const uint8_t letter = number - kCyrillic;
  if (letter < 0x10) return number + 0x50;
  if (letter < 0x30) return number + 0x20;
  return letter < 0x50 ? number - 0x20 : number - 0x50;
}

PlainElements::PlainElements() {
  for (int number = 0; number < 256; ++number) {
    const std::optional<char32_t> c = PlainCharacter(static_cast<uint8_t>(number));
    if (c && CodeOf(*c) != kNoCode && IsLetterCode(CodeOf(*c)))
      letters_.Add(static_cast<uint8_t>(number));
  }
}

std::optional<uint16_t> PlainElements::Add(const PatternToken& element, bool ignores_case) {
  const std::string written = (ignores_case ? "(?i)" : "") + std::string(element.text);
  const auto known = numbers_.find(written);
  if (known != numbers_.end()) return known->second;
  if (elements_.size() >= kMost) return std::nullopt;
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_never_capture(true);
  const re2::RE2 re2(written, options);
  if (!re2.ok()) return std::nullopt;
  PlainElement matched;
  AddOthers(element, &matched);
  for (int number = 0; number < 256; ++number) {
    const std::optional<char32_t> c = PlainCharacter(static_cast<uint8_t>(number));
    if (!c) continue;
    std::string one;
    AppendUtf8(*c, &one);
    if (re2::RE2::FullMatch(one, re2)) matched.plain.Add(static_cast<uint8_t>(number));
  }
  const auto number = static_cast<uint16_t>(elements_.size());
  elements_.push_back(std::move(matched));
  numbers_.emplace(written, number);
  return number;
}

}  // namespace varta
