// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// HTML to what a person sees, and where it leads. Pure; any thread; bounded: at most 4 MiB are
// parsed, within a memory and a time budget; past either the linear scanner takes over and `tree`
// says so.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/url.h"
#include "extract/html_tree.h"

namespace varta {

struct Link {
  Url url;  // absolute, http or https or another scheme (tel:, mailto:, viber: are contacts)
  std::string text;  // of the anchor, at most 200 bytes
  bool nofollow = false;
};

// The page in another language (link rel=alternate hreflang), or itself.
struct Alternate {
  Url url;               // absolute, http or https
  std::string language;  // in lower case: "uk", "ru-ua", "x-default"; at most 35 bytes (BCP 47)
};

// What a meta element says: all with a property or with a name that has a colon or a dot in it
// ("og:title", "article:published_time", "geo.placename"), author, keywords and date.
struct Metadata {
  std::string name;   // in lower case
  std::string value;  // white space collapsed, at most 2 KB, not empty
};

// A script that holds data, as it stands in the page: not checked to be JSON.
struct PageScript {
  enum class Kind {
    kJsonLd,  // application/ld+json
    kState,   // <script type=application/json id=__X>, or what window.__X is set to in a script
  } kind = Kind::kJsonLd;
  std::string name;  // of the state: "__NEXT_DATA__"
  std::string text;
};

struct HtmlContent {
  std::string title;  // the <title> element, white space collapsed
  std::string
      text;  // visible text: no script, style, template, hidden; blocks on lines of their own
  std::vector<Link> links;  // a, area, link rel=next|canonical|alternate, iframe, meta refresh; at
                            // most 5000, in page order
  std::vector<Alternate> alternates;  // among the links too; at most 100, in page order
  std::string canonical;              // link rel=canonical, absolute; empty if there is none
  std::string declared_language;      // <html lang>, as written
  // Meta elements that tell robots what to do: the one named robots, and any whose content has such
  // a word ("varta": "noindex"); at most 20, in page order. crawler/robots_tag.h reads them.
  std::vector<Metadata> robots;
  std::string description;          // meta description, as `title`; at most 2 KB
  std::vector<Metadata> metadata;   // at most 100, in page order
  std::vector<PageScript> scripts;  // at most 1 MiB of each kind, in page order
  // Not kWhole: the scanner (extract/scan.h) made the content, because the tree could not be made
  // or (kNone) nobody asked for one.
  HtmlTree::State tree = HtmlTree::State::kWhole;
};

// `utf8`: valid UTF-8 (other bytes are repaired); `base`: the page's final URL, for relative links
// (no links without it); `charset`: what the page was written in, for the queries of its links.
HtmlContent ReadHtml(std::string_view utf8, const Url* base, const HtmlBudget& budget = {},
                     std::string_view charset = "utf-8");

}  // namespace varta
