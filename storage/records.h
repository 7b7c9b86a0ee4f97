// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Records to and from their bytes on disk. Any thread.
#pragma once

#include <google/protobuf/message.h>

#include <string>
#include <string_view>

#include "base/status.h"

namespace varta {

// Every text of the message, and of the messages in it, becomes valid UTF-8: protobuf would write
// anything else without a word and refuse to read it back. Maps are left alone: their keys are
// ours.
void RepairStrings(google::protobuf::Message& message);

// The texts must be valid UTF-8: see RepairStrings.
std::string EncodeRecord(const google::protobuf::Message& message);

// kDataLoss: the bytes are not such a record. `what` names it: "lead 01ab".
Status DecodeRecord(std::string_view bytes, std::string_view what,
                    google::protobuf::Message* message);

}  // namespace varta
