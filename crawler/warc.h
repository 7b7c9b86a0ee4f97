// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Reads WARC files (0.17 to 1.1; ISO 28500), plain or gzip, one record after another in bounded
// memory, and splits the HTTP responses in them. Damage costs the records that it hits and no
// others. One thread an object.
#pragma once

#include <cstddef>
#include <cstdint>
#include <istream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/status.h"
#include "crawler/page.h"

namespace varta {

class WarcSource;

struct WarcRecord {
  uint64_t number = 0;  // in the file, from 1; damaged ones counted
  uint64_t offset = 0;  // of its first byte; in gzip of the member that it begins in
  std::string version;  // "1.0"
  std::string
      type;  // "response", "request", "warcinfo" ...; lower case; empty if the record does not say
  Headers headers;           // in the order of the file
  std::string target_uri;    // as written, without < >; empty if none
  std::string ip_address;    // empty if none
  std::optional<Time> date;  // nullopt: none or not a date
  std::string block;         // at most Options::max_block_bytes
  uint64_t block_bytes = 0;  // Content-Length
  bool truncated = false;    // the block is longer than what is here
};

struct WarcOptions {
  size_t max_block_bytes = 8 * 1024 * 1024;
  size_t max_head_bytes = 64 * 1024;  // a longer record head is damage
};

class WarcReader {
 public:
  explicit WarcReader(std::istream& in, WarcOptions options = {});  // `in` outlives the reader
  // "-" is standard input. kNotFound: cannot be opened.
  static Result<WarcReader> Open(const std::string& path, WarcOptions options = {});
  WarcReader(WarcReader&&) noexcept;
  WarcReader& operator=(WarcReader&&) noexcept;
  ~WarcReader();

  // nullopt: the end. kDataLoss: a damaged record, as "record 3 at byte 812: ...", or what stands
  // between two, as "behind record 3 ..."; the next call goes on behind it, at the next gzip member
  // or the next line that begins a record.
  Result<std::optional<WarcRecord>> Next();

 private:
  Status Damaged(std::string_view what);   // the record being read
  Status NoRecord(std::string_view what);  // what stands between two
  bool FindRecord();
  void SkipBlankLines();
  Status ReadHead(WarcRecord* record);
  Status ReadBlock(WarcRecord* record);

  WarcOptions options_;
  std::unique_ptr<std::istream> file_;  // of Open; null if the stream is the caller's
  std::unique_ptr<WarcSource> source_;
  uint64_t number_ = 0;
  uint64_t offset_ = 0;  // of the record being read
  bool lost_ = false;    // behind damage: look for the next record first
};

struct HttpResponse {
  int status = 0;
  std::string version;  // "1.1"
  Headers headers;
  std::string body;        // content codings left alone
  bool truncated = false;  // the head or the last chunk is cut short
};

// A "response" record's block: the final response, 1xx passed over. The chunked transfer coding is
// undone if the head names it and the body has it (crawlers often undo it and keep the header).
// nullopt: not an HTTP response.
std::optional<HttpResponse> SplitHttpResponse(std::string_view block);

}  // namespace varta
