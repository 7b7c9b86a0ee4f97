// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Three neighbouring letters of a text, or a rare sign between words, as one number: by them is
// asked what else a pattern needs, beside the sequence that is scanned for. Values; any thread.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

#include "rules/code_sequence.h"

namespace varta {

// Hashed; the highest bits are the best.
using Fragment = uint64_t;
// `letters`: the codes of three as the bytes of a number, the first as its lowest.
inline Fragment FragmentOf(uint64_t letters) { return letters * 0x9E3779B97F4A7C15u; }
// `codes`: a LetterStream's, at the first letter.
inline Fragment FragmentAt(const uint8_t* codes) {
  uint64_t eight;
  std::memcpy(&eight, codes, sizeof eight);
  return FragmentOf(eight & 0xFFFFFF);
}
// Of a run's code.
inline Fragment FragmentOfSign(uint8_t code) { return FragmentOf(code); }

// One of these is in every place of the sequence. Empty: nothing is known.
std::vector<Fragment> FragmentsOf(const CodeSequence& sequence);

// Those of one text.
class FragmentSet {
 public:
  void Add(Fragment fragment) { words_[WordOf(fragment)] |= BitOf(fragment); }
  // False: it does not have it.
  bool MayHave(Fragment fragment) const {
    return (words_[WordOf(fragment)] & BitOf(fragment)) != 0;
  }

 private:
  static constexpr int kBits = 16;
  static size_t WordOf(Fragment fragment) { return fragment >> (64 - kBits + 6); }
  static uint64_t BitOf(Fragment fragment) {
    return uint64_t{1} << (fragment >> (64 - kBits) & 63);
  }
  std::array<uint64_t, (1 << kBits) / 64> words_ = {};
};

}  // namespace varta
