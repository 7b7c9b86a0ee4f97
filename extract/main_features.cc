// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/main_features.h"

#include <algorithm>
#include <string_view>

#include "extract/main_hints.h"

namespace varta {
namespace {

// One of the kinds of features: `size` of them, of which a box has one (of hints: any number).
struct Kind {
  std::string_view name;
  size_t size;
};

enum KindOfElement : size_t {
  kBias,
  kTag,
  kHint,
  kProseShare,
  kLinkShare,
  kDensity,
  kWords,
  kPieces,
  kBefore,
  kAfter,
  kDirect,
  kLargest,
  kSiblings,
  kRepeated,
  kInherited,
  kPlace,
  kPieceBias,
  kPieceTag,
  kPieceWords,
  kPieceLinks,
  kPieceProse,
  kPieceEnd,
  kPieceCommas,
  kPieceDigits,
  kPieceSigns,
  kPieceTitle,
  kPieceBefore,
  kPieceAfter,
  kPieceGapBefore,
  kPieceGapAfter,
  kPieceShape,
  kPieceInline,
  kPieceSiblings,
  kPieceNeighbours,
  kPiecePlace,
  kKinds
};
constexpr size_t kTags = 30;
constexpr size_t kPlaces = 12;
constexpr Kind kKindTable[kKinds] = {
    {"element", 1},
    {"element.tag", kTags},
    {"element.hint", static_cast<size_t>(MainHint::kCount)},
    {"element.prose_of_page", 7},
    {"element.links", 5},
    {"element.prose", 5},
    {"element.words", 6},
    {"element.pieces", 5},
    {"element.prose_before", 5},
    {"element.prose_after", 5},
    {"element.direct_prose_of_page", 5},
    {"element.largest_box", 4},
    {"element.prose_of_parent", 6},
    {"element.repeated", 4},
    {"element.inherited", static_cast<size_t>(MainHint::kCount)},
    {"element.place", kPlaces},
    {"piece", 1},
    {"piece.tag", kTags},
    {"piece.words", 9},
    {"piece.links", 5},
    {"piece.prose", 2},
    {"piece.end", 4},
    {"piece.commas", 3},
    {"piece.digits", 4},
    {"piece.signs", 5},
    {"piece.title", 4},
    {"piece.prose_before", 5},
    {"piece.prose_after", 5},
    {"piece.gap_before", 5},
    {"piece.gap_after", 5},
    {"piece.shape", 12},
    {"piece.inline", 9},
    {"piece.siblings", 4},
    {"piece.neighbours", 16},
    {"piece.place", kPlaces},
};

constexpr std::array<size_t, kKinds + 1> kBegins = [] {
  std::array<size_t, kKinds + 1> begins = {};
  for (size_t i = 0; i < kKinds; ++i) begins[i + 1] = begins[i] + kKindTable[i].size;
  return begins;
}();
static_assert(kBegins[kKinds] == kMainFeatures);

struct TagRow {
  std::string_view tag;
  uint8_t group;
};
// In alphabetical order; 0 is every other element.
constexpr TagRow kTagRows[] = {
    {"a", 1},       {"address", 2}, {"article", 3},   {"aside", 4},      {"blockquote", 5},
    {"body", 6},    {"caption", 7}, {"dd", 8},        {"details", 9},    {"div", 10},
    {"dl", 8},      {"dt", 8},      {"fieldset", 11}, {"figcaption", 7}, {"figure", 12},
    {"footer", 13}, {"form", 11},   {"h1", 14},       {"h2", 15},        {"h3", 16},
    {"h4", 17},     {"h5", 17},     {"h6", 17},       {"header", 18},    {"html", 6},
    {"legend", 11}, {"li", 19},     {"main", 20},     {"menu", 21},      {"nav", 22},
    {"ol", 23},     {"option", 11}, {"p", 24},        {"pre", 25},       {"section", 26},
    {"span", 27},   {"table", 28},  {"tbody", 28},    {"td", 29},        {"th", 29},
    {"thead", 28},  {"tr", 28},     {"ul", 23},
};
static_assert(std::is_sorted(std::begin(kTagRows), std::end(kTagRows),
                             [](const TagRow& a, const TagRow& b) { return a.tag < b.tag; }));

size_t TagGroup(std::string_view tag) {
  const auto* const row =
      std::lower_bound(std::begin(kTagRows), std::end(kTagRows), tag,
                       [](const TagRow& a, std::string_view b) { return a.tag < b; });
  return row != std::end(kTagRows) && row->tag == tag ? row->group : 0;
}

size_t InlineGroup(std::string_view tag) {
  constexpr TagRow kInline[] = {{"a", 1},      {"b", 2},     {"button", 3}, {"em", 4},
                                {"i", 4},      {"label", 3}, {"small", 5},  {"span", 6},
                                {"strong", 2}, {"time", 7},  {"font", 8}};
  for (const TagRow& row : kInline) {
    if (row.tag == tag) return row.group;
  }
  return 0;
}

// How many of the limits `value` reaches.
size_t Step(double value, std::initializer_list<double> limits) {
  size_t step = 0;
  for (const double limit : limits) step += value >= limit;
  return step;
}

double Share(uint32_t part, uint32_t whole) {
  return whole == 0 ? 0 : static_cast<double>(part) / whole;
}

// Of what stands before (or behind): nothing, a little, some, nearly all, all.
size_t Side(uint32_t part, uint32_t whole) {
  if (part == 0) return 0;
  return part == whole ? 4 : 1 + Step(Share(part, whole), {0.1, 0.9});
}

size_t Gap(uint32_t pieces) { return Step(pieces, {2, 3, 6, 12}); }

class Maker {
 public:
  Maker(const HtmlTree& tree, const MainOutline& outline, const MainContext& context)
      : tree_(tree), boxes_(outline.boxes), page_(outline), context_(context) {}

