// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "rules/rule_trace.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "rules/compiled_rule.h"
#include "rules/pattern_beginning.h"

namespace varta {
namespace {

constexpr size_t kMaxPlaces = 3;
constexpr size_t kShownBytes = 120;  // of a pattern
constexpr int kMaxBeginnings = 40;   // looked for in one rule

std::string Quoted(const Pattern& pattern) {
  return "'" + Shorten(pattern.Shown(), kShownBytes) + "'";
}

// The end of a pattern, where what counts is what it came to.
std::string QuotedEnd(const std::string& pattern) {
  if (pattern.size() <= kShownBytes) return "'" + pattern + "'";
  size_t begin = pattern.size() - kShownBytes;
  while (begin < pattern.size() && (pattern[begin] & 0xC0) == 0x80) ++begin;
  return "'…" + pattern.substr(begin) + "'";
}

}  // namespace

// Of one rule on the texts of one ad.
class CompiledRule::Tracer {
 public:
  Tracer(const CompiledRule& rule, std::span<PatternScan> parts, const PatternIndex& index)
      : rule_(rule), match_(rule.rule().match), parts_(parts), index_(index) {}

  RuleTrace Trace() {
    trace_.rule = &rule_.rule();
    if (!rule_.any_.empty()) TraceAny();
    for (size_t i = 0; i < rule_.all_.size(); ++i) TraceAll(i);
    for (size_t i = 0; i < rule_.near_.size(); ++i) TraceNear(i);
    trace_.share = needs_ == 0 ? 0 : had_ / needs_;
    if (trace_.obstacles.empty() && !rule_.Matches(parts_)) TraceUnless();
    return std::move(trace_);
  }

 private:
  std::vector<TracedPlace> PlacesOf(uint32_t pattern, size_t max) {
    std::vector<TracedPlace> places;
    for (PatternScan& scan : parts_) {
      if (!scan.Matches(pattern)) continue;
      for (const ByteRange range : scan.Find(pattern, max))
        places.push_back({scan.part().place(), scan.part().ToOriginal(range)});
    }
    return places;
  }

  // Adds where it matches to what was found; false: nowhere.
  bool Has(uint32_t pattern) {
    const std::vector<TracedPlace> places = PlacesOf(pattern, kMaxSpans);
    trace_.found.insert(trace_.found.end(), places.begin(), places.end());
    return !places.empty();
  }

  // How far a pattern came, if what it needs stands in some text or a word of it does.
  std::optional<Obstacle> HowFar(const Pattern& pattern, uint32_t number, double* share) {
    const bool anchored = !std::isinf(index_.CostOf(number));
    std::optional<Obstacle> best;
    for (size_t i = 0; i < parts_.size(); ++i) {
      PatternScan& scan = parts_[i];
      if (folded_.size() <= i) folded_.push_back(FoldForSearch(scan.part().view()));
      if (!(anchored && scan.MayMatch(number)) && !Mentions(folded_[i], pattern.written)) continue;
      if (++beginnings_ > kMaxBeginnings) break;
      const std::optional<Beginning> beginning = LongestBeginning(pattern.written, scan.part());
      if (!beginning || beginning->share <= *share) continue;
      *share = beginning->share;
      best = Obstacle{Quoted(pattern) + " matches as far as " + QuotedEnd(beginning->matched) +
                          "; what it wants next, '" + Shorten(beginning->rest, kShownBytes) +
                          "', is not there",
                      {}};
      for (const ByteRange range : beginning->places)
        best->places.push_back({scan.part().place(), scan.part().ToOriginal(range)});
    }
    return best;
  }

