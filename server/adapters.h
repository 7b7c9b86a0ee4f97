// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// The one place where the plain services meet gRPC's callback API: identify the caller, call, map
// the Status.
#pragma once

#include <grpcpp/impl/service_type.h>

#include <memory>
#include <vector>

#include "server/services.h"

namespace varta {

// One gRPC service for each of ours; `services` outlives them.
std::vector<std::unique_ptr<grpc::Service>> MakeAdapters(Services& services);

}  // namespace varta
