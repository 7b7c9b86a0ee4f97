// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "rules/anchors.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>

#include "rules/character_set.h"

namespace varta {
namespace {

using Kind = PatternToken::Kind;

constexpr size_t kMaxStrings = 16;        // of a product of two sets of them
constexpr size_t kMaxAlternatives = 512;  // of a product with one
constexpr size_t kMaxLength = 30;         // letters; a longer literal is cut
constexpr int kMaxCopies = 8;             // of a repeat
constexpr size_t kMaxWork = 20'000;       // pieces of one pattern
constexpr size_t kKeptCandidates = 6;
constexpr double kTooFrequent = 0.02;
constexpr double kNever = std::numeric_limits<double>::infinity();

int Capped(int64_t value) { return static_cast<int>(std::min<int64_t>(value, Reach::kUnbounded)); }
Reach Add(Reach a, Reach b) {
  return {Capped(int64_t{a.letters} + b.letters), Capped(int64_t{a.words} + b.words)};
}
Reach Max(Reach a, Reach b) { return {std::max(a.letters, b.letters), std::max(a.words, b.words)}; }
Reach Times(Reach a, int n) {
  return {Capped(int64_t{a.letters} * n), Capped(int64_t{a.words} * n)};
}

// One of these stands in every match of the piece.
struct Candidate {
  std::vector<Anchor> anchors;
  double cost = 0;
};

double CostOf(const std::vector<Anchor>& anchors) {
  double cost = 0;
  for (const Anchor& anchor : anchors) {
    const bool bounded = anchor.before.bounded() && anchor.after.bounded();
    const double around = bounded ? 1 + (anchor.before.letters + anchor.after.letters) / 200.0 : 20;
    cost += anchor.frequency * around;
  }
  return cost;
}

// A part of the pattern.
struct Piece {
  bool exact = false;                 // what it matches has one of `strings`, no more and no less
  std::vector<CodeSequence> strings;  // perhaps empty ones
  Reach width;
  std::vector<Candidate> candidates;  // cheapest first
};

Piece Exact(std::vector<CodeSequence> strings, Reach width) {
  return {true, std::move(strings), width, {}};
}
Piece Unknown(Reach width) { return {false, {}, width, {}}; }

void AddCandidate(Piece& piece, std::vector<Anchor> anchors) {
  if (anchors.empty() || anchors.size() > 2 * kMaxAlternatives) return;
  const double cost = CostOf(anchors);
  if (cost > kTooFrequent) return;
  const auto place =
      std::upper_bound(piece.candidates.begin(), piece.candidates.end(), cost,
                       [](double c, const Candidate& other) { return c < other.cost; });
  piece.candidates.insert(place, {std::move(anchors), cost});
  if (piece.candidates.size() > kKeptCandidates) piece.candidates.pop_back();
}

// What a run has where two characters of the set stand side by side. Empty: nothing that is known.
Gap PairsOf(const CharacterSet& set) {
  constexpr size_t kMost = 8;
  Gap pairs;
  if (set.ranges.empty() || set.ranges.size() > kMost) return pairs;
  const auto all = [&](auto is) {
    return std::all_of(set.ranges.begin(), set.ranges.end(), [&](CharacterRange range) {
      return range.first == range.last && is(range.first);
    });
  };
  if (all(IsShouting)) {
    pairs.Add(kShout);
  } else if (all([](char32_t c) { return IsPicture(CodeOf(c)); })) {
    for (const CharacterRange a : set.ranges) {
      for (const CharacterRange b : set.ranges) pairs.Add(CodeOfPair(a.first, b.first));
    }
  }
  return pairs;
}

// Puts pieces that follow one another together.
class Sequencer {
 public:
  explicit Sequencer(std::vector<Piece> pieces) : pieces_(std::move(pieces)) {}

