// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "rules/compiled_rule.h"

#include <algorithm>
#include <limits>
#include <span>
#include <string_view>
#include <utility>

namespace varta {
namespace {

constexpr size_t kMaxNearMatches = 4096;  // of one word in one text; later ones are not seen

bool AnyPart(std::span<PatternScan> parts, uint32_t pattern) {
  return std::any_of(parts.begin(), parts.end(),
                     [&](PatternScan& part) { return part.Matches(pattern); });
}

bool HasAtLeast(const std::vector<uint32_t>& patterns, int wanted, const auto& holds) {
  int found = 0;
  for (const uint32_t pattern : patterns) {
    if (found >= wanted) break;
    if (holds(pattern)) ++found;
  }
  return found >= wanted;
}

// Leaves the first of those that are the same; `at`: where each stood.
void KeepDifferent(std::vector<uint32_t>* numbers, std::vector<size_t>* at) {
  std::vector<uint32_t> kept;
  for (size_t i = 0; i < numbers->size(); ++i) {
    if (std::find(kept.begin(), kept.end(), (*numbers)[i]) != kept.end()) continue;
    kept.push_back((*numbers)[i]);
    at->push_back(i);
  }
  *numbers = std::move(kept);
}

Sentences::Run SentencesOf(PatternScan& scan, ByteRange in_view) {
  return scan.part().sentences().Of(scan.part().ToOriginal(in_view));
}

// A match by the numbers of its first and last word.
struct WordRange {
  size_t first, last;
};

WordRange ToWords(ByteRange range, const std::vector<std::string_view>& words, const char* text) {
  auto ends_by = [&](std::string_view word, size_t at) {
    return static_cast<size_t>(word.data() - text) + word.size() <= at;
  };
  auto begins_before = [&](std::string_view word, size_t at) {
    return static_cast<size_t>(word.data() - text) < at;
  };
  const auto first = std::lower_bound(words.begin(), words.end(), size_t{range.begin}, ends_by);
  const auto after = std::lower_bound(first, words.end(), size_t{range.end}, begins_before);
  const auto index = static_cast<size_t>(first - words.begin());
  const auto end = static_cast<size_t>(after - words.begin());
  return {
      index,
      std::max(index, end == 0 ? 0 : end - 1)};  // a match without a word counts as the next word
}

}  // namespace

CompiledRule CompiledRule::Compile(const Rule& rule, PatternIndex& index,
                                   std::vector<std::string>& mistakes) {
  CompiledRule compiled(rule);
  auto compile = [&](const std::vector<Pattern>& patterns, std::vector<uint32_t>& out) {
    for (const Pattern& pattern : patterns) {
      const Result<uint32_t> number = index.Add(pattern);
      if (number.ok()) {
        out.push_back(*number);
      } else {
        mistakes.push_back(rule.file + ":" + std::to_string(pattern.line) + ":" +
                           std::to_string(pattern.column) + ": rule " + rule.id + ": " +
                           number.status().message());
      }
    }
  };
  compile(rule.match.any, compiled.any_);
  KeepDifferent(&compiled.any_, &compiled.any_at_);
  compile(rule.match.all, compiled.all_);
  compile(rule.match.unless, compiled.unless_);
  for (const Match::Near& near : rule.match.near) {
    Near& one = compiled.near_.emplace_back();
    one.within = near.within;
    compile(near.words, one.words);
  }
  return compiled;
}

std::vector<uint32_t> CompiledRule::Trigger(const PatternIndex& index) const {
  std::vector<uint32_t> trigger;
  double least = std::numeric_limits<double>::infinity();
  auto consider = [&](const std::vector<uint32_t>& patterns) {
    double cost = 0;
    for (const uint32_t pattern : patterns) cost += index.CostOf(pattern);
    if (patterns.empty() || cost >= least) return;
    least = cost;
    trigger = patterns;
  };
  consider(any_);
  for (const uint32_t pattern : all_) consider({pattern});
  for (const Near& near : near_) {
    for (const uint32_t word : near.words) consider({word});
  }
  return trigger;
}

bool CompiledRule::MayMatch(std::span<PatternScan> parts) const {
  auto somewhere = [&](uint32_t pattern) {
    return std::any_of(parts.begin(), parts.end(),
                       [&](PatternScan& part) { return part.MayMatch(pattern); });
  };
  return (any_.empty() || HasAtLeast(any_, rule_->match.at_least, somewhere)) &&
         std::all_of(all_.begin(), all_.end(), somewhere) &&
         std::all_of(near_.begin(), near_.end(), [&](const Near& near) {
           return std::all_of(near.words.begin(), near.words.end(), somewhere);
         });
}

bool CompiledRule::MatchesBarUnless(std::span<PatternScan> parts) const {
  if (any_.empty() && all_.empty() && near_.empty()) return false;
  if (!MayMatch(parts)) return false;
  std::vector<Part> all;
  for (PatternScan& part : parts) all.push_back({&part, {}});
  return MatchesLive(all);
}

bool CompiledRule::MatchesLive(const std::vector<Part>& parts) const {
  auto somewhere = [&](uint32_t pattern) {
    return std::any_of(parts.begin(), parts.end(),
                       [&](const Part& part) { return MatchesLive(part, pattern); });
  };
  return (any_.empty() || HasAtLeast(any_, rule_->match.at_least, somewhere)) &&
         std::all_of(all_.begin(), all_.end(), somewhere) &&
         std::all_of(near_.begin(), near_.end(), [&](const Near& near) {
           return std::any_of(parts.begin(), parts.end(),
                              [&](const Part& part) { return FindNear(near, part).has_value(); });
         });
}

bool CompiledRule::MatchesLive(const Part& part, uint32_t pattern) {
  if (!part.scan->Matches(pattern)) return false;
  return part.silent.empty() || !FindLive(part, pattern, 1).empty();
}

std::vector<ByteRange> CompiledRule::FindLive(const Part& part, uint32_t pattern, size_t max) {
  if (part.silent.empty()) return part.scan->Find(pattern, max);
  std::vector<ByteRange> found = part.scan->Find(pattern, kMaxNearMatches);
  std::erase_if(found, [&](ByteRange range) {
    const Sentences::Run run = SentencesOf(*part.scan, range);
    const auto silent = std::lower_bound(part.silent.begin(), part.silent.end(), run.first);
    return silent != part.silent.end() && *silent <= run.last;
  });
  found.resize(std::min(found.size(), max));
  return found;
}

bool CompiledRule::IsStopped(std::span<PatternScan> parts) const {
  return std::any_of(unless_.begin(), unless_.end(),
                     [&](uint32_t pattern) { return AnyPart(parts, pattern); });
}

std::vector<CompiledRule::Part> CompiledRule::LiveParts(std::span<PatternScan> parts) const {
  std::vector<Part> live;
  for (PatternScan& scan : parts) {
    Part& part = live.emplace_back(Part{&scan, {}});
    for (const uint32_t pattern : unless_) {
      if (!scan.Matches(pattern)) continue;
      for (const ByteRange range : scan.Find(pattern, kMaxNearMatches)) {
        const Sentences::Run run = SentencesOf(scan, range);
        for (size_t i = run.first; i <= run.last; ++i) part.silent.push_back(i);
      }
    }
    std::sort(part.silent.begin(), part.silent.end());
    part.silent.erase(std::unique(part.silent.begin(), part.silent.end()), part.silent.end());
  }
  return live;
}

bool CompiledRule::Matches(std::span<PatternScan> parts) const {
  if (!MatchesBarUnless(parts)) return false;
  if (!IsStopped(parts)) return true;
  return rule_->match.unless_in == Match::Scope::kSentence && MatchesLive(LiveParts(parts));
}

std::optional<RuleMatch> CompiledRule::Match(std::span<PatternScan> parts) const {
  if (!Matches(parts)) return std::nullopt;
  return Found(LiveParts(parts));
}

RuleMatch CompiledRule::Found(const std::vector<Part>& parts) const {
  RuleMatch match;
  for (const Part& part : parts) {
    std::vector<ByteRange> spans;  // in the view
    for (const std::vector<uint32_t>* patterns : {&any_, &all_}) {
      for (const uint32_t pattern : *patterns) {
        const std::vector<ByteRange> found = FindLive(part, pattern, kMaxSpans);
        spans.insert(spans.end(), found.begin(), found.end());
      }
    }
    for (const Near& near : near_) {
      const std::optional<std::vector<ByteRange>> found = FindNear(near, part);
      if (found) spans.insert(spans.end(), found->begin(), found->end());
    }
    if (spans.empty()) continue;
    // Title comes before text: what lies in the text wins.
    match.place = part.scan->part().place();
    match.spans.clear();
    for (const ByteRange range : spans) match.spans.push_back(part.scan->part().ToOriginal(range));
  }
  std::sort(match.spans.begin(), match.spans.end(),
            [](ByteRange a, ByteRange b) { return a.begin < b.begin; });
  std::vector<ByteRange> merged;
  for (const ByteRange range : match.spans) {
    if (!merged.empty() && range.begin <= merged.back().end) {
      merged.back().end = std::max(merged.back().end, range.end);
    } else {
      merged.push_back(range);
    }
  }
  merged.resize(std::min(merged.size(), kMaxSpans));
  match.spans = std::move(merged);
  return match;
}

std::optional<std::vector<ByteRange>> CompiledRule::FindNear(const Near& near, const Part& part) {
  if (near.words.empty()) return std::nullopt;
  for (const uint32_t word : near.words) {
    if (!part.scan->Matches(word)) return std::nullopt;
  }
  AdPart& text = part.scan->part();
  std::vector<std::vector<ByteRange>> ranges;
  std::vector<std::vector<WordRange>> places;
  for (const uint32_t word : near.words) {
    ranges.push_back(FindLive(part, word, kMaxNearMatches));
    std::vector<WordRange>& of_word = places.emplace_back();
    for (const ByteRange range : ranges.back())
      of_word.push_back(ToWords(range, text.words(), text.view().data()));
  }
  // Try each match as the one that ends first: of every other word the first that ends no earlier
  // starts earliest, too.
  const auto within = static_cast<size_t>(near.within);
  std::optional<std::vector<ByteRange>> best;
  for (const std::vector<WordRange>& candidates : places) {
    for (const WordRange& ends_first : candidates) {
      std::vector<ByteRange> chosen;
      for (size_t i = 0; i < places.size(); ++i) {
        const auto found =
            std::lower_bound(places[i].begin(), places[i].end(), ends_first.last,
                             [](const WordRange& place, size_t last) { return place.last < last; });
        if (found == places[i].end() || found->first > ends_first.last + within) break;
        chosen.push_back(ranges[i][static_cast<size_t>(found - places[i].begin())]);
      }
      if (chosen.size() < places.size()) continue;
      const auto begins_earlier = [](ByteRange a, ByteRange b) { return a.begin < b.begin; };
      std::sort(chosen.begin(), chosen.end(), begins_earlier);
      if (!best || chosen.front().begin < best->front().begin) best = std::move(chosen);
      break;  // later candidates of this word lie further on
    }
  }
  return best;
}

}  // namespace varta
