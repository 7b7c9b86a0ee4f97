// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// The words that count pages in addresses: "?page=2", "/storinka/3", "?offset=40". Pure; any
// thread.
#pragma once

#include <string_view>

namespace varta {

// Whether a number behind this word of a path is that of a page: "/page/2", "/page-2". In lower
// case, letters only. Words that have other uses there ("/from/2") are none.
bool IsPageWord(std::string_view word);

// Whether the value of the parameter is the number of a page, by its name, any case: "page",
// "page_no", "PAGEN_1", "page2", "filter[page]", "from"; not "price_from".
bool IsPageParameter(std::string_view name);

}  // namespace varta
