// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Sitemaps: any bytes are read; a lower limit gives the beginning of what a higher one gives, and
// so does a shorter file, if it is in the same charset; what is listed is UTF-8 and trimmed.
#include <algorithm>
#include <cstdint>
#include <string_view>

#include "base/text.h"
#include "crawler/sitemap.h"
#include "crawler/xml_charset.h"
#include "tests/fuzz/expect.h"

namespace {

using varta::Sitemap;

bool Begins(const Sitemap& all, const Sitemap& part) {
  return part.urls.size() <= all.urls.size() &&
         std::equal(part.urls.begin(), part.urls.end(), all.urls.begin(),
                    [](const auto& a, const auto& b) { return a.loc == b.loc; });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  constexpr size_t kMaxBytes = 1 << 20;
  const Sitemap all = varta::ReadSitemap(bytes, {}, {.max_bytes = kMaxBytes});
  Expect(all.truncated == !all.problem.empty());
  for (const varta::SitemapUrl& url : all.urls) {
    Expect(varta::IsValidUtf8(url.loc) && !url.loc.empty());
    Expect(url.loc.front() != ' ' && url.loc.back() != ' ');
    Expect(!url.priority || (*url.priority >= 0 && *url.priority <= 1));
  }
  const Sitemap two = varta::ReadSitemap(bytes, {}, {.max_bytes = kMaxBytes, .max_urls = 2});
  Expect(two.urls.size() == std::min(all.urls.size(), size_t{2}) && Begins(all, two));

  const std::string_view half = bytes.substr(0, size / 2);
  // A line of text that is cut is another line.
  if (all.kind == varta::SitemapKind::kUrlset && varta::XmlCharset(bytes) == "utf-8" &&
      varta::XmlCharset(half) == "utf-8")
    Expect(Begins(all, varta::ReadSitemap(half, "utf-8", {.max_bytes = kMaxBytes})));
  return 0;
}
