// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Which charset an XML or plain text file from the web is in. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

namespace varta {

// The Encoding Standard's name. RFC 7303, section 3.2: the byte order mark, then `http_charset`
// (the parameter of Content-Type, as written), then the XML declaration; UTF-16 without a mark by
// its first characters (XML 1.0, appendix F). A declaration of UTF-16 that stands there in single
// bytes is UTF-8. None of them: utf-8, or, of bytes that are no UTF-8, windows-1251, in which the
// older sites of our region are.
std::string XmlCharset(std::string_view bytes, std::string_view http_charset = {});

}  // namespace varta
