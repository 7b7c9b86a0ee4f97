// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Pages that say the same in several languages (link rel=alternate hreflang), of which one is read.
// Pure; any thread.
#pragma once

#include <span>
#include <vector>

#include "base/url.h"
#include "extract/html.h"
#include "sweep/scope.h"

namespace varta {

// What `page` lists, as far as it is in scope, without sessions, each once; the one to read first.
// The same whichever of them lists it: Ukrainian before Russian, for that is what the rules are
// best in; then the one that the site takes for its default (x-default), then the shorter address,
// then the one that sorts first. Empty: it lists no other version, or not itself. That each lists
// all, itself too, is what the search engines that read hreflang ask for, and where it is not so
// the links are often wrong (on each page "the other language" is the front page).
std::vector<Url> LanguageVersions(const Url& page, std::span<const Alternate> alternates,
                                  const Scope& scope);

}  // namespace varta
