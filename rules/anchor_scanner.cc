// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "rules/anchor_scanner.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

namespace varta {
namespace {

constexpr size_t kMaxSpellings = 1024;  // of one group; more are looked for by a shorter one
constexpr size_t kBitsPerGroup = 32;
constexpr int kMinBits = 12, kMaxBits = 22;

// As plain codes have it.
CodeSet Plain(CodeSet set) {
  return IsBetween(set) ? CodeSet{uint64_t{1} << kBetweenWords, 0} : set;
}

size_t SpellingsOf(const CodeSequence& sequence, size_t begin, size_t length) {
  size_t count = 1;
  for (size_t i = begin; i < begin + length && count <= kMaxSpellings; ++i)
    count *= static_cast<size_t>(Plain(sequence[i]).size());
  return count;
}

uint32_t Load(const uint8_t* codes) {
  uint32_t group;
  std::memcpy(&group, codes, sizeof group);
  return group;
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
  for (Groups& groups : groups_) groups.Build();
  numbers_.clear();
}

void AnchorScanner::AddGroups(uint32_t number, const CodeSequence& sequence) {
  // The rarest group of the greatest length that has not too many spellings.
  size_t begin = 0, length = std::min<size_t>(4, sequence.size());
  for (; length > 1; --length) {
    double rarest = 2;
    for (size_t at = 0; at + length <= sequence.size(); ++at) {
      if (length > 2 && SpellingsOf(sequence, at, length) > kMaxSpellings) continue;
      const auto first = sequence.begin() + static_cast<std::ptrdiff_t>(at);
      const double frequency =
          FrequencyOf(CodeSequence(first, first + static_cast<std::ptrdiff_t>(length)));
      if (frequency < rarest) {
        rarest = frequency;
        begin = at;
      }
    }
    if (rarest < 2) break;
  }
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
  std::vector<uint32_t> spellings{0};
  for (size_t i = 0; i < length; ++i) {
    std::vector<uint32_t> longer;
    for (const uint32_t spelling : spellings) {
      Plain(sequence[begin + i]).ForEach([&](uint8_t code) {
        longer.push_back(spelling | uint32_t{code} << (8 * i));
      });
    }
    spellings = std::move(longer);
  }
  for (const uint32_t spelling : spellings) groups_[length - 2].Add(spelling, entry);
  entries_ += spellings.size();
}

void AnchorScanner::Groups::Build() {
  const int bits = std::clamp(static_cast<int>(std::bit_width(made_.size() * kBitsPerGroup)),
                              kMinBits, kMaxBits);
  shift_ = 32 - bits;
  bitmap_.assign((size_t{1} << bits) / 32, 0);
  slots_.resize(std::bit_ceil(made_.size() * 2 + 1));
  for (const auto& [group, entries] : made_) {
    const uint32_t bit = group * 0x9E3779B1u >> shift_;
    bitmap_[bit / 32] |= uint32_t{1} << (bit % 32);
    size_t at = group * 0x85EBCA6Bu >> 7;
    at &= slots_.size() - 1;
    while (slots_[at].begin < slots_[at].end) at = (at + 1) & (slots_.size() - 1);
    const auto begin = static_cast<uint32_t>(entries_.size());
    slots_[at] = {group, begin, begin + static_cast<uint32_t>(entries.size())};
    entries_.insert(entries_.end(), entries.begin(), entries.end());
  }
  made_.clear();
}

template <class F>
void AnchorScanner::Groups::ForEach(uint32_t group, F f) const {
  size_t at = (group * 0x85EBCA6Bu >> 7) & (slots_.size() - 1);
  for (; slots_[at].begin < slots_[at].end; at = (at + 1) & (slots_.size() - 1)) {
    if (slots_[at].group != group) continue;
    for (uint32_t i = slots_[at].begin; i < slots_[at].end; ++i) f(entries_[i]);
    return;
  }
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

template <bool kTwo, bool kThree>
size_t AnchorScanner::FindPlaces(const uint8_t* codes, uint32_t begin, uint32_t end,
                                 Place* places) const {
  const auto& [two, three, four] = groups_;
  size_t count = 0;
  for (uint32_t at = begin; at < end; ++at) {
    const uint32_t group = Load(codes + at);
    uint32_t may = four.MayHave(group) << 2;
    if constexpr (kThree) may |= three.MayHave(group & 0xFFFFFF) << 1;
    if constexpr (kTwo) may |= two.MayHave(group & 0xFFFF);
    places[count] = {at, may};
    count += may != 0 ? 1 : 0;
  }
  return count;
}

AnchorHits AnchorScanner::Scan(const LetterStream& text) const {
  AnchorHits hits(size());
  const auto& [two, three, four] = groups_;
  // First all places where a group may begin, without a branch that could be guessed wrong; then
  // what stands there.
  constexpr uint32_t kPiece = 1024;
  std::array<Place, kPiece> places;
  const auto find = two.empty() ? three.empty() ? &AnchorScanner::FindPlaces<false, false>
                                                : &AnchorScanner::FindPlaces<false, true>
                                : &AnchorScanner::FindPlaces<true, true>;
  const auto end = static_cast<uint32_t>(text.size() - 1);
  for (uint32_t begin = 0; begin < end; begin += kPiece) {
    const size_t count =
        (this->*find)(text.plain_codes(), begin, std::min(end, begin + kPiece), places.data());
    for (size_t i = 0; i < count; ++i) {
      const auto [at, may] = places[i];
      const uint32_t group = Load(text.plain_codes() + at);
      auto check = [&, at = at](const Entry& entry) { Check(entry, text, at, hits); };
      if ((may & 4) != 0) four.ForEach(group, check);
      if ((may & 2) != 0) three.ForEach(group & 0xFFFFFF, check);
      if ((may & 1) != 0) two.ForEach(group & 0xFFFF, check);
    }
  }
  return hits;
}

}  // namespace varta
