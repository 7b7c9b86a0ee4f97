// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "crawler/url_traps.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <iterator>
#include <map>
#include <vector>

#include "base/ascii.h"
#include "base/digest.h"

namespace varta {
namespace {

constexpr size_t kMaxShown = 60;  // of a part of an address, in a sentence

constexpr std::chrono::year_month_day kFirstOfWeb = std::chrono::year(1990) / 1 / 1;

// Words that stand for "anything" in addresses that have a place for every filter.
constexpr std::string_view kFillers[] = {"",     "all", "any", "-",    "_",      "0",
                                         "none", "vse", "vsi", "null", "any-any"};

bool IsFiller(std::string_view segment) {
  return std::all_of(segment.begin(), segment.end(), ascii::IsDigit) ||
         std::find(std::begin(kFillers), std::end(kFillers), segment) != std::end(kFillers);
}

// By byte: a letter, or part of one that is not ASCII.
constexpr auto kIsKept = [] {
  std::array<uint8_t, 256> kept{};
  for (size_t byte = 0; byte < 256; ++byte) {
    kept[byte] = byte >= 0x80 || ascii::IsLetter(static_cast<char>(byte));
  }
  return kept;
}();

constexpr uint64_t kHashStart = 0xcbf29ce484222325;

uint64_t Mix(uint64_t hash, uint64_t value) {  // FNV-1a's step with a stronger finish
  hash = (hash ^ value) * 0x100000001b3;
  return hash ^ (hash >> 29);
}

uint64_t HashText(std::string_view text) {
  uint64_t hash = kHashStart;
  for (const char c : text) hash = Mix(hash, static_cast<unsigned char>(c));
  return hash;
}

std::string Shown(std::string_view part) {
  if (part.size() <= kMaxShown) return "'" + std::string(part) + "'";
  return "'" + std::string(part.substr(0, kMaxShown)) + "...'";
}

std::string Times(size_t count) { return std::to_string(count) + " times"; }

std::vector<std::string_view> Split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (bool last = false; !last;) {
    const std::string_view part = text.substr(0, text.find(separator));
    last = part.size() == text.size();
    text.remove_prefix(last ? part.size() : part.size() + 1);
    parts.push_back(part);
  }
  return parts;
}

// Segments are at most kMaxPathSegments, so the loops are short.
std::string WhyRepeats(const std::vector<std::string_view>& segments) {
  std::map<std::string_view, size_t> counts;
  for (const std::string_view segment : segments) {
    if (!IsFiller(segment) && ++counts[segment] > kMaxSameSegments)
      return "the path has " + Shown(segment) + " " + Times(counts[segment]);
  }
  for (size_t begin = 0; begin < segments.size(); ++begin) {
    for (size_t size = 1; begin + size * (kMaxRepeats + 1) <= segments.size(); ++size) {
      size_t same = 0;  // segments that equal the one `size` before them
      while (begin + size + same < segments.size() &&
             segments[begin + size + same] == segments[begin + same])
        ++same;
      const size_t times = same / size + 1;
      const bool fillers =
          std::all_of(segments.begin() + static_cast<std::ptrdiff_t>(begin),
                      segments.begin() + static_cast<std::ptrdiff_t>(begin + size), IsFiller);
      if (times <= (fillers ? kMaxFillers : kMaxRepeats)) continue;
      std::string group(segments[begin]);
      for (size_t i = 1; i < size; ++i) group += "/" + std::string(segments[begin + i]);
      return "the path repeats " + Shown(group) + " " + Times(times);
    }
  }
  return "";
}

std::string WhyQuery(std::string_view query) {
  std::map<std::string_view, size_t> counts;
  size_t parameters = 0;
  for (const std::string_view piece : Split(query, '&')) {
    if (piece.empty()) continue;
    if (++parameters > kMaxParameters)
      return "the address has more than " + std::to_string(kMaxParameters) + " parameters";
    if (++counts[piece] > kMaxRepeats)
      return "the address has " + Shown(piece) + " " + Times(counts[piece]);
  }
  return "";
}

// The shape as a person reads it: without the origin.
std::string ShownShape(const Url& url, const UrlShape& shape) {
  return Shown(std::string_view(shape.text).substr(url.GetOrigin().ToString().size()));
}

}  // namespace

std::string WhyTrap(const Url& url) {
  if (!url.IsHttp()) return "";
  const size_t bytes = url.HrefSize() - (url.fragment() ? url.fragment()->size() + 1 : 0);
  if (bytes > kMaxUrlBytes)
    return "the address is longer than " + std::to_string(kMaxUrlBytes) + " bytes";
  std::string_view path = url.path();
  path.remove_prefix(path.empty() ? 0 : 1);
  if (path.ends_with('/')) path.remove_suffix(1);
  const std::vector<std::string_view> segments = Split(path, '/');
  if (segments.size() > kMaxPathSegments)
    return "the path is deeper than " + std::to_string(kMaxPathSegments) + " segments";
  std::string why = WhyRepeats(segments);
  if (why.empty() && url.query()) why = WhyQuery(*url.query());
  return why;
}

