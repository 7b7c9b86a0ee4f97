// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Any page's main content: a part of its text nodes in page order, valid UTF-8, no longer than the
// page's text, and the same twice.
#include <cstdint>

#include "base/text.h"
#include "extract/main_content.h"
#include "tests/fuzz/expect.h"

// namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string page =
      varta::RepairUtf8(std::string_view(reinterpret_cast<const char*>(data), size));
  varta::HtmlBudget patient;
  patient.max_millis = 60'000;
  const varta::HtmlTree tree = varta::ParseHtml(page, patient);
  const varta::MainContent content = varta::FindMainContent(tree);
  Expect(varta::IsValidUtf8(content.text));
  Expect(content.certain >= 0 && content.certain <= 1);
  size_t bytes = 0;
  uint32_t last = 0;
  for (const varta::NodeRange& range : content.ranges) {
    Expect(range.begin >= last && range.begin < range.end && range.end <= tree.nodes.size());
    last = range.end;
    for (uint32_t i = range.begin; i < range.end; ++i) bytes += tree.nodes[i].text.size();
  }
  Expect(content.text.size() <= bytes + 2 * tree.nodes.size());
  const varta::MainContent again = varta::FindMainContent(tree);
  Expect(again.text == content.text && again.ranges == content.ranges);
  return 0;
}
