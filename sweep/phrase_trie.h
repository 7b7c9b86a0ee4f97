// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Phrases of one to four words in folded texts, as numbers: no string is made to look one up. One
// thread builds it; then any thread reads it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace varta {

class PhraseTrie {
 public:
  static constexpr uint32_t kNone = 0;
  static constexpr size_t kMaxWords = 4;         // of a phrase
  static constexpr size_t kMaxTextWords = 1000;  // looked at of a text
  static constexpr size_t kShortest = 6;         // bytes of a phrase

  PhraseTrie() : nodes_(1) {}
  PhraseTrie(PhraseTrie&&) = default;
  PhraseTrie& operator=(PhraseTrie&&) = default;

  // A word that phrases may have; words with digits are never found in a text.
  uint32_t AddWord(std::string_view word);
  // The text's words in order; kNone where no phrase goes on: a word that was not added, an end of
  // a sentence.
  std::vector<uint32_t> WordsOf(std::string_view folded) const;

  // Calls f(phrase) for each phrase of the text, each time that it stands there. AddPhrases adds
  // those that are new; FindPhrases passes them over.
  template <typename F>
  void AddPhrases(const std::vector<uint32_t>& words, const F& f) {
    ForEach(
        words, [this](uint32_t from, uint32_t word) { return Add(from, word); }, f);
  }
  template <typename F>
  void FindPhrases(const std::vector<uint32_t>& words, const F& f) const {
    ForEach(
        words, [this](uint32_t from, uint32_t word) { return Find(from, word); }, f);
  }
  // The number of a phrase of words with one space between them, adding what is new.
  uint32_t AddPhrase(std::string_view phrase);

  std::string TextOf(uint32_t phrase) const;
  size_t size() const { return nodes_.size(); }  // every phrase's number is below it

 private:
  struct Node {
    uint32_t from = kNone, word = kNone;
    uint32_t bytes = 0;
  };

  template <typename Step, typename F>
  void ForEach(const std::vector<uint32_t>& words, const Step& step, const F& f) const {
    for (size_t i = 0; i < words.size(); ++i) {
      uint32_t phrase = kNone;
      for (size_t j = i; j < words.size() && j < i + kMaxWords && words[j] != kNone; ++j) {
        phrase = step(phrase, words[j]);
        if (phrase == kNone) break;
        if (nodes_[phrase].bytes >= kShortest) f(phrase);
      }
    }
  }
  static uint64_t StepKey(uint32_t from, uint32_t word) { return uint64_t{from} << 32 | word; }
  uint32_t Find(uint32_t from, uint32_t word) const;
  uint32_t Add(uint32_t from, uint32_t word);

  struct Hash {
    using is_transparent = void;
    size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
  };
  std::unordered_map<std::string, uint32_t, Hash, std::equal_to<>> numbers_;  // of words, from 1
  std::vector<const std::string*> words_;                                     // by number - 1
  std::unordered_map<uint64_t, uint32_t> steps_;
  std::vector<Node> nodes_;  // by number; the first is the beginning of all
};

}  // namespace varta
