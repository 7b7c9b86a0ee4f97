// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Does a page that was answered with 200 say that its ad is gone (a soft 404)? By a table of ours
// in Ukrainian, Russian, English, Polish, Romanian, German, Czech and Bulgarian: what is gone
// ("оголошення", "page"), a few words between, and what became of it ("видалено", "not found"), all
// in one sentence, in the title or at the top of the text. Pure; any thread; bounded: of the title
// 512 bytes are read, of the text 400 characters.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace varta {

// A sentence for the ledger with the words as the page has them ("the page says 'Оголошення
// видалено'"); empty: it does not say so. `title`: the title element; `text`: the page's main
// content if it was found, else its visible text, lines kept; both valid UTF-8. `ads`: how many the
// page has; of a list (2 and more) one may be closed, the page is not gone. Passed over are
// sentences that only speak of the case ("if the ad was removed"), ask, or tell of another ad ("my
// last ad was removed"), and what stands below the head of a list ("1 245 jobs", "sort by").
// When in doubt: not gone.
std::string WhyGone(std::string_view title, std::string_view text, size_t ads = 1);

}  // namespace varta
