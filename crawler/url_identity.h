// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Which addresses are one page: those that differ only in a session id or in a mark that tells the
// site's statistics where the visitor came from. Pure; any thread; linear.
#pragma once

#include "base/url.h"

namespace varta {

// The address without them: of the query the parameters that the tables in url_identity.cc name,
// where the value looks like an id; of the path ";jsessionid=..." and ASP.NET's "/(S(...))". The
// order and the spelling of all else stay; a query that is empty then goes. Doing it twice is doing
// it once. For identity (has this page been seen?) and for what to fetch: a page needs neither.
Url WithoutSession(const Url& url);

}  // namespace varta
