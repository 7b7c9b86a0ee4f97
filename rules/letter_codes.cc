// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "rules/letter_codes.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <utility>

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
  if (money) return kMoneySign;
  return picture ? static_cast<uint8_t>(kPictures + c % kPictureKinds) : kBetweenWords;
}

constexpr CodeSet kPlainRun{uint64_t{1} << kBetweenWords, 0};

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

}  // namespace

uint8_t CodeOf(char32_t c) { return c < kTable ? Table()[c] : FindCode(c); }

bool IsLetterAndMark(char32_t c) { return c == 0x345 || c == 0x399 || c == 0x3B9 || c == 0x1FBE; }

CodeReader::CodeReader() : common_(Table().data()) {}

uint8_t CodeReader::NextRare(std::string_view view, size_t* at) {
  return CodeOf(NextCodePoint(view, at));
}

LetterStream::LetterStream(std::string_view view)
    : codes_(std::make_unique_for_overwrite<uint8_t[]>(view.size() + 2 * kLanes)),
      offsets_(std::make_unique_for_overwrite<uint32_t[]>(view.size() + 2 * kLanes)),
      gaps_(view.size() / 64 + 3) {
  codes_[0] = kNoCode;
  offsets_[0] = 0;
  size_t size = 1, word_begin = 1, longest_word = 0;
  CodeSet run = kPlainRun;  // before the next letter
  uint64_t* const gaps = gaps_.data();
  char32_t picture = 0;  // the last, and where it ended
  size_t picture_end = 0;
  const auto add_picture = [&](size_t begin, size_t end) {
    const bool side_by_side = picture != 0 && picture_end == begin;
    const char32_t before = std::exchange(picture, NextCodePoint(view, &begin));
    if (side_by_side) run.Add(CodeOfPair(before, picture));
    picture_end = end;
  };
  const auto add_run = [&] {
    gaps[size / 64] |= uint64_t{1} << (size % 64);
    if (run != kPlainRun) specials_.push_back({static_cast<uint32_t>(size), run});
    longest_word = std::max(longest_word, size - word_begin);
    word_begin = size;
    run = CodeSet();
  };
  const CodeReader reader;
  for (size_t at = 0; at < view.size();) {
    size_t letters = 0;
    if (at + 1 + 2 * kLanes <= view.size() && std::endian::native == std::endian::little) {
      if (view[at] == ' ') {
        run = run | kPlainRun;
        ++at;
      }
      // A word at once. What is written behind it is written over.
      const auto here = static_cast<uint32_t>(at);
      const char* const word = view.data() + at;
      uint8_t* const codes = codes_.get() + size;
      uint32_t* const offsets = offsets_.get() + size;
      if (IsCyrillicLead(static_cast<unsigned char>(*word))) {
        letters = ReadCyrillic(word, codes);
        const size_t more = ReadCyrillic(word + kLanes, codes + kMost);
        WriteOffsets(here, 2, offsets);
        WriteOffsets(here + kLanes, 2, offsets + kMost);
        letters += letters == kMost ? more : 0;
        at += 2 * letters;
      } else if (ascii::IsLetter(*word)) {
        letters = ReadLatin(word, codes);
        const size_t more = ReadLatin(word + kMost, codes + kMost);
        WriteOffsets(here, 1, offsets);
        WriteOffsets(here + kMost, 1, offsets + kMost);
        letters += letters == kMost ? more : 0;
        at += letters;
      }
    }
    if (letters == 0) {
      const size_t here = at;
      const uint8_t code = reader.Next(view, &at);
      if (!IsLetterCode(code)) {
        if (code != kNoCode) run.Add(code);
        if (IsPicture(code)) add_picture(here, at);
        if (IsShouting(static_cast<unsigned char>(view[here])) && here > 0 &&
            IsShouting(static_cast<unsigned char>(view[here - 1])))
          run.Add(kShout);
        continue;
      }
      codes_[size] = code;
      offsets_[size] = static_cast<uint32_t>(here);
      letters = 1;
    }
    if (!run.empty()) add_run();
    size += letters;
  }
  if (run.empty()) run = kPlainRun;
  add_run();
  std::memset(codes_.get() + size, 0, kLanes);
  offsets_[size] = static_cast<uint32_t>(view.size());
  size_ = size;
  longest_word_ = longest_word;
}

CodeSet LetterStream::RunBefore(size_t index) const {
  if ((GapsFrom(index) & 1) == 0) return {};
  const auto special = std::lower_bound(specials_.begin(), specials_.end(), index,
                                        [](const Run& run, size_t i) { return run.index < i; });
  return special != specials_.end() && special->index == index ? special->codes : kPlainRun;
}

}  // namespace varta
