// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include <benchmark/benchmark.h>

#include <string>

#include "extract/language.h"

namespace varta {
namespace {

std::string Repeat(const std::string& lines, size_t bytes) {
  std::string text;
  while (text.size() < bytes) text += lines;
  return text;
}
const char kUkrainian[] =
    "Потрібні працівники на склад у Варшаві, житло надаємо поруч із роботою.\n"
    "Оплата щотижня, без затримок, документи оформлюємо офіційно.\n"
    "Телефонуйте з дев'ятої до шостої, відповімо на всі запитання.\n";
const char kEnglish[] =
    "We are looking for warehouse workers in Warsaw, housing is next to the place.\n"
    "You are paid every week without delay, and papers are done by us.\n";

void Page(benchmark::State& state, const std::string& text) {
  for (auto _ : state) benchmark::DoNotOptimize(DetectLanguage(text));
}
void UkrainianText12K(benchmark::State& state) { Page(state, Repeat(kUkrainian, 12'000)); }
void EnglishText12K(benchmark::State& state) { Page(state, Repeat(kEnglish, 12'000)); }
void UkrainianSentence(benchmark::State& state) { Page(state, kUkrainian); }
void LanguagesOfBlocks12K(benchmark::State& state) {
  const std::string text = Repeat(std::string(kUkrainian) + kEnglish, 12'000);
  for (auto _ : state) benchmark::DoNotOptimize(DetectLanguages(text));
}
BENCHMARK(UkrainianText12K)->Unit(benchmark::kMicrosecond);
BENCHMARK(EnglishText12K)->Unit(benchmark::kMicrosecond);
BENCHMARK(UkrainianSentence)->Unit(benchmark::kMicrosecond);
BENCHMARK(LanguagesOfBlocks12K)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace varta
