// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/repeated_blocks.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "base/ascii.h"
#include "base/text.h"

namespace varta {
namespace {

constexpr size_t kMinBlocks = 4;
constexpr uint32_t kMinLetters = 25, kMaxLetters = 8'000;  // of a block
constexpr uint32_t kMinMore = 15;        // letters besides the title and other links
constexpr uint32_t kMinTitle = 3;        // letters
constexpr uint32_t kMaxBefore = 60;      // letters before the title, as date and rubric
constexpr uint32_t kMaxOtherLinks = 60;  // letters of other links, beyond what is no link
constexpr uint32_t kMinPhoneDigits = 9;  // what a block without a link has to have
constexpr uint64_t kOwnProse = 200;      // letters that a page has to say itself
constexpr uint32_t kMinAlone = 60;       // letters of a block without a link

constexpr std::string_view kBlockTags[] = {"a",     "article", "dd", "details", "div",
                                           "dl",    "form",    "li", "p",       "section",
                                           "table", "tbody",   "td", "tr"};
static_assert(std::is_sorted(std::begin(kBlockTags), std::end(kBlockTags)));

bool IsBlockTag(std::string_view tag) {
  return std::binary_search(std::begin(kBlockTags), std::end(kBlockTags), tag);
}

uint64_t Mix(uint64_t hash, std::string_view text) {
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3;
  return hash;
}

// The first class name that is not about the place in a list.
std::string_view MainClass(std::string_view classes) {
  constexpr std::string_view kPlaces[] = {"odd", "even", "first", "last", "alt", "active"};
  for (size_t at = 0; at < classes.size();) {
    size_t end = at;
    while (end < classes.size() && static_cast<unsigned char>(classes[end]) > ' ') ++end;
    const std::string_view name = classes.substr(at, end - at);
    if (!name.empty() &&
        std::find(std::begin(kPlaces), std::end(kPlaces), name) == std::end(kPlaces))
      return name;
    at = end + 1;
  }
  return {};
}

// For each element, a number that is the same for elements of the same shape.
std::vector<uint64_t> Shapes(const HtmlTree& tree) {
  std::vector<uint64_t> shapes(tree.nodes.size());
  for (uint32_t i = 0; i < tree.nodes.size(); ++i) {
    const HtmlNode& node = tree.nodes[i];
    if (!node.element) continue;
    const uint64_t above =
        node.parent == HtmlNode::kNone ? 0xCBF29CE484222325 : shapes[node.parent];
    uint64_t shape = Mix((above ^ '/') * 0x100000001B3, node.tag);
    if (node.attributes > 0) {
      if (const std::string_view* classes = tree.Attribute(node, "class")) {
        shape = Mix(shape, ".");
        for (const char c : MainClass(*classes)) {
          if (!ascii::IsDigit(c)) shape = Mix(shape, std::string_view(&c, 1));
        }
      }
    }
    shapes[i] = shape;
  }
  return shapes;
}

// Whether an address is that of a page, not a place in this one, a script or a contact.
bool LeadsToPage(std::string_view href) {
  if (href.empty() || href[0] == '#') return false;
  for (const std::string_view scheme :
       {"javascript:", "mailto:", "tel:", "viber:", "tg:", "data:"}) {
    if (href.starts_with(scheme)) return false;
  }
  return true;
}

bool Within(uint32_t node, NodeRange range) { return node >= range.begin && node < range.end; }

struct Block {
  RepeatedBlock block;
  uint32_t letters = 0;
  bool good = false;
};

class Finder {
 public:
  Finder(const HtmlTree& tree, const PageOutline& outline, bool article)
      : tree_(tree), outline_(outline), article_(article), shapes_(Shapes(tree)) {}

  std::vector<RepeatedBlock> Run(size_t most) {
    std::vector<Group> groups = GroupsOf(false);
    const Group* best = Best(groups);
    if (best == nullptr) {
      groups = GroupsOf(true);
      best = Best(groups);
    }
    std::vector<RepeatedBlock> blocks;
    if (best == nullptr) return blocks;
    std::vector<Block> all = best->flat ? best->blocks : WithVariants(*best);
    for (const Block& block : all) {
      if (block.good && blocks.size() < most) blocks.push_back(block.block);
    }
    return blocks;
  }

