// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Most patterns that people write, matched without RE2 where the text is plain (plain_text.h): each
// letter of a text is looked at a few times, while RE2's automata, one a pattern, are seldom in the
// cache. RE2 is the authority: this says yes or no only where RE2 would say the same, and else that
// RE2 must be asked.
//
// By backtracking, whose order is RE2's leftmost-first (R. Cox, "Regular Expression Matching: the
// Virtual Machine Approach", 2009), within a budget of steps. Immutable; any thread.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "rules/pattern_tokens.h"
#include "rules/plain_text.h"

namespace varta {

class DirectPattern {
 public:
  enum class Answer { kNo, kYes, kAskRe2 };

  // What searches of one pattern in one text have learned: behind which repeats nothing matches.
  class Memo {
   private:
    friend class DirectPattern;
    static constexpr size_t kRepeats = 16;
    // By repeat, all places from `low` to `high` (ends of its runs) where what follows failed.
    struct Failed {
      size_t low = 1, high = 0;
      bool Has(size_t at) const { return low <= at && at <= high; }
    };
    Failed failed_[kRepeats];
  };

  // Of the pattern before it is marked. nullopt: it has something that is left to RE2: the flags
  // m, U and -i, \B, repeats of groups that can match nothing, or too much of anything.
  static std::optional<DirectPattern> Compile(const PatternTokens& pattern,
                                              PlainElements& elements);

  // The first match in `view` that begins in [*begin, last], which moves *begin there; kNo: behind
  // `last`, and behind where no match begins either. A character begins at *begin. `end`: the
  // match's, if kYes. `steps` goes down; below zero the answer is kAskRe2.
  Answer Find(const PlainElements& elements, std::string_view view, size_t* begin, size_t last,
              size_t* end, Memo* memo, int* steps) const;

  // The plain characters that a match can begin with, and those that can stand behind the first.
  const PlainSet& first() const { return first_; }
  const PlainSet& second() const { return second_; }

  // Into the cache, as far as a search begins with it.
  void Prefetch() const {
    __builtin_prefetch(steps_.data());
    __builtin_prefetch(steps_.data() + 64 / sizeof(Step));
  }

  // Bytes.
  size_t footprint() const {
    constexpr size_t kSwitch = sizeof(Switch) + 32 * sizeof(uint64_t);  // about
    return steps_.size() * sizeof(Step) + follows_.size() * sizeof(Follow) + sizeof(PlainSet) +
           switches_.size() * kSwitch;
  }

 private:
  // Behind the run of characters at `at` that the pattern's endless beginning takes.
  size_t EndOfRun(const PlainElements& elements, std::string_view view, size_t at) const;

  static constexpr uint16_t kNoLimit = 0xFFFF;  // of a repeat
  class Compiler;
  class Run;
  enum class Op : uint8_t {
    kLetter,     // the plain character `a`, or in its other case `b`
    kSet,        // element `b`
    kAny,        // every character
    kAnyInLine,  // but a line feed
    kRare,       // the character that is not plain in rare_[b]
    kRepeat,     // the next but one, `b` times at least; `a`: lazy. Of the next step, `b`: times at
                 // most, `a`: 1 + the number of its set in follows_, or 0
    kTry,        // what follows; if it fails, from step `b`
    kSwitch,     // those alternatives of switches_[b] that may begin with the next character; what
                 // follows are the same by kTry
    kJump,       // to step `b`
    kTextStart,
    kTextEnd,
    kAsciiEdge,  // \b
    kStartEdge,
    kEndEdge,
    kMatch,
  };
  struct Step {
    Op op;
    uint8_t a = 0;
    uint16_t b = 0;
  };

  // What can stand behind a repeat.
  struct Follow {
    PlainSet first;
    bool at_edge = false;  // with < before it
  };
  // Alternatives by what they begin with. The last stands for all after it, too.
  struct Switch {
    static constexpr size_t kMost = 64;
    std::array<uint8_t, 256> row_of{};  // by plain character, in rows
    std::vector<uint64_t> rows;         // bit i: targets[i]
    std::vector<uint16_t> targets;      // steps
  };

  // What a search begins with stands together.
  std::vector<Step> steps_;
  PlainSet first_;
  bool begins_at_edge_ = false;  // with <
  // An endless beginning: an element as in [a-z]{2,}, or one and perhaps another behind each as in
  // (?:\d[ -]?){9,}, which have no plain character in common. Numbers of elements.
  std::optional<uint16_t> run_;
  std::optional<uint16_t> between_run_;
  std::vector<Switch> switches_;
  std::vector<Follow> follows_;  // of some repeats
  std::vector<char32_t> rare_;
  PlainSet second_;
};

}  // namespace varta
