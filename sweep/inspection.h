// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// What is read off one page and by which way: for who describes a new source and wants to see the
// effect at once. Stores nothing. Blocks while it fetches.
#pragma once

#include <stop_token>
#include <vector>

#include "base/clock.h"
#include "base/status.h"
#include "extract/mask.h"
#include "sweep/config.h"
#include "sweep/page_asker.h"
#include "sweep/screener.h"
#include "sweep/source.h"
#include "varta/v1/sweep_service.pb.h"

namespace varta {

// kInvalidArgument: no URL, or neither it nor a document. kNotFound: no such source, or none that
// the URL belongs to. kFailedPrecondition: the source may not be read. A page that could not be
// fetched is no error: `outcome` says why. After `stop` nothing more is fetched. `host_rests`: see
// PageAsker.
Result<v1::Inspection> InspectPage(const Config& config, const std::vector<Source>& sources,
                                   const Screener& screener, const Masker& masker,
                                   const Clock& clock, const v1::InspectPageRequest& request,
                                   const HostRests& host_rests = {},
                                   const std::stop_token& stop = {});

}  // namespace varta
