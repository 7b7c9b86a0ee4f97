// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/charset_label.h"

#include <algorithm>

#include "base/text.h"
#include "extract/charset.h"
#include "extract/charset_cyrillic.h"
#include "extract/charset_latin.h"

namespace varta {
namespace {

constexpr size_t kLookAt = 64 * 1024;
// Fewer say too little: a name, a quotation, a piece of another page.
constexpr size_t kFewCyrillic = 8, kFewHigh = 32, kFewMarks = 10;

// What the bytes are when read as UTF-8.
struct Utf8Count {
  size_t good = 0;      // sequences of more than one byte
  size_t bad = 0;       // ill-formed ones; a last one that is cut off is none
  size_t cyrillic = 0;  // of the good
  size_t garbage = 0;   // of the good: controls and private use, which no text has
};

// Stops at so many bad ones.
Utf8Count CountUtf8(std::string_view bytes, size_t most_bad) {
  Utf8Count count;
  for (size_t at = 0; at < bytes.size() && count.bad < most_bad;) {
    if (static_cast<unsigned char>(bytes[at]) < 0x80) {
      ++at;
      continue;
    }
    const size_t start = at;
    const char32_t c = NextCodePoint(bytes, &at);
    if (c == 0xFFFD && bytes.substr(start, at - start) != "\uFFFD") {
      if (at < bytes.size()) ++count.bad;
      continue;
    }
    ++count.good;
    count.cyrillic += c >= 0x400 && c < 0x530;
    count.garbage += (c >= 0x80 && c < 0xA0) || (c >= 0xE000 && c < 0xF900);
  }
  return count;
}

// The label says UTF-8, and a great part is not: no page that was once UTF-8 is broken so
// thoroughly. (Of ibm866 a third looks like it, its letters are lead and trail bytes.)
std::optional<std::string> InsteadOfUtf8(std::string_view bytes) {
  const Utf8Count count = CountUtf8(bytes, bytes.size());
  if (count.bad < kFewCyrillic || count.good > 2 * count.bad) return std::nullopt;
  const std::string charset = DetectCharset(bytes).charset;
  if (IsCyrillicCharset(charset) && HighBytes(bytes).FitOf(charset) > kGoodCyrillicFit)
    return charset;
  // A few bad bytes among ASCII may be anything; ten accents with no good sequence are a text.
  if (IsLatinCharset(charset) && count.good == 0 && count.bad >= kFewMarks) return charset;
  return std::nullopt;
}

}  // namespace

std::optional<std::string> CharsetInstead(std::string_view bytes, std::string_view declared) {
  bytes = bytes.substr(0, kLookAt);
  if (declared == "utf-8") {
    if (IsValidUtf8(bytes)) return std::nullopt;
    return InsteadOfUtf8(bytes);
  }
  const bool says_cyrillic = IsCyrillicCharset(declared), says_latin = IsLatinCharset(declared);
  if (!says_cyrillic && !says_latin) return std::nullopt;
  // Cyrillic in UTF-8 is a chain of pairs that no text in a single byte has.
  const Utf8Count count = CountUtf8(bytes, /*most_bad=*/1);
  if (count.bad == 0 && count.garbage == 0 && count.cyrillic >= kFewCyrillic) return "utf-8";
  // Cyrillic under another label. On running text a wrong charset fits worse by 1.3 nats a letter
  // and more, but x-mac-cyrillic by 0.2 to 0.6 against windows-1251, which are not told apart here,
  // and koi8-r by 0.4 against koi8-u, for they differ in the letters of Ukrainian only.
  constexpr double kSurely = 1, kSurelyKoi8 = 0.1, kWordsInRuns = 0.8;
  const HighBytes high(bytes);
  if (high.count() < kFewHigh || high.ShareInRuns() < kWordsInRuns) return std::nullopt;
  const CyrillicFit best = high.BestFit();
  if (best.fit < kGoodCyrillicFit || best.charset == declared) return std::nullopt;
  if (says_cyrillic) {
    const bool koi8 = declared == "koi8-r" && best.charset == "koi8-u";
    if (best.fit - high.FitOf(declared) < (koi8 ? kSurelyKoi8 : kSurely)) return std::nullopt;
  }
  return std::string(best.charset);
}

}  // namespace varta
