// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// What a body is that calls itself a page and is none, by its first bytes: the signatures of
// pictures, sound, films, fonts, archives and documents (WHATWG MIME Sniffing, sections 6 and 7).
// Pure; any thread.
#pragma once

#include <string_view>

namespace varta {

// "PDF", "PNG", "ZIP"; empty: nothing that is known, so it is read as what it says it is. `body`:
// content codings undone.
std::string_view BinaryKind(std::string_view body);

}  // namespace varta
