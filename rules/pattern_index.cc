// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "rules/pattern_index.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <utility>

namespace varta {
namespace {

constexpr size_t kInstruction = 16;     // bytes of one of RE2's
constexpr size_t kMostFragments = 512;  // that are looked for beside a sequence
constexpr double kTooFrequent = 0.008;  // to be looked for as a sequence rather than as a loose one

// Letters that are looked at in the time of a step through the table of fragments.
constexpr size_t kLettersAStep = 4;

// Past these RE2, whose time is linear, is the faster one: of one direct search, and of all of them
// for one pattern in one text.
constexpr int kSearchSteps = 2000, kTextSteps = 4000;

int StepsFor(size_t bytes) { return static_cast<int>(std::min<size_t>(2 * bytes, 1 << 24)); }

// The last place where a match in the window can begin.
uint32_t LastBegin(const LetterStream& letters, const CodeWindow& window) {
  return letters.OffsetOf(std::min(window.end, window.last_anchor));
}

}  // namespace

Result<uint32_t> PatternIndex::Add(const Pattern& pattern) {
  const PatternTokens tokens = TokenizePattern(pattern.written);
  return AddNew(pattern.written, tokens, [&] { return CompiledPattern::Compile(pattern, tokens); });
}

Result<uint32_t> PatternIndex::AddRe2(const std::string& re2) {
  return AddNew(re2, TokenizePattern(re2, PatternSyntax::kRe2),
                [&] { return CompiledPattern::CompileRe2(re2); });
}

template <class F>
Result<uint32_t> PatternIndex::AddNew(const std::string& written, const PatternTokens& tokens,
                                      F compile) {
  const auto [known, is_new] = numbers_.emplace(written, static_cast<uint32_t>(patterns_.size()));
  if (!is_new) return known->second;
  Result<CompiledPattern> compiled = compile();
  if (!compiled.ok()) {
    numbers_.erase(known);
    return compiled.status();
  }
  programs_ += compiled->program_size();
  Indexed& indexed = patterns_.emplace_back(
      Indexed{std::move(*compiled), {}, {}, std::numeric_limits<double>::infinity()});
  Needs& needs = needs_.emplace_back();
  if (!scans_ || tokens.mistake) return known->second;
  const Anchors anchors = FindAnchors(tokens);
  indexed.direct = DirectPattern::Compile(tokens, elements_);
  if (indexed.direct) programs_ += indexed.direct->footprint() / kInstruction;
  if (anchors.first.empty() || anchors.cost > kTooFrequent) {
    if (indexed.direct)
      indexed.loose = loose_.Add(indexed.direct->first(), indexed.direct->second());
    if (indexed.loose || anchors.first.empty()) return known->second;
  }
  needs.longer_before = anchors.longer_before;
  indexed.cost = anchors.cost;
  needs.first_begin = static_cast<uint32_t>(uses_.size());
  for (const Anchor& anchor : anchors.first)
    uses_.push_back({scanner_.Add(anchor.sequence), anchor.before, anchor.after});
  needs.first_end = static_cast<uint32_t>(uses_.size());
  needs.second_begin = static_cast<uint32_t>(second_.size());
  for (const CodeSequence& sequence : anchors.second) {
    const std::vector<FragmentPlace> fragments = FragmentsOf(sequence);
    if (!fragments.empty()) {
      const uint32_t number = scanner_.AddUnscanned(sequence);
      for (const auto [fragment, place] : fragments) second_.push_back({fragment, number, place});
    }
    // Whatever may stand there says nothing.
    if (fragments.empty() || second_.size() - needs.second_begin > kMostFragments) {
      second_.resize(needs.second_begin);
      break;
    }
  }
  needs.second_end = static_cast<uint32_t>(second_.size());
  std::sort(second_.begin() + needs.second_begin, second_.end(),
            [](const Second& a, const Second& b) { return a.fragment < b.fragment; });
  if (const std::span<const Second> second = SecondOf(known->second); !second.empty()) {
    needs.filter = static_cast<uint32_t>(filters_.size());
    const size_t words = FilterWords(second.size());
    filters_.resize(filters_.size() + words);
    for (const Second& one : second)
      filters_[needs.filter + WordOf(one.fragment, words)] |= BitOf(one.fragment);
  }
  return known->second;
}

void PatternIndex::AddTrigger(uint32_t rule, const std::vector<uint32_t>& patterns) {
  for (const uint32_t number : patterns) {
    for (const Use& use : FirstOf(number)) made_.push_back({use.sequence, {rule, number}});
  }
}

void PatternIndex::Build() {
  scanner_.Build(!second_.empty());
  numbers_.clear();
  std::stable_sort(made_.begin(), made_.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  trigger_begins_.assign(scanner_.size() + 1, 0);
  for (const auto& [sequence, trigger] : made_) ++trigger_begins_[sequence + 1];
  std::partial_sum(trigger_begins_.begin(), trigger_begins_.end(), trigger_begins_.begin());
  for (const auto& [sequence, trigger] : made_) triggers_.push_back(trigger);
  made_ = {};
}

PatternScan::PatternScan(const PatternIndex& index, AdPart& part, bool one_by_one)
    : index_(index), part_(part), scans_(!one_by_one), answers_(index.size(), kNotAsked) {
  if (scans_ && index.scanner_.size() > 0) hits_ = index.scanner_.Scan(part.letters());
}

// The direct searches for one pattern in the text; when they took too long, RE2 is asked for the
// rest.
class PatternScan::DirectSearch {
 public:
  DirectSearch(PatternScan& scan, uint32_t pattern)
      : pattern_(scan.index_.patterns_[pattern].direct),
        elements_(scan.index_.elements_),
        view_(scan.part_.view()),
        left_(kTextSteps + StepsFor(view_.size())) {}

  // As DirectPattern::Find.
  DirectPattern::Answer Next(size_t* begin, size_t last, size_t* end) {
    if (!pattern_ || left_ <= 0) return DirectPattern::Answer::kAskRe2;
    const int most = std::min(left_, kSearchSteps + StepsFor(last - std::min(*begin, last)));
    int steps = most;
    const auto answer = pattern_->Find(elements_, view_, begin, last, end, &memo_, &steps);
    left_ = steps < 0 ? 0 : left_ - (most - steps);
    return answer;
  }

 private:
  const std::optional<DirectPattern>& pattern_;
  const PlainElements& elements_;
  const std::string_view view_;
  DirectPattern::Memo memo_;
  int left_;
};

void PatternScan::Prefetch(const std::vector<uint32_t>& patterns) const {
  for (const uint32_t number : patterns) {
    const PatternIndex::Needs& needs = index_.needs_[number];
    __builtin_prefetch(index_.uses_.data() + needs.first_begin);
    const auto* const direct = reinterpret_cast<const char*>(&index_.patterns_[number].direct);
    __builtin_prefetch(direct);
    __builtin_prefetch(direct + 64);
  }
  for (const uint32_t number : patterns) {
    if (const auto& direct = index_.patterns_[number].direct) direct->Prefetch();
  }
}

bool PatternScan::MayMatch(uint32_t number) {
  Answer& answer = answers_[number];
  if (answer != kNotAsked || !hits_) return answer != kNo;
  const std::span<const PatternIndex::Use> first = index_.FirstOf(number);
  if (first.empty()) return true;
  const bool has_first = std::any_of(first.begin(), first.end(), [&](const PatternIndex::Use& use) {
    return hits_->Has(use.sequence);
  });
  answer = has_first && HasSecond(number) ? kPerhaps : kNo;
  return answer == kPerhaps;
}

bool PatternScan::Matches(uint32_t number) {
  if (!MayMatch(number)) return false;
  Answer& answer = answers_[number];
  if (answer != kYes) answer = Ask(number) ? kYes : kNo;
  return answer == kYes;
}

bool PatternScan::Ask(uint32_t number) {
  const PatternIndex::Indexed& pattern = index_.patterns_[number];
  const std::span<const PatternIndex::Use> first = index_.FirstOf(number);
  if (first.empty() && pattern.loose) return !FindLoose(number, 1).empty();
  if (first.empty() || !hits_) return pattern.compiled.Matches(part_);
  DirectSearch direct(*this, number);
  const auto matches_in = [&](const CodeWindow& window) {
    size_t begin = part_.letters().OffsetOf(window.begin), end;
    const auto answer = direct.Next(&begin, LastBegin(part_.letters(), window), &end);
    if (answer == DirectPattern::Answer::kAskRe2) return pattern.compiled.MatchesIn(part_, window);
    return answer == DirectPattern::Answer::kYes;
  };
  const std::span<const CodeWindow> windows = WindowsOf(number);
  return std::any_of(windows.begin(), windows.end(), matches_in);
}

std::vector<ByteRange> PatternScan::FindLoose(uint32_t number, size_t max) {
  const PatternIndex::Indexed& pattern = index_.patterns_[number];
  if (!scans_ || !pattern.loose) return pattern.compiled.Find(part_, max);
  if (!beginnings_) beginnings_ = index_.loose_.Scan(part_.view());
  if (const Beginnings& beginnings = (*beginnings_)[*pattern.loose]) {
    const auto only_there = [](uint32_t begin) { return ByteRange{begin, begin}; };
    if (auto found = FindDirectly(number, *beginnings, only_there, max)) return *std::move(found);
  }
  return pattern.compiled.Find(part_, max);
}

template <class Places, class F>
std::optional<std::vector<ByteRange>> PatternScan::FindDirectly(uint32_t number,
                                                                const Places& places,
                                                                F beginnings_in, size_t max) {
  DirectSearch direct(*this, number);
  std::vector<ByteRange> found;
  size_t at = 0, end;
  for (const auto& place : places) {
    const ByteRange beginnings = beginnings_in(place);
    at = std::max(at, size_t{beginnings.begin});
    while (found.size() < max && at <= beginnings.end) {
      const auto answer = direct.Next(&at, beginnings.end, &end);
      if (answer == DirectPattern::Answer::kAskRe2) return std::nullopt;
      if (answer == DirectPattern::Answer::kNo) break;
      found.push_back({static_cast<uint32_t>(at), static_cast<uint32_t>(end)});
      at = end;
    }
  }
  return found;
}

std::vector<ByteRange> PatternScan::Find(uint32_t number, size_t max) {
  const PatternIndex::Indexed& pattern = index_.patterns_[number];
  if (!MayMatch(number)) return {};
  if (index_.FirstOf(number).empty()) return FindLoose(number, max);
  if (!hits_) return pattern.compiled.Find(part_, max);
  const std::span<const CodeWindow> windows = WindowsOf(number);
  const auto beginnings_in = [&](const CodeWindow& window) {
    return ByteRange{part_.letters().OffsetOf(window.longer_begin),
                     LastBegin(part_.letters(), window)};
  };
  if (auto found = FindDirectly(number, windows, beginnings_in, max)) return *std::move(found);
  return pattern.compiled.FindIn(part_, windows, max, answers_[number] == kYes);
}

size_t PatternScan::LettersOf(Reach reach) {
  const LetterStream& letters = part_.letters();
  if (!reach.bounded()) return letters.size();
  return std::min(letters.size(), static_cast<size_t>(reach.letters) +
                                      static_cast<size_t>(reach.words) * letters.longest_word());
}

CodeWindow PatternScan::WindowAround(const PatternIndex::Use& use, uint32_t at) {
  // One more before: a match may begin with a mark, which belongs to the letter before it.
  const size_t before = std::min<size_t>(at, LettersOf(use.before) + 1);
  const size_t after = LettersOf(use.after) + index_.scanner_.LettersOf(use.sequence);
  return {at - before, std::min(at + after, part_.letters().size()), at - before, at};
}

// Where what else a pattern needs is in a text.
class PatternScan::SecondFinder {
 public:
  SecondFinder(const PatternIndex& index, uint32_t pattern, const LetterStream& letters)
      : second_(index.SecondOf(pattern)),
        filter_(index.FilterOf(pattern)),
        scanner_(index.scanner_),
        letters_(letters),
        run_(letters.specials().begin()) {}

  // Each of windows by where they begin: looks at each letter once, or at each run.
  bool IsAmongLetters(const CodeWindow& window) {
    const std::span<const uint64_t> filter = filter_;
    const uint8_t* const codes = letters_.codes();
    const size_t end = window.end;
    for (size_t at = std::max(at_, window.begin); at < end; ++at) {
      const Fragment fragment = FragmentAt(codes + at);
      if (!MayBeSecond(filter, fragment) || !IsSecond(fragment, at)) continue;
      at_ = at;
      return true;
    }
    at_ = std::max(at_, end);
    return false;
  }
  bool IsAmongRuns(const CodeWindow& window) {
    const auto end = letters_.specials().end();
    run_ = std::lower_bound(run_, end, window.begin,
                            [](const LetterStream::Run& run, size_t at) { return run.index < at; });
    for (; run_ != end && run_->index <= window.end; ++run_) {
      if (HasSecond(*run_)) return true;
    }
    return false;
  }
  // All places among letters, in order; false: not in so many steps.
  bool FindAmongLetters(const FragmentSet& fragments, const FragmentPlaces& of_fragments,
                        size_t steps, std::vector<uint32_t>* places) const {
    for (auto one = second_.begin(), next = one; one != second_.end(); one = next) {
      const Fragment fragment = one->fragment;
      while (next != second_.end() && next->fragment == fragment) ++next;
      if (!fragments.MayHave(fragment)) continue;
      const bool is_through = of_fragments.ForEach(fragment, &steps, [&](uint32_t at) {
        steps -= std::min(steps, static_cast<size_t>(next - one - 1));
        if (std::any_of(one, next, [&](const auto& second) { return StandsAt(second, at); }))
          places->push_back(at);
      });
      if (!is_through) return false;
    }
    std::sort(places->begin(), places->end());
    return true;
  }

 private:
  static bool MayBeSecond(std::span<const uint64_t> filter, Fragment fragment) {
    return (filter[WordOf(fragment, filter.size())] & BitOf(fragment)) != 0;
  }
  bool IsSecond(Fragment fragment, size_t at) const {
    auto one = std::lower_bound(second_.begin(), second_.end(), fragment,
                                [](const auto& a, Fragment b) { return a.fragment < b; });
    for (; one != second_.end() && one->fragment == fragment; ++one) {
      if (StandsAt(*one, at)) return true;
    }
    return false;
  }
  // With the fragment at `at`.
  bool StandsAt(const PatternIndex::Second& one, size_t at) const {
    return at > one.place && scanner_.StandsAt(one.sequence, letters_, at - one.place);
  }
  bool HasSecond(const LetterStream::Run& run) const {
    bool has = false;
    run.codes.ForEach([&](uint8_t code) {
      const Fragment fragment = FragmentOfSign(code);
      has = has || (MayBeSecond(filter_, fragment) && IsSecond(fragment, run.index));
    });
    return has;
  }

  const std::span<const PatternIndex::Second> second_;
  const std::span<const uint64_t> filter_;
  const AnchorScanner& scanner_;
  const LetterStream& letters_;
  // The first that is a second one, or has not been looked at.
  size_t at_ = 0;
  std::vector<LetterStream::Run>::const_iterator run_;
};

void PatternScan::KeepWithSecond(uint32_t number) {
  const std::span<const PatternIndex::Second> second = index_.SecondOf(number);
  const LetterStream& letters = part_.letters();
  size_t in_windows = 0, end = 0;
  for (const CodeWindow& window : windows_) {
    in_windows += window.end - std::min(window.end, std::max(window.begin, end));
    end = std::max(end, window.end);
  }
  // A table of all fragments is made once looking letter by letter would have taken as long.
  const bool looks =
      places_ ? in_windows <= second.size() : (looked_at_ += in_windows) <= letters.size();
  if (!looks && !places_) places_.emplace(letters);
  SecondFinder finder(index_, number, letters);
  second_places_.clear();
  if (looks || !finder.FindAmongLetters(hits_->fragments(), *places_, in_windows / kLettersAStep,
                                        &second_places_)) {
    std::erase_if(windows_, [&](const CodeWindow& window) {
      return !finder.IsAmongLetters(window) && !finder.IsAmongRuns(window);
    });
    return;
  }
  auto place = second_places_.begin();
  std::erase_if(windows_, [&](const CodeWindow& window) {
    place = std::lower_bound(place, second_places_.end(), window.begin);
    return (place == second_places_.end() || *place >= window.end) && !finder.IsAmongRuns(window);
  });
}

std::span<const CodeWindow> PatternScan::WindowsOf(uint32_t number) {
  if (!index_.filters_.empty()) __builtin_prefetch(&index_.filters_[index_.needs_[number].filter]);
  windows_.clear();
  for (const PatternIndex::Use& use : index_.FirstOf(number)) {
    hits_->ForEach(use.sequence, [&](uint32_t at) { windows_.push_back(WindowAround(use, at)); });
  }
  std::sort(windows_.begin(), windows_.end(),
            [](const CodeWindow& a, const CodeWindow& b) { return a.begin < b.begin; });
  if (!index_.SecondOf(number).empty()) KeepWithSecond(number);
  const size_t longer = LettersOf(index_.needs_[number].longer_before);
  size_t count = 0;
  for (const CodeWindow& window : windows_) {
    if (count > 0 && window.begin <= windows_[count - 1].end) {
      CodeWindow& last = windows_[count - 1];
      last.end = std::max(last.end, window.end);
      last.last_anchor = std::max(last.last_anchor, window.last_anchor);
    } else {
      windows_[count] = window;
      windows_[count++].longer_begin -= std::min(window.begin, longer);
    }
  }
  windows_.resize(count);
  return windows_;
}

}  // namespace varta
