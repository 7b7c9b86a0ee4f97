// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "cli/connection.h"

#include <pwd.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstdio>
#include <cstring>
#include <thread>

namespace varta {
namespace {

constexpr Duration kLookAgain{100};
constexpr Duration kWaitForServer{3'000};
constexpr Duration kGrace{2'000};  // for calls by the socket when the verb is done

// Does somebody accept connections there? A file left by a dead server refuses.
bool Answers(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof address.sun_path) return false;
  std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
  int descriptor = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (descriptor < 0) return false;
  bool answers =
      connect(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  close(descriptor);
  return answers;
}

std::string LoginName() {
  const passwd* entry = getpwuid(getuid());
  return entry != nullptr ? entry->pw_name : std::to_string(getuid());
}

// A door that cannot be opened is no reason not to work.
Result<std::unique_ptr<Server>> StartServer(Services& services, Config config, Door door) {
  if (door == Door::kOpen) {
    config.listen.clear();
    Result<std::unique_ptr<Server>> server = Server::Start(services, config);
    if (server.ok()) return server;
    std::fprintf(stderr, "varta: other verbs must wait until this one ends: %s\n",
                 server.status().message().c_str());
  }
  return Server::StartInProcess(services);
}

}  // namespace

Result<std::unique_ptr<Assembly>> Assembly::Build(const Config& config, bool create) {
  auto assembly = std::make_unique<Assembly>();
  assembly->config = config;
  Store::Options options;
  options.dir = config.data_dir;
  options.create = create;
  Result<std::unique_ptr<Store>> store = Store::Open(options, assembly->clock);
  if (!store.ok()) return store.status();
  assembly->store = std::move(*store);
  assembly->screener =
      std::make_unique<ScreenerLoader>(OptionsOfScreener(config), assembly->store.get());
  assembly->sweeper = std::make_unique<Sweeper>(assembly->config, *assembly->store,
                                                *assembly->screener, assembly->clock);
  assembly->services =
      std::make_unique<Services>(*assembly->store, *assembly->sweeper, *assembly->screener,
                                 assembly->clock, config.referral_contacts, config.data_dir);
  return assembly;
}

ScreenerOptions OptionsOfScreener(const Config& config) {
  return {config.packs_dir, config.lead_threshold, config.data_dir, config.contested};
}

std::unique_ptr<Connection> Connection::ToServer(const Globals& globals, const Config& config) {
  if (!Answers(config.socket)) return nullptr;
  auto connection = std::make_unique<Connection>();
  connection->user_ = globals.user.empty() ? LoginName() : globals.user;
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(16 * 1024 * 1024);
  connection->channel_ = grpc::CreateCustomChannel("unix:" + config.socket,
                                                   grpc::InsecureChannelCredentials(), arguments);
  return connection;
}

Result<std::unique_ptr<Connection>> Connection::Open(const Globals& globals, const Config& config,
                                                     bool create, Door door) {
  // A server that is just starting has the data folder before it answers.
  Result<std::unique_ptr<Assembly>> assembly = Status(Code::kUnavailable, "not tried yet");
  for (Duration waited{0};; waited += kLookAgain) {
    if (std::unique_ptr<Connection> remote = ToServer(globals, config)) return remote;
    assembly = Assembly::Build(config, create);
    const bool in_use = assembly.status().code() == Code::kFailedPrecondition;
    if (!in_use || waited >= kWaitForServer) break;
    std::this_thread::sleep_for(kLookAgain);
  }
  if (!assembly.ok()) return assembly.status();
  Result<std::unique_ptr<Server>> server = StartServer(*(*assembly)->services, config, door);
  if (!server.ok()) return server.status();
  auto connection = std::make_unique<Connection>();
  connection->user_ = globals.user.empty() ? LoginName() : globals.user;
  connection->assembly_ = std::move(*assembly);
  connection->server_ = std::move(*server);
  connection->channel_ = connection->server_->InProcessChannel();
  return connection;
}

Result<std::unique_ptr<Connection>> Connection::Open(const Globals& globals, bool create) {
  Result<Config> config = globals.LoadConfig();
  if (!config.ok()) return config.status();
  return Open(globals, *config, create);
}

Connection::~Connection() {
  if (!assembly_) return;
  assembly_->sweeper->StopAsking();
  if (server_) server_->Shutdown(kGrace);
}

std::unique_ptr<grpc::ClientContext> Connection::OpenContext(const std::string& reason) const {
  auto context = std::make_unique<grpc::ClientContext>();
  context->AddMetadata("x-varta-user", user_);
  if (!reason.empty())
    context->AddMetadata("x-purpose-bin", reason);  // -bin: a reason may be Ukrainian
  return context;
}

std::unique_ptr<grpc::ClientContext> Connection::Context(const std::string& reason,
                                                         Duration deadline) const {
  auto context = OpenContext(reason);
  context->set_deadline(std::chrono::system_clock::now() + deadline);
  return context;
}

Status FromGrpc(const grpc::Status& status) {
  if (status.ok()) return Status();
  Code code = static_cast<Code>(status.error_code());
  if (CodeName(code) == "UNKNOWN") code = Code::kInternal;
  return Status(code, status.error_message());
}

}  // namespace varta
