// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Headings that stand over something other than the page's main content: similar ads, read also,
// comments. Ukrainian, Russian, English, Polish, German, some of others. Pure; any thread.
#pragma once

#include <string_view>
#include <vector>

#include "extract/main_outline.h"

namespace varta {

// `heading`: UTF-8; its beginning counts, whatever its case.
bool NamesAnother(std::string_view heading);

// For each box, whether it is such a heading or stands behind one in the same element, or lies in a
// box that does.
std::vector<bool> BehindHeadings(const HtmlTree& tree, const MainOutline& outline);

}  // namespace varta
