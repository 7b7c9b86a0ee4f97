// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// varta probe match: which of many RE2 patterns match in a text. Any thread, once it is loaded.
#pragma once

#include <string>
#include <vector>

#include "base/status.h"
#include "cli/screened_json.h"
#include "rules/pattern_set.h"

namespace varta {

class MatchProbe {
 public:
  // `file`: lines of id, kind (anything) and pattern, with tabs between. The ids of digits are
  // numbers. kInvalidArgument: what is wrong with which line.
  static Result<MatchProbe> Load(const std::string& file);

  // {"rules": [...]}: ids in ascending order. `spans`: and {"spans": [[[begin, end], ...], ...]},
  // for each of them where it matches, in bytes.
  OrderedJson Answer(const std::string& text, bool spans) const;

 private:
  PatternSet patterns_;
  std::vector<OrderedJson> ids_;  // by pattern
};

}  // namespace varta
