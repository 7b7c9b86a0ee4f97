// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/page_reading.h"

#include <utility>

#include "extract/main_content.h"
#include "extract/node_text.h"
#include "extract/sites.h"

namespace varta {
namespace {

// The addresses that anchors in the range lead to.
std::vector<Link> LinksIn(const HtmlTree& tree, NodeRange range, const Url* base) {
  std::vector<Link> links;
  if (base == nullptr) return links;
  for (uint32_t i = range.begin; i < range.end; ++i) {
    if (tree.nodes[i].tag != "a") continue;
    const std::string_view* const href = tree.Attribute(tree.nodes[i], "href");
    if (href == nullptr) continue;
    if (std::optional<Url> url = Url::Parse(*href, *base))
      links.push_back({.url = *std::move(url), .text = "", .nofollow = false});
  }
  return links;
}

// Other sites to which anchors lead that show some of the ranges' text; `ranges` in page order.
// `own`: the ad's address elsewhere, may be empty.
std::vector<std::string> SitesIn(const HtmlTree& tree, const std::vector<NodeRange>& ranges,
                                 const Url* base, const Url* page, const std::string& own) {
  std::vector<Link> links;
  if (ranges.empty()) return {};
  auto range = ranges.begin();
  for (uint32_t i = 0; i < tree.nodes.size(); ++i) {
    while (range != ranges.end() && range->end <= i) ++range;
    if (range == ranges.end()) break;
    const HtmlNode& node = tree.nodes[i];
    if (node.tag != "a" || node.hidden || range->begin >= node.end) continue;
    for (Link& link : LinksIn(tree, {i, i + 1}, base)) links.push_back(std::move(link));
  }
  const std::optional<Url> elsewhere = Url::Parse(own);
  return SitesOf(links, {OwnSite(page), OwnSite(elsewhere ? &*elsewhere : nullptr)});
}

// What a page says of its own date.
std::string PublishedTime(const HtmlContent& content) {
  for (const Metadata& meta : content.metadata) {
    if (meta.name == "article:published_time") return meta.value;
  }
  return "";
}

AdReading WholePage(const HtmlContent& content) {
  AdReading ad;
  ad.title = content.title;
  ad.text = content.text;
  ad.links = content.links;
  ad.published = PublishedTime(content);
  return ad;
}

}  // namespace

PageReading ReadPage(std::string_view utf8, const HtmlContent& content, const Url* url,
                     const AdSelectors* selectors) {
  PageReading reading;
  const HtmlTree tree = ParseHtml(utf8);
  reading.tree = tree.state;
  if (tree.nodes.empty()) {
    reading.ads.push_back(WholePage(content));
    return reading;
  }
  PageAds found = ReadAds(tree, url, selectors);
  const std::optional<Url> base = BaseUrl(tree, url);
  const auto posting = [&](int index) -> std::optional<v1::Posting> {
    if (index < 0) return std::nullopt;
    return found.postings[static_cast<size_t>(index)].posting;
  };
  if (found.ads.empty()) {
    AdReading ad = WholePage(content);
    MainContent main = FindMainContent(tree);
    if (!main.whole && !main.text.empty()) {
      reading.main_content = true;
      ad.text = std::move(main.text);
      ad.sites = SitesIn(tree, main.ranges, base ? &*base : nullptr, url, "");
    }
    ad.posting = posting(found.page_posting);
    if (ad.posting && ad.published.empty()) ad.published = ad.posting->date_posted();
    reading.ads.push_back(std::move(ad));
    return reading;
  }
  reading.way = found.ads.front().way;
  for (FoundAd& one : found.ads) {
    AdReading ad;
    ad.title = std::move(one.title);
    ad.text = std::move(one.text);
    ad.url = std::move(one.url);
    ad.author = std::move(one.author);
    ad.published = std::move(one.published);
    ad.posting = posting(one.posting);
    ad.links = LinksIn(tree, one.range, base ? &*base : nullptr);
    ad.sites = SitesIn(tree, {one.range}, base ? &*base : nullptr, url, ad.url);
    reading.ads.push_back(std::move(ad));
  }
  return reading;
}

bool HasSeveralAds(std::string_view utf8) {
  return utf8.find("tgme_widget_message_wrap") != std::string_view::npos;
}

}  // namespace varta
