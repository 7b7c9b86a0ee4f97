// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// DirectPattern::Compile: a pattern's tokens -> the steps that match it.
#include <algorithm>
#include <array>
#include <string_view>

#include "rules/direct_pattern.h"
#include "rules/letter_codes.h"

namespace varta {
namespace {

using Kind = PatternToken::Kind;

constexpr size_t kMaxSteps = 1000;
constexpr size_t kFewAlternatives = 7;  // are tried one by one

bool IsLazy(const PatternToken& token) {
  return token.repeat.size() > 1 && token.repeat.ends_with('?');
}

const PlainSet& PlainWithCode(uint8_t code) {
  static const std::array<PlainSet, kCodes> sets = [] {
    std::array<PlainSet, kCodes> made{};
    for (int number = 0; number < 256; ++number) {
      if (const std::optional<char32_t> c = PlainCharacter(static_cast<uint8_t>(number)))
        made[CodeOf(*c)].Add(static_cast<uint8_t>(number));
    }
    return made;
  }();
  return sets[code];
}

}  // namespace

class DirectPattern::Compiler {
 public:
  Compiler(const PatternTokens& pattern, PlainElements& elements)
      : pattern_(pattern), elements_(elements) {}

  std::optional<DirectPattern> Compile() {
    if (pattern_.flags.find_first_of("-mU") != std::string_view::npos) return std::nullopt;
    if (!AddChoice(0, pattern_.tokens.size())) return std::nullopt;
    if (CanBePassed(0)) return std::nullopt;  // as \b, which matches where nothing is
    Add({Op::kMatch});
    if (!fits_) return std::nullopt;
    AddFirst(0, result_.first_);
    result_.begins_at_edge_ = BeginsAtEdge(0);
    AddSecond();
    FindRun();
    for (Switch& choices : result_.switches_) BuildSwitch(choices);
    for (size_t at = 0; at + 1 < result_.steps_.size(); ++at) {
      if (result_.steps_[at].op == Op::kRepeat && result_.steps_[at].a == 0) AddFollow(at);
      if (result_.steps_[at].op == Op::kRepeat) at += 2;
    }
    return std::move(result_);
  }

 private:
  size_t Add(Step step) {
    std::vector<Step>& steps = result_.steps_;
    if (steps.size() >= kMaxSteps) fits_ = false;
    if (fits_) steps.push_back(step);
    return steps.size() - 1;
  }
  // That the step goes to where the next one will be.
  void GoesHere(size_t step) {
    result_.steps_[step].b = static_cast<uint16_t>(result_.steps_.size());
  }

  size_t AfterElement(size_t at) const {
    const PatternToken& token = pattern_.tokens[at];
    return (token.kind == Kind::kOpen ? token.partner : at) + 1;
  }

  // [begin, end) of the tokens.
  struct Part {
    size_t begin, end;
  };

  // Each: false: this is left to RE2.
  bool AddChoice(size_t begin, size_t end) {
    std::vector<Part> alternatives;
    for (size_t at = begin; at <= end; ++at) {
      size_t stop = at;
      while (stop < end && pattern_.tokens[stop].kind != Kind::kOr) stop = AfterElement(stop);
      alternatives.push_back({at, stop});
      at = stop;
    }
    return AddAlternatives(alternatives);
  }

  // What neighbours begin with is written once: the order in which they are tried stays.
  bool AddAlternatives(const std::vector<Part>& alternatives) {
    std::vector<size_t> jumps;
    std::vector<uint16_t> targets;
    const bool many = alternatives.size() > kFewAlternatives;
    const size_t choice = many ? Add({Op::kSwitch}) : 0;
    for (size_t i = 0, next; i < alternatives.size() && fits_; i = next) {
      std::vector<Part> rests;
      for (next = i; next < alternatives.size() && BeginAlike(alternatives[i], alternatives[next]);
           ++next)
        rests.push_back({alternatives[next].begin + 1, alternatives[next].end});
      next = std::max(next, i + 1);
      const bool last = next == alternatives.size();
      const size_t attempt = last ? 0 : Add({Op::kTry});
      if (many && targets.size() < Switch::kMost) {
        const bool is_last = targets.size() + 1 == Switch::kMost && !last;
        targets.push_back(static_cast<uint16_t>(is_last ? attempt : result_.steps_.size()));
      }
      if (rests.size() > 1) {
        if (!AddElement(alternatives[i].begin) || !AddAlternatives(rests)) return false;
      } else {
        const Part& one = alternatives[i];
        for (size_t at = one.begin; at < one.end; at = AfterElement(at)) {
          if (!AddElement(at)) return false;
        }
      }
      if (last || !fits_) break;
      jumps.push_back(Add({Op::kJump}));
      if (fits_) GoesHere(attempt);
    }
    if (!fits_) return false;
    for (const size_t jump : jumps) GoesHere(jump);
    if (many) {
      result_.steps_[choice].b = static_cast<uint16_t>(result_.switches_.size());
      result_.switches_.push_back({{}, {}, std::move(targets)});
    }
    return true;
  }

