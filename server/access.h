// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Who is calling: decided here and nowhere else. Any thread.
#pragma once

#include <grpcpp/server_context.h>

#include "server/caller.h"

namespace varta {

// By mutual TLS the certificate's name; on the Unix socket (which only its owner may open) what the
// client says of itself.
Caller Identify(const grpc::CallbackServerContext& context);

}  // namespace varta
