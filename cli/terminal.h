// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// What goes to the person: colour only on a terminal, tables, matched words made visible, progress
// on standard error.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/status.h"
#include "cli/verb.h"
#include "varta/v1/ad.pb.h"

namespace varta {

// Colours, or nothing at all. Value.
class Style {
 public:
  explicit Style(bool color) : color_(color) {}
  // For standard output: on a terminal, unless --color or NO_COLOR says otherwise.
  static Style ForOutput(const Globals& globals);

  std::string Bold(std::string_view text) const { return Wrap("1", text); }
  std::string Dim(std::string_view text) const { return Wrap("2", text); }
  std::string Red(std::string_view text) const { return Wrap("31", text); }
  std::string Green(std::string_view text) const { return Wrap("32", text); }
  std::string Yellow(std::string_view text) const { return Wrap("33", text); }
  // A matched word: inverse with colour, »between these« without.
  std::string Match(std::string_view text) const;

 private:
  std::string Wrap(const char* code, std::string_view text) const;
  bool color_;
};

// Text from the web made harmless for a terminal: control characters out, line breaks kept if
// `lines`.
std::string Printable(std::string_view utf8, bool lines = false);
// Columns a terminal needs for it: code points, combining marks not counted, wide ones as two.
int Width(std::string_view utf8);
// Cut or padded to `columns`.
std::string Fit(std::string_view utf8, int columns);

// `utf8` with the spans (any order, may overlap) as matches; harmless for a terminal.
std::string Highlight(std::string_view utf8, const std::vector<v1::Span>& spans,
                      const Style& style);

// Columns of the terminal on standard output; 100 if there is none.
int TerminalColumns();

// One line on standard error that is rewritten (on a terminal) or printed anew at most every 10
// seconds (elsewhere).
class Progress {
 public:
  Progress();
  ~Progress();  // clears the line
  void Show(const std::string& line);
  void Clear();

 private:
  bool terminal_;
  bool shown_ = false;
  int64_t printed_at_ = 0;  // steady milliseconds
};

// "varta: message" on standard error; kUsage for what the command line got wrong (kInvalidArgument,
// and kPermissionDenied: a --reason that is missing), else kFindings.
int Fail(const Status& status);
// The same of a call about a thing that the command line names, a lead, a source, a sweep: if it is
// not there (kNotFound) the name is wrong, and that is kUsage.
int FailNamed(const Status& status);
// The same with kUsage, for what the command line itself got wrong.
int FailUsage(const std::string& message);

}  // namespace varta
