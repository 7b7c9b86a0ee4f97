// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Our own model for Cyrillic in single bytes: how well bytes read as Ukrainian or Russian text in
// each charset of the region. Values; any thread; linear.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace varta {

struct CyrillicFit {
  std::string_view charset;  // WHATWG name, or ibm855; empty: nothing to judge by
  double fit = -1000;  // mean log share of the high bytes; running text has about -3, and -3.8 at
                       // the worst
};

// windows-1251, koi8-r, koi8-u, ibm866, x-mac-cyrillic, ibm855, iso-8859-5.
bool IsCyrillicCharset(std::string_view charset);

// What the model needs of bytes, gathered in one pass for all charsets. 2,048 high ones are
// enough.
class HighBytes {
 public:
  explicit HighBytes(std::string_view bytes);

  size_t count() const { return count_; }
  // The share of them that stand in runs of three and more: words in a script of their own, not
  // accents in Latin ones. 0 without high bytes.
  double ShareInRuns() const;
  // How well they read in this charset (one of the above).
  double FitOf(std::string_view charset) const;
  // In which they read best. Ties go to what is commoner on the web.
  CyrillicFit BestFit() const;

 private:
  double Fit(size_t charset) const;

  size_t count_ = 0, in_runs_ = 0;
  std::array<uint32_t, 128> each_{};  // by byte - 0x80
  // Capital letters behind a small letter and behind a capital one, by charset.
  std::array<uint64_t, 7> inside_{}, next_{};
};

// Cyrillic text fits with -3.8 and better; Hebrew read as Cyrillic with -3.7 and worse, Greek with
// -4.1. So this is Cyrillic without anybody saying so.
inline constexpr double kGoodCyrillicFit = -3.6;

// Likewise, where nothing else is asked.
size_t CountHighBytes(std::string_view bytes);

}  // namespace varta
