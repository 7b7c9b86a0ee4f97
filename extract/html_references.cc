// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/html_references.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "base/ascii.h"
#include "base/byte_block.h"
#include "base/text.h"

namespace varta {
namespace {

constexpr std::string_view kEntities =
#include "extract/html_entities.inc"
    ;
constexpr size_t kLongestName = 31;
constexpr size_t kLongestBareName = 6;  // of those that need no semicolon
constexpr size_t kShortestName = 2;

size_t Hash(std::string_view name) {
  uint32_t hash = 2166136261u;  // FNV-1a
  for (const char c : name) hash = (hash ^ static_cast<uint8_t>(c)) * 16777619u;
  return hash ^ (hash >> 15);
}

// Where in kEntities an entity stands.
struct Entity {
  uint16_t at = 0;
  uint8_t name_size = 0;  // 0: none
  uint8_t characters_size = 0;

  std::string_view name() const { return kEntities.substr(at, name_size); }
  bool bare() const { return kEntities[at + name_size] == '&'; }
  std::string_view characters() const {
    return kEntities.substr(at + name_size + 1u, characters_size);
  }
};

// The entities by name: a hash table that is nearly twice as large as it need be.
class Index {
 public:
  Index() {
    static_assert(kEntities.size() < UINT16_MAX);
    for (size_t at = 0; at < kEntities.size();) {
      size_t end = at;
      while (ascii::IsAlphanumeric(kEntities[end])) ++end;
      const size_t space = kEntities.find(' ', end);
      const Entity entity = {static_cast<uint16_t>(at), static_cast<uint8_t>(end - at),
                             static_cast<uint8_t>(space - end - 1)};
      size_t slot = Hash(entity.name()) % kSlots;
      while (slots_[slot].name_size != 0) slot = (slot + 1) % kSlots;
      slots_[slot] = entity;
      at = space + 1;
    }
  }

  // name_size 0 if it is not known.
  Entity Find(std::string_view name) const {
    size_t slot = Hash(name) % kSlots;
    while (slots_[slot].name_size != 0 && slots_[slot].name() != name) slot = (slot + 1) % kSlots;
    return slots_[slot];
  }

 private:
  static constexpr size_t kSlots = 4096;
  std::array<Entity, kSlots> slots_;
};

// What numbers from 0x80 to 0x9F mean on pages: windows-1252. HTML standard, section 13.2.5.80.
constexpr char16_t kWindows1252[] =
    u"\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u008D\u017D"
    u"\u008F"
    u"\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u009D\u017E"
    u"\u0178";

// `text` begins with "&#".
size_t DecodeNumber(std::string_view text, std::string* out) {
  size_t at = 2;
  const bool hex = at < text.size() && (text[at] == 'x' || text[at] == 'X');
  if (hex) ++at;
  const int base = hex ? 16 : 10;
  const size_t digits = at;
  char32_t value = 0;
  for (; at < text.size(); ++at) {
    const int digit = ascii::HexValue(text[at]);
    if (digit < 0 || digit >= base) break;
    value = std::min<char32_t>(value * static_cast<char32_t>(base) + static_cast<char32_t>(digit),
                               0x110000);
  }
  if (at == digits) return 0;
  if (at < text.size() && text[at] == ';') ++at;
  if (value >= 0x80 && value < 0xA0) value = kWindows1252[value - 0x80];
  AppendUtf8(value == 0 ? 0xFFFD : value, out);
  return at;
}

// Nearly all references of a page: up to eight bytes each, compared at once.
struct Common {
  std::string_view reference, characters;
  uint64_t bytes = 0;

  constexpr Common(std::string_view written, std::string_view meant)
      : reference(written), characters(meant) {
    for (size_t i = 0; i < written.size(); ++i)
      bytes |= uint64_t{static_cast<uint8_t>(written[i])} << (8 * i);
  }
  bool Begins(uint64_t first_eight) const {
    return ((first_eight ^ bytes) & ~uint64_t{0} >> (64 - 8 * reference.size())) == 0;
  }
};
constexpr Common kCommon[] = {
    {"&nbsp;", "\u00A0"},  {"&amp;", "&"},        {"&quot;", "\""},
    {"&lt;", "<"},         {"&gt;", ">"},         {"&ndash;", "\u2013"},
    {"&mdash;", "\u2014"}, {"&laquo;", "\u00AB"}, {"&raquo;", "\u00BB"},
};

size_t DecodeName(std::string_view text, ReferencesIn where, std::string* out) {
  static const Index index;
  size_t end = 1;
  while (end < text.size() && end <= kLongestName && ascii::IsAlphanumeric(text[end])) ++end;
  const std::string_view run = text.substr(1, end - 1);
  if (end < text.size() && text[end] == ';') {
    const Entity entity = index.Find(run);
    if (entity.name_size != 0) {
      out->append(entity.characters());
      return end + 1;
    }
  }
  // A shorter name cannot be closed by a semicolon. The longest one counts.
  for (size_t size = std::min(run.size(), kLongestBareName); size >= kShortestName; --size) {
    const Entity entity = index.Find(run.substr(0, size));
    if (entity.name_size == 0 || !entity.bare()) continue;
    const char behind = 1 + size < text.size() ? text[1 + size] : '\0';
    if (where == ReferencesIn::kAttribute && (behind == '=' || ascii::IsAlphanumeric(behind)))
      return 0;
    out->append(entity.characters());
    return 1 + size;
  }
  return 0;
}

}  // namespace

size_t DecodeReference(std::string_view text, ReferencesIn where, std::string* out) {
  if (text.size() > 1 && text[1] == '#') return DecodeNumber(text, out);
  const uint64_t first_eight = FirstEight(LoadPart(text.data(), std::min<size_t>(text.size(), 8)));
  for (const Common& common : kCommon) {
    if (!common.Begins(first_eight)) continue;
    out->append(common.characters);
    return common.reference.size();
  }
  return DecodeName(text, where, out);
}

std::string DecodeReferences(std::string_view text, ReferencesIn where) {
  std::string out;
  out.reserve(text.size());
  for (size_t at = 0; at < text.size();) {
    const size_t ampersand = std::min(text.find('&', at), text.size());
    out.append(text, at, ampersand - at);
    at = ampersand;
    if (at == text.size()) break;
    const size_t used = DecodeReference(text.substr(at), where, &out);
    if (used == 0) out += '&';
    at += used == 0 ? 1 : used;
  }
  return out;
}

}  // namespace varta