  bool BeginAlike(const Part& a, const Part& b) const {
    if (a.begin == a.end || b.begin == b.end) return false;
    const PatternToken &one = pattern_.tokens[a.begin], &other = pattern_.tokens[b.begin];
    // Of a repeat that may be shorter every length comes before the next alternative.
    return one.kind != Kind::kOpen && one.kind == other.kind && one.text == other.text &&
           one.repeat == other.repeat && one.min == one.max;
  }

  bool AddElement(size_t at) {
    const PatternToken& token = pattern_.tokens[at];
    switch (token.kind) {
      case Kind::kStartEdge:
        Add({Op::kStartEdge});
        return fits_;
      case Kind::kEndEdge:
        Add({Op::kEndEdge});
        return fits_;
      case Kind::kLetter:
      case Kind::kSet:
        return AddCharacter(token);
      case Kind::kOpen:
        return AddGroup(at);
      case Kind::kAnchor:
        return AddAnchor(token.text);
      case Kind::kClose:
      case Kind::kOr:
        break;
    }
    return false;
  }

  bool AddAnchor(std::string_view text) {
    if (text == "\\B") return false;
    const bool start = text == "^" || text == "\\A";
    Add({text == "\\b" ? Op::kAsciiEdge : start ? Op::kTextStart : Op::kTextEnd});
    return fits_;
  }

  bool AddCharacter(const PatternToken& token) {
    std::optional<Step> step = StepOf(token);
    if (!step) return false;
    if (token.min != 1 || token.max != 1) {
      const uint16_t most =
          token.max == PatternToken::kNoLimit ? kNoLimit : static_cast<uint16_t>(token.max);
      Add({Op::kRepeat, static_cast<uint8_t>(IsLazy(token) ? 1 : 0),
           static_cast<uint16_t>(token.min)});
      Add({Op::kRepeat, 0, most});
    }
    Add(*step);
    return fits_;
  }

  std::optional<Step> StepOf(const PatternToken& token) {
    if (token.kind == Kind::kLetter) {
      if (const std::optional<uint8_t> number = PlainNumber(token.letter))
        return Step{Op::kLetter, *number, pattern_.ignores_case ? OtherCase(*number) : *number};
      result_.rare_.push_back(token.letter);
      return Step{Op::kRare, 0, static_cast<uint16_t>(result_.rare_.size() - 1)};
    }
    if (token.text == ".") return Step{pattern_.dot_matches_newline ? Op::kAny : Op::kAnyInLine};
    const std::optional<uint16_t> element = ElementOf(token);
    if (!element) return std::nullopt;
    return Step{Op::kSet, 0, *element};
  }

  bool AddGroup(size_t open) {
    const size_t close = pattern_.tokens[open].partner;
    const PatternToken& repeat = pattern_.tokens[close];
    const bool endless = repeat.max == PatternToken::kNoLimit;
    const bool lazy = IsLazy(repeat);
    std::vector<size_t> outs;
    const int copies = endless ? repeat.min + 1 : repeat.max;
    for (int i = 0; i < copies; ++i) {
      const size_t attempt = i >= repeat.min ? Add({Op::kTry}) : 0;
      if (i >= repeat.min) {
        outs.push_back(attempt);
        if (lazy) {
          // Nothing first: the other way begins behind this jump.
          outs.back() = Add({Op::kJump});
          if (fits_) GoesHere(attempt);
        }
      }
      const size_t begin = result_.steps_.size();
      if (!AddChoice(open + 1, close)) return false;
      // What a loop does with nothing differs from engine to engine.
      if (i == 0 && copies > 1 && CanBePassed(begin)) return false;
      if (endless && i + 1 == copies) {
        if (CanBePassed(begin)) return false;
        Add({Op::kJump, 0, static_cast<uint16_t>(attempt)});
      }
    }
    if (fits_) {
      for (const size_t out : outs) GoesHere(out);
    }
    return fits_;
  }

  // Whether the steps from `begin` on match without any character.
  bool CanBePassed(size_t begin) const {
    bool passed = false;
    ForEachFirst(begin, [&](size_t at) { passed = passed || at == result_.steps_.size(); });
    return passed;
  }

  void FindRun() {
    const std::vector<PatternToken>& tokens = pattern_.tokens;
    if (tokens.empty() || tokens[0].min == 0) return;
    for (size_t at = 0; at < tokens.size(); at = AfterElement(at)) {
      if (tokens[at].kind == Kind::kOr) return;
    }
    if (tokens[0].kind == Kind::kSet && tokens[0].max == PatternToken::kNoLimit) {
      result_.run_ = ElementOf(tokens[0]);
    } else if (tokens[0].kind == Kind::kOpen && tokens[0].partner == 3 && tokens[3].min > 0 &&
               tokens[3].max == PatternToken::kNoLimit && IsOnce(tokens[1]) &&
               tokens[2].kind == Kind::kSet && tokens[2].min == 0 && tokens[2].max == 1) {
      const std::optional<uint16_t> one = ElementOf(tokens[1]), other = ElementOf(tokens[2]);
      if (!one || !other || !elements_[*one].plain.IsApartFrom(elements_[*other].plain)) return;
      result_.run_ = one;
      result_.between_run_ = other;
    }
  }

