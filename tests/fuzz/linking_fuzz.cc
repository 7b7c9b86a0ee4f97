// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Whatever the bytes: a fingerprint is bounded and in order, and a text with words is a variant of
// itself.
#include <algorithm>
#include <cstdint>
#include <string_view>

#include "linking/fingerprint.h"
#include "linking/words.h"
#include "tests/fuzz/expect.h"

// namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size > 20000) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::string folded = varta::LinkingFold(text);
  const char* at = folded.data();
  for (const varta::AdWord& token : varta::AdWords(folded)) {
    Expect(!token.text.empty() && token.text.data() >= at);
    at = token.text.data() + token.text.size();
    Expect(at <= folded.data() + folded.size());
  }
  const varta::AdPrint print = varta::AdPrintOf(text);
  Expect(print.sketch.size() <= varta::kSketchSize && print.keys.size() <= varta::kMaxKeys);
  Expect(std::is_sorted(print.sketch.begin(), print.sketch.end()));
  Expect(print.sketch.size() <= print.words && print.sketch.empty() == print.keys.empty());
  const varta::WordWeights weights;
  const varta::Resemblance like =
      varta::Comparison(print.sketch, print.words, weights).With(print.sketch, print.words);
  Expect(print.sketch.empty() || (like.jaccard > 0.999 && like.IsVariant()));
  return 0;
}
