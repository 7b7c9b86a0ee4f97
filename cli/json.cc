// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "cli/json.h"

#include <google/protobuf/util/json_util.h>

#include <cstdio>

namespace varta {

std::string ToJson(const google::protobuf::Message& message, bool indented) {
  google::protobuf::util::JsonPrintOptions options;
  options.add_whitespace = indented;
  options.preserve_proto_field_names = true;
  std::string json;
  if (!google::protobuf::util::MessageToJsonString(message, &json, options).ok()) return "{}";
  return json;
}

void PrintJson(const google::protobuf::Message& message) {
  std::string json = ToJson(message, true);
  std::fwrite(json.data(), 1, json.size(), stdout);
}

}  // namespace varta
