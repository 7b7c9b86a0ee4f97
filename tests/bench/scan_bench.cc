// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// The scanner beside the tree, on the page of tests/bench/page.h: with its links resolved, and
// without (no base URL: the links are read, but Url::Parse is not asked).
#include <benchmark/benchmark.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

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

// What any reader pays: to find each tag's ends by memchr, and to copy title, hrefs and text as
// they stand. No references, no attributes but the links', nothing hidden, no blocks.
void Floor(benchmark::State& state) {
  const std::string page = BenchPage();
  for (auto _ : state) {
    const std::string_view html = page;
    std::string text, title;
    std::vector<std::string> links;
    text.reserve(html.size());
    for (size_t at = 0; at < html.size();) {
      const size_t tag = std::min(html.find('<', at), html.size());
      text.append(html, at, tag - at);
      const size_t end = std::min(html.find('>', tag), html.size());
      const std::string_view inside = html.substr(tag, end - tag);
      if (inside.starts_with("<a ")) {
        const size_t href = inside.find("href=\"");
        if (href != std::string_view::npos)
          links.emplace_back(inside.substr(href + 6, inside.find('"', href + 6) - href - 6));
      } else if (inside == "<title") {
        title = html.substr(end + 1, html.find('<', end) - end - 1);
      }
      at = end + 1;
    }
    benchmark::DoNotOptimize(text);
    benchmark::DoNotOptimize(title);
    benchmark::DoNotOptimize(links);
  }
  SetBytes(state, page);
}
BENCHMARK(Floor)->Unit(benchmark::kMicrosecond);

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
