// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Ads of the test site's grammar, as many as are wanted. The same seed gives the same ads.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace varta {

struct MadeAd {
  std::string title, text;  // 2.5 KB of text at least
  int grade = 0;            // as AdTemplate's
};

class AdMaker {
 public:
  explicit AdMaker(uint64_t seed);
  ~AdMaker();
  MadeAd Next();  // one in twenty is worrying
  size_t Below(size_t n);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace varta
