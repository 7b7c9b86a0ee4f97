// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include <benchmark/benchmark.h>

#include <string>

#include "extract/emails.h"
#include "extract/handles.h"
#include "extract/phones.h"

namespace varta {
namespace {

// 13 KB of a classifieds page's text: ads with a phone each, prices, dates, and words.
std::string PageText() {
  std::string text;
  for (int i = 0; text.size() < 13'000; ++i) {
    const std::string n = std::to_string(100 + i);
    text +=
        "Працівник на склад, зміна " + n +
        "\nПотрібні люди на пакування товару. Житло поруч, проїзд оплачуємо частково; документи "
        "оформлюємо офіційно, договір, страховка. Вроцлав, від 28 000 грн, 12.05.2026\n067 " +
        n + " 45 67, robota" + n + "@example.com, Telegram: robota_" + n + "\n";
  }
  return text;
}
std::string TextWithoutContacts() {
  std::string text;
  while (text.size() < 13'000) {
    text +=
        "Потрібні люди на пакування товару. Житло поруч, проїзд оплачуємо частково, від 28 000 "
        "грн на місяць, зміна 12 годин.\n";
  }
  return text;
}

void Find(benchmark::State& state, void (*find)(const FactSource&, std::vector<v1::Fact>*),
          const std::string& text) {
  for (auto _ : state) {
    std::vector<v1::Fact> facts;
    find({text}, &facts);
    benchmark::DoNotOptimize(facts);
  }
}
void Phones(benchmark::State& state) { Find(state, FindPhones, PageText()); }
void Emails(benchmark::State& state) { Find(state, FindEmails, PageText()); }
void Handles(benchmark::State& state) { Find(state, FindHandles, PageText()); }
void PhonesOfNone(benchmark::State& state) { Find(state, FindPhones, TextWithoutContacts()); }
void EmailsOfNone(benchmark::State& state) { Find(state, FindEmails, TextWithoutContacts()); }
void HandlesOfNone(benchmark::State& state) { Find(state, FindHandles, TextWithoutContacts()); }
BENCHMARK(Phones)->Unit(benchmark::kMicrosecond);
BENCHMARK(Emails)->Unit(benchmark::kMicrosecond);
BENCHMARK(Handles)->Unit(benchmark::kMicrosecond);
BENCHMARK(PhonesOfNone)->Unit(benchmark::kMicrosecond);
BENCHMARK(EmailsOfNone)->Unit(benchmark::kMicrosecond);
BENCHMARK(HandlesOfNone)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace varta
