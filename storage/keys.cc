// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "storage/keys.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace varta {
namespace {

constexpr uint64_t kSignBit = uint64_t{1} << 63;

// Numbers of either sign in the order of unsigned ones.
uint64_t Ordered(int64_t number) { return static_cast<uint64_t>(number) ^ kSignBit; }

// The bits of a double sort as the double does once negative ones are turned over.
uint64_t Ordered(double number) {
  if (std::isnan(number)) number = -std::numeric_limits<double>::infinity();
  if (number == 0) number = 0;  // -0 and 0 are one number
  uint64_t bits = std::bit_cast<uint64_t>(number);
  return (bits & kSignBit) ? ~bits : bits | kSignBit;
}

}  // namespace

KeyWriter& KeyWriter::TextBeginning(std::string_view text) {
  while (!text.empty()) {
    const size_t zero = text.find('\0');
    key_.append(text.substr(0, zero));
    if (zero == std::string_view::npos) break;
    key_.append("\0\xff", 2);
    text.remove_prefix(zero + 1);
  }
  return *this;
}

KeyWriter& KeyWriter::Text(std::string_view text) {
  TextBeginning(text);
  key_.append("\0\1", 2);
  return *this;
}

KeyWriter& KeyWriter::Number(uint64_t number) {
  for (int shift = 56; shift >= 0; shift -= 8) key_.push_back(static_cast<char>(number >> shift));
  return *this;
}

KeyWriter& KeyWriter::Signed(int64_t number) { return Number(Ordered(number)); }

KeyWriter& KeyWriter::SignedDescending(int64_t number) { return Number(~Ordered(number)); }

KeyWriter& KeyWriter::RealDescending(double number) { return Number(~Ordered(number)); }

KeyWriter& KeyWriter::Raw(std::string_view bytes) {
  key_.append(bytes);
  return *this;
}

std::optional<std::string> KeyReader::Text() {
  std::string text;
  for (size_t i = 0; i < rest_.size(); ++i) {
    const size_t zero = std::min(rest_.find('\0', i), rest_.size());
    text.append(rest_.substr(i, zero - i));
    i = zero;
    if (i == rest_.size()) break;
    if (++i == rest_.size()) return std::nullopt;
    if (rest_[i] == '\1') {
      rest_.remove_prefix(i + 1);
      return text;
    }
    if (rest_[i] != '\xff') return std::nullopt;
    text.push_back('\0');
  }
  return std::nullopt;
}

std::optional<uint64_t> KeyReader::Number() {
  if (rest_.size() < 8) return std::nullopt;
  uint64_t number = 0;
  for (char c : rest_.substr(0, 8)) number = number << 8 | static_cast<unsigned char>(c);
  rest_.remove_prefix(8);
  return number;
}

std::optional<int64_t> KeyReader::Signed() {
  std::optional<uint64_t> number = Number();
  if (!number) return std::nullopt;
  return static_cast<int64_t>(*number ^ kSignBit);
}

std::optional<int64_t> KeyReader::SignedDescending() {
  std::optional<uint64_t> number = Number();
  if (!number) return std::nullopt;
  return static_cast<int64_t>(~*number ^ kSignBit);
}

std::optional<double> KeyReader::RealDescending() {
  std::optional<uint64_t> number = Number();
  if (!number) return std::nullopt;
  uint64_t ordered = ~*number;
  double real = std::bit_cast<double>((ordered & kSignBit) ? ordered ^ kSignBit : ~ordered);
  if (std::isnan(real) || Ordered(real) != ordered) return std::nullopt;
  return real;
}

std::string AfterPrefix(std::string_view prefix) {
  std::string after(prefix);
  while (!after.empty() && after.back() == '\xff') after.pop_back();
  if (!after.empty()) after.back() = static_cast<char>(after.back() + 1);
  return after;
}

}  // namespace varta
