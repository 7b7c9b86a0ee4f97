// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// What a worker does with a page (a robots.txt goes through untouched): undo the content coding,
// read it, screen it if the source says that it has ads. Pure; any thread.
#pragma once

#include <optional>
#include <string>

#include "crawler/page.h"
#include "sweep/scope.h"
#include "sweep/screener.h"

namespace varta {

struct Processed {
  Page page;                             // outcome kBadResponse if the coding lied
  std::optional<ScreenedPage> screened;  // of a kOk page; without ads if it was only read
};

Processed Process(Page page, const Source& source, const Scope& scope, const Screener& screener,
                  size_t max_bytes);

}  // namespace varta
