// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Folding with its map against ICU's NFKC_Casefold with Edits in the same run.
#include <benchmark/benchmark.h>
#include <unicode/bytestream.h>
#include <unicode/edits.h>
#include <unicode/normalizer2.h>

#include <string>

#include "base/fold.h"

namespace varta {
namespace {

std::string CleanText() {
  std::string text;
  for (int i = 0; i < 40; ++i) {
    text +=
        "Потрібні швачки на фабрику у Варшаві — оплата «чиста», від 18 до 55 років. Житло "
        "надаємо, об’їзд і проїзд за наш рахунок; досвід не обов'язковий. ";
  }
  return text;
}

std::string DisguisedText() {
  std::string text;
  for (int i = 0; i < 100; ++i) text += "Paбoтa зa кopдoнoм, п.а.с.п.о.р.т не потрібен. ";
  return text;
}

void FoldClean(benchmark::State& state) {
  const std::string text = CleanText();
  for (auto _ : state) benchmark::DoNotOptimize(Fold(text));
  state.SetBytesProcessed(static_cast<int64_t>(state.iterations() * text.size()));
}
BENCHMARK(FoldClean);

// A no-break space at every number, as well-set pages have it.
void FoldNoBreakSpaces(benchmark::State& state) {
  std::string text;
  for (int i = 0; i < 100; ++i)
    text += "від 28\u00A0000\u00A0грн, зміни по 8\u00A0годин, і житло. ";
  for (auto _ : state) benchmark::DoNotOptimize(Fold(text));
  state.SetBytesProcessed(static_cast<int64_t>(state.iterations() * text.size()));
}
BENCHMARK(FoldNoBreakSpaces);

void FoldDisguised(benchmark::State& state) {
  const std::string text = DisguisedText();
  for (auto _ : state) benchmark::DoNotOptimize(Fold(text));
  state.SetBytesProcessed(static_cast<int64_t>(state.iterations() * text.size()));
}
BENCHMARK(FoldDisguised);

void ReadableClean(benchmark::State& state) {
  const std::string text = CleanText();
  for (auto _ : state) benchmark::DoNotOptimize(ReadableView(text));
  state.SetBytesProcessed(static_cast<int64_t>(state.iterations() * text.size()));
}
BENCHMARK(ReadableClean);

void IcuClean(benchmark::State& state) {
  const std::string text = CleanText();
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* form = icu::Normalizer2::getNFKCCasefoldInstance(error);
  for (auto _ : state) {
    std::string folded;
    icu::StringByteSink<std::string> sink(&folded, static_cast<int32_t>(text.size()));
    icu::Edits edits;
    form->normalizeUTF8(0, text, sink, &edits, error);
    benchmark::DoNotOptimize(folded);
  }
  state.SetBytesProcessed(static_cast<int64_t>(state.iterations() * text.size()));
}
BENCHMARK(IcuClean);

}  // namespace
}  // namespace varta
