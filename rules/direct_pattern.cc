// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "rules/direct_pattern.h"

#include <algorithm>
#include <array>
#include <bit>

#include "base/ascii.h"
#include "base/everyday_block.h"
#include "base/text.h"
#include "rules/letter_codes.h"

namespace varta {
namespace {

constexpr size_t kMaxChoices = 64;  // that wait in one match

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

// What a marked text turns into a space; and what an ill-formed byte is read as, which RE2 takes
// for something else.
bool IsOdd(const Character& c) { return c.letter < 0x80 || c.letter == 0xFFFD; }

bool IsPlainLetterBefore(const PlainElements& elements, std::string_view view, size_t at) {
  if (at == 0 || at > view.size()) return false;
  const Character c = Read(view, LastCharacter(view, at));
  return c.end == at && c.plain && elements.letters().Has(c.number);
}

constexpr PlainSet kNothingPlain;
constexpr PlainSet kPlainInLine{
    {~uint64_t{0} ^ uint64_t{1} << '\n', ~uint64_t{0}, ~uint64_t{0}, ~uint64_t{0}}};

// Roman numerals and letters in circles.
bool IsSignWithCase(char32_t c) { return c >= 0x2100 && c < 0x2500; }

}  // namespace

// One try at one place.
class DirectPattern::Run {
 public:
  Run(const DirectPattern& pattern, const PlainElements& elements, std::string_view view,
      Memo* memo, int* steps)
      : pattern_(pattern), elements_(elements), view_(view), memo_(memo), steps_(steps) {}

  Answer Match(size_t begin, size_t* end);

 private:
  struct Choice {
    uint16_t step;  // kSwitch: of switches_
    enum : uint8_t { kTry, kSwitch, kShrink, kGrow } kind;
    bool edge;       // whether an edge was the last thing before
    uint8_t follow;  // kShrink: as in the repeat's second step
    uint16_t left;   // kGrow: how many more
    size_t at;
    size_t least;           // kShrink: where it cannot be shorter
    size_t most;            // kShrink: where it began to shrink
    uint64_t alternatives;  // kSwitch: those left
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
  // The same until `*count` is `most`, kNoLimit: as often as it can be, or the answer is another.
  // Every character is a step.
  Answer TakeMany(const Step& step, uint16_t most, uint16_t* count);
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
    return at < view_.size() && (view_[at] == '_' || ascii::IsAlphanumeric(view_[at]));
  }
  // Whether a word's character stands before `at`; kAskRe2: a mark does.
  Answer WordBefore(size_t at) const {
    if (at == 0) return Answer::kNo;
    const size_t last = LastCharacter(view_, at);
    // Ill-formed bytes may stand behind it.
    return Read(view_, last).end == at ? IsWord(last) : Answer::kAskRe2;
  }
  Answer WordAfter(size_t at) const { return at >= view_.size() ? Answer::kNo : IsWord(at); }
  Answer IsWord(size_t at) const {
    size_t next = at;
    const char32_t c = NextCodePoint(view_, &next);
    const uint8_t code = CodeOf(c);
    return code == kNoCode ? Answer::kAskRe2 : ToAnswer(IsLetterCode(code));
  }

  // False: what comes next cannot be matched so.
  bool MayFollow(size_t at, uint8_t follow) const {
    const Follow& what = pattern_.follows_[follow - 1];
    const Character c = Read(view_, at);
    return (!c.plain || what.first.Has(c.number)) &&
           !(what.at_edge && IsPlainLetterBefore(elements_, view_, at));
  }
  bool MayTake(const Step& step) const {
    if (step.op != Op::kLetter || at_ >= view_.size()) return true;
    const Character c = Read(view_, at_);
    return !c.plain || c.number == step.a || c.number == step.b;
  }

