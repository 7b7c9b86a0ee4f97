// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// A Page as the WARC 1.1 records of one capture event: response (or revisit, or resource), request,
// metadata. Values; any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "crawler/page.h"
#include "crawler/warc_record.h"

namespace varta {

// An earlier capture that holds the payload of this one.
struct WarcOriginal {
  std::string target_uri;      // WarcTargetUri() of its url
  Time date;                   // its Page::fetched_at
  std::string payload_digest;  // WarcDigest() of its Page::body; empty: not known
};

// What the caller knows beyond the Page; all may be empty.
struct WarcNotes {
  Headers metadata = {};  // further lines of the metadata record: charset, title ...
  std::optional<WarcOriginal> original =
      std::nullopt;  // the last capture of the same page, if it is in a WARC
};

// The address as it was asked for: no fragment and, for http(s), no name and password.
std::string WarcTargetUri(const Url& url);

// `page` as the Fetcher gave it. All records have one date, fetched_at (the end of the capture: a
// Page does not know its beginning), and WARC-Concurrent-To the first.
//  - response: if there was an answer. The body is as received, content codings left alone, the
//    transfer coding undone; so a Transfer-Encoding header, and a Content-Length beside it, which
//    it overrides (RFC 9112, 6.3), is written as X-Orig-Transfer-Encoding (X-Orig-Content-Length).
//    Any HTTP version is written as HTTP/1.1 text; the reason phrase, which a Page does not keep,
//    is empty (RFC 9112, 4). WARC-Truncated says length (Page::truncated), time (timeout),
//    disconnect (less than Content-Length came) or unspecified (broken off otherwise, not read).
//  - revisit instead of it: for a 304 (profile server-not-modified), and for a whole body with the
//    digest of notes.original (identical-payload-digest; its block is the head alone).
//  - resource instead of it: a body without an HTTP answer, of the type that its Content-Type says.
//  - request: if a connection was made.
//  - metadata: always. via (where the link was), source, depth, attempt, outcome, detail,
//    redirected-from, location, http-version, then notes.metadata.
std::vector<WarcDraft> DraftWarcPage(const Page& page, const WarcNotes& notes = {});

}  // namespace varta
