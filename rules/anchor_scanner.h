// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Looks for many code sequences at once: each is known by its rarest two, three, four or six
// neighbouring codes. A table says of the next three codes at each place of a text which of these
// groups may begin with them, a bitmap of each length whether one does. Built once, then immutable;
// any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <map>
#include <optional>
#include <span>
#include <vector>

#include "rules/anchors.h"
#include "rules/letter_codes.h"

namespace varta {

// What a scan found, by sequence.
class AnchorHits {
 public:
  explicit AnchorHits(size_t sequences) : last_(sequences, 0) {}

  void Add(uint32_t sequence, uint32_t at) {
    if (last_[sequence] == 0) seen_.push_back(sequence);
    hits_.push_back({at, last_[sequence]});
    last_[sequence] = static_cast<uint32_t>(hits_.size());
  }
  bool Has(uint32_t sequence) const { return last_[sequence] != 0; }
  std::optional<uint32_t> Last(uint32_t sequence) const {
    if (last_[sequence] == 0) return std::nullopt;
    return hits_[last_[sequence] - 1].at;
  }
  // Each once, in the order in which they were first found.
  const std::vector<uint32_t>& seen() const { return seen_; }
  // Calls f(index of the first code) for each place, downwards.
  template <class F>
  void ForEach(uint32_t sequence, F f) const {
    for (uint32_t i = last_[sequence]; i != 0; i = hits_[i - 1].before) f(hits_[i - 1].at);
  }

 private:
  struct Hit {
    uint32_t at;
    uint32_t before;  // 1 + index of the sequence's hit before this one; 0: none
  };
  std::vector<Hit> hits_;
  std::vector<uint32_t> last_;  // by sequence, 1 + index in hits_
  std::vector<uint32_t> seen_;
};

class AnchorScanner {
 public:
  // The number of the sequence, the same for the same: two codes at least, or a special run
  // (IsSpecial). Before Build.
  uint32_t Add(const CodeSequence& sequence);
  void Build();

  size_t size() const { return lengths_.size(); }
  // What it takes up, in codes and entries: 16 to 24 bytes each.
  size_t footprint() const { return sets_.size() + entries_; }
  uint32_t LengthOf(uint32_t sequence) const { return lengths_[sequence]; }
  // Every place of every sequence.
  AnchorHits Scan(const LetterStream& text) const;

 private:
  // A sequence at a group of codes.
  struct Entry {
    uint64_t mask, value;  // its first eight plain codes; where it has one of several, mask is 0
    uint32_t sequence;
    uint16_t offset;  // of the group in it
    bool whole;       // mask and value say all of it
  };
  static uint64_t Hash(uint64_t group) { return group * 0x9E3779B97F4A7C15u; }
  // The groups of one length.
  class Groups {
   public:
    void Add(uint64_t group, const Entry& entry) { made_[group].push_back(entry); }
    void Build();
    // Calls f(group) for each, before Build.
    template <class F>
    void ForEachGroup(F f) const {
      for (const auto& [group, entries] : made_) f(group);
    }
    // 0 or 1.
    uint32_t MayHave(uint64_t group) const {
      const uint64_t bit = Hash(group) >> bitmap_shift_;
      return bitmap_[bit / 32] >> (bit % 32) & 1;
    }
    // Where the entries of the group stand, if any do.
    std::span<const Entry> Find(uint64_t group) const;
    void Prefetch(uint64_t group) const {
      __builtin_prefetch(&slots_[Hash(group) >> slots_shift_]);
    }

   private:
    struct Slot {
      uint64_t group = 0;
      uint32_t begin = 0, end = 0;  // of entries_; empty: not used
    };
    std::map<uint64_t, std::vector<Entry>> made_;  // until Build
    std::vector<uint32_t> bitmap_;
    int bitmap_shift_ = 0, slots_shift_ = 0;
    std::vector<Slot> slots_;  // by open addressing; a power of two
    std::vector<Entry> entries_;
  };

  struct Place {
    uint32_t at;
    uint32_t may;  // bit i: a group of groups_[i]
  };
  // The places in [begin, end) where a group may begin.
  size_t FindPlaces(const uint8_t* codes, uint32_t begin, uint32_t end, Place* places) const;
  void AddGroups(uint32_t number, const CodeSequence& sequence);
  void Check(const Entry& entry, const LetterStream& text, size_t at, AnchorHits& hits) const;

  std::map<CodeSequence, uint32_t> numbers_;  // until Build
  std::vector<uint32_t> lengths_;
  std::vector<uint32_t> begins_;  // of each sequence in sets_
  std::vector<CodeSet> sets_;
  size_t entries_ = 0;
  static constexpr size_t kLengths[] = {2, 3, 4, 6};
  Groups groups_[std::size(kLengths)];      // of so many codes
  std::vector<uint32_t> specials_[kCodes];  // by code: the sequences of one such run
  std::vector<uint8_t> begins_with_;  // by hash of three codes: bit i: a group of groups_[i] may
  int begins_with_shift_ = 0;
};

}  // namespace varta
