// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// What lies around each box of a page. Linear in the boxes. Pure; any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "extract/main_outline.h"

namespace varta {

struct MainContext {
  MainContext(const HtmlTree& tree, const MainOutline& outline);

  // Where a box is as seen from the core: 0 there is none, 1 it is it, 2 in it, 3 right around it,
  // 4 around that; 5..8 before it and 9..11 behind it, by how far up the two part.
  size_t PlaceOf(uint32_t box) const;

  // One for each box.
  std::vector<uint32_t> before;                 // words of prose before it
  std::vector<uint32_t> gap_before, gap_after;  // of a piece: pieces to the nearest prose
  std::vector<uint32_t> neighbour_before, neighbour_after;  // of a piece: the next one, or kNone
  std::vector<uint32_t> direct;    // of an element: words of prose in it or in elements right in it
  std::vector<uint32_t> largest;   // of an element: words of prose of the element in it with most
  std::vector<uint32_t> repeated;  // of an element: how many of its tag and class the parent has
  std::vector<size_t> kind;        // of an element: equal for those
  std::vector<uint32_t> own_hints, around_hints;  // of an element and of all around it
  std::vector<bool> behind;                       // behind a heading over something else

  // The element with the most prose right in it, if it does not say that it is something else;
  // MainBox::kNone if there is no prose.
  uint32_t core = MainBox::kNone;

 private:
  void CountBefore();
  void CountDirect();
  void CountRepeated(const HtmlTree& tree);
  void ReadHints(const HtmlTree& tree);
  void FindCore();

  const std::vector<MainBox>& boxes_;
};

}  // namespace varta
