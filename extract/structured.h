// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// All that a page says for machines. Pure; any thread.
#pragma once

#include <string_view>
#include <vector>

#include "base/url.h"
#include "extract/item.h"

namespace varta {

// JSON-LD, then microdata, then RDFa, then the state of the page's own scripts; each in page order.
// `base`: as BaseUrl() gives it; may be null.
Items ReadStructured(const HtmlTree& tree, const Url* base);

// The texts of the page's JSON-LD scripts.
std::vector<std::string_view> JsonLdScripts(const HtmlTree& tree);

}  // namespace varta
