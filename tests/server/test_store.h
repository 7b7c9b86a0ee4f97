// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// A store in a temporary folder with a few leads in it, for the tests of the services.
#pragma once

#include <memory>
#include <string>

#include "storage/store.h"
#include "tests/support/fake_clock.h"
#include "tests/support/open_store.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace varta {

struct TestStore {
  TempDir dir;
  FakeClock clock;
  std::unique_ptr<Store> store;

  TestStore() { store = OpenStore(dir.File("data"), clock); }

  // An ad of source "s" whose text names a phone; its lead's id.
  std::string AddLead(int number, double score, const std::string& phone = "+380671234567") {
    PageResult result;
    result.leads.emplace_back();
    LeadSighting& sighting = result.leads[0];
    std::string before = "Паспорт забираємо, дзвоніть ";
    sighting.ad.set_key("https://a.example/ad/" + std::to_string(number));
    sighting.ad.set_url(sighting.ad.key());
    sighting.ad.set_title("Робота за кордоном " + std::to_string(number));
    sighting.ad.set_text(before + "067 123 45 67 щодня");
    sighting.ad.set_language("uk");
    v1::Fact* fact = sighting.ad.add_facts();
    fact->set_kind(v1::FACT_KIND_PHONE);
    fact->set_value(phone);
    fact->set_written("067 123 45 67");
    fact->set_place(v1::PLACE_TEXT);
    fact->mutable_span()->set_begin(static_cast<uint32_t>(before.size()));
    fact->mutable_span()->set_end(static_cast<uint32_t>(before.size() + 13));
    v1::Hit hit;
    hit.set_rule("t.kept");
    hit.set_weight(3);
    hit.set_place(v1::PLACE_TEXT);
    v1::Span* span = hit.add_spans();
    span->set_end(static_cast<uint32_t>(std::string("Паспорт").size()));
    sighting.hits.push_back(hit);
    sighting.score.set_value(score);
    sighting.provenance.set_source("s");
    sighting.provenance.mutable_fetch_time()->set_seconds(1'700'000'000 + number);
    sighting.capture.emplace();
    sighting.capture->body = std::string(600'000, 'x') + std::to_string(number);
    auto committed = store->Commit({&result, 1}, "test");
    EXPECT_THAT(committed, IsOk());
    return committed->front().lead_id;
  }

  // The newest audit entry.
  stored::v1::AuditEntry LastAudit() {
    uint64_t count = store->VerifyAudit()->entries;
    return store->ReadAudit(count - 1, 1)->front();
  }
};

}  // namespace varta
