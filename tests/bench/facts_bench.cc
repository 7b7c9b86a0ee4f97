// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include <benchmark/benchmark.h>

#include "extract/ages.h"
#include "extract/dates.h"
#include "extract/emails.h"
#include "extract/employers.h"
#include "extract/fields.h"
#include "extract/handles.h"
#include "extract/hours.h"
#include "extract/html.h"
#include "extract/money.h"
#include "extract/places.h"
#include "extract/registrations.h"
#include "extract/tokens.h"
#include "extract/trades.h"
#include "tests/bench/page.h"

namespace varta {
namespace {

std::string PageText() {
  const Url url = *Url::Parse("http://doska.example/list");
  return ReadHtml(BenchPage(), &url).text;
}

void FactsOfOnePage(benchmark::State& state) {
  const std::string text = PageText();
  FieldInput input;
  input.text = text;
  for (auto _ : state) benchmark::DoNotOptimize(FindFacts(input));
  state.SetBytesProcessed(static_cast<int64_t>(state.iterations() * text.size()));
}
BENCHMARK(FactsOfOnePage)->Unit(benchmark::kMicrosecond);

// What reads the text as it is.
void FactsOfOnePageContacts(benchmark::State& state) {
  const std::string text = PageText();
  void (*const finders[])(const FactSource&, std::vector<v1::Fact>*) = {FindPhones, FindEmails,
                                                                        FindHandles};
  for (auto _ : state) {
    std::vector<v1::Fact> facts;
    finders[state.range(0)]({text, v1::PLACE_TEXT, "UA"}, &facts);
    benchmark::DoNotOptimize(facts);
  }
}
BENCHMARK(FactsOfOnePageContacts)->Unit(benchmark::kMicrosecond)->DenseRange(0, 2);

void FactsOfOnePageTokens(benchmark::State& state) {
  const std::string text = PageText();
  for (auto _ : state) benchmark::DoNotOptimize(TokenText(text).size());
  state.SetBytesProcessed(static_cast<int64_t>(state.iterations() * text.size()));
}
BENCHMARK(FactsOfOnePageTokens)->Unit(benchmark::kMicrosecond);

// All that reads words, in the order of fields.cc.
void FactsOfOnePageWords(benchmark::State& state) {
  const std::string text = PageText();
  for (auto _ : state) {
    TokenText tokens(text);
    std::vector<v1::Fact> facts;
    FindRegistrations(&tokens, &facts);
    FindDates(&tokens, &facts);
    FindHours(&tokens, &facts);
    FindAges(&tokens, &facts);
    FindEmployers(&tokens, &facts);
    FindMoney(&tokens, &facts);
    FindPlaces(&tokens, &facts);
    FindWork(&tokens, &facts);
    benchmark::DoNotOptimize(facts);
  }
}
BENCHMARK(FactsOfOnePageWords)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace varta