namespace {

// Copies what counts of the text up to the first digit; moves `in` there, returns the end of `out`.
char* KeepLetters(const char** in, const char* end, char* out) {
  constexpr std::ptrdiff_t kBlock = 8;
  constexpr uint64_t kHigh = 0x8080808080808080;
  const char* at = *in;
  while (at < end) {
    if (end - at >= kBlock) {
      uint64_t block;
      std::memcpy(&block, at, sizeof block);
      if ((block & kHigh) == kHigh) {  // letters that are not ASCII, as most of a Cyrillic word
        std::memcpy(out, at, kBlock);
        at += kBlock;
        out += kBlock;
        continue;
      }
    }
    for (const char* const stop = at + std::min(kBlock, end - at); at < stop; ++at) {
      if (ascii::IsDigit(*at)) {
        *in = at;
        return out;
      }
      *out = *at;
      out += kIsKept[static_cast<unsigned char>(*at)];
    }
  }
  *in = at;
  return out;
}

}  // namespace

uint64_t TrapDigest(std::string_view text, const Url& url) {
  const std::vector<uint64_t> known = ShapeOf(url).numbers;
  // What counts of the text: its letters, and '#' and the digits of its larger numbers. A number
  // takes three bytes of the text at least, and one more tells it from the next.
  std::string kept(text.size() + text.size() / 4 + 1, '\0');
  char* out = kept.data();
  const char *in = text.data(), *const end = in + text.size();
  while (in < end) {
    out = KeepLetters(&in, end, out);
    const char* const begin = in;
    uint64_t value = 0;
    for (; in < end && ascii::IsDigit(*in); ++in) {
      if (in - begin < 18) value = value * 10 + static_cast<uint64_t>(*in - '0');
    }
    const auto digits = in - begin;
    const bool year = digits == 4 && value >= 1900 && value < 2200;
    const bool near = std::any_of(known.begin(), known.end(), [&](uint64_t number) {
      return (number > value ? number - value : value - number) <= 10;
    });
    if (digits <= 2 || year || near) continue;
    *out++ = '#';
    out = std::copy(begin, in, out);
  }
  kept.resize(static_cast<size_t>(out - kept.data()));
  const std::string print = Fingerprint128(kept);
  uint64_t digest = 0;
  std::memcpy(&digest, print.data(), sizeof digest);
  return digest;
}

TrapWatch::Shape* TrapWatch::ShapeFor(uint64_t key) {
  if (const auto found = shapes_.find(key); found != shapes_.end()) return &found->second;
  if (shapes_.size() >= options_.max_shapes) {
    // Most shapes of a site with words in its addresses are met once: those make room.
    std::erase_if(shapes_, [](const auto& entry) { return entry.second.pages <= 2; });
    if (shapes_.size() >= options_.max_shapes) return nullptr;
  }
  return &shapes_[key];
}

bool TrapWatch::IsNew(uint64_t key) {
  if (young_.contains(key)) return false;
  const bool known = old_.contains(key);
  if (young_.size() >= options_.max_digests / 2) {
    old_ = std::move(young_);
    young_.clear();
  }
  young_.insert(key);
  return !known;
}

void TrapWatch::Learned(const Url& url, uint64_t digest) {
  const UrlShape parts = ShapeOf(url);
  const uint64_t key = HashText(parts.text);
  Shape* const shape = ShapeFor(key);
  if (shape == nullptr) return;
  ++shape->pages;
  if (parts.day) ++shape->days;
  if (IsNew(Mix(key, digest))) {
    shape->stale = 0;
    shape->refused = 0;
    return;
  }
  uint64_t fixed = 1;
  for (size_t i = 0; i < parts.numbers.size(); ++i)
    if (i != parts.page && (parts.day_numbers >> i & 1) == 0) fixed = Mix(fixed, parts.numbers[i]);
  const bool counts = parts.page.has_value() || parts.day.has_value();
  shape->steps = counts && (shape->stale == 0 || (shape->steps && shape->fixed == fixed));
  shape->fixed = fixed;
  ++shape->stale;
}

std::string TrapWatch::WhyDay(const Shape& shape, const UrlShape& url, Time now) const {
  if (!url.day || shape.days < shape.pages ||
      shape.pages < static_cast<uint32_t>(options_.min_days))
    return "";
  if (*url.day < std::chrono::sys_days(kFirstOfWeb)) return "a calendar before there was a web";
  if (*url.day > std::chrono::floor<std::chrono::days>(now) + options_.horizon)
    return "a calendar too far ahead";
  return "";
}

bool TrapWatch::IsStale(const Shape& shape) const {
  const int least = shape.steps ? options_.max_stale_steps : options_.max_stale;
  return shape.stale >= static_cast<uint32_t>(least);
}

std::string TrapWatch::WhyTrap(const Url& url, Time now) {
  if (std::string why = varta::WhyTrap(url); !why.empty()) return why;
  const UrlShape parts = ShapeOf(url);
  const auto found = shapes_.find(HashText(parts.text));
  if (found == shapes_.end()) return "";
  Shape& shape = found->second;
  if (const std::string why = WhyDay(shape, parts, now); !why.empty())
    return why + ": " + ShownShape(url, parts);
  if (!IsStale(shape)) return "";
  if (shape.refused == 0) shape.next_probe = static_cast<uint64_t>(options_.first_probe);
  if (++shape.refused >= shape.next_probe) {
    shape.next_probe *= 2;
    return "";
  }
  return "the last " + std::to_string(shape.stale) +
         " pages of this kind brought no new text: " + ShownShape(url, parts);
}

}  // namespace varta
