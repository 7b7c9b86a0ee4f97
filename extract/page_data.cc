// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/page_data.h"

#include <algorithm>

#include "base/ascii.h"

namespace varta {
namespace {

// As JSON has it: no form feed, which is white space in HTML (attributes are trimmed as that says).
bool IsSpace(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }
bool IsNameCharacter(char c) { return ascii::IsAlphanumeric(c) || c == '_' || c == '$'; }

std::string_view Trim(std::string_view text) {
  while (!text.empty() && IsSpace(text.front())) text.remove_prefix(1);
  while (!text.empty() && IsSpace(text.back())) text.remove_suffix(1);
  return text;
}

// A type without its parameters.
bool IsType(std::string_view type, std::string_view lower) {
  return ascii::SameNoCase(ascii::Trim(type.substr(0, type.find(';'))), lower);
}

size_t SkipSpace(std::string_view text, size_t at) {
  while (at < text.size() && IsSpace(text[at])) ++at;
  return at;
}

// The first characters of a JSON object or array.
bool BeginsLikeJson(std::string_view text, size_t at) {
  if (at >= text.size() || (text[at] != '{' && text[at] != '[')) return false;
  const size_t next = SkipSpace(text, at + 1);
  if (next >= text.size()) return false;
  const std::string_view starts = text[at] == '{' ? "\"}" : "\"{[]-0123456789tfn";
  return starts.find(text[next]) != std::string_view::npos;
}

// Behind the bracket that closes the one at `at`; npos: none does.
size_t EndOfJson(std::string_view text, size_t at) {
  size_t depth = 0;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '"') {
      for (++at; at < text.size() && text[at] != '"'; ++at) {
        if (text[at] == '\\') ++at;
      }
    } else if (c == '{' || c == '[') {
      ++depth;
    } else if (c == '}' || c == ']') {
      if (--depth == 0) return at + 1;
    }
  }
  return std::string_view::npos;
}

void FindAssignments(std::string_view script, std::vector<PageScript>* found) {
  constexpr std::string_view kMark = "window.__";
  constexpr size_t kWindow = 7;  // "window."
  for (size_t at = script.find(kMark); at != std::string_view::npos; at = script.find(kMark, at)) {
    const size_t name = at + kWindow;
    at = name;
    while (at < script.size() && IsNameCharacter(script[at])) ++at;
    const size_t name_end = at;
    at = SkipSpace(script, at);
    if (at >= script.size() || script[at] != '=') continue;
    const size_t value = SkipSpace(script, at + 1);
    if (!BeginsLikeJson(script, value)) continue;
    const size_t end = EndOfJson(script, value);
    if (end == std::string_view::npos) return;  // nor does any further one end
    found->push_back({PageScript::Kind::kState,
                      std::string(script.substr(name, std::min<size_t>(name_end - name, 64))),
                      std::string(script.substr(value, end - value))});
    at = end;
  }
}

}  // namespace

std::vector<PageScript> FindData(std::string_view type, std::string_view id,
                                 std::string_view content) {
  std::vector<PageScript> found;
  id = ascii::Trim(id);
  if (IsType(type, "application/ld+json")) {
    found.push_back({PageScript::Kind::kJsonLd, "", std::string(content)});
  } else if (IsType(type, "application/json")) {
    if (id.starts_with("__") && id.size() <= 64)
      found.push_back({PageScript::Kind::kState, std::string(id), std::string(Trim(content))});
  } else {
    FindAssignments(content, &found);
  }
  return found;
}

}  // namespace varta
