// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "rules/code_sequence.h"

#include <algorithm>
#include <array>
#include <bit>
#include <utility>

#include "rules/letter_pairs.h"

namespace varta {
namespace {

// Among gaps.
double ShareOfRuns(Gap gap) {
  if (gap.Has(kBetweenWords)) return 1;
  constexpr double kSign = 0.003, kPair = 0.0002;
  return kSign * std::popcount(gap.low >> kMoneySign) + kPair * std::popcount(gap.high);
}

// How often something stands in a text with one of these kinds of letters, or a gap, at its end.
class Endings {
 public:
  void Add(uint8_t kind, double frequency) { endings_[count_++] = {kind, frequency}; }
  // One of ten, which come one after another.
  void AddDigit(double frequency) {
    if (count_ == 0 || endings_[count_ - 1].kind != kDigitKind) Add(kDigitKind, 0);
    endings_[count_ - 1].frequency += frequency;
  }
  // With one of the kind behind it.
  double FollowedBy(uint8_t kind) const {
    const LetterPairs& pairs = LetterPairs::Get();
    double sum = 0;
    for (size_t i = 0; i < count_; ++i)
      sum += endings_[i].frequency * pairs.after[endings_[i].kind][kind];
    return sum;
  }
  size_t size() const { return count_; }
  double Sum() const {
    double sum = 0;
    for (size_t i = 0; i < count_; ++i) sum += endings_[i].frequency;
    return sum;
  }

 private:
  struct Ending {
    uint8_t kind;
    double frequency;
  };
  std::array<Ending, kCodes> endings_;  // rare letters are of one kind, but stand apart
  size_t count_ = 0;
};

}  // namespace

CodeSequence CodeSequence::PartOf(size_t begin, size_t length) const {
  const auto first = letters.begin() + static_cast<std::ptrdiff_t>(begin);
  return {GapAt(begin), {first, first + static_cast<std::ptrdiff_t>(length)}};
}

size_t CodeSequence::SpellingsOf(size_t begin, size_t length, size_t most) const {
  size_t count = 1;
  for (size_t i = begin; i < begin + length && count <= most; ++i)
    count *= static_cast<size_t>(letters[i].codes.size());
  return count;
}

std::vector<uint64_t> CodeSequence::Spell(size_t begin, size_t length) const {
  std::vector<uint64_t> spellings{0};
  for (size_t i = 0; i < length; ++i) {
    std::vector<uint64_t> longer;
    for (const uint64_t spelling : spellings) {
      letters[begin + i].codes.ForEach(
          [&](uint8_t code) { longer.push_back(spelling | uint64_t{code} << (8 * i)); });
    }
    spellings = std::move(longer);
  }
  return spellings;
}

Gap Joined(Gap a, Gap b) {
  if (!IsNeeded(a)) return IsNeeded(b) ? b : a | b;
  return IsNeeded(b) && a.Has(kBetweenWords) ? b : a;
}

CodeSequence Joined(const CodeSequence& a, const CodeSequence& b) {
  CodeSequence joined = a;
  joined.LastGap() = Joined(joined.LastGap(), b.before);
  joined.letters.insert(joined.letters.end(), b.letters.begin(), b.letters.end());
  return joined;
}

void MergeAlike(std::vector<CodeSequence>& sequences) {
  if (sequences.size() < 2) return;
  std::sort(sequences.begin(), sequences.end());
  sequences.erase(std::unique(sequences.begin(), sequences.end()), sequences.end());
  size_t longest = 0;
  for (const CodeSequence& sequence : sequences)
    longest = std::max(longest, sequence.letters.size());
  // A place: twice a letter, and 1 more for its gap; the last: the gap before all.
  const size_t before_all = 2 * longest;
  const auto at = [&](CodeSequence& sequence, size_t place) -> CodeSet& {
    if (place == before_all) return sequence.before;
    CodeSequence::Letter& letter = sequence.letters[place / 2];
    return place % 2 == 0 ? letter.codes : letter.after;
  };
  for (size_t place = before_all + 1; place-- > 0 && sequences.size() > 1;) {
    // By what stands around the place.
    const auto compare = [&](const CodeSequence& a, const CodeSequence& b) {
      if (const auto order = a.letters.size() <=> b.letters.size(); order != 0) return order;
      if (place != before_all) {
        if (const auto order = a.before <=> b.before; order != 0) return order;
      }
      for (size_t i = 0; i < a.letters.size(); ++i) {
        const CodeSequence::Letter &one = a.letters[i], &other = b.letters[i];
        if (const auto order = one.codes <=> other.codes; order != 0 && place != 2 * i)
          return order;
        if (const auto order = one.after <=> other.after; order != 0 && place != 2 * i + 1)
          return order;
      }
      return std::strong_ordering::equal;
    };
    std::sort(sequences.begin(), sequences.end(),
              [&](const CodeSequence& a, const CodeSequence& b) { return compare(a, b) < 0; });
    size_t kept = 0;
    for (size_t i = 1; i < sequences.size(); ++i) {
      const bool has_place = place == before_all || place / 2 < sequences[kept].letters.size();
      if (has_place && compare(sequences[kept], sequences[i]) == 0) {
        at(sequences[kept], place) = at(sequences[kept], place) | at(sequences[i], place);
      } else if (++kept != i) {
        sequences[kept] = std::move(sequences[i]);
      }
    }
    sequences.resize(kept + 1);
  }
}

double FrequencyOf(const CodeSequence& sequence) {
  constexpr size_t kMostPairs = 20'000;  // of large sets the rest is taken for independent
  const LetterPairs& pairs = LetterPairs::Get();
  size_t pairs_seen = 0;
  Endings endings;
  bool known_before = IsNeeded(sequence.before);
  if (known_before) endings.Add(kGapKind, pairs.shares[kGapKind] * ShareOfRuns(sequence.before));
  for (const CodeSequence::Letter& letter : sequence.letters) {
    Endings next;
    pairs_seen += endings.size() * static_cast<size_t>(letter.codes.size());
    const double before = known_before ? endings.Sum() : 1;
    const bool by_pairs = known_before && pairs_seen <= kMostPairs;
    letter.codes.ForEach([&](uint8_t code) {
      const uint8_t kind = pairs.kinds[code];
      const double frequency = by_pairs ? endings.FollowedBy(kind) : before * pairs.shares[kind];
      if (kind == kDigitKind) {
        next.AddDigit(frequency / 10);
      } else {
        next.Add(kind, frequency);
      }
    });
    known_before = true;
    // Behind the last letter may stand anything.
    const bool needed = IsNeeded(letter.after);
    const double share = ShareOfRuns(letter.after);
    if (share > 0 && (needed || &letter != &sequence.letters.back())) {
      const double gap = next.FollowedBy(kGapKind) * share;
      if (needed) next = Endings();
      next.Add(kGapKind, gap);
    }
    endings = next;
  }
  return endings.Sum();
}

std::optional<size_t> RarestPart(const CodeSequence& sequence, size_t length, size_t most) {
  double rarest = 2;
  std::optional<size_t> begin;
  for (size_t at = 0; at + length <= sequence.letters.size(); ++at) {
    if (sequence.SpellingsOf(at, length, most) > most) continue;
    const double frequency = FrequencyOf(sequence.PartOf(at, length));
    if (frequency < rarest) {
      rarest = frequency;
      begin = at;
    }
  }
  return begin;
}

}  // namespace varta
