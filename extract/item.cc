// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/item.h"

#include <algorithm>

namespace varta {

std::string_view LastPart(std::string_view name) {
  while (!name.empty() && name.back() == '/') name.remove_suffix(1);
  const size_t at = name.find_last_of("/#:");
  return at == std::string_view::npos ? name : name.substr(at + 1);
}

bool HasType(const Item& item, std::string_view type) {
  return std::any_of(item.types.begin(), item.types.end(),
                     [type](const std::string& written) { return LastPart(written) == type; });
}

const ItemProperty* FindProperty(const Item& item, std::string_view name) {
  for (const ItemProperty& property : item.properties) {
    if (property.name == name) return &property;
  }
  return nullptr;
}

}  // namespace varta
