// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/html.h"

#include <algorithm>

#include "base/text.h"
#include "extract/html_builder.h"
#include "extract/scan.h"

namespace varta {
namespace {

// Tells the builder what the tree says, in page order.
void Tell(const HtmlTree& tree, HtmlBuilder* builder) {
  std::vector<const HtmlNode*> open;
  const auto leave = [&] {
    if (!open.back()->tag.empty()) {
      builder->set_hidden(open.back()->hidden);
      builder->EndTag(open.back()->tag);
    }
    open.pop_back();
  };
  for (uint32_t i = 0; i < tree.nodes.size(); ++i) {
    while (!open.empty() && open.back()->end <= i) leave();
    const HtmlNode& node = tree.nodes[i];
    if (node.tag == "noscript") {
      ReadNoscript(tree.nodes[i + 1].text, builder);
      i = node.end - 1;
      continue;
    }
    builder->set_hidden(node.hidden);
    if (!node.element) {
      builder->Text(node.text);
      continue;
    }
    if (!node.tag.empty()) builder->StartTag(node.tag, tree.AttributesOf(node));
    if (node.tag == "script") {
      std::string_view content = i + 1 < node.end ? tree.nodes[i + 1].text : std::string_view();
      builder->Script(tree.AttributesOf(node), content);
      builder->EndTag(node.tag);
      i = node.end - 1;
      continue;
    }
    open.push_back(&node);
  }
  while (!open.empty()) leave();
}

// At most `size` bytes, cut between characters.
std::string_view CutAt(std::string_view utf8, size_t size) {
  if (utf8.size() <= size) return utf8;
  for (int i = 0; i < 3 && size > 0 && (static_cast<uint8_t>(utf8[size]) & 0xC0) == 0x80; ++i)
    --size;
  return utf8.substr(0, size);
}

}  // namespace

HtmlContent ReadHtml(std::string_view utf8, const Url* base, const HtmlBudget& budget,
                     std::string_view charset) {
  utf8 = CutAt(utf8, budget.max_input_bytes);
  std::string repaired;
  if (!IsValidUtf8(utf8)) utf8 = repaired = RepairUtf8(utf8);
  const HtmlTree tree = ParseHtml(utf8, budget);
  if (tree.state != HtmlTree::State::kWhole) {
    HtmlContent scanned = ScanHtml(utf8, base, charset);
    scanned.tree = tree.state;
    return scanned;
  }
  HtmlBuilder builder;
  Tell(tree, &builder);
  return builder.Finish(base, charset);
}

}  // namespace varta
