// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Writes ads out of the hand-written templates: draws the alternatives, fills the slots. The same
// seed gives the same ads on every machine.
#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/support/ad_text.h"

namespace varta {

// A place in the two cases that ads need: "Львів", "у Львові".
struct PlaceWord {
  const char* name;
  const char* in;
};
// A city abroad with its country.
struct AbroadWord {
  PlaceWord country, city;
};

// The words of one language that fill slots.
struct Words {
  std::span<const PlaceWord> cities;
  std::span<const AbroadWord> abroad;
  std::span<const char*const> firms, people, streets;
  std::span<const char* const> calls;   // closing sentences with {phone}
  std::span<const char* const> digits;  // "нуль", "один" ...
  const char* telephone;                // before a number that stands alone
  const char* messenger;                // before a handle that stands alone
};
// "uk", "ru", "en", "pl"; anything else reads as "en".
const Words& WordsOf(std::string_view language);

// Not std's distributions: their results differ between standard libraries.
class Random {
 public:
  explicit Random(uint64_t seed) : engine_(seed) {}
  size_t Below(size_t n) { return n == 0 ? 0 : static_cast<size_t>(engine_() % n); }
  template <typename T>
  const T& Pick(std::span<const T> items) {
    return items[Below(items.size())];
  }
  template <typename T>
  void Shuffle(std::vector<T>* items) {
    for (size_t i = items->size(); i > 1; --i) std::swap((*items)[i - 1], (*items)[Below(i)]);
  }

 private:
  std::mt19937_64 engine_;
};

struct WrittenAd {
  std::string title;
  std::string text;       // paragraphs parted by '\n'
  std::string phone;      // E.164; empty if the text has none
  bool obscured = false;  // the phone is written so that machines do not read it
  std::string handle;     // "telegram:name"; empty if none
  std::string email;
};

// `phone`: E.164, used if the text asks for one. `number`: makes handles and addresses unique.
WrittenAd WriteAd(const AdTemplate& ad, std::string_view language, const std::string& phone,
                  int number, Random* random);

// "Водій {x}!" -> "vodii-x": for permalinks; at most 40 characters.
std::string Slug(std::string_view title);

}  // namespace varta
