// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <map>
#include <numeric>

#include "base/ascii.h"
#include "extract/language.h"

namespace varta {
namespace {

constexpr size_t kLeastBytes = 80;    // of a block that stands for itself
constexpr size_t kLookedAt = 256;     // of a line
constexpr size_t kManyLetters = 60;   // so many without one of its own are not Ukrainian
constexpr size_t kMostBlocks = 100;   // the rest of the text belongs to the last
constexpr size_t kMostJudged = 8;     // blocks
constexpr size_t kJudgedBytes = 400;  // of each
constexpr double kSure = 0.55;

// What a line's letters look like.
enum class Look : uint8_t {
  kNothing,   // no letters
  kCyrillic,  // none that only some languages have
  kUkrainian,
  kRussian,  // or many letters and no Ukrainian one
  kBalkan,
  kLatin,
  kMarkedLatin,
  kOther,
};

constexpr bool IsCyrillic(Look look) { return look >= Look::kCyrillic && look <= Look::kBalkan; }

// Which languages the letters D0 80 to D1 BF are of.
constexpr std::array<Look, 128> MakeCyrillic() {
  std::array<Look, 128> looks{};
  looks.fill(Look::kCyrillic);
  const auto mark = [&](std::u32string_view letters, Look look) {
    for (const char32_t c : letters) looks[c - 0x400] = look;
  };
  mark(U"ІіЇїЄє", Look::kUkrainian);
  mark(U"ЫыЭэЪъЁё", Look::kRussian);
  mark(U"ЈјЉљЊњЋћЂђЏџЃѓЌќЅѕ", Look::kBalkan);
  return looks;
}
constexpr std::array<Look, 128> kCyrillicLetters = MakeCyrillic();

class LetterCounts {
 public:
  explicit LetterCounts(std::string_view line) {
    for (size_t at = 0; at < line.size();) {
      const auto byte = static_cast<uint8_t>(line[at]);
      const auto next = static_cast<uint8_t>(at + 1 < line.size() ? line[at + 1] : 0);
      if (byte < 0x80) {
        AddAscii(line[at], static_cast<char>(next));
        ++at;
      } else if (byte == 0xD0 || byte == 0xD1) {
        ++cyrillic_;
        ++of_[static_cast<size_t>(kCyrillicLetters[(byte & 1u) << 6 | (next & 0x3Fu)])];
        at += 2;
      } else if (byte >= 0xC3 && byte <= 0xC9) {
        ++word_;
        ++marked_;
        at += 2;
      } else if (byte >= 0xC0 && byte < 0xE0) {
        // U+0080 to U+00BF are signs, U+0480 to U+04FF Cyrillic of other languages.
        if (byte == 0xD2 || byte == 0xD3) ++cyrillic_;
        if (byte > 0xC9 && byte != 0xD2 && byte != 0xD3) ++other_;
        at += 2;
      } else {
        // U+2000 to U+2FFF and what is above U+F000 are signs and pictures.
        if (byte >= 0xE0 && byte < 0xEF && byte != 0xE2) ++other_;
        ++at;  // what follows of the character is none of these
      }
    }
    EndWord();
  }

  Look Result() const {
    if (cyrillic_ + latin_ + other_ == 0) return Look::kNothing;
    if (other_ > cyrillic_ && other_ > latin_) return Look::kOther;
    if (latin_ >= cyrillic_) {
      if (words_ < 2) return Look::kNothing;  // a name
      return marked_ > 0 ? Look::kMarkedLatin : Look::kLatin;
    }
    Look most = Look::kCyrillic;
    size_t count = 0;
    for (const Look look : {Look::kUkrainian, Look::kRussian, Look::kBalkan}) {
      if (of_[static_cast<size_t>(look)] <= count) continue;
      count = of_[static_cast<size_t>(look)];
      most = look;
    }
    // Of Ukrainian one letter in fourteen is its own, of Russian one in forty.
    return most == Look::kCyrillic && cyrillic_ >= kManyLetters ? Look::kRussian : most;
  }

 private:
  void AddAscii(char c, char next) {
    if (ascii::IsLetter(c)) {
      ++word_;
    } else if (ascii::IsSpace(c)) {
      EndWord();
    } else if (ascii::IsDigit(c) || c == '@' || c == '/' || c == '_' ||
               (c == '.' && ascii::IsLetter(next))) {
      address_ = true;
    }
  }
  // Addresses are in no language.
  void EndWord() {
    if (word_ > 0 && !address_) {
      latin_ += word_;
      ++words_;
    }
    word_ = 0;
    address_ = false;
  }

