// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/html_tree.h"

#include <gumbo.h>

#include <algorithm>

#include "base/ascii.h"
#include "extract/html_layout.h"
#include "extract/html_references.h"
#include "extract/html_tokenizer.h"

namespace varta {
namespace {

constexpr size_t kMaxDepth = 512;  // as browsers have it
constexpr size_t kMaxNodes = 200'000;
constexpr unsigned kMaxAttributes = 64;

// All plain data: the parser is left by longjmp when the arena's budget runs out.
struct Parse {
  Arena* arena;
  const char* html;
  size_t size;
  const GumboNode* document;
};

void* Allocate(void* arena, size_t bytes) { return static_cast<Arena*>(arena)->Allocate(bytes); }
void Keep(void*, void*) {}

// The tree is never destroyed by Gumbo, whose gumbo_destroy_output recurses: the arena drops it.
void ParseInArena(void* context) {
  Parse* const parse = static_cast<Parse*>(context);
  GumboOptions options = kGumboDefaultOptions;
  options.allocator = Allocate;
  options.deallocator = Keep;
  options.userdata = parse->arena;
  options.max_errors = 0;  // each error would copy the stack of open elements
  parse->document = gumbo_parse_with_options(&options, parse->html, parse->size)->document;
}

const GumboVector* ChildrenOf(const GumboNode& node) {
  switch (node.type) {
    case GUMBO_NODE_DOCUMENT:
      return &node.v.document.children;
    case GUMBO_NODE_ELEMENT:
    case GUMBO_NODE_TEMPLATE:
      return &node.v.element.children;
    default:
      return nullptr;
  }
}

// Where each "</noscript" of the page is, in order.
std::vector<const char*> NoscriptEnds(std::string_view html) {
  constexpr std::string_view kEnd = "</noscript";
  std::vector<const char*> ends;
  for (size_t at = html.find("</"); at != std::string_view::npos; at = html.find("</", at + 2)) {
    const std::string_view tag = html.substr(at, kEnd.size());
    if (ascii::SameNoCase(tag, kEnd)) ends.push_back(tag.data());
  }
  return ends;
}

// Where in the page a node begins; null if the parser made it up.
const char* PlaceOf(const GumboNode& node) {
  return node.type == GUMBO_NODE_ELEMENT ? node.v.element.original_tag.data
                                         : node.v.text.original_text.data;
}

// Walks Gumbo's tree without recursion and writes it down.
class HtmlTreeMaker {
 public:
  HtmlTreeMaker(std::string_view html, HtmlTree* tree)
      : noscript_ends_(NoscriptEnds(html)), tree_(*tree) {}

  HtmlTree::State Run(const GumboNode& document) {
    open_.push_back({&document, HtmlNode::kNone, 0});
    size_t seen = 0;
    while (!open_.empty()) {
      const GumboVector& children = *ChildrenOf(*open_.back().node);
      if (open_.back().next == children.length) {
        const uint32_t index = open_.back().index;
        open_.pop_back();
        if (OwnsIndex(index)) tree_.nodes[index].end = Size();
        continue;
      }
      const GumboNode& child = *static_cast<const GumboNode*>(children.data[open_.back().next++]);
      if (++seen > kMaxNodes) return HtmlTree::State::kBudget;
      if (open_.size() > kMaxDepth) return HtmlTree::State::kTooDeep;
      Visit(child);
    }
    return HtmlTree::State::kWhole;
  }

 private:
  struct Open {
    const GumboNode* node;
    uint32_t index;  // of the node that what lies in it belongs to
    unsigned next;   // child
  };

  uint32_t Size() const { return static_cast<uint32_t>(tree_.nodes.size()); }
  // Whether the element just left has a node of its own, and not that of one around it.
  bool OwnsIndex(uint32_t index) const {
    return index != HtmlNode::kNone && (open_.empty() || open_.back().index != index);
  }

  void Visit(const GumboNode& node) {
    switch (node.type) {
      case GUMBO_NODE_ELEMENT:
        return AddElement(node);
      case GUMBO_NODE_TEXT:
      case GUMBO_NODE_WHITESPACE:
      case GUMBO_NODE_CDATA:
        if (!InNoscript(node)) return AddText(node.v.text.text);
        return AddTextBehindNoscript(node.v.text.original_text);
      default:
        return;  // comments; templates, which are not shown and lead nowhere
    }
  }

  HtmlNode& Add() {
    HtmlNode& node = tree_.nodes.emplace_back();
    node.parent = open_.back().index;
    node.end = Size();
    node.hidden = node.parent != HtmlNode::kNone && tree_.nodes[node.parent].hidden;
    return node;
  }

  void AddText(std::string_view text) {
    if (open_.back().index != HtmlNode::kNone && !text.empty()) Add().text = text;
  }

