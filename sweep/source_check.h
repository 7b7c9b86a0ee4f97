// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Asks a source's hosts for robots.txt and its seeds, as a sweep would, and keeps nothing. Blocks.
#pragma once

#include <stop_token>

#include "base/clock.h"
#include "base/status.h"
#include "sweep/config.h"
#include "sweep/page_asker.h"
#include "sweep/source.h"
#include "varta/v1/sweep_service.pb.h"

namespace varta {

// One probe for each host's robots.txt, then one for each seed that it allows. A source that may
// not be swept is not asked. After `stop` nothing more is. `host_rests`: see PageAsker.
Result<v1::CheckSourceResponse> CheckSource(const Config& config, const Source& source,
                                            const Clock& clock, const HostRests& host_rests = {},
                                            const std::stop_token& stop = {});

}  // namespace varta
