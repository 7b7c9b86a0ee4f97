// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// The table of secondary indexes of leads. A row's key is the index's letter, a term, and the
// lead's position in every list: score (highest first, no score last), last seen (newest first),
// id. Pure; any thread.
#pragma once

#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "varta/stored/v1/stored.pb.h"

namespace varta {

constexpr size_t kLeadIdSize = 20;  // hexadecimal digits

// Where a lead stands in a list.
struct Position {
  double score = 0;  // minus infinity: not scored
  Time last_seen;
  std::string id;  // kLeadIdSize characters

  bool scored() const;
  static constexpr size_t kSize = 8 + 8 + kLeadIdSize;
  std::string Encode() const;  // kSize bytes, in the lists' order
  static std::optional<Position> Decode(std::string_view bytes);
  static Position Of(std::string_view id, const v1::Lead& lead);
};

struct Index {
  char letter;       // never given to another index; a new meaning takes a new letter
  const char* name;  // for messages
  std::vector<std::string> (*terms)(
      const stored::v1::StoredLead&);  // as they stand in the key; any order, repeats are one
};

enum IndexLetter : char {
  kByScore = 's',
  kByLastSeen = 't',
  kBySource = 'o',
  kByRule = 'r',
  kByLanguage = 'l',
  kByForm = 'f',
  kByState = 'a',
  kByVerdict = 'v',
  kByContact = 'c',
  kByWord = 'w',
  kByText = 'd',
};

std::span<const Index> AllIndexes();

// The key's beginning up to the position. Terms of form, state and verdict are numbers.
std::string IndexPrefix(char letter, std::string_view term);
std::string TermOf(std::string_view text);
std::string TermOf(int number);

// Every row that a lead has.
std::set<std::string> IndexRows(std::string_view id, const stored::v1::StoredLead& lead);

// The folded words of title and text, each once: 3 letters or more, at most 5,000, none over 128
// bytes.
// Stands for the words of title and text in their order, case, look-alikes, signs and numbers
// aside: the same ad under another address. 16 bytes; empty: under 12 words, which many ads may
// share.
std::string TextKey(const v1::Ad& ad);

constexpr size_t kMaxWordBytes = 128;
constexpr int kMinWordLetters = 3;
std::set<std::string> LeadWords(const v1::Lead& lead);

}  // namespace varta
