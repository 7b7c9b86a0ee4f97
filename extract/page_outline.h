// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// How the text of a page is spread over its elements, and which of them stand apart from what the
// page is about: menus, footers, "similar ads". For finding blocks that repeat. One thread; linear.
#pragma once

#include <cstdint>
#include <vector>

#include "extract/html_tree.h"
#include "extract/node_text.h"

namespace varta {

class PageOutline {
 public:
  explicit PageOutline(const HtmlTree& tree);

  // Visible characters without white space.
  uint32_t Letters(NodeRange range) const { return Sum(letters_, range); }
  // Of them, in links.
  uint32_t Linked(NodeRange range) const { return Sum(linked_, range); }
  uint32_t Digits(NodeRange range) const { return Sum(digits_, range); }
  // Neither in links nor apart.
  uint32_t Free(NodeRange range) const { return Sum(free_, range); }
  // Of the free ones, in texts that are long enough to be sentences.
  uint32_t Prose(NodeRange range) const { return Sum(prose_, range); }

  // The text in which the first `letters` letters of the range end; its end if it has fewer.
  uint32_t NodeAt(NodeRange range, uint32_t letters) const;

  bool Apart(uint32_t node) const { return apart_[node]; }
  // The elements a[href] and h1 to h6, in page order; not the hidden ones.
  const std::vector<uint32_t>& links() const { return links_; }
  const std::vector<uint32_t>& headings() const { return headings_; }

 private:
  static uint32_t Sum(const std::vector<uint32_t>& sums, NodeRange range) {
    return sums[range.end] - sums[range.begin];
  }
  void MarkApart(const HtmlTree& tree);
  void MarkBehindSimilar(const HtmlTree& tree, uint32_t text);
  void Mark(NodeRange range);

  std::vector<uint32_t> letters_, linked_, digits_, free_, prose_;  // before each node
  std::vector<bool> apart_;
  std::vector<uint32_t> links_, headings_;
  size_t marks_left_ = 0;  // nodes that headings over other ads may still mark
};

// 1 to 6; 0: it is no heading.
int HeadingRank(const HtmlNode& node);
// The first of `sorted` in the range; HtmlNode::kNone if there is none.
uint32_t FirstIn(const std::vector<uint32_t>& sorted, NodeRange range);

}  // namespace varta
