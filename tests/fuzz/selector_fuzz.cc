// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// The first line as a selector, the rest as a page: a mistake lies within what was written, what is
// found lies within the scope and in page order, and a list finds what its parts find.
#include <algorithm>
#include <cstdint>

#include "base/text.h"
#include "extract/selector.h"
#include "tests/fuzz/expect.h"

// namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string text = varta::RepairUtf8({reinterpret_cast<const char*>(data), size});
  const size_t line = std::min(text.find('\n'), text.size());
  const std::string written = text.substr(0, line);
  varta::HtmlBudget patient;
  patient.max_millis = 60'000;
  const varta::HtmlTree tree = varta::ParseHtml(std::string_view(text).substr(line), patient);

  const auto field = varta::FieldSelector::Parse(written);
  const auto parsed = varta::Selector::Parse(written);
  if (const auto* mistake = std::get_if<varta::SelectorMistake>(&parsed)) {
    Expect(mistake->at <= written.size());
    Expect(varta::ToString(*mistake, written).starts_with("column "));
    return 0;
  }
  Expect(std::holds_alternative<varta::FieldSelector>(field) ||
         written.find('@') != std::string::npos);
  const auto& selector = std::get<varta::Selector>(parsed);
  const std::vector<uint32_t> found = varta::Select(tree, 0, selector);
  Expect(std::is_sorted(found.begin(), found.end()));
  for (const uint32_t node : found) Expect(node > 0 && tree.nodes[node].element);
  const auto twice = varta::Selector::Parse(written + "," + written);
  if (const auto* both = std::get_if<varta::Selector>(&twice))
    Expect(varta::Select(tree, 0, *both) == found);
  return 0;
}
