// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "sweep/finish_notice.h"

#include <google/protobuf/util/json_util.h>

#include <algorithm>
#include <set>

#include "base/log.h"
#include "base/text.h"
#include "sweep/command.h"

namespace varta {
namespace {

std::string Reasons(const v1::Sweep& sweep) {
  std::string reasons;
  std::set<std::string> seen;
  for (const std::string& sentence : sweep.attention()) {
    const std::string word = sentence.substr(0, sentence.find(':'));
    if (seen.insert(word).second) reasons += (reasons.empty() ? "" : " ") + word;
  }
  return reasons;
}

std::string Json(const v1::Sweep& sweep) {
  google::protobuf::util::JsonPrintOptions options;
  options.preserve_proto_field_names = true;
  std::string json;
  if (!google::protobuf::util::MessageToJsonString(sweep, &json, options).ok()) json = "{}";
  return json + "\n";
}

}  // namespace

FinishNotice::FinishNotice(const Config& config)
    : words_(config.on_finish),
      always_(config.on_finish_when == "always"),
      limit_(config.on_finish_timeout.count()) {
  if (words_.empty()) return;
  thread_ = std::jthread([this] {
    while (auto sweep = sweeps_.Pop()) Run(*sweep);
  });
}

FinishNotice::~FinishNotice() { sweeps_.Close(); }

void FinishNotice::Send(const v1::Sweep& sweep) {
  if (words_.empty() || (!always_ && sweep.attention().empty())) return;
  if (sweeps_.size() >= kMostWaiting) {
    Log(LogLevel::kError, "on_finish_dropped",
        {{"sweep", sweep.name()}, {"why", "sixteen others wait; the command is too slow"}});
    return;
  }
  sweeps_.Push(sweep);
}

void FinishNotice::Hurry(Duration limit) { limit_ = std::min(limit_.load(), limit.count()); }

void FinishNotice::Run(const v1::Sweep& sweep) {
  const std::string reasons = Reasons(sweep);
  Result<CommandResult> ran =
      RunCommand(words_, Json(sweep),
                 {{"VARTA_SWEEP", sweep.name()},
                  {"VARTA_STATE", v1::Sweep::State_Name(sweep.state()).substr(6)},
                  {"VARTA_REASONS", reasons}},
                 limit_);
  if (!ran.ok()) {
    Log(LogLevel::kError, "on_finish_failed",
        {{"sweep", sweep.name()}, {"reasons", reasons}, {"error", ran.status().message()}});
    return;
  }
  const bool well = ran->exit_code == 0 && !ran->timed_out;
  Log(well ? LogLevel::kInfo : LogLevel::kError, "on_finish_ran",
      {{"sweep", sweep.name()},
       {"reasons", reasons},
       {"exit_code", std::to_string(ran->exit_code)},
       {"timed_out", ran->timed_out ? "yes" : "no"},
       {"output", RepairUtf8(ran->output)}});
}

}  // namespace varta
