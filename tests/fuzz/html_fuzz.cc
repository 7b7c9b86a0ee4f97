// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Any bytes as a page: the tree and the scanner both give valid UTF-8 within the bounds of
// extract/html.h, links are absolute and parse to themselves, and the same page gives the same
// content twice.
#include <cstdint>

#include "base/text.h"
#include "extract/html.h"
#include "extract/scan.h"
#include "tests/fuzz/expect.h"

namespace {

void Check(const varta::HtmlContent& content, size_t input_bytes) {
  Expect(varta::IsValidUtf8(content.title));
  Expect(varta::IsValidUtf8(content.text));
  Expect(varta::IsValidUtf8(content.declared_language));
  // An ill-formed byte becomes three, and so does a reference that stands for nothing; nothing
  // grows more.
  Expect(content.text.size() <= 3 * input_bytes + 16);
  Expect(content.links.size() <= 5000);
  Expect(varta::IsValidUtf8(content.description) && content.description.size() <= 2048);
  Expect(content.metadata.size() <= 100);
  for (const varta::Metadata& meta : content.metadata) {
    Expect(varta::IsValidUtf8(meta.value) && !meta.value.empty() && meta.value.size() <= 2048);
  }
  size_t script_bytes = 0;
  for (const varta::PageScript& script : content.scripts) script_bytes += script.text.size();
  Expect(script_bytes <= 3 * input_bytes);
  for (const varta::Link& link : content.links) {
    Expect(link.text.size() <= 200);
    const auto again = varta::Url::Parse(link.url.Href());
    Expect(again && *again == link.url);
  }
  Expect(content.text.empty() || (content.text.front() != '\n' && content.text.back() != '\n'));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto base = varta::Url::Parse("https://ex.test/dir/page");
  varta::HtmlBudget patient;
  patient.max_millis = 60'000;
  const varta::HtmlContent whole = varta::ReadHtml(bytes, &*base, patient);
  Check(whole, size);
  const varta::HtmlContent again = varta::ReadHtml(bytes, &*base, patient);
  Expect(whole.text == again.text && whole.title == again.title &&
         whole.links.size() == again.links.size());

  varta::HtmlBudget none;
  none.max_memory_bytes = 0;
  const varta::HtmlContent fallen_back = varta::ReadHtml(bytes, &*base, none);
  Expect(fallen_back.tree == varta::HtmlTree::State::kBudget);
  Check(fallen_back, size);
  // Who asks the scanner gets the same as who falls back to it.
  const varta::HtmlContent scanned = varta::ScanHtml(bytes, &*base);
  Expect(scanned.tree == varta::HtmlTree::State::kNone);
  Check(scanned, size);
  if (size <= none.max_input_bytes) {
    Expect(scanned.text == fallen_back.text && scanned.title == fallen_back.title &&
           scanned.links.size() == fallen_back.links.size());
  }
  return 0;
}
