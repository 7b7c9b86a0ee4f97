// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "crawler/warc_writer.h"

#include <cctype>
#include <cstdio>
#include <filesystem>
#include <system_error>
#include <utility>
#include <vector>

namespace varta {
namespace {

constexpr size_t kMaxPrefix = 100;  // a file's name may have 255 bytes
constexpr int kMostNames = 10'000;  // other writers' files in the same millisecond

bool IsPrefix(const std::string& text) {
  constexpr std::string_view kAllowed =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";
  return !text.empty() && text.size() <= kMaxPrefix && text[0] != '.' &&
         text.find_first_not_of(kAllowed) == std::string::npos;
}

// "20261122033000000": the digits of "2026-11-22T03:30:00.000Z".
std::string Digits(Time time) {
  std::string digits;
  for (const char c : FormatTime(time)) {
    if (std::isdigit(static_cast<unsigned char>(c)) != 0) digits += c;
  }
  return digits;
}

}  // namespace

Result<std::unique_ptr<WarcWriter>> WarcWriter::Open(WarcWriterOptions options,
                                                     const Clock& clock) {
  if (!IsPrefix(options.prefix)) {
    return Status(Code::kInvalidArgument,
                  "the prefix of WARC files '" + options.prefix +
                      "' must have 1 to 100 letters, digits, '.', '_' or '-', and not begin with "
                      "'.'");
  }
  std::error_code error;
  std::filesystem::create_directories(options.folder, error);
  if (error) {
    return Status(Code::kUnavailable, "cannot make the folder " + options.folder +
                                          " for WARC files: " + error.message() +
                                          "; give one that can be written");
  }
  std::unique_ptr<WarcWriter> writer(new WarcWriter(std::move(options), clock));
  if (Status begun = writer->Begin(); !begun.ok()) return begun;
  return writer;
}

WarcWriter::~WarcWriter() { static_cast<void>(Close()); }

Status WarcWriter::Begin() {
  const Time now = clock_.Now();
  Status taken;
  for (int tries = 0; tries < kMostNames; ++tries) {
    char serial[24];
    std::snprintf(serial, sizeof serial, "%05llu", static_cast<unsigned long long>(serial_++));
    const std::string name = options_.prefix + "-" + Digits(now) + "-" + serial + ".warc.gz";
    Result<WarcFile> file =
        WarcFile::Create((std::filesystem::path(options_.folder) / name).string());
    if (!file.ok() && file.status().code() == Code::kAlreadyExists) {
      taken = file.status();
      continue;
    }
    if (!file.ok()) return file.status();
    const std::string info = GzipWarcRecord(DraftWarcInfo(name, now, options_.info));
    if (Status written = file->Append(info); !written.ok()) {
      std::filesystem::remove(file->path() + ".open");
      return written;
    }
    file_.emplace(std::move(*file));
    has_pages_ = false;
    ++totals_.files;
    ++totals_.records;
    totals_.bytes += info.size();
    return Status();
  }
  return taken;
}

Status WarcWriter::End() {
  if (!file_) return Status();
  WarcFile file = std::move(*file_);
  file_.reset();
  return file.Close();
}

Status WarcWriter::Write(const Page& page, const WarcNotes& notes) {
  const std::vector<WarcDraft> drafts = DraftWarcPage(page, notes);
  std::string members;
  for (const WarcDraft& draft : drafts) members += GzipWarcRecord(draft);

  const std::lock_guard lock(mutex_);
  if (file_ && has_pages_ && file_->size() + members.size() > options_.max_file_bytes) {
    if (Status ended = End(); !ended.ok()) return ended;
  }
  if (!file_) {
    if (Status begun = Begin(); !begun.ok()) return begun;
  }
  if (Status written = file_->Append(members); !written.ok()) {
    // One that ends with a part of a record keeps ".open"; the next Write begins another.
    if (written.code() == Code::kDataLoss) file_.reset();
    return written;
  }
  has_pages_ = true;
  ++totals_.pages;
  totals_.records += drafts.size();
  totals_.bytes += members.size();
  return Status();
}

Status WarcWriter::Flush() {
  const std::lock_guard lock(mutex_);
  return file_ ? file_->Sync() : Status();
}

Status WarcWriter::Close() {
  const std::lock_guard lock(mutex_);
  return End();
}

WarcTotals WarcWriter::totals() const {
  const std::lock_guard lock(mutex_);
  return totals_;
}

}  // namespace varta