  static bool IsOnce(const PatternToken& token) {
    return token.kind == Kind::kSet && token.min == 1 && token.max == 1;
  }

  std::optional<uint16_t> ElementOf(const PatternToken& token) {
    if (token.text == ".") return std::nullopt;
    return elements_.Add(token, pattern_.ignores_case);
  }

  // What can stand behind the repeat, so that not each way to shorten it need be tried.
  void AddFollow(size_t repeat) {
    Step& most = result_.steps_[repeat + 1];
    if (most.b <= 1 || result_.follows_.size() >= Memo::kRepeats) return;
    Follow& follow = result_.follows_.emplace_back();
    AddFirst(repeat + 3, follow.first);
    follow.at_edge = BeginsAtEdge(repeat + 3);
    most.a = static_cast<uint8_t>(result_.follows_.size());
  }

  // Which of its targets each plain character can begin.
  void BuildSwitch(Switch& choices) {
    std::array<uint64_t, 256> alternatives{};
    for (size_t i = 0; i < choices.targets.size(); ++i) {
      PlainSet first;
      AddFirst(choices.targets[i], first);
      for (size_t number = 0; number < alternatives.size(); ++number)
        alternatives[number] |= uint64_t{first.Has(static_cast<uint8_t>(number))} << i;
    }
    for (size_t number = 0; number < alternatives.size(); ++number) {
      const auto row = std::find(choices.rows.begin(), choices.rows.end(), alternatives[number]);
      choices.row_of[number] = static_cast<uint8_t>(row - choices.rows.begin());
      if (row == choices.rows.end()) choices.rows.push_back(alternatives[number]);
    }
  }

  // Whether < comes first, whatever the steps from `begin` on match.
  bool BeginsAtEdge(size_t begin) const {
    bool begins = true;
    ForEachFirst(
        begin, [&](size_t at) { begins = begins && result_.steps_[at].op == Op::kStartEdge; },
        true);
    return begins;
  }

  // Calls f(the number of the step) for each that can take the first character of a match of the
  // steps from `begin` on; for kMatch, or the end of the steps so far, if that can come first.
  // `edges`: for each kStartEdge, too, and not for what is behind it.
  template <class F>
  void ForEachFirst(size_t begin, F f, bool edges = false) const {
    std::vector<bool> seen(result_.steps_.size() + 1, false);
    std::vector<size_t> open{begin};
    auto go = [&](size_t at) {
      if (!seen[at]) open.push_back(at);
      seen[at] = true;
    };
    while (!open.empty()) {
      const size_t at = open.back();
      open.pop_back();
      if (at == result_.steps_.size()) {
        f(at);
        continue;
      }
      const Step& step = result_.steps_[at];
      switch (step.op) {
        case Op::kTry:
          go(at + 1);
          go(step.b);
          break;
        case Op::kJump:
          go(step.b);
          break;
        case Op::kSwitch:
        case Op::kTextStart:
        case Op::kTextEnd:
        case Op::kAsciiEdge:
        case Op::kEndEdge:
          go(at + 1);
          break;
        case Op::kStartEdge:
          if (edges)
            f(at);
          else
            go(at + 1);
          break;
        case Op::kRepeat:
          go(at + 2);
          if (step.b == 0) go(at + 3);
          break;
        default:
          f(at);
      }
    }
  }

  // Adds the plain characters that a match of the steps from `begin` on can begin with.
  void AddFirst(size_t begin, PlainSet& first) const {
    ForEachFirst(begin, [&](size_t at) { AddTaken(result_.steps_[at], first); });
  }

  void AddSecond() {
    ForEachFirst(0, [&](size_t at) {
      const bool repeats = at >= 2 && result_.steps_[at - 1].op == Op::kRepeat;
      if (repeats && result_.steps_[at - 1].b > 1) AddTaken(result_.steps_[at], result_.second_);
      if (!repeats || result_.steps_[at - 2].b <= 1) AddFirst(at + 1, result_.second_);
    });
  }

  void AddTaken(const Step& step, PlainSet& set) const {
    switch (step.op) {
      case Op::kLetter:
        set.Add(step.a);
        set.Add(static_cast<uint8_t>(step.b));
        break;
      case Op::kSet:
        set.Add(elements_[step.b].plain);
        break;
      case Op::kRare:
        // One with the same code must be looked at.
        set.Add(PlainWithCode(CodeOf(result_.rare_[step.b])));
        break;
      default:
        set.Add(kAllPlain);
    }
  }

  const PatternTokens& pattern_;
  PlainElements& elements_;
  DirectPattern result_;
  bool fits_ = true;
};

std::optional<DirectPattern> DirectPattern::Compile(const PatternTokens& pattern,
                                                    PlainElements& elements) {
  return Compiler(pattern, elements).Compile();
}

}  // namespace varta
