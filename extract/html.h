// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// HTML to what a person sees, and where it leads. Pure; any thread; bounded: at most 4 MiB are
// parsed, within a memory and a time budget; past either a linear tag stripper takes over and
// `tree` says so.
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

struct HtmlContent {
  std::string title;  // the <title> element, white space collapsed
  std::string
      text;  // visible text: no script, style, template, hidden; blocks on lines of their own
  std::vector<Link> links;  // a, area, link rel=next|canonical|alternate, iframe, meta refresh; at
                            // most 5000, in page order
  std::string canonical;    // link rel=canonical, absolute; empty if there is none
  std::string declared_language;           // <html lang>, as written
  bool noindex = false, nofollow = false;  // meta robots
  // Not kWhole: the tag stripper made the text, and it does not look at what is hidden.
  HtmlTree::State tree = HtmlTree::State::kWhole;
};

// `utf8`: valid UTF-8 (other bytes are repaired); `base`: the page's final URL, for relative links
// (no links without it); `charset`: what the page was written in, for the queries of its links.
HtmlContent ReadHtml(std::string_view utf8, const Url* base, const HtmlBudget& budget = {},
                     std::string_view charset = "utf-8");

}  // namespace varta
