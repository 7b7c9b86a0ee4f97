// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// What bytes look like when nobody says which charset they are in: the last step of
// extract/charset.h.
#include <uchardet.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <optional>

#include "base/charset.h"
#include "base/text.h"
#include "extract/charset.h"

namespace varta {
namespace {

constexpr size_t kLookAt = 256 * 1024;  // more bytes do not make the answer surer

uint8_t ByteAt(std::string_view bytes, size_t at) { return static_cast<uint8_t>(bytes[at]); }

// UTF-8 that has more than ASCII. A last character cut off, and a broken one in a hundred, are
// forgiven: no other charset looks like that.
bool LooksLikeUtf8(std::string_view bytes) {
  size_t good = 0, bad = 0;
  for (size_t at = 0; at < bytes.size();) {
    if (ByteAt(bytes, at) < 0x80) {
      ++at;
      continue;
    }
    const size_t start = at;
    const char32_t c = NextCodePoint(bytes, &at);
    const bool said_so = bytes.substr(start, at - start) == "\uFFFD";
    if (c == 0xFFFD && !said_so) {
      if (at < bytes.size()) ++bad;
    } else {
      ++good;
    }
  }
  return good > 0 && bad * 100 <= good;
}

// UTF-16 or UTF-32 without a byte order mark: nearly all units are ASCII or Cyrillic when read the
// right way, which no other text looks like.
std::optional<std::string> LooksLikeWideUnits(std::string_view bytes) {
  struct Layout {
    const char* charset;
    size_t size, low, high;  // of a unit; where its two lower bytes are
  };
  constexpr Layout kLayouts[] = {
      {"utf-32le", 4, 0, 1}, {"utf-32be", 4, 3, 2}, {"utf-16le", 2, 0, 1}, {"utf-16be", 2, 1, 0}};
  for (const Layout& layout : kLayouts) {
    size_t units = 0, everyday = 0;
    for (size_t at = 0; at + layout.size <= bytes.size(); at += layout.size, ++units) {
      const uint8_t low = ByteAt(bytes, at + layout.low), high = ByteAt(bytes, at + layout.high);
      const bool rest_empty =
          layout.size == 2 || (ByteAt(bytes, at + (layout.low == 0 ? 2 : 0)) == 0 &&
                               ByteAt(bytes, at + (layout.low == 0 ? 3 : 1)) == 0);
      const bool ascii = high == 0 && (low >= 0x20 || (low >= 0x09 && low <= 0x0D));
      if (rest_empty && (ascii || high == 0x04)) ++everyday;
    }
    if (units >= 4 && everyday * 10 >= units * 9) return layout.charset;
  }
  return std::nullopt;
}

struct DeleteDetector {
  void operator()(uchardet_t detector) const { uchardet_delete(detector); }
};

// uchardet's answer as a name that base/charset.h knows; empty if it has none.
std::string AskUchardet(std::string_view bytes) {
  const std::unique_ptr<uchardet, DeleteDetector> detector(uchardet_new());
  uchardet_handle_data(detector.get(), bytes.data(), bytes.size());
  uchardet_data_end(detector.get());
  const std::string_view answer = uchardet_get_charset(detector.get());
  if (answer == "UHC") return "euc-kr";
  if (answer == "MAC-CYRILLIC") return "x-mac-cyrillic";
  if (answer == "IBM855") return "ibm855";
  // Nobody writes pages in ISO-8859-16; what looks like it is Romanian in its older sibling.
  if (answer == "ISO-8859-16") return "iso-8859-2";
  return CharsetFromLabel(answer).value_or("");
}

// How often a letter stands among a thousand letters of running text, the mean of Ukrainian and
// Russian.
struct LetterShare {
  char32_t letter;
  double per_mille;
};
constexpr LetterShare kLetters[] = {
    {U'а', 82}, {U'б', 17}, {U'в', 50}, {U'г', 17},  {U'ґ', .1}, {U'д', 31}, {U'е', 67}, {U'ё', .3},
    {U'є', 3},  {U'ж', 9},  {U'з', 20}, {U'и', 68},  {U'і', 30}, {U'ї', 4},  {U'й', 13}, {U'к', 37},
    {U'л', 41}, {U'м', 32}, {U'н', 67}, {U'о', 101}, {U'п', 29}, {U'р', 47}, {U'с', 48}, {U'т', 59},
    {U'у', 31}, {U'ф', 3},  {U'х', 11}, {U'ц', 7},   {U'ч', 15}, {U'ш', 7},  {U'щ', 4},  {U'ъ', .3},
    {U'ы', 10}, {U'ь', 18}, {U'э', 2},  {U'ю', 8},   {U'я', 21}, {U'ў', .3}, {U'ј', .3}, {U'њ', .3},
    {U'љ', .3}, {U'ђ', .1}, {U'ћ', .1}, {U'џ', .1},  {U'ѓ', .1}, {U'ќ', .1}};

enum class Case { kNone, kLower, kUpper };

// What a high byte means in one charset.
struct Meaning {
  Case letter_case = Case::kNone;
  double log_share = 0;
};

char32_t LowerCyrillic(char32_t c) {
  if (c >= 0x410 && c < 0x430) return c + 0x20;
  if (c >= 0x400 && c < 0x410) return c + 0x50;
  return c == 0x490 ? 0x491 : c;
}

std::array<Meaning, 128> MeaningsIn(std::string_view charset) {
  std::string high_half(128, '\0');
  for (size_t i = 0; i < 128; ++i) high_half[i] = static_cast<char>(0x80 + i);
  const std::string utf8 = ToUtf8(high_half, charset);  // one character for each byte
  std::array<Meaning, 128> meanings;
  size_t at = 0;
  for (Meaning& meaning : meanings) {
    const char32_t c = NextCodePoint(utf8, &at), lower = LowerCyrillic(c);
    const auto known = std::find_if(std::begin(kLetters), std::end(kLetters),
                                    [&](const LetterShare& l) { return l.letter == lower; });
    if (known != std::end(kLetters)) {
      meaning = {c == lower ? Case::kLower : Case::kUpper, std::log(known->per_mille / 1000)};
      continue;
    }
    // Quotation marks, dashes, no-break space and № are in texts; frames, controls and rare signs
    // are not.
    const bool usual =
        c == 0xA0 || c == 0xAB || c == 0xBB || c == 0x2116 || (c >= 0x2010 && c <= 0x2026);
    meaning = {Case::kNone, std::log(usual ? 0.005 : 0.0001)};
  }
  return meanings;
}

// The mean log share of the high bytes read as Cyrillic; letters in odd places count as rare ones.
// Real text has about -3.
double CyrillicFit(std::string_view bytes, std::string_view charset) {
  const std::array<Meaning, 128> meanings = MeaningsIn(charset);
  constexpr double kCapitalFirst = -2.3, kCapitalNext = -0.3, kCapitalInside = -7;
  double sum = 0;
  size_t count = 0;
  Case before = Case::kNone;
  for (size_t i = 0; i < bytes.size(); ++i) {
    const uint8_t byte = ByteAt(bytes, i);
    if (byte < 0x80) {
      before = Case::kNone;
      continue;
    }
    const Meaning& meaning = meanings[byte - 0x80u];
    sum += meaning.log_share;
    if (meaning.letter_case == Case::kUpper) {
      sum += before == Case::kLower   ? kCapitalInside
             : before == Case::kUpper ? kCapitalNext
                                      : kCapitalFirst;
    }
    before = meaning.letter_case;
    ++count;
  }
  return count == 0 ? -100 : sum / static_cast<double>(count);
}

// The share of high bytes that stand in runs of three and more: words in a script of their own, not
// accents in Latin ones.
double ShareInRuns(std::string_view bytes) {
  size_t all = 0, in_runs = 0, run = 0;
  for (size_t i = 0; i <= bytes.size(); ++i) {
    if (i < bytes.size() && ByteAt(bytes, i) >= 0x80) {
      ++run;
      continue;
    }
    all += run;
    if (run >= 3) in_runs += run;
    run = 0;
  }
  return all == 0 ? 0 : static_cast<double>(in_runs) / static_cast<double>(all);
}

// Ties go to the earlier: what is commoner on the web, and koi8-r where none of koi8-u's own
// letters occurs.
constexpr std::string_view kCyrillic[] = {"windows-1251",   "koi8-r", "koi8-u",    "ibm866",
                                          "x-mac-cyrillic", "ibm855", "iso-8859-5"};

struct Fit {
  std::string_view charset;
  double fit = -1000;
};

Fit BestCyrillic(std::string_view bytes) {
  Fit best;
  for (const std::string_view charset : kCyrillic) {
    const double fit = CyrillicFit(bytes, charset);
    if (fit > best.fit) best = {charset, fit};
  }
  return best;
}

// Bytes 0x80 to 0x9F are controls in ISO 8859 and letters and quotation marks in its Windows
// sibling: pages have only the latter.
std::string WindowsSibling(const std::string& charset, std::string_view bytes) {
  struct Sibling {
    std::string_view iso, windows;
  };
  constexpr Sibling kSiblings[] = {
      {"iso-8859-2", "windows-1250"},  {"iso-8859-6", "windows-1256"},
      {"iso-8859-7", "windows-1253"},  {"iso-8859-8", "windows-1255"},
      {"iso-8859-13", "windows-1257"}, {"iso-8859-15", "windows-1252"}};
  const bool has_c1 = std::any_of(bytes.begin(), bytes.end(),
                                  [](char c) { return (static_cast<uint8_t>(c) & 0xE0) == 0x80; });
  if (!has_c1) return charset;
  for (const Sibling& sibling : kSiblings) {
    if (sibling.iso == charset) return std::string(sibling.windows);
  }
  return charset;
}

}  // namespace

CharsetGuess DetectCharset(std::string_view bytes) {
  if (bytes.empty()) return {"utf-8", CharsetSource::kDefault};
  bytes = bytes.substr(0, kLookAt);
  if (LooksLikeUtf8(bytes)) return {"utf-8", CharsetSource::kDetected};
  if (const std::optional<std::string> wide = LooksLikeWideUnits(bytes)) {
    return {*wide, CharsetSource::kDetected};
  }
  const std::string answer = AskUchardet(bytes);
  // Real Cyrillic text fits with -3.8 and better, Hebrew read as Cyrillic with -3.7 and worse,
  // Greek with -4.1: so where uchardet sees Cyrillic the best fit wins, and where it sees something
  // else only a good one.
  constexpr double kGoodFit = -3.6, kMostlyRuns = 0.6;
  const bool says_cyrillic =
      std::find(std::begin(kCyrillic), std::end(kCyrillic), answer) != std::end(kCyrillic);
  const Fit best = BestCyrillic(bytes);
  if (says_cyrillic || (best.fit > kGoodFit && ShareInRuns(bytes) > kMostlyRuns)) {
    return {std::string(best.charset), CharsetSource::kDetected};
  }
  const bool ascii = IsValidUtf8(bytes);
  if (answer.empty() || (ascii && answer == "windows-1252")) {
    return {"windows-1252", CharsetSource::kDefault};
  }
  return {WindowsSibling(answer, bytes), CharsetSource::kDetected};
}

}  // namespace varta
