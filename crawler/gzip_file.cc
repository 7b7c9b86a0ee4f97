// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "crawler/gzip_file.h"

#include <utility>

#include "crawler/content_coding.h"

namespace varta {

std::string_view UnpackFile(std::string_view file, size_t max_bytes, std::string* unpacked,
                            std::string* problem) {
  constexpr std::string_view kGzip = "\x1f\x8b";
  constexpr int kMostLayers = 2;
  for (int layer = 0; layer < kMostLayers && file.starts_with(kGzip); ++layer) {
    Result<Decoded> decoded = DecodeContent(file, "gzip", max_bytes);
    if (!decoded.ok()) return {};  // not for gzip
    if (decoded->truncated) *problem = "the gzip file is cut short, or holds more than the limit";
    if (!decoded->problem.empty()) *problem = std::move(decoded->problem);
    *unpacked = std::move(decoded->body);
    file = *unpacked;
  }
  if (file.size() > max_bytes) *problem = "the file is longer than the limit";
  return file.substr(0, max_bytes);
}

}  // namespace varta