  Piece Join() {
    const size_t count = pieces_.size();
    before_.resize(count + 1);
    after_.resize(count + 1);
    for (size_t i = 0; i < count; ++i) before_[i + 1] = Add(before_[i], pieces_[i].width);
    for (size_t i = count; i-- > 0;) after_[i] = Add(after_[i + 1], pieces_[i].width);
    result_.width = before_[count];
    bool whole = true;
    for (size_t i = 0; i < count; ++i) {
      Piece& piece = pieces_[i];
      if (piece.exact && Fits(piece.strings)) {
        std::vector<CodeSequence> next;
        for (const CodeSequence& a : strings_) {
          for (const CodeSequence& b : piece.strings) next.push_back(Joined(a, b));
        }
        MergeAlike(next);
        strings_ = std::move(next);
        continue;
      }
      whole = false;
      EndStrings(i);
      begin_ = i;
      if (piece.exact) {
        // The gap right before it is still known.
        Gap gap;
        for (CodeSequence& string : strings_) gap = gap | string.LastGap();
        strings_.clear();
        for (const CodeSequence& string : piece.strings)
          strings_.push_back(Joined(OfGap(IsNeeded(gap) ? gap : kAnyGap), string));
        continue;
      }
      strings_ = {OfGap(kAnyGap)};
      begin_ = i + 1;
      for (Candidate& candidate : piece.candidates) {
        for (Anchor& anchor : candidate.anchors) {
          anchor.before = Add(anchor.before, before_[i]);
          anchor.after = Add(anchor.after, after_[i + 1]);
        }
        AddCandidate(result_, std::move(candidate.anchors));
      }
    }
    EndStrings(count);
    if (whole) {
      result_.exact = true;
      result_.strings = std::move(strings_);
    }
    return std::move(result_);
  }

 private:
  bool Fits(const std::vector<CodeSequence>& more) const {
    const size_t product = strings_.size() * more.size();
    if (product > kMaxStrings &&
        (product > kMaxAlternatives || (strings_.size() > 1 && more.size() > 1))) {
      return false;
    }
    return LongestOf(strings_) + LongestOf(more) <= kMaxLength;
  }

  static size_t LongestOf(const std::vector<CodeSequence>& strings) {
    size_t longest = 0;
    for (const CodeSequence& string : strings) longest = std::max(longest, string.letters.size());
    return longest;
  }

  void EndStrings(size_t end) {
    std::vector<Anchor> anchors;
    for (CodeSequence string : strings_) {
      // Before and behind it can be anything.
      if (!IsNeeded(string.before)) string.before = kAnyGap;
      if (!IsNeeded(string.LastGap())) string.LastGap() = kAnyGap;
      bool special = IsSpecial(string.before);
      for (const CodeSequence::Letter& letter : string.letters)
        special = special || IsSpecial(letter.after);
      if (string.letters.size() < 2 && !special) return;
      const double frequency = FrequencyOf(string);
      anchors.push_back({std::move(string), before_[begin_], after_[end], frequency});
    }
    AddCandidate(result_, std::move(anchors));
  }

  std::vector<Piece> pieces_;
  std::vector<Reach> before_, after_;
  std::vector<CodeSequence> strings_ = {OfGap(kNoGap)};
  size_t begin_ = 0;
  Piece result_;
};

class Finder {
 public:
  explicit Finder(const PatternTokens& pattern) : tokens_(pattern.tokens) {}

  Anchors Find() {
    std::vector<Piece> whole;
    whole.push_back(Choice(0, tokens_.size(), true, true));
    const Piece piece = Sequencer(std::move(whole)).Join();
    Anchors anchors;
    anchors.cost = kNever;
    if (work_ > kMaxWork || piece.candidates.empty()) return anchors;
    anchors.cost = piece.candidates[0].cost;
    anchors.longer_before = longer_before_;
    anchors.first = piece.candidates[0].anchors;
    if (piece.candidates.size() > 1) {
      for (const Anchor& anchor : piece.candidates[1].anchors)
        anchors.second.push_back(anchor.sequence);
    }
    return anchors;
  }

