// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// What the rule verbs that ask about stored ads have in common: a version of the packs to send, a
// call that tells its progress before its report, numbers in words.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/status.h"
#include "cli/connection.h"
#include "cli/terminal.h"
#include "varta/v1/rule_service.grpc.pb.h"

namespace varta {

// The files of a pack's folder, or of one that has packs in it, to send; 8 MiB at most.
Result<std::vector<v1::RulePackFile>> ReadRulePackFiles(const std::string& folder);

// "active": the packs in use; else a pack's folder, or one that has packs in it.
Result<v1::RuleChoice> ReadRuleChoice(const std::string& named);

// Reads the stream of a call that ends with a report; progress goes to standard error.
template <typename Response>
Result<Response> FollowReport(grpc::ClientReaderInterface<Response>& stream) {
  Progress shown;
  Response response, last;
  bool whole = false;
  while (stream.Read(&response)) {
    if (response.has_progress())
      shown.Show(std::to_string(response.progress().ads()) + " stored ads looked at");
    if (!response.has_report()) continue;
    last = std::move(response);
    whole = true;
  }
  const grpc::Status status = stream.Finish();
  if (!status.ok()) return FromGrpc(status);
  if (!whole) return Status(Code::kUnavailable, "the server ended before it sent the report");
  return last;
}

// "83 % (71-90 of 64)"; "-" if there is none.
std::string RateText(const v1::Rate* rate);
int64_t TotalOf(const v1::AdCount& count);
// "12 (9 texts): 3 relevant, 1 not relevant, 8 ordinary".
std::string CountText(const v1::AdCount& count);
std::string LookedAtText(const v1::LookedAt& looked);
std::string MicrosecondsText(double microseconds);

}  // namespace varta
