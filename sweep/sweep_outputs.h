// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// What a sweep writes besides the store. Value.
#pragma once

#include <string>

namespace varta {

// Absolute paths; each empty: nothing.
struct SweepOutputs {
  std::string pages_file;  // a line of JSON for each page: sweep/page_log.h
  std::string warc_dir;    // every answer as received: crawler/warc_writer.h
};

}  // namespace varta
