// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// The decoders behind base/charset.h, one for each way of writing characters as bytes. ICU knows
// which character a sequence stands for; where a sequence ends, and what follows a bad one, is
// decided here, as the Encoding Standard says. Any thread.
#pragma once

#include <string>
#include <string_view>

namespace varta {

// How a charset's bytes make characters.
enum class Scheme {
  kUtf8,
  kUtf16Le,
  kUtf16Be,
  kSingleByte,
  kGb18030,
  kBig5,
  kEucJp,
  kShiftJis,
  kEucKr,
  kUserDefined,
  kReplacement,
  kOther,  // ICU decides everything
};

// `icu_name`: ICU's converter for the characters; null where `scheme` needs none. Always gives
// valid UTF-8.
std::string DecodeBytes(std::string_view bytes, Scheme scheme, const char* icu_name);

}  // namespace varta
