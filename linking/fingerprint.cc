// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "linking/fingerprint.h"

#include <algorithm>
#include <cmath>

#include "linking/words.h"

namespace varta {
namespace {

constexpr size_t kFewWords = 8;
constexpr size_t kMaxWords = 1000;  // of a text; the entries of longer ones would lie too close
constexpr double kUnlike = 0.12;    // of words, by number; nothing that counts needs so little
constexpr double kPrior = 1000;     // ads without the word that every word begins with

struct PlacedWord {
  uint64_t hash;
  uint32_t place;
};

void KeepSmallest(std::vector<uint64_t>* hashes, size_t count) {
  std::sort(hashes->begin(), hashes->end());
  hashes->erase(std::unique(hashes->begin(), hashes->end()), hashes->end());
  if (hashes->size() > count) hashes->resize(count);
}

// The share of the quarters that have words of which enough is common.
double EvenShare(const float* common, const std::array<float, kParts>& all) {
  constexpr float kRecurs = 0.25F;
  int recurring = 0, counted = 0;
  for (size_t i = 0; i < kParts; ++i) {
    if (all[i] <= 0) continue;
    ++counted;
    recurring += common[i] >= kRecurs * all[i] ? 1 : 0;
  }
  return counted == 0 ? 0 : static_cast<double>(recurring) / counted;
}

}  // namespace

AdPrint AdPrintOf(std::string_view utf8) {
  const std::string folded = LinkingFold(utf8);
  std::vector<PlacedWord> words;
  std::vector<uint64_t> pairs;
  uint64_t last = 0, all = 0;
  for (const AdWord& token : AdWords(folded, kMaxWords)) {
    if (token.slot != Slot::kNone) continue;
    const uint64_t hash = WordHash(token.text);
    if (!words.empty()) pairs.push_back(Scramble(last * 0x9E3779B97F4A7C15u + hash));
    all = Scramble(all + hash);
    last = hash;
    words.push_back({hash, static_cast<uint32_t>(words.size())});
  }
  AdPrint print;
  if (words.empty()) return print;
  if (words.size() < kFewWords) pairs.assign(1, all);
  KeepSmallest(&pairs, kMaxKeys);
  print.keys = std::move(pairs);

  const auto total = static_cast<uint32_t>(words.size());
  std::sort(words.begin(), words.end(), [](const PlacedWord& a, const PlacedWord& b) {
    return a.hash != b.hash ? a.hash < b.hash : a.place < b.place;
  });
  // Two words of one hash are one.
  words.erase(std::unique(words.begin(), words.end(),
                          [](const PlacedWord& one, const PlacedWord& other) {
                            return one.hash >> 50 == other.hash >> 50;
                          }),
              words.end());
  print.words = static_cast<uint16_t>(words.size());
  const size_t kept = std::min(words.size(), kSketchSize);
  print.sketch.reserve(kept);
  for (size_t i = 0; i < kept; ++i) {
    const uint32_t part = words[i].place * kParts / total;
    print.sketch.push_back(static_cast<uint16_t>((words[i].hash >> 50) << 2 | part));
  }
  std::sort(print.sketch.begin(), print.sketch.end());
  return print;
}

void WordWeights::Learn(std::span<const uint16_t> sketch) {
  for (const uint16_t entry : sketch) ++seen_[entry >> 2];
  if (++ads_ >= refresh_at_) Refresh();
}

std::string WordWeights::Save() const {
  std::string bytes;
  bytes.reserve(4 * (seen_.size() + 2));
  const auto add = [&bytes](uint32_t number) {
    for (int shift = 0; shift < 32; shift += 8) bytes += static_cast<char>(number >> shift);
  };
  add(static_cast<uint32_t>(ads_));
  add(static_cast<uint32_t>(ads_ >> 32));
  for (const uint32_t count : seen_) add(count);
  return bytes;
}

WordWeights WordWeights::Load(std::string_view bytes) {
  WordWeights weights;
  if (bytes.size() != 4 * (weights.seen_.size() + 2)) return weights;
  const auto number = [&bytes](size_t index) {
    uint32_t value = 0;
    for (size_t i = 0; i < 4; ++i)
      value |= static_cast<uint32_t>(static_cast<uint8_t>(bytes[4 * index + i])) << (8 * i);
    return value;
  };
  weights.ads_ = number(0) | static_cast<uint64_t>(number(1)) << 32;
  for (size_t i = 0; i < weights.seen_.size(); ++i) weights.seen_[i] = number(i + 2);
  if (weights.ads_ >= weights.refresh_at_) weights.Refresh();
  return weights;
}

void WordWeights::Refresh() {
  refresh_at_ = ads_ + ads_ / 4;
  const double ads = static_cast<double>(ads_) + kPrior;
  for (size_t i = 0; i < seen_.size(); ++i)
    weights_[i] = static_cast<float>(std::log(ads / (seen_[i] + 1.0)) / std::log(ads));
}

Comparison::Comparison(std::span<const uint16_t> sketch, uint32_t words, const WordWeights& weights)
    : weights_(weights),
      size_(std::min(sketch.size(), kSketchSize)),
      sampled_(words > sketch.size()),
      known_(sampled_ ? static_cast<double>(size_) / words : 1) {
  for (size_t i = 0; i < size_; ++i) {
    const uint16_t entry = sketch_[i] = sketch[i];
    part_of_[entry >> 2] = static_cast<uint8_t>((entry & 3) + 1);
    before_[i + 1] = before_[i];
    before_[i + 1].all += weights.Of(entry);
    before_[i + 1].parts[entry & 3] += weights.Of(entry);
  }
}

Resemblance Comparison::With(std::span<const uint16_t> sketch, uint32_t words) const {
  Resemblance result;
  if (size_ == 0 || sketch.empty()) return result;
  // A sample ends at its largest hash: above that of either nothing is known of it.
  uint32_t end = 1 << 16;
  const bool sampled = words > sketch.size();
  result.known = std::min(known_, sampled ? static_cast<double>(sketch.size()) / words : 1.0);
  if (sampled_) end = sketch_[size_ - 1] | 3u;
  if (sampled) end = std::min<uint32_t>(end, sketch.back() | 3u);
  // Most pairs have next to nothing in common, whatever the words weigh: counting is faster.
  size_t likely = 0;
  for (const uint16_t entry : sketch) likely += part_of_[entry >> 2] != 0 ? 1 : 0;
  const double least =
      static_cast<double>(likely) / static_cast<double>(size_ + sketch.size() - likely);
  if (least < kUnlike) return result;
  size_t own = size_;
  while (own > 0 && sketch_[own - 1] > end) --own;

  // By the quarters of each text; the first place of `common_own` takes what is not in this ad.
  std::array<float, kParts> theirs{}, common_theirs{};
  std::array<float, kParts + 1> common_own{};
  size_t counted = 0, equal = 0;
  for (const uint16_t entry : sketch) {
    if (entry > end) break;
    const float weight = weights_.Of(entry);
    const uint8_t part = part_of_[entry >> 2];
    const float common = part != 0 ? weight : 0;
    theirs[entry & 3] += weight;
    common_theirs[entry & 3] += common;
    common_own[part] += common;
    ++counted;
    equal += part != 0 ? 1 : 0;
  }
  const Sums& mine = before_[own];
  double all = 0, common = 0;
  for (size_t i = 0; i < kParts; ++i) {
    all += theirs[i];
    common += common_theirs[i];
  }
  const double either = all + mine.all - common;
  if (either <= 0) return result;
  result.jaccard = std::min(1.0, common / either);  // sums of floats may exceed it
  result.containment = common / std::max(1e-9, std::min<double>(all, mine.all));
  result.words = static_cast<double>(counted + own - equal);
  result.even = std::max(EvenShare(common_theirs.data(), theirs),
                         EvenShare(common_own.data() + 1, mine.parts));
  return result;
}

bool Resemblance::IsVariant() const {
  constexpr double kEnough = 0.25, kEven = 0.75, kSampleDoubt = 2, kFewToTell = 30;
  if (words == 0) return false;
  if (even < kEven) return false;
  // What the figure may be off by, as of so many words; and more so if they are a sample only.
  double doubt = std::sqrt(jaccard * (1 - jaccard) / words);
  // Of few words the stock phrases of a trade are a large part.
  if (words < kFewToTell) doubt *= 1 + (kFewToTell - words) / (kFewToTell / 2);
  return jaccard - doubt * (1 + kSampleDoubt * std::sqrt(1 - known)) >= kEnough;
}

}  // namespace varta
