// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// How an element of HTML stands in the text that a person sees. Pure; any thread.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "extract/html_attribute.h"

namespace varta {

enum class Layout : uint8_t {
  kInline,  // within the line: also every element that is not in the table
  kSpaced,  // a thing of its own within the line: what stands around it does not grow together
  kBlock,   // lines of its own
  kCell,    // set apart from its neighbours in the line
  kPre,     // a block whose white space is kept
  kHidden,  // not shown, and nothing in it is part of the page
};

// `tag`: in lower case.
Layout LayoutOf(std::string_view tag);

// Whether a style attribute says display:none.
bool StyleHides(std::string_view style);
// Whether the value of an id, class or role names a part that is hidden until a person asks for it:
// the panel of a tab, an accordion or a spoiler. Telephone numbers often stand in such.
bool NamesPanel(std::string_view value);
// Whether an element with these attributes is not shown, whatever stands in it, and no panel.
// aria-hidden is for screen readers: the others see it.
bool IsHidden(std::string_view tag, std::span<const HtmlAttribute> attributes);

}  // namespace varta
