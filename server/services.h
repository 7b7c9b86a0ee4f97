// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// The services of one data folder, built once and handed to the gRPC server.
#pragma once

#include "server/audit_service.h"
#include "server/entity_service.h"
#include "server/evidence_service.h"
#include "server/lead_service.h"
#include "server/model_service.h"
#include "server/rule_pack_service.h"
#include "server/rule_service.h"
#include "server/screen_service.h"
#include "server/sweep_service.h"

namespace varta {

struct Services {
  LeadService leads;
  EvidenceService evidence;
  SweepService sweeps;
  ScreenService screen;
  AuditService audit;
  RulePackService rule_packs;
  EntityService entities;
  ModelService models;
  RuleService rules;
  Sweeper& sweeper;  // for watches

  // All but the last outlive it; `referral_contacts`: see EvidenceService; `data_dir`:
  // ModelService.
  Services(Store& store, Sweeper& the_sweeper, ScreenerLoader& screener, const Clock& clock,
           std::vector<std::string> referral_contacts = {}, std::string data_dir = "")
      : leads(store, clock),
        evidence(store, clock, std::move(referral_contacts)),
        sweeps(store, the_sweeper, clock),
        screen(store, screener, clock),
        audit(store),
        rule_packs(store, screener, clock),
        entities(store, clock),
        models(store, screener, std::move(data_dir)),
        rules(store, screener),
        sweeper(the_sweeper) {}
};

}  // namespace varta