 private:
  struct Group {
    std::vector<Block> blocks;  // page order
    size_t good = 0;
    uint64_t letters = 0;  // of the good ones
    bool flat = false;     // headings with what follows them, not elements
  };

  // `flat`: a block is a heading and what follows it.
  std::vector<Group> GroupsOf(bool flat) const {
    std::unordered_map<uint64_t, std::vector<uint32_t>> members;
    for (uint32_t i = 0; i < tree_.nodes.size(); ++i) {
      const HtmlNode& node = tree_.nodes[i];
      if (!node.element || node.hidden || outline_.Apart(i)) continue;
      const bool heading = HeadingRank(node) > 1 || node.tag == "dt";
      if (flat ? heading : IsBlockTag(node.tag)) members[shapes_[i]].push_back(i);
    }
    std::vector<Group> groups;
    for (const auto& [shape, nodes] : members) {
      if (nodes.size() < kMinBlocks) continue;
      Group group;
      group.flat = flat;
      for (size_t k = 0; k < nodes.size(); ++k) {
        const NodeRange range = flat ? Following(nodes, k) : RangeOf(tree_, nodes[k]);
        if (!group.blocks.empty() && range.begin < group.blocks.back().block.range.end) continue;
        group.blocks.push_back(Look(range));
        // What follows a heading is an ad only if the heading itself leads to it.
        Block& block = group.blocks.back();
        if (flat && !IsTitleLink(block.block)) block.good = false;
      }
      if (IsListing(&group)) groups.push_back(std::move(group));
    }
    // The table above has no order of its own.
    std::sort(groups.begin(), groups.end(), [](const Group& a, const Group& b) {
      if (a.letters != b.letters) return a.letters > b.letters;
      return a.blocks[0].block.range.begin < b.blocks[0].block.range.begin;
    });
    return groups;
  }

  // From the heading up to the next of its kind, within their parent.
  NodeRange Following(const std::vector<uint32_t>& nodes, size_t k) const {
    const uint32_t parent = tree_.nodes[nodes[k]].parent;
    uint32_t end = tree_.nodes[parent].end;
    if (k + 1 < nodes.size() && nodes[k + 1] < end) {
      end = tree_.nodes[nodes[k + 1]].parent == parent ? nodes[k + 1] : tree_.nodes[nodes[k]].end;
    } else {
      for (uint32_t i = tree_.nodes[nodes[k]].end; i < end; i = tree_.nodes[i].end) {
        const bool other = HeadingRank(tree_.nodes[i]) > 0 || tree_.nodes[i].tag == "hr";
        if (other || outline_.Apart(i)) end = i;
      }
    }
    return {nodes[k], end};
  }

  Block Look(NodeRange range) const {
    Block look;
    look.block.range = range;
    look.letters = outline_.Letters(range);
    if (look.letters < kMinLetters || look.letters > kMaxLetters) return look;
    look.block = ReadBlock(tree_, outline_, range);
    const RepeatedBlock& block = look.block;
    if (block.link == HtmlNode::kNone) {
      look.good = look.letters >= kMinAlone && outline_.Digits(range) >= kMinPhoneDigits;
      return look;
    }
    if (block.title == HtmlNode::kNone) return look;
    const NodeRange title = RangeOf(tree_, block.title);
    const uint32_t title_letters = outline_.Letters(title);
    if (title_letters < kMinTitle || title_letters + kMinMore > look.letters) return look;
    if (outline_.Letters({range.begin, block.title}) > kMaxBefore) return look;
    if (block.title == block.link && InSentence(title)) return look;
    const NodeRange link = RangeOf(tree_, block.link);
    // A card may be one link, with the title and more in it; a list of links is no card.
    const uint32_t linked = outline_.Linked(range), in_link = outline_.Letters(link);
    const uint32_t free = look.letters - linked;
    const uint32_t other_links = linked - std::min(linked, in_link);
    const bool holds_title = block.title >= link.begin && title.end <= link.end;
    const uint32_t more = holds_title ? in_link - std::min(in_link, title_letters) : 0;
    look.good = free + more >= kMinMore && other_links <= free + more + kMaxOtherLinks;
    return look;
  }

