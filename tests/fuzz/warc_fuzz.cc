// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// A WARC file. The reader must come to an end; what it hands out stays within its bounds and in
// order; and every record, written again as plain WARC, must be read back the same.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <sstream>
#include <string>
#include <string_view>

#include "crawler/warc.h"

namespace {

constexpr varta::WarcOptions kOptions = {.max_block_bytes = 1000, .max_head_bytes = 2000};

void Check(bool agreed, const char* what) {
  if (agreed) return;
  std::fprintf(stderr, "%s\n", what);
  std::abort();
}

std::string Write(const varta::WarcRecord& record) {
  std::string text = "WARC/" + record.version + "\n";
  for (const auto& [name, value] : record.headers) {
    text.append(name).append(": ").append(value).append("\n");
  }
  return text + "\n" + record.block;
}

void CheckRecord(const varta::WarcRecord& record) {
  Check(record.block.size() == std::min<uint64_t>(record.block_bytes, kOptions.max_block_bytes),
        "block of another size");
  Check(record.truncated == (record.block.size() < record.block_bytes), "truncated is wrong");
  if (const auto response = varta::SplitHttpResponse(record.block)) {
    Check(response->body.size() <= record.block.size(), "body larger than its block");
    Check(response->status >= 100 && response->status <= 999, "status out of range");
  }
  if (record.truncated) return;
  std::istringstream in(Write(record));
  varta::WarcReader reader(in, {.max_head_bytes = 2 * kOptions.max_head_bytes});
  const auto again = reader.Next();
  Check(again.ok() && again->has_value(), "cannot be read back");
  Check((*again)->headers == record.headers && (*again)->block == record.block &&
            (*again)->type == record.type && (*again)->target_uri == record.target_uri,
        "read back with a difference");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::istringstream in(std::string(reinterpret_cast<const char*>(data), size));
  varta::WarcReader reader(in, kOptions);
  uint64_t number = 0, offset = 0;
  // Each record and each error stands for some bytes of the file; gzip makes at most 1032 of one.
  for (size_t steps = 0;; ++steps) {
    Check(steps <= 2000 * size + 1, "no end");
    const auto next = reader.Next();
    if (!next.ok()) continue;
    if (!*next) break;
    const varta::WarcRecord& record = **next;
    Check(record.number > number, "numbers do not grow");
    Check(record.offset >= offset && record.offset < size, "offset out of order");
    number = record.number;
    offset = record.offset;
    CheckRecord(record);
  }
  return 0;
}
