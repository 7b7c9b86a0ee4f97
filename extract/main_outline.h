// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// A page's visible text as boxes within boxes: each element that stands on lines of its own, and
// in them the pieces of text, with what can be counted of both. Linear in the tree. Pure; any
// thread.
#pragma once

#include <cstdint>
#include <vector>

#include "extract/html_tree.h"

namespace varta {

// What was counted in a piece of text, or in all of a box.
struct TextCounts {
  uint32_t words = 0;  // scripts without spaces: two characters are one
  uint32_t link_words = 0;
  uint32_t prose_words = 0;  // in pieces that read like sentences
  uint32_t pieces = 0;       // of text
};

struct MainBox {
  static constexpr uint32_t kNone = 0xFFFFFFFF;

  uint32_t node = 0;      // the element; of a piece of text, its first text node
  uint32_t node_end = 0;  // behind its last node
  uint32_t parent = kNone;
  uint32_t end = 0;    // the boxes in it are [own index + 1, end)
  bool piece = false;  // a piece of text; else an element
  TextCounts counts;

  // Of a piece only.
  uint32_t digits = 0;
  uint16_t commas = 0;
  uint16_t bars = 0;   // "|", and dots and slashes that stand for one
  bool prose = false;  // reads like sentences
  bool ends_sentence = false;
  bool begins_lower = false;
  bool copyright = false;
  bool email = false;
  uint8_t title_share = 0;  // how many of its words, of ten, the page's title has; 0 if there are
                            // fewer than two
};

struct MainOutline {
  std::vector<MainBox> boxes;  // page order; the first is the html element
  uint32_t prose_words = 0;
  uint32_t words = 0;
};

MainOutline OutlineOf(const HtmlTree& tree);

}  // namespace varta
