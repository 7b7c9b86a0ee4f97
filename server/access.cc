// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "server/access.h"

#include <grpcpp/security/auth_context.h>

namespace varta {
namespace {

constexpr size_t kMaxValue = 1024;

// Metadata may hold any bytes; what goes into the audit log is printable and short.
std::string TextOf(const grpc::CallbackServerContext& context, const char* name) {
  auto found = context.client_metadata().find(name);
  if (found == context.client_metadata().end()) return "";
  std::string value(found->second.data(), std::min(found->second.size(), kMaxValue));
  for (char& c : value) {
    if (static_cast<unsigned char>(c) < ' ' || c == 0x7f) c = ' ';
  }
  return value;
}

}  // namespace

Caller Identify(const grpc::CallbackServerContext& context) {
  Caller caller;
  auto auth = context.auth_context();
  if (auth && auth->IsPeerAuthenticated()) {
    auto names = auth->GetPeerIdentity();
    caller.principal = "cert:" + (names.empty() ? std::string("unnamed")
                                                : std::string(names[0].data(), names[0].size()));
  } else {
    std::string user = TextOf(context, "x-varta-user");
    caller.principal = "local:" + (user.empty() ? std::string("unknown") : user);
  }
  caller.purpose = TextOf(context, "x-purpose-bin");
  if (caller.purpose.empty()) caller.purpose = TextOf(context, "x-purpose");
  return caller;
}

}  // namespace varta
