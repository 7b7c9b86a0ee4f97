// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// HTML microdata (HTML standard, chapter 5): itemscope, itemtype, itemid, itemprop, itemref. Pure;
// any thread.
#pragma once

#include "base/url.h"
#include "extract/item.h"

namespace varta {

// Adds the things on the page, in page order. Values are as the standard has them, but texts are
// what a person sees, in lines, and a content attribute counts on every element, as search engines
// read it. `base`: what addresses are relative to; may be null. Linear, apart from itemref, which
// may visit at most as much again.
void AppendMicrodata(const HtmlTree& tree, const Url* base, Items* items);

}  // namespace varta
