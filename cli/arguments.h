// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Options that several verbs take, read in one way.
#pragma once

#include <google/protobuf/timestamp.pb.h>

#include <functional>
#include <string>

#include "base/status.h"
#include "cli/verb.h"

namespace varta {

// Puts a day or a time in UTC where `time` says, which is asked only if something was written.
// kInvalidArgument names `option`.
Status SetTime(const std::string& written, const char* option,
               const std::function<google::protobuf::Timestamp*()>& time);

// --limit and --page of a list.
void AddPaging(CLI::App* verb, int* limit, std::string* token);

}  // namespace varta
