// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "sweep/ad_sample.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "base/text.h"

namespace varta {
namespace {

constexpr size_t kExcerptBefore = 160, kExcerptAfter = 240;  // bytes

// From a word's beginning before `first` to one's end behind it; cut inside a word only if that is
// longer than the window.
std::pair<size_t, size_t> Window(std::string_view text, size_t first) {
  const auto is_inside = [&](size_t at) { return at < text.size() && (text[at] & 0xC0) == 0x80; };
  size_t begin = first - std::min(first, kExcerptBefore);
  while (is_inside(begin)) ++begin;
  if (begin > 0) {
    const size_t space = text.substr(0, first).find_first_of(" \n", begin);
    if (space != std::string_view::npos) begin = space + 1;
  }
  size_t end = std::min(text.size(), first + kExcerptAfter);
  while (is_inside(end)) ++end;
  if (end < text.size()) {
    const size_t space = text.substr(0, end).find_last_of(" \n");
    if (space != std::string_view::npos && space > first) end = space;
  }
  return {begin, end};
}

}  // namespace

v1::AdSample SampleOf(const AdToTry& ad, const v1::Hit& hit, const Masker& masker) {
  v1::Ad shown = ad.ad;
  v1::Ad page;  // the page's address may hold a contact as the ad's may
  page.set_url(ad.url);
  std::vector<v1::Hit> hits = {hit}, none;
  masker.MaskAd(&shown, &hits);
  masker.MaskAd(&page, &none);
  v1::AdSample sample;
  if (ad.is_lead) sample.set_lead("leads/" + ad.id);
  sample.set_source(ad.source);
  sample.set_url(!shown.url().empty() ? shown.url() : page.url());
  sample.set_title(Shorten(shown.title(), 200));
  sample.set_verdict(ad.verdict);
  const v1::Place place = hits[0].place();
  sample.set_place(place == v1::PLACE_TITLE || place == v1::PLACE_URL ? place : v1::PLACE_TEXT);
  const std::string& text = place == v1::PLACE_TITLE ? shown.title()
                            : place == v1::PLACE_URL ? shown.url()
                                                     : shown.text();
  const size_t first =
      std::min<size_t>(hits[0].spans().empty() ? 0 : hits[0].spans(0).begin(), text.size());
  const auto [begin, end] = Window(text, first);
  const std::string before = begin > 0 ? "… " : "", after = end < text.size() ? " …" : "";
  sample.set_excerpt(before + text.substr(begin, end - begin) + after);
  for (const v1::Span& span : hits[0].spans()) {
    const size_t from = std::max<size_t>(span.begin(), begin),
                 to = std::min<size_t>(span.end(), end);
    if (from >= to) continue;
    v1::Span* moved = sample.add_spans();
    moved->set_begin(static_cast<uint32_t>(from - begin + before.size()));
    moved->set_end(static_cast<uint32_t>(to - begin + before.size()));
  }
  return sample;
}

}  // namespace varta
