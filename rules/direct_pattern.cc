// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "rules/direct_pattern.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/text.h"
#include "rules/letter_codes.h"

namespace varta {
namespace {

using Kind = PatternToken::Kind;

constexpr size_t kMaxSteps = 1000;
constexpr size_t kMaxChoices = 64;  // that wait in one match
constexpr uint16_t kNoLimit = 0xFFFF;

// A character of a text.
struct Character {
  size_t end = 0;
  uint8_t number = 0;  // if it is plain
  bool plain = false;
  char32_t letter = 0;  // if it is not
};

// The character at `at` (< view.size()).
inline Character Read(std::string_view view, size_t at) {
  size_t end = at;
  if (const std::optional<uint8_t> number = NextPlain(view, &end)) return {end, *number, true, 0};
  end = at;
  const char32_t letter = NextCodePoint(view, &end);
  return {end, 0, false, letter};
}

// Where the character before `at` (> 0) begins.
size_t Before(std::string_view view, size_t at) {
  for (--at; at > 0 && (static_cast<unsigned char>(view[at]) & 0xC0) == 0x80; --at) continue;
  return at;
}

constexpr PlainSet kAllPlain{{~uint64_t{0}, ~uint64_t{0}, ~uint64_t{0}, ~uint64_t{0}}};

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

// What a marked text turns into a space; and what an ill-formed byte is read as, which RE2 takes
// for something else.
bool IsOdd(const Character& c) { return c.letter < 0x80 || c.letter == 0xFFFD; }

// Roman numerals and letters in circles.
bool IsSignWithCase(char32_t c) { return c >= 0x2100 && c < 0x2500; }

}  // namespace

class DirectPattern::Compiler {
 public:
  Compiler(const PatternTokens& pattern, PlainElements& elements)
      : pattern_(pattern), elements_(elements) {}

