// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/open_elements.h"

#include <bit>

namespace varta {
namespace {

bool IsEdge(OpenElements::Edge edge, const TagFacts& facts, bool foreign) {
  // Of drawings only what lets HTML in again counts, and that ends every scope.
  const bool island = facts.tag == Tag::kForeignobject || facts.tag == Tag::kDesc ||
                      (facts.tag == Tag::kTitle && !foreign);
  const bool scope = !foreign && (facts.Is(kScope) || island);
  switch (edge) {
    case OpenElements::kAnyScope:
      return scope;
    case OpenElements::kButtonScope:
      return scope || facts.tag == Tag::kButton;
    case OpenElements::kListScope:
      return scope || facts.tag == Tag::kUl || facts.tag == Tag::kOl;
    case OpenElements::kSpecialEdge:
      return !foreign && (facts.Is(kSpecial) || island);
    case OpenElements::kItemEdge:
      return !foreign && (facts.Is(kSpecial) || island) && facts.tag != Tag::kAddress &&
             facts.tag != Tag::kDiv && facts.tag != Tag::kP;
    case OpenElements::kTableEdge:
      return facts.Is(kTablePart) || facts.tag == Tag::kTable || facts.tag == Tag::kTemplate ||
             island;
    case OpenElements::kHtmlEdge:
      return !foreign;
  }
  return false;
}

using EdgeSets = std::array<uint8_t, kTags>;

EdgeSets MakeEdgeSets(bool foreign) {
  EdgeSets sets{};
  for (size_t row = 0; row < kTags; ++row) {
    for (uint8_t edge = 0; edge < OpenElements::kEdges; ++edge) {
      if (IsEdge(static_cast<OpenElements::Edge>(edge), FactsOf(static_cast<Tag>(row)), foreign))
        sets[row] = static_cast<uint8_t>(sets[row] | 1 << edge);
    }
  }
  return sets;
}

}  // namespace

void OpenElements::Push(const OpenElement& element) {
  static const EdgeSets kHtml = MakeEdgeSets(false), kForeign = MakeEdgeSets(true);
  const uint16_t place = static_cast<uint16_t>(size_);
  OpenElement& pushed = stack_[size_++];
  pushed = element;
  pushed.same = last_[element.id];
  pushed.edges = stack_[place - 1].edges;
  const size_t row = static_cast<size_t>(TagAt(place));
  for (unsigned edges = (element.foreign ? kForeign : kHtml)[row]; edges != 0; edges &= edges - 1)
    pushed.edges[static_cast<size_t>(std::countr_zero(edges))] = place;
  last_[element.id] = place;
}

OpenElement OpenElements::Pop() {
  const OpenElement& popped = stack_[--size_];
  last_[popped.id] = popped.same;
  return popped;
}

}  // namespace varta
