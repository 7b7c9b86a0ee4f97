// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// What a page is about: its article, ad or message, without what stands around it on every page of
// the site (menus, footers, similar ads, cookie notices, buttons to share it). Each box of the page
// is in or out of the main content with a probability that depends on itself and on the box around
// it (a conditional random field on the tree, weights in main_weights.cc); a box is kept when that
// is likely. Linear in the tree. Pure; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "extract/html_tree.h"
#include "extract/main_features.h"
#include "extract/main_outline.h"
#include "extract/node_text.h"

namespace varta {

struct MainContent {
  std::string text;  // as it stands on the screen, blocks on lines of their own
  std::vector<NodeRange>
      ranges;          // page order, apart from each other; what is seen of their text is main
  double certain = 0;  // 0..1: how sure the choice is, by words; 0 if nothing stood out
  bool whole = true;   // nothing stood out: all the visible text
};

// Empty for a tree without nodes. `weights`: others are for bench/train_main_content.cc.
MainContent FindMainContent(const HtmlTree& tree, const MainWeights& weights = kMainWeights);

// The text of the pieces that are kept (one flag a box), for whoever trains the weights.
std::string TextOfPieces(const HtmlTree& tree, const MainOutline& outline,
                         const std::vector<bool>& kept);

}  // namespace varta
