// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cctype>
#include <optional>
#include <string>
#include <string_view>

#include "crawler/response_head.h"
#include "crawler/warc.h"

namespace varta {
namespace {

// With its line end; what is left if there is none.
std::string_view TakeLine(std::string_view* rest) {
  const size_t end = rest->find('\n');
  const std::string_view line = rest->substr(0, end == std::string_view::npos ? end : end + 1);
  rest->remove_prefix(line.size());
  return line;
}

// The size of a chunk from its line: hexadecimal digits, then the line end or an extension.
// nullopt: no chunk begins so.
std::optional<size_t> ChunkSize(std::string_view line) {
  constexpr size_t kMaxDigits = 8;
  size_t size = 0, digits = 0;
  while (digits < line.size() && std::isxdigit(static_cast<unsigned char>(line[digits])) != 0) {
    const char c = line[digits++];
    const int value = c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
    size = size * 16 + static_cast<size_t>(value);
    if (digits > kMaxDigits) return std::nullopt;
  }
  const size_t next = line.find_first_not_of(" \t", digits);
  const bool ends = next != std::string_view::npos &&
                    (line[next] == '\r' || line[next] == '\n' || line[next] == ';');
  if (digits == 0 || !line.ends_with('\n') || !ends) return std::nullopt;
  return size;
}

// RFC 9112, 7.1. False: the body does not have this coding; nothing else is changed then.
bool UndoChunked(std::string_view coded, std::string* body, bool* truncated) {
  std::string out;
  for (bool first = true;; first = false) {
    const std::optional<size_t> size = ChunkSize(TakeLine(&coded));
    if (!size) {
      if (first) return false;
      *truncated = true;
      break;
    }
    if (*size == 0) break;  // trailers may follow
    const std::string_view data = coded.substr(0, *size);
    coded.remove_prefix(data.size());
    const bool ends_well = coded.starts_with("\r\n") || coded.starts_with('\n');
    if (first && !ends_well && (data.empty() || !coded.empty())) return false;
    out += data;
    if (!ends_well) {
      *truncated = true;
      break;
    }
    TakeLine(&coded);
  }
  *body = std::move(out);
  return true;
}

bool IsChunked(const Headers& headers) {
  std::string codings(FindHeader(headers, "Transfer-Encoding"));
  std::transform(codings.begin(), codings.end(), codings.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return codings.find("chunked") != std::string::npos;
}

}  // namespace

std::optional<HttpResponse> SplitHttpResponse(std::string_view block) {
  if (!block.starts_with("HTTP/")) return std::nullopt;
  ResponseHead head;
  while (!head.complete() && !block.empty()) {
    if (!head.Add(TakeLine(&block))) return std::nullopt;
  }
  if (head.status() < 100 || head.status() > 999) return std::nullopt;
  HttpResponse response;
  response.status = head.status();
  response.version = head.version();
  response.truncated = !head.complete();
  response.headers = head.TakeHeaders();
  if (!IsChunked(response.headers) || !UndoChunked(block, &response.body, &response.truncated)) {
    response.body = block;
  }
  return response;
}

}  // namespace varta
