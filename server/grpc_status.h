// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Our errors as gRPC's. Any thread.
#pragma once

#include <grpcpp/grpcpp.h>

#include "base/status.h"

namespace varta {

inline grpc::Status ToGrpc(const Status& status) {
  if (status.ok()) return grpc::Status::OK;
  return grpc::Status(static_cast<grpc::StatusCode>(status.code()),
                      status.message());  // our numbers are gRPC's
}

}  // namespace varta
