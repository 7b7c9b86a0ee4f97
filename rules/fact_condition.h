// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// What an ad's facts must be for a rule to hit: the entries of `when`. Values; any thread.
#pragma once

#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/yaml.h"
#include "varta/v1/ad.pb.h"

namespace varta {

// Holds if the ad has at least `at_least` and at most `at_most` facts of the kind for which all
// that is set is so.
struct FactCondition {
  static constexpr int kNoLimit = std::numeric_limits<int>::max();

  v1::FactKind kind = v1::FACT_KIND_UNSPECIFIED;
  std::vector<std::string> values;  // Fact.value is one of these; empty: any
  std::string service, unit;        // Fact.service, Fact.unit; empty: any
  v1::Role role = v1::ROLE_UNSPECIFIED;
  std::optional<bool> obscured;
  std::optional<bool> abroad;   // of a place: outside Ukraine ("abroad", "EU", PL ...), or within
  std::optional<double> below;  // some number that it stands for is smaller: 17 and 16-25 are below
                                // 18, "up to 40" is not
  std::optional<double> above;  // some is larger: 16-25 is above 20, "from 18" is not
  int at_least = 1, at_most = kNoLimit;
  std::string written;  // for people: "age, below 18"

  bool Holds(const v1::Ad& ad) const;
};

// The keys of one entry, in the order in which `varta rules fmt` writes them.
inline constexpr std::string_view kFactConditionKeys[] = {
    "fact",   "value", "service", "unit",     "role",    "obscured",
    "abroad", "below", "above",   "at_least", "at_most",
};

// Every mistake that the map has goes to map.Fail(); Finish() is the caller's.
FactCondition ReadFactCondition(YamlMap& map);

}  // namespace varta
