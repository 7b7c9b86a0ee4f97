// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "crawler/content_coding.h"

#include <brotli/decode.h>
#include <libdeflate.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <limits>
#include <memory>
#include <utility>
#include <vector>

namespace varta {
namespace {

constexpr size_t kMaxCodings = 2;
constexpr size_t kMaxDeflateRatio = 1032;  // no deflate stream can do better (RFC 1951)
constexpr int kMaxZstdWindowLog = 23;      // 8 MiB (RFC 9659)
using Buffer = std::array<unsigned char, 32 * 1024>;

enum class Coding { kGzip, kDeflate, kBrotli, kZstd };

struct CodingName {
  std::string_view name;
  Coding coding;
};
constexpr CodingName kCodingNames[] = {
    {"gzip", Coding::kGzip}, {"x-gzip", Coding::kGzip}, {"deflate", Coding::kDeflate},
    {"br", Coding::kBrotli}, {"zstd", Coding::kZstd},
};

std::string_view Name(Coding coding) {
  for (const CodingName& known : kCodingNames) {
    if (known.coding == coding) return known.name;
  }
  return "";
}

// The codings in the order in which they were applied.
Result<std::vector<Coding>> ParseCodings(std::string_view header) {
  std::vector<Coding> codings;
  while (!header.empty()) {
    const size_t comma = header.find(',');
    std::string name;
    for (const char c : header.substr(0, comma)) {
      if (c == ' ' || c == '\t') continue;
      name.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
    }
    header.remove_prefix(comma == std::string_view::npos ? header.size() : comma + 1);
    if (name.empty() || name == "identity") continue;
    const auto* const known =
        std::find_if(std::begin(kCodingNames), std::end(kCodingNames),
                     [&](const CodingName& candidate) { return candidate.name == name; });
    if (known == std::end(kCodingNames)) {
      return Status(Code::kInvalidArgument,
                    "the content coding is none of gzip, deflate, br and zstd");
    }
    codings.push_back(known->coding);
    if (codings.size() > kMaxCodings) {
      return Status(Code::kInvalidArgument,
                    "more than " + std::to_string(kMaxCodings) + " content codings are stacked");
    }
  }
  return codings;
}

// Keeps of `made` what the cap leaves room for. False: the cap cut it.
bool Append(const Buffer& buffer, size_t made, size_t max_bytes, Decoded* decoded) {
  const size_t kept = std::min(made, max_bytes - decoded->body.size());
  decoded->body.append(reinterpret_cast<const char*>(buffer.data()), kept);
  if (kept < made) decoded->truncated = true;
  return kept == made;
}

class Inflater {
 public:
  // `window_bits` as inflateInit2 takes it: 15 zlib, 31 gzip, -15 raw.
  explicit Inflater(int window_bits) { ok_ = inflateInit2(&stream_, window_bits) == Z_OK; }
  ~Inflater() {
    if (ok_) inflateEnd(&stream_);
  }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  // One stream (gzip: one member) from the front of `*coded`, which then holds what follows it.
  // Z_STREAM_END: it is complete; Z_BUF_ERROR: it ends early; Z_OK: the cap cut it; else broken.
  int Run(std::string_view* coded, size_t max_bytes, Decoded* decoded) {
    if (!ok_ || inflateReset(&stream_) != Z_OK) return Z_MEM_ERROR;
    Buffer buffer;
    int code = Z_OK;
    while (code == Z_OK) {
      const size_t piece = std::min<size_t>(coded->size(), std::numeric_limits<uInt>::max());
      // zlib does not write there; its interface is older than const.
      stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(coded->data()));
      stream_.avail_in = static_cast<uInt>(piece);
      stream_.next_out = buffer.data();
      stream_.avail_out = static_cast<uInt>(buffer.size());
      code = inflate(&stream_, Z_NO_FLUSH);
      coded->remove_prefix(piece - stream_.avail_in);
      if (!Append(buffer, buffer.size() - stream_.avail_out, max_bytes, decoded)) return Z_OK;
    }
    return code;
  }

