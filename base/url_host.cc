// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "base/url_host.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <vector>

#include "base/ascii.h"
#include "base/idna.h"
#include "base/text.h"
#include "base/url_encode.h"

namespace varta {
namespace {

constexpr std::string_view kForbiddenHost("\0\t\n\r #/:<>?@[\\]^|", 17);

bool IsForbiddenInDomain(char c) {
  return kForbiddenHost.find(c) != std::string_view::npos || static_cast<uint8_t>(c) < 0x20 ||
         c == '%' || c == 0x7F;
}

// The dot-separated parts, without an empty last one. At most `max` of them: the rest is left out.
std::vector<std::string_view> SplitAtDots(std::string_view domain, size_t max) {
  if (domain.ends_with('.')) domain.remove_suffix(1);
  std::vector<std::string_view> parts;
  while (parts.size() < max) {
    const size_t dot = domain.find('.');
    parts.push_back(domain.substr(0, dot));
    if (dot == std::string_view::npos) break;
    domain.remove_prefix(dot + 1);
  }
  return parts;
}

// Decimal, 0 octal, 0x hexadecimal. Too large for 32 bits gives UINT32_MAX + 1, whatever the number
// is.
std::optional<uint64_t> ParseIpv4Number(std::string_view text) {
  if (text.empty()) return std::nullopt;
  uint64_t radix = 10;
  if (text.starts_with("0x") || text.starts_with("0X")) {
    radix = 16;
    text.remove_prefix(2);
  } else if (text.size() > 1 && text[0] == '0') {
    radix = 8;
    text.remove_prefix(1);
  }
  constexpr uint64_t kTooLarge = uint64_t{1} << 32;
  uint64_t number = 0;
  for (char c : text) {
    const int digit = ascii::HexValue(c);
    if (digit < 0 || static_cast<uint64_t>(digit) >= radix) return std::nullopt;
    number = std::min(number * radix + static_cast<uint64_t>(digit), kTooLarge);
  }
  return number;
}

std::optional<std::string> ParseIpv4(std::string_view domain) {
  const std::vector<std::string_view> parts = SplitAtDots(domain, 5);
  if (parts.size() > 4) return std::nullopt;
  uint64_t address = 0;
  for (size_t i = 0; i < parts.size(); ++i) {
    const std::optional<uint64_t> number = ParseIpv4Number(parts[i]);
    if (!number) return std::nullopt;
    // The last part fills all bytes that are left, the others one each.
    const bool last = i + 1 == parts.size();
    const size_t bits = last ? 8 * (4 - i) : 8;
    if (*number >= uint64_t{1} << bits) return std::nullopt;
    address |= *number << (last ? 0 : 8 * (3 - i));
  }
  std::string text;
  for (int shift = 24; shift >= 0; shift -= 8) {
    text += std::to_string(address >> shift & 0xFF);
    if (shift > 0) text += '.';
  }
  return text;
}

using Ipv6Pieces = std::array<uint16_t, 8>;

// "1.2.3.4" at the end of an IPv6 address as two pieces: four numbers without leading zeros.
bool ParseEmbeddedIpv4(std::string_view text, uint16_t* two_pieces) {
  uint32_t address = 0;
  size_t at = 0;
  for (int i = 0; i < 4; ++i) {
    if (i > 0) {
      if (at == text.size() || text[at] != '.') return false;
      ++at;
    }
    const size_t begin = at;
    uint32_t number = 0;
    for (; at < text.size() && ascii::IsDigit(text[at]); ++at) {
      if (at > begin && number == 0) return false;
      number = number * 10 + static_cast<uint32_t>(text[at] - '0');
      if (number > 255) return false;
    }
    if (at == begin) return false;
    address = address << 8 | number;
  }
  if (at != text.size()) return false;
  two_pieces[0] = static_cast<uint16_t>(address >> 16);
  two_pieces[1] = static_cast<uint16_t>(address & 0xFFFF);
  return true;
}

std::optional<Ipv6Pieces> ParseIpv6(std::string_view text) {
  Ipv6Pieces pieces{};
  size_t count = 0;                // pieces seen
  std::optional<size_t> compress;  // how many stood before "::"
  size_t at = 0;
  if (text.starts_with(':')) {
    if (!text.starts_with("::")) return std::nullopt;
    at = 2;
    compress = 0;
  }
  while (at < text.size()) {
    if (count == pieces.size()) return std::nullopt;
    if (text[at] == ':') {  // the second colon of "::"
      if (compress) return std::nullopt;
      compress = count;
      ++at;
      continue;
    }
    const size_t begin = at;
    uint32_t value = 0;
    while (at < text.size() && at - begin < 4 && ascii::HexValue(text[at]) >= 0) {
      value = value * 16 + static_cast<uint32_t>(ascii::HexValue(text[at++]));
    }
    if (at < text.size() && text[at] == '.') {
      if (at == begin || count > 6) return std::nullopt;
      if (!ParseEmbeddedIpv4(text.substr(begin), &pieces[count])) return std::nullopt;
      count += 2;
      break;
    }
    if (at < text.size()) {
      if (text[at] != ':' || ++at == text.size()) return std::nullopt;
    }
    pieces[count++] = static_cast<uint16_t>(value);
  }
  if (!compress) return count == pieces.size() ? std::optional(pieces) : std::nullopt;
  if (count == pieces.size()) return std::nullopt;
  // What stood after "::" moves to the end.
  std::rotate(pieces.begin() + static_cast<ptrdiff_t>(*compress),
              pieces.begin() + static_cast<ptrdiff_t>(count), pieces.end());
  return pieces;
}

// RFC 5952: lower case, no leading zeros, the first longest run of two or more zeros as "::".
std::string SerialiseIpv6(const Ipv6Pieces& pieces) {
  size_t run_begin = pieces.size(), run_length = 1;
  for (size_t i = 0; i < pieces.size();) {
    size_t end = i;
    while (end < pieces.size() && pieces[end] == 0) ++end;
    if (end - i > run_length) {
      run_begin = i;
      run_length = end - i;
    }
    i = end + 1;
  }
  std::string text = "[";
  for (size_t i = 0; i < pieces.size(); ++i) {
    if (i == run_begin) {
      text += i == 0 ? "::" : ":";
      i += run_length - 1;
      continue;
    }
    char piece[8];
    std::snprintf(piece, sizeof(piece), "%x", pieces[i]);
    text += piece;
    if (i + 1 < pieces.size()) text += ':';
  }
  return text + "]";
}

}  // namespace

bool EndsInNumber(std::string_view domain) {
  if (domain.ends_with('.')) domain.remove_suffix(1);
  const std::string_view last = domain.substr(domain.rfind('.') + 1);
  return (!last.empty() && std::all_of(last.begin(), last.end(), ascii::IsDigit)) ||
         ParseIpv4Number(last).has_value();
}

std::optional<std::string> ParseHost(std::string_view input, bool opaque) {
  if (input.starts_with('[')) {
    if (!input.ends_with(']') || input.size() < 2) return std::nullopt;
    const std::optional<Ipv6Pieces> pieces = ParseIpv6(input.substr(1, input.size() - 2));
    if (!pieces) return std::nullopt;
    return SerialiseIpv6(*pieces);
  }
  if (opaque) {
    if (input.find_first_of(kForbiddenHost) != std::string_view::npos) return std::nullopt;
    std::string host;
    PercentEncode(input, EncodeSet::kC0Control, host);
    return host;
  }
  std::optional<std::string> domain = input.find('%') == std::string_view::npos
                                          ? DomainToAscii(input)
                                          : DomainToAscii(RepairUtf8(PercentDecode(input)));
  if (!domain || std::any_of(domain->begin(), domain->end(), IsForbiddenInDomain)) {
    return std::nullopt;
  }
  if (EndsInNumber(*domain)) return ParseIpv4(*domain);
  return domain;
}

}  // namespace varta
