// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "crawler/warc.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <utility>

#include "base/ascii.h"
#include "crawler/warc_source.h"

namespace varta {
namespace {

constexpr size_t kStep = 64 * 1024;
constexpr std::string_view kRecordStart = "WARC/";
constexpr std::string_view kSpace = " \t\r\n";
constexpr size_t kVersionLine = 32;  // more than any version line has

// "WARC/", digits, a dot, digits, then white space: a page that happens to begin a line with
// "WARC/" is not taken for a record.
bool IsVersionLine(std::string_view text) {
  if (!text.starts_with(kRecordStart)) return false;
  text.remove_prefix(kRecordStart.size());
  const size_t end = text.find_first_not_of("0123456789.");
  if (end == std::string_view::npos || end > kVersionLine) return false;
  const size_t dot = text.substr(0, end).find('.');
  return dot != std::string_view::npos && dot > 0 && dot + 1 < end &&
         std::string_view(" \t\r\n").find(text[end]) != std::string_view::npos;
}

// The bytes up to and with the empty line; npos: it is not there.
size_t HeadSize(std::string_view text) {
  for (size_t line = text.find('\n'); line != std::string_view::npos;
       line = text.find('\n', line + 1)) {
    const std::string_view rest = text.substr(line + 1);
    if (rest.starts_with('\n')) return line + 2;
    if (rest.starts_with("\r\n")) return line + 3;
  }
  return std::string_view::npos;
}

// Lines without a colon are passed over; one that begins with white space goes on with the line
// before.
Headers ParseFields(std::string_view text) {
  Headers fields;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    const std::string_view content = ascii::Trim(line, kSpace);
    if ((line.starts_with(' ') || line.starts_with('\t')) && !fields.empty()) {
      std::string& value = fields.back().second;
      if (!value.empty() && !content.empty()) value += ' ';
      value += content;
    } else if (const size_t colon = content.find(':'); colon != std::string_view::npos) {
      fields.emplace_back(ascii::Trim(content.substr(0, colon), kSpace),
                          ascii::Trim(content.substr(colon + 1), kSpace));
    }
  }
  return fields;
}

}  // namespace

WarcReader::WarcReader(std::istream& in, WarcOptions options)
    : options_(options), source_(std::make_unique<WarcSource>(in)) {}

WarcReader::WarcReader(WarcReader&&) noexcept = default;
WarcReader& WarcReader::operator=(WarcReader&&) noexcept = default;
WarcReader::~WarcReader() = default;

Result<WarcReader> WarcReader::Open(const std::string& path, WarcOptions options) {
  if (path == "-") return WarcReader(std::cin, options);
  std::error_code error;
  auto file = std::make_unique<std::ifstream>(path, std::ios::binary);
  if (!*file || std::filesystem::is_directory(path, error)) {
    return Status(Code::kNotFound, "cannot read the WARC file '" + path + "'");
  }
  WarcReader reader(*file, options);
  reader.file_ = std::move(file);
  return reader;
}

Result<std::optional<WarcRecord>> WarcReader::Next() {
  if (std::exchange(lost_, false) && !FindRecord()) return std::optional<WarcRecord>();
  while (true) {
    SkipBlankLines();
    if (!source_->Peek(1).empty()) break;
    if (!source_->damage().empty()) return NoRecord(source_->damage());
    if (!source_->NextStretch()) return std::optional<WarcRecord>();
  }
  if (!IsVersionLine(source_->Peek(kVersionLine))) {
    return NoRecord("no line like WARC/1.0 where a record should begin");
  }

  ++number_;
  WarcRecord record;
  record.number = number_;
  record.offset = offset_ = source_->offset();
  if (Status head = ReadHead(&record); !head.ok()) return head;
  if (Status block = ReadBlock(&record); !block.ok()) return block;
  // A gzip member's checksum stands at its end: what it does not confirm is not handed out.
  SkipBlankLines();
  if (source_->Peek(1).empty() && !source_->damage().empty()) return Damaged(source_->damage());
  return std::optional<WarcRecord>(std::move(record));
}

