// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "sweep/phrase_trie.h"

#include <algorithm>

#include "base/text.h"

namespace varta {

uint32_t PhraseTrie::AddWord(std::string_view word) {
  const auto [at, is_new] = numbers_.emplace(word, static_cast<uint32_t>(words_.size() + 1));
  if (is_new) words_.push_back(&at->first);
  return at->second;
}

std::vector<uint32_t> PhraseTrie::WordsOf(std::string_view folded) const {
  const std::vector<std::string_view> words = Words(folded, 1);
  const size_t count = std::min(words.size(), kMaxTextWords);
  std::vector<uint32_t> numbers;
  numbers.reserve(count + count / 8);
  for (size_t i = 0; i < count; ++i) {
    if (i > 0) {
      const char* end = words[i - 1].data() + words[i - 1].size();
      const std::string_view between(end, static_cast<size_t>(words[i].data() - end));
      if (between != " " && between.find_first_of("\n.!?;:[]#") != std::string_view::npos)
        numbers.push_back(kNone);
    }
    const auto found = numbers_.find(words[i]);
    const bool known =
        found != numbers_.end() && words[i].find_first_of("0123456789") == std::string_view::npos;
    numbers.push_back(known ? found->second : kNone);
  }
  return numbers;
}

uint32_t PhraseTrie::AddPhrase(std::string_view phrase) {
  uint32_t number = kNone;
  while (!phrase.empty()) {
    const size_t end = std::min(phrase.find(' '), phrase.size());
    number = Add(number, AddWord(phrase.substr(0, end)));
    phrase.remove_prefix(std::min(end + 1, phrase.size()));
  }
  return number;
}

std::string PhraseTrie::TextOf(uint32_t phrase) const {
  std::string text;
  for (; phrase != kNone; phrase = nodes_[phrase].from) {
    const std::string& word = *words_[nodes_[phrase].word - 1];
    text = text.empty() ? word : word + ' ' + text;
  }
  return text;
}

uint32_t PhraseTrie::Find(uint32_t from, uint32_t word) const {
  const auto step = steps_.find(StepKey(from, word));
  return step == steps_.end() ? kNone : step->second;
}

uint32_t PhraseTrie::Add(uint32_t from, uint32_t word) {
  const auto [step, is_new] =
      steps_.emplace(StepKey(from, word), static_cast<uint32_t>(nodes_.size()));
  if (is_new) {
    const auto bytes = static_cast<uint32_t>(words_[word - 1]->size());
    nodes_.push_back({from, word, from == kNone ? bytes : nodes_[from].bytes + 1 + bytes});
  }
  return step->second;
}

}  // namespace varta