 private:
  z_stream stream_{};
  bool ok_ = false;
};

// Says in `decoded` how a zlib stream ended.
void NoteEnd(int code, Coding coding, Decoded* decoded) {
  if (code == Z_BUF_ERROR) {
    decoded->truncated = true;
  } else if (code != Z_STREAM_END && code != Z_OK) {
    decoded->problem = "the body is not what Content-Encoding: " + std::string(Name(coding)) +
                       " says, or it is damaged";
  }
}

struct FreeDecompressor {
  void operator()(libdeflate_decompressor* state) const { libdeflate_free_decompressor(state); }
};
using WholeFormat = decltype(&libdeflate_gzip_decompress_ex);

// One whole stream from the front of `*coded`, which then holds what follows it. False: it is cut,
// damaged, or longer than the cap or than it seemed; nothing was changed. `guess`: its likely size.
bool DecodeWhole(WholeFormat format, size_t guess, size_t max_bytes, std::string_view* coded,
                 std::string* body) {
  // What cannot come out of so few bytes needs no room.
  const size_t most = std::min(max_bytes, coded->size() * kMaxDeflateRatio);
  if (guess == 0 || guess > most) return false;
  // Made once for each thread: it is large, and a page small.
  thread_local const std::unique_ptr<libdeflate_decompressor, FreeDecompressor> state(
      libdeflate_alloc_decompressor());
  if (state == nullptr) return false;
  std::string out(guess, '\0');
  size_t read = 0, made = 0;
  if (format(state.get(), coded->data(), coded->size(), out.data(), out.size(), &read, &made) !=
      LIBDEFLATE_SUCCESS) {
    return false;
  }
  out.resize(made);
  *body = std::move(out);
  coded->remove_prefix(read);
  return true;
}

// The size that a gzip stream of one member states at its end (RFC 1952, 2.3.1); 0: none.
size_t StatedSize(std::string_view coded) {
  if (coded.size() < 18) return 0;  // header and trailer alone
  size_t size = 0;
  for (size_t i = 0; i < 4; ++i) {
    size |= static_cast<size_t>(static_cast<unsigned char>(coded[coded.size() - 4 + i])) << (8 * i);
  }
  return size;
}

Decoded DecodeGzip(std::string_view coded, size_t max_bytes) {
  Decoded decoded;
  bool first = !DecodeWhole(&libdeflate_gzip_decompress_ex, StatedSize(coded), max_bytes, &coded,
                            &decoded.body);
  // Members follow each other (RFC 1952, 2.2); anything else behind the last one is not ours.
  const auto more = [&] { return first || coded.starts_with("\x1f\x8b"); };
  if (!more()) return decoded;
  Inflater inflater(15 + 16);
  int code = Z_STREAM_END;
  while (code == Z_STREAM_END && more()) {
    code = inflater.Run(&coded, max_bytes, &decoded);
    first = false;
  }
  NoteEnd(code, Coding::kGzip, &decoded);
  return decoded;
}

// RFC 1950, 2.2: the method, and a header that is a multiple of 31.
bool HasZlibHeader(std::string_view coded) {
  if (coded.size() < 2) return false;
  const auto first = static_cast<unsigned char>(coded[0]);
  const auto second = static_cast<unsigned char>(coded[1]);
  return (first & 0x0f) == 8 && (first * 256 + second) % 31 == 0;
}

Decoded DecodeDeflate(std::string_view coded, size_t max_bytes) {
  Decoded decoded;
  std::string_view rest = coded;
  const WholeFormat format =
      HasZlibHeader(coded) ? &libdeflate_zlib_decompress_ex : &libdeflate_deflate_decompress_ex;
  // A page is some five times as long as what it was packed to; few are twenty times.
  for (const size_t times : {6, 24}) {
    const size_t guess = std::min(coded.size() * times, max_bytes);
    if (DecodeWhole(format, guess, max_bytes, &rest, &decoded.body)) return decoded;
  }
  int code = Inflater(15).Run(&rest, max_bytes, &decoded);
  if (code == Z_DATA_ERROR && decoded.body.empty()) {
    // RFC 9110, 8.4.1.2: some servers leave the zlib wrapper out.
    rest = coded;
    code = Inflater(-15).Run(&rest, max_bytes, &decoded);
  }
  NoteEnd(code, Coding::kDeflate, &decoded);
  return decoded;
}

Decoded DecodeBrotli(std::string_view coded, size_t max_bytes) {
  Decoded decoded;
  const std::unique_ptr<BrotliDecoderState, decltype(&BrotliDecoderDestroyInstance)> state(
      BrotliDecoderCreateInstance(nullptr, nullptr, nullptr), &BrotliDecoderDestroyInstance);
  if (state == nullptr) {
    decoded.problem = "there is no memory left to undo Content-Encoding: br";
    return decoded;
  }
  const uint8_t* in = reinterpret_cast<const uint8_t*>(coded.data());
  size_t in_left = coded.size();
  Buffer buffer;
  while (true) {
    uint8_t* out = buffer.data();
    size_t out_left = buffer.size();
    const BrotliDecoderResult result =
        BrotliDecoderDecompressStream(state.get(), &in_left, &in, &out_left, &out, nullptr);
    if (!Append(buffer, buffer.size() - out_left, max_bytes, &decoded)) return decoded;
    if (result == BROTLI_DECODER_RESULT_SUCCESS) return decoded;
    if (result == BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT) {
      decoded.truncated = true;
      return decoded;
    }
    if (result == BROTLI_DECODER_RESULT_ERROR) {
      NoteEnd(Z_DATA_ERROR, Coding::kBrotli, &decoded);
      return decoded;
    }
  }
}

Decoded DecodeZstd(std::string_view coded, size_t max_bytes) {
  Decoded decoded;
  const std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)> state(ZSTD_createDCtx(),
                                                                   &ZSTD_freeDCtx);
  if (state == nullptr || ZSTD_isError(ZSTD_DCtx_setParameter(state.get(), ZSTD_d_windowLogMax,
                                                              kMaxZstdWindowLog)) != 0) {
    decoded.problem = "there is no memory left to undo Content-Encoding: zstd";
    return decoded;
  }
  ZSTD_inBuffer in{coded.data(), coded.size(), 0};
  Buffer buffer;
  bool between_frames = false;  // at least one is complete, none is begun
  while (true) {
    ZSTD_outBuffer out{buffer.data(), buffer.size(), 0};
    const size_t before = in.pos;
    const size_t left = ZSTD_decompressStream(state.get(), &out, &in);
    if (!Append(buffer, out.pos, max_bytes, &decoded)) return decoded;
    if (ZSTD_isError(left) != 0) {
      // Anything else behind the last frame is not ours.
      if (!between_frames) NoteEnd(Z_DATA_ERROR, Coding::kZstd, &decoded);
      return decoded;
    }
    if (left == 0) {
      if (in.pos == in.size) return decoded;
      between_frames = true;
      continue;
    }
    if (in.pos > before || out.pos > 0) between_frames = false;
    if (in.pos == in.size && out.pos < buffer.size()) {  // it wants more, and there is none
      decoded.truncated = true;
      return decoded;
    }
  }
}

