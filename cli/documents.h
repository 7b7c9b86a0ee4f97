// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Documents from files and standard input: WARC, HTML, text, JSON Lines; one after another, each
// bounded. One thread.
#pragma once

#include <cstdint>
#include <istream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/status.h"
#include "varta/v1/screen_service.pb.h"

namespace varta {

enum class DocumentFormat { kWarc, kJsonLines, kHtml, kText };

class DocumentReader {
 public:
  // kInvalidArgument: a file that is not there or cannot be read; nothing is read then. "-" is
  // standard input.
  static Result<DocumentReader> Open(const std::vector<std::string>& paths);
  DocumentReader(DocumentReader&&) noexcept;
  ~DocumentReader();

  // A document, or what was wrong with a record; its id is set in both cases.
  struct Item {
    v1::Document document;
    Status status;
  };
  // nullopt: the end of the last file.
  std::optional<Item> Next();
  // WARC records that are no HTML response with status 200, so far.
  int64_t other_records() const { return other_records_; }

 private:
  struct Input;
  explicit DocumentReader(std::vector<std::string> paths);
  bool OpenNext();
  std::optional<Item> FromWarc();
  std::optional<Item> FromJsonLines();
  std::optional<Item> FromWhole();

  std::vector<std::string> paths_;
  size_t next_path_ = 0;
  std::unique_ptr<Input> input_;
  int64_t other_records_ = 0;
};

// At most `max_bytes` of a line go into *line; false: the end. *too_long: the rest of the line was
// passed over.
bool ReadLine(std::istream& in, size_t max_bytes, std::string* line, bool* too_long);

}  // namespace varta
