// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// The gRPC server: its doors (a Unix socket, mutual TLS, or none but this process), health,
// shutdown. Any thread.
#pragma once

#include <grpcpp/channel.h>

#include <memory>
#include <string>

#include "base/status.h"
#include "server/services.h"
#include "sweep/config.h"

namespace varta {

class Server {
 public:
  // Opens no door: only InProcessChannel() reaches it. `services` outlives it.
  static Result<std::unique_ptr<Server>> StartInProcess(Services& services);
  // Opens the configuration's doors. Call it only with the data folder's lock held (the store
  // open): an old socket file is then nobody's, and is replaced. kInvalidArgument: a path too long
  // for a socket, an unknown group, a certificate that is none. kUnavailable: the port is taken.
  static Result<std::unique_ptr<Server>> Start(Services& services, const Config& config);
  ~Server();  // Shutdown

  std::shared_ptr<grpc::Channel> InProcessChannel();
  // No new calls; those under way have `grace` to end, then are cancelled.
  void Shutdown(Duration grace);

 private:
  class Impl;
  explicit Server(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace varta
