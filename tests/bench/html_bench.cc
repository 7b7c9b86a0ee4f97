// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include <benchmark/benchmark.h>

#include "extract/html.h"
#include "tests/bench/page.h"

namespace varta {
namespace {

void ReadHtmlOfOnePage(benchmark::State& state) {
  const std::string page = BenchPage();
  const Url url = *Url::Parse("http://doska.example/list");
  for (auto _ : state) benchmark::DoNotOptimize(ReadHtml(page, &url));
  state.SetBytesProcessed(static_cast<int64_t>(state.iterations() * page.size()));
}
BENCHMARK(ReadHtmlOfOnePage)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace varta
