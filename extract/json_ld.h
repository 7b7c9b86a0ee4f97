// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// JSON-LD (https://www.w3.org/TR/json-ld11/) as pages use it: schema.org without a context that
// would have to be fetched. Pure; any thread.
#pragma once

#include <string_view>

#include "base/url.h"
#include "extract/item.h"

namespace varta {

// Whether a script element with this type attribute holds JSON-LD.
bool IsJsonLdType(std::string_view type);

// Adds the things in the text of a script. Objects in arrays and in @graph are things of their own;
// a value that is nothing but the @id of a thing in the same script is that thing. `base`: the
// page's URL, for addresses; may be null.
void AppendJsonLd(std::string_view script, const Url* base, Items* items);

}  // namespace varta
