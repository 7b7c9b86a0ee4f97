// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "cli/arguments.h"

#include <CLI/CLI.hpp>

#include "base/clock.h"
#include "sweep/convert.h"

namespace varta {

Status SetTime(const std::string& written, const char* option,
               const std::function<google::protobuf::Timestamp*()>& time) {
  if (written.empty()) return Status();
  const std::optional<Time> parsed = ParseTime(written);
  if (!parsed) {
    return Status(Code::kInvalidArgument,
                  std::string(option) +
                      ": write a date or time in UTC, as 2026-11-22 or 2026-11-22T03:30:00Z");
  }
  *time() = ToProto(*parsed);
  return Status();
}

void AddPaging(CLI::App* verb, int* limit, std::string* token) {
  verb->add_option("--limit", *limit, "1 to 500 [20]")
      ->check(CLI::Range(1, 500).description(""))
      ->type_name("N");
  verb->add_option("--page", *token, "go on where a list ended")->type_name("TOKEN");
}

}  // namespace varta
