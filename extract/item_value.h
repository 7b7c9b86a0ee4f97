// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// The value of a property that an element states, for microdata and RDFa alike. One thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/url.h"
#include "extract/item.h"

namespace varta {

// The words of an attribute such as class or itemprop, at most 16.
std::vector<std::string_view> AttributeWords(std::string_view value);

// Reads values of one page. Texts lie within texts, so what all of them together may visit is
// bounded; past that they are empty.
class ItemValues {
 public:
  ItemValues(const HtmlTree& tree, const Url* base);

  // HTML standard, section 5.2.4, and a content attribute on any element. `resource`: RDFa's
  // attribute of that name is an address, too.
  std::string Of(uint32_t node, bool resource);
  // Counts one more property; false: there are too many.
  bool Count() { return properties_++ < kMaxItemProperties; }

 private:
  const HtmlTree& tree_;
  const Url* const base_;
  size_t nodes_left_;
  size_t properties_ = 0;
};

}  // namespace varta
