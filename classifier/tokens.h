// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Ready tokens, or a text, as named numbers for a model. Pure; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "classifier/model_file.h"

namespace varta {

// "token:NAME" 1, each once, sorted; at most 4,096 tokens are looked at, 400 bytes of each.
NamedValues TokenFeatures(const std::vector<std::string>& tokens);

// Words, pairs of neighbouring words, and pieces of three to five letters of the folded text, each
// by its hash ("word:1a2b3", "words:...", "letters:..."; 18 bits): what a model keeps of its
// training texts names nobody. Each kind's values have the length 1 together. 64 KiB of text are
// looked at; the work is linear in them.
NamedValues TextFeatures(std::string_view text);

// What several features are called together: their names in order, with tabs between.
std::string TogetherName(const std::vector<std::string_view>& names);
// Of that, "token:a & token:b", for people.
std::string ReadableName(std::string_view name);

// The most features of an ad that are looked at together: 2,016 pairs, 41,664 triples.
inline constexpr size_t kMostTogether = 64;

}  // namespace varta
