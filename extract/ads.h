// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// The ads on a page, by the first of these ways that finds any: the source's own selectors; the
// messages of a Telegram preview; structured data with several postings; blocks that repeat, as the
// cards of a listing. A page on which none finds any is one ad. Pure; any thread; linear but for
// sorting.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/url.h"
#include "extract/html_tree.h"
#include "extract/node_text.h"
#include "extract/posting.h"
#include "extract/selector.h"

namespace varta {

inline constexpr size_t kMaxAds = 500;  // of a page; further ones are left out

// Where a source says the ads of its pages are, and what in each of them. A field without a
// selector is found as in repeated blocks.
struct AdSelectors {
  std::optional<Selector> item;        // each element is an ad; those in one of them are not
  std::optional<FieldSelector> title;  // the first element that has it
  std::optional<FieldSelector> text;   // all elements, a line each; none: the whole item
  std::optional<FieldSelector> link;   // the ad's own page
  std::optional<FieldSelector> author;
  std::optional<FieldSelector> published;
  std::optional<FieldSelector> more;  // phone, price, place: lines at the end of the text
};
// The fields by name, for whoever reads them from a file; `item` is a plain selector and apart.
struct AdField {
  std::string_view name;
  std::optional<FieldSelector> AdSelectors::*field;
};
inline constexpr AdField kAdFields[] = {
    {"title", &AdSelectors::title},         {"text", &AdSelectors::text},
    {"link", &AdSelectors::link},           {"author", &AdSelectors::author},
    {"published", &AdSelectors::published}, {"more", &AdSelectors::more},
};

enum class AdWay { kSelectors, kTelegram, kStructured, kRepeated, kPage };
std::string_view AdWayName(AdWay way);  // "selectors", "telegram" ...

struct FoundAd {
  AdWay way = AdWay::kPage;
  NodeRange range;        // empty: it stands in a script only
  std::string title;      // one line
  std::string text;       // in lines, title included where it stands in the range
  std::string url;        // absolute, a fragment only if it is on this page; empty: it has none
  std::string author;     // as written; of a forwarded message, whose it was is told behind it
  std::string published;  // as written; ISO 8601 where the page has it so
  int posting = -1;       // in PageAds::postings
};

struct PageAds {
  std::vector<FoundPosting> postings;  // all that the page says, whatever the ads
  std::vector<FoundAd> ads;            // empty: the page is one ad
  int page_posting = -1;               // that of the page as one ad
};

// `url`: the page's; may be null (then links stay as written). `source`: null if it has no
// selectors. A tree without nodes gives nothing.
PageAds ReadAds(const HtmlTree& tree, const Url* url, const AdSelectors* source);

}  // namespace varta
