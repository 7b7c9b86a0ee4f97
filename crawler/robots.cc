// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "crawler/robots.h"

#include <algorithm>
#include <charconv>
#include <cstring>

#include "base/ascii.h"
#include "base/charset.h"
#include "base/text.h"

namespace varta {
namespace {

constexpr size_t kMaxSitemaps = 1000;
constexpr std::string_view kSpace = " \t\v\f";
constexpr size_t kMaxWritten = 160;  // of a rule, as shown to people
constexpr double kMaxDelaySeconds = 7 * 24 * 3600;

bool IsUnreserved(char c) {
  return ascii::IsLetter(c) || ascii::IsDigit(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

// Delimiters that mean something else when they are escaped: %2F is no /. The brackets and the
// apostrophe are not among them, since browsers escape these in some places and not in others.
bool IsKeptDelimiter(char c) {
  return std::string_view("/?:@!&()+,;=").find(c) != std::string_view::npos;
}

void AppendEscaped(std::string* out, char c) {
  constexpr char kHex[] = "0123456789ABCDEF";
  const auto byte = static_cast<unsigned char>(c);
  out->push_back('%');
  out->push_back(kHex[byte >> 4]);
  out->push_back(kHex[byte & 15]);
}

std::string Normalise(std::string_view text, bool pattern) {
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    bool escaped = false;
    if (c == '%' && i + 2 < text.size() && ascii::HexValue(text[i + 1]) >= 0 &&
        ascii::HexValue(text[i + 2]) >= 0) {
      c = static_cast<char>(ascii::HexValue(text[i + 1]) * 16 + ascii::HexValue(text[i + 2]));
      escaped = true;
      i += 2;
    }
    const bool special = pattern && !escaped && (c == '*' || (c == '$' && i + 1 == text.size()));
    if (special || IsUnreserved(c) || (!escaped && IsKeptDelimiter(c))) {
      out.push_back(c);
    } else {
      AppendEscaped(&out, c);
    }
  }
  return out;
}

// Both normalised. Linear: each piece between two stars is taken where it comes first, which
// leaves the most room for the pieces after it.
bool Matches(std::string_view pattern, std::string_view path) {
  const bool anchored = pattern.ends_with('$');
  if (anchored) pattern.remove_suffix(1);
  size_t star = pattern.find('*');
  const std::string_view head = pattern.substr(0, star);
  if (!path.starts_with(head)) return false;
  path.remove_prefix(head.size());
  if (star == std::string_view::npos) return !anchored || path.empty();
  while (true) {
    pattern.remove_prefix(star + 1);
    star = pattern.find('*');
    const std::string_view piece = pattern.substr(0, star);
    if (star == std::string_view::npos && anchored) return path.ends_with(piece);
    // memmem is linear in the worst case, string_view::find is not.
    const void* found = memmem(path.data(), path.size(), piece.data(), piece.size());
    if (found == nullptr) return false;
    if (star == std::string_view::npos) return true;
    path.remove_prefix(static_cast<size_t>(static_cast<const char*>(found) - path.data()) +
                       piece.size());
  }
}

// The names under which a User-agent value is known, lower case. The RFC's product token is
// letters, _ and - (section 2.2.1); a name that goes on with digits is also known in full, so that
// "bot1" and "bot2" can be told apart.
std::vector<std::string> AgentNames(std::string_view value) {
  if (value == "*" || value.starts_with("* ") || value.starts_with("*\t")) return {"*"};
  const auto token = [&](auto&& belongs) {
    const auto end = std::find_if_not(value.begin(), value.end(), belongs);
    return ascii::Lower(value.substr(0, static_cast<size_t>(end - value.begin())));
  };
  const auto in_token = [](char c) { return ascii::IsLetter(c) || c == '_' || c == '-'; };
  std::vector<std::string> names = {
      token([&](char c) { return in_token(c) || ascii::IsDigit(c); })};
  if (std::string strict = token(in_token); strict != names[0]) names.push_back(std::move(strict));
  std::erase(names, "");
  return names;
}

// A whole or decimal number of seconds; nullopt: something else.
std::optional<Duration> ParseDelay(std::string_view value) {
  double seconds = 0;
  const auto [stop, code] =
      std::from_chars(value.data(), value.data() + value.size(), seconds, std::chars_format::fixed);
  if (code != std::errc() || stop == value.data() || !(seconds >= 0)) return std::nullopt;
  seconds = std::min(seconds, kMaxDelaySeconds);
  return Duration(static_cast<int64_t>(seconds * 1000));
}

std::string ForPeople(std::string_view written) {
  const bool clean =
      IsValidUtf8(written) && std::none_of(written.begin(), written.end(), [](char c) {
        return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
      });
  return Shorten(clean ? std::string(written) : Normalise(written, true), kMaxWritten);
}

struct Record {
  int line;
  std::string key;  // lower case
  std::string_view value;
};

// "key: value"; also "key value", since an author who forgot the colon still meant the rule.
std::optional<Record> ParseLine(int number, std::string_view line) {
  line = ascii::Trim(line.substr(0, line.find('#')), kSpace);
  size_t split = line.find(':');
  if (split == std::string_view::npos) {
    split = line.find_first_of(" \t");
    if (split == std::string_view::npos) return std::nullopt;
    if (ascii::Trim(line.substr(split), kSpace).find_first_of(" \t") != std::string_view::npos) {
      return std::nullopt;
    }
  }
  Record record{number, ascii::Lower(ascii::Trim(line.substr(0, split), kSpace)),
                ascii::Trim(line.substr(split + 1), kSpace)};
  for (const char* misspelt : {"dissallow", "dissalow", "disalow", "diasllow", "disallaw"}) {
    if (record.key == misspelt) record.key = "disallow";
  }
  return record;
}

// Calls `take` for each line that has a key and a value.
template <typename Take>
void ForEachRecord(std::string_view body, Take take) {
  if (body.starts_with("\xEF\xBB\xBF")) body.remove_prefix(3);
  for (int number = 1; !body.empty(); ++number) {
    const size_t end = body.find_first_of("\r\n");
    const std::string_view line = body.substr(0, end);
    const size_t skip = end == std::string_view::npos          ? body.size()
                        : body.substr(end).starts_with("\r\n") ? end + 2
                                                               : end + 1;
    body.remove_prefix(skip);
    if (const std::optional<Record> record = ParseLine(number, line)) take(*record);
  }
}

// Who allows a folder's index page by its name allows the folder's own address, as Google's and
// Protego's parsers have it: "/a/index.html" -> "/a/$". Empty: the pattern names no index page.
std::string FolderOfIndex(std::string_view pattern) {
  const size_t slash = pattern.rfind('/');
  if (slash == std::string_view::npos) return "";
  const std::string_view name = pattern.substr(slash + 1);
  if (name != "index.html" && name != "index.htm") return "";
  return std::string(pattern.substr(0, slash + 1)) + "$";
}

}  // namespace

Robots Robots::Parse(std::string_view body) {
  Robots robots;
  // The RFC wants UTF-8, but some editors save UTF-16 and say so.
  std::string utf8;
  if (body.starts_with("\xFF\xFE") || body.starts_with("\xFE\xFF")) {
    utf8 = ToUtf8(body.substr(0, 2 * kMaxBytes), body.front() == '\xFF' ? "utf-16le" : "utf-16be");
    body = utf8;
  }
  if (body.size() > kMaxBytes) {
    // Half a line could say the opposite of the whole: "Allow: /" of "Allow: /a".
    const size_t end = body.substr(0, kMaxBytes + 1).find_last_of("\r\n");
    body = body.substr(0, end == std::string_view::npos ? 0 : end);
  }
  bool naming = false;  // the last line that counts was a User-agent line
  ForEachRecord(body, [&](const Record& record) {
    if (record.key == "user-agent") {
      if (!naming) robots.groups_.emplace_back();
      naming = true;
      for (std::string& name : AgentNames(record.value)) {
        std::vector<size_t>& groups = robots.groups_of_[std::move(name)];
        if (groups.empty() || groups.back() != robots.groups_.size() - 1) {
          groups.push_back(robots.groups_.size() - 1);
        }
      }
    } else if (record.key == "allow" || record.key == "disallow") {
      naming = false;
      // Rules before the first group belong to nobody; an empty pattern matches nothing.
      if (robots.groups_.empty() || record.value.empty()) return;
      std::vector<Rule>& rules = robots.groups_.back().rules;
      rules.push_back({record.key == "allow", record.line, Normalise(record.value, true),
                       ForPeople(record.value)});
      if (std::string folder = FolderOfIndex(rules.back().pattern);
          rules.back().allow && !folder.empty()) {
        rules.push_back({true, record.line, std::move(folder), rules.back().written});
      }
    } else if (record.key == "crawl-delay") {
      // Like every record that the RFC does not know, it does not end a group (section 2.2.4).
      const std::optional<Duration> delay = ParseDelay(record.value);
      if (robots.groups_.empty() || !delay) return;
      std::optional<Duration>& kept = robots.groups_.back().delay;
      kept = std::max(kept.value_or(*delay), *delay);
    } else if (record.key == "sitemap") {
      if (robots.sitemaps_.size() < kMaxSitemaps && !record.value.empty()) {
        robots.sitemaps_.emplace_back(record.value);
      }
    }
  });
  return robots;
}

Robots Robots::AllowAll() { return Robots(); }

Robots Robots::DenyAll(std::string why) {
  Robots robots;
  robots.deny_all_ = why.empty() ? "robots.txt could not be read" : std::move(why);
  return robots;
}

std::vector<size_t> Robots::GroupsFor(std::string_view agent) const {
  const std::vector<std::string> names = AgentNames(ascii::Trim(agent, kSpace));
  auto found = names.empty() ? groups_of_.end() : groups_of_.find(names[0]);
  if (found == groups_of_.end()) found = groups_of_.find("*");
  return found == groups_of_.end() ? std::vector<size_t>() : found->second;
}

Robots::Verdict Robots::Check(std::string_view agent, std::string_view path_and_query) const {
  const std::string path = Normalise(path_and_query, false);
  if (path == "/robots.txt") return {};  // section 2.2.2: always allowed
  if (!deny_all_.empty()) return {false, 0, deny_all_};
  const Rule* best = nullptr;
  for (const size_t group : GroupsFor(agent)) {
    for (const Rule& rule : groups_[group].rules) {
      if (best != nullptr) {
        if (rule.pattern.size() < best->pattern.size()) continue;
        if (rule.pattern.size() == best->pattern.size() && (best->allow || !rule.allow)) continue;
      }
      if (Matches(rule.pattern, path)) best = &rule;
    }
  }
  if (best == nullptr) return {};
  return {best->allow, best->line,
          "robots.txt line " + std::to_string(best->line) +
              (best->allow ? ": Allow: " : ": Disallow: ") + best->written};
}

std::optional<Duration> Robots::CrawlDelay(std::string_view agent) const {
  std::optional<Duration> longest;
  for (const size_t group : GroupsFor(agent)) {
    const std::optional<Duration>& delay = groups_[group].delay;
    if (delay && (!longest || *delay > *longest)) longest = delay;
  }
  return longest;
}

Robots Robots::OnlyFor(std::string_view agent) const {
  Robots only;
  only.deny_all_ = deny_all_;
  Group all;
  for (const size_t group : GroupsFor(agent)) {
    all.rules.insert(all.rules.end(), groups_[group].rules.begin(), groups_[group].rules.end());
  }
  all.delay = CrawlDelay(agent);
  if (all.rules.empty() && !all.delay) return only;
  all.rules.shrink_to_fit();
  only.groups_.push_back(std::move(all));
  only.groups_of_["*"] = {0};
  return only;
}

std::string NormaliseRobotsPath(std::string_view path_and_query) {
  return Normalise(path_and_query, false);
}

std::string NormaliseRobotsPattern(std::string_view pattern) { return Normalise(pattern, true); }

}  // namespace varta
