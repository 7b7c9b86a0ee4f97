// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "sweep/config.h"

#include <gmock/gmock.h>

#include <cstdlib>
#include <fstream>
#include <map>
#include <set>

#include "sweep/fetch_settings.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace varta {
namespace {

using testing::ElementsAre;
using testing::EndsWith;

std::string Write(const TempDir& dir, const char* name, const std::string& text) {
  std::ofstream(dir.File(name)) << text;
  return dir.File(name);
}

TEST(Config, ReadsEverySettingByItsType) {
  TempDir dir;
  std::string path =
      Write(dir, "varta.yaml",
            "data_dir: store\ndelay: 3s\nmax_in_flight: 7\nlead_threshold: 0.75\nreflection: true\n"
            "allow_networks: ['127.0.0.0/8', '::1']\nsocket: run/v.sock\n");
  Result<Config> config = LoadConfig(path);
  ASSERT_THAT(config, IsOk());
  EXPECT_EQ(config->data_dir, dir.File("store"));
  EXPECT_EQ(config->socket, dir.File("run/v.sock"));
  EXPECT_EQ(config->delay, Duration(3000));
  EXPECT_EQ(config->max_in_flight, 7);
  EXPECT_EQ(config->lead_threshold, 0.75);
  EXPECT_TRUE(config->reflection);
  EXPECT_THAT(config->allow_networks, ElementsAre("127.0.0.0/8", "::1"));
}

TEST(Config, SaysWhomToAskForNamesAndShowsIt) {
  TempDir dir;
  Result<Config> config =
      LoadConfig(Write(dir, "varta.yaml",
                       "dns:\n  servers: [192.0.2.53, '127.0.0.1:5353']\n"
                       "  fixed: {Shop.Example: 192.0.2.7, '*.їжа.example': '2001:db8::1'}\n"));
  ASSERT_THAT(config, IsOk());
  const Resolver::Options dns = ToFetchOptions(*config).dns;
  EXPECT_THAT(dns.servers, ElementsAre("192.0.2.53", "127.0.0.1:5353"));
  EXPECT_THAT(dns.fixed, ElementsAre(testing::Pair("shop.example", "192.0.2.7"),
                                     testing::Pair("*.xn--80al2h.example", "2001:db8::1")));
  std::map<std::string, std::string> shown;
  for (const SettingRow& row : DescribeConfig(*config)) shown[row.name] = row.value;
  EXPECT_EQ(shown["dns.servers"], "192.0.2.53, 127.0.0.1:5353");
  EXPECT_EQ(shown["dns.fixed"], "shop.example: 192.0.2.7, *.xn--80al2h.example: 2001:db8::1");
}

TEST(Config, TheFetcherAndTheConfigurationHaveOneDefault) {
  EXPECT_EQ(Config().max_in_flight, FetchOptions().max_in_flight);
  EXPECT_EQ(ToFetchOptions(Config()).max_in_flight, FetchOptions().max_in_flight);
  // No name but the program's own: nothing that looks as if somebody stood behind it.
  EXPECT_EQ(Config().user_agent, "");
  EXPECT_EQ(ToFetchOptions(Config()).user_agent, "varta/0.1");
}

TEST(Config, AnEmptyFileIsAllDefaultsAndTheSocketLiesWithTheData) {
  TempDir dir;
  Result<Config> config = LoadConfig(Write(dir, "varta.yaml", "# nothing\n"));
  ASSERT_THAT(config, IsOk());
  EXPECT_EQ(config->data_dir, dir.File("data"));
  EXPECT_EQ(config->socket, dir.File("data/varta.sock"));
}

TEST(Config, MistakesNameFileLineAndColumn) {
  struct Case {
    const char* name;
    const char* text;
    const char* want;
  };
  const Case cases[] = {
      {"unknown key", "delay: 2s\nsources_dri: x\n",
       "varta.yaml:2:1: unknown key 'sources_dri'; did you mean 'sources_dir'?"},
      {"no unit", "delay: 2\n", "varta.yaml:1:8: "},
      {"too large", "max_in_flight: 100000\n", "varta.yaml:1:16: "},
      {"not a score", "lead_threshold: 2\n", "varta.yaml:1:17: "},
      {"mode", "socket_mode: rw\n", "four octal digits"},
      {"TLS half said", "listen: '0.0.0.0:7000'\n", "mutual TLS"},
      {"a list", "- a\n", "varta.yaml:1:1: "},
      {"nobody's name", "user_agent: varta/0.1\n", "varta.yaml:1:13: user_agent says nobody"},
      {"a browser's name", "user_agent: Mozilla/5.0 (+https://example.org)\n", "a browser"},
      {"a server by name", "dns:\n  servers: [dns.example]\n",
       "varta.yaml:2:12: DNS servers 'dns.example'"},
      {"no such setting", "dns: {server: 192.0.2.53}\n", "did you mean 'servers'?"},
      {"no map", "dns: {fixed: [a]}\n", "varta.yaml:1:14: write a map of names"},
      {"no name", "dns: {fixed: {'a/b': 192.0.2.7}}\n", "is no name of a host"},
      {"no address", "dns: {fixed: {a.example: 192.0.2.7, b.example: c.example}}\n",
       "varta.yaml:1:48: 'c.example' for b.example is no IP address"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    TempDir dir;
    EXPECT_THAT(LoadConfig(Write(dir, "varta.yaml", c.text)),
                IsError(Code::kInvalidArgument, c.want));
  }
}

TEST(Config, ANamedFileThatIsNotThereIsAnError) {
  TempDir dir;
  EXPECT_FALSE(LoadConfig(dir.File("none.yaml")).ok());
}

TEST(Config, TheEnvironmentNamesAFile) {
  TempDir dir;
  std::string path = Write(dir, "other.yaml", "workers: 3\n");
  setenv("VARTA_CONFIG", path.c_str(), 1);
  Result<Config> config = LoadConfig("");
  unsetenv("VARTA_CONFIG");
  ASSERT_THAT(config, IsOk());
  EXPECT_EQ(config->workers, 3);
  EXPECT_EQ(config->file, path);
}

TEST(Config, TheTableDescribesEachSettingOnce) {
  std::set<std::string> names;
  for (const SettingRow& row : DescribeConfig(Config())) {
    SCOPED_TRACE(row.name);
    EXPECT_TRUE(names.insert(row.name).second);
    EXPECT_FALSE(row.help.empty());
    EXPECT_FALSE(row.unit.empty());
    EXPECT_EQ(row.value, row.default_value);
  }
  EXPECT_GE(names.size(), 20u);
}

TEST(Config, MetricsAreForThisMachineOnly) {
  for (const char* good : {"127.0.0.1:9464", "127.8.9.1:0", "[::1]:65535"}) {
    EXPECT_TRUE(LoopbackPort(good)) << good;
  }
  EXPECT_EQ(LoopbackPort("127.0.0.1:9464")->port, 9464);
  for (const char* bad :
       {"", ":", "9464", "127.0.0.1", "127.0.0.1:", "127.0.0.1:x", "127.0.0.1:65536",
        "127.0.0.1:-1", "0.0.0.0:9464", "128.0.0.1:1", "127.1:1", "localhost:9464", "[::]:9464",
        "::1:9464", "[::1]", "127.0.0.1:9464 "}) {
    EXPECT_FALSE(LoopbackPort(bad)) << bad;
  }
  TempDir dir;
  Result<Config> config = LoadConfig(Write(dir, "varta.yaml", "metrics_listen: 0.0.0.0:9464\n"));
  ASSERT_THAT(config, HasCode(Code::kInvalidArgument));
  EXPECT_THAT(config.status().message(), testing::HasSubstr("varta.yaml:1:17: "));
}

TEST(Config, TheCommandIsFoundBesideTheFileOrInThePath) {
  TempDir dir;
  EXPECT_THAT(LoadConfig(Write(dir, "a.yaml", "on_finish: [bin/tell, 'a b']\n"))->on_finish,
              ElementsAre(dir.File("bin/tell"), "a b"));
  EXPECT_THAT(LoadConfig(Write(dir, "b.yaml", "on_finish: tell\n"))->on_finish,
              ElementsAre("tell"));
  EXPECT_THAT(LoadConfig(Write(dir, "c.yaml", "on_finish_when: never\n")),
              HasCode(Code::kInvalidArgument));
  EXPECT_THAT(LoadConfig(Write(dir, "d.yaml", "on_finish_timeout: 2h\n")),
              HasCode(Code::kInvalidArgument));
}

}  // namespace
}  // namespace varta
