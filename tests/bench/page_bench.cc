// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// What one page of 39 KB costs, part by part: what every page pays, and what pages pay that earn a
// tree. Two pages: /0 is an ordinary one with one ad, /1 a list of 57 ads with 57 phones. Compare
// the ratios; the machine is another.
#include <benchmark/benchmark.h>

#include "base/fold.h"
#include "extract/ads.h"
#include "extract/fields.h"
#include "extract/html_tree.h"
#include "extract/language.h"
#include "extract/main_content.h"
#include "extract/page_reading.h"
#include "extract/scan.h"
#include "tests/bench/page.h"

namespace varta {
namespace {

const Url& PageUrl() {
  static const Url url = *Url::Parse("http://doska.example/list");
  return url;
}

template <typename Work>
void Measure(benchmark::State& state, const Work& work) {
  const std::string page = state.range(0) == 0 ? BenchAdPage() : BenchPage();
  const HtmlContent content = ScanHtml(page, &PageUrl());
  for (auto _ : state) work(page, content);
  state.SetBytesProcessed(static_cast<int64_t>(state.iterations() * page.size()));
}

void Scan(benchmark::State& state) {
  Measure(state, [](const std::string& page, const HtmlContent&) {
    benchmark::DoNotOptimize(ScanHtml(page, nullptr));
  });
}
void ScanWithLinks(benchmark::State& state) {
  Measure(state, [](const std::string& page, const HtmlContent&) {
    benchmark::DoNotOptimize(ScanHtml(page, &PageUrl()));
  });
}
void Folding(benchmark::State& state) {
  Measure(state, [](const std::string&, const HtmlContent& content) {
    benchmark::DoNotOptimize(Fold(content.text));
  });
}
void Facts(benchmark::State& state) {
  Measure(state, [](const std::string&, const HtmlContent& content) {
    benchmark::DoNotOptimize(FindFacts({content.title, content.text, &content.links, "UA"}));
  });
}
// What the limit is about: all that a page pays which turns out to be of no interest.
void ScanFactsAndFolding(benchmark::State& state) {
  Measure(state, [](const std::string& page, const HtmlContent&) {
    const HtmlContent content = ScanHtml(page, &PageUrl());
    benchmark::DoNotOptimize(FindFacts({content.title, content.text, &content.links, "UA"}));
    benchmark::DoNotOptimize(Fold(content.text));
  });
}
void LanguageOfPage(benchmark::State& state) {
  Measure(state, [](const std::string&, const HtmlContent& content) {
    benchmark::DoNotOptimize(DetectLanguage(content.text));
  });
}
void Tree(benchmark::State& state) {
  Measure(state, [](const std::string& page, const HtmlContent&) {
    benchmark::DoNotOptimize(ParseHtml(page));
  });
}
void TreeMainContentAndAds(benchmark::State& state) {
  Measure(state, [](const std::string& page, const HtmlContent&) {
    const HtmlTree tree = ParseHtml(page);
    benchmark::DoNotOptimize(FindMainContent(tree));
    benchmark::DoNotOptimize(ReadAds(tree, &PageUrl(), nullptr));
  });
}

BENCHMARK(Scan)->Unit(benchmark::kMicrosecond)->Arg(0)->Arg(1);
BENCHMARK(ScanWithLinks)->Unit(benchmark::kMicrosecond)->Arg(0)->Arg(1);
BENCHMARK(Folding)->Unit(benchmark::kMicrosecond)->Arg(0)->Arg(1);
BENCHMARK(Facts)->Unit(benchmark::kMicrosecond)->Arg(0)->Arg(1);
BENCHMARK(ScanFactsAndFolding)->Unit(benchmark::kMicrosecond)->Arg(0)->Arg(1);
BENCHMARK(LanguageOfPage)->Unit(benchmark::kMicrosecond)->Arg(0)->Arg(1);
BENCHMARK(Tree)->Unit(benchmark::kMicrosecond)->Arg(0)->Arg(1);
BENCHMARK(TreeMainContentAndAds)->Unit(benchmark::kMicrosecond)->Arg(0)->Arg(1);

}  // namespace
}  // namespace varta
