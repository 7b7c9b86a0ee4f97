// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Our own model for Cyrillic in single bytes: how well bytes read as Ukrainian or Russian text in
// each charset of the region. Pure; any thread; one pass for each charset.
#pragma once

#include <cstddef>
#include <string_view>

namespace varta {

struct CyrillicFit {
  std::string_view charset;  // WHATWG name, or ibm855; empty: nothing to judge by
  double fit = -1000;  // mean log share of the high bytes; running text has about -3, and -3.8 at
                       // the worst
};

// windows-1251, koi8-r, koi8-u, ibm866, x-mac-cyrillic, ibm855, iso-8859-5.
bool IsCyrillicCharset(std::string_view charset);
// How well the bytes read in this one (one of the above).
double FitOf(std::string_view bytes, std::string_view charset);
// Which reads best. Ties go to what is commoner on the web.
CyrillicFit BestCyrillicFit(std::string_view bytes);

// Cyrillic text fits with -3.8 and better; Hebrew read as Cyrillic with -3.7 and worse, Greek with
// -4.1. So this is Cyrillic without anybody saying so.
inline constexpr double kGoodCyrillicFit = -3.6;

// The share of high bytes that stand in runs of three and more: words in a script of their own, not
// accents in Latin ones. 0 without high bytes.
double ShareInRuns(std::string_view bytes);
size_t CountHighBytes(std::string_view bytes);

}  // namespace varta
