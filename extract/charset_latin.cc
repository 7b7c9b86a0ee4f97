// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/charset_latin.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <string>
#include <vector>

#include "base/ascii.h"
#include "base/charset.h"
#include "base/text.h"
#include "extract/letters.h"

namespace varta {
namespace {

constexpr std::array<std::string_view, 5> kCharsets = {"windows-1252", "windows-1250", "iso-8859-2",
                                                       "windows-1254", "windows-1257"};

// The letters that a language has besides a to z, the more usual first: `often` make up nine tenths
// of them, `rarely` the rest.
struct Letters {
  std::u32string_view often, rarely;
  std::string_view charsets;  // that its texts come in, between blanks
};
constexpr Letters kLanguages[] = {
    {U"łąęóż", U"śćńź", " windows-1250 iso-8859-2 "},          // Polish
    {U"íáéěčšřžý", U"ůúťďňó", " windows-1250 iso-8859-2 "},    // Czech
    {U"áíčéšžý", U"úťľňôďóäŕĺ", " windows-1250 iso-8859-2 "},  // Slovak
    {U"áéöóő", U"íüúű", " windows-1250 iso-8859-2 "},          // Hungarian
    {U"ăţîş", U"âşţ", " windows-1250 iso-8859-2 "},            // Romanian
    {U"čšž", U"ćđ", " windows-1250 iso-8859-2 "},              // Croatian, Slovene, Serbian
    {U"üäöß", U"éàè", " windows-1252 "},                       // German
    {U"éàèê", U"çâîôùûëïœ", " windows-1252 "},                 // French
    {U"óíáñé", U"úü¿¡ºª", " windows-1252 "},                   // Spanish
    {U"ãçáéó", U"íêõâàúôü", " windows-1252 "},                 // Portuguese
    {U"àèùòé", U"ìîó", " windows-1252 "},                      // Italian
    {U"äåöøæ", U"éü", " windows-1252 "},                       // the North
    {U"ıüşçğ", U"öİâî", " windows-1254 "},                     // Turkish
    {U"āīšēž", U"ņčļūģķ", " windows-1257 "},                   // Latvian
    {U"ėųšįž", U"čūęą", " windows-1257 "},                     // Lithuanian
    {U"äõüö", U"šž", " windows-1257 windows-1252 "},           // Estonian
};

// A high byte in one charset: which letter it is, in lower case, or which sign.
struct Sign {
  char32_t letter = 0;  // 0: no letter
  bool upper = false;
  bool usual = false;  // a quotation mark, a dash, a no-break space
};
using Signs = std::array<Sign, 128>;

Signs SignsIn(std::string_view charset) {
  std::string high_half(128, '\0');
  for (size_t i = 0; i < 128; ++i) high_half[i] = static_cast<char>(0x80 + i);
  const std::string utf8 = ToUtf8(high_half, charset);  // one character for each byte
  Signs signs;
  size_t at = 0;
  for (Sign& sign : signs) {
    const char32_t c = NextCodePoint(utf8, &at);
    if (IsLatinLetter(c)) {
      sign.letter = c == U'İ' ? c : LowerLetter(c);  // which is a letter of its own here
      sign.upper = sign.letter != c;
    } else {
      sign.usual = c == 0xA0 || c == 0xAB || c == 0xBB || c == 0xB0 || c == 0xA7 || c == 0xA9 ||
                   c == 0xAE || c == 0xA3 || c == 0x20AC || (c >= 0x2010 && c <= 0x2026);
    }
  }
  return signs;
}

// How the high bytes read in one charset: how often each letter comes, and what is said of a text
// by what stands in odd places, whatever its language.
struct Reading {
  std::vector<std::pair<char32_t, double>> letters;  // and how often
  double odd = 0;                                    // log likelihood
};

Reading Read(std::string_view bytes, const Signs& signs) {
  constexpr double kSignInWord = -6, kRareSign = -4, kUsualSign = -2, kCapitalInside = -5;
  Reading reading;
  std::array<uint32_t, 128> counts{};
  for (size_t i = 0; i < bytes.size(); ++i) {
    const auto byte = static_cast<uint8_t>(bytes[i]);
    if (byte < 0x80) continue;
    const Sign& sign = signs[byte - 0x80u];
    const char before = i > 0 ? bytes[i - 1] : ' ',
               after = i + 1 < bytes.size() ? bytes[i + 1] : ' ';
    if (sign.letter != 0) {
      ++counts[byte - 0x80u];
      // "£5" is no letter Ł before a figure.
      if (sign.upper && (ascii::IsLower(before) || ascii::IsDigit(after)))
        reading.odd += kCapitalInside;
    } else if (ascii::IsLetter(before) && ascii::IsLetter(after)) {
      reading.odd += sign.usual ? kSignInWord / 2 : kSignInWord;
    } else {
      reading.odd += sign.usual ? kUsualSign : kRareSign;
    }
  }
  for (size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] > 0) reading.letters.emplace_back(signs[i].letter, counts[i]);
  }
  return reading;
}

double LogShare(const Letters& language, char32_t letter) {
  constexpr double kOften = 0.9, kRarely = 0.1, kForeign = 0.002;
  if (language.often.find(letter) != std::u32string_view::npos) {
    return std::log(kOften / static_cast<double>(language.often.size()));
  }
  if (language.rarely.find(letter) != std::u32string_view::npos) {
    return std::log(kRarely / static_cast<double>(language.rarely.size()));
  }
  return std::log(kForeign);
}

}  // namespace

bool IsLatinCharset(std::string_view charset) {
  return std::find(kCharsets.begin(), kCharsets.end(), charset) != kCharsets.end();
}

std::string_view BestLatinCharset(std::string_view bytes, std::string_view likely) {
  static const auto kSigns = [] {
    std::array<Signs, kCharsets.size()> all;
    for (size_t i = 0; i < all.size(); ++i) all[i] = SignsIn(kCharsets[i]);
    return all;
  }();
  constexpr double kLikely = 3;  // nats: about one letter that no language of the charset has
  std::string_view best;
  double best_score = 0;
  for (size_t i = 0; i < kCharsets.size(); ++i) {
    const Reading reading = Read(bytes, kSigns[i]);
    if (reading.letters.empty() && reading.odd == 0) return {};
    for (const Letters& language : kLanguages) {
      if (language.charsets.find(kCharsets[i]) == std::string_view::npos) continue;
      double score = reading.odd + (kCharsets[i] == likely ? kLikely : 0);
      for (const auto& [letter, count] : reading.letters) {
        score += count * LogShare(language, letter);
      }
      if (best.empty() || score > best_score) {
        best = kCharsets[i];
        best_score = score;
      }
    }
  }
  return best;
}

}  // namespace varta
