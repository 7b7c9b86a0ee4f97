// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// DecodeContent: the cap holds whatever the bytes are, and a smaller cap gives the beginning of
// what a larger one gives.
#include <algorithm>
#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>

#include "crawler/content_coding.h"
#include "tests/fuzz/expect.h"

// The first byte chooses the codings, the rest is the body.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  constexpr const char* kCodings[] = {"gzip",        "deflate", "br",   "gzip, br",
                                      "br, deflate", "",        "zstd", "gzip, zstd"};
  if (size == 0) return 0;
  const std::string coding = kCodings[data[0] % std::size(kCodings)];
  const std::string_view body(reinterpret_cast<const char*>(data + 1), size - 1);

  constexpr size_t kLarge = 1 << 20;
  const varta::Result<varta::Decoded> large = varta::DecodeContent(body, coding, kLarge);
  Expect(large.ok() && large->body.size() <= kLarge);
  // Layers share the cap, so a cut inner layer can change the outer one: one layer only.
  if (coding.find(',') != std::string::npos) return 0;
  for (const size_t cap : {size_t{0}, size_t{1}, large->body.size() / 2, large->body.size()}) {
    const varta::Result<varta::Decoded> small = varta::DecodeContent(body, coding, cap);
    Expect(small.ok() && large->body.starts_with(small->body));
    // libdeflate, which takes whole bodies, passes some odd codes that zlib calls damage.
    if (!small->problem.empty()) continue;
    Expect(small->body.size() == std::min(cap, large->body.size()));
    if (cap < large->body.size()) Expect(small->truncated);
  }
  return 0;
}
