// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// What the rules and the score in use make of an ad that is stored: storage/judgement.h puts it.
// Values.
#pragma once

#include <string>
#include <vector>

#include "varta/v1/lead.pb.h"

namespace varta {

struct Judgement {
  std::string id;
  std::string ad_digest;  // AdDigest() of what was judged
  std::vector<v1::Hit> hits;
  v1::Score score;
  bool lead = false;
  std::string because;   // it is none
  std::string reason{};  // that it was judged anew, for people; empty: somebody asked for it
  bool forgets = false;  // what it replaces is not remembered: nobody can have seen it
};
enum class Judged {
  kElsewhere,  // the ad is not as it was judged, or not there any more: nothing was done
  kSame,
  kNewLead,   // it was an ad that is no lead
  kChanged,   // other hits, another score, or a lead again
  kNoLonger,  // it is no lead by these rules, and was; the lead stays and says so
};

}  // namespace varta
