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

bool IsHidden(std::string_view tag, std::span<const HtmlAttribute> attributes) {
  if (FindAttribute(attributes, "hidden") != nullptr) return true;
  if (tag == "dialog" && FindAttribute(attributes, "open") == nullptr) return true;
  const std::string_view* const style = FindAttribute(attributes, "style");
  return style != nullptr && StyleHides(*style);
}

const std::string_view* FindAttribute(std::span<const HtmlAttribute> attributes,
                                      std::string_view name) {
  for (const HtmlAttribute& attribute : attributes) {
    if (attribute.name == name) return &attribute.value;
  }
  return nullptr;
}

}  // namespace varta
