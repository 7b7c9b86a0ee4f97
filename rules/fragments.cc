// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "rules/fragments.h"

#include <cstddef>

namespace varta {
namespace {

constexpr size_t kLetters = 3;
constexpr size_t kMost = 8;  // of one sequence

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
  double rarest = 2;
  size_t begin = 0;
  for (size_t at = 0; at + kLetters <= sequence.letters.size(); ++at) {
    if (sequence.SpellingsOf(at, kLetters, kMost) > kMost) continue;
    const double frequency = FrequencyOf(sequence.PartOf(at, kLetters));
    if (frequency < rarest) {
      rarest = frequency;
      begin = at;
    }
  }
  if (rarest == 2) return {};
  for (const uint64_t letters : sequence.Spell(begin, kLetters))
    fragments.push_back({FragmentOf(letters), static_cast<uint32_t>(begin)});
  return fragments;
}

}  // namespace varta