  void TraceAny() {
    needs_ += 1;
    int found = 0;
    for (const uint32_t number : rule_.any_) found += Has(number) ? 1 : 0;
    if (found >= match_.at_least) {
      had_ += 1;
      return;
    }
    double share = 0;
    std::optional<Obstacle> nearest;
    for (size_t i = 0; i < rule_.any_.size(); ++i) {
      if (auto far = HowFar(match_.any[rule_.any_at_[i]], rule_.any_[i], &share))
        nearest = std::move(far);
    }
    if (match_.at_least > 1) {
      share = (found + share) / match_.at_least;
      trace_.obstacles.push_back({"of any: " + std::to_string(found) + " match, and at_least is " +
                                      std::to_string(match_.at_least),
                                  {}});
      if (nearest) trace_.obstacles.push_back(*std::move(nearest));
    } else if (nearest) {
      nearest->what = "any: " + nearest->what;
      trace_.obstacles.push_back(*std::move(nearest));
    } else {
      trace_.obstacles.push_back({"any: none of the patterns matches", {}});
    }
    had_ += share;
  }

  void TraceAll(size_t i) {
    needs_ += 1;
    if (Has(rule_.all_[i])) {
      had_ += 1;
      return;
    }
    double share = 0;
    std::optional<Obstacle> far = HowFar(match_.all[i], rule_.all_[i], &share);
    if (!far) far = Obstacle{Quoted(match_.all[i]) + " is not there", {}};
    far->what = "all: " + far->what;
    trace_.obstacles.push_back(*std::move(far));
    had_ += share;
  }

  void TraceNear(size_t i) {
    const Near& near = rule_.near_[i];
    needs_ += 1;
    size_t there = 0;
    std::string missing;
    for (size_t word = 0; word < near.words.size(); ++word) {
      if (Has(near.words[word])) {
        ++there;
      } else if (missing.empty()) {
        missing = Quoted(match_.near[i].words[word]);
      }
    }
    const double share = static_cast<double>(there) / static_cast<double>(near.words.size());
    if (there < near.words.size()) {
      trace_.obstacles.push_back({"near: " + missing + " is not there", {}});
      had_ += share;
      return;
    }
    const std::optional<size_t> apart = WordsApart(near);
    if (apart && *apart <= static_cast<size_t>(near.within)) {
      had_ += 1;
      return;
    }
    had_ += 0.9;
    trace_.obstacles.push_back(
        {apart ? "near: the words are " + std::to_string(*apart) + " apart, and within is " +
                     std::to_string(near.within)
               : "near: the words are not all in the title, nor all in the text",
         {}});
  }

  // How near the words come to each other; nullopt: they are not in one text.
  std::optional<size_t> WordsApart(const Near& near) {
    std::optional<size_t> least;
    for (PatternScan& scan : parts_) {
      const Part part{&scan, {}};
      Near wide = near;
      size_t fits = scan.part().words().size() + 1, too_near = 0;
      wide.within = static_cast<int>(fits);
      if (!FindNear(wide, part)) continue;
      while (fits > too_near) {
        const size_t middle = (fits + too_near) / 2;
        wide.within = static_cast<int>(middle);
        if (FindNear(wide, part)) {
          fits = middle;
        } else {
          too_near = middle + 1;
        }
      }
      if (!least || fits < *least) least = fits;
    }
    return least;
  }

  void TraceUnless() {
    const bool sentence = match_.unless_in == varta::Match::Scope::kSentence;
    for (size_t i = 0; i < rule_.unless_.size(); ++i) {
      std::vector<TracedPlace> places = PlacesOf(rule_.unless_[i], kMaxPlaces);
      if (places.empty()) continue;
      trace_.obstacles.push_back({"unless: " + Quoted(match_.unless[i]) + " matches" +
                                      (sentence ? " in the same sentence" : ""),
                                  std::move(places)});
    }
  }

  const CompiledRule& rule_;
  const varta::Match& match_;
  std::span<PatternScan> parts_;
  const PatternIndex& index_;
  RuleTrace trace_;
  double needs_ = 0, had_ = 0;
  int beginnings_ = 0;
  std::vector<std::string> folded_;  // by part, as far as asked for
};

RuleTrace CompiledRule::Trace(std::span<PatternScan> parts, const PatternIndex& index) const {
  return Tracer(*this, parts, index).Trace();
}

}  // namespace varta
