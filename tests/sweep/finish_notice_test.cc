// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Commands of the operator: sweep/command.h and sweep/finish_notice.h.
#include "sweep/finish_notice.h"

#include <gmock/gmock.h>
#include <sys/wait.h>

#include <cerrno>
#include <csignal>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "base/log.h"
#include "sweep/command.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace varta {
namespace {

const std::atomic<int64_t> kLong{60'000};

std::vector<std::string> Shell(const std::string& line) { return {"sh", "-c", line}; }

std::string ReadAll(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

void ExpectNoChildIsLeft() {
  EXPECT_EQ(waitpid(-1, nullptr, WNOHANG), -1);
  EXPECT_EQ(errno, ECHILD);
}

TEST(Command, GetsItsInputAndVariablesAndAnswers) {
  Result<CommandResult> ran = RunCommand(Shell("cat; echo \"$VARTA_X\"; echo err >&2; exit 3"),
                                         "in\n", {{"VARTA_X", "'; rm -rf / #"}}, kLong);
  ASSERT_THAT(ran, IsOk());
  EXPECT_EQ(ran->output, "in\n'; rm -rf / #\nerr\n");
  EXPECT_EQ(ran->exit_code, 3);
  EXPECT_FALSE(ran->timed_out);
  ExpectNoChildIsLeft();
}

TEST(Command, HostileOnesEndToo) {
  struct Case {
    const char* name;
    const char* line;
    int64_t limit;
    bool timed_out;
    int exit_code;
  };
  const Case cases[] = {
      {"reads nothing", "exit 0", 60'000, false, 0},
      {"never ends", "sleep 1000", 50, true, 128 + SIGKILL},
      {"nor its children", "trap '' TERM; sleep 1000 & wait", 50, true, 128 + SIGKILL},
      {"talks without end", "yes", 200, true, 128 + SIGKILL},
      {"kills itself", "kill -9 $$", 60'000, false, 128 + SIGKILL},
      {"leaves something behind that holds the pipe", "sleep 5 & echo out", 60'000, false, 0},
      {"closes its streams", "exec <&- >&- 2>&-; sleep 0.05; exit 4", 60'000, false, 4},
  };
  const std::string input(1 << 20, 'x');
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    const std::atomic<int64_t> limit{c.limit};
    Result<CommandResult> ran = RunCommand(Shell(c.line), input, {}, limit);
    ASSERT_THAT(ran, IsOk());
    EXPECT_EQ(ran->timed_out, c.timed_out);
    EXPECT_EQ(ran->exit_code, c.exit_code);
    EXPECT_LE(ran->output.size(), kMaxCommandOutput);
    ExpectNoChildIsLeft();
  }
  EXPECT_THAT(RunCommand({"/no/such/program"}, "", {}, kLong), HasCode(Code::kNotFound));
  EXPECT_THAT(RunCommand({}, "", {}, kLong), HasCode(Code::kInvalidArgument));
}

v1::Sweep Troubled() {
  v1::Sweep sweep;
  sweep.set_name("sweeps/1");
  sweep.set_state(v1::Sweep::STATE_SUCCEEDED);
  sweep.add_attention("incomplete: a: 1 pages were not reached");
  sweep.add_attention("incomplete: b: 2 pages were not reached");
  sweep.add_attention("template: a: changed");
  return sweep;
}

TEST(FinishNotice, TellsTheCommandWhatAndWhy) {
  SetLogLevel(LogLevel::kOff);
  TempDir dir;
  Config config;
  config.on_finish = Shell("cat > '" + dir.File("json") + "'; echo $VARTA_SWEEP $VARTA_STATE " +
                           "$VARTA_REASONS > '" + dir.File("env") + "'");
  FinishNotice(config).Send(Troubled());
  EXPECT_EQ(ReadAll(dir.File("env")), "sweeps/1 SUCCEEDED incomplete template\n");
  const auto json = nlohmann::json::parse(ReadAll(dir.File("json")));
  EXPECT_EQ(json["name"], "sweeps/1");
  EXPECT_EQ(json["attention"].size(), 3u);
  SetLogLevel(LogLevel::kInfo);
}

TEST(FinishNotice, RunsOnlyWhenItIsAskedFor) {
  SetLogLevel(LogLevel::kOff);
  TempDir dir;
  Config config;
  v1::Sweep fine = Troubled();
  fine.clear_attention();
  FinishNotice(config).Send(Troubled());  // no command
  config.on_finish = Shell("echo ran >> '" + dir.File("ran") + "'");
  FinishNotice(config).Send(fine);
  EXPECT_EQ(ReadAll(dir.File("ran")), "");
  config.on_finish_when = "always";
  {
    FinishNotice notice(config);
    notice.Send(fine);
    notice.Send(Troubled());
  }
  EXPECT_EQ(ReadAll(dir.File("ran")), "ran\nran\n");
  SetLogLevel(LogLevel::kInfo);
}

TEST(FinishNotice, ASlowCommandHoldsNobodyUp) {
  SetLogLevel(LogLevel::kOff);
  Config config;
  config.on_finish = Shell("sleep 1000");
  FinishNotice notice(config);
  for (int i = 0; i < 50; ++i) notice.Send(Troubled());
  notice.Hurry(Duration(1));
  SetLogLevel(LogLevel::kInfo);
}

}  // namespace
}  // namespace varta
