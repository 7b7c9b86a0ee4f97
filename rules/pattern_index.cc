// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "rules/pattern_index.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace varta {
namespace {

constexpr size_t kInstruction = 16;  // bytes of one of RE2's
constexpr size_t kFirstTries = 3;
// Of a direct match: past these RE2, whose time is linear, is the faster one.
constexpr int kMaxDirectSteps = 2000;

}  // namespace

Result<uint32_t> PatternIndex::Add(const Pattern& pattern) {
  const auto [known, is_new] =
      numbers_.emplace(pattern.written, static_cast<uint32_t>(patterns_.size()));
  if (!is_new) return known->second;
  const PatternTokens tokens = TokenizePattern(pattern.written);
  Result<CompiledPattern> compiled = CompiledPattern::Compile(pattern, tokens);
  if (!compiled.ok()) {
    numbers_.erase(known);
    return compiled.status();
  }
  programs_ += compiled->program_size();
  Indexed& indexed = patterns_.emplace_back(
      Indexed{std::move(*compiled), {}, {}, {}, {}, std::numeric_limits<double>::infinity()});
  if (!scans_) return known->second;
  const Anchors anchors = FindAnchors(tokens);
  if (anchors.first.empty()) return known->second;
  indexed.direct = DirectPattern::Compile(tokens, sets_);
  if (indexed.direct) programs_ += indexed.direct->footprint() / kInstruction;
  indexed.longer_before = anchors.longer_before;
  indexed.cost = anchors.cost;
  for (const Anchor& anchor : anchors.first)
    indexed.first.push_back({scanner_.Add(anchor.sequence), anchor.before, anchor.after});
  for (const Anchor& anchor : anchors.second)
    indexed.second.push_back(scanner_.Add(anchor.sequence));
  std::sort(indexed.second.begin(), indexed.second.end());
  indexed.second.erase(std::unique(indexed.second.begin(), indexed.second.end()),
                       indexed.second.end());
  return known->second;
}

void PatternIndex::AddTrigger(uint32_t rule, const std::vector<uint32_t>& patterns) {
  rules_.resize(scanner_.size());
  for (const uint32_t number : patterns) {
    for (const Use& use : patterns_[number].first) {
      std::vector<uint32_t>& rules = rules_[use.sequence];
      if (rules.empty() || rules.back() != rule) rules.push_back(rule);
    }
  }
}

void PatternIndex::Build() {
  scanner_.Build();
  rules_.resize(scanner_.size());
  numbers_.clear();
}

PatternScan::PatternScan(const PatternIndex& index, AdPart& part, bool one_by_one)
    : index_(index), part_(part), answers_(index.size(), kNotAsked) {
  if (!one_by_one && index.scanner_.size() > 0) hits_ = index.scanner_.Scan(part.letters());
}

bool PatternScan::MayMatch(uint32_t number) {
  const PatternIndex::Indexed& pattern = index_.patterns_[number];
  Answer& answer = answers_[number];
  if (answer != kNotAsked || !hits_ || pattern.first.empty()) return answer != kNo;
  const bool has_first =
      std::any_of(pattern.first.begin(), pattern.first.end(),
                  [&](const PatternIndex::Use& use) { return hits_->Has(use.sequence); });
  const bool has_second = pattern.second.empty() ||
                          std::any_of(pattern.second.begin(), pattern.second.end(),
                                      [&](uint32_t sequence) { return hits_->Has(sequence); });
  answer = has_first && has_second ? kPerhaps : kNo;
  return answer == kPerhaps;
}

bool PatternScan::Matches(uint32_t number) {
  if (!MayMatch(number)) return false;
  Answer& answer = answers_[number];
  if (answer != kYes) answer = Ask(index_.patterns_[number]) ? kYes : kNo;
  return answer == kYes;
}

bool PatternScan::Ask(const PatternIndex::Indexed& pattern) {
  if (!hits_ || pattern.first.empty()) return pattern.compiled.Matches(part_);
  // Mostly one of the first places is a match, or the pattern needs more than stands there.
  if (pattern.second.empty()) {
    size_t tries = kFirstTries;
    for (const PatternIndex::Use& use : pattern.first) {
      const std::optional<uint32_t> at = hits_->Last(use.sequence);
      if (!at) continue;
      if (MatchesIn(pattern, WindowAround(use, *at))) return true;
      if (--tries == 0) break;
    }
  }
  const std::vector<CodeWindow> windows = WindowsOf(pattern);
  return std::any_of(windows.begin(), windows.end(),
                     [&](const CodeWindow& window) { return MatchesIn(pattern, window); });
}

