// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/main_content.h"

#include <algorithm>
#include <cmath>
#include <unordered_set>

#include "extract/html_builder.h"
#include "extract/html_layout.h"
#include "extract/main_features.h"
#include "extract/main_hints.h"

namespace varta {
namespace {

// How likely a piece has to be. What lies apart from most of the page's running text is more often
// something else: comments, notices, other articles.
constexpr float kLikely = 0.5f;
constexpr float kLikelyApart = 0.73f;
constexpr float kLikelyBeside = 0.35f;

constexpr uint32_t kNotice = 1u << static_cast<unsigned>(MainHint::kNotice);

float LogOfSum(float a, float b) {
  const float high = std::max(a, b);
  return high + std::log1p(std::exp(std::min(a, b) - high));
}

// Writes what is kept as it stands on the screen.
class Writer {
 public:
  explicit Writer(const HtmlTree& tree) : tree_(tree) {}

  std::string Run(const std::vector<NodeRange>& kept) {
    size_t range = 0;
    for (uint32_t i = 0; i < tree_.nodes.size(); ++i) {
      while (!open_.empty() && tree_.nodes[open_.back()].end <= i) Leave();
      const HtmlNode& node = tree_.nodes[i];
      if (node.hidden) continue;
      if (node.element) {
        Enter(i);
        continue;
      }
      while (range < kept.size() && kept[range].end <= i) ++range;
      if (range == kept.size()) break;
      if (i < kept[range].begin) continue;
      if (pre_ > 0) {
        text_.AddPre(node.text);
      } else {
        text_.Add(node.text);
      }
    }
    return text_.Take();
  }

 private:
  void Enter(uint32_t i) {
    const std::string_view tag = tree_.nodes[i].tag;
    const Layout layout = LayoutOf(tag);
    Separate(layout);
    if (layout == Layout::kPre) ++pre_;
    if (tag == "br") text_.Break();
    open_.push_back(i);
  }
  void Leave() {
    const Layout layout = LayoutOf(tree_.nodes[open_.back()].tag);
    Separate(layout);
    if (layout == Layout::kPre) --pre_;
    open_.pop_back();
  }
  void Separate(Layout layout) {
    if (layout == Layout::kBlock || layout == Layout::kPre) text_.Line();
    if (layout == Layout::kCell) text_.Cell();
    if (layout == Layout::kSpaced) text_.Space();
  }

  const HtmlTree& tree_;
  ScreenText text_;
  std::vector<uint32_t> open_;
  int pre_ = 0;
};

// How likely each box is main content: the sums over all ways to put the boxes in or out, weighed.
std::vector<float> Likelihood(const MainOutline& outline, const MainFeatures& features,
                              const MainWeights& weights) {
  const std::vector<MainBox>& boxes = outline.boxes;
  // From the inside out: what all of a box says for it being in or out, by where the box around it
  // is. `in` and `out` collect what the boxes in it said.
  struct Belief {
    float enter = 0, stay = 0, leave = 0;
    float in = 0, out = 0;
  };
  std::vector<Belief> beliefs(boxes.size());
  for (size_t i = boxes.size(); i-- > 0;) {
    Belief& belief = beliefs[i];
    for (const uint16_t feature : features.Of(static_cast<uint32_t>(i))) {
      const MainWeight& weight = weights[feature];
      belief.enter += weight.enter;
      belief.leave += weight.leave;
      belief.stay += weight.stay;
    }
    belief.enter += belief.in;
    belief.stay += belief.in;
    belief.leave += belief.out;
    if (boxes[i].parent == MainBox::kNone) continue;
    Belief& around = beliefs[boxes[i].parent];
    around.in += LogOfSum(belief.stay, belief.leave);
    around.out += LogOfSum(belief.enter, belief.out);
  }
  // And back.
  std::vector<float> likely(boxes.size());
  for (size_t i = 0; i < boxes.size(); ++i) {
    const Belief& belief = beliefs[i];
    const float around = boxes[i].parent == MainBox::kNone ? 0 : likely[boxes[i].parent];
    likely[i] = around / (1 + std::exp(belief.leave - belief.stay)) +
                (1 - around) / (1 + std::exp(belief.out - belief.enter));
  }
  return likely;
}

std::vector<NodeRange> RangesOf(const MainOutline& outline, const std::vector<bool>& kept) {
  std::vector<NodeRange> ranges;
  for (uint32_t i = 0; i < outline.boxes.size(); ++i) {
    const MainBox& box = outline.boxes[i];
    if (box.piece && kept[i]) ranges.push_back({box.node, box.node_end});
  }
  return ranges;
}

// Messages of a channel, posts of a thread, cards of a list: where one is main content, so are
// those of its kind beside it unless they look like something else.
class Series {
 public:
  Series(const HtmlTree& tree, const MainOutline& outline, const MainContext& context)
      : outline_(outline), context_(context), series_(outline.boxes.size(), MainBox::kNone) {
    for (uint32_t i = 1; i < series_.size(); ++i) {
      const MainBox& box = outline.boxes[i];
      const bool of_series = !box.piece && context.repeated[i] > 1 &&
                             tree.Attribute(tree.nodes[box.node], "class") != nullptr;
      series_[i] = of_series ? i : series_[box.parent];
    }
  }

