// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include <benchmark/benchmark.h>

#include <string>

#include "extract/charset.h"
#include "extract/language.h"
#include "tests/bench/page.h"

namespace varta {
namespace {

void Find(benchmark::State& state, const std::string& page) {
  for (auto _ : state) benchmark::DoNotOptimize(FindCharset(page, ""));
  state.SetBytesProcessed(static_cast<int64_t>(state.iterations() * page.size()));
}

// Nothing declares a charset; all that detection has are the bytes.
std::string WithoutMeta(std::string page) {
  const std::string meta = "<meta charset=utf-8>";
  return page.erase(page.find(meta), meta.size());
}

void Utf8Page(benchmark::State& state) { Find(state, WithoutMeta(BenchPage())); }
void Utf8Text(benchmark::State& state) {
  std::string text;
  while (text.size() < 39'000)
    text += "Потрібні працівники на склад, житло надаємо, оплата щотижня. ";
  Find(state, text);
}
void DeclaredUtf8Page(benchmark::State& state) { Find(state, BenchPage()); }
// One byte a letter, as windows-1251 has them.
void Windows1251Text(benchmark::State& state) {
  std::string text;
  while (text.size() < 39'000) text += "\xCF\xEE\xF2\xF0\xB3\xE1\xED\xB3 \xEB\xFE\xE4\xE8, ";
  Find(state, text);
}
BENCHMARK(Utf8Page);
BENCHMARK(Utf8Text);
BENCHMARK(DeclaredUtf8Page);
BENCHMARK(Windows1251Text);

}  // namespace
}  // namespace varta
