// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// How a rule came out on an ad, for those who write it: what hit, or what stood in its way. Values.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "rules/ad_views.h"
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

// How far a pattern that does not match comes: its longest beginning that does.
struct Beginning {
  std::string matched, rest;      // of the pattern
  std::vector<ByteRange> places;  // in the view; at most 3
  double share = 0;               // of the pattern
};
// nullopt: not even its first piece matches. Costs some RE2 programs.
std::optional<Beginning> LongestBeginning(std::string_view pattern, AdPart& part);

}  // namespace varta