bool PatternScan::MatchesIn(const PatternIndex::Indexed& pattern, const CodeWindow& window) {
  if (pattern.direct) {
    const LetterStream& letters = part_.letters();
    size_t begin = letters.OffsetOf(window.begin), end;
    const size_t last =
        letters.OffsetOf(std::min(window.end, std::min(window.last_anchor + 1, letters.size())));
    int steps = kMaxDirectSteps;
    const auto answer =
        pattern.direct->Find(index_.sets_, part_.view(), &begin, last, &end, &steps);
    if (answer != DirectPattern::Answer::kAskRe2) return answer == DirectPattern::Answer::kYes;
  }
  return pattern.compiled.MatchesIn(part_, window);
}

std::optional<std::vector<ByteRange>> PatternScan::FindDirectly(
    const PatternIndex::Indexed& pattern, const std::vector<CodeWindow>& windows, size_t max) {
  if (!pattern.direct) return std::nullopt;
  std::vector<ByteRange> found;
  const LetterStream& letters = part_.letters();
  size_t at = 0, end;
  int steps = kMaxDirectSteps;
  for (const CodeWindow& window : windows) {
    const size_t last =
        letters.OffsetOf(std::min(window.end, std::min(window.last_anchor + 1, letters.size())));
    at = std::max(at, size_t{letters.OffsetOf(window.longer_begin)});
    while (found.size() < max) {
      const auto answer = pattern.direct->Find(index_.sets_, part_.view(), &at, last, &end, &steps);
      if (answer == DirectPattern::Answer::kAskRe2) return std::nullopt;
      if (answer == DirectPattern::Answer::kNo) break;
      found.push_back({static_cast<uint32_t>(at), static_cast<uint32_t>(end)});
      at = end;
      steps = kMaxDirectSteps;
    }
  }
  return found;
}

std::vector<ByteRange> PatternScan::Find(uint32_t number, size_t max) {
  const PatternIndex::Indexed& pattern = index_.patterns_[number];
  if (!MayMatch(number)) return {};
  if (!hits_ || pattern.first.empty()) return pattern.compiled.Find(part_, max);
  const std::vector<CodeWindow> windows = WindowsOf(pattern);
  if (std::optional<std::vector<ByteRange>> found = FindDirectly(pattern, windows, max))
    return *std::move(found);
  return pattern.compiled.FindIn(part_, windows, max, answers_[number] == kYes);
}

size_t PatternScan::CodesOf(Reach reach) {
  const LetterStream& letters = part_.letters();
  if (!reach.bounded()) return letters.size();
  return std::min(letters.size(), static_cast<size_t>(reach.codes) +
                                      static_cast<size_t>(reach.words) * letters.longest_word());
}

CodeWindow PatternScan::WindowAround(const PatternIndex::Use& use, uint32_t at) {
  // One more before: a match may begin with a mark, which belongs to the code before it.
  const size_t before = std::min<size_t>(at, CodesOf(use.before) + 1);
  const size_t after = CodesOf(use.after) + index_.scanner_.LengthOf(use.sequence);
  return {at - before, std::min(at + after, part_.letters().size()), at - before, at};
}

std::vector<CodeWindow> PatternScan::WindowsOf(const PatternIndex::Indexed& pattern) {
  std::vector<CodeWindow> windows;
  for (const PatternIndex::Use& use : pattern.first) {
    hits_->ForEach(use.sequence, [&](uint32_t at) { windows.push_back(WindowAround(use, at)); });
  }
  std::sort(windows.begin(), windows.end(),
            [](const CodeWindow& a, const CodeWindow& b) { return a.begin < b.begin; });
  if (!pattern.second.empty()) {
    struct Place {
      size_t begin, end;
    };
    std::vector<Place> places;
    for (const uint32_t sequence : pattern.second) {
      const size_t length = index_.scanner_.LengthOf(sequence);
      hits_->ForEach(sequence, [&](uint32_t at) { places.push_back({at, at + length}); });
    }
    std::sort(places.begin(), places.end(),
              [](const Place& a, const Place& b) { return a.begin < b.begin; });
    // A word edge at an end of it can be just outside the match.
    std::erase_if(windows, [&](const CodeWindow& window) {
      const size_t from = window.begin - std::min<size_t>(window.begin, 1);
      auto place = std::lower_bound(places.begin(), places.end(), from,
                                    [](const Place& p, size_t at) { return p.begin < at; });
      // The sequences differ in length, so a later one may end earlier.
      for (; place != places.end() && place->begin < window.end; ++place) {
        if (place->end <= window.end + 1) return false;
      }
      return true;
    });
  }
  const size_t longer = CodesOf(pattern.longer_before);
  std::vector<CodeWindow> merged;
  for (const CodeWindow& window : windows) {
    if (!merged.empty() && window.begin <= merged.back().end) {
      merged.back().end = std::max(merged.back().end, window.end);
      merged.back().last_anchor = std::max(merged.back().last_anchor, window.last_anchor);
    } else {
      merged.push_back(window);
      merged.back().longer_begin -= std::min(window.begin, longer);
    }
  }
  return merged;
}

}  // namespace varta
