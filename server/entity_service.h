// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// EntityService (proto/varta/v1/entity_service.proto) as plain functions. Any thread.
#pragma once

#include "base/status.h"
#include "server/caller.h"
#include "storage/store.h"
#include "varta/v1/entity_service.pb.h"

namespace varta {

class EntityService {
 public:
  // `store` and `clock` outlive it.
  EntityService(Store& store, const Clock& clock) : store_(store), clock_(clock) {}

  Result<v1::LookupEntitiesResponse> LookupEntities(const Caller& caller,
                                                    const v1::LookupEntitiesRequest& request);
  Result<v1::Entity> GetEntity(const Caller& caller, const v1::GetEntityRequest& request);
  Result<v1::RevealEntityResponse> RevealEntity(const Caller& caller,
                                                const v1::RevealEntityRequest& request);
  Result<v1::Entity> UpdateEntity(const Caller& caller, const v1::UpdateEntityRequest& request);
  Result<v1::Cluster> GetCluster(const Caller& caller, const v1::GetClusterRequest& request);
  Result<v1::ExploreGraphResponse> ExploreGraph(const Caller& caller,
                                                const v1::ExploreGraphRequest& request);
  Result<v1::Link> JudgeLink(const Caller& caller, const v1::JudgeLinkRequest& request);
  Result<v1::ListAlertsResponse> ListAlerts(const Caller& caller,
                                            const v1::ListAlertsRequest& request);

 private:
  Store& store_;
  const Clock& clock_;
};

}  // namespace varta