  // Goes on with the first of the alternatives, by bit; they are not empty.
  void TakeFirst(const Switch& choices, uint64_t* alternatives) {
    step_ = choices.targets[static_cast<size_t>(std::countr_zero(*alternatives))];
    *alternatives &= *alternatives - 1;
  }
  uint64_t AlternativesAt(const Switch& choices, size_t at) const {
    if (at < view_.size()) {
      const Character c = Read(view_, at);
      if (c.plain) return choices.rows[choices.row_of[c.number]];
    }
    return ~uint64_t{0} >> (Switch::kMost - choices.targets.size());
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
    at = LastCharacter(view_, at);
    --*steps_;
    if (failed.Has(at)) continue;
    if (at <= choice.least || choice.follow == 0 || MayFollow(at, choice.follow)) {
      at_ = choice.at = at;
      return true;
    }
  }
}

DirectPattern::Answer DirectPattern::Run::TakeMany(const Step& step, uint16_t most,
                                                   uint16_t* count) {
  const PlainSet& plain = step.op == Op::kSet         ? elements_[step.b].plain
                          : step.op == Op::kAny       ? kAllPlain
                          : step.op == Op::kAnyInLine ? kPlainInLine
                                                      : kNothingPlain;
  while (*count < most) {
    // Mostly by the set alone.
    size_t end = at_;
    if (at_ < view_.size()) {
      const std::optional<uint8_t> number = NextPlain(view_, &end);
      if (!number || !plain.Has(*number)) end = at_;
    }
    if (end == at_) {
      if (const Answer answer = Take(step, &at_); answer != Answer::kYes) return answer;
    } else {
      at_ = end;
    }
    if (--*steps_ < 0) return Answer::kAskRe2;
    if (*count < kNoLimit - 1) ++*count;
  }
  return Answer::kYes;
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
      case Choice::kSwitch:
        TakeFirst(pattern_.switches_[choice.step], &choice.alternatives);
        if (choice.alternatives == 0) --choices_count_;
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
        if (!Push({step.b, Choice::kTry, edge_, 0, 0, at_, 0, 0, 0})) return Answer::kAskRe2;
        ++step_;
        break;
      case Op::kSwitch: {
        const Switch& choices = pattern_.switches_[step.b];
        uint64_t alternatives = AlternativesAt(choices, at_);
        fails = alternatives == 0;
        if (fails) break;
        TakeFirst(choices, &alternatives);
        if (alternatives != 0 &&
            !Push({step.b, Choice::kSwitch, edge_, 0, 0, at_, 0, 0, alternatives}))
          return Answer::kAskRe2;
        break;
      }
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
        uint16_t count = 0;
        Answer answer = TakeMany(one, step.b, &count);
        const size_t least_at = at_;
        if (answer == Answer::kYes && !lazy) answer = TakeMany(one, most, &count);
        if (answer == Answer::kAskRe2 || *steps_ < 0) return Answer::kAskRe2;
        fails = count < step.b;
        if (count > 0) edge_ = false;
        step_ += 3;
        if (fails) break;
        const auto next = static_cast<uint16_t>(step_);
        bool pushed = true;
        if (lazy && most > count) {
          const auto left = static_cast<uint16_t>(most == kNoLimit ? kNoLimit : most - count);
          pushed = Push({next, Choice::kGrow, edge_, 0, left, at_, 0, 0, 0});
        } else if (!lazy && at_ > least_at) {
          const uint8_t follow = pattern_.steps_[step_ - 2].a;
          pushed =
              Push({next, Choice::kShrink, step.b == 0 && edge, follow, 0, at_, least_at, at_, 0});
          fails = follow != 0 && memo_->failed_[follow - 1].Has(at_);
        }
        if (!pushed) return Answer::kAskRe2;
        break;
      }
      case Op::kLetter: {
        // All that follow one another.
        Answer answer = Answer::kYes;
        for (; answer == Answer::kYes && pattern_.steps_[step_].op == Op::kLetter; ++step_)
          answer = Take(pattern_.steps_[step_], &at_);
        if (answer == Answer::kAskRe2) return answer;
        fails = answer == Answer::kNo;
        edge_ = false;
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

size_t DirectPattern::EndOfRun(const PlainElements& elements, std::string_view view,
                               size_t at) const {
  const auto take = [&](const std::optional<uint16_t>& element) {
    if (!element || at >= view.size()) return false;
    const Character c = Read(view, at);
    if (!c.plain || !elements[*element].plain.Has(c.number)) return false;
    at = c.end;
    return true;
  };
  while (take(run_)) take(between_run_);
  return at;
}

DirectPattern::Answer DirectPattern::Find(const PlainElements& elements, std::string_view view,
                                          size_t* begin, size_t last, size_t* end, Memo* memo,
                                          int* steps) const {
  bool in_word = begins_at_edge_ && IsPlainLetterBefore(elements, view, *begin);
  while (*begin <= last && *begin < view.size()) {
    const Character c = Read(view, *begin);
    if (!in_word && (!c.plain || first_.Has(c.number))) {
      const Answer answer = Run(*this, elements, view, memo, steps).Match(*begin, end);
      if (answer != Answer::kNo) return answer;
      // From within the run no more can be matched than from its beginning.
      if (run_ && c.plain) {
        *begin = EndOfRun(elements, view, *begin);
        continue;
      }
    }
    in_word = begins_at_edge_ && c.plain && elements.letters().Has(c.number);
    *begin = c.end;
  }
  return Answer::kNo;
}

}  // namespace varta
