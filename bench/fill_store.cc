// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// fill_store DATA COUNT [SEED]: a data folder with COUNT synthetic ads of the test site's grammar,
// screened by the packs built in; those that are leads are leads, four in five of them judged as
// their template is graded. For measuring what works on all stored ads.
#include <cstdio>
#include <cstdlib>

#include "bench/made_ad.h"
#include "storage/store.h"
#include "sweep/convert.h"
#include "sweep/screener.h"
#include "sweep/screener_loader.h"

namespace varta {
namespace {

AdSighting SightingOf(const MadeAd& made, int number) {
  AdSighting sighting;
  const std::string url = "https://ads.example/" + std::to_string(number);
  sighting.ad.set_key(url);
  sighting.ad.set_url(url);
  sighting.ad.set_title(made.title);
  sighting.ad.set_text(made.text);
  ReadTyped(sighting.ad);
  sighting.provenance.set_source("made");
  sighting.provenance.set_url(url);
  sighting.source_kind = v1::SOURCE_KIND_CLASSIFIEDS;
  return sighting;
}

int Fill(const std::string& dir, int count, uint64_t seed) {
  SystemClock clock;
  Result<std::unique_ptr<Store>> store = Store::Open({.dir = dir}, clock);
  Result<std::shared_ptr<const Screener>> screener = BuildScreener("", 0.5);
  if (!store.ok() || !screener.ok()) {
    const Status& wrong = store.ok() ? screener.status() : store.status();
    std::fprintf(stderr, "fill_store: %s\n", wrong.message().c_str());
    return 1;
  }
  AdMaker maker(seed);
  const Time now = clock.Now();
  std::vector<PageResult> pages;
  std::vector<int> grades;  // of the leads of `pages`
  int leads = 0;
  for (int i = 0; i < count; ++i) {
    const MadeAd made = maker.Next();
    AdSighting sighting = SightingOf(made, i);
    // Over ten weeks.
    const Time seen = now - std::chrono::minutes(maker.Below(70 * 24 * 60));
    *sighting.provenance.mutable_fetch_time() = ToProto(seen);
    Screened screened;
    screened.ad = std::move(sighting.ad);
    (*screener)->Judge(&screened, sighting.source_kind);
    PageResult& page = pages.emplace_back();
    if (screened.lead) {
      page.leads.push_back({screened.ad,
                            screened.hits,
                            screened.score,
                            sighting.provenance,
                            {},
                            sighting.source_kind});
      grades.push_back(made.grade);
    } else {
      sighting.ad = std::move(screened.ad);
      sighting.hits = std::move(screened.hits);
      sighting.score = std::move(screened.score);
      page.ads.push_back(std::move(sighting));
    }
    if (pages.size() < 500 && i + 1 < count) continue;
    Result<std::vector<Committed>> done = (*store)->Commit(pages, "fill_store");
    if (!done.ok()) {
      std::fprintf(stderr, "fill_store: %s\n", done.status().message().c_str());
      return 1;
    }
    for (size_t j = 0; j < done->size(); ++j) {
      if (maker.Below(5) == 0) continue;
      const Result<v1::Lead> judged = (*store)->UpdateLead(
          done->at(j).lead_id, "", {"fill_store", "VERDICT", "", "", ""}, [&](v1::Lead& lead) {
            lead.set_verdict(grades[j] >= 2 ? v1::Lead::VERDICT_RELEVANT
                                            : v1::Lead::VERDICT_NOT_RELEVANT);
            return Status();
          });
      if (!judged.ok()) return 1;
    }
    leads += static_cast<int>(done->size());
    pages.clear();
    grades.clear();
  }
  std::printf("%d ads, %d of them leads\n", count, leads);
  return 0;
}

}  // namespace
}  // namespace varta

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fprintf(stderr, "fill_store DATA COUNT [SEED]\n");
    return 2;
  }
  return varta::Fill(argv[1], std::atoi(argv[2]),
                     argc > 3 ? std::strtoull(argv[3], nullptr, 10) : 1);
}
