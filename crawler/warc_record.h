// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// One WARC 1.1 record (ISO 28500:2017) to be written: its head with the fields that every record
// has, its block, and both as one gzip member. Values; any thread. Linear in the block.
#pragma once

#include <string>
#include <string_view>

#include "base/clock.h"
#include "crawler/page.h"

namespace varta {

struct WarcDraft {
  std::string id;    // "<urn:uuid:...>": what WARC-Concurrent-To of others names
  std::string head;  // from "WARC/1.1" to and with the empty line
  std::string block;
  bool dense = false;  // the block is compressed already: not tried again
};

// Record-ID, Date, Type, Block-Digest and Content-Length are added; an empty `id` gets a new one.
// `fields` in the order given, those without a value left out.
WarcDraft DraftWarcRecord(std::string_view type, Time date, const Headers& fields,
                          std::string block, std::string id = "");

// A new random record id, RFC 9562 version 4.
std::string NewWarcId();

// "sha1:" and 32 characters of base32 (RFC 4648), as readers of WARC expect by custom.
std::string WarcDigest(std::string_view bytes);

// A block of type application/warc-fields, or the lines of a head: "name: value" a line. Line ends
// inside names and values become spaces; lines without a value are left out.
std::string WarcLines(const Headers& fields);

// The record as one gzip member (RFC 1952) with the two empty lines behind the block.
std::string GzipWarcRecord(const WarcDraft& draft);

}  // namespace varta
