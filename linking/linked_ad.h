// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// What links need to know of an ad. Contacts are keyed hashes here, never values. Value.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/clock.h"

namespace varta {

enum class AdTrade : uint8_t {
  kUnknown,
  kJob,
  kSexualServices,
};

struct LinkedContact {
  std::string key;      // what stands for the value; equal for equal values
  std::string kind;     // phone, email, handle, payment, domain
  std::string label{};  // the pseudonym by which people know it
  friend bool operator==(const LinkedContact&, const LinkedContact&) = default;
};

struct LinkedAd {
  std::string id;
  std::string source;
  Time seen{};
  AdTrade trade = AdTrade::kUnknown;
  std::vector<LinkedContact> contacts;
  std::vector<std::string> employers;  // folded
  std::vector<std::string> trades;     // as waiter
  std::vector<std::string> names;      // of persons, folded
  std::vector<std::string> cities;     // as PL/Warszawa
  std::string text_digest;             // tells changed content from unchanged
};

}  // namespace varta