  // Whether words go on right behind or stand right before a link: then it is one in a sentence,
  // and no title.
  bool InSentence(NodeRange link) const {
    const HtmlNode& node = tree_.nodes[link.begin];
    const HtmlNode& before = tree_.nodes[link.begin - 1];  // a link is never the first node
    if (!before.element && before.parent == node.parent &&
        outline_.Letters({link.begin - 1, link.begin}) > 0)
      return true;
    if (link.end >= tree_.nodes[node.parent].end || tree_.nodes[link.end].element) return false;
    std::string_view after = tree_.nodes[link.end].text;
    while (!after.empty() && (after[0] == ' ' || after[0] == '\n')) after.remove_prefix(1);
    if (after.empty()) return false;
    size_t at = 0;
    const char32_t c = NextCodePoint(after, &at);
    return c == ',' || c == '.' || c == ';' || (c >= 'a' && c <= 'z') || (c >= 0x430 && c <= 0x45F);
  }

  bool IsTitleLink(const RepeatedBlock& block) const {
    if (block.link == HtmlNode::kNone || block.title == HtmlNode::kNone) return false;
    return Within(block.link, RangeOf(tree_, block.title)) ||
           Within(block.title, RangeOf(tree_, block.link));
  }

  // Where an address leads to, as far as it says so; empty: the page's own host.
  static std::string_view HostOf(std::string_view href) {
    // "//host/..." or "scheme://host/...".
    const size_t at = href.find("//");
    if (at == std::string_view::npos) return {};
    if (at > 0 && (href[at - 1] != ':' || href.find_first_of("/?#") < at)) return {};
    const std::string_view host = href.substr(at + 2);
    return host.substr(0, host.find_first_of("/?#:"));
  }

  // Fills in the sums; false: this is no list of ads.
  bool IsListing(Group* group) const {
    std::unordered_set<std::string_view> pages;
    std::unordered_map<std::string_view, size_t> hosts;
    size_t linked = 0;
    std::vector<uint32_t> sizes;
    for (const Block& block : group->blocks) {
      if (!block.good) continue;
      ++group->good;
      group->letters += block.letters;
      sizes.push_back(block.letters);
      if (block.block.link == HtmlNode::kNone) continue;
      ++linked;
      const std::string_view href = *tree_.Attribute(tree_.nodes[block.block.link], "href");
      if (pages.insert(href).second) ++hosts[HostOf(href)];
    }
    if (group->good < kMinBlocks || group->good * 4 < group->blocks.size() * 3) return false;
    // Each leads to a page of its own on one site, or none has one.
    size_t on_site = 0;
    for (const auto& [host, count] : hosts) on_site = std::max(on_site, count);
    if (linked > 0 && (linked * 5 < group->good * 4 || on_site * 5 < linked * 4)) return false;
    std::nth_element(sizes.begin(), sizes.begin() + static_cast<ptrdiff_t>(sizes.size() / 2),
                     sizes.end());
    const uint32_t median = sizes[sizes.size() / 2];
    return IsCentre(*group, median, linked > 0);
  }

  // Whether the page is about these blocks.
  bool IsCentre(const Group& group, uint32_t median, bool linked) const {
    const NodeRange page = {0, static_cast<uint32_t>(tree_.nodes.size())};
    uint64_t inside = 0, inside_prose = 0;
    for (const Block& block : group.blocks) {
      inside += outline_.Free(block.block.range);
      inside_prose += outline_.Prose(block.block.range);
    }
    const NodeRange before = {0, group.blocks[0].block.range.begin};
    const uint64_t prose_before = outline_.Prose(before);
    const uint64_t rest = outline_.Prose(page) - inside_prose;
    const uint64_t free_outside = outline_.Free(page) - inside;
    if (!linked) return group.letters > 2 * rest && group.letters > free_outside;
    if (group.letters * 4 < free_outside) return false;
    if (article_ && (prose_before >= kOwnProse || group.letters < 4 * rest)) return false;
    // An ad of its own stands before the blocks.
    if (prose_before >= kOwnProse && prose_before * 2 >= uint64_t{median} * 3 &&
        (group.good < 15 || prose_before >= 4 * kOwnProse))
      return false;
    return group.letters > rest;
  }

  // The largest, or what lies in it several times over: a part of the page that holds many cards is
  // no card.
  const Group* Best(const std::vector<Group>& groups) const {
    const Group* best = nullptr;
    for (const Group& group : groups) {
      if (best == nullptr) {
        best = &group;
      } else if (group.good >= 2 * best->good && group.letters * 2 >= best->letters &&
                 LiesIn(group, *best)) {
        best = &group;
      }
    }
    return best;
  }