Status WarcReader::Damaged(std::string_view what) {
  lost_ = true;
  std::string message = "record " + std::to_string(number_) + " at byte " + std::to_string(offset_);
  return Status(Code::kDataLoss, message.append(": ").append(what));
}

Status WarcReader::NoRecord(std::string_view what) {
  lost_ = true;
  std::string message =
      "behind record " + std::to_string(number_) + " at byte " + std::to_string(source_->offset());
  return Status(Code::kDataLoss, message.append(": ").append(what));
}

// To the next line that begins a record, not counting one that begins right here.
bool WarcReader::FindRecord() {
  while (true) {
    const std::string_view bytes = source_->Peek(kStep);
    size_t line = bytes.find('\n');
    while (line != std::string_view::npos && !IsVersionLine(bytes.substr(line + 1))) {
      line = bytes.find('\n', line + 1);
    }
    if (line != std::string_view::npos) {
      source_->Consume(line + 1);
      return true;
    }
    if (bytes.size() < kStep) {  // the stretch has no more
      source_->Consume(bytes.size());
      return source_->NextStretch();
    }
    source_->Consume(bytes.size() - kVersionLine);
  }
}

void WarcReader::SkipBlankLines() {
  while (true) {
    const std::string_view bytes = source_->Peek(1);
    const size_t text = std::min(bytes.find_first_not_of("\r\n"), bytes.size());
    if (text == 0) return;
    source_->Consume(text);
  }
}

Status WarcReader::ReadHead(WarcRecord* record) {
  if (!IsVersionLine(source_->Peek(kVersionLine)))
    return Damaged("does not begin with a line WARC/1.0");
  size_t size = std::string_view::npos;
  std::string_view bytes;
  for (size_t want = 4096; size == std::string_view::npos; want *= 2) {
    want = std::min(want, options_.max_head_bytes);
    bytes = source_->Peek(want);
    const bool all = bytes.size() < want;
    bytes = bytes.substr(0, options_.max_head_bytes);
    size = HeadSize(bytes);
    if (size != std::string_view::npos) break;
    if (all)
      return Damaged(source_->damage().empty() ? "the head is cut short" : source_->damage());
    if (want == options_.max_head_bytes) return Damaged("the head is too long");
  }
  const std::string_view head = bytes.substr(0, size);
  const size_t version_line = head.find('\n');
  record->version =
      ascii::Trim(head.substr(kRecordStart.size(), version_line - kRecordStart.size()), kSpace);
  record->headers = ParseFields(head.substr(version_line + 1));
  source_->Consume(size);

  const std::string_view length = FindHeader(record->headers, "Content-Length");
  const auto [end, error] =
      std::from_chars(length.data(), length.data() + length.size(), record->block_bytes);
  if (length.empty() || error != std::errc() || end != length.data() + length.size()) {
    return Damaged("has no Content-Length that is a number");
  }
  record->type = ascii::Lower(FindHeader(record->headers, "WARC-Type"));
  std::string_view target = FindHeader(record->headers, "WARC-Target-URI");
  if (target.starts_with('<') && target.ends_with('>')) {  // as WARC 1.0's grammar had it
    target = target.substr(1, target.size() - 2);
  }
  record->target_uri = target;
  record->ip_address = FindHeader(record->headers, "WARC-IP-Address");
  record->date = ParseTime(FindHeader(record->headers, "WARC-Date"));
  return Status();
}

Status WarcReader::ReadBlock(WarcRecord* record) {
  record->truncated = record->block_bytes > options_.max_block_bytes;
  for (uint64_t left = record->block_bytes; left > 0;) {
    std::string_view bytes = source_->Peek(1);
    if (bytes.empty()) {
      if (!source_->damage().empty()) return Damaged(source_->damage());
      return Damaged("the block is cut short: " + std::to_string(record->block_bytes - left) +
                     " of " + std::to_string(record->block_bytes) + " bytes");
    }
    bytes = bytes.substr(0, static_cast<size_t>(std::min<uint64_t>(left, kStep)));
    const size_t room = options_.max_block_bytes - record->block.size();
    record->block.append(bytes.substr(0, room));
    left -= bytes.size();
    source_->Consume(bytes.size());
  }
  return Status();
}

}  // namespace varta
