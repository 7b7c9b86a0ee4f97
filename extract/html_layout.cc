// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/html_layout.h"

#include <algorithm>
#include <string>

#include "base/ascii.h"
#include "extract/html_tags.h"

namespace varta {

Layout LayoutOf(std::string_view tag) { return FactsOf(FindTag(tag)).layout; }

bool StyleHides(std::string_view style) {
  style = style.substr(0, 4096);
  // Nearly all say no such thing.
  bool none = false;
  for (size_t i = 0; i + 4 <= style.size() && !none; ++i)
    none = ascii::SameNoCase(style.substr(i, 4), "none");
  if (!none) return false;
  std::string squeezed;
  for (const char c : style) {
    if (c > ' ') squeezed += ascii::Lower(c);
  }
  // The last declaration counts.
  std::string_view display;
  for (size_t at = 0; at < squeezed.size();) {
    const size_t end = std::min(squeezed.find(';', at), squeezed.size());
    const std::string_view declaration = std::string_view(squeezed).substr(at, end - at);
    if (declaration.starts_with("display:")) display = declaration.substr(8);
    at = end + 1;
  }
  return display == "none" || display == "none!important";
}

bool NamesPanel(std::string_view value) {
  constexpr std::string_view kWords[] = {"accordion",  "collapse", "spoiler", "tab",
                                         "tabcontent", "tabpanel", "tabs"};
  value = value.substr(0, 1024);
  for (size_t at = 0; at < value.size();) {
    size_t end = at;
    while (end < value.size() && ascii::IsLetter(value[end])) ++end;
    const std::string_view word = value.substr(at, end - at);
    if (std::any_of(std::begin(kWords), std::end(kWords),
                    [&](std::string_view known) { return ascii::SameNoCase(word, known); }))
      return true;
    at = end + 1;
  }
  return false;
}

bool IsHidden(std::string_view tag, std::span<const HtmlAttribute> attributes) {
  if (tag == "dialog" && FindAttribute(attributes, "open") == nullptr) return true;
  const std::string_view* const style = FindAttribute(attributes, "style");
  if (FindAttribute(attributes, "hidden") == nullptr && (style == nullptr || !StyleHides(*style)))
    return false;
  for (const char* const name : {"id", "class", "role"}) {
    const std::string_view* const value = FindAttribute(attributes, name);
    if (value != nullptr && NamesPanel(*value)) return false;
  }
  return true;
}

const std::string_view* FindAttribute(std::span<const HtmlAttribute> attributes,
                                      std::string_view name) {
  for (const HtmlAttribute& attribute : attributes) {
    if (attribute.name == name) return &attribute.value;
  }
  return nullptr;
}

}  // namespace varta
