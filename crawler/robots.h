// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// robots.txt by RFC 9309. Value; any thread. Any bytes are accepted; what cannot be parsed is
// passed over.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"

namespace varta {

class Robots {
 public:
  // Section 2.5: at least 500 KiB; the rest is not read, nor a line that the limit cuts.
  static constexpr size_t kMaxBytes = 500 * 1024;

  static Robots Parse(std::string_view body);
  static Robots AllowAll();                // section 2.3.1.3: 4xx
  static Robots DenyAll(std::string why);  // section 2.3.1.4: 5xx and unreachable

  struct Verdict {
    bool allowed = true;
    int line = 0;     // that decided, from 1; 0: none did
    std::string why;  // "robots.txt line 3: Disallow: /private"; for DenyAll its reason; empty if
                      // nothing applies. Valid UTF-8 without control characters
  };
  // `agent`: product token, as "varta"; `path_and_query`: Url::PathAndQuery().
  Verdict Check(std::string_view agent, std::string_view path_and_query) const;

  // Time between two fetches that the group for `agent` asks for (not in the RFC, honoured all the
  // same); the longest if there are several, a week at most; nullopt: none.
  std::optional<Duration> CrawlDelay(std::string_view agent) const;
  // What of it concerns `agent`, and no sitemaps: says the same of every path to that agent (to
  // others what it says to that one), and takes less memory, for who keeps many.
  Robots OnlyFor(std::string_view agent) const;
  // Sitemap lines, as written, at most 1000.
  const std::vector<std::string>& sitemaps() const { return sitemaps_; }

 private:
  struct Rule {
    bool allow;
    int line;
    std::string pattern;  // normalised
    std::string written;  // for people
  };
  struct Group {
    std::vector<Rule> rules;
    std::optional<Duration> delay;
  };
  // Indexes of the groups that apply to `agent`, in the file's order.
  std::vector<size_t> GroupsFor(std::string_view agent) const;

  std::vector<Group> groups_;
  std::map<std::string, std::vector<size_t>, std::less<>> groups_of_;  // by agent in lower case
  std::vector<std::string> sitemaps_;
  std::string deny_all_;  // set: everything is denied, with this reason
};

// The one spelling in which paths are compared (section 2.2.2): unreserved characters stand for
// themselves, others but the delimiters of a URL as %XX in upper case.
std::string NormaliseRobotsPath(std::string_view path_and_query);
// The same for a rule's pattern, where * and a $ at the end keep their meaning (section 2.2.3).
std::string NormaliseRobotsPattern(std::string_view pattern);

}  // namespace varta
