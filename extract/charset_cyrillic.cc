// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/charset_cyrillic.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <iterator>
#include <string>

#include "base/charset.h"
#include "base/text.h"
#include "extract/letters.h"

namespace varta {
namespace {

uint8_t ByteAt(std::string_view bytes, size_t at) { return static_cast<uint8_t>(bytes[at]); }

// Ties go to the earlier: what is commoner on the web, and koi8-r where none of koi8-u's own
// letters occurs.
constexpr std::array<std::string_view, 7> kCharsets = {
    "windows-1251", "koi8-r", "koi8-u", "ibm866", "x-mac-cyrillic", "ibm855", "iso-8859-5"};

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

using Meanings = std::array<Meaning, 128>;

Meanings MeaningsIn(std::string_view charset) {
  std::string high_half(128, '\0');
  for (size_t i = 0; i < 128; ++i) high_half[i] = static_cast<char>(0x80 + i);
  const std::string utf8 = ToUtf8(high_half, charset);  // one character for each byte
  Meanings meanings;
  size_t at = 0;
  for (Meaning& meaning : meanings) {
    const char32_t c = NextCodePoint(utf8, &at), lower = LowerLetter(c);
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

const Meanings& MeaningsOf(size_t charset) {
  static const auto kAll = [] {
    std::array<Meanings, kCharsets.size()> all;
    for (size_t i = 0; i < all.size(); ++i) all[i] = MeaningsIn(kCharsets[i]);
    return all;
  }();
  return kAll[charset];
}

size_t IndexOf(std::string_view charset) {
  return static_cast<size_t>(std::find(kCharsets.begin(), kCharsets.end(), charset) -
                             kCharsets.begin());
}

// In which charsets a byte is a small or a capital letter: a byte each, all of its bits.
struct CaseBits {
  uint64_t lower = 0, upper = 0;
};
static_assert(kCharsets.size() <= sizeof(uint64_t));
constexpr uint64_t kOneEach = 0x0101010101010101u;

const std::array<CaseBits, 256>& AllCaseBits() {
  static const auto kAll = [] {
    std::array<CaseBits, 256> all;
    for (size_t charset = 0; charset < kCharsets.size(); ++charset) {
      for (size_t i = 0; i < 128; ++i) {
        const Case c = MeaningsOf(charset)[i].letter_case;
        const uint64_t bits = uint64_t{0xFF} << (8 * charset);
        if (c == Case::kLower) all[128 + i].lower |= bits;
        if (c == Case::kUpper) all[128 + i].upper |= bits;
      }
    }
    return all;
  }();
  return kAll;
}

}  // namespace

bool IsCyrillicCharset(std::string_view charset) { return IndexOf(charset) < kCharsets.size(); }

// Without a branch for each byte: words end where no processor expects it.
HighBytes::HighBytes(std::string_view bytes) {
  constexpr size_t kWord = 8, kWordsAtOnce = 255 / kWord, kEnough = 2048;
  const std::array<CaseBits, 256>& case_bits = AllCaseBits();
  std::array<uint32_t, 256> each{};
  uint64_t inside = 0, next = 0;  // a byte for each charset
  CaseBits before;
  size_t run = 0, words = 0;
  const auto flush = [&] {
    for (size_t charset = 0; charset < kCharsets.size(); ++charset) {
      inside_[charset] += inside >> (8 * charset) & 0xFF;
      next_[charset] += next >> (8 * charset) & 0xFF;
    }
    inside = next = words = 0;
  };
  for (size_t at = 0; at < bytes.size() && count_ < kEnough; at += kWord) {
    const size_t size = std::min(kWord, bytes.size() - at);
    uint64_t word = 0;
    std::memcpy(&word, bytes.data() + at, size);
    if ((word & 0x8080808080808080u) == 0) {
      before = CaseBits();
      run = 0;
      continue;
    }
    for (size_t i = at; i < at + size; ++i) {
      const uint8_t byte = ByteAt(bytes, i);
      ++each[byte];
      const CaseBits& bits = case_bits[byte];
      inside += bits.upper & before.lower & kOneEach;
      next += bits.upper & before.upper & kOneEach;
      before = bits;
      const size_t high = byte >> 7;
      count_ += high;
      run = (run + 1) & (size_t{0} - high);
      in_runs_ += run < 3 ? 0u : run == 3 ? 3u : 1u;
    }
    if (++words == kWordsAtOnce) flush();
  }
  flush();
  std::copy(each.begin() + 128, each.end(), each_.begin());
}

double HighBytes::ShareInRuns() const {
  return count_ == 0 ? 0 : static_cast<double>(in_runs_) / static_cast<double>(count_);
}

// The mean log share of the high bytes read as Cyrillic; letters in odd places count as rare ones.
double HighBytes::Fit(size_t charset) const {
  constexpr double kCapitalFirst = -2.3, kCapitalNext = -0.3, kCapitalInside = -7;
  if (count_ == 0) return -100;
  const Meanings& meanings = MeaningsOf(charset);
  double sum = 0;
  uint64_t capitals = 0;
  for (size_t i = 0; i < each_.size(); ++i) {
    sum += each_[i] * meanings[i].log_share;
    if (meanings[i].letter_case == Case::kUpper) capitals += each_[i];
  }
  const uint64_t inside = inside_[charset], next = next_[charset];
  sum += static_cast<double>(inside) * kCapitalInside + static_cast<double>(next) * kCapitalNext +
         static_cast<double>(capitals - inside - next) * kCapitalFirst;
  return sum / static_cast<double>(count_);
}

double HighBytes::FitOf(std::string_view charset) const {
  const size_t index = IndexOf(charset);
  return index < kCharsets.size() ? Fit(index) : CyrillicFit().fit;
}

CyrillicFit HighBytes::BestFit() const {
  CyrillicFit best;
  for (size_t i = 0; i < kCharsets.size(); ++i) {
    const double fit = Fit(i);
    if (fit > best.fit) best = {kCharsets[i], fit};
  }
  return best;
}

size_t CountHighBytes(std::string_view bytes) {
  return static_cast<size_t>(std::count_if(bytes.begin(), bytes.end(),
                                           [](char c) { return static_cast<uint8_t>(c) >= 0x80; }));
}

}  // namespace varta