  void Keep(uint32_t piece) {
    for (uint32_t at = series_[piece]; at != MainBox::kNone;) {
      if (!kept_.insert(context_.kind[at]).second) break;
      at = series_[outline_.boxes[at].parent];
    }
  }
  bool IsBesideKept(uint32_t piece) const {
    return series_[piece] != MainBox::kNone && kept_.contains(context_.kind[series_[piece]]);
  }

 private:
  const MainOutline& outline_;
  const MainContext& context_;
  std::vector<uint32_t>
      series_;  // of each box, the innermost element around it that is one of many
  std::unordered_set<size_t> kept_;  // kinds
};

}  // namespace

std::string TextOfPieces(const HtmlTree& tree, const MainOutline& outline,
                         const std::vector<bool>& kept) {
  return Writer(tree).Run(RangesOf(outline, kept));
}

MainContent FindMainContent(const HtmlTree& tree, const MainWeights& weights) {
  MainContent content;
  const MainOutline outline = OutlineOf(tree);
  if (outline.boxes.empty()) return content;
  const MainContext context(tree, outline);
  const std::vector<float> likely =
      Likelihood(outline, MainFeatures(tree, outline, context), weights);
  std::vector<bool> kept(likely.size());
  Series series(tree, outline, context);
  const auto keep_from = [&](uint32_t i, float limit) {
    const bool inside =
        context.core != MainBox::kNone && i > context.core && i < outline.boxes[context.core].end;
    const bool other = context.behind[i] || (context.around_hints[i] & kNotice) != 0;
    kept[i] = inside ? likely[i] >= kLikely : likely[i] >= limit && !other;
  };
  for (uint32_t i = 0; i < likely.size(); ++i) {
    if (!outline.boxes[i].piece) continue;
    keep_from(i, kLikelyApart);
    if (kept[i]) series.Keep(i);
  }
  double words = 0, sure = 0;
  for (uint32_t i = 0; i < likely.size(); ++i) {
    if (!outline.boxes[i].piece) continue;
    if (!kept[i] && series.IsBesideKept(i)) keep_from(i, kLikelyBeside);
    if (!kept[i]) continue;
    words += outline.boxes[i].counts.words;
    sure += outline.boxes[i].counts.words * static_cast<double>(likely[i]);
  }
  content.whole = words == 0;
  if (content.whole) kept.assign(kept.size(), true);
  content.certain = content.whole ? 0 : std::min(1.0, sure / words);
  content.ranges = RangesOf(outline, kept);
  content.text = Writer(tree).Run(content.ranges);
  return content;
}

}  // namespace varta
