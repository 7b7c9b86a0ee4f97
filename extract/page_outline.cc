// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/page_outline.h"

#include <algorithm>
#include <string_view>

#include "base/ascii.h"

namespace varta {
namespace {

constexpr uint32_t kProse = 80;  // characters of a text that is more than a label

// Words in class and id of what is apart, in alphabetical order.
constexpr std::string_view kApartWords[] = {
    "also",    "banner",   "breadcrumb", "breadcrumbs",     "comment",     "comments",  "cookie",
    "cookies", "dropdown", "filter",     "filters",         "footer",      "menu",      "modal",
    "nav",     "navbar",   "navigation", "pager",           "pagination",  "paginator", "popup",
    "recent",  "recently", "recommend",  "recommendations", "recommended", "related",   "review",
    "reviews", "share",    "sidebar",    "similar",         "social",      "subscribe", "tagcloud",
    "topbar",  "viewed",
};
static_assert(std::is_sorted(std::begin(kApartWords), std::end(kApartWords)));

// How the heading over other people's ads begins, in lower case.
constexpr std::string_view kSimilar[] = {
    "схож",
    "похож",
    "подібн",
    "інші оголошення",
    "інші вакансії",
    "інші пропозиції",
    "другие объявления",
    "другие вакансии",
    "другие предложения",
    "ще оголошення",
    "ще вакансії",
    "еще объявления",
    "ещё объявления",
    "еще вакансии",
    "більше вакансій",
    "більше оголошень",
    "больше вакансий",
    "больше объявлений",
    "рекоменд",
    "вам може",
    "вас може",
    "вам може",
    "вам может",
    "вас может",
    "вам также",
    "вам також",
    "з цим також",
    "с этим также",
    "також дивляться",
    "также смотрят",
    "ви переглядали",
    "ви дивилися",
    "вы смотрели",
    "вы просматривали",
    "недавно переглянуті",
    "недавно просмотренные",
    "читайте також",
    "читайте также",
    "similar",
    "related",
    "recommended",
    "you may also",
    "you might also",
    "more jobs",
    "more ads",
    "other ads",
    "other jobs",
    "recently viewed",
    "podobne",
    "polecane",
    "inne oferty",
    "inne ogłoszenia",
};

bool HasApartWord(std::string_view names) {
  for (size_t at = 0; at < names.size();) {
    if (!ascii::IsLetter(names[at])) {
      ++at;
      continue;
    }
    char word[16];
    size_t size = 0, end = at;
    // "navBar" and "nav-bar" are the same words.
    for (; end < names.size() && ascii::IsLetter(names[end]); ++end) {
      if (end > at && ascii::IsUpper(names[end])) break;
      if (size < sizeof word) word[size++] = ascii::Lower(names[end]);
    }
    at = end;
    if (size < 3 || size == sizeof word) continue;
    if (std::binary_search(std::begin(kApartWords), std::end(kApartWords),
                           std::string_view(word, size)))
      return true;
  }
  return false;
}

// In lower case as far as the heads above need it: ASCII and Cyrillic. At most 48 bytes.
std::string_view LowerStart(std::string_view text, char* buffer) {
  constexpr size_t kMost = 48;
  size_t size = 0;
  for (size_t i = 0; i < text.size() && size + 2 < kMost; ++i) {
    const unsigned char c = static_cast<unsigned char>(text[i]);
    const unsigned char next = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : '\0';
    if (c < 0x80) {
      buffer[size++] = ascii::Lower(text[i]);
    } else if (c == 0xD0 && next >= 0x90 && next <= 0x9F) {  // А to П
      buffer[size++] = static_cast<char>(0xD0);
      buffer[size++] = static_cast<char>(next + 0x20);
      ++i;
    } else if (c == 0xD0 && next >= 0xA0 && next <= 0xAF) {  // Р to Я
      buffer[size++] = static_cast<char>(0xD1);
      buffer[size++] = static_cast<char>(next - 0x20);
      ++i;
    } else if (c == 0xD0 && next >= 0x80 && next <= 0x8F) {  // Ѐ to Џ, with І, Ї, Є
      buffer[size++] = static_cast<char>(0xD1);
      buffer[size++] = static_cast<char>(next + 0x10);
      ++i;
    } else {
      buffer[size++] = static_cast<char>(c);
    }
  }
  return {buffer, size};
}

bool IsSimilarHeading(std::string_view text) {
  while (!text.empty() && static_cast<unsigned char>(text.front()) <= ' ') text.remove_prefix(1);
  if (text.size() < 7 || text.size() > 160) return false;
  char buffer[48];
  const std::string_view start = LowerStart(text, buffer);
  return std::any_of(std::begin(kSimilar), std::end(kSimilar),
                     [start](std::string_view head) { return start.starts_with(head); });
}

// Visible characters without white space, and the digits among them.
void Count(std::string_view text, uint32_t* letters, uint32_t* digits) {
  for (const char c : text) {
    const unsigned char byte = static_cast<unsigned char>(c);
    *letters += byte > ' ' && (byte & 0xC0) != 0x80 ? 1 : 0;
    *digits += ascii::IsDigit(c) ? 1 : 0;
  }
}

bool IsApartTag(const HtmlTree& tree, const HtmlNode& node) {
  if (node.tag == "nav" || node.tag == "footer" || node.tag == "aside" || node.tag == "select" ||
      node.tag == "dialog" || node.tag == "header")
    return true;
  if (node.attributes == 0) return false;
  const std::string_view* const role = tree.Attribute(node, "role");
  return role != nullptr && (*role == "navigation" || *role == "contentinfo" ||
                             *role == "complementary" || *role == "menu");
}

}  // namespace

int HeadingRank(const HtmlNode& node) {
  return node.tag.size() == 2 && node.tag[0] == 'h' && node.tag[1] >= '1' && node.tag[1] <= '6'
             ? node.tag[1] - '0'
             : 0;
}

uint32_t FirstIn(const std::vector<uint32_t>& sorted, NodeRange range) {
  const auto found = std::lower_bound(sorted.begin(), sorted.end(), range.begin);
  return found != sorted.end() && *found < range.end ? *found : HtmlNode::kNone;
}

PageOutline::PageOutline(const HtmlTree& tree) : apart_(tree.nodes.size()) {
  const uint32_t size = static_cast<uint32_t>(tree.nodes.size());
  for (uint32_t i = 0; i < size; ++i) {
    const HtmlNode& node = tree.nodes[i];
    if (node.hidden || !node.element) continue;
    if (HeadingRank(node) > 0) headings_.push_back(i);
    if (node.tag == "a" && tree.Attribute(node, "href") != nullptr) links_.push_back(i);
  }
  MarkApart(tree);
  for (std::vector<uint32_t>* sums : {&letters_, &linked_, &digits_, &free_, &prose_})
    sums->assign(size + 1, 0);
  uint32_t letters = 0, linked = 0, digits = 0, free = 0, prose = 0, link_end = 0;
  for (uint32_t i = 0; i < size; ++i) {
    letters_[i] = letters;
    linked_[i] = linked;
    digits_[i] = digits;
    free_[i] = free;
    prose_[i] = prose;
    const HtmlNode& node = tree.nodes[i];
    if (node.tag == "a") link_end = std::max(link_end, node.end);
    if (node.hidden || node.element) continue;
    uint32_t here = 0;
    Count(node.text, &here, &digits);
    letters += here;
    if (i < link_end) {
      linked += here;
    } else if (!apart_[i]) {
      free += here;
      if (here >= kProse) prose += here;
    }
  }
  letters_[size] = letters;
  linked_[size] = linked;
  digits_[size] = digits;
  free_[size] = free;
  prose_[size] = prose;
}

uint32_t PageOutline::NodeAt(NodeRange range, uint32_t letters) const {
  const auto sums = letters_.begin();
  const auto behind =
      std::lower_bound(sums + range.begin, sums + range.end + 1, letters_[range.begin] + letters);
  return static_cast<uint32_t>(behind - sums) - (behind == sums + range.begin ? 0 : 1);
}

void PageOutline::Mark(NodeRange range) {
  std::fill(apart_.begin() + range.begin, apart_.begin() + range.end, true);
}

void PageOutline::MarkApart(const HtmlTree& tree) {
  marks_left_ = 4 * tree.nodes.size();
  constexpr uint32_t kSmall = 8;  // nodes: no block that repeats is in there
  std::vector<uint32_t> centres;  // what the page is about is in there
  for (uint32_t i = 0; i < tree.nodes.size(); ++i) {
    if (tree.nodes[i].tag == "h1" || tree.nodes[i].tag == "main") centres.push_back(i);
  }
  for (uint32_t i = 0; i < tree.nodes.size(); ++i) {
    const HtmlNode& node = tree.nodes[i];
    if (apart_[i] || node.hidden) continue;
    if (!node.element) {
      if (IsSimilarHeading(node.text)) MarkBehindSimilar(tree, i);
      continue;
    }
    if (node.end - i < kSmall || node.tag == "body" || node.tag == "html") continue;
    bool apart = IsApartTag(tree, node);
    // A header may be that of a card.
    if (apart && node.tag == "header") apart = FirstIn(headings_, {i, node.end}) == HtmlNode::kNone;
    for (const char* name : {"class", "id"}) {
      if (apart || node.attributes == 0) break;
      const std::string_view* const value = tree.Attribute(node, name);
      apart = value != nullptr && HasApartWord(value->substr(0, 512));
    }
    if (apart && FirstIn(centres, {i, node.end}) == HtmlNode::kNone) Mark({i, node.end});
  }
}

// `text` is the heading over other people's ads: what stands behind it, up to the next heading of
// its rank, is apart.
void PageOutline::MarkBehindSimilar(const HtmlTree& tree, uint32_t text) {
  int rank = 6;
  uint32_t branch = text;
  for (int level = 0; level < 4; ++level) {
    const uint32_t parent = tree.nodes[branch].parent;
    if (parent == HtmlNode::kNone) return;
    if (tree.nodes[branch].tag == "a" || tree.nodes[branch].tag == "h1") return;
    if (HeadingRank(tree.nodes[branch]) > 0) rank = HeadingRank(tree.nodes[branch]);
    bool behind = false;
    for (uint32_t i = tree.nodes[branch].end; i < tree.nodes[parent].end; i = tree.nodes[i].end) {
      if (marks_left_-- == 0) {
        marks_left_ = 0;
        return;
      }
      const HtmlNode& sibling = tree.nodes[i];
      if (!sibling.element || sibling.hidden) continue;
      const int next = HeadingRank(sibling);
      if (next > 0 && next <= rank) break;
      const size_t cost = sibling.end - i;
      if (cost > marks_left_) return;
      marks_left_ -= cost;
      behind = behind || FirstIn(links_, {i, sibling.end}) != HtmlNode::kNone;
      Mark({i, sibling.end});
    }
    if (behind) return;
    branch = parent;
  }
}

}  // namespace varta
