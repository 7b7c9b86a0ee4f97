// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "crawler/content_coding.h"

#include <brotli/decode.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <memory>
#include <vector>

namespace varta {
namespace {

constexpr size_t kMaxCodings = 2;
using Buffer = std::array<unsigned char, 32 * 1024>;

enum class Coding { kGzip, kDeflate, kBrotli };

std::string_view Name(Coding coding) {
  return coding == Coding::kGzip ? "gzip" : coding == Coding::kDeflate ? "deflate" : "br";
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
    if (name == "gzip" || name == "x-gzip") {
      codings.push_back(Coding::kGzip);
    } else if (name == "deflate") {
      codings.push_back(Coding::kDeflate);
    } else if (name == "br") {
      codings.push_back(Coding::kBrotli);
    } else {
      return Status(Code::kInvalidArgument, "the content coding is none of gzip, deflate and br");
    }
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

Decoded DecodeGzip(std::string_view coded, size_t max_bytes) {
  Decoded decoded;
  Inflater inflater(15 + 16);
  int code = Z_STREAM_END;
  // Members follow each other (RFC 1952, 2.2); anything else behind the last one is not ours.
  bool first = true;
  while (code == Z_STREAM_END && (first || coded.starts_with("\x1f\x8b"))) {
    code = inflater.Run(&coded, max_bytes, &decoded);
    first = false;
  }
  NoteEnd(code, Coding::kGzip, &decoded);
  return decoded;
}

Decoded DecodeDeflate(std::string_view coded, size_t max_bytes) {
  Decoded decoded;
  std::string_view rest = coded;
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

Decoded Undo(Coding coding, std::string_view coded, size_t max_bytes) {
  switch (coding) {
    case Coding::kGzip:
      return DecodeGzip(coded, max_bytes);
    case Coding::kDeflate:
      return DecodeDeflate(coded, max_bytes);
    case Coding::kBrotli:
      return DecodeBrotli(coded, max_bytes);
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
    decoded = std::move(undone);
    layer = decoded.body;
  }
  return decoded;
}

}  // namespace varta
