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
#include "extract/language_latin.h"
#include "extract/letters.h"

namespace varta {
namespace {

// A text longer than this is judged by pieces from all over it.
constexpr size_t kSampleBytes = 1024, kPieceBytes = 256;

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

enum class Script { kCyrillic, kLatin, kOther };

// What most of its letters are in.
Script MainScript(std::string_view utf8) {
  size_t cyrillic = 0, latin = 0, other = 0;
  for (size_t at = 0; at < utf8.size();) {
    const char32_t c = NextCodePoint(utf8, &at);
    if (IsCyrillicLetter(c)) {
      ++cyrillic;
    } else if (IsLatinLetter(c)) {
      ++latin;
    } else if ((c >= 0x370 && c < 0x2000) || (c >= 0x3040 && c < 0xE000)) {
      ++other;  // marks, punctuation and pictures stand elsewhere
    }
  }
  if (cyrillic > latin && cyrillic > other) return Script::kCyrillic;
  return latin >= other && latin > 0 ? Script::kLatin : Script::kOther;
}

// Moves `at` on to the next white space, if there is one near: words are not cut.
size_t NextBlank(std::string_view text, size_t at) {
  const size_t blank = text.substr(0, std::min(text.size(), at + 64)).find_first_of(" \n", at);
  return blank == std::string_view::npos ? at : blank;
}

std::string Sample(std::string_view text) {
  if (text.size() <= kSampleBytes) return std::string(text);
  constexpr size_t kPieces = kSampleBytes / kPieceBytes;
  std::string sample;
  for (size_t i = 0; i < kPieces; ++i) {
    const size_t begin = i == 0 ? 0 : NextBlank(text, text.size() / kPieces * i);
    sample += text.substr(begin, NextBlank(text, begin + kPieceBytes) - begin);
    sample += '\n';
  }
  return sample;
}

}  // namespace

Language DetectLanguage(std::string_view utf8) {
  // RepairUtf8 takes care of a character cut in its middle: CLD2 must have valid text.
  const std::string text = RepairUtf8(Sample(utf8));
  LanguageGuess guess = AskCld2(text);
  switch (MainScript(text)) {
    case Script::kCyrillic:
      guess = WeighCyrillic(text, guess);
      break;
    case Script::kLatin:
      guess = WeighLatin(text, guess);
      break;
    case Script::kOther:
      break;
  }
  return {guess.code, guess.confidence};
}

}  // namespace varta
