// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// The pages of the test site, as UTF-8 HTML, and their encoding into what the host says it is (or
// keeps quiet about). Pure.
#pragma once

#include <string>
#include <string_view>

#include "tests/support/catalogue.h"

namespace varta {

// `page` from 1; at most the last one.
std::string ListingPage(const TestHost& host, int page);
int ListingPages(const TestHost& host);
// `nonce`: written into the page of an ad that changes each time.
std::string AdPage(const TestHost& host, const TestAd& ad, uint64_t nonce);
// A page with only this in it: "about us" and the like.
std::string PlainPage(const TestHost& host, std::string_view title, std::string_view text);
std::string RobotsTxt(const TestHost& host, int port);
std::string SitemapXml(const TestHost& host, int port);

// UTF-8 to the named charset, by iconv(3). What the charset lacks becomes "&#8212;", as browsers do
// in forms.
std::string EncodeHtml(std::string_view utf8, const std::string& charset);

}  // namespace varta
