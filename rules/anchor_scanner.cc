// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "rules/anchor_scanner.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

namespace varta {
namespace {

// Of one group of two, three ... codes; what has more is looked for by a shorter one.
constexpr size_t kMaxSpellings[] = {kCodes * kCodes, 1024, 1024, 128};
constexpr size_t kMostSpellings = kMaxSpellings[0];
constexpr size_t kBitsPerGroup = 32;
constexpr int kMinBits = 12, kMaxBits = 22;

// As plain codes have it.
CodeSet Plain(CodeSet set) {
  return IsBetween(set) ? CodeSet{uint64_t{1} << kBetweenWords, 0} : set;
}

size_t SpellingsOf(const CodeSequence& sequence, size_t begin, size_t length) {
  size_t count = 1;
  for (size_t i = begin; i < begin + length && count <= kMostSpellings; ++i)
    count *= static_cast<size_t>(Plain(sequence[i]).size());
  return count;
}

// Eight codes; behind a text are as many zeros.
uint64_t Load(const uint8_t* codes) {
  uint64_t group;
  std::memcpy(&group, codes, sizeof group);
  return group;
}

constexpr uint64_t First(uint64_t group, size_t length) {
  return group & ((uint64_t{1} << (8 * length)) - 1);
}

}  // namespace

uint32_t AnchorScanner::Add(const CodeSequence& sequence) {
  const auto [known, is_new] = numbers_.emplace(sequence, static_cast<uint32_t>(lengths_.size()));
  if (is_new) {
    lengths_.push_back(static_cast<uint32_t>(sequence.size()));
    begins_.push_back(static_cast<uint32_t>(sets_.size()));
    sets_.insert(sets_.end(), sequence.begin(), sequence.end());
    AddGroups(known->second, sequence);
  }
  return known->second;
}

void AnchorScanner::Build() {
  // The three codes that each group begins with; those of two with each third.
  std::map<uint64_t, uint8_t> beginnings;
  for (size_t kind = 0; kind < std::size(kLengths); ++kind) {
    const auto bit = static_cast<uint8_t>(1 << kind);
    groups_[kind].ForEachGroup([&](uint64_t group) {
      if (kLengths[kind] > 2) {
        beginnings[First(group, 3)] |= bit;
      } else {
        for (uint64_t third = 0; third < kCodes; ++third) beginnings[group | third << 16] |= bit;
      }
    });
  }
  const int bits =
      std::clamp(static_cast<int>(std::bit_width(beginnings.size() * 8)), kMinBits, 16);
  begins_with_.assign(size_t{1} << bits, 0);
  begins_with_shift_ = 64 - bits;
  for (const auto& [three, kinds] : beginnings)
    begins_with_[Hash(three) >> begins_with_shift_] |= kinds;
  for (Groups& groups : groups_) groups.Build();
  numbers_.clear();
}

void AnchorScanner::AddGroups(uint32_t number, const CodeSequence& sequence) {
  if (sequence.size() == 1) {
    sequence[0].ForEach([&](uint8_t code) { specials_[code].push_back(number); });
    ++entries_;
    return;
  }
  // The rarest group of the greatest length that has not too many spellings.
  size_t begin = 0, kind = std::size(kLengths);
  for (double rarest = 2; rarest == 2 && kind-- > 0;) {
    const size_t length = kLengths[kind];
    for (size_t at = 0; at + length <= sequence.size(); ++at) {
      if (SpellingsOf(sequence, at, length) > kMaxSpellings[kind]) continue;
      const auto first = sequence.begin() + static_cast<std::ptrdiff_t>(at);
      const double frequency =
          FrequencyOf(CodeSequence(first, first + static_cast<std::ptrdiff_t>(length)));
      if (frequency < rarest) {
        rarest = frequency;
        begin = at;
      }
    }
  }
  const size_t length = kLengths[kind];
  Entry entry{0, 0, number, static_cast<uint16_t>(begin), sequence.size() <= 8};
  for (size_t i = 0; i < std::min<size_t>(8, sequence.size()); ++i) {
    const CodeSet plain = Plain(sequence[i]);
    // What has a sign of its own is not known by plain codes alone.
    if (plain.size() != 1 || (plain != sequence[i] && sequence[i] != RunsWith(kBetweenWords)))
      entry.whole = false;
    if (plain.size() != 1) continue;
    plain.ForEach([&](uint8_t code) {
      entry.mask |= uint64_t{0xFF} << (8 * i);
      entry.value |= uint64_t{code} << (8 * i);
    });
  }
  std::vector<uint64_t> spellings{0};
  for (size_t i = 0; i < length; ++i) {
    std::vector<uint64_t> longer;
    for (const uint64_t spelling : spellings) {
      Plain(sequence[begin + i]).ForEach([&](uint8_t code) {
        longer.push_back(spelling | uint64_t{code} << (8 * i));
      });
    }
    spellings = std::move(longer);
  }
  for (const uint64_t spelling : spellings) groups_[kind].Add(spelling, entry);
  entries_ += spellings.size();
}

void AnchorScanner::Groups::Build() {
  const int bits = std::clamp(static_cast<int>(std::bit_width(made_.size() * kBitsPerGroup)),
                              kMinBits, kMaxBits);
  bitmap_shift_ = 64 - bits;
  bitmap_.assign((size_t{1} << bits) / 32, 0);
  slots_.resize(std::bit_ceil(made_.size() * 2 + 2));
  slots_shift_ = 64 - std::countr_zero(slots_.size());
  for (const auto& [group, entries] : made_) {
    const uint64_t bit = Hash(group) >> bitmap_shift_;
    bitmap_[bit / 32] |= uint32_t{1} << (bit % 32);
    size_t at = Hash(group) >> slots_shift_;
    while (slots_[at].begin < slots_[at].end) at = (at + 1) & (slots_.size() - 1);
    const auto begin = static_cast<uint32_t>(entries_.size());
    slots_[at] = {group, begin, begin + static_cast<uint32_t>(entries.size())};
    entries_.insert(entries_.end(), entries.begin(), entries.end());
  }
  made_.clear();
}

std::span<const AnchorScanner::Entry> AnchorScanner::Groups::Find(uint64_t group) const {
  size_t at = Hash(group) >> slots_shift_;
  for (; slots_[at].begin < slots_[at].end; at = (at + 1) & (slots_.size() - 1)) {
    if (slots_[at].group != group) continue;
    return std::span(entries_).subspan(slots_[at].begin, slots_[at].end - slots_[at].begin);
  }
  return {};
}

void AnchorScanner::Check(const Entry& entry, const LetterStream& text, size_t at,
                          AnchorHits& hits) const {
  if (at < entry.offset) return;
  at -= entry.offset;
  uint64_t first;  // up to eight zeros behind the text can be among them; no sequence has them
  std::memcpy(&first, text.plain_codes() + at, sizeof first);
  if ((first & entry.mask) != entry.value) return;
  if (!entry.whole) {
    const uint32_t length = lengths_[entry.sequence];
    if (at + length > text.size()) return;
    const CodeSet* sets = &sets_[begins_[entry.sequence]];
    for (uint32_t i = 0; i < length; ++i) {
      if (!sets[i].Has(text.codes()[at + i])) return;
    }
  }
  hits.Add(entry.sequence, static_cast<uint32_t>(at));
}

size_t AnchorScanner::FindPlaces(const uint8_t* codes, uint32_t begin, uint32_t end,
                                 Place* places) const {
  // Without a branch that could be guessed wrong.
  size_t some = 0;
  for (uint32_t at = begin; at < end; ++at) {
    const uint32_t may = begins_with_[Hash(First(Load(codes + at), 3)) >> begins_with_shift_];
    places[some] = {at, may};
    some += may != 0 ? 1 : 0;
  }
  size_t count = 0;
  for (size_t i = 0; i < some; ++i) {
    const auto [at, may] = places[i];
    const uint64_t eight = Load(codes + at);
    uint32_t has = may;
    for (size_t kind = 0; kind < std::size(kLengths); ++kind)
      has &= ~(uint32_t{1} << kind) | groups_[kind].MayHave(First(eight, kLengths[kind])) << kind;
    places[count] = {at, has};
    count += has != 0 ? 1 : 0;
  }
  return count;
}

AnchorHits AnchorScanner::Scan(const LetterStream& text) const {
  AnchorHits hits(size());
  for (const uint32_t at : text.specials()) {
    for (const uint32_t sequence : specials_[text.codes()[at]]) hits.Add(sequence, at);
  }
  // First all places where a group may begin, then what stands there.
  constexpr uint32_t kPiece = 1024;
  std::array<Place, kPiece> places;
  struct Found {
    uint32_t at;
    std::span<const Entry> entries;
  };
  std::vector<Found> found;
  const auto end = static_cast<uint32_t>(text.size() - 1);
  for (uint32_t begin = 0; begin < end; begin += kPiece) {
    const size_t count =
        FindPlaces(text.plain_codes(), begin, std::min(end, begin + kPiece), places.data());
    // In three rounds, so that many loads of what is not in the cache are under way at once.
    auto for_each = [&](auto f) {
      for (size_t i = 0; i < count; ++i) {
        const auto [at, may] = places[i];
        const uint64_t eight = Load(text.plain_codes() + at);
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
    for (const auto& [at, entries] : found) {
      for (const Entry& entry : entries) Check(entry, text, at, hits);
    }
  }
  return hits;
}

}  // namespace varta
