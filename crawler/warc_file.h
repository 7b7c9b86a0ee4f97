// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// One WARC file being written. While it is open its name ends in ".open"; what is written goes to
// the system at once, so that the end of the process costs nothing and the end of the machine only
// what was not synced. One thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/status.h"
#include "crawler/warc_record.h"

namespace varta {

class WarcFile {
 public:
  // Makes `path`.open, readable by its owner only. kAlreadyExists: it or `path` is there;
  // kUnavailable: cannot be made.
  static Result<WarcFile> Create(const std::string& path);
  WarcFile(WarcFile&& other) noexcept;
  WarcFile& operator=(WarcFile&& other) noexcept;
  ~WarcFile();  // of a file that was not closed: keeps ".open"; whole but perhaps for the last
                // record

  // All of `members` (GzipWarcRecord's) or none: what an error leaves behind is cut off again.
  // kUnavailable: disk full and the like; try again later. kDataLoss: it could not be cut off; no
  // more can be added, the records before it stay readable.
  Status Append(std::string_view members);
  Status Sync();   // what was appended survives the end of the machine
  Status Close();  // syncs, and the file gets its name; once

  const std::string& path() const { return path_; }  // without ".open"
  uint64_t size() const { return size_; }            // bytes

 private:
  WarcFile(std::string path, int fd) : path_(std::move(path)), fd_(fd) {}
  Status Failed(const char* what, int error) const;

  std::string path_;
  int fd_ = -1;
  uint64_t size_ = 0;
  bool torn_ = false;  // ends with a part of a member
};

// The record that a file begins with: software and format, then `lines` (operator, robots,
// http-header-user-agent, http-header-from, isPartOf, description ...; ISO 28500:2017, 6.2).
WarcDraft DraftWarcInfo(const std::string& path, Time date, const Headers& lines);

}  // namespace varta
