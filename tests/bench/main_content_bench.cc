// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include <benchmark/benchmark.h>

#include "extract/main_content.h"
#include "tests/bench/page.h"

namespace varta {
namespace {

void TreeOfOnePage(benchmark::State& state) {
  const std::string page = BenchPage();
  for (auto _ : state) benchmark::DoNotOptimize(ParseHtml(page));
  state.SetBytesProcessed(static_cast<int64_t>(state.iterations() * page.size()));
}
BENCHMARK(TreeOfOnePage)->Unit(benchmark::kMicrosecond);

void MainContentOfOnePage(benchmark::State& state) {
  const std::string page = BenchPage();
  const HtmlTree tree = ParseHtml(page);
  for (auto _ : state) benchmark::DoNotOptimize(FindMainContent(tree));
  state.SetBytesProcessed(static_cast<int64_t>(state.iterations() * page.size()));
}
BENCHMARK(MainContentOfOnePage)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace varta
