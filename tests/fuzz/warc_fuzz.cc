// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// A WARC file. The reader must come to an end; what it hands out stays within its bounds and in
// order; every record, written again as plain WARC, must be read back the same; and every response,
// made a Page and written by the writer, must be read back with its digests.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "crawler/warc.h"
#include "crawler/warc_page.h"

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

// What a hostile server sent, through the writer and back.
void CheckWriter(varta::HttpResponse response) {
  varta::Page page;
  page.task.url = *varta::Url::Parse("http://work.test/");
  page.http_status = response.status;
  page.http_version = response.version;
  page.response_headers = std::move(response.headers);
  page.body = std::move(response.body);
  page.detail = page.body;
  page.truncated = response.truncated;
  std::string bytes;
  const std::vector<varta::WarcDraft> drafts = varta::DraftWarcPage(page);
  for (const varta::WarcDraft& draft : drafts) bytes += varta::GzipWarcRecord(draft);
  std::istringstream in(bytes);
  varta::WarcReader reader(in);
  for (const varta::WarcDraft& draft : drafts) {
    const auto next = reader.Next();
    Check(next.ok() && next->has_value(), "a written record cannot be read");
    const varta::WarcRecord& record = **next;
    Check(record.block == draft.block, "a written block is read back with a difference");
    Check(varta::FindHeader(record.headers, "WARC-Block-Digest") == varta::WarcDigest(record.block),
          "a block's digest is wrong");
    if (record.type != "response") continue;
    const auto again = varta::SplitHttpResponse(record.block);
    Check(again && again->status == page.http_status && again->body == page.body &&
              again->headers.size() == page.response_headers.size(),
          "a written response is read back with a difference");
  }
  const auto end = reader.Next();
  Check(end.ok() && !end->has_value(), "more records than were written");
}

void CheckRecord(const varta::WarcRecord& record) {
  Check(record.block.size() == std::min<uint64_t>(record.block_bytes, kOptions.max_block_bytes),
        "block of another size");
  Check(record.truncated == (record.block.size() < record.block_bytes), "truncated is wrong");
  if (auto response = varta::SplitHttpResponse(record.block)) {
    Check(response->body.size() <= record.block.size(), "body larger than its block");
    Check(response->status >= 100 && response->status <= 999, "status out of range");
    CheckWriter(std::move(*response));
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
