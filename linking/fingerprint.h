// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// What is kept of an ad's text to find its variants: a MinHash sketch of its words (the smallest
// hashes, Broder 1997), where in the text each stood, and keys by which candidates are looked up.
// Words rather than windows of characters: a changed word costs one feature instead of a dozen, so
// that an ad with three words of ten changed is still told from one with three sentences in common.
// Pure; any thread.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace varta {

inline constexpr size_t kSketchSize = 48;  // words
inline constexpr size_t kMaxKeys = 12;
inline constexpr uint32_t kParts = 4;  // of a text, by the order of its words

// Value; of an empty text, or one of numbers alone, all is empty.
struct AdPrint {
  // The smallest 14-bit hashes of the text's different words, ascending, shifted left by two; the
  // low bits are the quarter of the text where the word stood first.
  std::vector<uint16_t> sketch;
  uint16_t words = 0;  // different ones, at most 65535; more than sketch.size(): it is a sample
  // 64-bit hashes of pairs of neighbouring words, the smallest first; of a text under 8 words, of
  // all of it. Variants of one ad have one of them in common almost always.
  std::vector<uint64_t> keys;
  friend bool operator==(const AdPrint&, const AdPrint&) = default;
};

AdPrint AdPrintOf(std::string_view utf8);

// How telling a word is: learnt from the ads seen, so that the boilerplate of a trade or a site
// weighs little. 64 KiB whatever it has seen. One thread.
class WordWeights {
 public:
  void Learn(std::span<const uint16_t> sketch);
  // Of one entry of a sketch: 1 for a word never seen, falling with the share of ads that have it.
  float Of(uint16_t entry) const { return weights_[entry >> 2]; }
  uint64_t ads() const { return ads_; }
  // All that was learnt, as bytes; and from them again. Anything else than what Save() gave is
  // nothing learnt.
  std::string Save() const;
  static WordWeights Load(std::string_view bytes);

  WordWeights() { weights_.fill(1); }

 private:
  void Refresh();

  std::array<uint32_t, 1 << 14> seen_{};
  std::array<float, 1 << 14> weights_{};
  uint64_t ads_ = 0;
  uint64_t refresh_at_ = 1000;  // until then all words are equal
};

struct Resemblance {
  double jaccard = 0;      // weighted: what is common of what either has; 0 to 1
  double containment = 0;  // what is common of the shorter text's
  double even = 0;         // share of the quarters of the text (of the better one) that recur
  double words = 0;        // that the figures rest on
  double known = 1;        // the share of the longer text's words that its sketch has

  // The two are one ad in two forms. A shared block (boilerplate, a copied sentence) does not make
  // one: what a variant keeps is spread over its text. The fewer words, the more must be common.
  bool IsVariant() const;
};

// One ad, made ready to be compared with many. Holds no reference to it. One thread.
class Comparison {
 public:
  // `weights` must outlive it.
  Comparison(std::span<const uint16_t> sketch, uint32_t words, const WordWeights& weights);
  // Linear in the other's sketch.
  Resemblance With(std::span<const uint16_t> sketch, uint32_t words) const;

 private:
  struct Sums {  // of the weights of the words before a place in the sketch
    float all = 0;
    std::array<float, kParts> parts{};
  };

  const WordWeights& weights_;
  std::array<uint8_t, 1 << 14> part_of_{};  // of each hash: the quarter and one; 0: not in the ad
  std::array<Sums, kSketchSize + 1> before_;
  std::array<uint16_t, kSketchSize> sketch_;
  size_t size_;
  bool sampled_;
  double known_;
};

}  // namespace varta
