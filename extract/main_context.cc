// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/main_context.h"

#include <algorithm>
#include <functional>
#include <string_view>
#include <unordered_map>

#include "extract/main_headings.h"
#include "extract/main_hints.h"

namespace varta {
namespace {

constexpr uint32_t Bit(MainHint hint) { return 1u << static_cast<unsigned>(hint); }

// What says that a box is something else, and what that it is the thing itself.
constexpr uint32_t kOther = Bit(MainHint::kComment) | Bit(MainHint::kFooter) |
                            Bit(MainHint::kSide) | Bit(MainHint::kNavigation) |
                            Bit(MainHint::kNotice) | Bit(MainHint::kRelated) |
                            Bit(MainHint::kAdvert) | Bit(MainHint::kForm) | Bit(MainHint::kUnseen);
constexpr uint32_t kSelf = Bit(MainHint::kArticle) | Bit(MainHint::kBody) |
                           Bit(MainHint::kContent) | Bit(MainHint::kEntry) |
                           Bit(MainHint::kItemBody) | Bit(MainHint::kMain);

}  // namespace

MainContext::MainContext(const HtmlTree& tree, const MainOutline& outline)
    : behind(BehindHeadings(tree, outline)), boxes_(outline.boxes) {
  CountBefore();
  CountDirect();
  CountRepeated(tree);
  ReadHints(tree);
  FindCore();
}

// Where a box is as seen from the core: around it, it, in it, before or behind it and how far up
// the two part.
size_t MainContext::PlaceOf(uint32_t index) const {
  if (core == MainBox::kNone) return 0;
  const uint32_t core_end = boxes_[core].end;
  if (index == core) return 1;
  if (index > core && index < core_end) return 2;
  if (index < core && boxes_[index].end > core) {
    size_t up = 0;
    for (uint32_t at = core; at != index; at = boxes_[at].parent) ++up;
    return up == 1 ? 3 : 4;
  }
  size_t up = 1;
  for (uint32_t at = boxes_[core].parent; up < 4 && at != MainBox::kNone; ++up) {
    if (index > at && index < boxes_[at].end) break;
    at = boxes_[at].parent;
  }
  return (index < core ? 4 : 8) + std::min<size_t>(up, index < core ? 4 : 3);
}

void MainContext::ReadHints(const HtmlTree& tree) {
  MainHints hints;
  own_hints.resize(boxes_.size());
  around_hints.resize(boxes_.size());
  uint32_t article_end = 0;
  for (uint32_t i = 0; i < boxes_.size(); ++i) {
    const uint32_t parent = boxes_[i].parent;
    if (parent != MainBox::kNone) around_hints[i] = around_hints[parent] | own_hints[parent];
    if (boxes_[i].piece) continue;
    const HtmlNode& node = tree.nodes[boxes_[i].node];
    // A class of the body says what kind of page it is.
    if (node.tag != "body" && node.tag != "html") own_hints[i] = hints.Of(tree, node);
    // HTML standard 4.3.2: an article in another is one about it, such as a comment.
    if (node.tag == "article") {
      if (i < article_end) own_hints[i] |= Bit(MainHint::kRelated);
      article_end = std::max(article_end, boxes_[i].end);
    }
  }
}

// The element with the most prose right in it, boxes that say that they are something else aside.
void MainContext::FindCore() {
  double best = 0;
  for (uint32_t i = 0; i < boxes_.size(); ++i) {
    if (boxes_[i].piece || direct[i] == 0) continue;
    const uint32_t all = own_hints[i] | around_hints[i];
    double score = direct[i];
    if ((all & kOther) != 0 || behind[i]) score *= 0.3;
    if ((own_hints[i] & kSelf) != 0) score *= 1.5;
    if (score > best) {
      best = score;
      core = i;
    }
  }
}

void MainContext::CountBefore() {
  before.resize(boxes_.size());
  gap_before.resize(boxes_.size());
  gap_after.resize(boxes_.size());
  neighbour_before.resize(boxes_.size());
  neighbour_after.resize(boxes_.size());
  constexpr uint32_t kFar = 1000;
  uint32_t prose = 0, gap = kFar, neighbour = MainBox::kNone;
  for (uint32_t i = 0; i < boxes_.size(); ++i) {
    before[i] = prose;
    if (!boxes_[i].piece) continue;
    prose += boxes_[i].counts.prose_words;
    neighbour_before[i] = neighbour;
    neighbour = i;
    gap_before[i] = ++gap;
    if (boxes_[i].prose) gap = 0;
  }
  gap = kFar;
  neighbour = MainBox::kNone;
  for (size_t i = boxes_.size(); i-- > 0;) {
    if (!boxes_[i].piece) continue;
    gap_after[i] = ++gap;
    neighbour_after[i] = neighbour;
    neighbour = static_cast<uint32_t>(i);
    if (boxes_[i].prose) gap = 0;
  }
}

// The prose in the box itself or in paragraphs right in it; and of the box with most of it.
void MainContext::CountDirect() {
  direct.resize(boxes_.size());
  largest.resize(boxes_.size());
  for (uint32_t i = 1; i < boxes_.size(); ++i) {
    const MainBox& box = boxes_[i];
    const MainBox& parent = boxes_[box.parent];
    if (box.piece) {
      direct[box.parent] += box.counts.prose_words;
      if (parent.parent != MainBox::kNone) direct[parent.parent] += box.counts.prose_words;
    } else {
      largest[box.parent] = std::max(largest[box.parent], box.counts.prose_words);
    }
  }
}

// How many boxes of the same tag and class the parent has.
void MainContext::CountRepeated(const HtmlTree& tree) {
  std::unordered_map<size_t, uint32_t> alike;
  kind.resize(boxes_.size());
  for (uint32_t i = 0; i < boxes_.size(); ++i) {
    if (boxes_[i].piece) continue;
    const HtmlNode& node = tree.nodes[boxes_[i].node];
    const std::string_view* const names = tree.Attribute(node, "class");
    const std::hash<std::string_view> hash;
    kind[i] = (hash(node.tag) * 31 + (names == nullptr ? 0 : hash(*names))) * 31 +
              boxes_[i].parent * size_t{0x9E3779B97F4A7C15};
    ++alike[kind[i]];
  }
  repeated.resize(boxes_.size());
  for (uint32_t i = 0; i < boxes_.size(); ++i) {
    if (!boxes_[i].piece) repeated[i] = alike[kind[i]];
  }
}

}  // namespace varta
