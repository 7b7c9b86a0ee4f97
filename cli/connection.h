// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Where a verb's calls go: to the server that answers on the data folder's socket, or else to the
// same services in this process. A verb cannot tell the two apart.
#pragma once

#include <grpcpp/grpcpp.h>

#include <memory>
#include <string>
#include <utility>

#include "base/status.h"
#include "cli/verb.h"
#include "server/server.h"
#include "storage/store.h"
#include "sweep/sweeper.h"

namespace varta {

// Everything behind the services, for one data folder.
struct Assembly {
  Config config;
  SystemClock clock;
  std::unique_ptr<Store> store;
  std::unique_ptr<ScreenerLoader> screener;
  std::unique_ptr<Sweeper> sweeper;
  std::unique_ptr<Services> services;

  // `create`: make the data folder if it is not there.
  static Result<std::unique_ptr<Assembly>> Build(const Config& config, bool create);
};

// The packs, the threshold and the active model that the configuration names.
ScreenerOptions OptionsOfScreener(const Config& config);

// Whether other programs may come in by the configuration's socket while a verb works without a
// server: for verbs that have the data folder for long. Nothing is opened to the network.
enum class Door { kShut, kOpen };

class Connection {
 public:
  // kFailedPrecondition: another process has the data folder and does not answer, even after some
  // seconds.
  static Result<std::unique_ptr<Connection>> Open(const Globals& globals, const Config& config,
                                                  bool create, Door door = Door::kShut);
  // By the configuration that the caller named.
  static Result<std::unique_ptr<Connection>> Open(const Globals& globals, bool create = false);
  // Calls of others that are under way have two seconds to end.
  ~Connection();

  // The server, if one answers on the data folder's socket; else null.
  static std::unique_ptr<Connection> ToServer(const Globals& globals, const Config& config);

  const std::shared_ptr<grpc::Channel>& channel() const { return channel_; }
  bool remote() const { return assembly_ == nullptr; }
  // For one call: who is calling, `reason` if there is one, and a deadline.
  std::unique_ptr<grpc::ClientContext> Context(const std::string& reason = "",
                                               Duration deadline = Duration(30'000)) const;
  // Without a deadline, for watches and downloads.
  std::unique_ptr<grpc::ClientContext> OpenContext(const std::string& reason = "") const;

 private:
  std::string user_;
  std::unique_ptr<Assembly> assembly_;  // null: a server answers
  std::unique_ptr<Server> server_;
  std::shared_ptr<grpc::Channel> channel_;
};

Status FromGrpc(const grpc::Status& status);

// One call by its stub method, as Result.
template <typename Stub, typename Request, typename Response>
Result<Response> Invoke(
    Stub& stub, grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
    const std::unique_ptr<grpc::ClientContext>& context, const Request& request) {
  Response response;
  grpc::Status status = (stub.*method)(context.get(), request, &response);
  if (!status.ok()) return FromGrpc(status);
  return response;
}

// A connection, and the stub of one service on it.
template <typename Service>
struct Client {
  std::unique_ptr<Connection> connection;
  std::unique_ptr<typename Service::Stub> stub;

  static Result<Client> Open(const Globals& globals, bool create = false) {
    Result<std::unique_ptr<Connection>> connection = Connection::Open(globals, create);
    if (!connection.ok()) return connection.status();
    auto stub = Service::NewStub((*connection)->channel());
    return Client{std::move(*connection), std::move(stub)};
  }

  template <typename Request, typename Response>
  Result<Response> Ask(grpc::Status (Service::Stub::*method)(grpc::ClientContext*, const Request&,
                                                             Response*),
                       const Request& request, const std::string& reason = "") const {
    return Invoke(*stub, method, connection->Context(reason), request);
  }
};

}  // namespace varta
