// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Rules over ad-like texts: this engine, RE2 one rule after another and, if it is installed,
// Hyperscan, all in one run, at 50, 500 and 5,000 made-up rules; and the program's own packs.
// Read the ratios. "hits": rules that hit a text, which must be the same for all engines.
//
// VARTA_BENCH_TEXT=FILE: texts and the words of the rules are taken from this file (UTF-8) instead
// of a made-up language. VARTA_BENCH_RULES=FILE, too: the patterns are those of this file, one a
// line, after the line's last tab; and the texts those of VARTA_BENCH_TEXT as they stand, each
// after a form feed.
#include <benchmark/benchmark.h>
#ifdef VARTA_HYPERSCAN
#include <hs/hs.h>
#endif

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "rules/builtin.h"
#include "rules/pattern_set.h"
#include "rules/rule_set.h"
#include "tests/support/catalogue.h"

namespace varta {
namespace {

constexpr size_t kDocuments = 400;
constexpr size_t kMaxRules = 5000;

bool IsCyrillic(std::string_view word) { return static_cast<unsigned char>(word[0]) >= 0x80; }

bool IsOfOneScript(std::string_view word) {
  size_t latin = 0, cyrillic = 0;
  for (size_t at = 0, begin = 0; at < word.size(); begin = at) {
    const char32_t letter = NextCodePoint(word, &at);
    if ((letter | 32) >= U'a' && (letter | 32) <= U'z' && at == begin + 1) ++latin;
    if (letter >= 0x400 && letter < 0x500) cyrillic += 2;
  }
  return latin == word.size() || cyrillic == word.size();
}

std::string ReadAll(const char* file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) std::abort();
  return {std::istreambuf_iterator<char>(in), {}};
}

// Texts, and rules about their words. The made-up language has two scripts and inflected words of
// letters about as frequent as real ones, some words far more frequent than others.
class Maker {
 public:
  // `natural`: empty: the made-up language. Must outlive it.
  explicit Maker(std::string_view natural) : random_(11), natural_(natural) {
    for (size_t i = 0; natural.empty() && i < 20'000; ++i) stems_.push_back(Stem(i % 7 < 4));
    std::set<std::string> seen;
    for (const std::string_view word : Words(natural, 5)) {
      const size_t ending = IsCyrillic(word) ? 2 : 1;
      std::string stem(word.substr(0, word.size() - ending));
      if (IsOfOneScript(stem) && seen.insert(stem).second) stems_.push_back(std::move(stem));
    }
  }

  struct Sign {
    std::string pattern;
    std::string example;
  };

  // Of the kinds and about in the shares in which people write rules.
  Sign MakeSign() {
    const Word a = Any(), b = Any(), c = Any();
    const size_t kind = Below(100);
    if (kind < 50)
      return {Inflected(a) + "\\s+" + Inflected(b),
              a.stem + a.endings[1] + " " + b.stem + b.endings[0]};
    if (kind < 68) {
      return {a.stem + ".{0,40}(?:" + b.stem + "|" + c.stem + ")",
              a.stem + a.endings[0] + " і ще " + c.stem + c.endings[2]};
    }
    if (kind < 79) {
      std::string spaced;
      for (size_t i = 0; i < a.stem.size(); i += a.letter_bytes)
        spaced += (i > 0 ? "[.\\-_ ]?" : "") + a.stem.substr(i, a.letter_bytes);
      return {spaced, a.stem};
    }
    if (kind < 85) return {a.stem + a.stem, a.stem + a.stem};
    if (kind < 90) return {a.stem + "\\s\\d{3,5}\\s?(?:грн|zł|eur)", a.stem + " 1500 грн"};
    if (kind < 94) return {"t\\.me/" + a.stem + "\\d*", "t.me/" + a.stem + "7"};
    if (kind < 97) return {Inflected(a) + "\\s?[💰🔥]", a.stem + a.endings[0] + "🔥"};
    return {a.stem + "\\s?\\+?380\\d{9}", a.stem + " +380671112233"};
  }

  std::string Text(const std::vector<Sign>& signs) {
    const size_t bytes = 1000 + Below(5500);
    std::string text(natural_.substr(natural_.empty() ? 0 : Below(natural_.size()), bytes));
    text = RepairUtf8(text);
    while (text.size() < bytes) {
      const Word word = Some();
      text += word.stem + word.endings[Below(4)];
      text += Below(9) == 0 ? ", " : Below(12) == 0 ? ".\n" : " ";
      if (Below(40) == 0) text += std::to_string(Below(9000)) + " ";
    }
    for (size_t n = Below(40); n > 0; --n) text += ". " + signs[Below(signs.size())].example;
    return text;
  }

 private:
  struct Word {
    std::string stem;
    const char* const* endings;  // four
    size_t letter_bytes;
  };

  // Two to four syllables; letters are drawn by how often languages have them.
  std::string Stem(bool cyrillic) {
    static constexpr std::string_view kFirst[2] = {
        "ttttnnnssshhrrrddllcmmffppggwwbbvkjxqz",
        "ннннттттррррввввсссскккллллдддмммпппззбггчжхшцщф"};
    static constexpr std::string_view kSecond[2] = {"eeeeeeaaaaaooooiiiiuuy",
                                                    "оооооооааааааеееееииииииііііууяяюєї"};
    const std::string_view first = kFirst[cyrillic ? 1 : 0], second = kSecond[cyrillic ? 1 : 0];
    const size_t bytes = cyrillic ? 2 : 1;
    auto letter = [&](std::string_view of) {
      return of.substr(Below(of.size() / bytes) * bytes, bytes);
    };
    std::string stem;
    for (size_t n = 2 + Below(3); n > 0; --n) {
      if (Below(6) == 0) stem += letter(first);
      stem += letter(first);
      stem += letter(second);
    }
    stem += letter(first);
    return stem;
  }

  // As often as texts have it.
  Word Some() {
    // The square of an even draw: the first two hundred words are a tenth of a text.
    const size_t even = Below(1 << 20);
    return WordAt((even * even >> 20) * stems_.size() >> 20);
  }
  Word Any() { return WordAt(Below(stems_.size())); }

  Word WordAt(size_t at) const {
    static constexpr const char* kCyrillic[] = {"а", "у", "ою", "ами"};
    static constexpr const char* kLatin[] = {"", "s", "ed", "ing"};
    const bool cyrillic = IsCyrillic(stems_[at]);
    return {stems_[at], cyrillic ? kCyrillic : kLatin, cyrillic ? size_t{2} : size_t{1}};
  }

  static std::string Inflected(const Word& word) {
    return word.stem + "(?:" + word.endings[0] + "|" + word.endings[1] + "|" + word.endings[2] +
           ")";
  }

  size_t Below(size_t n) { return random_() % n; }

  std::mt19937_64 random_;
  std::string_view natural_;
  std::vector<std::string> stems_;
};

struct Material {
  std::vector<Maker::Sign> signs;
  std::vector<std::string> texts;
  size_t bytes = 0;
};

Material Read(const char* rules, std::string_view texts) {
  Material made;
  std::ifstream lines(rules);
  for (std::string line; std::getline(lines, line);)
    made.signs.push_back({line.substr(line.rfind('\t') + 1), ""});
  for (size_t begin = texts.find('\f'), end; begin < texts.size(); begin = end) {
    end = std::min(texts.find('\f', begin + 1), texts.size());
    made.texts.emplace_back(texts.substr(begin + 1, end - begin - 1));
    made.bytes += made.texts.back().size();
  }
  if (made.signs.empty() || made.texts.empty()) std::abort();
  return made;
}

const Material& TheMaterial() {
  static const Material material = [] {
    Material made;
    const char* file = std::getenv("VARTA_BENCH_TEXT");
    const std::string natural = file == nullptr ? "" : ReadAll(file);
    if (const char* rules = std::getenv("VARTA_BENCH_RULES")) return Read(rules, natural);
    Maker maker(natural);
    while (made.signs.size() < kMaxRules) made.signs.push_back(maker.MakeSign());
    for (size_t i = 0; i < kDocuments; ++i) {
      made.texts.push_back(maker.Text(made.signs));
      made.bytes += made.texts.back().size();
    }
    return made;
  }();
  return material;
}

RuleSet Rules(size_t count) {
  Pack pack;
  pack.name = "b";
  for (size_t i = 0; i < std::min(count, TheMaterial().signs.size()); ++i) {
    Rule rule;
    rule.id = "b." + std::to_string(i);
    rule.status = RuleStatus::kStable;
    rule.view = View::kRaw;
    rule.match.any = {{TheMaterial().signs[i].pattern, "", 1, 1}};
    pack.rules.push_back(std::move(rule));
  }
  Result<RuleSet> rules = RuleSet::Compile({std::move(pack)});
  if (!rules.ok()) std::abort();
  return std::move(*rules);
}

void Report(benchmark::State& state, size_t hits, size_t texts) {
  state.counters["hits"] = static_cast<double>(hits) / static_cast<double>(texts);
}

// Patterns of RE2's own syntax; of each the first `max_spans` spans, 0: whether it matches only.
void EngineOnPatterns(benchmark::State& state, size_t max_spans) {
  PatternSet patterns;
  for (const Maker::Sign& sign : TheMaterial().signs) {
    if (!patterns.Add(sign.pattern).ok()) std::abort();
  }
  patterns.Build();
  const std::vector<std::string>& texts = TheMaterial().texts;
  auto match = [&](const std::string& text) { return patterns.Match(text, max_spans).size(); };
  for (const std::string& text : texts) benchmark::DoNotOptimize(match(text));
  size_t hits = 0, count = 0;
  for (auto _ : state) {
    for (const std::string& text : texts) hits += match(text);
    count += texts.size();
  }
  Report(state, hits, count);
  state.SetBytesProcessed(static_cast<int64_t>(state.iterations() * TheMaterial().bytes));
}

// Which rules hit, as Hyperscan is asked; a RuleSet gives their spans, too.
void Engine(benchmark::State& state) {
  if (std::getenv("VARTA_BENCH_RULES") != nullptr) return EngineOnPatterns(state, 0);
  const RuleSet rules = Rules(static_cast<size_t>(state.range(0)));
  std::vector<v1::Ad> ads(TheMaterial().texts.size());
  for (size_t i = 0; i < ads.size(); ++i) ads[i].set_text(TheMaterial().texts[i]);
  for (const v1::Ad& ad : ads) benchmark::DoNotOptimize(rules.Match(ad));  // RE2's first states
  size_t hits = 0, texts = 0;
  for (auto _ : state) {
    for (const v1::Ad& ad : ads) hits += rules.Match(ad).size();
    texts += ads.size();
  }
  Report(state, hits, texts);
  state.SetBytesProcessed(static_cast<int64_t>(state.iterations() * TheMaterial().bytes));
}
BENCHMARK(Engine)->Arg(50)->Arg(500)->Arg(5000)->Unit(benchmark::kMillisecond);

// Every span of every pattern of VARTA_BENCH_RULES.
void EngineSpans(benchmark::State& state) { EngineOnPatterns(state, TheMaterial().bytes); }
const auto* const kSpans = std::getenv("VARTA_BENCH_RULES") == nullptr
                               ? nullptr
                               : benchmark::RegisterBenchmark("EngineSpans", EngineSpans) -> Arg(50)
                                     -> Arg(500) -> Arg(5000) -> Unit(benchmark::kMillisecond);

void Re2OneByOne(benchmark::State& state) {
  const RuleSet rules = Rules(static_cast<size_t>(state.range(0)));
  const size_t some = state.range(0) > 500 ? 20 : TheMaterial().texts.size();
  size_t hits = 0, texts = 0, bytes = 0;
  for (auto _ : state) {
    for (size_t i = 0; i < some; ++i) {
      v1::Ad ad;
      ad.set_text(TheMaterial().texts[i]);
      hits += rules.MatchOneByOne(ad).size();
      bytes += ad.text().size();
    }
    texts += some;
  }
  Report(state, hits, texts);
  state.SetBytesProcessed(static_cast<int64_t>(bytes));
}
BENCHMARK(Re2OneByOne)->Arg(50)->Arg(500)->Arg(5000)->Unit(benchmark::kMillisecond);

void Compile(benchmark::State& state) {
  TheMaterial();
  for (auto _ : state) benchmark::DoNotOptimize(Rules(static_cast<size_t>(state.range(0))));
}
BENCHMARK(Compile)->Arg(500)->Arg(5000)->Unit(benchmark::kMillisecond);

#ifdef VARTA_HYPERSCAN
// Ids only: it refuses to give where a match starts for many of the patterns.
void Hyperscan(benchmark::State& state) {
  const auto count = static_cast<size_t>(state.range(0));
  std::vector<const char*> patterns;
  std::vector<unsigned> flags, ids;
  for (size_t i = 0; i < std::min(count, TheMaterial().signs.size()); ++i) {
    patterns.push_back(TheMaterial().signs[i].pattern.c_str());
    flags.push_back(
        (std::getenv("VARTA_BENCH_RULES") == nullptr ? HS_FLAG_CASELESS | HS_FLAG_UCP : 0u) |
        HS_FLAG_UTF8 | HS_FLAG_SINGLEMATCH);
    ids.push_back(static_cast<unsigned>(i));
  }
  hs_database_t* database = nullptr;
  hs_compile_error_t* error = nullptr;
  if (hs_compile_multi(patterns.data(), flags.data(), ids.data(), static_cast<unsigned>(count),
                       HS_MODE_BLOCK, nullptr, &database, &error) != HS_SUCCESS) {
    state.SkipWithError(error->message);
    hs_free_compile_error(error);
    return;
  }
  hs_scratch_t* scratch = nullptr;
  if (hs_alloc_scratch(database, &scratch) != HS_SUCCESS) std::abort();
  size_t hits = 0, texts = 0;
  for (auto _ : state) {
    for (const std::string& text : TheMaterial().texts) {
      hs_scan(
          database, text.data(), static_cast<unsigned>(text.size()), 0, scratch,
          [](unsigned, unsigned long long, unsigned long long, unsigned, void* counter) {
            ++*static_cast<size_t*>(counter);
            return 0;
          },
          &hits);
    }
    texts += TheMaterial().texts.size();
  }
  hs_free_scratch(scratch);
  hs_free_database(database);
  Report(state, hits, texts);
  state.SetBytesProcessed(static_cast<int64_t>(state.iterations() * TheMaterial().bytes));
}
BENCHMARK(Hyperscan)->Arg(50)->Arg(500)->Unit(benchmark::kMillisecond);
// VARTA_BENCH_SLOW=1: 5,000, too: it takes minutes and 2 GB to compile them.
const auto* const kSlowHyperscan = std::getenv("VARTA_BENCH_SLOW") == nullptr
                                       ? nullptr
                                       : benchmark::RegisterBenchmark("Hyperscan", Hyperscan)
                                             -> Arg(5000) -> Unit(benchmark::kMillisecond);
#endif

// About 36 KB of one language's ads one after another, as a whole page of a listing is asked about.
v1::Ad Page(bool ordinary, size_t bytes) {
  v1::Ad page;
  std::string text;
  for (const TestHost& host : BuildCatalogue()) {
    for (const TestAd& ad : host.ads) {
      if (text.size() < bytes && ad.worrying != ordinary) text += ad.title + "\n" + ad.text + "\n";
    }
  }
  page.set_text(text);
  page.set_title("Робота за кордоном");
  return page;
}

void Packs(benchmark::State& state, bool ordinary, bool whole_page) {
  Result<std::vector<Pack>> packs = BuiltinPacks();
  if (!packs.ok()) std::abort();
  const Result<RuleSet> rules = RuleSet::Compile(std::move(*packs));
  if (!rules.ok()) std::abort();
  const v1::Ad page = Page(ordinary, static_cast<size_t>(state.range(0)));
  benchmark::DoNotOptimize(rules->Match(page));  // RE2 compiles what it is asked for
  size_t hits = 0;
  for (auto _ : state) {
    if (whole_page) {
      RuleSet::PageScan scan(*rules, page.title(), page.text());
      benchmark::DoNotOptimize(scan.MayMatchPart());
      benchmark::DoNotOptimize(scan.Match(page));
    } else {
      hits += rules->Match(page).size();
    }
  }
  if (!whole_page) Report(state, hits, state.iterations());
  state.SetBytesProcessed(static_cast<int64_t>(state.iterations() * page.text().size()));
}
BENCHMARK_CAPTURE(Packs, match_ordinary, true, false)
    ->Arg(2000)
    ->Arg(36000)
    ->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(Packs, match_worrying, false, false)
    ->Arg(2000)
    ->Arg(36000)
    ->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(Packs, may_match_ordinary, true, true)->Arg(36000)->Unit(benchmark::kMicrosecond);

// What comes before any rule: the text as a person reads it, and its codes.
void Views(benchmark::State& state) {
  const v1::Ad page = Page(true, 36000);
  for (auto _ : state) benchmark::DoNotOptimize(ReadableView(page.text()));
  state.SetBytesProcessed(static_cast<int64_t>(state.iterations() * page.text().size()));
}
BENCHMARK(Views)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace varta
