// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// What a worker does with a page (a robots.txt goes through untouched): undo the content coding,
// read it, screen it if the source says that it has ads. Pure; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/url.h"
#include "crawler/page.h"
#include "crawler/robots_tag.h"
#include "crawler/sitemap.h"
#include "sweep/scope.h"
#include "sweep/screener.h"

namespace varta {

struct Processed {
  // Outcome kBadResponse if the coding lied, kNotText if it is no page by its bytes, kChallenge or
  // kLogin if it asks for a person (crawler/challenge.h).
  Page page;
  // Of a kOk page that is not as it was; without ads if it was only read.
  std::optional<ScreenedPage> screened;
  // What the frontier knows each of its links by; 0: it leads out of the source.
  std::vector<uint64_t> link_fingerprints;
  std::optional<Sitemap> sitemap;  // of a kOk answer to a task that asks for one
  // 304, or the bytes of Task::known_body: whoever has read them needs not do it again.
  bool unchanged = false;
  // Of a page that is one ad: all its languages, the one to read first; see language_versions.h.
  std::vector<Url> versions;
  RobotsTag robots;       // what `screened` asks of us
  bool over = false;      // the page says that it is out of date (unavailable_after)
  std::string archived;   // WARC-Payload-Digest of the response that the WARC has now; else empty
  std::string not_kept;   // why its answer is not in the WARC that was asked for; else empty
  std::string read_with;  // what stands for the rules, the model and the source's description
  std::string gone_because;  // the page says that its ad is gone; empty: it does not
};

// What the page asks of the robot `agent`: in its X-Robots-Tag headers, and in its meta elements
// named robots or as the robot is. The most restrictive of all.
RobotsTag RobotsTagOf(const Headers& headers, const ScreenedPage& page, std::string_view agent);

// What stands for a body's bytes as they were received: 8 bytes.
std::string BodyDigest(std::string_view body);

struct ProcessOptions {
  size_t max_bytes = 4 * 1024 * 1024;  // of a page, decoded
  std::string robots_agent = "varta";  // whom robots tags may speak to
};

Processed Process(Page page, const Source& source, const Scope& scope, const Screener& screener,
                  const ProcessOptions& options = {});

}  // namespace varta
