// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// What bytes look like when nobody says which charset they are in: the last step of
// extract/charset.h.
#include <uchardet.h>

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <memory>
#include <optional>

#include "base/charset.h"
#include "base/text.h"
#include "extract/charset.h"
#include "extract/charset_cyrillic.h"
#include "extract/charset_latin.h"

namespace varta {
namespace {

constexpr size_t kLookAt = 256 * 1024;  // more bytes do not make the answer surer

uint8_t ByteAt(std::string_view bytes, size_t at) { return static_cast<uint8_t>(bytes[at]); }

// UTF-8 that has more than ASCII. A last character cut off, and a broken one in a hundred, are
// forgiven: no other charset looks like that.
bool LooksLikeUtf8(std::string_view bytes) {
  if (IsValidUtf8(bytes)) return true;
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
      // Too many already, if all the rest were good.
      if (bad * 100 > good + (bytes.size() - at)) return false;
    } else {
      ++good;
    }
  }
  return good > 0 && bad * 100 <= good;
}

// UTF-16 or UTF-32 without a byte order mark, read the right way: nearly all units are ASCII or
// Cyrillic, or many are ASCII and no unit is a control. No other text has so many zero bytes.
std::optional<std::string> LooksLikeWideUnits(std::string_view bytes) {
  // A text of ASCII has zero bytes, one of Cyrillic letters has 04.
  if (bytes.find('\0') == std::string_view::npos && bytes.find('\x04') == std::string_view::npos)
    return std::nullopt;
  struct Layout {
    const char* charset;
    size_t size, low, high;  // of a unit; where its two lower bytes are
  };
  constexpr Layout kLayouts[] = {
      {"utf-32le", 4, 0, 1}, {"utf-32be", 4, 3, 2}, {"utf-16le", 2, 0, 1}, {"utf-16be", 2, 1, 0}};
  for (const Layout& layout : kLayouts) {
    size_t units = 0, ascii = 0, cyrillic = 0, controls = 0;
    for (size_t at = 0; at + layout.size <= bytes.size(); at += layout.size, ++units) {
      const uint8_t low = ByteAt(bytes, at + layout.low), high = ByteAt(bytes, at + layout.high);
      const bool rest_empty =
          layout.size == 2 || (ByteAt(bytes, at + (layout.low == 0 ? 2 : 0)) == 0 &&
                               ByteAt(bytes, at + (layout.low == 0 ? 3 : 1)) == 0);
      const bool is_ascii = high == 0 && ((low >= 0x20 && low < 0x7F) || (low >= 9 && low <= 13));
      if (!rest_empty || (high == 0 && low < 0xA0 && !is_ascii)) {
        ++controls;
      } else if (is_ascii) {
        ++ascii;
      } else if (high == 0x04) {
        ++cyrillic;
      }
    }
    if (units < 4) continue;
    if ((ascii + cyrillic) * 10 >= units * 9) return layout.charset;
    if (controls == 0 && (layout.size == 4 || ascii * 5 >= units * 2)) return layout.charset;
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

// What uchardet gets to see: from a little before the first byte that is not ASCII.
std::string_view FromFirstHighByte(std::string_view bytes) {
  constexpr size_t kBefore = 1024, kMost = 64 * 1024;
  const auto* const high = std::find_if(bytes.begin(), bytes.end(),
                                        [](char c) { return static_cast<uint8_t>(c) >= 0x80; });
  const size_t first = high == bytes.end() ? 0 : static_cast<size_t>(high - bytes.begin());
  return bytes.substr(first > kBefore ? first - kBefore : 0, kMost);
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

// Charsets that pages are hardly ever in, and that short texts in others look like.
bool IsOtherLatin(std::string_view charset) {
  constexpr std::string_view kOthers[] = {"iso-8859-4", "iso-8859-10", "iso-8859-13",
                                          "iso-8859-14"};
  return std::find(std::begin(kOthers), std::end(kOthers), charset) != std::end(kOthers);
}

}  // namespace

CharsetGuess DetectCharset(std::string_view bytes) {
  if (bytes.empty()) return {"utf-8", CharsetSource::kDefault};
  bytes = bytes.substr(0, kLookAt);
  const bool ascii = CountHighBytes(bytes) == 0;
  if (!ascii && LooksLikeUtf8(bytes)) return {"utf-8", CharsetSource::kDetected};
  if (const std::optional<std::string> wide = LooksLikeWideUnits(bytes)) {
    return {*wide, CharsetSource::kDetected};
  }
  // Nothing but ASCII can only be one of the charsets that switch by escapes.
  if (ascii && bytes.find('\x1B') == std::string_view::npos &&
      bytes.find("~{") == std::string_view::npos) {
    return {"windows-1252", CharsetSource::kDefault};
  }
  // Cyrillic that is plain to see needs no second opinion, and uchardet's is dear: 5 MB/s.
  constexpr double kMostlyRuns = 0.6;
  const HighBytes high(bytes);
  const CyrillicFit best = high.BestFit();
  if (best.fit > kGoodCyrillicFit && high.ShareInRuns() > kMostlyRuns) {
    return {std::string(best.charset), CharsetSource::kDetected};
  }
  const std::string answer = AskUchardet(FromFirstHighByte(bytes));
  if (IsCyrillicCharset(answer)) return {std::string(best.charset), CharsetSource::kDetected};
  if (answer.empty() || (ascii && answer == "windows-1252")) {
    return {"windows-1252", CharsetSource::kDefault};
  }
  const std::string sibling = WindowsSibling(answer, bytes);
  if (IsLatinCharset(sibling) || IsOtherLatin(sibling)) {
    const std::string_view latin = BestLatinCharset(bytes, sibling);
    if (!latin.empty()) return {std::string(latin), CharsetSource::kDetected};
  }
  return {sibling, CharsetSource::kDetected};
}

}  // namespace varta