Decoded Undo(Coding coding, std::string_view coded, size_t max_bytes) {
  switch (coding) {
    case Coding::kGzip:
      return DecodeGzip(coded, max_bytes);
    case Coding::kDeflate:
      return DecodeDeflate(coded, max_bytes);
    case Coding::kBrotli:
      return DecodeBrotli(coded, max_bytes);
    case Coding::kZstd:
      return DecodeZstd(coded, max_bytes);
  }
  return {};
}

}  // namespace

Result<Decoded> DecodeContent(std::string_view body, std::string_view content_encoding,
                              size_t max_bytes) {
  Result<std::vector<Coding>> codings = ParseCodings(content_encoding);
  if (!codings.ok()) return codings.status();
  Decoded decoded;
  if (codings->empty() || body.empty()) {
    decoded.body = body.substr(0, max_bytes);
    decoded.truncated = body.size() > max_bytes;
    return decoded;
  }
  // The last coding applied is the first to be undone. A layer that ends early or breaks leaves
  // its beginning to the next one.
  std::string layer;
  for (auto coding = codings->rbegin(); coding != codings->rend(); ++coding) {
    Decoded undone = Undo(*coding, coding == codings->rbegin() ? body : layer, max_bytes);
    undone.truncated = undone.truncated || decoded.truncated;
    if (!decoded.problem.empty()) undone.problem = std::move(decoded.problem);
    layer = std::move(undone.body);
    decoded = std::move(undone);
  }
  decoded.body = std::move(layer);
  return decoded;
}

}  // namespace varta
