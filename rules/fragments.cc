// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "rules/fragments.h"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <optional>

namespace varta {
namespace {

constexpr size_t kLetters = 3;
constexpr size_t kMost = 8;  // of one sequence
constexpr int kMaxBits = 20;

}  // namespace

std::vector<FragmentPlace> FragmentsOf(const CodeSequence& sequence) {
  std::vector<FragmentPlace> fragments;
  for (size_t place = 0; place <= sequence.letters.size(); ++place) {
    const Gap gap = sequence.GapAt(place);
    if (!IsSpecial(gap) || static_cast<size_t>(gap.size()) > kMost) continue;
    gap.ForEach([&](uint8_t code) {
      fragments.push_back({FragmentOfSign(code), static_cast<uint32_t>(place)});
    });
    return fragments;
  }
  if (const std::optional<size_t> begin = RarestPart(sequence, kLetters, kMost)) {
    for (const uint64_t letters : sequence.Spell(*begin, kLetters))
      fragments.push_back({HashOf(letters), static_cast<uint32_t>(*begin)});
  }
  return fragments;
}

FragmentPlaces::FragmentPlaces(const LetterStream& text)
    : text_(&text),
      shift_(64 - std::min(static_cast<int>(std::bit_width(text.size())), kMaxBits)),
      first_(size_t{1} << (64 - shift_)),
      next_(std::make_unique_for_overwrite<uint32_t[]>(text.size())) {
  for (auto at = static_cast<uint32_t>(text.size()); --at > 0;) {
    uint32_t& first = first_[FragmentAt(text.codes() + at) >> shift_];
    next_[at] = first;
    first = at;
  }
}

}  // namespace varta
