// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "linking/words.h"

#include <algorithm>

#include "base/fold.h"
#include "base/text.h"

namespace varta {
namespace {

constexpr size_t kMaxText = 256 * 1024;
// Longer words are writing without spaces (Thai, Chinese) or glued together: they count by pieces.
constexpr size_t kMaxWord = 64;
constexpr size_t kPiece = 12;

bool IsAscii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<uint8_t>(c) < 128; });
}

bool HasDigit(std::string_view word) {
  return std::any_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// The words of what stands together without white space are one contact: an address by its sign,
// or ASCII with a dot between its parts (a domain).
bool IsContact(std::string_view chunk) {
  const size_t at = chunk.find('@');
  if (at != std::string_view::npos && at + 1 < chunk.size()) return true;
  if (chunk.find("://") != std::string_view::npos) return true;
  const size_t dot = chunk.find('.');
  return dot != std::string_view::npos && dot > 0 && dot + 2 < chunk.size() && IsAscii(chunk);
}

// What may stand within an address.
bool Joins(std::string_view gap) {
  static constexpr std::string_view kJoining = "@./:_-+~?=&#%";
  return gap.size() <= 3 && std::all_of(gap.begin(), gap.end(), [](char c) {
           return kJoining.find(c) != std::string_view::npos;
         });
}

// The end of the word at `at`, or `at` if there is none. Words as base/text.h has them; everyday
// letters are seen by their bytes.
size_t EndOfWord(std::string_view text, size_t at) {
  const size_t begin = at;
  while (at < text.size()) {
    const auto byte = static_cast<uint8_t>(text[at]);
    if (byte < 0x80) {
      const bool word = (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') ||
                        (byte >= 'A' && byte <= 'Z');
      if (!word) break;
      ++at;
    } else if ((byte == 0xD0 || byte == 0xD1) && at + 1 < text.size() &&
               (static_cast<uint8_t>(text[at + 1]) & 0xC0) == 0x80) {
      at += 2;  // U+0400 to U+047F: letters all
    } else {
      size_t next = at;
      const CharacterKind kind = KindOfCharacter(NextCodePoint(text, &next));
      if (kind != CharacterKind::kWord && (kind != CharacterKind::kMark || at == begin)) break;
      at = next;
    }
  }
  return at;
}

// The next word behind `at`; empty at the end of the text if there is none.
std::string_view NextWord(std::string_view text, size_t at) {
  while (at < text.size()) {
    const size_t end = EndOfWord(text, at);
    if (end > at) return text.substr(at, end - at);
    if (static_cast<uint8_t>(text[at]) < 0x80) {
      ++at;
    } else {
      NextCodePoint(text, &at);
    }
  }
  return text.substr(text.size());
}

void AddPieces(std::string_view word, std::vector<AdWord>* words) {
  if (HasDigit(word)) return words->push_back({word, Slot::kNumber});
  if (word.size() <= kMaxWord) return words->push_back({word, Slot::kNone});
  for (size_t begin = 0; begin < word.size();) {
    size_t end = std::min(begin + kPiece, word.size());
    while (end < word.size() && (static_cast<uint8_t>(word[end]) & 0xC0) == 0x80) ++end;
    words->push_back({word.substr(begin, end - begin), Slot::kNone});
    begin = end;
  }
}

}  // namespace

std::string LinkingFold(std::string_view utf8) {
  size_t end = std::min(utf8.size(), kMaxText);
  while (end < utf8.size() && end > 0 && (static_cast<uint8_t>(utf8[end]) & 0xC0) == 0x80) --end;
  return Fold(utf8.substr(0, end), Spelling::kMerged).text.TakeText();
}

std::vector<AdWord> AdWords(std::string_view folded, size_t max_words) {
  std::vector<AdWord> words;
  words.reserve(std::min(folded.size() / 8 + 8, max_words));
  const auto begin_of = [&](std::string_view part) {
    return static_cast<size_t>(part.data() - folded.data());
  };
  std::string_view word = NextWord(folded, 0);
  while (!word.empty() && words.size() < max_words) {
    // What stands together: an address, or words joined by hyphens and the like.
    const size_t first = words.size(), word_begin = begin_of(word);
    size_t end = word_begin;
    while (!word.empty() &&
           (end == word_begin || Joins(folded.substr(end, begin_of(word) - end)))) {
      AddPieces(word, &words);
      end = begin_of(word) + word.size();
      word = NextWord(folded, end);
    }
    const size_t begin = word_begin - (word_begin > 0 && folded[word_begin - 1] == '@' ? 1 : 0);
    if (begin == word_begin && first + 1 == words.size()) continue;
    const std::string_view chunk = folded.substr(begin, end - begin);
    if (!IsContact(chunk)) continue;
    words.resize(first);
    words.push_back({chunk, Slot::kContact});
  }
  if (words.size() > max_words) words.resize(max_words);
  return words;
}

uint64_t Scramble(uint64_t value) {  // the finaliser of splitmix64
  value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9u;
  value = (value ^ (value >> 27)) * 0x94D049BB133111EBu;
  return value ^ (value >> 31);
}

uint64_t WordHash(std::string_view word) {
  uint64_t hash = 0x9E3779B97F4A7C15u ^ word.size();
  for (size_t at = 0; at < word.size(); at += 8) {
    uint64_t block = 0;  // byte by byte in a fixed order: the compiler makes one load of it
    const size_t size = std::min<size_t>(8, word.size() - at);
    for (size_t i = 0; i < size; ++i)
      block |= static_cast<uint64_t>(static_cast<uint8_t>(word[at + i])) << (8 * i);
    hash = Scramble(hash ^ block) + 0x9E3779B97F4A7C15u;
  }
  return Scramble(hash);
}

}  // namespace varta
