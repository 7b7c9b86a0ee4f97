// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "rules/compiled_rule.h"

#include <algorithm>
#include <span>
#include <string_view>
#include <utility>

namespace varta {
namespace {

constexpr size_t kMaxNearMatches = 4096;  // of one word in one text; later ones are not seen

bool AnyPart(std::span<AdPart> parts, const CompiledPattern& pattern) {
  return std::any_of(parts.begin(), parts.end(),
                     [&](AdPart& part) { return pattern.Matches(part); });
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

CompiledRule CompiledRule::Compile(const Rule& rule, std::vector<std::string>& mistakes) {
  CompiledRule compiled(rule);
  auto compile = [&](const std::vector<Pattern>& patterns, std::vector<CompiledPattern>& out) {
    for (const Pattern& pattern : patterns) {
      Result<CompiledPattern> one = CompiledPattern::Compile(pattern);
      if (one.ok()) {
        out.push_back(std::move(*one));
      } else {
        mistakes.push_back(rule.file + ":" + std::to_string(pattern.line) + ":" +
                           std::to_string(pattern.column) + ": rule " + rule.id + ": " +
                           one.status().message());
      }
    }
  };
  compile(rule.match.any, compiled.any_);
  compile(rule.match.all, compiled.all_);
  compile(rule.match.unless, compiled.unless_);
  for (const Match::Near& near : rule.match.near) {
    Near& one = compiled.near_.emplace_back();
    one.within = near.within;
    compile(near.words, one.words);
  }
  return compiled;
}

size_t CompiledRule::program_size() const {
  size_t sum = 0;
  auto add = [&](const std::vector<CompiledPattern>& patterns) {
    for (const CompiledPattern& pattern : patterns) sum += pattern.program_size();
  };
  add(any_);
  add(all_);
  add(unless_);
  for (const Near& near : near_) add(near.words);
  return sum;
}

bool CompiledRule::HasAll(std::span<AdPart> parts) const {
  auto somewhere = [&](const CompiledPattern& pattern) { return AnyPart(parts, pattern); };
  if (any_.empty() && all_.empty() && near_.empty()) return false;
  if (!any_.empty() && std::none_of(any_.begin(), any_.end(), somewhere)) return false;
  if (!std::all_of(all_.begin(), all_.end(), somewhere)) return false;
  for (const Near& near : near_) {
    if (std::none_of(parts.begin(), parts.end(),
                     [&](AdPart& part) { return FindNear(near, part).has_value(); })) {
      return false;
    }
  }
  return true;
}

bool CompiledRule::Matches(AdViews& views) const {
  const std::span<AdPart> parts = views.Parts(rule_->view);
  return HasAll(parts) &&
         std::none_of(unless_.begin(), unless_.end(),
                      [&](const CompiledPattern& pattern) { return AnyPart(parts, pattern); });
}

bool CompiledRule::MayMatchPart(AdViews& views) const {
  return HasAll(views.Parts(rule_->view == View::kTitle ? View::kText : rule_->view));
}

std::optional<RuleMatch> CompiledRule::Match(AdViews& views) const {
  if (!Matches(views)) return std::nullopt;
  const std::span<AdPart> parts = views.Parts(rule_->view);
  RuleMatch match;
  for (AdPart& part : parts) {
    std::vector<ByteRange> spans;  // in the view
    for (const std::vector<CompiledPattern>* patterns : {&any_, &all_}) {
      for (const CompiledPattern& pattern : *patterns) {
        const std::vector<ByteRange> found = pattern.Find(part, kMaxSpans);
        spans.insert(spans.end(), found.begin(), found.end());
      }
    }
    for (const Near& near : near_) {
      const std::optional<std::vector<ByteRange>> found = FindNear(near, part);
      if (found) spans.insert(spans.end(), found->begin(), found->end());
    }
    if (spans.empty()) continue;
    // Title comes before text: what lies in the text wins.
    match.place = part.place();
    match.spans.clear();
    for (const ByteRange range : spans) match.spans.push_back(part.ToOriginal(range));
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

std::optional<std::vector<ByteRange>> CompiledRule::FindNear(const Near& near, AdPart& part) {
  if (near.words.empty()) return std::nullopt;
  std::vector<std::vector<ByteRange>> ranges;
  for (const CompiledPattern& word : near.words) {
    if (!word.Matches(part)) return std::nullopt;
  }
  std::vector<std::vector<WordRange>> places;
  for (const CompiledPattern& word : near.words) {
    ranges.push_back(word.Find(part, kMaxNearMatches));
    std::vector<WordRange>& of_word = places.emplace_back();
    for (const ByteRange range : ranges.back()) {
      of_word.push_back(ToWords(range, part.words(), part.view().data()));
    }
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
