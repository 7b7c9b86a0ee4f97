// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Small conversions between our plain values and the records. Any thread.
#pragma once

#include <google/protobuf/timestamp.pb.h>

#include "base/clock.h"
#include "crawler/page.h"
#include "varta/v1/evidence_service.pb.h"

namespace varta {

google::protobuf::Timestamp ToProto(Time time);
Time FromProto(const google::protobuf::Timestamp& time);
// Appends each header.
void ToProto(const Headers& headers, google::protobuf::RepeatedPtrField<v1::Header>* proto);

}  // namespace varta
