// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Why the time is bounded: one walk over the scope in page order, with one bit for each compound.
// Bit j of an element means that it matches compound j and that what stands before j in its
// selector is matched by elements around or before it. That needs only the bits of the parent, of
// all ancestors, of the sibling before and of all siblings before, which are known when the walk
// comes to the element. So nothing is tried twice: nodes times compounds, each one a test of the
// element alone.
#include "extract/selector.h"

#include <algorithm>

#include "base/ascii.h"
#include "extract/node_text.h"

namespace varta {
namespace {

bool Same(std::string_view a, std::string_view b, bool any_case) {
  if (!any_case) return a == b;
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return ascii::Lower(x) == ascii::Lower(y); });
}

bool HasWord(std::string_view words, std::string_view word, bool any_case) {
  for (size_t at = 0; at < words.size();) {
    size_t end = at;
    while (end < words.size() && !ascii::IsSpace(words[end])) ++end;
    if (end > at && Same(words.substr(at, end - at), word, any_case)) return true;
    at = end + 1;
  }
  return false;
}

bool Contains(std::string_view text, std::string_view part, bool any_case) {
  if (!any_case) return text.find(part) != std::string_view::npos;
  return std::search(text.begin(), text.end(), part.begin(), part.end(), [](char a, char b) {
           return ascii::Lower(a) == ascii::Lower(b);
         }) != text.end();
}

}  // namespace

class SelectorMatcher {
 public:
  SelectorMatcher(const HtmlTree& tree, const Selector& selector)
      : tree_(tree), selector_(selector) {}

  std::vector<uint32_t> Run(uint32_t scope, size_t most) {
    std::vector<uint32_t> found;
    const uint32_t end = tree_.nodes[scope].end;
    struct Open {
      uint32_t end;
      uint64_t bits;        // of the element
      uint64_t around;      // of it and its ancestors
      uint64_t before;      // of its newest child
      uint64_t all_before;  // of all its children so far
      int children;
    };
    std::vector<Open> open;
    for (uint32_t i = scope; i < end && found.size() < most; ++i) {
      const HtmlNode& node = tree_.nodes[i];
      if (!node.element) continue;
      while (!open.empty() && open.back().end <= i) open.pop_back();
      Open* const parent = open.empty() ? nullptr : &open.back();
      const int place = parent != nullptr ? ++parent->children : PlaceOf(i);
      const uint64_t bits = parent != nullptr ? Bits(i, place, parent->bits, parent->around,
                                                     parent->before, parent->all_before)
                                              : Bits(i, place, 0, 0, 0, 0);
      if (parent != nullptr) {
        if ((bits & last_) != 0) found.push_back(i);
        parent->before = bits;
        parent->all_before |= bits;
      }
      const uint64_t around = (parent != nullptr ? parent->around : 0) | bits;
      open.push_back({node.end, bits, around, 0, 0, 0});
    }
    return found;
  }

 private:
  // Among its element siblings, from 1; looked for only if somebody asks.
  int PlaceOf(uint32_t index) const {
    const uint32_t parent = tree_.nodes[index].parent;
    if (parent == HtmlNode::kNone || !AsksPlace()) return 1;
    int place = 1;
    for (uint32_t i = parent + 1; i < index; i = tree_.nodes[i].end)
      place += tree_.nodes[i].element ? 1 : 0;
    return place;
  }
  bool AsksPlace() const {
    const auto asks = [](const Selector::Test& test) {
      return test.kind == Selector::Test::Kind::kNthChild;
    };
    return std::any_of(selector_.compounds_.begin(), selector_.compounds_.end(),
                       [&](const Selector::Compound& compound) {
                         return std::any_of(compound.tests.begin(), compound.tests.end(), asks);
                       }) ||
           std::any_of(selector_.nots_.begin(), selector_.nots_.end(),
                       [&](const Selector::Tests& tests) {
                         return std::any_of(tests.begin(), tests.end(), asks);
                       });
  }

  uint64_t Bits(uint32_t index, int place, uint64_t parent, uint64_t around, uint64_t before,
                uint64_t all_before) {
    uint64_t bits = 0;
    for (size_t j = 0; j < selector_.compounds_.size(); ++j) {
      const Selector::Compound& compound = selector_.compounds_[j];
      const uint64_t bit = uint64_t{1} << j;
      if (compound.last) last_ |= bit;
      uint64_t needed = 1;
      switch (compound.combinator) {
        case ' ':
          needed = around & (bit >> 1);
          break;
        case '>':
          needed = parent & (bit >> 1);
          break;
        case '+':
          needed = before & (bit >> 1);
          break;
        case '~':
          needed = all_before & (bit >> 1);
          break;
        default:
          break;
      }
      if (needed != 0 && All(compound.tests, index, place)) bits |= bit;
    }
    return bits;
  }

  bool All(const Selector::Tests& tests, uint32_t index, int place) const {
    return std::all_of(tests.begin(), tests.end(),
                       [&](const Selector::Test& test) { return Passes(test, index, place); });
  }

  bool Passes(const Selector::Test& test, uint32_t index, int place) const {
    using Kind = Selector::Test::Kind;
    const HtmlNode& node = tree_.nodes[index];
    switch (test.kind) {
      case Kind::kTag:
        return node.tag == test.name;
      case Kind::kClass:
        return node.attributes > 0 && HasClass(tree_, node, test.name);
      case Kind::kId: {
        const std::string_view* const id = tree_.Attribute(node, "id");
        return id != nullptr && *id == test.name;
      }
      case Kind::kNthChild: {
        const int away = place - test.offset;
        if (test.step == 0) return away == 0;
        return away % test.step == 0 && away / test.step >= 0;
      }
      case Kind::kLastChild:
        return IsLastChild(index);
      case Kind::kNot:
        return !All(selector_.nots_[test.of], index, place);
      default:
        break;
    }
    const std::string_view* const value = tree_.Attribute(node, test.name);
    if (value == nullptr) return false;
    const std::string_view wanted = test.value;
    const bool any_case = test.any_case;
    switch (test.kind) {
      case Kind::kIs:
        return Same(*value, wanted, any_case);
      case Kind::kWord:
        return HasWord(*value, wanted, any_case);
      case Kind::kBegins:
        return !wanted.empty() && Same(value->substr(0, wanted.size()), wanted, any_case);
      case Kind::kEnds:
        return !wanted.empty() && value->size() >= wanted.size() &&
               Same(value->substr(value->size() - wanted.size()), wanted, any_case);
      case Kind::kContains:
        return !wanted.empty() && Contains(*value, wanted, any_case);
      case Kind::kDash:
        return Same(*value, wanted, any_case) ||
               (value->size() > wanted.size() && (*value)[wanted.size()] == '-' &&
                Same(value->substr(0, wanted.size()), wanted, any_case));
      default:
        return true;  // kHas
    }
  }

  bool IsLastChild(uint32_t index) const {
    const uint32_t parent = tree_.nodes[index].parent;
    if (parent == HtmlNode::kNone) return true;
    for (uint32_t i = tree_.nodes[index].end; i < tree_.nodes[parent].end; i = tree_.nodes[i].end) {
      if (tree_.nodes[i].element) return false;
    }
    return true;
  }

  const HtmlTree& tree_;
  const Selector& selector_;
  uint64_t last_ = 0;  // bits of the compounds that end a selector
};

std::vector<uint32_t> Select(const HtmlTree& tree, uint32_t scope, const Selector& selector,
                             size_t most) {
  if (scope >= tree.nodes.size()) return {};
  return SelectorMatcher(tree, selector).Run(scope, most);
}

}  // namespace varta
