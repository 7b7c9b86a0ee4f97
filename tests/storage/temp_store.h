// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// What the tests of storage/ share: a folder that goes away, a clock that stands still, ads to
// commit.
#pragma once

#include <gtest/gtest.h>
#include <stdlib.h>
#include <unistd.h>

#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "storage/store.h"
#include "storage/timestamps.h"
#include "tests/support/open_store.h"

namespace varta {

// In memory where the system offers that: these tests sync thousands of times. TMPDIR overrules.
class TempDir {
 public:
  TempDir() {
    std::filesystem::path memory = "/dev/shm";
    bool in_memory = !getenv("TMPDIR") && access(memory.c_str(), W_OK) == 0;
    std::string pattern =
        (in_memory ? memory : std::filesystem::temp_directory_path()) / "varta-storage-XXXXXX";
    path_ = mkdtemp(pattern.data());
  }
  ~TempDir() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TempDir(const TempDir&) = delete;
  TempDir& operator=(const TempDir&) = delete;
  const std::string& path() const { return path_; }
  std::string data() const { return path_ + "/data"; }

 private:
  std::string path_;
};

inline constexpr Time kNoon = Time(Duration(1'790'000'000'000));  // September 2026

class StillClock final : public Clock {
 public:
  Time Now() const override { return now; }
  Time now = kNoon;
};

struct Sight {
  std::string key = "https://robota.example/1";
  std::string title = "Робота на складі";
  std::string text = "Потрібні люди на склад, житло надаємо. Телефон +380501234567";
  std::vector<std::string> phones = {"+380501234567"};
  std::vector<std::string> rules = {"housing-provided"};
  double score = 0.7;
  std::string not_scored = "";
  Time fetched = kNoon;
  std::string body = "<html>робота</html>";
  std::string source = "robota";
  std::string language = "uk";
};

inline PageResult PageOf(const Sight& sight) {
  LeadSighting lead;
  lead.ad.set_key(sight.key);
  lead.ad.set_url(sight.key);
  lead.ad.set_title(sight.title);
  lead.ad.set_text(sight.text);
  lead.ad.set_language(sight.language);
  for (const std::string& phone : sight.phones) {
    v1::Fact* fact = lead.ad.add_facts();
    fact->set_kind(v1::FACT_KIND_PHONE);
    fact->set_value(phone);
  }
  for (const std::string& rule : sight.rules) {
    v1::Hit hit;
    hit.set_rule(rule);
    hit.add_forms(v1::FORM_LABOUR);
    lead.hits.push_back(std::move(hit));
  }
  lead.score.set_value(sight.score);
  lead.score.set_not_scored_because(sight.not_scored);
  lead.provenance.set_source(sight.source);
  lead.provenance.set_url(sight.key);
  *lead.provenance.mutable_fetch_time() = ToTimestamp(sight.fetched);
  Capture capture;
  capture.evidence.set_http_status(200);
  capture.body = sight.body;
  lead.capture = std::move(capture);
  PageResult page;
  page.leads.push_back(std::move(lead));
  return page;
}

// Commits one page or fails the test.
inline Committed CommitOne(Store& store, const Sight& sight) {
  PageResult page = PageOf(sight);
  Result<std::vector<Committed>> all = store.Commit({&page, 1}, "sweep");
  EXPECT_TRUE(all.ok()) << ToString(all.status());
  return all.ok() ? all->at(0) : Committed();
}

}  // namespace varta
