// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Reads HTML in one pass without a tree: for every page, and for those that are too costly for a
// tree. The HTML standard's tokenizer, and of its tree construction (13.2.6) what decides which
// text is seen: a stack of the open elements, at most 512 deep, and end tags that are left out.
// Linear, whatever the input, in constant memory besides what it gives. Pure; any thread.
//
// Differs from the tree (ReadHtml) in this, and in nothing else that is known:
// - Misnested formatting elements (a, b, font ...) are not opened again: if such a one is hidden
//   and left open, text in the next block is seen; an <a> left open is one link, not one for each
//   block, and its text ends with the table cell it stands in.
// - A body element's attributes count from its tag on; a table always ends an open paragraph (in
//   a tree only if the page has a document type); below 512 open elements no more are told apart.
// - In a noscript that has "<!--" or "<iframe>" in it, the parser behind ReadHtml sees no end tag.
// - That parser is older than dialog, search and the newest rules for select, has isindex still,
//   and writes NUL in a drawing as U+FFFD.
#pragma once

#include <string_view>

#include "base/url.h"
#include "extract/html.h"
#include "extract/html_builder.h"

namespace varta {

// As ReadHtml, whose limits on links and text hold here too; all of `utf8` is read. Not valid UTF-8
// is repaired. HtmlContent::tree is kNone.
HtmlContent ScanHtml(std::string_view utf8, const Url* base, std::string_view charset = "utf-8");

// The same of what is valid UTF-8, which is not checked once more.
HtmlContent ScanValidHtml(std::string_view utf8, const Url* base, std::string_view charset);

// The content of a noscript element: nobody who runs scripts sees it, but its a and area elements
// are links for who does not.
void ReadNoscript(std::string_view content, HtmlBuilder* builder);

}  // namespace varta
