// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Corrects CLD2 on texts in Latin letters: short ones by our own letter statistics, Serbian against
// Croatian by the words they differ in, and Russian and Ukrainian that are written in Latin letters
// for want of a keyboard, which CLD2 does not know. Pure; any thread.
#pragma once

#include <string_view>

#include "extract/language_cyrillic.h"

namespace varta {

// `utf8`: mostly Latin; `cld2`: what CLD2 says about it. Transliterated texts come out as "ru" and
// "uk" with a confidence of at most kTransliterated. Bosnian is not told apart: it comes out as
// Croatian or Serbian, whichever is closer.
LanguageGuess WeighLatin(std::string_view utf8, const LanguageGuess& cld2);
inline constexpr double kTransliterated = 0.6;

}  // namespace varta
