// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Feeds: any bytes are read; all text is UTF-8; mark-up that was made harmless stays as it is and
// has no script in it.
#include <cstdint>
#include <string>
#include <string_view>

#include "base/text.h"
#include "crawler/feed.h"
#include "crawler/feed_markup.h"
#include "tests/fuzz/expect.h"

namespace {

void CheckText(const varta::FeedText& text) {
  Expect(varta::IsValidUtf8(text.value));
  if (!text.html) return;
  Expect(text.value.find("<script") == std::string::npos);
  // Trimming can uncover nothing, so a second time changes nothing.
  Expect(varta::SanitiseMarkup(text.value) == text.value);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const varta::Feed feed = varta::ReadFeed(bytes, {}, {.max_bytes = 1 << 20, .max_entries = 100});
  Expect(feed.truncated == !feed.problem.empty());
  Expect(feed.entries.size() <= 100);
  CheckText(feed.title);
  CheckText(feed.subtitle);
  for (const varta::FeedEntry& entry : feed.entries) {
    CheckText(entry.title);
    CheckText(entry.summary);
    CheckText(entry.content);
    for (const std::string& text : {entry.id, entry.author, entry.dates.published})
      Expect(varta::IsValidUtf8(text));
    for (const std::string& link : entry.links) Expect(varta::IsValidUtf8(link) && !link.empty());
  }
  const std::string repaired = varta::RepairUtf8(bytes);
  const std::string clean = varta::SanitiseMarkup(repaired);
  Expect(varta::SanitiseMarkup(clean) == clean);
  return 0;
}
