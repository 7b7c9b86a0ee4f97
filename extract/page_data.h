// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// The data that a page carries in its scripts: schema.org JSON-LD, and the state from which a
// script would draw the page. Linear; pure; any thread.
#pragma once

#include <string_view>
#include <vector>

#include "extract/html.h"

namespace varta {

// Of one script element with that type and id: the whole of a data block, or each object or array
// that `window.__NAME` is set to. Nothing is parsed; what is in brackets is taken to be JSON if it
// begins like it.
std::vector<PageScript> FindData(std::string_view type, std::string_view id,
                                 std::string_view content);

}  // namespace varta
