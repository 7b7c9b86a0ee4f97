// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// The decoded bytes of a .warc or .warc.gz, and where in the file they came from; only
// crawler/warc.cc uses it. One thread.
//
// The bytes come in stretches. A stretch ends where a gzip member begins with "WARC/", at damage,
// and at the end of the file; so nothing that is wrong in one member reaches into the next. A
// member that begins otherwise goes on with the stretch before it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <istream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace varta {

class WarcSource {
 public:
  explicit WarcSource(std::istream& in);  // outlives the source
  ~WarcSource();

  // The next bytes of this stretch: at least `want` if it has so many. Good until the next call of
  // anything.
  std::string_view Peek(size_t want);
  void Consume(size_t size);  // at most what Peek gave

  // Set once Peek has reached what cannot be decoded: a sentence without a full stop. The stretch
  // ends there.
  std::string_view damage() const { return next_stretch_ ? std::string_view() : damage_; }

  // Leaves the stretch, which Peek has exhausted, for the next; after damage that is the next gzip
  // member that begins with "WARC/" as far as one can be found. False: there is none.
  bool NextStretch();

  // Where the next byte stands in the file; in gzip where the first member of the stretch begins.
  uint64_t offset() const { return gzip_ ? stretch_offset_ : raw_offset_ + raw_at_ - Unread(); }

 private:
  class Inflater;

  size_t Unread() const { return decoded_.size() - decoded_at_; }
  size_t StretchLeft() const {
    return (next_stretch_ ? *next_stretch_ : decoded_.size()) - decoded_at_;
  }
  bool ReadRaw();     // false: the end of the file
  bool DecodeMore();  // false: the stretch ends with what is decoded
  bool BeginMember();
  bool FindMember();

  std::istream& in_;
  bool gzip_ = false;
  std::string raw_;  // a window on the file; raw_at_ in it is what is decoded next
  size_t raw_at_ = 0;
  uint64_t raw_offset_ = 0;  // of raw_[0]
  std::string decoded_;
  size_t decoded_at_ = 0;
  std::unique_ptr<Inflater> inflater_;
  bool in_member_ = false;
  uint64_t member_offset_ = 0;  // of the member being decoded
  uint64_t stretch_offset_ = 0;
  std::optional<size_t> next_stretch_;  // where in decoded_ it begins
  std::string damage_;
};

}  // namespace varta
