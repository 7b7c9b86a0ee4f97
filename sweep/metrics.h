// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// What an operator watches, in Prometheus' text format (exposition formats, version 0.0.4). Numbers
// and source ids only: nothing of an ad. Any thread. The one door to prometheus-cpp.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "storage/store.h"
#include "sweep/config.h"
#include "sweep/resources.h"
#include "sweep/sweeper.h"
#include "varta/v1/sweep_service.pb.h"

namespace varta {

struct MetricsInput {
  std::optional<v1::Sweep> newest;   // running or ended; none: there was no sweep yet
  std::optional<Time> last_success;  // end of the newest that ran to its end
  std::vector<v1::Source> sources;   // that there are
  CommitTimes commits;               // of this process
  Resources resources;
};

// Names begin with varta_; units are seconds and bytes; a time is Unix seconds. What is not known
// is left out. Labels: source (its id), outcome, kind (of failure).
std::string FormatMetrics(const MetricsInput& input);

// What FormatMetrics wants, as it is now. What cannot be read is left out.
MetricsInput CollectMetrics(const Config& config, const Sweeper& sweeper, const Store& store,
                            Time now);

}  // namespace varta
