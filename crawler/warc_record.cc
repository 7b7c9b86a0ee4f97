// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "crawler/warc_record.h"

#include <zlib.h>

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstdlib>
#include <utility>

#include "base/digest.h"

namespace varta {
namespace {

constexpr int kLevel = 3;
constexpr size_t kMostAtOnce = size_t{1} << 30;  // zlib counts in unsigned int

std::string Base32(std::string_view bytes) {
  static constexpr char kDigits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  std::string text;
  uint32_t bits = 0;
  int count = 0;
  for (const unsigned char byte : bytes) {
    bits = (bits << 8) | byte;
    for (count += 8; count >= 5; count -= 5) text += kDigits[(bits >> (count - 5)) & 31];
  }
  if (count > 0) text += kDigits[(bits << (5 - count)) & 31];
  return text;
}

void AppendOneLine(std::string_view text, std::string* out) {
  constexpr std::string_view kSpace = " \t\r\n";
  const size_t begin = text.find_first_not_of(kSpace);
  if (begin == std::string_view::npos) return;
  for (const char c : text.substr(begin, text.find_last_not_of(kSpace) - begin + 1)) {
    *out += c == '\r' || c == '\n' ? ' ' : c;
  }
}

// One gzip member from pieces; aborts without memory for it, as operator new would.
class Deflater {
 public:
  // `bytes` in all: small members get a small window, since making a large one costs more than they
  // do.
  explicit Deflater(size_t bytes) {
    const int window = std::clamp(static_cast<int>(std::bit_width(bytes)), 9, 15);
    if (deflateInit2(&stream_, kLevel, Z_DEFLATED, window + 16, window - 7, Z_DEFAULT_STRATEGY) !=
        Z_OK) {
      std::abort();
    }
    out_.reserve(deflateBound(&stream_, bytes));
  }
  ~Deflater() { deflateEnd(&stream_); }
  Deflater(const Deflater&) = delete;
  Deflater& operator=(const Deflater&) = delete;

  void Add(std::string_view piece) {
    while (!piece.empty()) {
      const std::string_view part = piece.substr(0, kMostAtOnce);
      piece.remove_prefix(part.size());
      stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(part.data()));
      stream_.avail_in = static_cast<uInt>(part.size());
      Run([this] { return deflate(&stream_, Z_NO_FLUSH); });
    }
  }

  // What follows is stored as it is.
  void StoreOnly() {
    Run([this] { return deflateParams(&stream_, 0, Z_DEFAULT_STRATEGY); });
  }

  std::string Finish() {
    Run([this] { return deflate(&stream_, Z_FINISH); });
    return std::move(out_);
  }

 private:
  template <typename Step>
  void Run(Step step) {
    char buffer[16 * 1024];
    do {
      stream_.next_out = reinterpret_cast<Bytef*>(buffer);
      stream_.avail_out = sizeof buffer;
      step();
      out_.append(buffer, sizeof buffer - stream_.avail_out);
    } while (stream_.avail_out == 0);
  }

  z_stream stream_{};
  std::string out_;
};

}  // namespace

std::string NewWarcId() {
  std::string bytes = RandomBytes(16);
  bytes[6] = static_cast<char>((bytes[6] & 0x0f) | 0x40);
  bytes[8] = static_cast<char>((bytes[8] & 0x3f) | 0x80);
  std::string text = Hex(bytes);
  for (const size_t at : {20, 16, 12, 8}) text.insert(at, 1, '-');
  return "<urn:uuid:" + text + ">";
}

std::string WarcDigest(std::string_view bytes) { return "sha1:" + Base32(Sha1(bytes)); }

std::string WarcLines(const Headers& fields) {
  std::string text;
  for (const auto& [name, value] : fields) {
    const size_t start = text.size();
    AppendOneLine(name, &text);
    text += ": ";
    const size_t before = text.size();
    AppendOneLine(value, &text);
    if (text.size() == before) {
      text.resize(start);
    } else {
      text += "\r\n";
    }
  }
  return text;
}

WarcDraft DraftWarcRecord(std::string_view type, Time date, const Headers& fields,
                          std::string block, std::string id) {
  WarcDraft draft;
  draft.id = id.empty() ? NewWarcId() : std::move(id);
  draft.block = std::move(block);
  draft.head = "WARC/1.1\r\n" + WarcLines({{"WARC-Type", std::string(type)},
                                           {"WARC-Record-ID", draft.id},
                                           {"WARC-Date", FormatTime(date)}});
  draft.head += WarcLines(fields);
  draft.head += WarcLines({{"WARC-Block-Digest", WarcDigest(draft.block)},
                           {"Content-Length", std::to_string(draft.block.size())}});
  draft.head += "\r\n";
  return draft;
}

std::string GzipWarcRecord(const WarcDraft& draft) {
  Deflater deflater(draft.head.size() + draft.block.size() + 4);
  deflater.Add(draft.head);
  if (draft.dense) deflater.StoreOnly();
  deflater.Add(draft.block);
  deflater.Add("\r\n\r\n");
  return deflater.Finish();
}

}  // namespace varta