  void Element(uint32_t index, std::vector<uint16_t>* out) {
    const MainBox& box = boxes_[index];
    const HtmlNode& node = tree_.nodes[box.node];
    const TextCounts& counts = box.counts;
    out_ = out;
    Put(kBias, 0);
    const size_t tag = TagGroup(node.tag);
    Put(kTag, tag);
    PutAll(kHint, context_.own_hints[index]);
    PutAll(kInherited, context_.around_hints[index]);
    Put(kPlace, context_.PlaceOf(index));
    const uint32_t prose = counts.prose_words;
    Put(kProseShare,
        prose == 0 ? 0 : 1 + Step(Share(prose, page_.prose_words), {.05, .2, .5, .8, .95}));
    Put(kLinkShare, Step(Share(counts.link_words, counts.words), {.05, .2, .5, .9}));
    Put(kDensity, Step(Share(prose, counts.words), {.01, .3, .6, .85}));
    Put(kWords, Step(counts.words, {5, 15, 50, 150, 500}));
    Put(kPieces, Step(counts.pieces, {2, 4, 10, 30}));
    Put(kBefore, Side(context_.before[index], page_.prose_words));
    Put(kAfter, Side(page_.prose_words - context_.before[index] - prose, page_.prose_words));
    Put(kDirect, Step(Share(context_.direct[index], page_.prose_words), {.01, .2, .5, .8}));
    Put(kLargest, Step(Share(context_.largest[index], prose), {.01, .5, .9}));
    const uint32_t of_parent =
        box.parent == MainBox::kNone ? page_.prose_words : boxes_[box.parent].counts.prose_words;
    Put(kSiblings,
        prose == 0 ? (of_parent == 0 ? 0 : 1) : 2 + Step(Share(prose, of_parent), {.2, .5, .9}));
    Put(kRepeated, Step(context_.repeated[index], {2, 4, 8}));
  }