  void AddElement(const GumboNode& node) {
    const GumboElement& element = node.v.element;
    if (element.tag == GUMBO_TAG_NOSCRIPT || InNoscript(node)) {
      if (element.tag == GUMBO_TAG_NOSCRIPT) AddNoscript(element);
      open_.push_back({&node, open_.back().index, 0});
      return;
    }
    const std::string_view tag = TagOf(element);
    const uint32_t index = Size();
    HtmlNode& made = Add();
    made.element = true;
    KeepAttributes(element, &made);
    // In a drawing, title and desc are not shown, and only a (and the drawing itself) is what it is
    // in HTML.
    const bool html = element.tag_namespace == GUMBO_NAMESPACE_HTML;
    if (html || tag == "a" || tag == "svg") made.tag = tag;
    const bool no_content =
        LayoutOf(tag) == Layout::kHidden || (!html && (tag == "title" || tag == "desc"));
    made.hidden = made.hidden || no_content || IsHidden(tag, tree_.AttributesOf(made));
    if (!no_content || (html && tag == "script")) open_.push_back({&node, index, 0});
  }

  std::string_view TagOf(const GumboElement& element) {
    if (element.tag != GUMBO_TAG_UNKNOWN) return gumbo_normalized_tagname(element.tag);
    GumboStringPiece name = element.original_tag;
    gumbo_tag_from_original_text(&name);
    constexpr size_t kLongestTag = 64;
    std::string lower(name.data, std::min(name.length, kLongestTag));
    for (char& c : lower) c = ascii::Lower(c);
    return Own(std::move(lower));
  }

  std::string_view Own(std::string text) { return tree_.strings.emplace_back(std::move(text)); }

  // A browser with scripts takes a noscript element as plain characters up to the next end tag.
  // Gumbo parses them, and an element left open in there would swallow the rest of the page: so
  // what counts is the place in the page, not in the tree.
  void AddNoscript(const GumboElement& element) {
    const char* const begin = element.original_tag.data;
    const auto end = std::upper_bound(noscript_ends_.begin(), noscript_ends_.end(), begin);
    if (begin == nullptr || end == noscript_ends_.end() || InNoscriptAt(begin)) return;
    noscript_begin_ = begin;
    noscript_end_ = *end;
    const char* const content = begin + element.original_tag.length;
    if (content >= noscript_end_ || open_.back().index == HtmlNode::kNone) return;
    const uint32_t index = Size();
    HtmlNode& made = Add();
    made.element = true;
    made.tag = "noscript";
    made.hidden = true;
    HtmlNode& text = Add();
    text.parent = index;
    text.hidden = true;
    text.text = Own(std::string(content, static_cast<size_t>(noscript_end_ - content)));
    tree_.nodes[index].end = Size();
  }

  bool InNoscriptAt(const char* place) const {
    return place != nullptr && place >= noscript_begin_ && place < noscript_end_;
  }
  bool InNoscript(const GumboNode& node) const { return InNoscriptAt(PlaceOf(node)); }

  // The parser ignores a tag that opens or closes nothing, so one text may begin in a noscript and
  // end behind it. Its source has all such tags in it still.
  void AddTextBehindNoscript(const GumboStringPiece& source) {
    const std::string_view text(source.data, source.length);
    const size_t end_tag = static_cast<size_t>(noscript_end_ - source.data);
    if (end_tag >= text.size()) return;
    HtmlTokenizer behind(text.substr(end_tag));
    std::string seen;
    for (auto kind = behind.Next(); kind != HtmlTokenizer::Kind::kEnd; kind = behind.Next()) {
      if (kind == HtmlTokenizer::Kind::kText) seen += DecodeReferences(behind.text());
    }
    if (!seen.empty()) AddText(Own(std::move(seen)));
  }

  void KeepAttributes(const GumboElement& element, HtmlNode* node) {
    node->first_attribute = static_cast<uint32_t>(tree_.attributes.size());
    node->attributes = static_cast<uint16_t>(std::min(element.attributes.length, kMaxAttributes));
    for (unsigned i = 0; i < node->attributes; ++i) {
      const auto* attribute = static_cast<const GumboAttribute*>(element.attributes.data[i]);
      tree_.attributes.push_back({attribute->name, attribute->value});
    }
  }

  const std::vector<const char*> noscript_ends_;
  const char* noscript_begin_ = nullptr;  // of the newest noscript element
  const char* noscript_end_ = nullptr;
  HtmlTree& tree_;
  std::vector<Open> open_;
};

}  // namespace

HtmlTree ParseHtml(std::string_view utf8, const HtmlBudget& budget) {
  HtmlTree tree;
  utf8 = utf8.substr(0, budget.max_input_bytes);
  tree.arena = std::make_unique<Arena>(budget.max_memory_bytes, budget.max_millis);
  Parse parse = {tree.arena.get(), utf8.data(), utf8.size(), nullptr};
  tree.state = tree.arena->Run(ParseInArena, &parse)
                   ? HtmlTreeMaker(utf8, &tree).Run(*parse.document)
                   : HtmlTree::State::kBudget;
  if (tree.state == HtmlTree::State::kWhole) return tree;
  HtmlTree none;
  none.state = tree.state;
  return none;
}

}  // namespace varta
