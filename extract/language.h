// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Text to language, by CLD2 with our own correction for short Ukrainian and Russian texts. Pure;
// any thread.
#pragma once

#include <string>
#include <string_view>

namespace varta {

struct Language {
  std::string code;       // ISO 639-1; empty: cannot be told
  double confidence = 0;  // 0..1
};

Language DetectLanguage(std::string_view utf8);

}  // namespace varta
