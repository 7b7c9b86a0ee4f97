// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/html.h"

#include <gumbo.h>

#include <algorithm>

#include "base/text.h"
#include "extract/arena.h"
#include "extract/html_builder.h"
#include "extract/html_layout.h"
#include "extract/html_references.h"
#include "extract/html_strip.h"

namespace varta {
namespace {

constexpr size_t kMaxDepth = 512;  // as browsers have it
constexpr size_t kMaxNodes = 200'000;
constexpr unsigned kMaxAttributes = 64;  // of one element; further ones are not looked at

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

// Elements that are younger than Gumbo, for which it has no name.
std::string_view TagOf(const GumboElement& element) {
  if (element.tag != GUMBO_TAG_UNKNOWN) return gumbo_normalized_tagname(element.tag);
  constexpr std::string_view kYoung[] = {"dialog", "search"};
  GumboStringPiece name = element.original_tag;
  gumbo_tag_from_original_text(&name);
  const std::string_view written(name.data, name.length);
  for (const std::string_view young : kYoung) {
    const auto same = [](char a, char b) {
      return a == (b >= 'A' && b <= 'Z' ? b - 'A' + 'a' : b);
    };
    if (std::equal(young.begin(), young.end(), written.begin(), written.end(), same)) return young;
  }
  return "";
}

// Where each "</noscript" of the page is, in order.
std::vector<const char*> NoscriptEnds(std::string_view html) {
  constexpr std::string_view kEnd = "</noscript";
  const auto same = [](char a, char b) { return a == (b >= 'A' && b <= 'Z' ? b - 'A' + 'a' : b); };
  std::vector<const char*> ends;
  for (size_t at = html.find("</"); at != std::string_view::npos; at = html.find("</", at + 2)) {
    const std::string_view tag = html.substr(at, kEnd.size());
    if (std::equal(kEnd.begin(), kEnd.end(), tag.begin(), tag.end(), same))
      ends.push_back(tag.data());
  }
  return ends;
}

// Where in the page a node begins; null if the parser made it up.
const char* PlaceOf(const GumboNode& node) {
  return node.type == GUMBO_NODE_ELEMENT ? node.v.element.original_tag.data
                                         : node.v.text.original_text.data;
}

// Walks the tree without recursion and tells the builder.
class Walk {
 public:
  Walk(std::string_view html, HtmlBuilder* builder)
      : noscript_ends_(NoscriptEnds(html)), builder_(*builder) {}

  HtmlContent::Tree Run(const GumboNode& document) {
    Enter(document);
    size_t nodes = 0;
    while (!open_.empty()) {
      const GumboVector& children = *ChildrenOf(*open_.back().node);
      if (open_.back().next == children.length) {
        Leave();
        continue;
      }
      const GumboNode& child = *static_cast<const GumboNode*>(children.data[open_.back().next++]);
      if (++nodes > kMaxNodes) return HtmlContent::Tree::kBudget;
      if (open_.size() > kMaxDepth) return HtmlContent::Tree::kTooDeep;
      Visit(child);
    }
    return HtmlContent::Tree::kWhole;
  }

 private:
  struct Open {
    const GumboNode* node;
    std::string_view tag;  // empty: nothing to tell the builder at its end
    unsigned next;         // child
    bool hides;
  };

  void Visit(const GumboNode& node) {
    switch (node.type) {
      case GUMBO_NODE_ELEMENT:
        return Enter(node);
      case GUMBO_NODE_TEXT:
      case GUMBO_NODE_WHITESPACE:
      case GUMBO_NODE_CDATA:
        if (!InNoscript(node)) return builder_.Text(node.v.text.text);
        return AddTextBehindNoscript(node.v.text.original_text);
      default:
        return;  // comments; templates, which are not shown and lead nowhere
    }
  }

  void Enter(const GumboNode& node) {
    if (node.type != GUMBO_NODE_ELEMENT) {
      open_.push_back({&node, "", 0, false});
      return;
    }
    const GumboElement& element = node.v.element;
    const std::string_view tag = TagOf(element);
    const bool html = element.tag_namespace == GUMBO_NAMESPACE_HTML;
    if (tag == "noscript" || InNoscript(node)) {
      if (tag == "noscript") BeginNoscript(element);
      open_.push_back({&node, "", 0, false});
      return;
    }
    ReadAttributes(element);
    // In a drawing, title and desc are not shown, and only a (and the drawing itself) is what it is
    // in HTML.
    const bool known = html || tag == "a" || tag == "svg";
    const bool shut =
        LayoutOf(tag) == Layout::kHidden || (!html && (tag == "title" || tag == "desc"));
    const bool hides = shut || IsHidden(tag);
    SetHidden(hidden_ + (hides ? 1 : 0));
    if (known) builder_.StartTag(tag, attributes_);
    if (shut) {
      // What is in these is no content of the page at all; links in what is merely hidden are.
      SetHidden(hidden_ - 1);
      return;
    }
    open_.push_back({&node, known ? tag : std::string_view(), 0, hides});
  }

