// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// One line of JSON for each page of a sweep: what an operator greps, and what lets a crawl be
// compared with another crawler's. No text of an ad but the page's title, contacts masked. One
// thread.
//
// url, final_url (where a redirect leads), source, status, outcome, detail, charset, title,
// text_length (bytes of UTF-8), links, ads, bytes, discovered_from, depth, change.
#pragma once

#include <cstdint>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>

#include "base/status.h"
#include "sweep/page_worker.h"
#include "varta/stored/v1/stored.pb.h"

namespace varta {

class PageLog {
 public:
  // Makes the file with mode 0600, or empties it. kInvalidArgument: it cannot be written.
  static Result<std::unique_ptr<PageLog>> Open(const std::string& path);

  void Add(const Processed& processed, const stored::v1::UrlRow& row);
  // What was added is in the file. kUnavailable: it is not, all of it: the disk is full.
  Status Flush();

 private:
  explicit PageLog(std::ofstream file, std::string path)
      : file_(std::move(file)), path_(std::move(path)) {}
  void AddText(std::string_view key, std::string_view text);
  void AddNumber(std::string_view key, int64_t number);

  std::string line_;  // being made
  std::ofstream file_;
  std::string path_;
};

}  // namespace varta
