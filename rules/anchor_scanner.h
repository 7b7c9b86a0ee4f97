// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Looks for many code sequences at once: each is known by its rarest two, three, four or six
// neighbouring letters, or by a rare gap. A table says of the next three letters at each place of a
// text which of these groups may begin with them, a bitmap of each length whether one does. Built
// once, then immutable; any thread.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <map>
#include <span>
#include <vector>

#include "rules/code_sequence.h"
#include "rules/fragments.h"
#include "rules/letter_codes.h"

namespace varta {

// What a scan found.
class AnchorHits {
 public:
  // A sequence that was found.
  struct Seen {
    uint32_t sequence;
    uint32_t last;  // 1 + index in hits_
  };

  // `fragments`: about how many there will be.
  explicit AnchorHits(size_t fragments) : slots_(kSlots, 0), fragments_(fragments) {}

  void Add(uint32_t sequence, uint32_t at);
  bool Has(uint32_t sequence) const { return slots_[SlotOf(sequence)] != 0; }
  // Each once, in the order in which they were first found.
  const std::vector<Seen>& seen() const { return seen_; }
  // Calls f(index of the first letter) for each place, downwards.
  template <class F>
  void ForEach(uint32_t sequence, F f) const {
    const uint32_t found = slots_[SlotOf(sequence)];
    if (found == 0) return;
    for (uint32_t i = seen_[found - 1].last; i != 0; i = hits_[i - 1].before) f(hits_[i - 1].at);
  }

  FragmentSet& fragments() { return fragments_; }
  const FragmentSet& fragments() const { return fragments_; }

 private:
  static constexpr size_t kSlots = 256;  // at first; few of thousands of sequences stand in a text

  struct Hit {
    uint32_t at;
    uint32_t before;  // 1 + index of the sequence's hit before this one; 0: none
  };
  // Where the sequence is, or would be.
  size_t SlotOf(uint32_t sequence) const {
    size_t slot = (sequence * 0x9E3779B1u) & (slots_.size() - 1);
    while (slots_[slot] != 0 && seen_[slots_[slot] - 1].sequence != sequence)
      slot = (slot + 1) & (slots_.size() - 1);
    return slot;
  }

  std::vector<Hit> hits_;
  std::vector<Seen> seen_;
  std::vector<uint32_t> slots_;  // by open addressing, 1 + index in seen_; a power of two
  FragmentSet fragments_;
};

class AnchorScanner {
 public:
  // The number of the sequence, the same for the same; as Anchor's. Before Build.
  uint32_t Add(const CodeSequence& sequence);
  // Of one that Scan does not look for, only StandsAt; of any length.
  uint32_t AddUnscanned(const CodeSequence& sequence);
  // `fragments`: AnchorHits' will be asked for.
  void Build(bool fragments);

  size_t size() const { return begins_.size() - 1; }
  // What it takes up, in elements, sets and entries: 4 to 40 bytes each.
  size_t footprint() const { return elements_.size() / 4 + sets_.size() + entries_; }
  uint32_t LettersOf(uint32_t sequence) const {
    return (begins_[sequence + 1] - begins_[sequence]) / 2;
  }
  // Every place of every sequence.
  AnchorHits Scan(const LetterStream& text) const;
  // Whether all of the sequence stands with its first letter, or what is behind it, at `at`.
  bool StandsAt(uint32_t sequence, const LetterStream& text, size_t at) const;

 private:
  // A sequence at a group of letters.
  struct Entry {
    uint64_t mask, value;        // its first eight letters; where it has one of several, mask is 0
    uint32_t needed, forbidden;  // of its gaps, by bits
    uint32_t sequence;
    uint16_t offset;  // of the group in it
    bool whole;       // all this says all of it
  };
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
      const uint64_t bit = HashOf(group) >> bitmap_shift_;
      return bitmap_[bit / 32] >> (bit % 32) & 1;
    }
    // Where the entries of the group stand, if any do.
    std::span<const Entry> Find(uint64_t group) const;
    void Prefetch(uint64_t group) const {
      __builtin_prefetch(&slots_[HashOf(group) >> slots_shift_]);
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
  // A sequence known by a special gap: the one before its letter `place`.
  struct Special {
    uint32_t sequence, place;
    Gap gap;
  };

  struct Place {
    uint32_t at;
    uint32_t may;  // bit i: a group of groups_[i]
  };
  // In twos_.
  static size_t IndexOfTwo(uint64_t group) { return (group & 0x7F) << 7 | (group >> 8 & 0x7F); }
  // The places in [begin, end) where a group may begin.
  size_t FindPlaces(const uint8_t* codes, uint32_t begin, uint32_t end, Place* places,
                    AnchorHits& hits) const;
  // False: none of its gaps is special.
  bool AddSpecial(uint32_t number, const CodeSequence& sequence);
  void AddGroups(uint32_t number, const CodeSequence& sequence);
  // What the entry says of its sequence, with its first letter at `at`.
  static bool MayStandAt(const Entry& entry, const LetterStream& text, size_t at);
  void AddElements(const CodeSequence& sequence);
  // As an element.
  uint32_t ElementOf(CodeSet set);
  CodeSet SetOf(uint32_t element) const {
    if (element >= kCodes) return sets_[element - kCodes];
    CodeSet set;
    set.Add(static_cast<uint8_t>(element));
    return set;
  }
  bool Has(uint32_t element, uint8_t code) const {
    return element < kCodes ? element == code : sets_[element - kCodes].Has(code);
  }

  std::map<CodeSequence, uint32_t> numbers_, unscanned_;  // until Build
  std::map<CodeSet, uint32_t> elements_of_;               // until Build
  std::vector<uint32_t> begins_{0};  // of each sequence in elements_, and the end of the last
  // Gaps and letters in turn, a gap at each end: a code, or kCodes and more: a set of sets_.
  std::vector<uint32_t> elements_;
  std::vector<CodeSet> sets_;
  size_t entries_ = 0;
  static constexpr size_t kLengths[] = {2, 3, 4, 6};
  Groups groups_[std::size(kLengths)];     // of so many letters
  std::vector<Special> specials_[kCodes];  // by code of the gap
  std::vector<uint64_t> begins_with_;      // by fragment: what longer groups begin with
  int begins_with_shift_ = 0;
  std::array<uint64_t, (kCodes * kCodes) / 64> twos_ = {};  // the groups of two
  bool fragments_ = false;
};

}  // namespace varta
