// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Folding twice is folding once, and the map has whole characters of the original in order.
#include <cstdint>

#include "base/fold.h"
#include "tests/fuzz/expect.h"

namespace {

bool IsOnBoundary(std::string_view text, uint32_t at) {
  return at == text.size() || (at < text.size() && (static_cast<uint8_t>(text[at]) & 0xC0) != 0x80);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size > 20000) return 0;
  const std::string text =
      varta::RepairUtf8(std::string_view(reinterpret_cast<const char*>(data), size));
  for (const auto spelling : {varta::Spelling::kKept, varta::Spelling::kMerged}) {
    const varta::MappedText folded = varta::Fold(text, spelling).text;
    const std::string& made = folded.text();
    Expect(varta::IsValidUtf8(made));
    Expect(made.size() <= 12 * text.size());
    Expect(varta::Fold(made, spelling).text.text() == made);
    uint32_t last = 0;
    for (size_t at = 0; at < made.size();) {
      const auto begin = static_cast<uint32_t>(at);
      varta::NextCodePoint(made, &at);
      const varta::ByteRange from = folded.ToOriginal({begin, static_cast<uint32_t>(at)});
      Expect(last <= from.begin && from.begin < from.end);
      Expect(IsOnBoundary(text, from.begin) && IsOnBoundary(text, from.end));
      last = from.begin;
    }
  }
  return 0;
}
