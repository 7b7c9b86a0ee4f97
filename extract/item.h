// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// What a page says for machines: things of schema.org with their properties, the same value whether
// it was written as JSON-LD, microdata or RDFa. A flat list: a property that is a thing names its
// place in the list. Pure; any thread.
//
// Pages may let things contain each other in a circle: whoever follows properties counts the steps.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "extract/html_tree.h"

namespace varta {

struct ItemProperty {
  static constexpr uint32_t kText = 0xFFFFFFFF;

  std::string name;       // last part, as "title" of "http://schema.org/title"
  std::string text;       // as written; addresses absolute where the page's own is known
  uint32_t item = kText;  // the thing that it is, in the list; kText: it is the text
};

struct Item {
  enum class Way { kJsonLd, kMicrodata, kRdfa, kState };

  Way way = Way::kJsonLd;
  std::vector<std::string> types;        // as written, or in full where RDFa has a vocabulary
  std::string id;                        // as written; empty: it has none
  std::vector<ItemProperty> properties;  // in page order, names may repeat
  uint32_t node = HtmlNode::kNone;       // its element; kNone: it is from a script
  bool nested = false;                   // it is a property of another
};
using Items = std::vector<Item>;

// Of one page, whatever it says; past these the rest is left out.
inline constexpr size_t kMaxItems = 5'000;
inline constexpr size_t kMaxItemProperties = 50'000;

// What follows the last '/', '#' or ':'.
std::string_view LastPart(std::string_view name);
// Whether one of the types ends in `type`.
bool HasType(const Item& item, std::string_view type);
// The first property of that name; null if there is none.
const ItemProperty* FindProperty(const Item& item, std::string_view name);

}  // namespace varta
