// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "rules/letter_codes.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "base/ascii.h"
#include "base/text.h"

namespace varta {
namespace {

constexpr uint8_t kLatin = kDigits + 10;
constexpr uint8_t kCyrillic = kLatin + 26;  // U+0430 to U+045F
constexpr uint8_t kGheUpturn = kCyrillic + 48;
static_assert(kGheUpturn < kCodes);

// The Latin letters from U+00C0 to U+017F without their accents; '.' has none below it, '*' is no
// letter.
constexpr std::string_view kPlainLatin =
    "aaaaaa.ceeeeiiiidnooooo*ouuuuy.."
    "aaaaaa.ceeeeiiiidnooooo*ouuuuy.y"
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii..jjkk.llllllll"
    "llnnnnnn...oooooo..rrrrrrsssssssstttttt"
    "uuuuuuuuuuuuwwyyyzzzzzzs";
static_assert(kPlainLatin.size() == 0x180 - 0xC0);

uint8_t LatinCode(char c) { return static_cast<uint8_t>(kLatin + (c - 'a')); }

// 0: no code of its own.
uint8_t OwnCode(char32_t c) {
  if (c >= U'0' && c <= U'9') return static_cast<uint8_t>(kDigits + (c - U'0'));
  if (c >= U'a' && c <= U'z') return static_cast<uint8_t>(kLatin + (c - U'a'));
  if (c >= U'A' && c <= U'Z') return static_cast<uint8_t>(kLatin + (c - U'A'));
  if (c >= 0xC0 && c < 0x180) {
    const char plain = kPlainLatin[c - 0xC0];
    return plain >= 'a' ? LatinCode(plain) : 0;
  }
  if (c >= 0x430 && c <= 0x45F) return static_cast<uint8_t>(kCyrillic + (c - 0x430));
  if (c >= 0x410 && c <= 0x42F) return static_cast<uint8_t>(kCyrillic + (c - 0x410));
  if (c >= 0x400 && c <= 0x40F) return static_cast<uint8_t>(kCyrillic + 32 + (c - 0x400));
  auto cyrillic = [](char32_t small) { return static_cast<uint8_t>(kCyrillic + (small - 0x430)); };
  switch (c) {
    case 0x490:
    case 0x491:
      return kGheUpturn;
    case 0x218:  // ș
    case 0x219:
      return LatinCode('s');
    case 0x21A:  // ț
    case 0x21B:
      return LatinCode('t');
    // Rare letters that fold to common ones (Unicode, CaseFolding.txt).
    case 0x212A:
      return LatinCode('k');
    case 0x212B:
      return LatinCode('a');
    case 0x1C80:
      return cyrillic(U'в');
    case 0x1C81:
      return cyrillic(U'д');
    case 0x1C82:
      return cyrillic(U'о');
    case 0x1C83:
      return cyrillic(U'с');
    case 0x1C84:
    case 0x1C85:
      return cyrillic(U'т');
    case 0x1C86:
      return cyrillic(U'ъ');
    default:
      return 0;
  }
}

uint8_t FindCode(char32_t c) {
  if (const uint8_t own = OwnCode(c); own != 0) return own;
  switch (KindOfCharacter(c)) {
    case CharacterKind::kWord:
      return kOtherLetter;
    case CharacterKind::kMark:
      return kNoCode;
    case CharacterKind::kBetween:
      break;
  }
  const bool money = c == U'$' || (c >= 0xA2 && c <= 0xA5) || (c >= 0x20A0 && c <= 0x20CF);
  const bool picture = (c >= 0x2300 && c <= 0x23FF) || (c >= 0x2600 && c <= 0x27BF) ||
                       (c >= 0x2B00 && c <= 0x2BFF) || (c >= 0x1F000 && c <= 0x1FAFF);
  const auto kind = static_cast<uint8_t>((c ^ c >> 2) % kPictureKinds);
  return static_cast<uint8_t>(kBetweenWords + (money     ? kMoneySign
                                               : picture ? kPicture << kind
                                                         : 0));
}

constexpr size_t kTable = 0x3000;

const std::array<uint8_t, kTable>& Table() {
  static const std::array<uint8_t, kTable> table = [] {
    std::array<uint8_t, kTable> made{};
    for (char32_t c = 0; c < kTable; ++c) made[c] = FindCode(c);
    return made;
  }();
  return table;
}

// Vectors as compilers know them: sixteen bytes of a text, and what is made of them.
constexpr size_t kLanes = 16, kMost = kLanes / 2;
using Pairs = uint16_t __attribute__((vector_size(kLanes)));
using Offsets = uint32_t __attribute__((vector_size(kLanes)));
using Codes = uint8_t __attribute__((vector_size(kMost)));

bool IsCyrillicLead(unsigned char byte) { return (byte & 0xFE) == 0xD0; }

// Writes kMost codes; how many of them stand before the first that `others` does not leave at 0.
size_t Write(Codes folded, Codes others, uint8_t* codes) {
  std::memcpy(codes, &folded, sizeof folded);
  uint64_t stops;
  std::memcpy(&stops, &others, sizeof stops);
  return static_cast<size_t>(std::countr_zero(stops)) / 8;
}

// The codes of the letters from U+0400 to U+045F that kLanes bytes begin with.
size_t ReadCyrillic(const char* bytes, uint8_t* codes) {
  Pairs pairs;
  std::memcpy(&pairs, bytes, sizeof pairs);
  const Pairs letters = (pairs & 1) << 6 | (pairs >> 8 & 0x3F);
  const auto others = static_cast<Pairs>(((pairs & 0xC0FE) != 0x80D0) | (letters >= 0x60));
  // Capitals stand 0x20 before the small letters, those from U+0400 on 0x50.
  const Pairs folded = letters + (kCyrillic - 0x30) + (static_cast<Pairs>(letters < 0x30) & 0x20) +
                       (static_cast<Pairs>(letters < 0x10) & 0x30);
  return Write(__builtin_convertvector(folded, Codes),
               __builtin_convertvector(others & 0xFF, Codes), codes);
}

// The same of A to Z.
size_t ReadLatin(const char* bytes, uint8_t* codes) {
  Codes letters;
  std::memcpy(&letters, bytes, sizeof letters);
  letters = (letters | 0x20) - 'a';
  return Write(letters + kLatin, static_cast<Codes>(letters >= 26), codes);
}

// Of kMost characters of so many bytes each.
void WriteOffsets(uint32_t first, uint32_t bytes, uint32_t* offsets) {
  const Offsets four = first + bytes * Offsets{0, 1, 2, 3}, next = four + 4 * bytes;
  std::memcpy(offsets, &four, sizeof four);
  std::memcpy(offsets + 4, &next, sizeof next);
}

struct Share {
  char32_t letter;
  double share;
};
// Of a thousand codes of Ukrainian, Russian and English ads, about 60 : 40 by script.
constexpr Share kShares[] = {
    {U'о', 46}, {U'а', 40}, {U'е', 33}, {U'н', 32}, {U'и', 32}, {U'т', 28}, {U'і', 20}, {U'р', 24},
    {U'в', 24}, {U'с', 22}, {U'к', 18}, {U'л', 18}, {U'д', 16}, {U'у', 16}, {U'м', 15}, {U'п', 15},
    {U'з', 11}, {U'я', 11}, {U'ь', 10}, {U'б', 9},  {U'г', 8},  {U'ч', 6},  {U'й', 6},  {U'х', 5},
    {U'ж', 4},  {U'ш', 4},  {U'ю', 4},  {U'ц', 3},  {U'ї', 3},  {U'щ', 2},  {U'ф', 2},  {U'є', 2},
    {U'ы', 5},  {U'э', 1},  {U'ъ', .5}, {U'ё', .5}, {U'ґ', .5}, {U'e', 30}, {U't', 22}, {U'a', 21},
    {U'o', 19}, {U'i', 18}, {U'n', 17}, {U's', 17}, {U'r', 15}, {U'h', 13}, {U'l', 11}, {U'd', 10},
    {U'c', 8},  {U'u', 8},  {U'm', 7},  {U'p', 6},  {U'f', 5},  {U'g', 5},  {U'w', 5},  {U'y', 5},
    {U'b', 4},  {U'v', 3},  {U'k', 3},  {U'x', 1},  {U'j', .5}, {U'q', .3}, {U'z', .5}, {U'0', 8},
    {U'1', 5},  {U'2', 4},  {U'3', 3},  {U'4', 2},  {U'5', 4},  {U'6', 2},  {U'7', 2},  {U'8', 2},
    {U'9', 2},
};

}  // namespace

uint8_t CodeOf(char32_t c) { return c < kTable ? Table()[c] : FindCode(c); }

CodeSet RunsWith(uint8_t between) {
  CodeSet runs;
  for (uint8_t run = kBetweenWords; IsBetweenCode(run); ++run)
    if (JoinBetween(run, between) == run) runs.Add(run);
  return runs;
}

bool IsLetterAndMark(char32_t c) { return c == 0x345 || c == 0x399 || c == 0x3B9 || c == 0x1FBE; }

double ShareOf(uint8_t code) {
  static const std::array<double, kCodes> shares = [] {
    std::array<double, kCodes> made;
    made.fill(0.3);
    for (uint8_t run = kBetweenWords; IsBetweenCode(run); ++run) made[run] = 0.05;
    made[kBetweenWords] = 160;
    made[kBetweenWords + kMoneySign] = 2;
    for (int kind = 0; kind < kPictureKinds; ++kind)
      made[static_cast<size_t>(kBetweenWords + (kPicture << kind))] = 0.5;
    made[kOtherLetter] = 3;
    for (const Share& share : kShares) made[CodeOf(share.letter)] = share.share;
    return made;
  }();
  return shares[code];
}

CodeReader::CodeReader() : common_(Table().data()) {}

uint8_t CodeReader::NextRare(std::string_view view, size_t* at) {
  return CodeOf(NextCodePoint(view, at));
}

LetterStream::LetterStream(std::string_view view)
    : offsets_(std::make_unique_for_overwrite<uint32_t[]>(view.size() + 16)) {
  codes_.resize(view.size() + 16);
  codes_[0] = kBetweenWords;
  offsets_[0] = 0;
  size_t count = 1;
  size_t word_begin = 1;  // the index after the last run between words
  const CodeReader reader;
  for (size_t at = 0; at < view.size();) {
    const auto here = static_cast<uint32_t>(at);
    if (at + kLanes <= view.size() && std::endian::native == std::endian::little) {
      // A word at once. What is written behind it is written over.
      const auto first = static_cast<unsigned char>(view[at]);
      size_t letters = 0;
      if (IsCyrillicLead(first)) {
        letters = ReadCyrillic(view.data() + at, codes_.data() + count);
        WriteOffsets(here, 2, offsets_.get() + count);
        at += 2 * letters;
      } else if (ascii::IsLetter(view[at])) {
        letters = ReadLatin(view.data() + at, codes_.data() + count);
        WriteOffsets(here, 1, offsets_.get() + count);
        at += letters;
      }
      count += letters;
      if (letters > 0) continue;
    }
    const uint8_t code = reader.Next(view, &at);
    codes_[count] = code;
    offsets_[count] = here;
    if (IsLetterCode(code)) {
      ++count;
    } else if (code != kNoCode) {
      uint8_t& before = codes_[count - 1];
      if (IsBetweenCode(before)) {
        before = JoinBetween(before, code);
      } else {
        longest_word_ = std::max(longest_word_, count - word_begin);
        word_begin = ++count;
      }
    }
  }
  longest_word_ = std::max(longest_word_, count - word_begin);
  if (!IsBetweenCode(codes_[count - 1])) {
    codes_[count] = kBetweenWords;
    offsets_[count++] = static_cast<uint32_t>(view.size());
  }
  offsets_[count] = static_cast<uint32_t>(view.size());
  size_ = count;
  codes_.resize(count);
  codes_.resize(count + 8, 0);
  plain_.resize(codes_.size());
  std::transform(codes_.begin(), codes_.end(), plain_.begin(),
                 [](uint8_t code) { return IsBetweenCode(code) ? kBetweenWords : code; });
  for (size_t at = 0; at < size_; at += 8) {
    if (std::memcmp(codes_.data() + at, plain_.data() + at, 8) == 0) continue;
    for (size_t one = at; one < std::min(at + 8, size_); ++one)
      if (codes_[one] != plain_[one]) specials_.push_back(static_cast<uint32_t>(one));
  }
}

}  // namespace varta
