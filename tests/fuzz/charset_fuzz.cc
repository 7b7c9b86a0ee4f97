// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// The first line as a Content-Type, the rest as a page: whatever charset comes out is one that can
// be decoded, the text is valid UTF-8, its views are stable and point back into it, and what is
// valid UTF-8 with more than ASCII is never taken for another charset unless somebody says so.
#include <algorithm>
#include <cstdint>

#include "base/charset.h"
#include "base/text.h"
#include "extract/charset.h"
#include "extract/language.h"
#include "tests/fuzz/expect.h"

// namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const size_t line = std::min(input.find('\n'), input.size());
  const std::string_view page = input.substr(std::min(line + 1, input.size()));
  const varta::CharsetGuess guess = varta::FindCharset(page, input.substr(0, line));
  Expect(!guess.charset.empty());
  Expect(guess.mislabelled == !guess.declared.empty() && guess.declared != guess.charset);

  const std::string text = varta::ToUtf8(page, guess.charset);
  Expect(varta::IsValidUtf8(text));
  Expect(varta::RepairUtf8(text) == text);
  const varta::CharsetGuess detected = varta::DetectCharset(page);
  Expect(varta::IsValidUtf8(varta::ToUtf8(page, detected.charset)));
  bool ascii = true;
  for (const char c : page.substr(0, 256 * 1024)) ascii = ascii && static_cast<uint8_t>(c) < 0x80;
  if (!ascii && varta::IsValidUtf8(page)) Expect(detected.charset == "utf-8");

  const varta::MappedText view = varta::ReadableView(text);
  Expect(varta::ReadableView(view.text()).text() == view.text());
  const uint32_t end = static_cast<uint32_t>(view.text().size());
  for (uint32_t at = 0; at < end && at < 200; ++at) {
    const varta::ByteRange range = view.ToOriginal({at, at + 1});
    Expect(range.begin < range.end && range.end <= text.size());
    Expect(varta::IsValidUtf8(std::string_view(text).substr(range.begin, range.end - range.begin)));
  }
  const std::string folded = varta::FoldForSearch(text);
  Expect(varta::FoldForSearch(folded) == folded);
  for (const std::string_view word : varta::Words(folded, 2)) Expect(word.size() >= 2);

  const varta::Language language = varta::DetectLanguage(page);
  Expect(language.confidence >= 0 && language.confidence <= 1);
  uint32_t told = 0;  // the spans are the text, piece by piece
  for (const varta::LanguageSpan& span : varta::DetectLanguages(text)) {
    Expect(span.span.begin == told && span.span.end > told && !span.code.empty());
    told = span.span.end;
  }
  Expect(told == 0 || told == text.size());
  return 0;
}
