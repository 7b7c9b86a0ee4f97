// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "crawler/robots_tag.h"

#include <algorithm>
#include <iterator>
#include <string>

#include "base/ascii.h"
#include "base/w3c_time.h"
#include "crawler/http_date.h"

namespace varta {
namespace {

constexpr std::string_view kSpace = " \t\r\n\f\v";
constexpr std::string_view kEverybody[] = {"*", "robots"};
constexpr std::string_view kUnavailableAfter = "unavailable_after";
// Directives with a value: their colon ends no robot's name.
constexpr std::string_view kWithValue[] = {kUnavailableAfter, "max-snippet", "max-image-preview",
                                           "max-video-preview"};
// A date is longer than this in no form.
constexpr size_t kMaxDate = 80;

template <typename Names>
bool IsOneOf(std::string_view name, const Names& names) {
  return std::any_of(std::begin(names), std::end(names),
                     [&](std::string_view other) { return ascii::EqualNoCase(name, other); });
}

// "Monday, 15-Aug-05 15:52:01 EST" -> "15 Aug 05 15:52:01 EST": RFC 850's form as mail has it, so
// that its zone counts (HTTP knows GMT only, people who write this directive don't).
std::optional<Time> ParseAsMailTime(std::string_view text) {
  if (const size_t comma = text.find(','); comma != std::string_view::npos)
    text = ascii::Trim(text.substr(comma + 1), kSpace);
  std::string spaced(text);
  const size_t date_end = std::min(spaced.find(' '), spaced.size());
  std::replace(spaced.begin(), spaced.begin() + static_cast<std::ptrdiff_t>(date_end), '-', ' ');
  return ParseMailTime(spaced);
}

std::optional<Time> ParseDate(std::string_view text) {
  text = ascii::Trim(text, kSpace);
  if (text.empty() || text.size() > kMaxDate) return std::nullopt;
  if (const auto time = ParseW3cTime(text)) return time;
  if (const auto time = ParseAsMailTime(text)) return time;
  return ParseHttpDate(text);
}

class Reader {
 public:
  // `agent`: null for a meta element, where names have no place.
  Reader(const std::string_view* agent, RobotsTag* tag) : agent_(agent), tag_(tag) {}

  void Read(std::string_view value) {
    applies_ = true;
    while (!value.empty()) ReadDirective(ascii::Trim(TakeItem(value), kSpace), value);
  }

 private:
  static std::string_view TakeItem(std::string_view& rest) {
    const std::string_view item = rest.substr(0, rest.find(','));
    rest.remove_prefix(std::min(item.size() + 1, rest.size()));
    return item;
  }

  // `rest`: what follows the item; a date takes its second half from there.
  void ReadDirective(std::string_view item, std::string_view& rest) {
    for (;;) {
      const size_t colon = item.find(':');
      if (colon == std::string_view::npos) break;
      const std::string_view name = ascii::Trim(item.substr(0, colon), kSpace);
      const std::string_view value = ascii::Trim(item.substr(colon + 1), kSpace);
      if (IsOneOf(name, kWithValue)) {
        if (ascii::EqualNoCase(name, kUnavailableAfter)) ReadDate(value, rest);
        return;
      }
      // The time of a date that was none, or a name where none may stand.
      if (agent_ == nullptr || name.empty() || name.find_first_of(kSpace) != name.npos) return;
      applies_ =
          IsOneOf(name, kEverybody) || ascii::EqualNoCase(name.substr(0, name.find('/')), *agent_);
      item = value;
    }
    while (!item.empty()) {
      const std::string_view word = item.substr(0, item.find_first_of(kSpace));
      if (applies_) ReadWord(word);
      item = ascii::Trim(item.substr(word.size()), kSpace);
    }
  }

  void ReadWord(std::string_view word) {
    if (ascii::EqualNoCase(word, "noindex") || ascii::EqualNoCase(word, "none"))
      tag_->noindex = true;
    if (ascii::EqualNoCase(word, "nofollow") || ascii::EqualNoCase(word, "none"))
      tag_->nofollow = true;
    if (ascii::EqualNoCase(word, "noarchive")) tag_->noarchive = true;
    if (ascii::EqualNoCase(word, "nosnippet")) tag_->nosnippet = true;
  }

  void ReadDate(std::string_view value, std::string_view& rest) {
    std::optional<Time> time = ParseDate(value);
    if (!time && !rest.empty()) {  // "Monday" was cut from ", 15-Aug-05 15:52:01 UTC"
      std::string_view after = rest;
      const std::string_view second = TakeItem(after);
      if (value.size() + second.size() < kMaxDate)
        time = ParseDate(std::string(value) + "," + std::string(second));
      if (time) rest = after;
    }
    if (time && applies_) tag_->Add({.unavailable_after = time});
  }

  const std::string_view* agent_;
  RobotsTag* tag_;
  bool applies_ = true;  // what is being read speaks to us
};

}  // namespace

void RobotsTag::Add(const RobotsTag& other) {
  noindex = noindex || other.noindex;
  nofollow = nofollow || other.nofollow;
  noarchive = noarchive || other.noarchive;
  nosnippet = nosnippet || other.nosnippet;
  if (other.unavailable_after &&
      (!unavailable_after || *other.unavailable_after < *unavailable_after))
    unavailable_after = other.unavailable_after;
}

RobotsTag ReadRobotsTag(const Headers& headers, std::string_view agent) {
  RobotsTag tag;
  Reader reader(&agent, &tag);
  for (const auto& [name, value] : headers)
    if (ascii::EqualNoCase(name, "x-robots-tag")) reader.Read(value);
  return tag;
}

RobotsTag ReadRobotsMeta(std::string_view content) {
  RobotsTag tag;
  Reader(nullptr, &tag).Read(content);
  return tag;
}

}  // namespace varta
