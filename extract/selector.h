// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// CSS selectors (https://www.w3.org/TR/selectors-4/) as a source's author needs them: type, *,
// .class, #id, [a] [a=v] [a~=v] [a^=v] [a$=v] [a*=v] [a|=v] (with i: case does not count), the
// combinators ' ' > + ~, lists, :first-child, :last-child, :nth-child(2 | odd | even | 3n+1) and
// :not(one element, without combinators). Values; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "extract/html_tree.h"

namespace varta {

struct SelectorMistake {
  size_t at = 0;  // byte of what was written
  std::string message;
};

// "column 7: ..." in characters, from 1.
std::string ToString(const SelectorMistake& mistake, std::string_view written);

class Selector {
 public:
  static constexpr size_t kMaxBytes = 1024;

  // Strict: what is not in the list above is a mistake.
  static std::variant<Selector, SelectorMistake> Parse(std::string_view written);

 private:
  friend class SelectorParser;
  friend class SelectorMatcher;
  static constexpr size_t kMaxCompounds = 64;  // of the whole list: one bit each

  struct Test {  // of one element
    enum class Kind {
      kTag,
      kClass,
      kId,
      kHas,
      kIs,
      kWord,
      kBegins,
      kEnds,
      kContains,
      kDash,
      kNthChild,
      kLastChild,
      kNot
    } kind;
    std::string name;   // of the tag, class, attribute; the id
    std::string value;  // of the attribute
    bool any_case = false;
    int step = 0, offset = 0;  // kNthChild: step * n + offset, n >= 0
    size_t of = 0;             // kNot: in nots_
  };
  using Tests = std::vector<Test>;
  struct Compound {
    Tests tests;
    char combinator = 0;  // with the compound before it: ' ' > + ~; 0: it begins a selector
    bool last = false;    // of its selector
  };

  std::vector<Compound> compounds_;  // of all selectors of the list, one after another
  std::vector<Tests> nots_;
};

// The descendants of `scope` that match, in page order, at most `most`. What a selector says of
// ancestors and siblings may be `scope` and what lies in it: "h2 a" in a card is the card's own.
// Scope 0 is the whole page. Time: nodes in the scope times compounds of the selector (at most 64),
// whatever they are.
std::vector<uint32_t> Select(const HtmlTree& tree, uint32_t scope, const Selector& selector,
                             size_t most = SIZE_MAX);

// A selector and what of its elements counts: "h2 a" their text, "h2 a@href" an attribute, "@id"
// the attribute of the scope itself.
struct FieldSelector {
  std::optional<Selector> selector;  // none: the scope itself
  std::string attribute;             // empty: the text

  static std::variant<FieldSelector, SelectorMistake> Parse(std::string_view written);
};

}  // namespace varta
