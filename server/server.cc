// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "server/server.h"

#include <grp.h>
#include <grpcpp/ext/proto_server_reflection_plugin.h>
#include <grpcpp/grpcpp.h>
#include <grpcpp/health_check_service_interface.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>

#include "server/adapters.h"

namespace varta {
namespace {

constexpr int kMaxReceive = 9 * 1024 * 1024;  // 8 MiB of rule packs with their names
constexpr int kMaxSend = 16 * 1024 * 1024;

void SetLimits(grpc::ServerBuilder& builder) {
  builder.SetMaxReceiveMessageSize(kMaxReceive);
  builder.SetMaxSendMessageSize(kMaxSend);
  builder.AddChannelArgument(GRPC_ARG_MAX_CONCURRENT_STREAMS, 100);
  builder.AddChannelArgument(GRPC_ARG_MAX_METADATA_SIZE, 8 * 1024);
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
}

Result<std::string> ReadPem(const std::string& path, const char* setting) {
  std::ifstream file(path, std::ios::binary);
  std::string text(std::istreambuf_iterator<char>(file), {});
  if (!file.good() && text.empty()) {
    return Status(Code::kInvalidArgument, std::string(setting) + ": cannot read " + path +
                                              "; check the path and its permissions");
  }
  if (text.find("-----BEGIN ") == std::string::npos) {
    return Status(Code::kInvalidArgument, std::string(setting) + ": " + path + " is no PEM file");
  }
  return text;
}

Result<std::shared_ptr<grpc::ServerCredentials>> MutualTls(const Config& config) {
  grpc::SslServerCredentialsOptions options(
      GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY);
  Result<std::string> certificate = ReadPem(config.tls_certificate, "tls_certificate");
  if (!certificate.ok()) return certificate.status();
  Result<std::string> key = ReadPem(config.tls_key, "tls_key");
  if (!key.ok()) return key.status();
  Result<std::string> client_ca = ReadPem(config.tls_client_ca, "tls_client_ca");
  if (!client_ca.ok()) return client_ca.status();
  options.pem_key_cert_pairs.push_back({*key, *certificate});
  options.pem_root_certs = *client_ca;
  return grpc::SslServerCredentials(options);
}

Status CheckSocketPath(const std::string& path) {
  constexpr size_t kLongest = sizeof(sockaddr_un::sun_path) - 1;
  if (path.size() <= kLongest) return Status();
  return Status(Code::kInvalidArgument, "socket: " + path + " has " + std::to_string(path.size()) +
                                            " bytes, a Unix socket may have " +
                                            std::to_string(kLongest) +
                                            "; set `socket:` in varta.yaml to a shorter path");
}

// The socket is made with no rights for others, then given those of the configuration.
Status OpenSocketTo(const Config& config) {
  mode_t mode = static_cast<mode_t>(std::stoul(config.socket_mode, nullptr, 8));
  if (!config.socket_group.empty()) {
    const group* found = getgrnam(config.socket_group.c_str());
    if (found == nullptr)
      return Status(Code::kInvalidArgument,
                    "socket_group: there is no group '" + config.socket_group + "'");
    if (chown(config.socket.c_str(), static_cast<uid_t>(-1), found->gr_gid) != 0) {
      return Status(Code::kInvalidArgument, "socket_group: cannot give the socket to '" +
                                                config.socket_group + "': " + std::strerror(errno));
    }
  }
  if (chmod(config.socket.c_str(), mode) != 0) {
    return Status(Code::kUnavailable,
                  "cannot set the mode of " + config.socket + ": " + std::strerror(errno));
  }
  return Status();
}

}  // namespace

class Server::Impl {
 public:
  explicit Impl(Services& services) : adapters_(MakeAdapters(services)) {}

  // After it server_ may still be null: then a door could not be opened.
  void Build(grpc::ServerBuilder& builder) {
    SetLimits(builder);
    for (const auto& adapter : adapters_) builder.RegisterService(adapter.get());
    server_ = builder.BuildAndStart();
  }

  std::vector<std::unique_ptr<grpc::Service>> adapters_;
  std::unique_ptr<grpc::Server> server_;
  std::string socket_;  // to remove at the end
};

Server::Server(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

Server::~Server() {
  Shutdown(Duration(0));
  if (!impl_->socket_.empty()) unlink(impl_->socket_.c_str());
}

Result<std::unique_ptr<Server>> Server::StartInProcess(Services& services) {
  auto impl = std::make_unique<Impl>(services);
  grpc::ServerBuilder builder;
  impl->Build(builder);
  if (!impl->server_) return Status(Code::kInternal, "gRPC could not be started in this process");
  return std::unique_ptr<Server>(new Server(std::move(impl)));
}

Result<std::unique_ptr<Server>> Server::Start(Services& services, const Config& config) {
  if (Status path = CheckSocketPath(config.socket); !path.ok()) return path;
  grpc::EnableDefaultHealthCheckService(true);
  if (config.reflection) grpc::reflection::InitProtoReflectionServerBuilderPlugin();
  auto impl = std::make_unique<Impl>(services);
  grpc::ServerBuilder builder;
  unlink(config.socket.c_str());
  builder.AddListeningPort("unix:" + config.socket, grpc::InsecureServerCredentials());
  int port = 0;
  if (!config.listen.empty()) {
    Result<std::shared_ptr<grpc::ServerCredentials>> tls = MutualTls(config);
    if (!tls.ok()) return tls.status();
    builder.AddListeningPort(config.listen, *tls, &port);
  }
  mode_t old = umask(0177);
  impl->Build(builder);
  umask(old);
  if (!impl->server_) {
    return Status(Code::kUnavailable,
                  "cannot listen on " + config.socket +
                      (config.listen.empty() ? "" : " and " + config.listen) +
                      "; is the folder writable, the address free and the certificate right?");
  }
  impl->socket_ = config.socket;
  if (Status opened = OpenSocketTo(config); !opened.ok()) return opened;
  return std::unique_ptr<Server>(new Server(std::move(impl)));
}

std::shared_ptr<grpc::Channel> Server::InProcessChannel() {
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(kMaxSend);
  return impl_->server_->InProcessChannel(arguments);
}

void Server::Shutdown(Duration grace) {
  if (impl_->server_) impl_->server_->Shutdown(std::chrono::system_clock::now() + grace);
}

}  // namespace varta
