// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// The state that a page hands to its own scripts, where it is plain JSON: __NEXT_DATA__, and
// window.__X__ = {...}. There is no vocabulary for it, so only what is plainly an ad counts: an
// object with a title, a description and a phone. Pure; any thread.
#pragma once

#include <string_view>

#include "base/url.h"
#include "extract/item.h"

namespace varta {

// Adds those objects, with schema.org's names for their properties and no type. `script`: the text
// of a script element that is no JSON-LD. `base` may be null. Linear.
void AppendScriptState(std::string_view script, const Url* base, Items* items);

}  // namespace varta
