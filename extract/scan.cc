// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/scan.h"

#include <string>

#include "base/text.h"
#include "extract/scanner.h"

namespace varta {

void ReadNoscript(std::string_view content, HtmlBuilder* builder) {
  HtmlTokenizer html(content);
  TagAttributes attributes;
  for (auto kind = html.Next(); kind != HtmlTokenizer::Kind::kEnd; kind = html.Next()) {
    if (kind != HtmlTokenizer::Kind::kStartTag) continue;
    if (html.tag() != Tag::kA && html.tag() != Tag::kArea) continue;
    builder->Link(attributes.Read(html, false));
  }
}

HtmlContent ScanHtml(std::string_view utf8, const Url* base, std::string_view charset) {
  std::string repaired;
  if (!IsValidUtf8(utf8)) utf8 = repaired = RepairUtf8(utf8);
  return ScanValidHtml(utf8, base, charset);
}

HtmlContent ScanValidHtml(std::string_view utf8, const Url* base, std::string_view charset) {
  Scanner scanner(utf8);
  HtmlBuilder& builder = scanner.Run();
  builder.set_tree(HtmlTree::State::kNone);
  return builder.Finish(base, charset);
}

}  // namespace varta
