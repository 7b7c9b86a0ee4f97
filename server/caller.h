// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Who is calling, and why. Value.
#pragma once

#include <string>

namespace varta {

struct Caller {
  std::string principal;  // "cert:<name>" by mutual TLS; "local:<user>" on the Unix socket, as the
                          // client says
  std::string purpose;    // metadata x-purpose: the reason, written to the audit log
};

}  // namespace varta
