// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Three neighbouring letters of a text, or a rare sign between words, as one number: by them is
// asked what else a pattern needs, beside the sequence that is scanned for. Values; any thread.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <vector>

#include "rules/code_sequence.h"
#include "rules/letter_codes.h"

namespace varta {

// HashOf of three letters.
using Fragment = uint64_t;
// `codes`: a LetterStream's, at the first letter.
inline Fragment FragmentAt(const uint8_t* codes) {
  uint64_t eight;
  std::memcpy(&eight, codes, sizeof eight);
  return HashOf(eight & 0xFFFFFF);
}
// Of a run's code.
inline Fragment FragmentOfSign(uint8_t code) { return HashOf(code); }

// One in a sequence: of the letters from `place` on, or of the gap `place`.
struct FragmentPlace {
  Fragment fragment;
  uint32_t place;
};

// One of these is in every place of the sequence. Empty: nothing is known.
std::vector<FragmentPlace> FragmentsOf(const CodeSequence& sequence);

// Where a set of fragments that may say yes for others, too, has its bit for one: in which of
// `words`, a power of two, 2^14 at most.
inline size_t WordOf(Fragment fragment, size_t words) { return fragment >> 44 & (words - 1); }
inline uint64_t BitOf(Fragment fragment) { return uint64_t{1} << (fragment >> 58); }

// Those of one text.
class FragmentSet {
 public:
  // `most`: about how many there will be.
  explicit FragmentSet(size_t most)
      : words_(std::clamp(std::bit_ceil(most * kBitsEach / 64 + 1), kMinWords, kMaxWords)) {}

  void Add(Fragment fragment) { words_[WordOf(fragment, words_.size())] |= BitOf(fragment); }
  // False: it does not have it.
  bool MayHave(Fragment fragment) const {
    return (words_[WordOf(fragment, words_.size())] & BitOf(fragment)) != 0;
  }

 private:
  static constexpr size_t kBitsEach = 16, kMinWords = 1 << 6, kMaxWords = 1 << 14;

  std::vector<uint64_t> words_;
};

// Where those of a text are. The text must outlive it.
class FragmentPlaces {
 public:
  explicit FragmentPlaces(const LetterStream& text);

  // Calls f(index of the first letter) for each place, upwards. `steps` goes down; false: before it
  // was through, they were none.
  template <class F>
  bool ForEach(Fragment fragment, size_t* steps, F f) const {
    for (uint32_t at = first_[fragment >> shift_]; at != 0; at = next_[at]) {
      if (*steps == 0) return false;
      --*steps;
      if (FragmentAt(text_->codes() + at) == fragment) f(at);
    }
    return true;
  }

 private:
  const LetterStream* text_;
  int shift_;
  std::vector<uint32_t> first_;       // by the fragment's highest bits; 0: none
  std::unique_ptr<uint32_t[]> next_;  // by place: the next with these bits; 0: none
};

}  // namespace varta
