// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "sweep/convert.h"

namespace varta {

google::protobuf::Timestamp ToProto(Time time) {
  int64_t millis = ToUnixMillis(time);
  int64_t seconds = millis / 1000 - (millis % 1000 < 0);
  google::protobuf::Timestamp proto;
  proto.set_seconds(seconds);
  proto.set_nanos(static_cast<int32_t>((millis - seconds * 1000) * 1'000'000));
  return proto;
}

Time FromProto(const google::protobuf::Timestamp& time) {
  return FromUnixMillis(time.seconds() * 1000 + time.nanos() / 1'000'000);
}

void ToProto(const Headers& headers, google::protobuf::RepeatedPtrField<v1::Header>* proto) {
  for (const auto& [name, value] : headers) {
    v1::Header* header = proto->Add();
    header->set_name(name);
    header->set_value(value);
  }
}

}  // namespace varta
