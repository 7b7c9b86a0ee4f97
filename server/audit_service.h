// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// AuditService (proto/varta/v1/audit_service.proto) as plain functions. Both look at every entry
// that there is: let them not wait on a thread that others need. Any thread.
#pragma once

#include "base/status.h"
#include "server/caller.h"
#include "storage/store.h"
#include "varta/v1/audit_service.pb.h"

namespace varta {

class AuditService {
 public:
  explicit AuditService(Store& store) : store_(store) {}  // which outlives it

  Result<v1::ListAuditEventsResponse> ListAuditEvents(const Caller& caller,
                                                      const v1::ListAuditEventsRequest& request);
  Result<v1::VerifyAuditLogResponse> VerifyAuditLog(const Caller& caller,
                                                    const v1::VerifyAuditLogRequest& request);

 private:
  Store& store_;
};

}  // namespace varta
