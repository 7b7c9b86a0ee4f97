// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// The charset that the first bytes of a page declare: a meta element or an XML declaration. HTML
// standard, section 13.2.3.2. Pure; any thread; one pass over what it is given.
#pragma once

#include <string>
#include <string_view>

namespace varta {

// `bytes`: the page's first 1024 (more are looked at if given). A charset's name; empty: none is
// declared.
std::string PrescanCharset(std::string_view bytes);
// The charset parameter in a pragma's content ("text/html; charset=cp1251"), as written; empty if
// there is none.
std::string CharsetInContent(std::string_view content);

}  // namespace varta
