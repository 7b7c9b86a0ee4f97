// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// An attribute of an HTML element, as tokenizer and tree give it. Views; plain values.
#pragma once

#include <span>
#include <string_view>
#include <vector>

namespace varta {

struct HtmlAttribute {
  std::string_view name;   // in lower case
  std::string_view value;  // references decoded
};
using HtmlAttributes = std::vector<HtmlAttribute>;

// The value of the first attribute of that name; null if there is none.
const std::string_view* FindAttribute(std::span<const HtmlAttribute> attributes,
                                      std::string_view name);

}  // namespace varta
