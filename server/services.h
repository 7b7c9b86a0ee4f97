// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// The services of one data folder, built once and handed to the gRPC server.
#pragma once

#include "server/evidence_service.h"
#include "server/lead_service.h"
#include "server/screen_service.h"
#include "server/sweep_service.h"

namespace varta {

struct Services {
  LeadService leads;
  EvidenceService evidence;
  SweepService sweeps;
  ScreenService screen;
  Sweeper& sweeper;  // for watches

  // All outlive it.
  Services(Store& store, Sweeper& the_sweeper, ScreenerLoader& screener, const Clock& clock)
      : leads(store, clock),
        evidence(store),
        sweeps(store, the_sweeper, clock),
        screen(store, screener, clock),
        sweeper(the_sweeper) {}
};

}  // namespace varta
