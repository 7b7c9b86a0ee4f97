// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Whether a link on a listing leads to a later page of the same listing. Pure; any thread.
#pragma once

#include "base/url.h"

namespace varta {

// True if the two differ in nothing but a page number, and that of `other` is the larger one:
// ?page=3, ?p=3, ?PAGEN_1=3, ?start=40, /page/3, /page-3, /p3, /3 at the end of the path. A listing
// whose address has no number is page 1 (offset 0).
bool IsLaterPage(const Url& listing, const Url& other);

}  // namespace varta
