// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// What tells a box of a page's main content from one around it: yes-or-no features, each with
// weights that were learned (extract/main_weights.cc). Pure; any thread.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "extract/main_context.h"
#include "extract/main_outline.h"

namespace varta {

constexpr size_t kMainFeatures = 286;

// What a feature says: that main content begins with this box, ends with it, goes on in it.
struct MainWeight {
  float enter = 0;
  float leave = 0;
  float stay = 0;
};
using MainWeights = std::array<MainWeight, kMainFeatures>;
extern const MainWeights kMainWeights;

// The features of each box, as indexes into the weights.
class MainFeatures {
 public:
  MainFeatures(const HtmlTree& tree, const MainOutline& outline, const MainContext& context);
  std::span<const uint16_t> Of(uint32_t box) const {
    return std::span(features_).subspan(begins_[box], begins_[box + 1] - begins_[box]);
  }

 private:
  std::vector<uint32_t> begins_;
  std::vector<uint16_t> features_;
};

// "element.words.3", for people.
std::string MainFeatureName(size_t feature);

}  // namespace varta
