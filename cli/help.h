// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Help that fits the screen of whoever asks for it.
#pragma once

#include <CLI/App.hpp>

#include <memory>
#include <string>
#include <string_view>

namespace varta {

inline constexpr int kHelpColumns = 100;
inline constexpr int kHelpIndent = 26;  // where the second column begins

// CLI11's own text with its long lines folded. To be set before verbs are added.
std::shared_ptr<CLI::FormatterBase> MakeHelpFormatter();

// Lines of more than `columns` are folded at spaces. What goes on stands under the second column
// (`indent`) if the line is one of a table (begins with a space), else at its beginning. A word
// that is longer than a line stays whole.
std::string FoldLines(std::string_view text, int columns, int indent);

}  // namespace varta
