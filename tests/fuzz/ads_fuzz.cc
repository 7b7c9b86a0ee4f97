// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Any bytes as a page with ads: by each of the ways the ads keep their bounds, lie in page order
// without overlap where they lie in the page, and are the same twice.
#include <cstdint>

#include "base/text.h"
#include "extract/ads.h"
#include "extract/telegram.h"
#include "tests/fuzz/expect.h"

namespace {

void Check(const varta::PageAds& page, const varta::HtmlTree& tree) {
  Expect(page.ads.size() <= varta::kMaxAds);
  Expect(page.page_posting < static_cast<int>(page.postings.size()));
  Expect(page.ads.empty() || page.page_posting == -1);
  uint32_t end = 0;
  for (const varta::FoundAd& ad : page.ads) {
    Expect(ad.posting < static_cast<int>(page.postings.size()));
    Expect(varta::IsValidUtf8(ad.text) && varta::IsValidUtf8(ad.title));
    Expect(ad.title.find('\n') == std::string::npos);
    if (ad.range == varta::NodeRange()) continue;
    Expect(ad.range.begin >= end && ad.range.end > ad.range.begin);
    Expect(ad.range.end <= tree.nodes.size());
    end = ad.range.end;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string text = varta::RepairUtf8({reinterpret_cast<const char*>(data), size});
  const varta::Url url = *varta::Url::Parse("https://ex.test/dir/page");
  varta::HtmlBudget patient;
  patient.max_millis = 60'000;
  const varta::HtmlTree tree = varta::ParseHtml(text, patient);
  const varta::PageAds page = varta::ReadAds(tree, &url, nullptr);
  Check(page, tree);
  Check(varta::ReadAds(tree, nullptr, nullptr), tree);
  Expect(varta::ReadAds(tree, &url, nullptr).ads.size() == page.ads.size());
  varta::AdSelectors source;
  source.item = std::get<varta::Selector>(varta::Selector::Parse("div, li, [data-post]"));
  source.title = std::get<varta::FieldSelector>(varta::FieldSelector::Parse("a, b"));
  source.link = std::get<varta::FieldSelector>(varta::FieldSelector::Parse("a@href"));
  source.text = std::get<varta::FieldSelector>(varta::FieldSelector::Parse("p, div > *"));
  Check(varta::ReadAds(tree, &url, &source), tree);
  for (const varta::TelegramMessage& message : varta::ReadTelegram(tree, varta::kMaxAds)) {
    Expect(message.node < tree.nodes.size() && !message.text.empty());
    Expect(varta::Url::Parse(message.url).has_value());
  }
  return 0;
}
