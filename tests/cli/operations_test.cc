// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// What runs without a person: varta serve under systemd with its plan and metrics, the command at
// the end of a sweep, and the warnings before an approval ends.
#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include <chrono>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "base/clock.h"
#include "tests/cli/program.h"
#include "tests/support/small_pack.h"
#include "tests/support/temp_dir.h"

namespace varta {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

// A date so many days from today.
std::string Day(int days) {
  return FormatTime(SystemClock().Now() + std::chrono::hours(24 * days)).substr(0, 10);
}

// A source on a port where nobody answers.
void WriteSource(const TempDir& dir, const std::string& expires, const std::string& every = "") {
  std::filesystem::create_directory(dir.File("sources"));
  std::ofstream(dir.File("sources/dead.yaml"))
      << "id: dead\nkind: test\nseeds: ['http://127.0.0.1:1/']\nlegal_basis: test\n"
      << "approved_by: test\nexpires: " << expires << "\n"
      << (every.empty() ? "" : "every: " + every + "\n");
}

void WriteConfig(const TempDir& dir, const std::string& more) {
  ASSERT_TRUE(WriteSmallPack(dir.File("rules/packs")).ok());
  std::ofstream(dir.File("varta.yaml")) << "allow_networks: ['127.0.0.0/8']\nmax_attempts: 1\n"
                                        << more;
}

// What systemd would hear.
class NotifySocket {
 public:
  explicit NotifySocket(const std::string& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
    descriptor_ = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    const timeval patience{60, 0};
    setsockopt(descriptor_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    EXPECT_EQ(bind(descriptor_, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  }
  ~NotifySocket() { close(descriptor_); }
  // Empty: a minute without a word.
  std::string Next() {
    char buffer[4096];
    const ssize_t got = recv(descriptor_, buffer, sizeof buffer, 0);
    return std::string(buffer, static_cast<size_t>(got > 0 ? got : 0));
  }

 private:
  int descriptor_ = -1;
};

TEST(Operations, ServeTellsSystemdHowItIs) {
  TempDir dir;
  WriteConfig(dir, "metrics_file: varta.prom\n");
  WriteSource(dir, Day(100), "day at 03:30 Europe/Kyiv");
  NotifySocket systemd(dir.File("notify"));
  setenv("NOTIFY_SOCKET", dir.File("notify").c_str(), 1);
  setenv("WATCHDOG_USEC", "200000", 1);
  Program server(dir.path(), {"serve"});
  unsetenv("NOTIFY_SOCKET");
  unsetenv("WATCHDOG_USEC");
  EXPECT_THAT(systemd.Next(), AllOf(HasSubstr("READY=1"), HasSubstr("STATUS=serving")));
  EXPECT_EQ(systemd.Next(), "WATCHDOG=1");
  EXPECT_EQ(systemd.Next(), "WATCHDOG=1");
  while (!server.Ended() && server.Err().find("planned_next") == std::string::npos) usleep(10'000);
  EXPECT_THAT(server.Err(), HasSubstr("planned_next source=dead time="));
  server.Signal(SIGTERM);
  std::string last = "WATCHDOG=1";
  while (last == "WATCHDOG=1") last = systemd.Next();
  EXPECT_EQ(last, "STOPPING=1");
  EXPECT_EQ(server.Wait().code, 0);
  EXPECT_THAT(ReadAll(dir.File("varta.prom")),
              AllOf(HasSubstr("varta_source_next_sweep_time_seconds{source=\"dead\"}"),
                    HasSubstr("varta_disk_free_bytes")));
}

TEST(Operations, TheCommandIsRunAtTheEndOfASweepThatWentWrong) {
  TempDir dir;
  WriteConfig(dir, "on_finish: [sh, -c, 'cat > told.json; echo $VARTA_REASONS > told.txt']\n");
  WriteSource(dir, Day(100));
  Ran sweep = RunVarta(dir.path(), {"sweep"});
  EXPECT_THAT(sweep.out, HasSubstr("look: nothing: dead: of 1 pages that were due"));
  EXPECT_EQ(ReadAll(dir.File("told.txt")), "nothing\n");
  const auto json = nlohmann::json::parse(ReadAll(dir.File("told.json")));
  EXPECT_EQ(json["state"], "STATE_SUCCEEDED");
  EXPECT_EQ(json["ledgers"][0]["source"], "dead");
  EXPECT_THAT(sweep.err, HasSubstr("on_finish_ran"));
}

// A site that takes connections and never answers.
class SilentSite {
 public:
  SilentSite() : descriptor_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* const plain = reinterpret_cast<sockaddr*>(&address);
    EXPECT_EQ(bind(descriptor_, plain, size), 0);
    EXPECT_EQ(listen(descriptor_, 16), 0);
    EXPECT_EQ(getsockname(descriptor_, plain, &size), 0);
    port_ = ntohs(address.sin_port);
  }
  ~SilentSite() { close(descriptor_); }
  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_) + "/"; }

 private:
  int descriptor_, port_ = 0;
};

TEST(Operations, ASweepWithoutAServerAnswersTheOtherVerbs) {
  TempDir dir;
  WriteConfig(dir, "");
  SilentSite site;
  std::filesystem::create_directory(dir.File("sources"));
  std::ofstream(dir.File("sources/silent.yaml"))
      << "id: silent\nkind: test\nseeds: ['" << site.url() << "']\nlegal_basis: test\n"
      << "approved_by: test\nexpires: " << Day(100) << "\n";
  Program sweep(dir.path(), {"sweep"});
  while (!sweep.Ended() && !std::filesystem::exists(dir.File("data/varta.sock"))) usleep(10'000);
  ASSERT_FALSE(sweep.Ended()) << sweep.Err();
  EXPECT_THAT(RunVarta(dir.path(), {"leads", "list"}).out, HasSubstr("No lead fits"));
  EXPECT_EQ(RunVarta(dir.path(), {"sweeps", "list"}).code, 0);
  EXPECT_EQ(RunVarta(dir.path(), {"audit", "verify"}).code, 0);
  EXPECT_THAT(RunVarta(dir.path(), {"why", site.url()}).out, HasSubstr("source silent"));
  Ran second = RunVarta(dir.path(), {"sweep"});
  EXPECT_EQ(second.code, 1);
  EXPECT_THAT(second.err, HasSubstr("is running"));
  Ran server = RunVarta(dir.path(), {"serve"});
  EXPECT_EQ(server.code, 1);
  EXPECT_THAT(server.err, testing::ContainsRegex("in use by process [0-9]+ \\(varta sweep\\)"));
  EXPECT_EQ(RunVarta(dir.path(), {"sweeps", "stop", "nosuch"}).code, 2);
  EXPECT_THAT(RunVarta(dir.path(), {"sweeps", "stop"}).out, HasSubstr("ends within seconds"));
  EXPECT_EQ(sweep.Wait().code, 1);
  EXPECT_FALSE(std::filesystem::exists(dir.File("data/varta.sock")));
}

TEST(Operations, WithoutAUserAgentOnlyTestSitesAreRead) {
  TempDir dir;
  WriteConfig(dir, "");
  std::filesystem::create_directory(dir.File("sources"));
  std::ofstream(dir.File("sources/doska.yaml"))
      << "id: doska\nkind: classifieds\nseeds: ['https://doska.example/']\nlegal_basis: test\n"
      << "approved_by: test\nexpires: " << Day(100) << "\n";
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"sweep"}, {"inspect", "https://doska.example/1"}}) {
    Ran ran = RunVarta(dir.path(), words);
    EXPECT_EQ(ran.code, 1);
    EXPECT_THAT(ran.err, HasSubstr("no user_agent in varta.yaml"));
  }
  EXPECT_THAT(RunVarta(dir.path(), {"sources", "list"}).out, HasSubstr("no user_agent"));
  EXPECT_THAT(RunVarta(dir.path(), {"sources", "check"}).out, HasSubstr("no user_agent"));
}

TEST(Operations, SourcesSayWhenTheirApprovalEnds) {
  TempDir dir;
  WriteConfig(dir, "");
  WriteSource(dir, Day(100), "6h");
  EXPECT_THAT(RunVarta(dir.path(), {"sources", "list"}).out,
              AllOf(HasSubstr("until " + Day(100)), HasSubstr("every 6h, next ")));
  WriteSource(dir, Day(5));
  Ran list = RunVarta(dir.path(), {"sources", "list"});
  EXPECT_EQ(list.code, 0);
  EXPECT_THAT(list.out, AllOf(HasSubstr("the approval ends on " + Day(5)), HasSubstr("by hand")));
  Ran check = RunVarta(dir.path(), {"sources", "check"});
  EXPECT_EQ(check.code, 1);
  EXPECT_THAT(check.out, HasSubstr("the approval ends on " + Day(5) + ", in 5 days"));
  WriteSource(dir, Day(-1));
  check = RunVarta(dir.path(), {"sources", "check"});
  EXPECT_EQ(check.code, 1);
  EXPECT_THAT(check.out, HasSubstr("the approval expired on " + Day(-1)));
}

}  // namespace
}  // namespace varta
