// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Screener: what a page or document says, and what the rules and the score make of it. Pure,
// immutable, any thread; a few dozen may share one.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/status.h"
#include "base/url.h"
#include "classifier/model.h"
#include "extract/ads.h"
#include "extract/charset.h"
#include "extract/html.h"
#include "extract/page_reading.h"
#include "rules/rule_set.h"
#include "varta/v1/screen_service.pb.h"

namespace varta {

// An ad, and what the rules and the score make of it.
struct Screened {
  v1::Ad ad;  // contacts in clear
  std::vector<v1::Hit> hits;
  v1::Score score;
  bool lead = false;
};

// A page: its ads, and what the crawl needs of it.
struct ScreenedPage {
  std::vector<Screened> ads;          // page order; none: it was only read
  std::string title, description;     // of the whole page
  std::string text_digest;            // likewise: what tells a changed page from an unchanged one
  size_t text_bytes = 0;              // of its text
  uint64_t trap_digest = 0;           // of its text, for crawler/url_traps.h; 0 without a URL
  std::vector<Link> links;            // empty for plain text
  std::vector<Alternate> alternates;  // likewise
  std::vector<Metadata> robots;       // what it tells robots: see sweep/page_worker.h
  CharsetGuess charset;
  HtmlTree::State tree = HtmlTree::State::kNone;
  bool main_content = false;  // the one ad's text is the page's main content

  // The one with the highest score, the first of equals; there must be one.
  const Screened& Best() const;
};

// A document's bytes and what is known of them.
struct Bytes {
  std::string_view body;                   // content codings undone
  std::string_view content_type;           // "text/plain": taken as it stands; anything else: HTML
  const Url* url = nullptr;                // final URL
  std::string_view region;                 // for national phone numbers; empty: guessed
  const AdSelectors* selectors = nullptr;  // of the source; null: it has none
  v1::SourceKind source_kind = v1::SOURCE_KIND_UNSPECIFIED;  // unspecified: rules of all kinds look
  bool truncated = false;
  bool whole = false;  // read it by its tree even if no rule could say anything of it
};

class Screener {
 public:
  Screener(RuleSet rules, Model model, double lead_threshold, std::vector<Override> overrides = {});

  // Everything: ads with their facts, hits and scores.
  ScreenedPage Screen(const Bytes& bytes) const;
  // Only text and links: a page that is no ad.
  ScreenedPage Read(const Bytes& bytes) const;
  // The hits and the score of an ad that was read before (or of a text that somebody typed).
  void Judge(Screened* screened, v1::SourceKind source = v1::SOURCE_KIND_UNSPECIFIED) const;

  // The score of an ad that has its hits, and whether it is a lead.
  void Weigh(Screened* screened, v1::SourceKind source, const AdContext& context = {}) const;

  // What the score is made of.
  std::vector<Feature> FeaturesOf(const v1::Ad& ad, const std::vector<v1::Hit>& hits,
                                  v1::SourceKind source = v1::SOURCE_KIND_UNSPECIFIED,
                                  const AdContext& context = {}) const;

  const RuleSet& rules() const { return rules_; }
  const Model& model() const { return model_; }
  double lead_threshold() const { return lead_threshold_; }

 private:
  struct Scanned;
  Scanned Scan(const Bytes& bytes) const;
  static bool EarnsTree(const Bytes& bytes, const Scanned& scanned, RuleSet::PageScan& rules);
  v1::Ad ToAd(const Bytes& bytes, const Scanned& scanned, const PageReading& reading,
              AdReading read) const;
  std::string WhyNotScored(const v1::Ad& ad) const;

  RuleSet rules_;
  Model model_;
  double lead_threshold_;
  std::vector<Override> overrides_;
  std::set<std::string> languages_;  // of packs with rules that count: drafts say nothing
};

// Adds language and facts to an ad that has only a title or a text: an example of a rule, or what
// somebody typed.
void ReadTyped(v1::Ad& ad);

}  // namespace varta
