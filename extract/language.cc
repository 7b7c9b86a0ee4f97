// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/language.h"

// CLD2's header uses both without including them.
#include <cstdio>
#include <vector>

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "extract/language_cyrillic.h"

namespace varta {
namespace {

constexpr size_t kLookAt = 64 * 1024;  // more text does not make the answer surer

// CLD2's code as ISO 639; empty for its "unknown" and its pseudo languages.
std::string IsoCode(CLD2::Language language) {
  std::string code = CLD2::LanguageCode(language);
  code = code.substr(0, code.find('-'));
  if (code == "iw") return "he";
  if (code == "jw") return "jv";
  return code == "un" || code == "xx" || code == "xxx" ? "" : code;
}

LanguageGuess AskCld2(std::string_view utf8, int flags) {
  const CLD2::CLDHints hints = {nullptr, nullptr, CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE};
  std::array<CLD2::Language, 3> languages = {};
  std::array<int, 3> percents = {};
  std::array<double, 3> scores = {};
  int text_bytes = 0;
  LanguageGuess guess;
  const CLD2::Language best = CLD2::ExtDetectLanguageSummary(
      utf8.data(), static_cast<int>(utf8.size()), /*is_plain_text=*/true, &hints, flags,
      languages.data(), percents.data(), scores.data(), nullptr, &text_bytes, &guess.reliable);
  guess.code = IsoCode(best);
  guess.confidence = percents[0] / 100.0;
  return guess;
}

// For short texts CLD2 says nothing unless it is asked for its best effort, which is right more
// often than not.
LanguageGuess AskCld2(std::string_view utf8) {
  LanguageGuess guess = AskCld2(utf8, 0);
  if (guess.code.empty()) {
    guess = AskCld2(utf8, CLD2::kCLDFlagBestEffort);
    guess.reliable = false;
  }
  if (!guess.reliable) guess.confidence /= 2;
  if (guess.code.empty()) guess.confidence = 0;
  return guess;
}

}  // namespace

Language DetectLanguage(std::string_view utf8) {
  // RepairUtf8 takes care of a character cut in its middle: CLD2 must have valid text.
  const std::string text = RepairUtf8(utf8.substr(0, kLookAt));
  const LanguageGuess cld2 = AskCld2(text);
  const LanguageGuess guess = IsMostlyCyrillic(text) ? WeighCyrillic(text, cld2) : cld2;
  return {guess.code, guess.confidence};
}

}  // namespace varta
