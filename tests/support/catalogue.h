// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// What the test site is made of: hosts and the ads on them, with the truth about each ad. Values;
// the same on every machine.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace varta {

struct TestAd {
  std::string host;         // "robota.localhost"
  std::string path;         // permalink: "/robota/vodii-1017.html"
  std::string id;           // "1017": what the source's ad_id captures
  std::string language;     // "uk", "ru", "en", "pl"
  std::string charset;      // WHATWG name: "windows-1251"
  std::string title, text;  // UTF-8; paragraphs of the text are parted by '\n'
  std::string kind;         // the template it was written from: "nurse"
  bool worrying = false;
  int grade = 0;                // 0: ordinary; 1: mildly, 2: plainly, 3: very worrying
  std::string form;             // "LABOUR" ... as in the proto's Form; empty for ordinary ads
  std::string phone;            // E.164; empty: the ad gives none
  bool phone_obscured = false;  // written so that machines do not read it
  std::string handle;           // "telegram:name"; empty: none
  std::string
      network;  // "three-hosts", "two-trades" (both worrying), "agency" (lawful): shares its phone
  bool fails_first = false;        // the first answer is 503 with Retry-After: 1
  bool changes_each_time = false;  // the page carries a nonce; the ad's text stays
  std::string old_path;  // answers 301 to `path`, and listings link to it instead; empty: none
};

enum class Shape {
  kArticle,     // semantic HTML: main, article, dl
  kTable,       // tables, font tags, upper-case names, as in the 2000s
  kSoup,        // nested divs, a sidebar, similar ads
  kJobPosting,  // schema.org JSON-LD
  kChannel,     // messages, as a messenger's public preview shows them
  kBroken,      // unclosed and wrongly nested tags
};

enum class CharsetIn { kHeader, kMeta, kBoth, kNowhere };

struct TestHost {
  std::string name;      // "robota.localhost"
  std::string title;     // in the site's own language
  std::string imitates;  // in English, for the source's title
  std::string language;  // of the site's own words
  Shape shape = Shape::kArticle;
  std::string charset = "utf-8";
  CharsetIn charset_in = CharsetIn::kHeader;
  std::string ad_pattern;   // RE2 on the path: which pages are ads
  std::string id_pattern;   // RE2 with one group
  std::string crawl_delay;  // in robots.txt, seconds; empty: none
  bool sitemap = false;
  bool gzip = false;         // if the client accepts it
  bool slow = false;         // each answer takes TestSiteOptions::slow
  bool expired = false;      // its source's approval ended in 2020: must never be asked
  bool traps = false;        // links to what the header of test_site.h lists
  bool linked_only = false;  // no source; must never be asked
  std::vector<TestAd> ads;   // in listing order
};

// Paths that robots.txt of every host denies and pages link to; and, on soup and table sites, any
// with "?print=".
inline constexpr char kSitemapOnlyPath[] = "/only-in-sitemap.html";  // of hosts with a sitemap
inline constexpr std::string_view kDeniedPath = "/private/clients.html";
inline constexpr std::string_view kMissingPath = "/nema-takoi-storinky.html";
inline constexpr int kAdsPerPage = 10;

std::vector<TestHost> BuildCatalogue();

}  // namespace varta
