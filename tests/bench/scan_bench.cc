// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// The scanner beside the tree, on the page of tests/bench/page.h: with its links resolved, and
// without (no base URL: the links are read, but Url::Parse is not asked).
#include <benchmark/benchmark.h>

#include "extract/html.h"
#include "extract/html_references.h"
#include "extract/html_tokenizer.h"
#include "extract/scan.h"
#include "tests/bench/page.h"

namespace varta {
namespace {

void SetBytes(benchmark::State& state, const std::string& page) {
  state.SetBytesProcessed(static_cast<int64_t>(state.iterations() * page.size()));
}

void Tokens(benchmark::State& state) {
  const std::string page = BenchPage();
  for (auto _ : state) {
    HtmlTokenizer html(page);
    int tokens = 0;
    while (html.Next() != HtmlTokenizer::Kind::kEnd) ++tokens;
    benchmark::DoNotOptimize(tokens);
  }
  SetBytes(state, page);
}
BENCHMARK(Tokens)->Unit(benchmark::kMicrosecond);

void ScanWithoutLinks(benchmark::State& state) {
  const std::string page = BenchPage();
  for (auto _ : state) benchmark::DoNotOptimize(ScanHtml(page, nullptr));
  SetBytes(state, page);
}
BENCHMARK(ScanWithoutLinks)->Unit(benchmark::kMicrosecond);

void Scan(benchmark::State& state) {
  const std::string page = BenchPage();
  const Url url = *Url::Parse("http://doska.example/list");
  for (auto _ : state) benchmark::DoNotOptimize(ScanHtml(page, &url));
  SetBytes(state, page);
}
BENCHMARK(Scan)->Unit(benchmark::kMicrosecond);

void TreeWithoutLinks(benchmark::State& state) {
  const std::string page = BenchPage();
  for (auto _ : state) benchmark::DoNotOptimize(ReadHtml(page, nullptr));
  SetBytes(state, page);
}
BENCHMARK(TreeWithoutLinks)->Unit(benchmark::kMicrosecond);

void Tree(benchmark::State& state) {
  const std::string page = BenchPage();
  const Url url = *Url::Parse("http://doska.example/list");
  for (auto _ : state) benchmark::DoNotOptimize(ReadHtml(page, &url));
  SetBytes(state, page);
}
BENCHMARK(Tree)->Unit(benchmark::kMicrosecond);

void References(benchmark::State& state) {
  std::string text;
  while (text.size() < 10'000)
    text += "a&nbsp;b &mdash; c&amp;d &#1110; &CounterClockwiseContourIntegral; & ";
  for (auto _ : state) benchmark::DoNotOptimize(DecodeReferences(text));
  SetBytes(state, text);
}
BENCHMARK(References)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace varta
