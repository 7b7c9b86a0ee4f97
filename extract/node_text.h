// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// What a person sees of a part of a page. Pure; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/url.h"
#include "extract/html_tree.h"

namespace varta {

// A part of a tree: nodes [begin, end), whole elements.
struct NodeRange {
  uint32_t begin = 0;
  uint32_t end = 0;
  friend bool operator==(const NodeRange&, const NodeRange&) = default;
};
inline NodeRange RangeOf(const HtmlTree& tree, uint32_t node) {
  return {node, tree.nodes[node].end};
}

// The visible text of the nodes in lines, as ReadHtml() has it; what is longer than `max_bytes` is
// cut.
std::string NodeText(const HtmlTree& tree, NodeRange range, size_t max_bytes = 256 * 1024);
// The same in one line.
std::string NodeLine(const HtmlTree& tree, NodeRange range, size_t max_bytes = 4 * 1024);
// White space runs become one space; none at the ends.
std::string OneLine(std::string_view text);

// Whether the class attribute has that name.
bool HasClass(const HtmlTree& tree, const HtmlNode& node, std::string_view name);

// What relative addresses on the page are relative to: its base element, else its own URL; nullopt:
// neither is known. `url` may be null.
std::optional<Url> BaseUrl(const HtmlTree& tree, const Url* url);
// The address, absolute; as written where that is not possible.
std::string AbsoluteUrl(std::string_view written, const Url* base);

// A fragment of HTML, as descriptions are written in structured data: its text in lines. What has
// no tags and no references stays as it stands.
std::string MarkupText(std::string_view html);

}  // namespace varta
