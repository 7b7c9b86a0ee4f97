// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// RuleService for gRPC: calls that read all stored ads, each on a thread of its own, with their
// progress.
#pragma once

#include <grpcpp/impl/service_type.h>

#include <memory>

#include "server/rule_service.h"

namespace varta {

// `service` outlives it.
std::unique_ptr<grpc::Service> MakeRuleAdapter(RuleService& service);

}  // namespace varta
