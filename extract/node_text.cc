// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/node_text.h"

#include <algorithm>
#include <vector>

#include "base/ascii.h"
#include "base/text.h"
#include "extract/html_builder.h"
#include "extract/html_layout.h"
#include "extract/html_references.h"
#include "extract/scan.h"

namespace varta {
namespace {

void Separate(Layout layout, ScreenText* text) {
  switch (layout) {
    case Layout::kSpaced:
      return text->Space();
    case Layout::kBlock:
    case Layout::kPre:
      return text->Line();
    case Layout::kCell:
      return text->Cell();
    case Layout::kInline:
    case Layout::kHidden:
      return;
  }
}

}  // namespace

std::string NodeText(const HtmlTree& tree, NodeRange range, size_t max_bytes) {
  ScreenText text;
  struct Open {
    uint32_t end;
    Layout layout;
  };
  std::vector<Open> open;
  int pre = 0;
  size_t bytes = 0;
  const auto leave = [&] {
    Separate(open.back().layout, &text);
    pre -= open.back().layout == Layout::kPre ? 1 : 0;
    open.pop_back();
  };
  const uint32_t end = std::min(range.end, static_cast<uint32_t>(tree.nodes.size()));
  for (uint32_t i = range.begin; i < end && bytes < max_bytes; ++i) {
    while (!open.empty() && open.back().end <= i) leave();
    const HtmlNode& node = tree.nodes[i];
    if (node.hidden) {
      i = node.end - 1;
      continue;
    }
    if (!node.element) {
      bytes += node.text.size();
      pre > 0 ? text.AddPre(node.text) : text.Add(node.text);
    } else if (node.tag == "br") {
      text.Break();
    } else {
      const Layout layout = LayoutOf(node.tag);
      Separate(layout, &text);
      pre += layout == Layout::kPre ? 1 : 0;
      if (layout != Layout::kInline) open.push_back({node.end, layout});
    }
  }
  return Shorten(text.Take(), max_bytes);
}

std::string NodeLine(const HtmlTree& tree, NodeRange range, size_t max_bytes) {
  return OneLine(NodeText(tree, range, max_bytes));
}

std::string OneLine(std::string_view text) {
  std::string line;
  for (const char c : text) {
    if (!ascii::IsSpace(c)) {
      line += c;
    } else if (!line.empty() && line.back() != ' ') {
      line += ' ';
    }
  }
  if (!line.empty() && line.back() == ' ') line.pop_back();
  return line;
}

bool HasClass(const HtmlTree& tree, const HtmlNode& node, std::string_view name) {
  const std::string_view* const value = tree.Attribute(node, "class");
  if (value == nullptr) return false;
  for (size_t at = value->find(name); at != std::string_view::npos;
       at = value->find(name, at + 1)) {
    const size_t end = at + name.size();
    if ((at == 0 || ascii::IsSpace((*value)[at - 1])) &&
        (end == value->size() || ascii::IsSpace((*value)[end])))
      return true;
  }
  return false;
}

std::optional<Url> BaseUrl(const HtmlTree& tree, const Url* url) {
  for (const HtmlNode& node : tree.nodes) {
    if (node.tag == "body") break;  // nobody has it so late
    if (node.tag != "base") continue;
    const std::string_view* const href = tree.Attribute(node, "href");
    if (href == nullptr) continue;
    const auto base =
        url != nullptr ? Url::Parse(ascii::Trim(*href), *url) : Url::Parse(ascii::Trim(*href));
    if (base && base->IsHttp()) return base;
    break;
  }
  return url != nullptr ? std::optional<Url>(*url) : std::nullopt;
}

std::string AbsoluteUrl(std::string_view written, const Url* base) {
  written = ascii::Trim(written);
  if (base != nullptr) {
    if (const auto url = Url::Parse(written, *base)) return url->Href();
  }
  return std::string(written);
}

std::string MarkupText(std::string_view html) {
  if (html.find_first_of("<&") == std::string_view::npos) return std::string(ascii::Trim(html));
  // Its tags may themselves be references.
  std::string decoded;
  if (html.find('<') == std::string_view::npos && html.find("&lt;") != std::string_view::npos)
    html = decoded = DecodeReferences(html);
  return ScanHtml(html, nullptr).text;
}

}  // namespace varta
