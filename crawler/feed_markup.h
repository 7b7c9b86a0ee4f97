// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Mark-up inside a feed's texts, made harmless: what is left formats text, links and shows
// pictures. Pure; any thread; linear.
#pragma once

#include <string>
#include <string_view>

namespace varta {

// Whether text that says nothing of its kind (RSS) is HTML: it has one of the tags that
// SanitiseMarkup keeps, or a character reference.
bool LooksLikeMarkup(std::string_view text);

// Keeps the elements of a fixed list; of others the content only, and of those that hold no text
// for readers (script, style, iframe ...) nothing. Of attributes alt and title stay, href and src
// if they lead to http(s), mailto, tel, a messenger or a path. Comments and an unfinished tag at
// the end are gone. Tags are not balanced.
std::string SanitiseMarkup(std::string_view html);

// Text to HTML: & < > are escaped.
std::string EscapeMarkup(std::string_view text);

}  // namespace varta