 private:
  // `left`, `right`: whether [begin, end) begins or ends every match; there a repeat need not be
  // more than it must, since the shorter match is one, too.
  Piece Choice(size_t begin, size_t end, bool left, bool right) {
    std::vector<Piece> alternatives;
    for (size_t at = begin; at <= end; ++at) {
      size_t stop = at;
      while (stop < end && tokens_[stop].kind != Kind::kOr) stop = AfterElement(stop);
      std::vector<Piece> pieces;
      AddElements(at, stop, left, right, pieces);
      alternatives.push_back(Sequencer(std::move(pieces)).Join());
      at = stop;
    }
    if (alternatives.size() == 1) return std::move(alternatives[0]);
    return Either(std::move(alternatives));
  }

  static Piece Either(std::vector<Piece> alternatives) {
    Piece piece;
    size_t strings = 0, candidates = kKeptCandidates;
    piece.exact = true;
    for (const Piece& one : alternatives) {
      piece.exact = piece.exact && one.exact;
      strings += one.strings.size();
      candidates = std::min(candidates, one.candidates.size());
      piece.width = Max(piece.width, one.width);
    }
    piece.exact = piece.exact && strings <= kMaxAlternatives;
    if (piece.exact) {
      for (Piece& one : alternatives) {
        for (CodeSequence& string : one.strings) piece.strings.push_back(std::move(string));
      }
      MergeAlike(piece.strings);
      return piece;
    }
    for (size_t i = 0; i < candidates; ++i) {
      std::vector<Anchor> anchors;
      for (const Piece& one : alternatives) {
        const std::vector<Anchor>& more = one.candidates[i].anchors;
        anchors.insert(anchors.end(), more.begin(), more.end());
      }
      AddCandidate(piece, std::move(anchors));
    }
    return piece;
  }

  size_t AfterElement(size_t at) const {
    return (tokens_[at].kind == Kind::kOpen ? tokens_[at].partner : at) + 1;
  }

  void AddElements(size_t begin, size_t end, bool left, bool right, std::vector<Piece>& out) {
    for (size_t at = begin; at < end;) {
      const size_t next = AfterElement(at);
      AddElement(at, left && at == begin, right && next == end, out);
      at = next;
    }
  }

  void AddElement(size_t at, bool left, bool right, std::vector<Piece>& out) {
    if (++work_ > kMaxWork) return out.push_back(Unknown({Reach::kUnbounded, 0}));
    const PatternToken& token = tokens_[at];
    switch (token.kind) {
      case Kind::kStartEdge:
      case Kind::kEndEdge:
        return out.push_back(Exact({OfGap(kSomeGap)}, {}));
      case Kind::kAnchor:
        return out.push_back(Exact({OfGap(kNoGap)}, {}));
      case Kind::kOpen:
        return AddGroup(at, left, right, out);
      default:
        return AddCharacters(token, left, right, out);
    }
  }

  void AddCharacters(const PatternToken& token, bool left, bool right, std::vector<Piece>& out) {
    const CharacterSet set = CharactersOf(token);
    Piece piece = Unknown({1, 0});
    if (set.known) {
      piece.exact = true;
      if (!set.letters.empty()) piece.strings.push_back(OfLetters(set.letters));
      Gap gap = set.between;
      if (set.marks) gap.Add(kNoCode);
      if (!gap.empty()) piece.strings.push_back(OfGap(gap));
      if (piece.strings.empty()) piece.exact = false;  // it matches nothing at all
      if (piece.exact && set.letters.empty()) {
        // Any number of them is one gap or none.
        piece.width.letters = 0;
        if (token.min == 0 && (left || right)) return out.push_back(Exact({OfGap(kNoGap)}, {}));
        if (token.min == 0) piece.strings.back().before.Add(kNoCode);
        if (const Gap pair = PairsOf(set); token.min > 1 && !pair.empty())
          piece.strings = {OfGap(pair)};
        if (token.max != 0) return out.push_back(std::move(piece));
      }
    }
    AddRepeats(token, left, right, set.in_word, std::move(piece), out);
  }

