// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Robots: any bytes are read; equal spellings of a path get the same verdict; normalising twice
// changes nothing; matching agrees with the plain definition of * and $.
#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "crawler/robots.h"
#include "tests/fuzz/expect.h"

namespace {

// The definition, by dynamic programming: slow, and with nothing in it to get wrong.
bool Matches(std::string_view pattern, std::string_view path) {
  const bool anchored = pattern.ends_with('$');
  if (anchored) pattern.remove_suffix(1);
  std::vector<bool> reached(path.size() + 1);  // ends of what the pattern so far can match
  reached[0] = true;
  for (const char c : pattern) {
    std::vector<bool> next(path.size() + 1);
    bool before = false;
    for (size_t i = 0; i <= path.size(); ++i) {
      before = before || reached[i];
      next[i] = c == '*' ? before : i > 0 && reached[i - 1] && path[i - 1] == c;
    }
    reached = std::move(next);
  }
  if (anchored) return reached[path.size()];
  for (const bool end : reached) {
    if (end) return true;
  }
  return false;
}

// Every letter and digit as %XX, unless it belongs to an escape: the same path.
std::string EscapeLetters(std::string_view path) {
  constexpr char kHex[] = "0123456789abcdef";
  const std::string normal = varta::NormaliseRobotsPath(path);
  std::string out;
  for (size_t i = 0; i < normal.size(); ++i) {
    const char c = normal[i];
    if (c == '%') {
      out.append(normal, i, 3);
      i += 2;
    } else if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) {
      out.push_back('%');
      out.push_back(kHex[c >> 4]);
      out.push_back(kHex[c & 15]);
    } else {
      out.push_back(c);
    }
  }
  return out;
}

}  // namespace

// The first line is a path, the second a pattern, the rest a robots.txt.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::string_view input(reinterpret_cast<const char*>(data), size);
  const auto take_line = [&input] {
    const size_t end = std::min(input.find('\n'), input.size());
    const std::string_view line = input.substr(0, end);
    input.remove_prefix(std::min(end + 1, input.size()));
    return line;
  };
  const std::string path = "/" + std::string(take_line().substr(0, 500));
  const std::string pattern(take_line().substr(0, 500));

  const std::string normal_path = varta::NormaliseRobotsPath(path);
  const std::string normal_pattern = varta::NormaliseRobotsPattern(pattern);
  Expect(varta::NormaliseRobotsPath(normal_path) == normal_path);
  Expect(varta::NormaliseRobotsPattern(normal_pattern) == normal_pattern);

  const varta::Robots robots = varta::Robots::Parse(input);
  for (const char* agent : {"varta", "other", "*", ""}) {
    const varta::Robots::Verdict verdict = robots.Check(agent, path);
    for (const std::string& other : {normal_path, EscapeLetters(path)}) {
      const varta::Robots::Verdict same = robots.Check(agent, other);
      Expect(same.allowed == verdict.allowed && same.line == verdict.line);
    }
    Expect(verdict.allowed || verdict.line > 0);
    Expect(verdict.why.empty() == (verdict.line == 0) && varta::IsValidUtf8(verdict.why));
    const auto delay = robots.CrawlDelay(agent);
    Expect(!delay || delay->count() >= 0);
  }

  // A rule of normalised text is read back as it is, since that has neither space nor comment.
  if (!normal_pattern.empty() && normal_path != "/robots.txt") {
    const varta::Robots one = varta::Robots::Parse("User-agent: *\nDisallow:" + normal_pattern);
    Expect(one.Check("varta", path).allowed != Matches(normal_pattern, normal_path));
  }
  return 0;
}
