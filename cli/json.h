// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Records as JSON for programs: proto names as they stand, one line or indented.
#pragma once

#include <google/protobuf/message.h>

#include <string>

namespace varta {

std::string ToJson(const google::protobuf::Message& message, bool indented);
// Prints it with a line break.
void PrintJson(const google::protobuf::Message& message);

}  // namespace varta
