// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include <benchmark/benchmark.h>

#include "extract/ads.h"
#include "extract/page_outline.h"
#include "extract/structured.h"
#include "tests/bench/page.h"

namespace varta {
namespace {

const Url& PageUrl() {
  static const Url url = *Url::Parse("http://doska.example/list");
  return url;
}

void TreeOfOnePage(benchmark::State& state) {
  const std::string page = BenchPage();
  for (auto _ : state) benchmark::DoNotOptimize(ParseHtml(page));
}
BENCHMARK(TreeOfOnePage)->Unit(benchmark::kMicrosecond);

void AdsOfOneTree(benchmark::State& state) {
  const HtmlTree tree = ParseHtml(BenchPage());
  size_t ads = 0;
  for (auto _ : state) ads = ReadAds(tree, &PageUrl(), nullptr).ads.size();
  state.counters["ads"] = static_cast<double>(ads);
}
BENCHMARK(AdsOfOneTree)->Unit(benchmark::kMicrosecond);

void StructuredOfOneTree(benchmark::State& state) {
  const HtmlTree tree = ParseHtml(BenchPage());
  for (auto _ : state) benchmark::DoNotOptimize(ReadStructured(tree, &PageUrl()));
}
BENCHMARK(StructuredOfOneTree)->Unit(benchmark::kMicrosecond);

void OutlineOfOneTree(benchmark::State& state) {
  const HtmlTree tree = ParseHtml(BenchPage());
  for (auto _ : state) benchmark::DoNotOptimize(PageOutline(tree));
}
BENCHMARK(OutlineOfOneTree)->Unit(benchmark::kMicrosecond);

void SelectorsOfOneTree(benchmark::State& state) {
  const HtmlTree tree = ParseHtml(BenchPage());
  AdSelectors source;
  source.item = std::get<Selector>(Selector::Parse("#list > article.card"));
  source.title = std::get<FieldSelector>(FieldSelector::Parse("h3 a"));
  source.link = std::get<FieldSelector>(FieldSelector::Parse("h3 a@href"));
  source.text = std::get<FieldSelector>(FieldSelector::Parse("p.card__text"));
  source.more = std::get<FieldSelector>(FieldSelector::Parse("a.tel"));
  size_t ads = 0;
  for (auto _ : state) ads = ReadAds(tree, &PageUrl(), &source).ads.size();
  state.counters["ads"] = static_cast<double>(ads);
}
BENCHMARK(SelectorsOfOneTree)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace varta
