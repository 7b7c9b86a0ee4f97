// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Near-duplicates from ten thousand to a million ads: time and memory an ad, and whether the right
// ones were found. The ads are made up here, each from its number alone: sentences of its own,
// sentences that many have in common (the boilerplate of a trade), and of every five ads one that
// is a variant of an earlier one with every seventh word changed, another order and other numbers.
#include <benchmark/benchmark.h>
#include <time.h>

#include <cmath>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "linking/near_duplicates.h"
#include "linking/words.h"

namespace varta {
namespace {

class Chance {
 public:
  explicit Chance(uint64_t seed) : state_(Scramble(seed + 1)) {}
  uint32_t Below(uint32_t end) {
    state_ += 0x9E3779B97F4A7C15u;
    return static_cast<uint32_t>((Scramble(state_) >> 32) * end >> 32);
  }
  // Small numbers more often, as words and stock phrases are.
  uint32_t Skewed(uint32_t end) {
    const double u = (Below(1 << 20) + 0.5) / (1 << 20);
    return static_cast<uint32_t>(std::pow(static_cast<double>(end), u)) % end;
  }

 private:
  uint64_t state_;
};

std::string Word(uint32_t number) {
  static constexpr const char* kSyllables[] = {"ба", "ве", "ги", "до", "жу", "за", "ки", "ло",
                                               "му", "на", "пе", "ри", "со", "ту", "фа", "хе"};
  std::string word;
  do {
    word += kSyllables[number % 16];
    number /= 16;
  } while (number > 0);
  return word;
}

using Sentence = std::vector<uint32_t>;

Sentence MakeSentence(uint64_t seed) {
  Chance chance(seed);
  Sentence words(6 + chance.Below(6));
  for (uint32_t& word : words) word = chance.Skewed(60'000);
  return words;
}

// Four sentences of its own, three of 20,000 that many share.
std::vector<Sentence> MakeAd(uint64_t number) {
  Chance chance(number * 2);
  std::vector<Sentence> ad;
  for (int i = 0; i < 4; ++i)
    ad.push_back(MakeSentence(number * 1000 + chance.Below(999) + 100'000));
  for (int i = 0; i < 3; ++i) ad.push_back(MakeSentence(chance.Skewed(20'000)));
  return ad;
}

// Which ad the one with this number is a variant of; itself if of none.
uint64_t BaseOf(uint64_t number) {
  Chance chance(number * 2 + 1);
  return number > 10 && chance.Below(5) == 0 ? chance.Below(static_cast<uint32_t>(number)) : number;
}

std::string TextOf(uint64_t number, uint64_t base) {
  Chance chance(number * 3);
  std::vector<Sentence> ad = MakeAd(base);
  if (number != base) {
    std::swap(ad[chance.Below(7)], ad[chance.Below(7)]);
    for (Sentence& sentence : ad) {
      for (uint32_t& word : sentence) {
        if (chance.Below(7) == 0) word = chance.Skewed(60'000);
      }
    }
  }
  std::string text;
  for (const Sentence& sentence : ad) {
    for (const uint32_t word : sentence) text += Word(word) + ' ';
    text.back() = '.';
    text += ' ';
  }
  return text + std::to_string(10'000 + chance.Below(50'000)) + " грн +3805" +
         std::to_string(10'000'000 + chance.Below(80'000'000));
}

double CpuSeconds() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

uint64_t Pairs(uint64_t count) { return count * (count - 1) / 2; }

void NearDuplicateGrowth(benchmark::State& state) {
  const auto count = static_cast<uint32_t>(state.range(0));
  for (auto _ : state) {
    NearDuplicates all;
    std::vector<uint32_t> truth(count);
    std::vector<std::string> texts;
    double seconds = 0, last = 0;
    constexpr uint32_t kBatch = 10'000;
    for (uint32_t begin = 0; begin < count; begin += kBatch) {
      texts.clear();
      for (uint32_t i = begin; i < begin + kBatch; ++i) {
        uint64_t base = BaseOf(i);
        truth[i] = base == i ? i : truth[base];
        texts.push_back(TextOf(i, truth[i]));
      }
      const double start = CpuSeconds();
      for (const std::string& text : texts) all.Add(AdPrintOf(text));
      last = CpuSeconds() - start;
      seconds += last;
    }
    state.SetIterationTime(seconds);
    std::unordered_map<uint64_t, uint64_t> both, wanted, got;
    for (uint32_t i = 0; i < count; ++i) {
      const uint64_t cluster = all.ClusterOf(i);
      ++wanted[truth[i]];
      ++got[cluster];
      ++both[cluster << 32 | truth[i]];
    }
    uint64_t pairs_wanted = 0, pairs_got = 0, pairs_both = 0;
    for (const auto& [name, size] : wanted) pairs_wanted += Pairs(size);
    for (const auto& [name, size] : got) pairs_got += Pairs(size);
    for (const auto& [name, size] : both) pairs_both += Pairs(size);
    state.counters["ads/s"] = count / seconds;
    state.counters["us/ad at the end"] = last / kBatch * 1e6;
    state.counters["bytes/ad"] = static_cast<double>(all.MemoryBytes()) / count;
    state.counters["precision"] =
        static_cast<double>(pairs_both) / static_cast<double>(std::max<uint64_t>(1, pairs_got));
    state.counters["recall"] =
        static_cast<double>(pairs_both) / static_cast<double>(std::max<uint64_t>(1, pairs_wanted));
  }
}
BENCHMARK(NearDuplicateGrowth)
    ->Arg(10'000)
    ->Arg(100'000)
    ->Arg(1'000'000)
    ->Iterations(1)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);

void FingerprintOne(benchmark::State& state) {
  std::vector<std::string> texts;
  for (uint64_t i = 0; i < 1000; ++i) texts.push_back(TextOf(i, i));
  size_t at = 0;
  for (auto _ : state) benchmark::DoNotOptimize(AdPrintOf(texts[at++ % texts.size()]));
}
BENCHMARK(FingerprintOne);

}  // namespace
}  // namespace varta
