// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "rules/anchor_scanner.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <optional>
#include <set>

namespace varta {
namespace {

// Of one group of two, three ... codes; what has more is looked for by a shorter one.
constexpr size_t kMaxSpellings[] = {kCodes * kCodes, 1024, 1024, 128};
constexpr size_t kBitsPerGroup = 32;
constexpr int kMinBits = 12, kMaxBits = 22;
constexpr size_t kBitsPerBeginning = 16;
constexpr int kMaxBeginningBits = 17;  // 16 KB: half of the fastest cache

// Eight letters; behind a text are as many zeros.
uint64_t Load(const uint8_t* codes) {
  uint64_t group;
  std::memcpy(&group, codes, sizeof group);
  return group;
}

constexpr uint64_t First(uint64_t group, size_t length) {
  return group & ((uint64_t{1} << (8 * length)) - 1);
}

}  // namespace

void AnchorHits::Add(uint32_t sequence, uint32_t at) {
  if ((seen_.size() + 1) * 2 > slots_.size()) {
    slots_.assign(slots_.size() * 2, 0);
    for (uint32_t i = 0; i < seen_.size(); ++i) slots_[SlotOf(seen_[i].sequence)] = i + 1;
  }
  uint32_t& slot = slots_[SlotOf(sequence)];
  if (slot == 0) {
    seen_.push_back({sequence, 0});
    slot = static_cast<uint32_t>(seen_.size());
  }
  Seen& seen = seen_[slot - 1];
  hits_.push_back({at, seen.last});
  seen.last = static_cast<uint32_t>(hits_.size());
}

uint32_t AnchorScanner::Add(const CodeSequence& sequence) {
  const auto [known, is_new] = numbers_.emplace(sequence, static_cast<uint32_t>(size()));
  if (is_new) {
    AddElements(sequence);
    if (!AddSpecial(known->second, sequence)) AddGroups(known->second, sequence);
  }
  return known->second;
}

uint32_t AnchorScanner::AddUnscanned(const CodeSequence& sequence) {
  const auto [known, is_new] = unscanned_.emplace(sequence, static_cast<uint32_t>(size()));
  if (is_new) AddElements(sequence);
  return known->second;
}

void AnchorScanner::AddElements(const CodeSequence& sequence) {
  elements_.push_back(ElementOf(sequence.before));
  for (const CodeSequence::Letter& letter : sequence.letters) {
    elements_.push_back(ElementOf(letter.codes));
    elements_.push_back(ElementOf(letter.after));
  }
  begins_.push_back(static_cast<uint32_t>(elements_.size()));
}

uint32_t AnchorScanner::ElementOf(CodeSet set) {
  if (set.size() == 1) return set.First();
  const auto [known, is_new] =
      elements_of_.emplace(set, static_cast<uint32_t>(kCodes + sets_.size()));
  if (is_new) sets_.push_back(set);
  return known->second;
}

void AnchorScanner::Build(bool fragments) {
  fragments_ = fragments;
  static_assert(kLengths[0] == 2);
  groups_[0].ForEachGroup([&](uint64_t group) {
    twos_[IndexOfTwo(group) / 64] |= uint64_t{1} << (IndexOfTwo(group) % 64);
  });
  std::set<uint64_t> beginnings;  // the first three letters of each longer group
  for (size_t kind = 1; kind < std::size(kLengths); ++kind)
    groups_[kind].ForEachGroup([&](uint64_t group) { beginnings.insert(First(group, 3)); });
  const int bits =
      std::clamp(static_cast<int>(std::bit_width(beginnings.size() * kBitsPerBeginning)), kMinBits,
                 kMaxBeginningBits);
  begins_with_.assign((size_t{1} << bits) / 64, 0);
  begins_with_shift_ = 64 - bits;
  for (const uint64_t three : beginnings) {
    const uint64_t bit = HashOf(three) >> begins_with_shift_;
    begins_with_[bit / 64] |= uint64_t{1} << (bit % 64);
  }
  for (Groups& groups : groups_) groups.Build();
  numbers_.clear();
  unscanned_.clear();
  elements_of_.clear();
}

bool AnchorScanner::AddSpecial(uint32_t number, const CodeSequence& sequence) {
  uint32_t place = 0;
  while (place <= sequence.letters.size() && !IsSpecial(sequence.GapAt(place))) ++place;
  if (place > sequence.letters.size()) return false;
  const Gap gap = sequence.GapAt(place);
  gap.ForEach([&](uint8_t code) { specials_[code].push_back({number, place, gap}); });
  ++entries_;
  return true;
}

void AnchorScanner::AddGroups(uint32_t number, const CodeSequence& sequence) {
  // The rarest group of the greatest length that has not too many spellings.
  std::optional<size_t> rarest;
  size_t kind = std::size(kLengths);
  while (!rarest) {
    --kind;
    rarest = RarestPart(sequence, kLengths[kind], kMaxSpellings[kind]);
  }
  const size_t begin = *rarest;
  Entry entry{0, 0, 0, 0, number, static_cast<uint16_t>(begin), sequence.letters.size() <= 8};
  for (size_t i = 0; i <= sequence.letters.size(); ++i) {
    const Gap gap = sequence.GapAt(i);
    if (IsNeeded(gap)) {
      entry.needed |= uint32_t{1} << i;
      if (IsSpecial(gap)) entry.whole = false;
    } else if (gap == kNoGap) {
      entry.forbidden |= uint32_t{1} << i;
    } else if (gap != kAnyGap) {
      entry.whole = false;
    }
  }
  for (size_t i = 0; i < std::min<size_t>(8, sequence.letters.size()); ++i) {
    const CodeSet codes = sequence.letters[i].codes;
    if (codes.size() != 1) {
      entry.whole = false;
      continue;
    }
    codes.ForEach([&](uint8_t code) {
      entry.mask |= uint64_t{0xFF} << (8 * i);
      entry.value |= uint64_t{code} << (8 * i);
    });
  }
  const std::vector<uint64_t> groups = sequence.Spell(begin, kLengths[kind]);
  for (const uint64_t group : groups) groups_[kind].Add(group, entry);
  entries_ += groups.size();
}

void AnchorScanner::Groups::Build() {
  const int bits = std::clamp(static_cast<int>(std::bit_width(made_.size() * kBitsPerGroup)),
                              kMinBits, kMaxBits);
  bitmap_shift_ = 64 - bits;
  bitmap_.assign((size_t{1} << bits) / 32, 0);
  slots_.resize(std::bit_ceil(made_.size() * 2 + 2));
  slots_shift_ = 64 - std::countr_zero(slots_.size());
  for (const auto& [group, entries] : made_) {
    const uint64_t bit = HashOf(group) >> bitmap_shift_;
    bitmap_[bit / 32] |= uint32_t{1} << (bit % 32);
    size_t at = HashOf(group) >> slots_shift_;
    while (slots_[at].begin < slots_[at].end) at = (at + 1) & (slots_.size() - 1);
    const auto begin = static_cast<uint32_t>(entries_.size());
    slots_[at] = {group, begin, begin + static_cast<uint32_t>(entries.size())};
    entries_.insert(entries_.end(), entries.begin(), entries.end());
  }
  made_.clear();
}

std::span<const AnchorScanner::Entry> AnchorScanner::Groups::Find(uint64_t group) const {
  size_t at = HashOf(group) >> slots_shift_;
  for (; slots_[at].begin < slots_[at].end; at = (at + 1) & (slots_.size() - 1)) {
    if (slots_[at].group != group) continue;
    return std::span(entries_).subspan(slots_[at].begin, slots_[at].end - slots_[at].begin);
  }
  return {};
}

bool AnchorScanner::StandsAt(uint32_t sequence, const LetterStream& text, size_t at) const {
  const uint32_t* const elements = &elements_[begins_[sequence]];
  const uint32_t letters = LettersOf(sequence);
  if (at + letters > text.size()) return false;
  for (uint32_t i = 0; i < letters; ++i) {
    if (!Has(elements[2 * i + 1], text.codes()[at + i])) return false;
  }
  for (uint32_t i = 0; i <= letters; ++i) {
    const Gap gap = SetOf(elements[2 * i]);
    if (gap != kAnyGap && !Allows(gap, text.RunBefore(at + i))) return false;
  }
  return true;
}

bool AnchorScanner::MayStandAt(const Entry& entry, const LetterStream& text, size_t at) {
  // Up to eight zeros behind the text can be among the letters; no sequence has them.
  if ((Load(text.codes() + at) & entry.mask) != entry.value) return false;
  const uint64_t gaps = text.GapsFrom(at);
  return (~gaps & entry.needed) == 0 && (gaps & entry.forbidden) == 0;
}

size_t AnchorScanner::FindPlaces(const uint8_t* codes, uint32_t begin, uint32_t end, Place* places,
                                 AnchorHits& hits) const {
  // Without a branch that could be guessed wrong.
  const uint64_t *const twos = twos_.data(), *const begins_with = begins_with_.data();
  const int shift = begins_with_shift_;
  size_t some = 0;
  for (uint32_t at = begin; at < end; ++at) {
    const uint64_t eight = Load(codes + at);
    const Fragment fragment = HashOf(First(eight, 3));
    if (fragments_) hits.fragments().Add(fragment);
    const uint64_t three = fragment >> shift;
    const size_t two = IndexOfTwo(eight);
    const uint64_t is_two = twos[two / 64] >> (two % 64) & 1;
    places[some] = {at, static_cast<uint32_t>(is_two)};
    some += is_two | (begins_with[three / 64] >> (three % 64) & 1);
  }
  size_t count = 0;
  for (size_t i = 0; i < some; ++i) {
    auto [at, may] = places[i];
    const uint64_t eight = Load(codes + at);
    for (size_t kind = 1; kind < std::size(kLengths); ++kind)
      may |= groups_[kind].MayHave(First(eight, kLengths[kind])) << kind;
    places[count] = {at, may};
    count += may != 0 ? 1 : 0;
  }
  return count;
}

AnchorHits AnchorScanner::Scan(const LetterStream& text) const {
  AnchorHits hits(fragments_ ? text.size() : 0);
  for (const LetterStream::Run& run : text.specials()) {
    run.codes.ForEach([&](uint8_t code) {
      if (fragments_) hits.fragments().Add(FragmentOfSign(code));
      for (const Special& special : specials_[code]) {
        // Once, even if it has several of the codes.
        if ((special.gap & run.codes).First() != code) continue;
        if (run.index <= special.place) continue;
        if (StandsAt(special.sequence, text, run.index - special.place))
          hits.Add(special.sequence, run.index - special.place);
      }
    });
  }
  // First all places where a group may begin, then what stands there.
  constexpr uint32_t kPiece = 1024;
  std::array<Place, kPiece> places;
  struct Found {
    uint32_t at;
    std::span<const Entry> entries;
  };
  std::vector<Found> found;
  struct Open {
    uint32_t sequence, at;
  };
  std::vector<Open> open;  // must be looked at, element by element
  const auto end = static_cast<uint32_t>(text.size());
  for (uint32_t begin = 1; begin < end; begin += kPiece) {
    const size_t count =
        FindPlaces(text.codes(), begin, std::min(end, begin + kPiece), places.data(), hits);
    // In rounds, so that many loads of what is not in the cache are under way at once.
    auto for_each = [&](auto f) {
      for (size_t i = 0; i < count; ++i) {
        const auto [at, may] = places[i];
        const uint64_t eight = Load(text.codes() + at);
        for (uint32_t rest = may; rest != 0; rest &= rest - 1) {
          const auto kind = static_cast<size_t>(std::countr_zero(rest));
          f(at, groups_[kind], First(eight, kLengths[kind]));
        }
      }
    };
    for_each([](uint32_t, const Groups& groups, uint64_t group) { groups.Prefetch(group); });
    found.clear();
    for_each([&](uint32_t at, const Groups& groups, uint64_t group) {
      const std::span<const Entry> entries = groups.Find(group);
      if (entries.empty()) return;
      __builtin_prefetch(entries.data());
      found.push_back({at, entries});
    });
    open.clear();
    for (const auto& [at, entries] : found) {
      for (const Entry& entry : entries) {
        if (at < entry.offset || !MayStandAt(entry, text, at - entry.offset)) continue;
        if (entry.whole) {
          hits.Add(entry.sequence, at - entry.offset);
        } else {
          __builtin_prefetch(&elements_[begins_[entry.sequence]]);
          open.push_back({entry.sequence, at - entry.offset});
        }
      }
    }
    for (const auto [sequence, at] : open) {
      if (StandsAt(sequence, text, at)) hits.Add(sequence, at);
    }
  }
  return hits;
}

}  // namespace varta
