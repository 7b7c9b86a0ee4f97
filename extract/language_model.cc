// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/language_model.h"

#include <array>
#include <cmath>
#include <cstdint>
#include <iterator>

#include "base/text.h"
#include "extract/language_tables.h"
#include "extract/letters.h"

namespace varta {
namespace {

// The middles of the shares of language_tables.h, and what stands for nearly never.
constexpr double kShares[] = {0.28, 0.14, 0.07, 0.035, 0.017, 0.0085, 0.0042, 0.0017};
constexpr double kHardlyEver = 0.0003;
constexpr size_t kMaxLanguages = 20;  // of one alphabet; a fixed number lets loops be vectors

constexpr char32_t kEdge = U'_';
constexpr char32_t kLastLetter = 0x52F;

// All tables of an alphabet, so that one pair of letters is looked up for all languages at once.
class Model {
 public:
  explicit Model(std::span<const LetterTable> tables)
      : tables_(tables), index_of_(kLastLetter + 1) {
    for (const LetterTable& table : tables) {
      for (size_t at = 0; at < table.rows.size();) Index(NextCodePoint(table.rows, &at));
    }
    nats_.assign(letters_ * letters_ * kMaxLanguages, static_cast<float>(std::log(kHardlyEver)));
    for (size_t i = 0; i < tables.size(); ++i) Fill(i, tables[i].rows);
  }

  std::span<const LetterTable> tables() const { return tables_; }
  // 0: not a letter of the model.
  uint16_t IndexOf(char32_t letter) const {
    return letter < index_of_.size() ? index_of_[letter] : 0;
  }
  // kMaxLanguages log shares, one for each language and some idle ones. Both letters are of the
  // model.
  const float* Nats(uint16_t first, uint16_t second) const {
    return &nats_[((first - 1u) * letters_ + second - 1u) * kMaxLanguages];
  }

 private:
  void Index(char32_t c) {
    if (c == U' ' || (c >= U'0' && c <= U'9') || index_of_[c] != 0) return;
    index_of_[c] = static_cast<uint16_t>(++letters_);
  }
  void Fill(size_t table, std::string_view rows) {
    char32_t first = 0;
    uint8_t share = 0;
    for (size_t at = 0; at < rows.size();) {
      const char32_t c = NextCodePoint(rows, &at);
      if (c == U' ') {
        first = 0;
      } else if (first == 0) {
        first = c;
      } else if (c >= U'0' && c <= U'9') {
        share = static_cast<uint8_t>(c - U'0');
      } else {
        nats_[((index_of_[first] - 1u) * letters_ + index_of_[c] - 1u) * kMaxLanguages + table] =
            static_cast<float>(std::log(kShares[share]));
      }
    }
  }

  std::span<const LetterTable> tables_;
  std::vector<uint16_t> index_of_;  // by code point; from 1
  size_t letters_ = 0;
  std::vector<float> nats_;  // [first][second][language]
};

const Model& ModelOf(Alphabet alphabet) {
  static const Model cyrillic(CyrillicTables()), latin(LatinTables());
  return alphabet == Alphabet::kCyrillic ? cyrillic : latin;
}

}  // namespace

LetterFit FitLetters(std::string_view utf8, Alphabet alphabet) {
  const Model& model = ModelOf(alphabet);
  std::array<float, kMaxLanguages> sums{};
  LetterFit fit;
  const uint16_t edge = model.IndexOf(kEdge);
  uint16_t before = edge;
  const auto add = [&](uint16_t next) {
    const float* nats = model.Nats(before, next);
    for (size_t i = 0; i < kMaxLanguages; ++i) sums[i] += nats[i];
    ++fit.pairs;
    before = next;
  };
  for (size_t at = 0; at < utf8.size();) {
    const char32_t c = LowerLetter(NextCodePoint(utf8, &at));
    const bool ours = alphabet == Alphabet::kCyrillic ? IsCyrillicLetter(c) : IsLatinLetter(c);
    const uint16_t letter = ours ? model.IndexOf(c) : 0;
    if (letter != 0) {
      add(letter);
      continue;
    }
    fit.strange += ours;
    if (before != edge) add(edge);
  }
  if (before != edge) add(edge);
  for (size_t i = 0; i < model.tables().size() && i < kMaxLanguages; ++i) {
    const LetterTable& table = model.tables()[i];
    fit.languages.push_back({table.language, table.transliterated, sums[i]});
  }
  return fit;
}

}  // namespace varta
