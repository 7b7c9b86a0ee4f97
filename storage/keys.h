// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Keys that sort as their parts do: bytes compared one by one give the order of the parts, first
// part first. Each part has exactly one encoding, and a reader refuses every other. Values; any
// thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace varta {

class KeyWriter {
 public:
  // Any bytes, of any length. 00 is written as 00 FF, the end as 00 01, so that "a" sorts before
  // "ab" whatever follows.
  KeyWriter& Text(std::string_view text);
  // The beginning of a text, left open: every Text() that begins so has this as its beginning.
  KeyWriter& TextBeginning(std::string_view text);
  // 8 bytes.
  KeyWriter& Number(uint64_t number);
  KeyWriter& Signed(int64_t number);
  KeyWriter& SignedDescending(int64_t number);  // largest first
  // 8 bytes. Not-a-number counts as minus infinity, and -0 as 0.
  KeyWriter& RealDescending(double number);  // largest first
  // As they stand: only at the end, or of a fixed length.
  KeyWriter& Raw(std::string_view bytes);

  const std::string& key() const { return key_; }
  std::string Take() { return std::move(key_); }

 private:
  std::string key_;
};

// Reads the parts back in the same order. nullopt: these bytes are not such a part; what follows is
// then undefined.
class KeyReader {
 public:
  explicit KeyReader(std::string_view key) : rest_(key) {}  // the key outlives the reader

  std::optional<std::string> Text();
  std::optional<uint64_t> Number();
  std::optional<int64_t> Signed();
  std::optional<int64_t> SignedDescending();
  std::optional<double> RealDescending();
  std::string_view rest() const { return rest_; }

 private:
  std::string_view rest_;
};

// The smallest key that is larger than every key beginning with `prefix`; empty: there is none.
std::string AfterPrefix(std::string_view prefix);

}  // namespace varta
