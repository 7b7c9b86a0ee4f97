// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Any bytes as JSON-LD, as script state and as a page with microdata and RDFa: what lenient reading
// gives is strict and stays as it is, things and postings keep their bounds and name each other
// within the list.
#include <cstdint>

#include "base/text.h"
#include "extract/json_ld.h"
#include "extract/json_tree.h"
#include "extract/lenient_json.h"
#include "extract/posting.h"
#include "extract/script_state.h"
#include "extract/structured.h"
#include "tests/fuzz/expect.h"

namespace {

void Check(const varta::Items& items) {
  Expect(items.size() <= varta::kMaxItems);
  for (const varta::Item& item : items) {
    for (const varta::ItemProperty& property : item.properties) {
      Expect(property.item == varta::ItemProperty::kText || property.item < items.size());
      Expect(varta::IsValidUtf8(property.text));
    }
  }
  const std::vector<varta::FoundPosting> postings = varta::FindPostings(items);
  Expect(postings.size() <= 500);
  for (const varta::FoundPosting& found : postings) {
    Expect(found.posting.salary_high() >= found.posting.salary_low());
    Expect(varta::IsValidUtf8(found.posting.title()));
    Expect(varta::IsValidUtf8(found.posting.description()));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string text = varta::RepairUtf8({reinterpret_cast<const char*>(data), size});
  const varta::Url base = *varta::Url::Parse("https://ex.test/dir/page");
  for (const std::string& value : varta::StrictJson(text)) {
    Expect(varta::StrictJson(value) == std::vector<std::string>{value});
    const std::vector<varta::JsonNode> nodes = varta::ParseJson(value);
    Expect(nodes.empty() || nodes[0].end == nodes.size());
  }
  varta::Items items;
  varta::AppendJsonLd(text, &base, &items);
  Check(items);
  varta::AppendScriptState(text, &base, &items);
  Check(items);
  varta::HtmlBudget patient;
  patient.max_millis = 60'000;
  Check(varta::ReadStructured(varta::ParseHtml(text, patient), &base));
  return 0;
}