  void Leave() {
    const Open open = open_.back();
    open_.pop_back();
    if (!open.tag.empty()) builder_.EndTag(open.tag);
    if (open.hides) SetHidden(hidden_ - 1);
  }

  // A browser with scripts takes a noscript element as plain characters up to the next end tag.
  // Gumbo parses them, and an element left open in there would swallow the rest of the page: so
  // what counts is the place in the page, not in the tree.
  void BeginNoscript(const GumboElement& element) {
    const char* const begin = element.original_tag.data;
    const auto end = std::upper_bound(noscript_ends_.begin(), noscript_ends_.end(), begin);
    if (begin == nullptr || end == noscript_ends_.end()) return;
    noscript_begin_ = begin;
    noscript_end_ = *end;
  }

  bool InNoscript(const GumboNode& node) const {
    const char* const place = PlaceOf(node);
    return place != nullptr && place >= noscript_begin_ && place < noscript_end_;
  }

  // The parser ignores an end tag that closes nothing, so one text may begin in a noscript and end
  // behind it.
  void AddTextBehindNoscript(const GumboStringPiece& source) {
    const std::string_view text(source.data, source.length);
    const size_t end_tag = static_cast<size_t>(noscript_end_ - source.data);
    if (end_tag >= text.size()) return;
    const size_t behind = text.find('>', end_tag);
    if (behind != std::string_view::npos) builder_.Text(DecodeReferences(text.substr(behind + 1)));
  }

  void SetHidden(int hidden) {
    hidden_ = hidden;
    builder_.set_hidden(hidden > 0);
  }

  void ReadAttributes(const GumboElement& element) {
    attributes_.clear();
    for (unsigned i = 0; i < element.attributes.length && i < kMaxAttributes; ++i) {
      const auto* attribute = static_cast<const GumboAttribute*>(element.attributes.data[i]);
      attributes_.push_back({attribute->name, attribute->value});
    }
  }

  // aria-hidden is for screen readers: the others see it.
  bool IsHidden(std::string_view tag) const {
    if (FindAttribute(attributes_, "hidden") != nullptr) return true;
    if (tag == "dialog" && FindAttribute(attributes_, "open") == nullptr) return true;
    const std::string_view* const style = FindAttribute(attributes_, "style");
    return style != nullptr && StyleHides(*style);
  }

  const std::vector<const char*> noscript_ends_;
  const char* noscript_begin_ = nullptr;  // of the newest noscript element
  const char* noscript_end_ = nullptr;
  HtmlBuilder& builder_;
  std::vector<Open> open_;
  HtmlAttributes attributes_;
  int hidden_ = 0;  // open elements that hide what is in them
};

HtmlContent::Tree ReadTree(std::string_view html, const HtmlBudget& budget, HtmlBuilder* builder) {
  Arena arena(budget.max_memory_bytes, budget.max_millis);
  Parse parse = {&arena, html.data(), html.size(), nullptr};
  if (!arena.Run(ParseInArena, &parse)) return HtmlContent::Tree::kBudget;
  return Walk(html, builder).Run(*parse.document);
}

}  // namespace

HtmlContent ReadHtml(std::string_view utf8, const Url* base, const HtmlBudget& budget,
                     std::string_view charset) {
  if (utf8.size() > budget.max_input_bytes) {
    size_t cut = budget.max_input_bytes;
    for (int i = 0; i < 3 && cut > 0 && (static_cast<uint8_t>(utf8[cut]) & 0xC0) == 0x80; ++i)
      --cut;
    utf8 = utf8.substr(0, cut);
  }
  std::string repaired;
  if (!IsValidUtf8(utf8)) utf8 = repaired = RepairUtf8(utf8);
  HtmlBuilder from_tree;
  const HtmlContent::Tree tree = ReadTree(utf8, budget, &from_tree);
  if (tree == HtmlContent::Tree::kWhole) return from_tree.Finish(base, charset);
  HtmlBuilder stripped;
  StripTags(utf8, &stripped);
  stripped.set_tree(tree);
  return stripped.Finish(base, charset);
}

}  // namespace varta
