// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "base/idna.h"

#include <unicode/idna.h>
#include <unicode/locid.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <memory>

namespace varta {
namespace {

// Punycode takes quadratic time, so a hostile name must not be long.
constexpr size_t kMaxUnicodeDomain = 4096;

constexpr uint32_t kOptions =
    UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ | UIDNA_NONTRANSITIONAL_TO_ASCII;

// ICU always looks for these; the standard does not ask (CheckHyphens and VerifyDnsLength are
// false).
constexpr uint32_t kForgiven = UIDNA_ERROR_LEADING_HYPHEN | UIDNA_ERROR_TRAILING_HYPHEN |
                               UIDNA_ERROR_HYPHEN_3_4 | UIDNA_ERROR_EMPTY_LABEL |
                               UIDNA_ERROR_LABEL_TOO_LONG | UIDNA_ERROR_DOMAIN_NAME_TOO_LONG;

// Revision 33 of UTS 46 (Unicode 16) gave these code points another meaning than the tables of an
// older ICU know. Each of [first, last] becomes the one as far behind `to`, or nothing where `to`
// is 0. With a newer ICU this changes nothing.
struct Remapped {
  char32_t first, last, to;
};
constexpr Remapped kRemapped[] = {
    {0x4C0, 0x4C0, 0x4CF},  // capital letters that were disallowed
    {0x10A0, 0x10C5, 0x2D00},   {0x2132, 0x2132, 0x214E},    {0x2183, 0x2183, 0x2184},
    {0x1E9E, 0x1E9E, 0xDF},      // was "ss"
    {0x2F868, 0x2F868, 0x36FC},  // compatibility ideographs
    {0x2F874, 0x2F874, 0x5F53}, {0x2F91F, 0x2F91F, 0x243AB}, {0x2F95F, 0x2F95F, 0x7AEE},
    {0x2F9BF, 0x2F9BF, 0x45D7}, {0x115F, 0x1160, 0},  // invisible characters that were disallowed
    {0x17B4, 0x17B5, 0},        {0x180E, 0x180E, 0},         {0x2061, 0x2063, 0},
    {0x206A, 0x206F, 0},        {0x3164, 0x3164, 0},         {0xFFA0, 0xFFA0, 0},
    {0x1D173, 0x1D17A, 0},
};

bool IsAscii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return (c & 0x80) == 0; });
}

std::string AsciiLowerCase(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  }
  return lower;
}

icu::UnicodeString FromUtf8(std::string_view text) {
  return icu::UnicodeString::fromUTF8(
      icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
}

icu::UnicodeString Remap(const icu::UnicodeString& domain) {
  icu::UnicodeString out;
  for (int32_t i = 0; i < domain.length(); i = domain.moveIndex32(i, 1)) {
    const auto c = static_cast<char32_t>(domain.char32At(i));
    const auto* row = std::find_if(
        std::begin(kRemapped), std::end(kRemapped),
        [c](const Remapped& candidate) { return candidate.first <= c && c <= candidate.last; });
    if (row == std::end(kRemapped)) {
      out.append(static_cast<UChar32>(c));
    } else if (row->to != 0) {
      out.append(static_cast<UChar32>(row->to + (c - row->first)));
    }
  }
  return out;
}

std::optional<std::string> UnicodeToAscii(std::string_view domain) {
  if (domain.size() > kMaxUnicodeDomain) return std::nullopt;
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<icu::IDNA> idna(icu::IDNA::createUTS46Instance(kOptions, error));
  if (U_FAILURE(error)) return std::nullopt;
  icu::UnicodeString result;
  icu::IDNAInfo info;
  idna->nameToASCII(Remap(FromUtf8(domain)), result, info, error);
  if (U_FAILURE(error) || (info.getErrors() & ~kForgiven) != 0) return std::nullopt;
  std::string ascii;
  result.toUTF8String(ascii);
  if (!IsAscii(ascii)) return std::nullopt;
  return ascii;
}

}  // namespace

std::optional<std::string> DomainToAscii(std::string_view domain) {
  std::optional<std::string> ascii =
      IsAscii(domain) ? AsciiLowerCase(domain) : UnicodeToAscii(domain);
  if (!ascii || ascii->empty()) return std::nullopt;
  return ascii;
}

std::string LowerCase(std::string_view text) {
  if (IsAscii(text)) return AsciiLowerCase(text);
  std::string lower;
  FromUtf8(text).toLower(icu::Locale::getRoot()).toUTF8String(lower);
  return lower;
}

}  // namespace varta