  size_t cyrillic_ = 0, latin_ = 0, marked_ = 0, other_ = 0;
  std::array<size_t, 8> of_{};
  size_t words_ = 0;  // Latin
  size_t word_ = 0;   // letters of the one being read
  bool address_ = false;
};

struct Block {
  ByteRange span;
  Look look = Look::kNothing;
  size_t judged_from = 0;  // its first line of its own
  size_t bytes = 0;        // of such lines
};

bool Continues(const Block& block, Look look) {
  if (look == Look::kNothing || look == block.look) return true;
  // A few lines in a row have none of a language's own letters.
  return IsCyrillic(look) && IsCyrillic(block.look) &&
         (look == Look::kCyrillic || block.look == Look::kCyrillic);
}

// What stands in a row and looks alike.
std::vector<Block> Rows(std::string_view utf8) {
  std::vector<Block> blocks;
  for (size_t begin = 0; begin < utf8.size();) {
    const size_t end = std::min(utf8.find('\n', begin), utf8.size() - 1) + 1;
    const std::string_view line = utf8.substr(begin, end - begin);
    const Look look = LetterCounts(line.substr(0, kLookedAt)).Result();
    if (blocks.empty() || !Continues(blocks.back(), look)) {
      Block& block = blocks.emplace_back();
      block.span.begin = static_cast<uint32_t>(begin);
      block.judged_from = begin;
    }
    Block& block = blocks.back();
    block.span.end = static_cast<uint32_t>(end);
    if (look != Look::kNothing) block.bytes += line.size();
    if (block.look == Look::kNothing || block.look == Look::kCyrillic)
      block.look = std::max(block.look, look);
    begin = end;
  }
  return blocks;
}

// Without those that are too small to say anything.
std::vector<Block> Join(const std::vector<Block>& rows) {
  std::vector<Block> blocks;
  for (const Block& row : rows) {
    if (blocks.empty()) {
      blocks.push_back(row);
      continue;
    }
    Block& last = blocks.back();
    const bool small = row.bytes < kLeastBytes || blocks.size() == kMostBlocks;
    if (!small && last.bytes < kLeastBytes) {  // the first one
      const uint32_t begin = last.span.begin;
      last = row;
      last.span.begin = begin;
    } else if (small || Continues(last, row.look)) {
      last.span.end = row.span.end;
      if (!small) last.bytes += row.bytes;
      if (!small && last.look == Look::kCyrillic) last.look = row.look;
    } else {
      blocks.push_back(row);
    }
  }
  return blocks;
}

// Of each block its language; empty if it cannot be told.
std::vector<std::string> Judge(std::string_view utf8, const std::vector<Block>& blocks) {
  std::vector<std::string> codes(blocks.size());
  std::vector<size_t> largest(blocks.size());
  std::iota(largest.begin(), largest.end(), size_t{0});
  std::stable_sort(largest.begin(), largest.end(),
                   [&](size_t a, size_t b) { return blocks[a].bytes > blocks[b].bytes; });
  const auto judge = [&](size_t i) {
    const Block& block = blocks[i];
    const size_t size = std::min(block.span.end - block.judged_from, kJudgedBytes);
    const Language language = DetectLanguage(utf8.substr(block.judged_from, size));
    return language.confidence >= kSure ? language.code : std::string();
  };
  std::array<const std::string*, 8> of_look{};  // of the largest that looks so
  size_t judged = 0;
  for (const size_t i : largest) {
    const std::string*& alike = of_look[static_cast<size_t>(blocks[i].look)];
    if (alike != nullptr) continue;
    codes[i] = judge(i);
    alike = &codes[i];
    ++judged;
  }
  for (const size_t i : largest) {
    const std::string* const alike = of_look[static_cast<size_t>(blocks[i].look)];
    if (alike == &codes[i]) continue;
    codes[i] = judged++ < kMostJudged ? judge(i) : *alike;
  }
  return codes;
}

}  // namespace

std::vector<LanguageSpan> DetectLanguages(std::string_view utf8) {
  std::vector<LanguageSpan> spans;
  const std::vector<Block> blocks = Join(Rows(utf8));
  if (blocks.size() < 2) return spans;
  const std::vector<std::string> codes = Judge(utf8, blocks);
  for (size_t i = 0; i < blocks.size(); ++i) {
    if (spans.empty()) {
      spans.push_back({blocks[i].span, codes[i]});
    } else if (codes[i].empty() || codes[i] == spans.back().code || spans.back().code.empty()) {
      spans.back().span.end = blocks[i].span.end;
      if (spans.back().code.empty()) spans.back().code = codes[i];
    } else {
      spans.push_back({blocks[i].span, codes[i]});
    }
  }
  if (spans.size() < 2) spans.clear();
  return spans;
}

std::vector<Language> LanguageShares(const v1::Ad& ad) {
  std::map<std::string, uint64_t> bytes;
  uint64_t all = 0;
  for (const v1::LanguageBlock& block : ad.language_blocks()) {
    const uint64_t size = block.span().end() - block.span().begin();
    bytes[block.language()] += size;
    all += size;
  }
  std::vector<Language> shares;
  if (all == 0) return shares;
  for (const auto& [code, size] : bytes)
    shares.push_back({code, static_cast<double>(size) / static_cast<double>(all)});
  std::stable_sort(shares.begin(), shares.end(), [](const Language& a, const Language& b) {
    return a.confidence > b.confidence;
  });
  return shares;
}

}  // namespace varta
