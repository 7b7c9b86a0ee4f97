// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Reads XML that strangers wrote, from front to back, and tells what stands there. The one door to
// expat. Pure; any thread; linear in time and at most 6 million elements, attributes and pieces of
// text; 20 MB of memory at most besides a copy of what is not UTF-8. No entity is expanded but
// XML's five, nothing is ever fetched (xml_cleaner.h).
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace varta {

// An element as it starts or ends. The views live until the call returns.
struct XmlElement {
  std::string_view space;   // its namespace's name; of a prefix that nobody declared, the prefix
  std::string_view prefix;  // as written; empty: none
  std::string_view name;    // without the prefix, as written
  int depth = 0;            // the root's is 1
  const std::vector<std::pair<std::string_view, std::string_view>>* attributes = nullptr;

  // By its name as written ("href", "xml:lang"); empty: there is none.
  std::string_view Attribute(std::string_view wanted) const;
};

struct XmlEvents {
  std::function<bool(const XmlElement&)> start;  // false: enough read
  std::function<void(std::string_view)> text;    // in pieces, references and CDATA resolved
  std::function<bool(const XmlElement&)> end;    // without attributes; false: enough read
};

// Calls `events`, all three of which must be set, in the order of the document. `http_charset`: as
// for XmlCharset. Returns why reading ended before the document did; empty if it did not, or if an
// event asked for it. What was told before that stands.
std::string ReadXml(std::string_view bytes, std::string_view http_charset, const XmlEvents& events);

}  // namespace varta
