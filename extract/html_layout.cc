// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/html_layout.h"

#include <algorithm>
#include <string>

namespace varta {
namespace {

struct Row {
  std::string_view tag;
  Layout layout;
};

// By the HTML standard's rendering section (15.3), in alphabetical order.
constexpr Row kRows[] = {
    {"address", Layout::kBlock},   {"article", Layout::kBlock},    {"aside", Layout::kBlock},
    {"audio", Layout::kHidden},    {"blockquote", Layout::kBlock}, {"body", Layout::kBlock},
    {"button", Layout::kSpaced},   {"canvas", Layout::kHidden},    {"caption", Layout::kBlock},
    {"center", Layout::kBlock},    {"datalist", Layout::kHidden},  {"dd", Layout::kBlock},
    {"details", Layout::kBlock},   {"dialog", Layout::kBlock},     {"dir", Layout::kBlock},
    {"div", Layout::kBlock},       {"dl", Layout::kBlock},         {"dt", Layout::kBlock},
    {"fieldset", Layout::kBlock},  {"figcaption", Layout::kBlock}, {"figure", Layout::kBlock},
    {"footer", Layout::kBlock},    {"form", Layout::kBlock},       {"h1", Layout::kBlock},
    {"h2", Layout::kBlock},        {"h3", Layout::kBlock},         {"h4", Layout::kBlock},
    {"h5", Layout::kBlock},        {"h6", Layout::kBlock},         {"header", Layout::kBlock},
    {"hgroup", Layout::kBlock},    {"hr", Layout::kBlock},         {"iframe", Layout::kHidden},
    {"img", Layout::kSpaced},      {"input", Layout::kSpaced},     {"legend", Layout::kBlock},
    {"li", Layout::kBlock},        {"listing", Layout::kPre},      {"main", Layout::kBlock},
    {"menu", Layout::kBlock},      {"nav", Layout::kBlock},        {"noembed", Layout::kHidden},
    {"noframes", Layout::kHidden}, {"noscript", Layout::kHidden},  {"object", Layout::kSpaced},
    {"ol", Layout::kBlock},        {"optgroup", Layout::kBlock},   {"option", Layout::kBlock},
    {"p", Layout::kBlock},         {"plaintext", Layout::kPre},    {"pre", Layout::kPre},
    {"rp", Layout::kHidden},       {"script", Layout::kHidden},    {"search", Layout::kBlock},
    {"section", Layout::kBlock},   {"select", Layout::kSpaced},    {"style", Layout::kHidden},
    {"summary", Layout::kBlock},   {"svg", Layout::kSpaced},       {"table", Layout::kBlock},
    {"tbody", Layout::kBlock},     {"td", Layout::kCell},          {"template", Layout::kHidden},
    {"textarea", Layout::kPre},    {"tfoot", Layout::kBlock},      {"th", Layout::kCell},
    {"thead", Layout::kBlock},     {"tr", Layout::kBlock},         {"ul", Layout::kBlock},
    {"video", Layout::kHidden},    {"xmp", Layout::kPre},
};

constexpr bool InOrder(const Row& a, const Row& b) { return a.tag < b.tag; }
static_assert(std::is_sorted(std::begin(kRows), std::end(kRows), InOrder));

}  // namespace

Layout LayoutOf(std::string_view tag) {
  const Row* const row =
      std::lower_bound(std::begin(kRows), std::end(kRows), Row{tag, Layout::kInline}, InOrder);
  return row != std::end(kRows) && row->tag == tag ? row->layout : Layout::kInline;
}

bool StyleHides(std::string_view style) {
  std::string squeezed;
  for (const char c : style.substr(0, 4096)) {
    if (c > ' ') squeezed += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
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
