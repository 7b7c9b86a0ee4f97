// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// The ads of a page, each with what it says: by the tree, for pages that earn one. Pure; any
// thread; bounded as html_tree.h says.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/url.h"
#include "extract/ads.h"
#include "extract/html.h"
#include "extract/html_tree.h"

namespace varta {

struct AdReading {
  std::string title;      // of a page that is one ad: the title element
  std::string text;       // in lines; of a page that is one ad: its main content
  std::string url;        // absolute; empty: the page's own
  std::string author;     // as written
  std::string published;  // as written; ISO 8601 where the page has it so
  std::optional<v1::Posting> posting;
  std::vector<Link> links;  // in the ad; of a page that is one ad: all of the page's
  // Other sites that links in the ad, or in the page's main content, lead to (sites.h); none of a
  // page that is read whole.
  std::vector<std::string> sites;
};

struct PageReading {
  HtmlTree::State tree = HtmlTree::State::kWhole;  // not kWhole: there was none, the page is one ad
  AdWay way = AdWay::kPage;
  bool main_content = false;  // the text of the one ad is a part of the page, chosen as its content
  std::vector<AdReading> ads;  // page order; at least one
};

// `utf8` as ReadHtml takes it, and what it said of the page; `url`: the page's, may be null;
// `selectors`: the source's own, may be null.
PageReading ReadPage(std::string_view utf8, const HtmlContent& content, const Url* url,
                     const AdSelectors* selectors);

// Whether the page shows by its mark-up that it has several ads for sure, whatever they say: a
// channel's preview.
bool HasSeveralAds(std::string_view utf8);

}  // namespace varta
