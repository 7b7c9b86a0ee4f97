// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Any text: facts lie where they say, on character boundaries, and masking leaves none of the
// written forms of contacts. What reads words reads the bytes as they come, too.
#include <cstdint>

#include "base/text.h"
#include "extract/fields.h"
#include "extract/mask.h"
#include "extract/tokens.h"
#include "tests/fuzz/expect.h"

namespace {

bool IsBoundary(std::string_view text, size_t offset) {
  return offset == text.size() || (static_cast<unsigned char>(text[offset]) & 0xC0) != 0x80;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string text =
      varta::RepairUtf8(std::string_view(reinterpret_cast<const char*>(data), size));
  varta::FieldInput input;
  input.text = text;
  input.region = size % 2 == 0 ? "UA" : "PL";
  const std::vector<varta::v1::Fact> facts = varta::FindFacts(input);
  for (const varta::v1::Fact& fact : facts) {
    Expect(fact.confidence() > 0 && fact.confidence() <= 1);
    Expect(!fact.has_low() || !fact.has_high() || fact.low() <= fact.high());
    const uint32_t begin = fact.span().begin(), end = fact.span().end();
    Expect(begin < end && end <= text.size());
    Expect(IsBoundary(text, begin) && IsBoundary(text, end));
    Expect(text.substr(begin, end - begin) == fact.written());
    Expect(!fact.value().empty() && fact.place() == varta::v1::PLACE_TEXT);
  }

  // Words are read from any bytes.
  const std::string_view raw(reinterpret_cast<const char*>(data), size);
  const varta::TokenText tokens(raw);
  for (size_t i = 0; i < tokens.size(); ++i) {
    Expect(tokens[i].begin < tokens[i].end && tokens[i].end <= raw.size());
    Expect(i == 0 || tokens[i - 1].end <= tokens[i].begin);
  }

  // The stretches that masking kept are those that the map moves byte by byte.
  const varta::Masker masker(std::string(32, 'k'));
  varta::SpanMap map;
  const std::string masked = masker.Mask(text, facts, varta::v1::PLACE_TEXT, &map);
  Expect(varta::IsValidUtf8(masked));
  for (const varta::v1::Fact& fact : facts) {
    if (!varta::IsContact(fact.kind())) continue;
    for (size_t at = text.find(fact.written()); at != std::string::npos;
         at = text.find(fact.written(), at + 1)) {
      varta::v1::Span span;
      span.set_begin(static_cast<uint32_t>(at));
      span.set_end(static_cast<uint32_t>(at + fact.written().size()));
      const varta::v1::Span moved = map.Move(span);
      Expect(moved.begin() <= moved.end() && moved.end() <= masked.size());
      Expect(masked.substr(moved.begin(), moved.end() - moved.begin()) != fact.written());
    }
  }
  return 0;
}
