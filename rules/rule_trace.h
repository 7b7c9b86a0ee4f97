// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// How a rule came out on an ad, for those who write it: what hit, or what stood in its way. Values.
#pragma once

#include <string>
#include <vector>

#include "base/text.h"
#include "rules/rule.h"
#include "varta/v1/ad.pb.h"

namespace varta {

// Ranges of the ad's own title, text or URL.
struct TracedPlace {
  v1::Place place = v1::PLACE_UNSPECIFIED;
  ByteRange range;
};

struct Obstacle {
  std::string what;                 // a sentence without its full stop
  std::vector<TracedPlace> places;  // of `unless`: what stopped it; of a pattern: how far it came
};

struct RuleTrace {
  const Rule* rule = nullptr;
  bool hit() const { return obstacles.empty(); }
  std::vector<TracedPlace>
      found;  // what matched, by text and place; also of a rule that was stopped
  std::vector<Obstacle> obstacles;
  double share = 0;  // of what it needs, how much was there: 0 to 1
};

}  // namespace varta