  std::optional<DirectPattern> Compile() {
    if (pattern_.flags.find_first_of("-mU") != std::string_view::npos) return std::nullopt;
    if (!AddChoice(0, pattern_.tokens.size())) return std::nullopt;
    Add({Op::kMatch});
    if (!fits_) return std::nullopt;
    AddFirst(0, result_.first_);
    AddSecond();
    const std::vector<Step>& steps = result_.steps_;
    result_.begins_with_run_ = steps[0].op == Op::kRepeat && steps[0].b > 0 &&
                               steps[1].b == kNoLimit && steps[2].op == Op::kSet;
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
    for (size_t i = 0, next; i < alternatives.size() && fits_; i = next) {
      std::vector<Part> rests;
      for (next = i; next < alternatives.size() && BeginAlike(alternatives[i], alternatives[next]);
           ++next)
        rests.push_back({alternatives[next].begin + 1, alternatives[next].end});
      next = std::max(next, i + 1);
      const bool last = next == alternatives.size();
      const size_t attempt = last ? 0 : Add({Op::kTry});
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
    return true;
  }

  bool BeginAlike(const Part& a, const Part& b) const {
    if (a.begin == a.end || b.begin == b.end) return false;
    const PatternToken &one = pattern_.tokens[a.begin], &other = pattern_.tokens[b.begin];
    return one.kind != Kind::kOpen && one.kind == other.kind && one.text == other.text &&
           one.repeat == other.repeat;
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
      const bool lazy = token.repeat.size() > 1 && token.repeat.ends_with('?');
      const uint16_t most =
          token.max == PatternToken::kNoLimit ? kNoLimit : static_cast<uint16_t>(token.max);
      Add({Op::kRepeat, static_cast<uint8_t>(lazy ? 1 : 0), static_cast<uint16_t>(token.min)});
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
    const std::optional<uint16_t> element = elements_.Add(token, pattern_.ignores_case);
    if (!element) return std::nullopt;
    return Step{Op::kSet, 0, *element};
  }

  bool AddGroup(size_t open) {
    const size_t close = pattern_.tokens[open].partner;
    const PatternToken& repeat = pattern_.tokens[close];
    const bool endless = repeat.max == PatternToken::kNoLimit;
    const bool lazy = repeat.repeat.size() > 1 && repeat.repeat.ends_with('?');
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

  static bool IsPlace(Op op) { return op >= Op::kTextStart && op <= Op::kEndEdge; }

  // Whether the steps from `begin` on match without any character.
  bool CanBePassed(size_t begin) const {
    std::vector<bool> seen(result_.steps_.size() + 1, false);
    std::vector<size_t> open{begin};
    auto go = [&](size_t at) {
      if (!seen[at]) open.push_back(at);
      seen[at] = true;
    };
    while (!open.empty()) {
      const size_t at = open.back();
      open.pop_back();
      if (at == result_.steps_.size()) return true;
      const Step& step = result_.steps_[at];
      if (step.op == Op::kTry || step.op == Op::kJump) go(step.b);
      if (step.op == Op::kTry || IsPlace(step.op)) go(at + 1);
      if (step.op == Op::kRepeat && step.b == 0) go(at + 3);
    }
    return false;
  }

  // What can stand behind the repeat, so that not each way to shorten it need be tried.
  void AddFollow(size_t repeat) {
    Step& most = result_.steps_[repeat + 1];
    if (most.b <= 1 || result_.follows_.size() >= Memo::kRepeats) return;
    result_.follows_.emplace_back();
    AddFirst(repeat + 3, result_.follows_.back());
    most.a = static_cast<uint8_t>(result_.follows_.size());
  }

  // Calls f(the number of the step) for each that can take the first character of a match of the
  // steps from `begin` on, and for kMatch if that can come first.
  template <class F>
  void ForEachFirst(size_t begin, F f) const {
    std::vector<bool> seen(result_.steps_.size(), false);
    std::vector<size_t> open{begin};
    auto go = [&](size_t at) {
      if (!seen[at]) open.push_back(at);
      seen[at] = true;
    };
    while (!open.empty()) {
      const size_t at = open.back();
      open.pop_back();
      const Step& step = result_.steps_[at];
      switch (step.op) {
        case Op::kTry:
          go(at + 1);
          go(step.b);
          break;
        case Op::kJump:
          go(step.b);
          break;
        case Op::kTextStart:
        case Op::kTextEnd:
        case Op::kAsciiEdge:
        case Op::kStartEdge:
        case Op::kEndEdge:
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

// One try at one place.
class DirectPattern::Run {
 public:
  Run(const DirectPattern& pattern, const PlainElements& elements, std::string_view view,
      Memo* memo, int* steps)
      : pattern_(pattern), elements_(elements), view_(view), memo_(memo), steps_(steps) {}

  Answer Match(size_t begin, size_t* end);

 private:
  struct Choice {
    uint16_t step;
    enum : uint8_t { kTry, kShrink, kGrow } kind;
    bool edge;       // whether an edge was the last thing before
    uint8_t follow;  // kShrink: as in the repeat's second step
    uint16_t left;   // kGrow: how many more
    size_t at;
    size_t least;  // kShrink: where it cannot be shorter
    size_t most;   // kShrink: where it began to shrink
  };

  // Moves *at behind the character, if the step takes it.
  Answer Take(const Step& step, size_t* at) const {
    if (*at >= view_.size()) return Answer::kNo;
    const Character c = Read(view_, *at);
    Answer answer;
    switch (step.op) {
      case Op::kLetter:
        answer = c.plain ? ToAnswer(c.number == step.a || c.number == step.b)
                         : IsLetter(c, *PlainCharacter(step.a));
        break;
      case Op::kSet:
        answer =
            c.plain ? ToAnswer(elements_[step.b].plain.Has(c.number)) : IsIn(elements_[step.b], c);
        break;
      case Op::kAny:
      case Op::kAnyInLine:
        answer = !c.plain && IsOdd(c)
                     ? Answer::kAskRe2
                     : ToAnswer(step.op == Op::kAny || !c.plain || c.number != '\n');
        break;
      case Op::kRare:
        answer = IsRare(c, pattern_.rare_[step.b]);
        break;
      default:
        answer = Answer::kAskRe2;
    }
    if (answer == Answer::kYes) *at = c.end;
    return answer;
  }
  static Answer ToAnswer(bool yes) { return yes ? Answer::kYes : Answer::kNo; }
  // Each of a character that is not plain.
  static Answer IsLetter(const Character& c, char32_t letter) {
    if (IsOdd(c) || IsLetterAndMark(c.letter)) return Answer::kAskRe2;
    const uint8_t code = CodeOf(letter);
    return IsLetterCode(code) && CodeOf(c.letter) == code ? Answer::kAskRe2 : Answer::kNo;
  }
  static Answer IsIn(const PlainElement& element, const Character& c) {
    if (IsOdd(c)) return Answer::kAskRe2;
    const uint8_t code = CodeOf(c.letter);
    switch (element.others) {
      case PlainElement::kNone:
        return Answer::kNo;
      case PlainElement::kLetters:
        return IsBetweenCode(code) ? Answer::kNo : Answer::kAskRe2;
      case PlainElement::kListed:
        if (std::any_of(element.ranges.begin(), element.ranges.end(), [&](CharacterRange range) {
              return range.first <= c.letter && c.letter <= range.last;
            }))
          return ToAnswer(!element.negated);
        // As another case of what is listed.
        if (IsLetterAndMark(c.letter) || IsSignWithCase(c.letter) ||
            (IsLetterCode(code) && element.letters.Has(code)))
          return Answer::kAskRe2;
        return ToAnswer(element.negated);
      case PlainElement::kUnknown:
        break;
    }
    return Answer::kAskRe2;
  }
  // Of any character.
  static Answer IsRare(const Character& c, char32_t letter) {
    if (!c.plain && IsOdd(c)) return Answer::kAskRe2;
    const char32_t other = c.plain ? *PlainCharacter(c.number) : c.letter;
    if (other == letter) return Answer::kYes;
    if (IsBetweenCode(CodeOf(letter)) && !IsSignWithCase(letter)) return Answer::kNo;
    return CodeOf(other) == CodeOf(letter) || IsLetterAndMark(letter) || IsLetterAndMark(other)
               ? Answer::kAskRe2
               : Answer::kNo;
  }

  // As \b has it: by bytes.
  bool IsAsciiWord(size_t at) const {
    if (at >= view_.size()) return false;
    const auto byte = static_cast<unsigned char>(view_[at]);
    const int letter = byte | 0x20;
    return byte == '_' || (byte >= '0' && byte <= '9') || (letter >= 'a' && letter <= 'z');
  }
  // Whether a word's character stands before `at`; kAskRe2: a mark does.
  Answer WordBefore(size_t at) const { return at == 0 ? Answer::kNo : IsWord(Before(view_, at)); }
  Answer WordAfter(size_t at) const { return at >= view_.size() ? Answer::kNo : IsWord(at); }
  Answer IsWord(size_t at) const {
    size_t next = at;
    const char32_t c = NextCodePoint(view_, &next);
    const uint8_t code = CodeOf(c);
    return code == kNoCode ? Answer::kAskRe2 : ToAnswer(IsLetterCode(code));
  }

  // False: what comes next cannot be matched so.
  bool MayFollow(size_t at, uint8_t follow) const {
    const Character c = Read(view_, at);
    return !c.plain || pattern_.follows_[follow - 1].Has(c.number);
  }
  bool MayTake(const Step& step) const {
    if (step.op != Op::kLetter || at_ >= view_.size()) return true;
    const Character c = Read(view_, at_);
    return !c.plain || c.number == step.a || c.number == step.b;
  }

  // What follows failed at choice.at: moves it and at_ to the next shorter place where it may not;
  // false: there is none.
  bool Shrink(Choice& choice);
  // Goes on with the last choice; false: there is none.
  bool Back();
  bool Push(const Choice& choice) {
    if (choices_count_ == kMaxChoices) return false;
    choices_[choices_count_++] = choice;
    return true;
  }

  const DirectPattern& pattern_;
  const PlainElements& elements_;
  const std::string_view view_;
  Memo* const memo_;
  int* const steps_;
  size_t step_ = 0, at_ = 0;
  bool edge_ = false;
  bool ask_ = false;
  std::array<Choice, kMaxChoices> choices_;
  size_t choices_count_ = 0;
};

bool DirectPattern::Run::Shrink(Choice& choice) {
  Memo::Failed unknown;
  Memo::Failed& failed = choice.follow != 0 ? memo_->failed_[choice.follow - 1] : unknown;
  for (size_t at = choice.at;;) {
    // All from here to choice.most failed.
    if (failed.low <= failed.high && at <= failed.high && failed.low <= choice.most) {
      failed.low = std::min(failed.low, at);
      failed.high = std::max(failed.high, choice.most);
      at = failed.low;
    } else {
      failed = {at, choice.most};
    }
    if (at <= choice.least) {
      // After an edge, with nothing between, it was not tried.
      at_ = choice.at = choice.least;
      return choice.edge;
    }
    at = Before(view_, at);
    --*steps_;
    if (failed.Has(at)) continue;
    if (at <= choice.least || choice.follow == 0 || MayFollow(at, choice.follow)) {
      at_ = choice.at = at;
      return true;
    }
  }
}

bool DirectPattern::Run::Back() {
  while (choices_count_ > 0) {
    Choice& choice = choices_[choices_count_ - 1];
    step_ = choice.step;
    at_ = choice.at;
    edge_ = choice.edge;
    switch (choice.kind) {
      case Choice::kTry:
        --choices_count_;
        return true;
      case Choice::kShrink:
        if (!Shrink(choice)) {
          --choices_count_;
          continue;
        }
        if (at_ <= choice.least) --choices_count_;
        // `edge` is what it is before the first.
        if (at_ > choice.least || !choice.edge) edge_ = false;
        return true;
      case Choice::kGrow: {
        const Answer answer = Take(pattern_.steps_[choice.step - 1], &at_);
        if (answer == Answer::kAskRe2) ask_ = true;
        if (answer != Answer::kYes) {
          --choices_count_;
          if (ask_) return false;
          continue;
        }
        edge_ = false;
        choice.at = at_;
        choice.edge = false;
        if (choice.left != kNoLimit && --choice.left == 0) --choices_count_;
        return true;
      }
    }
  }
  return false;
}

DirectPattern::Answer DirectPattern::Run::Match(size_t begin, size_t* end) {
  at_ = begin;
  while (true) {
    if (--*steps_ < 0) return Answer::kAskRe2;
    const Step& step = pattern_.steps_[step_];
    bool fails = false;
    switch (step.op) {
      case Op::kMatch:
        *end = at_;
        return Answer::kYes;
      case Op::kJump:
        step_ = step.b;
        break;
      case Op::kTry:
        if (!MayTake(pattern_.steps_[step_ + 1])) {
          step_ = step.b;
          break;
        }
        if (!Push({step.b, Choice::kTry, edge_, 0, 0, at_, 0, 0})) return Answer::kAskRe2;
        ++step_;
        break;
      // In a marked text an edge uses the mark up that stands there, and so does the text's end.
      case Op::kTextStart:
        fails = edge_ || at_ > 0;
        ++step_;
        break;
      case Op::kTextEnd:
        fails = at_ < view_.size();
        edge_ = true;
        ++step_;
        break;
      case Op::kAsciiEdge:
        fails = IsAsciiWord(at_) == (at_ > 0 && IsAsciiWord(at_ - 1));
        ++step_;
        break;
      case Op::kStartEdge:
      case Op::kEndEdge: {
        const Answer word = step.op == Op::kStartEdge ? WordBefore(at_) : WordAfter(at_);
        if (word == Answer::kAskRe2) return word;
        fails = edge_ || word == Answer::kYes;
        edge_ = true;
        ++step_;
        break;
      }
      case Op::kRepeat: {
        const Step& one = pattern_.steps_[step_ + 2];
        const uint16_t most = pattern_.steps_[step_ + 1].b;
        const bool lazy = step.a != 0;
        const bool edge = edge_;
        size_t least_at = at_;
        uint16_t count = 0;
        Answer answer = Answer::kYes;
        while (count < (lazy ? step.b : most)) {
          answer = Take(one, &at_);
          if (answer != Answer::kYes) break;
          if (--*steps_ < 0) return Answer::kAskRe2;
          if (count < kNoLimit - 1) ++count;
          if (count == step.b) least_at = at_;
        }
        if (answer == Answer::kAskRe2) return answer;
        fails = count < step.b;
        if (count > 0) edge_ = false;
        step_ += 3;
        if (fails) break;
        const auto next = static_cast<uint16_t>(step_);
        bool pushed = true;
        if (lazy && most > count) {
          const auto left = static_cast<uint16_t>(most == kNoLimit ? kNoLimit : most - count);
          pushed = Push({next, Choice::kGrow, edge_, 0, left, at_, 0, 0});
        } else if (!lazy && at_ > least_at) {
          const uint8_t follow = pattern_.steps_[step_ - 2].a;
          pushed =
              Push({next, Choice::kShrink, step.b == 0 && edge, follow, 0, at_, least_at, at_});
          fails = follow != 0 && memo_->failed_[follow - 1].Has(at_);
        }
        if (!pushed) return Answer::kAskRe2;
        break;
      }
      default: {
        const Answer answer = Take(step, &at_);
        if (answer == Answer::kAskRe2) return answer;
        fails = answer == Answer::kNo;
        edge_ = false;
        ++step_;
      }
    }
    if (fails && !Back()) return ask_ ? Answer::kAskRe2 : Answer::kNo;
  }
}

std::optional<DirectPattern> DirectPattern::Compile(const PatternTokens& pattern,
                                                    PlainElements& elements) {
  return Compiler(pattern, elements).Compile();
}

DirectPattern::Answer DirectPattern::MatchAt(const PlainElements& elements, std::string_view view,
                                             size_t begin, size_t* end, Memo* memo,
                                             int* steps) const {
  return Run(*this, elements, view, memo, steps).Match(begin, end);
}

size_t DirectPattern::EndOfRun(const PlainElements& elements, std::string_view view,
                               size_t at) const {
  const PlainSet& set = elements[steps_[2].b].plain;
  while (at < view.size()) {
    const Character c = Read(view, at);
    if (!c.plain || !set.Has(c.number)) break;
    at = c.end;
  }
  return at;
}

DirectPattern::Answer DirectPattern::Find(const PlainElements& elements, std::string_view view,
                                          size_t* begin, size_t last, size_t* end, Memo* memo,
                                          int* steps) const {
  while (*begin <= last && *begin < view.size()) {
    const Character c = Read(view, *begin);
    if (!c.plain || first_.Has(c.number)) {
      const Answer answer = MatchAt(elements, view, *begin, end, memo, steps);
      if (answer != Answer::kNo) return answer;
      // From within the run no more can be matched than from its beginning.
      if (begins_with_run_ && c.plain) {
        *begin = EndOfRun(elements, view, *begin);
        continue;
      }
    }
    *begin = c.end;
  }
  return Answer::kNo;
}

}  // namespace varta
