// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// A page as a tree, within a memory and a time budget: the one door to Gumbo. The tree is a flat
// array in page order, so that the descendants of a node are the range right behind it and nobody
// recurses. Pure; any thread.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "extract/arena.h"
#include "extract/html_attribute.h"

namespace varta {

struct HtmlBudget {
  size_t max_input_bytes = 4 * 1024 * 1024;     // the rest is not looked at
  size_t max_memory_bytes = 128 * 1024 * 1024;  // of the tree
  int max_millis = 400;                         // of parsing, processor time
};

struct HtmlNode {
  static constexpr uint32_t kNone = 0xFFFFFFFF;

  std::string_view tag;   // of an element, in lower case; empty: a text, or an element of a drawing
                          // or formula, of which only `a` and `svg` have their names
  std::string_view text;  // of a text: references decoded, white space as it stands
  uint32_t parent = kNone;
  uint32_t end = 0;  // the descendants are [own index + 1, end)
  uint32_t first_attribute = 0;
  uint16_t attributes = 0;  // how many; at most 64, further ones are not kept
  bool element = false;
  bool hidden = false;  // no person sees it: it or an element around it is not shown
};

struct HtmlTree {
  enum class State {
    kWhole,
    kBudget,   // memory, time or the number of nodes ran out: there are no nodes
    kTooDeep,  // elements nest deeper than browsers have it: there are no nodes
    kNone,     // of a page that was only scanned
  };

  State state = State::kWhole;
  // Page order; the first one is the html element. Of a script only the text is kept, of a noscript
  // what is in it as it stands in the page, both hidden; of other elements that are no content
  // (style, template ...) nothing but themselves. Comments are left out.
  std::vector<HtmlNode> nodes;
  std::vector<HtmlAttribute> attributes;

  std::span<const HtmlAttribute> AttributesOf(const HtmlNode& node) const {
    return std::span(attributes).subspan(node.first_attribute, node.attributes);
  }
  // Null if the node has no such attribute.
  const std::string_view* Attribute(const HtmlNode& node, std::string_view name) const {
    return FindAttribute(AttributesOf(node), name);
  }

  // What the views above look into.
  std::unique_ptr<Arena> arena;
  std::deque<std::string> strings;
};

// `utf8`: valid UTF-8, at most budget.max_input_bytes of it; not needed afterwards.
HtmlTree ParseHtml(std::string_view utf8, const HtmlBudget& budget = {});

}  // namespace varta
