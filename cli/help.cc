// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "cli/help.h"

#include <CLI/CLI.hpp>

#include "cli/terminal.h"

namespace varta {
namespace {

class HelpFormatter final : public CLI::Formatter {
 public:
  HelpFormatter() { column_width(kHelpIndent); }
  std::string make_help(const CLI::App* app, std::string name,
                        CLI::AppFormatMode mode) const override {
    const std::string help = CLI::Formatter::make_help(app, std::move(name), mode);
    // Parts of a larger help are folded with it.
    return mode == CLI::AppFormatMode::Normal ? FoldLines(help, kHelpColumns, kHelpIndent) : help;
  }
};

void FoldLine(std::string_view line, int columns, int indent, std::string* out) {
  for (int before = 0; Width(line) > columns - before; before = indent) {
    // The last space that leaves at most a line before it, and more than the first column.
    size_t cut = std::string_view::npos;
    for (size_t at = line.find(' '); at != std::string_view::npos; at = line.find(' ', at + 1)) {
      const int width = Width(line.substr(0, at));
      if (width > columns - before && cut != std::string_view::npos) break;
      if (width > indent - before) cut = at;
    }
    if (cut == std::string_view::npos) break;
    out->append(line.substr(0, cut)).append("\n").append(static_cast<size_t>(indent), ' ');
    line.remove_prefix(cut + 1);
  }
  out->append(line);
}

}  // namespace

std::shared_ptr<CLI::FormatterBase> MakeHelpFormatter() {
  return std::make_shared<HelpFormatter>();
}

std::string FoldLines(std::string_view text, int columns, int indent) {
  std::string out;
  for (size_t at = 0; at <= text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = text.substr(at, end - at);
    FoldLine(line, columns, line.starts_with(' ') ? indent : 0, &out);
    if (end < text.size()) out += '\n';
    at = end + 1;
  }
  return out;
}

}  // namespace varta
