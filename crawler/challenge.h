// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Does an answer say what was asked for, or does it ask who is there: a CAPTCHA, a check of the
// browser, a login? None of them is ever answered; that they stand there must be known, or such a
// page is taken for an ad, for a change of the ad that was there before, or for its end. By tables
// of what the known walls send and of what they are called in the languages that are crawled. Pure;
// any thread; linear in what is read: of a body the first kMaxWallBody bytes.
#pragma once

#include <cstddef>
#include <string_view>

#include "crawler/page.h"

namespace varta {

inline constexpr size_t kMaxWallBody = 128 * 1024;
// A page with more visible text than that says something: it is no wall.
inline constexpr size_t kMaxWallText = 2'000;

// By status, headers and where a redirect leads; of a kOk, kHttpError, kGone or kRedirect page.
// True: the page's outcome and detail say so now.
bool MarkWallInHead(Page* page);

// By the page itself, of a kOk, kHttpError or kGone page. `body`: content codings undone; `title`:
// its title element, valid UTF-8; `text_bytes`: of its visible text. True: as above. Of a kGone
// page counts only what is surely a wall's.
bool MarkWallInBody(std::string_view body, std::string_view title, size_t text_bytes, Page* page);

// Whether an answer that should be no page at all (a robots.txt) is the page of a known wall.
bool IsSurelyWall(const Headers& headers, std::string_view body);

}  // namespace varta
