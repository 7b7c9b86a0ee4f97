// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Traps: addresses without end that lead to no new ad (calendars, loops of relative links, page
// numbers past the last page, ids that change with each visit). Values; no I/O. It is better to
// read 500 useless pages than to miss an ad, so the rules wait for proof.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "base/clock.h"
#include "base/url.h"
#include "crawler/url_shape.h"

namespace varta {

// sitemaps.org 0.9 lets no address of a sitemap be longer, and browsers of old broke there; RFC
// 9110, 4.1 asks servers for 8000. An ad's title of 150 Cyrillic letters, escaped, has 900.
constexpr size_t kMaxUrlBytes = 2048;
// Heritrix' TooManyPathSegmentsDecideRule has 20.
constexpr size_t kMaxPathSegments = 20;
// Our own guess: a search form with every field sent, empty ones too, has less.
constexpr size_t kMaxParameters = 24;
// Heritrix' PathologicalPathDecideRule and Nutch's default filter let a part of the path stand
// twice, not three times. In a row.
constexpr size_t kMaxRepeats = 2;
// Anywhere in the path; Nutch has 2, but "/kyiv/jobs/kyiv/driver/kyiv" exists.
constexpr size_t kMaxSameSegments = 3;
// In a row, of numbers and words that fill a place ("/search/all/all/all/0/0").
constexpr size_t kMaxFillers = 8;

// Why an address is a trap by itself, as a sentence for the ledger ("the path repeats 'a/b' 3
// times"); empty: it is none. What WithoutSession (crawler/url_identity.h) gives; session ids are
// no matter here.
std::string WhyTrap(const Url& url);

// A number for what a page says, for TrapWatch: letters and numbers of `text`, ASCII white space
// and punctuation aside. Left out is what changes from day to day or page to page though nothing
// new is said: numbers of one or two digits, years, and numbers within 10 of one in `url`. Two
// texts that differ in more come out alike only by chance; no proof against somebody who wants it.
// Linear.
uint64_t TrapDigest(std::string_view text, const Url& url);

// Learns from the pages of one source or origin which kinds of addresses bring nothing new. One
// thread; 1.1 MB with both bounds below reached, whatever comes.
class TrapWatch {
 public:
  struct Options {
    // Pages in a row of one shape whose text had all been seen in that shape. 500 dead or equal ads
    // one after the other are no ordinary site's.
    int max_stale = 500;
    // The same if nothing in their addresses differs but the page number or the day.
    int max_stale_steps = 100;
    // Days are judged once so many pages of a shape all named one: no ids that look like a day.
    int min_days = 60;
    // A day further ahead, or before 1990 (there was no web), has no ads.
    std::chrono::days horizon{2 * 366};
    // A trap's addresses are let through all the same at every 50th, 100th, 200th, 400th ...: if it
    // brings a new text, the trap is none any more.
    int first_probe = 50;
    size_t max_shapes = 4096;    // more are not watched
    size_t max_digests = 16384;  // the newest at least are remembered; an older one counts as new
  };

  TrapWatch() : TrapWatch(Options{}) {}
  explicit TrapWatch(Options options) : options_(options) {}

  // A page was read: `digest` of all that was read from it (TrapDigest of its ads' texts, or of its
  // text). Not for failures, gone pages, or pages without any text. The address as it was added.
  void Learned(const Url& url, uint64_t digest);

  // Asked once for each address that is new, before it is added: why not, as a sentence for the
  // ledger; empty: add it. Includes the WhyTrap above. Counts (see first_probe), so not const.
  std::string WhyTrap(const Url& url, Time now);

  size_t shapes() const { return shapes_.size(); }
  size_t digests() const { return young_.size() + old_.size(); }

 private:
  struct Shape {
    uint32_t pages = 0;
    uint32_t days = 0;     // pages whose address named a day
    uint32_t stale = 0;    // pages since the last one with a new text
    uint64_t refused = 0;  // since the last new text
    uint64_t next_probe = 0;
    // Of the stale pages: a digest of their numbers but the page number, and whether it is one and
    // the same.
    uint64_t fixed = 0;
    bool steps = false;
  };

  Shape* ShapeFor(uint64_t key);
  bool IsNew(uint64_t key);
  std::string WhyDay(const Shape& shape, const UrlShape& url, Time now) const;
  bool IsStale(const Shape& shape) const;

  Options options_;
  std::unordered_map<uint64_t, Shape> shapes_;  // by a hash of UrlShape::text
  std::unordered_set<uint64_t> young_, old_;    // hashes of shape and digest, two generations
};

}  // namespace varta
