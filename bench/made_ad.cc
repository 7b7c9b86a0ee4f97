// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "bench/made_ad.h"

#include <cstdio>
#include <span>
#include <vector>

#include "tests/support/ad_grammar.h"

namespace varta {

struct AdMaker::Impl {
  struct Table {
    const char* language;
    std::span<const AdTemplate> ads;
  };
  std::vector<Table> tables = {{"uk", UkrainianJobs()},     {"uk", UkrainianLife()},
                               {"uk", UkrainianWorrying()}, {"ru", RussianOrdinary()},
                               {"ru", RussianWorrying()},   {"en", EnglishAds()},
                               {"pl", PolishAds()}};
  Random random;
  int number = 0;

  explicit Impl(uint64_t seed) : random(seed) {}
};

AdMaker::AdMaker(uint64_t seed) : impl_(std::make_unique<Impl>(seed)) {}
AdMaker::~AdMaker() = default;

size_t AdMaker::Below(size_t n) { return impl_->random.Below(n); }

MadeAd AdMaker::Next() {
  Random& random = impl_->random;
  const bool worrying = random.Below(20) == 0;
  const Impl::Table* table = nullptr;
  const AdTemplate* chosen = nullptr;
  do {
    table = &impl_->tables[random.Below(impl_->tables.size())];
    chosen = &random.Pick(table->ads);
  } while ((chosen->grade > 0) != worrying);
  char phone[32];
  std::snprintf(phone, sizeof phone, "+38067%07u", static_cast<unsigned>(random.Below(10'000'000)));
  const int number = ++impl_->number;
  const WrittenAd written = WriteAd(*chosen, table->language, phone, number, &random);
  MadeAd made;
  made.title = written.title;
  made.text = written.text;
  made.grade = chosen->grade;
  // An ad of the web is longer than a template.
  for (int tries = 0; made.text.size() < 2'500 && tries < 100; ++tries) {
    const AdTemplate& more = random.Pick(table->ads);
    if (more.grade == 0 || worrying)
      made.text += "\n" + WriteAd(more, table->language, phone, number, &random).text;
  }
  return made;
}

}  // namespace varta
