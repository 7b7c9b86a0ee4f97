// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "rules/fragments.h"

#include <cstddef>
#include <optional>

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
  if (const std::optional<size_t> begin = RarestPart(sequence, kLetters, kMost)) {
    for (const uint64_t letters : sequence.Spell(*begin, kLetters))
      fragments.push_back({HashOf(letters), static_cast<uint32_t>(*begin)});
  }
  return fragments;
}

}  // namespace varta
