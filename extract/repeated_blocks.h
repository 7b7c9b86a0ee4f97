// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// The cards of a listing: at least four blocks of one shape, each with a title, a page of its own
// and something more to say. Pure; any thread; linear but for sorting.
//
// Shape: tags and first class names from the root down, digits aside. No ads: menus and the like
// (PageOutline::Apart), lists of bare links, and blocks that are a small part of a page which has
// sentences of its own before them: that is an ad with others beside it.
#pragma once

#include <cstdint>
#include <vector>

#include "extract/html_tree.h"
#include "extract/node_text.h"
#include "extract/page_outline.h"

namespace varta {

struct RepeatedBlock {
  NodeRange range;
  uint32_t title = HtmlNode::kNone;  // the element or text that is its title
  uint32_t link = HtmlNode::kNone;   // the a element that leads to its page; kNone: it has none
};

// What of a block that is known to be an ad is its title and link.
RepeatedBlock ReadBlock(const HtmlTree& tree, const PageOutline& outline, NodeRange range);

// In page order, at most `most`; empty: the page is no listing. `article`: the page
// says that it is one, so a listing has to be all of it.
std::vector<RepeatedBlock> FindRepeatedBlocks(const HtmlTree& tree, const PageOutline& outline,
                                              bool article, size_t most);

}  // namespace varta
