// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Keeps Pages in a series of WARC 1.1 files, PREFIX-YYYYMMDDhhmmssmmm-SERIAL.warc.gz, one gzip
// member a record, a warcinfo record first in each. The file being written ends in ".open" besides.
// Any thread.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "base/clock.h"
#include "base/status.h"
#include "crawler/page.h"
#include "crawler/warc_file.h"
#include "crawler/warc_page.h"

namespace varta {

struct WarcWriterOptions {
  std::string folder;                       // made if it is not there
  std::string prefix = "varta";             // letters, digits and . _ - only
  uint64_t max_file_bytes = 1'000'000'000;  // a page that would go beyond begins the next file;
                                            // pages are never split
  Headers info = {};                        // further lines of warcinfo: see DraftWarcInfo
};

struct WarcTotals {
  uint64_t pages = 0, records = 0, bytes = 0;  // warcinfo counted in the last two
  uint64_t files = 0;
};

class WarcWriter {
 public:
  // The first file is made at once: what is wrong with the folder shows itself before a sweep, not
  // in it. kInvalidArgument: the prefix; kUnavailable: the folder. `clock` outlives the writer.
  static Result<std::unique_ptr<WarcWriter>> Open(WarcWriterOptions options, const Clock& clock);
  ~WarcWriter();  // closes; use Close() to learn of errors

  // Compresses on the calling thread, then waits for its turn to write. All records of the page or
  // none; after an error the file is readable, and the next Write tries again.
  Status Write(const Page& page, const WarcNotes& notes = {});
  // After it all that was written survives the end of the machine: once for a group of pages,
  // before what they came to is committed. Others wait meanwhile.
  Status Flush();
  // Gives the last file its name. Write afterwards begins a new one.
  Status Close();

  WarcTotals totals() const;

 private:
  WarcWriter(WarcWriterOptions options, const Clock& clock)
      : options_(std::move(options)), clock_(clock) {}
  Status Begin();  // a new file, with its warcinfo
  Status End();    // closes the file, if there is one

  const WarcWriterOptions options_;
  const Clock& clock_;
  mutable std::mutex mutex_;
  std::optional<WarcFile> file_;  // guarded by mutex_, as are the next two
  bool has_pages_ = false;        // the file has more than its warcinfo
  uint64_t serial_ = 0;
  WarcTotals totals_;
};

}  // namespace varta