  void AddGroup(size_t open, bool left, bool right, std::vector<Piece>& out) {
    const size_t close = tokens_[open].partner;
    const PatternToken& repeat = tokens_[close];
    const bool once = repeat.min == 1 && repeat.max == 1;
    bool single = true;
    for (size_t at = open + 1; at < close; at = AfterElement(at)) {
      single = single && tokens_[at].kind != Kind::kOr;
    }
    if (once && single) return AddElements(open + 1, close, left, right, out);
    // Trimmed to one, its own ends are the match's.
    const bool one_left = left && repeat.min == 1, one_right = right && repeat.min == 1;
    const Reach longer_before = longer_before_;
    Piece piece = Choice(open + 1, close, one_left, one_right);
    if (!once && (longer_before_.letters != longer_before.letters ||
                  longer_before_.words != longer_before.words)) {
      longer_before_.letters = Reach::kUnbounded;  // the width of more copies is not known here
    }
    if (once) return out.push_back(std::move(piece));
    AddRepeats(repeat, left, right, false, std::move(piece), out);
  }

  void AddRepeats(const PatternToken& repeat, bool left, bool right, bool in_word, Piece piece,
                  std::vector<Piece>& out) {
    const int least = repeat.min;
    auto width_of = [&](int more) {
      if (repeat.max == PatternToken::kNoLimit)
        return in_word ? Reach{0, 1} : Times({1, 0}, Reach::kUnbounded);
      return Times(piece.width, more);
    };
    if (left || right) {
      // Only what it must have; a longer match is looked for around that. If nothing follows, the
      // beginning of the longer one is that of a shortest one, too.
      if (left && !right) longer_before_ = Add(longer_before_, width_of(repeat.max - least));
      if (least == 0) return out.push_back(Exact({OfGap(kNoGap)}, {}));
    } else if (least == 0 && repeat.max == 1 && piece.exact) {
      piece.strings.push_back(OfGap(kNoGap));
      MergeAlike(piece.strings);
      return out.push_back(std::move(piece));
    }
    const int copies = std::min(least, kMaxCopies);
    const bool trimmed = left || right;
    const bool more = copies < least || (!trimmed && repeat.max != least);
    Piece rest;
    if (more)
      rest = Unknown(trimmed ? Times(piece.width, least - copies) : width_of(repeat.max - copies));
    // In the middle both neighbours get some of the copies.
    const int copies_before_rest = right ? copies : left ? 0 : copies / 2;
    for (int i = 0; i <= copies; ++i) {
      if (more && i == copies_before_rest) out.push_back(rest);
      if (i == copies) break;
      work_ += piece.strings.size() + 1;
      if (work_ > kMaxWork) return out.push_back(Unknown({Reach::kUnbounded, 0}));
      out.push_back(piece);
    }
  }

  const std::vector<PatternToken>& tokens_;
  Reach longer_before_;
  size_t work_ = 0;
};

}  // namespace

Anchors FindAnchors(const PatternTokens& pattern) { return Finder(pattern).Find(); }

bool MatchesNothing(const PatternTokens& pattern) {
  // Of each open group, the whole pattern first: whether an alternative that has ended can, and
  // the one at hand.
  struct Level {
    bool some = false, this_one = true;
  };
  std::vector<Level> levels(1);
  for (const PatternToken& token : pattern.tokens) {
    switch (token.kind) {
      case Kind::kOpen:
        levels.emplace_back();
        break;
      case Kind::kOr:
        levels.back().some = levels.back().some || levels.back().this_one;
        levels.back().this_one = true;
        break;
      case Kind::kClose: {
        const bool group = levels.back().some || levels.back().this_one;
        levels.pop_back();
        levels.back().this_one = levels.back().this_one && (group || token.min == 0);
        break;
      }
      case Kind::kLetter:
      case Kind::kSet:
        levels.back().this_one = levels.back().this_one && token.min == 0;
        break;
      case Kind::kStartEdge:
      case Kind::kEndEdge:
      case Kind::kAnchor:
        break;
    }
  }
  return levels.back().some || levels.back().this_one;
}

}  // namespace varta