  static bool LiesIn(const Group& inner, const Group& outer) {
    const uint32_t first = inner.blocks[0].block.range.begin;
    return std::any_of(outer.blocks.begin(), outer.blocks.end(),
                       [first](const Block& block) { return Within(first, block.block.range); });
  }

  // With the blocks beside them that are made otherwise, as paid ads are.
  std::vector<Block> WithVariants(const Group& group) const {
    const uint32_t first = group.blocks[0].block.range.begin;
    const uint32_t parent = tree_.nodes[first].parent;
    std::unordered_set<uint32_t> known;
    for (const Block& block : group.blocks) known.insert(block.block.range.begin);
    std::vector<Block> all = group.blocks;
    if (parent == HtmlNode::kNone) return all;
    for (uint32_t i = 0; i < tree_.nodes.size(); ++i) {
      const HtmlNode& node = tree_.nodes[i];
      if (!node.element || node.hidden || outline_.Apart(i) || known.contains(i)) continue;
      if (node.tag != tree_.nodes[first].tag || node.parent == HtmlNode::kNone ||
          shapes_[node.parent] != shapes_[parent])
        continue;
      Block look = Look(RangeOf(tree_, i));
      if (look.good && look.block.link != HtmlNode::kNone) all.push_back(look);
    }
    std::sort(all.begin(), all.end(), [](const Block& a, const Block& b) {
      return a.block.range.begin < b.block.range.begin;
    });
    return all;
  }

  const HtmlTree& tree_;
  const PageOutline& outline_;
  const bool article_;
  const std::vector<uint64_t> shapes_;
};

}  // namespace

RepeatedBlock ReadBlock(const HtmlTree& tree, const PageOutline& outline, NodeRange range) {
  RepeatedBlock block;
  block.range = range;
  const auto href = [&](uint32_t link) { return *tree.Attribute(tree.nodes[link], "href"); };
  const uint32_t heading = FirstIn(outline.headings(), range);
  const std::vector<uint32_t>& links = outline.links();
  // The card itself, or what stands around it, may be the link.
  uint32_t fallback = HtmlNode::kNone, seen = 0;
  constexpr uint32_t kMaxLinks = 20;  // that a card has before its own
  const auto first = std::lower_bound(links.begin(), links.end(), range.begin);
  for (auto link = first; link != links.end() && *link < range.end && seen < kMaxLinks;
       ++link, ++seen) {
    if (!LeadsToPage(href(*link))) continue;
    const NodeRange anchor = RangeOf(tree, *link);
    const bool titled = heading != HtmlNode::kNone &&
                        (Within(heading, anchor) || Within(*link, RangeOf(tree, heading)));
    const bool worded = outline.Letters(anchor) >= 8;
    if (titled || (worded && (block.link == HtmlNode::kNone))) block.link = *link;
    if (titled) break;
    if (fallback == HtmlNode::kNone) fallback = *link;
  }
  if (block.link == HtmlNode::kNone) block.link = fallback;
  const bool has_heading =
      heading != HtmlNode::kNone && outline.Letters(RangeOf(tree, heading)) >= kMinTitle;
  if (has_heading) {
    block.title = heading;
    return block;
  }
  // A link within the card is its title; of a card that is a link, the first words are.
  uint32_t from = range.begin, end = range.end;
  if (block.link != HtmlNode::kNone) {
    const NodeRange anchor = RangeOf(tree, block.link);
    const uint32_t letters = outline.Letters(anchor);
    if (letters >= kMinTitle && letters * 10 < outline.Letters(range) * 8 && letters < 200) {
      block.title = block.link;
      return block;
    }
    if (letters >= kMinTitle) {
      from = anchor.begin;
      end = anchor.end;
    }
  }
  const uint32_t words = outline.NodeAt({from, end}, kMinTitle);
  if (words < end && !tree.nodes[words].element) block.title = words;
  return block;
}

std::vector<RepeatedBlock> FindRepeatedBlocks(const HtmlTree& tree, const PageOutline& outline,
                                              bool article, size_t most) {
  if (tree.nodes.empty()) return {};
  return Finder(tree, outline, article).Run(most);
}

}  // namespace varta