  void Piece(uint32_t index, std::vector<uint16_t>* out) {
    const MainBox& box = boxes_[index];
    const TextCounts& counts = box.counts;
    out_ = out;
    Put(kPieceBias, 0);
    Put(kPieceTag, TagGroup(tree_.nodes[boxes_[box.parent].node].tag));
    const size_t words = Step(counts.words, {2, 3, 5, 8, 13, 21, 41, 81});
    Put(kPieceWords, words);
    const size_t links = Step(Share(counts.link_words, counts.words), {.01, .2, .5, .9});
    Put(kPieceLinks, links);
    Put(kPieceProse, box.prose);
    Put(kPieceEnd, (box.ends_sentence ? 2u : 0u) + (counts.words >= 8 ? 1u : 0u));
    Put(kPieceCommas, Step(box.commas, {1, 3}));
    Put(kPieceDigits, box.digits == 0 ? 0 : 1 + Step(Share(box.digits, counts.words), {1, 4}));
    if (box.bars > 0) Put(kPieceSigns, 0);
    if (box.copyright) Put(kPieceSigns, 1);
    if (box.email) Put(kPieceSigns, 2);
    if (box.begins_lower) Put(kPieceSigns, 3);
    if (box.digits >= 9) Put(kPieceSigns, 4);
    Put(kPieceTitle, Step(box.title_share, {3, 6, 9}));
    Put(kPieceBefore, Side(context_.before[index], page_.prose_words));
    Put(kPieceAfter,
        Side(page_.prose_words - context_.before[index] - counts.prose_words, page_.prose_words));
    Put(kPieceGapBefore, Gap(context_.gap_before[index]));
    Put(kPieceGapAfter, Gap(context_.gap_after[index]));
    Put(kPieceShape, Step(counts.words, {3, 8, 21}) * 3 + (links == 0 ? 0u : links < 3 ? 1u : 2u));
    const uint32_t around = tree_.nodes[box.node].parent;
    Put(kPieceInline, around == boxes_[box.parent].node ? 0 : InlineGroup(tree_.nodes[around].tag));
    Put(kPieceNeighbours,
        KindOf(context_.neighbour_before[index]) * 4 + KindOf(context_.neighbour_after[index]));
    Put(kPiecePlace, context_.PlaceOf(index));
    const uint32_t of_parent = boxes_[box.parent].counts.prose_words - counts.prose_words;
    Put(kPieceSiblings, of_parent > 0 ? 3 : Grandparent(box));
  }

 private:
  void Put(size_t kind, size_t which) {
    out_->push_back(static_cast<uint16_t>(kBegins[kind] + which));
  }

  void PutAll(size_t kind, uint32_t bits) {
    for (size_t i = 0; bits >> i != 0; ++i) {
      if ((bits >> i & 1) != 0) Put(kind, i);
    }
  }

  // What kind of piece that is: none, prose, a link, other text.
  size_t KindOf(uint32_t piece) const {
    if (piece == MainBox::kNone) return 0;
    if (boxes_[piece].prose) return 1;
    return boxes_[piece].counts.link_words * 2 > boxes_[piece].counts.words ? 2 : 3;
  }

  // Whether there is prose beside the element that a piece stands in: none, somewhere, right there.
  size_t Grandparent(const MainBox& piece) const {
    const MainBox& parent = boxes_[piece.parent];
    if (parent.parent == MainBox::kNone) return 0;
    const uint32_t beside = boxes_[parent.parent].counts.prose_words - parent.counts.prose_words;
    if (beside == 0) return 0;
    return context_.direct[parent.parent] > parent.counts.prose_words ? 2 : 1;
  }

  const HtmlTree& tree_;
  const std::vector<MainBox>& boxes_;
  const MainOutline& page_;
  const MainContext& context_;
  std::vector<uint16_t>* out_ = nullptr;
};

}  // namespace

MainFeatures::MainFeatures(const HtmlTree& tree, const MainOutline& outline,
                           const MainContext& context) {
  Maker maker(tree, outline, context);
  begins_.reserve(outline.boxes.size() + 1);
  features_.reserve(outline.boxes.size() * 20);
  for (uint32_t i = 0; i < outline.boxes.size(); ++i) {
    begins_.push_back(static_cast<uint32_t>(features_.size()));
    if (outline.boxes[i].piece) {
      maker.Piece(i, &features_);
    } else {
      maker.Element(i, &features_);
    }
  }
  begins_.push_back(static_cast<uint32_t>(features_.size()));
}

std::string MainFeatureName(size_t feature) {
  const size_t kind = static_cast<size_t>(
      std::upper_bound(kBegins.begin(), kBegins.end(), feature) - kBegins.begin() - 1);
  return std::string(kKindTable[kind].name) + "." + std::to_string(feature - kBegins[kind]);
}

}  // namespace varta
