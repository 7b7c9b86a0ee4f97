// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "crawler/warc_source.h"

#include <zlib.h>

#include <algorithm>
#include <utility>

namespace varta {
namespace {

constexpr size_t kStep = 64 * 1024;
constexpr std::string_view kGzipMagic = "\x1f\x8b\x08";
constexpr size_t kGzipHeader = 10;
constexpr std::string_view kRecordStart = "WARC/";

// Flag bits that RFC 1952 reserves are zero in a real header.
bool IsGzipHeader(std::string_view bytes) {
  return bytes.starts_with(kGzipMagic) && bytes.size() > 3 && (bytes[3] & 0xE0) == 0;
}

}  // namespace

// One gzip member after another.
class WarcSource::Inflater {
 public:
  enum class Outcome { kMore, kMemberEnd, kBroken };

  Inflater() { ready_ = inflateInit2(&stream_, 15 + 16) == Z_OK; }  // 16: gzip, not zlib
  ~Inflater() {
    if (ready_) inflateEnd(&stream_);
  }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  void Begin() {
    if (ready_) inflateReset(&stream_);
  }

  // Decodes from `in` at *at, appending at most `max` bytes to `out`.
  Outcome Run(const std::string& in, size_t* at, size_t max, std::string* out) {
    if (!ready_) return Outcome::kBroken;
    const size_t before = out->size();
    out->resize(before + max);
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(in.data() + *at));
    stream_.avail_in = static_cast<uInt>(in.size() - *at);
    stream_.next_out = reinterpret_cast<Bytef*>(out->data() + before);
    stream_.avail_out = static_cast<uInt>(max);
    const int result = inflate(&stream_, Z_NO_FLUSH);
    *at = in.size() - stream_.avail_in;
    out->resize(before + max - stream_.avail_out);
    if (result == Z_STREAM_END) return Outcome::kMemberEnd;
    return result == Z_OK || result == Z_BUF_ERROR ? Outcome::kMore : Outcome::kBroken;
  }

 private:
  z_stream stream_{};
  bool ready_ = false;
};

WarcSource::WarcSource(std::istream& in) : in_(in) {
  ReadRaw();
  gzip_ = IsGzipHeader(raw_);
  if (gzip_) inflater_ = std::make_unique<Inflater>();
}

WarcSource::~WarcSource() = default;

std::string_view WarcSource::Peek(size_t want) {
  while (StretchLeft() < want && DecodeMore()) {
  }
  return std::string_view(decoded_).substr(decoded_at_, StretchLeft());
}

void WarcSource::Consume(size_t size) {
  decoded_at_ += size;
  if (decoded_at_ < kStep && decoded_at_ < decoded_.size()) return;
  decoded_.erase(0, decoded_at_);
  if (next_stretch_) *next_stretch_ -= decoded_at_;
  decoded_at_ = 0;
}

bool WarcSource::NextStretch() {
  if (next_stretch_) {
    decoded_at_ = *std::exchange(next_stretch_, std::nullopt);
    stretch_offset_ = member_offset_;
    return true;
  }
  if (damage_.empty()) return false;
  damage_.clear();
  decoded_.clear();
  decoded_at_ = 0;
  in_member_ = false;
  if (!FindMember()) return false;
  DecodeMore();
  return next_stretch_ && NextStretch();
}

// Keeps one step of what was decoded: damage shows itself only some way behind the place.
bool WarcSource::ReadRaw() {
  const size_t drop = raw_at_ > kStep ? raw_at_ - kStep : 0;
  raw_.erase(0, drop);
  raw_at_ -= drop;
  raw_offset_ += drop;
  const size_t before = raw_.size();
  raw_.resize(before + kStep);
  in_.read(raw_.data() + before, kStep);
  raw_.resize(before + static_cast<size_t>(in_.gcount()));
  return raw_.size() > before;
}

bool WarcSource::DecodeMore() {
  if (next_stretch_ || !damage_.empty()) return false;
  if (!gzip_) {
    if (raw_at_ == raw_.size() && !ReadRaw()) return false;
    decoded_.append(raw_, raw_at_);
    raw_at_ = raw_.size();
    return true;
  }
  const bool begins = !in_member_;
  const size_t start = decoded_.size();
  if (begins && !BeginMember()) {
    if (!damage_.empty()) next_stretch_ = start;
    return false;
  }
  // At the beginning of a member, far enough to see whether it begins a stretch.
  do {
    if (raw_at_ == raw_.size() && !ReadRaw()) {
      damage_ = "the file ends inside a gzip member";
      break;
    }
    switch (inflater_->Run(raw_, &raw_at_, kStep, &decoded_)) {
      case Inflater::Outcome::kMore:
        break;
      case Inflater::Outcome::kMemberEnd:
        in_member_ = false;
        break;
      case Inflater::Outcome::kBroken:
        damage_ = "the gzip member is broken";
        break;
    }
  } while (in_member_ && damage_.empty() && decoded_.size() - start < kRecordStart.size());
  // A member that is broken from the start is a stretch of its own: what stands before it is whole.
  if (begins &&
      (!damage_.empty() || std::string_view(decoded_).substr(start).starts_with(kRecordStart))) {
    next_stretch_ = start;
    return false;
  }
  return damage_.empty() || decoded_.size() > start;
}

bool WarcSource::BeginMember() {
  while (raw_.size() - raw_at_ < kGzipHeader && ReadRaw()) {
  }
  if (raw_at_ == raw_.size()) return false;
  member_offset_ = raw_offset_ + raw_at_;
  if (!IsGzipHeader(std::string_view(raw_).substr(raw_at_))) {
    damage_ = "what follows the gzip member is not gzip";
    return false;
  }
  inflater_->Begin();
  in_member_ = true;
  return true;
}

// Puts raw_at_ on the first member behind the damaged one's beginning that decodes to "WARC/".
bool WarcSource::FindMember() {
  const uint64_t first = std::max(member_offset_ + 1, raw_offset_);
  raw_at_ = std::min(static_cast<size_t>(first - raw_offset_), raw_.size());
  std::string start;
  while (true) {
    const size_t found = raw_.find(kGzipMagic, raw_at_);
    if (found == std::string::npos) {
      // The magic may begin at the end of the window.
      raw_at_ = std::max(raw_at_, raw_.size() - std::min(raw_.size(), kGzipMagic.size() - 1));
      if (!ReadRaw()) return false;
      continue;
    }
    raw_at_ = found;
    // Enough for the header with a file name, and the first bytes. The window moves with it.
    if (raw_.size() - raw_at_ < kStep / 4 && ReadRaw()) continue;
    size_t at = raw_at_;
    start.clear();
    inflater_->Begin();
    inflater_->Run(raw_, &at, kRecordStart.size(), &start);
    if (start == kRecordStart) return true;
    ++raw_at_;
  }
}

}  // namespace varta
