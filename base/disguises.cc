// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "base/disguises.h"

#include <array>

#include "base/plain_words.h"
#include "base/word_disguise.h"

namespace varta {
namespace {

constexpr uint32_t kMinRun = 4;  // single letters that make a word

// What the bytes of a word say about it; enough to pass over nearly all words of clean text.
enum : uint8_t {
  kLatin = 1,
  kCyrillic = 2,
  kDigit = 4,
  kPhonetic = 8,  // may be a small capital
  kOther = 16,    // other letters, and signs: closer looks tell them apart
  kInside = 32,   // within a character
};

// By byte; 0: stands between words.
constexpr std::array<uint8_t, 256> ByteKinds() {
  std::array<uint8_t, 256> kinds{};
  for (size_t b = 'a'; b <= 'z'; ++b) kinds[b] = kLatin;
  for (size_t b = '0'; b <= '9'; ++b) kinds[b] = kDigit;
  for (size_t b = 0x80; b <= 0xBF; ++b) kinds[b] = kInside;
  for (size_t b = 0xC3; b <= 0xC8; ++b) kinds[b] = kLatin;
  for (size_t b = 0xC9; b <= 0xEF; ++b) kinds[b] = kOther;
  for (size_t b = 0xD0; b <= 0xD3; ++b) kinds[b] = kCyrillic;
  for (size_t b : {0xC9, 0xCA, 0xE1, 0xEA}) kinds[b] = kPhonetic;
  return kinds;
}
constexpr std::array<uint8_t, 256> kByteKinds = ByteKinds();

uint32_t CharacterSize(uint8_t lead) {
  return lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

bool IsSuspicious(uint8_t kinds, uint32_t size) {
  if (kinds & kPhonetic) return true;
  if ((kinds & (kLatin | kCyrillic)) == 0) return false;
  return (kinds & kOther) || (kinds & (kLatin | kCyrillic)) == (kLatin | kCyrillic) ||
         ((kinds & kDigit) && size >= 4);
}

// What may stand between the letters of a spaced word.
bool IsSeparator(std::string_view gap) {
  for (std::string_view sign : {" ", ".", "-", "_", "*", "·", "•", "–", "—"}) {
    if (gap == sign) return true;
  }
  return false;
}

class Undisguiser {
 public:
  Undisguiser(MappedText folded, Spelling spelling)
      : folded_(std::move(folded)), text_(folded_.text()), spelling_(spelling) {}

  Folded Undisguise() {
    const auto size = static_cast<uint32_t>(text_.size());
    for (ByteRange part; (part.begin = FindDoubt(text_, part.end)) < size;) {
      part = PartAround(text_, part.end, part.begin);
      last_end_ = part.begin;
      ReadPart(part);
    }
    CloseRun(static_cast<uint32_t>(text_.size()));
    Apply();
    return std::move(result_);
  }

 private:
  // Single letters, one `gap` between each two.
  struct Run {
    uint32_t count = 0;
    ByteRange range;
    ByteRange last;         // the last letter
    std::string_view gap;   // of two letters and more
    std::string_view left;  // what stands between the word before and the run
  };

  uint8_t Byte(uint32_t at) const { return static_cast<uint8_t>(text_[at]); }

  // At a character's first byte or within a word: no letter or digit stands there. Of U+2000 to
  // U+207F nothing is a letter once it is folded.
  bool IsGap(uint32_t at) const {
    const uint8_t byte = Byte(at);
    return kByteKinds[byte] == 0 || (byte == 0xE2 && (Byte(at + 1) & 0xFE) == 0x80);
  }

  std::string_view Between(uint32_t begin, uint32_t end) const {
    return text_.substr(begin, end - begin);
  }

  void ReadPart(ByteRange part) {
    for (uint32_t at = part.begin; at < part.end;) {
      const uint8_t lead = Byte(at);
      if (IsGap(at)) {
        at += CharacterSize(lead);
        continue;
      }
      ByteRange word = {at, at};
      uint8_t kinds = 0;
      while (at < part.end && !IsGap(at)) kinds |= kByteKinds[Byte(at++)];
      word.end = at;
      const bool single = word.end - word.begin == CharacterSize(lead) && IsLetter(word, kinds);
      if (single || run_.count > 0) FollowRun(word, single);
      if (IsSuspicious(kinds, word.end - word.begin)) ReadWords(word);
      last_end_ = word.end;
    }
  }

  // `character` is one that may be read as Latin or Cyrillic.
  bool IsLetter(ByteRange character, uint8_t kinds) const {
    if (kinds == kDigit) return false;
    if (Byte(character.begin) < 0x80 || (kinds & kCyrillic)) return true;
    size_t at = character.begin;
    return LetterOf(NextCodePoint(text_, &at)).kind != LetterKind::kNone;
  }

  void FollowRun(ByteRange word, bool single) {
    const std::string_view gap = Between(last_end_, word.begin);
    if (run_.count > 0) {
      if (single && IsSeparator(gap) && (run_.count == 1 || gap == run_.gap)) {
        ++run_.count;
        run_.gap = gap;
        run_.range.end = word.end;
        run_.last = word;
        return;
      }
      const bool joined = CloseRun(word.begin);
      const ByteRange last = run_.last;
      run_.count = 0;
      if (single && !joined && IsSeparator(gap)) {
        run_ = {2, {last.begin, word.end}, word, gap, {}};
        return;
      }
    }
    if (single) run_ = {1, word, word, {}, gap};
  }

  // The run ends; `next` is where the next word begins. Returns whether it became a word.
  bool CloseRun(uint32_t next) {
    if (run_.count < kMinRun) return false;
    const std::string_view right = Between(run_.range.end, next);
    // A part of something longer, such as an address.
    if (run_.gap != " " && (run_.left == run_.gap || (right == run_.gap && next < text_.size())))
      return false;
    if (run_.left.ends_with('@') || right.starts_with('@')) return false;
    WordDisguise word(spelling_);
    for (uint32_t at = run_.range.begin; at < run_.range.end;) {
      word.Add(text_, &at);
      at += static_cast<uint32_t>(run_.gap.size());
    }
    if (!word.IsSpelledOut(run_.gap == " ")) return false;
    Note(word, run_.range);
    word.Resolve({}, {}, /*join=*/true, &edits_);
    return true;
  }

  // `range` holds words and perhaps signs that look like parts of words from afar.
  void ReadWords(ByteRange range) {
    uint32_t at = range.begin;
    while (at < range.end) {
      WordDisguise word(spelling_);
      const uint32_t begin = at;
      while (at < range.end && word.Add(text_, &at)) {
      }
      const ByteRange found = {begin, at};
      if (!word.empty()) {
        Note(word, found);
        word.Resolve(text_.substr(0, begin), text_.substr(at), /*join=*/false, &edits_);
      }
      size_t behind = at;  // the sign that ended the word
      if (at < range.end) NextCodePoint(text_, &behind);
      at = static_cast<uint32_t>(behind);
    }
  }

  void Note(const WordDisguise& word, ByteRange range) {
    if (!word.IsMixed()) return;
    if (result_.mixed_words++ == 0) result_.first_mixed = folded_.ToOriginal(range);
  }

  void Apply() {
    if (edits_.empty()) {
      result_.text = std::move(folded_);
      return;
    }
    uint32_t done = 0;
    std::string made;
    for (const LetterEdit& edit : edits_) {
      // Between the letters of a joined word nothing is kept.
      if (!edit.joined) result_.text.AppendPart(folded_, {done, edit.range.begin});
      const ByteRange from = folded_.ToOriginal(edit.range);
      made.clear();
      AppendUtf8(edit.letter, &made);
      result_.text.Append(made, from.begin, from.end);
      done = edit.range.end;
    }
    result_.text.AppendPart(folded_, {done, static_cast<uint32_t>(text_.size())});
  }

  MappedText folded_;
  std::string_view text_;
  Spelling spelling_;
  Run run_;
  uint32_t last_end_ = 0;  // of the word before
  std::vector<LetterEdit> edits_;
  Folded result_;
};

}  // namespace

Folded Undisguise(MappedText folded, Spelling spelling) {
  return Undisguiser(std::move(folded), spelling).Undisguise();
}

}  // namespace varta
