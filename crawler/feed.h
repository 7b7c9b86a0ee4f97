// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Feeds: RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0 (RFC 4287), in any charset. Fields are named and
// filled as the Python library feedparser does it. Pure; any thread; any bytes are accepted. Linear
// in time; memory within a few times the input.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"

namespace varta {

enum class FeedKind { kNone, kRss, kAtom };  // kNone: no feed

// White space at both ends is gone. Of text that is longer than 1 MiB the beginning.
struct FeedText {
  std::string value;  // valid UTF-8; HTML if `html`, of which SanitiseMarkup left the harmless part
  bool html = false;
};

struct FeedDates {
  std::string published, updated;                // as written
  std::optional<Time> published_at, updated_at;  // nullopt: not there, or no date that we can read
};

struct FeedEntry {
  FeedText title;
  FeedText summary;                // the content if there is no other
  FeedText content;                // the whole text, if the feed has it
  std::vector<std::string> links;  // where the entry can be read: as written, or resolved against
                                   // an xml:base; at most 16. The first is feedparser's `link`. A
                                   // guid that is a permalink if there is no other
  std::string id, author;
  FeedDates dates;
};

struct Feed {
  FeedKind kind = FeedKind::kNone;
  FeedText title, subtitle;
  std::vector<std::string> links;  // of the site, as FeedEntry::links
  std::string id, author, language;
  FeedDates dates;
  std::vector<FeedEntry> entries;  // in the feed's order
  bool truncated = false;          // there may be more than these: a limit, or broken XML
  std::string problem;             // why, for people; empty if all is well
};

struct FeedLimits {
  size_t max_bytes = 50 * 1024 * 1024;  // of the XML; gzip is undone as far as this goes
  size_t max_entries = 50'000;
};

// `http_charset`: the charset parameter of Content-Type, if there was one. gzip is recognised by
// its first bytes.
Feed ReadFeed(std::string_view bytes, std::string_view http_charset = {},
              const FeedLimits& limits = {});

}  // namespace varta
