// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/lexicon.h"

#include <algorithm>
#include <cstring>
#include <tuple>

#include "extract/employers.h"
#include "extract/gazetteer.h"
#include "extract/number_vocabulary.h"
#include "extract/registrations.h"
#include "extract/trades.h"
#include "extract/vocabulary.h"

namespace varta {
namespace {

// At most eight bytes, as a number.
uint64_t Load(const char* from, size_t size) {
  if (size >= 4) {
    uint32_t low = 0, high = 0;
    std::memcpy(&low, from, sizeof low);
    std::memcpy(&high, from + size - sizeof high, sizeof high);
    return uint64_t{high} << 32 | low;
  }
  if (size == 0) return 0;
  const auto byte = [&](size_t i) { return static_cast<uint64_t>(static_cast<uint8_t>(from[i])); };
  return byte(0) | byte(size / 2) << 8 | byte(size - 1) << 16;
}

uint32_t HashOf(std::string_view word) {
  uint64_t hash = 0x9E3779B97F4A7C15u ^ word.size();
  const char* at = word.data();
  size_t left = word.size();
  const auto mix = [&](uint64_t part) {
    hash = (hash ^ part) * 0xD6E8FEB86659FD93u;
    hash ^= hash >> 32;
  };
  for (; left > 8; left -= 8, at += 8) mix(Load(at, 8));
  mix(Load(at, left));
  return static_cast<uint32_t>(hash);
}

// Of words, most have some bytes only: no call for those.
bool IsSame(const char* text, std::string_view word) {
  size_t at = 0;
  for (; at + 8 < word.size(); at += 8) {
    if (Load(text + at, 8) != Load(word.data() + at, 8)) return false;
  }
  return Load(text + at, word.size() - at) == Load(word.data() + at, word.size() - at);
}

// Calls `part(piece)` for each piece of `text` between `mark`s.
template <typename Part>
void Split(std::string_view text, char mark, Part part) {
  while (true) {
    const size_t end = text.find(mark);
    part(text.substr(0, end));
    if (end == std::string_view::npos) return;
    text.remove_prefix(end + 1);
  }
}

}  // namespace

void Lexicon::Add(Kind kind, uint16_t id, std::string_view forms) {
  Split(forms, ' ', [&](std::string_view form) {
    if (form.empty()) return;
    Sense sense{kind};
    sense.id = id;
    sense.phrase = phrases_++;
    sense.parts = static_cast<uint8_t>(1 + std::count(form.begin(), form.end(), '+'));
    Split(form, '+', [&](std::string_view word) {
      AddWord(word, sense);
      ++sense.part;
    });
  });
}

void Lexicon::AddWord(std::string_view form, const Sense& sense) {
  const size_t bar = form.find('|');
  const char* endings = bar == std::string_view::npos ? nullptr : EndingsOf(form.substr(bar + 1));
  if (endings == nullptr) {
    added_.emplace_back(form.substr(0, bar), sense);
    return;
  }
  Sense one = sense;
  one.cases = kNominative;
  Split(endings, '/', [&](std::string_view alternatives) {
    Split(alternatives, ',', [&](std::string_view ending) {
      added_.emplace_back(std::string(form.substr(0, bar)), one);
      if (ending != "-") added_.back().first += ending;
    });
    one.cases = static_cast<uint8_t>(one.cases << 1);
  });
}

void Lexicon::Finish() {
  const auto order = [](const auto& item) {
    const Sense& sense = item.second;
    return std::tuple(std::string_view(item.first), sense.kind, sense.id, sense.phrase, sense.part);
  };
  std::sort(added_.begin(), added_.end(),
            [&](const auto& a, const auto& b) { return order(a) < order(b); });
  const std::string* last = nullptr;
  for (const auto& [form, sense] : added_) {
    if (last == nullptr || *last != form) {
      entries_.push_back({static_cast<uint32_t>(texts_.size()), static_cast<uint32_t>(form.size()),
                          static_cast<uint32_t>(senses_.size()), 0, 0, 0});
      texts_ += form;
      last = &form;
    }
    Entry& entry = entries_.back();
    if (sense.part == 0) entry.kinds |= Bit(sense.kind);
    if (sense.parts == 1) entry.whole |= Bit(sense.kind);
    Sense* before = entry.senses > 0 ? &senses_.back() : nullptr;
    if (before != nullptr && before->kind == sense.kind && before->id == sense.id &&
        before->part == sense.part &&
        (before->phrase == sense.phrase || (before->parts == 1 && sense.parts == 1))) {
      before->cases |= sense.cases;
      continue;
    }
    senses_.push_back(sense);
    ++entry.senses;
  }
  added_.clear();
  added_.shrink_to_fit();

  size_t count = 1024;
  while (count < 2 * entries_.size()) count *= 2;
  slots_.assign(count, Slot());
  for (uint32_t i = 0; i < entries_.size(); ++i) {
    const Entry& entry = entries_[i];
    const uint32_t hash = HashOf(std::string_view(texts_).substr(entry.text, entry.size));
    size_t at = hash & (count - 1);
    while (slots_[at].entry != kNoEntry) at = (at + 1) & (count - 1);
    slots_[at] = {hash, i};
    known_[hash >> 16] = true;
  }
}

uint32_t Lexicon::Find(std::string_view folded) const {
  const uint32_t hash = HashOf(folded);
  if (!known_[hash >> 16]) return kNoEntry;
  for (size_t at = hash & (slots_.size() - 1); slots_[at].entry != kNoEntry;
       at = (at + 1) & (slots_.size() - 1)) {
    if (slots_[at].hash != hash) continue;
    const Entry& entry = entries_[slots_[at].entry];
    if (entry.size == folded.size() && IsSame(texts_.data() + entry.text, folded))
      return slots_[at].entry;
  }
  return kNoEntry;
}

const Lexicon& Lexicon::Get() {
  static const Lexicon lexicon = [] {
    Lexicon made;
    AddVocabulary(&made);
    AddPlaces(&made);
    AddTrades(&made);
    AddLegalForms(&made);
    AddRegistrationLabels(&made);
    AddNumberWords(&made);
    made.Finish();
    return made;
  }();
  return lexicon;
}

}  // namespace varta
