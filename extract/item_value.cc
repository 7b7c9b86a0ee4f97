// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/item_value.h"

#include <algorithm>

#include "extract/node_text.h"

namespace varta {
namespace {

struct Row {
  std::string_view tag;
  std::string_view attribute;
  bool address;
};
constexpr Row kRows[] = {
    {"a", "href", true},      {"area", "href", true},  {"audio", "src", true},
    {"data", "value", false}, {"embed", "src", true},  {"iframe", "src", true},
    {"img", "src", true},     {"link", "href", true},  {"meter", "value", false},
    {"object", "data", true}, {"source", "src", true}, {"time", "datetime", false},
    {"track", "src", true},   {"video", "src", true},
};

}  // namespace

std::vector<std::string_view> AttributeWords(std::string_view value) {
  std::vector<std::string_view> words;
  constexpr std::string_view kSpaces = " \n\t\r\f";
  for (size_t at = value.find_first_not_of(kSpaces);
       at != std::string_view::npos && words.size() < 16;) {
    const size_t end = std::min(value.find_first_of(kSpaces, at), value.size());
    words.push_back(value.substr(at, end - at));
    at = value.find_first_not_of(kSpaces, end);
  }
  return words;
}

ItemValues::ItemValues(const HtmlTree& tree, const Url* base)
    : tree_(tree), base_(base), nodes_left_(4 * tree.nodes.size()) {}

std::string ItemValues::Of(uint32_t node, bool resource) {
  const HtmlNode& element = tree_.nodes[node];
  if (const std::string_view* content = tree_.Attribute(element, "content"))
    return std::string(*content);
  if (resource) {
    if (const std::string_view* address = tree_.Attribute(element, "resource"))
      return AbsoluteUrl(*address, base_);
  }
  for (const Row& row : kRows) {
    if (row.tag != element.tag) continue;
    const std::string_view* const value = tree_.Attribute(element, row.attribute);
    if (value == nullptr) break;
    return row.address ? AbsoluteUrl(*value, base_) : std::string(*value);
  }
  const NodeRange range = RangeOf(tree_, node);
  const size_t nodes = range.end - range.begin;
  if (nodes > nodes_left_) return {};
  nodes_left_ -= nodes;
  return NodeText(tree_, range);
}

}  // namespace varta
