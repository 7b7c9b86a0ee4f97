// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "sweep/resources.h"

#include <gmock/gmock.h>

#include "base/log.h"
#include "tests/support/fake_clock.h"
#include "tests/support/temp_dir.h"

namespace varta {
namespace {

using testing::HasSubstr;

constexpr int64_t kMiB = 1024 * 1024;

TEST(Resources, TheLowestMarksCount) {
  Config config;
  config.min_disk_free_bytes = 100 * kMiB;
  config.min_free_files = 64;
  Config capped = config;
  capped.max_memory_bytes = 500 * kMiB;
  struct Case {
    const char* name;
    const Config& config;
    Resources resources;
    const char* want;  // empty: enough
  };
  const Case cases[] = {
      {"nothing is known", config, {}, ""},
      {"disk at the mark", config, {.disk_free = 100 * kMiB}, ""},
      {"disk below", config, {.disk_free = 100 * kMiB - 1}, "min_disk_free_bytes"},
      {"memory by itself", config, {.memory = 900 * kMiB}, ""},
      {"memory at 80 %", config, {.memory = 800 * kMiB, .memory_limit = 1000 * kMiB}, ""},
      {"memory above", config, {.memory = 801 * kMiB, .memory_limit = 1000 * kMiB}, "80 %"},
      {"memory above the setting", capped, {.memory = 501 * kMiB}, "max_memory_bytes"},
      {"below it", capped, {.memory = 499 * kMiB, .memory_limit = 500 * kMiB}, ""},
      {"files", config, {.files = 961, .files_limit = 1024}, "min_free_files"},
      {"files at the mark", config, {.files = 960, .files_limit = 1024}, ""},
      {"files without a limit", config, {.files = 5000}, ""},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    const std::string why = WhyNotEnough(c.resources, c.config);
    EXPECT_EQ(why.empty(), *c.want == '\0') << why;
    EXPECT_THAT(why, HasSubstr(c.want));
  }
}

TEST(Resources, TheProbeKnowsThisMachine) {
  TempDir dir;
  const Resources resources = ProbeResources(dir.path());
  EXPECT_GT(resources.disk_free.value_or(0), 0);
  EXPECT_GT(resources.memory.value_or(0), 0);
  EXPECT_GE(resources.memory_limit.value_or(0), resources.memory.value_or(0));
  EXPECT_GE(resources.files.value_or(0), 3);
  EXPECT_FALSE(ProbeResources(dir.File("none")).disk_free.has_value());
}

TEST(LowWater, AsksOnceASecondAndGoesOnByItself) {
  SetLogLevel(LogLevel::kOff);
  FakeClock clock;
  Config config;
  int asked = 0;
  int64_t free = 0;
  LowWater low(config, [&] {
    ++asked;
    Resources resources;
    resources.disk_free = free;
    return resources;
  });
  EXPECT_THAT(low.Check(clock.Now()), HasSubstr("min_disk_free_bytes"));
  free = config.min_disk_free_bytes;
  clock.Advance(Duration(999));
  EXPECT_NE(low.Check(clock.Now()), "");
  EXPECT_EQ(asked, 1);
  clock.Advance(Duration(1));
  EXPECT_EQ(low.Check(clock.Now()), "");
  clock.Advance(Duration(-3'600'000));  // the clock was set back
  EXPECT_EQ(low.Check(clock.Now()), "");
  EXPECT_EQ(asked, 3);
  SetLogLevel(LogLevel::kInfo);
}

}  // namespace
}  // namespace varta
