// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/open_elements.h"

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

// For each element what it is an edge of: all bits of that place, or none.
using Edges = std::array<uint16_t, 8>;
using EdgeTable = std::array<Edges, kTags>;

EdgeTable MakeEdges(bool foreign) {
  EdgeTable table{};
  for (size_t row = 0; row < kTags; ++row) {
    for (uint8_t edge = 0; edge < OpenElements::kEdges; ++edge) {
      if (IsEdge(static_cast<OpenElements::Edge>(edge), FactsOf(static_cast<Tag>(row)), foreign))
        table[row][edge] = 0xFFFF;
    }
  }
  return table;
}

}  // namespace

void OpenElements::Push(const OpenElement& element) {
  static const EdgeTable kOwn[] = {MakeEdges(false), MakeEdges(true)};  // of drawings
  const uint16_t place = static_cast<uint16_t>(size_);
  OpenElement& pushed = stack_[size_++];
  pushed = element;
  pushed.same = last_[element.id];
  const Edges& below = stack_[place - 1u].edges;
  const Edges& own = kOwn[element.foreign ? 1 : 0][static_cast<size_t>(TagAt(place))];
  // Without branches: a compiler makes a few vector instructions of it.
  for (size_t i = 0; i < below.size(); ++i)
    pushed.edges[i] = static_cast<uint16_t>((below[i] & ~own[i]) | (place & own[i]));
  last_[element.id] = place;
}

}  // namespace varta
