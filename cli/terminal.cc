// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "cli/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>
#include <wchar.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>

#include "base/text.h"

namespace varta {
namespace {

constexpr int kDefaultColumns = 100;
constexpr int64_t kPlainProgressEvery = 10'000;

// One code point of valid UTF-8 at `i`; moves `i` behind it.
char32_t Next(std::string_view text, size_t* i) {
  unsigned char lead = static_cast<unsigned char>(text[*i]);
  int more = lead < 0x80 ? 0 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
  char32_t code = lead < 0x80 ? lead : lead & (0x3f >> more);
  for (++*i; more > 0 && *i < text.size(); --more, ++*i)
    code = code << 6 | (static_cast<unsigned char>(text[*i]) & 0x3f);
  return code;
}

int Columns(char32_t code) {
  bool mark = (code >= 0x300 && code < 0x370) || code == 0x200b || code == 0x200d ||
              (code >= 0xfe00 && code < 0xfe10);
  bool wide = (code >= 0x1100 && code < 0x1160) || (code >= 0x2e80 && code < 0xd7a4) ||
              (code >= 0xff00 && code < 0xff61) || (code >= 0x1f300 && code < 0x1fb00);
  return mark ? 0 : wide ? 2 : 1;
}

int64_t SteadyMillis() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

}  // namespace

Style Style::ForOutput(const Globals& globals) {
  if (globals.color == "always") return Style(true);
  if (globals.color == "never" || std::getenv("NO_COLOR") != nullptr) return Style(false);
  return Style(isatty(STDOUT_FILENO) != 0);
}

std::string Style::Wrap(const char* code, std::string_view text) const {
  if (!color_) return std::string(text);
  return std::string("\x1b[") + code + "m" + std::string(text) + "\x1b[0m";
}

std::string Style::Match(std::string_view text) const {
  return color_ ? Wrap("7", text) : "»" + std::string(text) + "«";
}

std::string Printable(std::string_view utf8, bool lines) {
  std::string valid = RepairUtf8(utf8);
  std::string out;
  for (size_t i = 0; i < valid.size();) {
    size_t begin = i;
    char32_t code = Next(valid, &i);
    bool control = code < 0x20 || (code >= 0x7f && code < 0xa0) ||
                   (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
    if (code == '\n' && lines) {
      out += '\n';
    } else if (control) {
      out += ' ';
    } else {
      out.append(valid, begin, i - begin);
    }
  }
  return out;
}

int Width(std::string_view utf8) {
  int width = 0;
  for (size_t i = 0; i < utf8.size();) width += Columns(Next(utf8, &i));
  return width;
}

std::string Fit(std::string_view utf8, int columns) {
  int width = Width(utf8);
  if (width <= columns)
    return std::string(utf8) + std::string(static_cast<size_t>(columns - width), ' ');
  std::string out;
  width = 0;
  for (size_t i = 0; i < utf8.size();) {
    size_t begin = i;
    int step = Columns(Next(utf8, &i));
    if (width + step > columns - 1) break;
    width += step;
    out.append(utf8.substr(begin, i - begin));
  }
  out += "…";
  return out + std::string(static_cast<size_t>(std::max(0, columns - width - 1)), ' ');
}

std::string Highlight(std::string_view utf8, const std::vector<v1::Span>& spans,
                      const Style& style) {
  std::vector<std::pair<size_t, size_t>> ranges;
  for (const v1::Span& span : spans) {
    if (span.begin() < span.end() && span.end() <= utf8.size())
      ranges.emplace_back(span.begin(), span.end());
  }
  std::sort(ranges.begin(), ranges.end());
  std::string out;
  size_t at = 0;
  for (size_t i = 0; i < ranges.size();) {
    auto [begin, end] = ranges[i];
    for (++i; i < ranges.size() && ranges[i].first <= end; ++i)
      end = std::max(end, ranges[i].second);
    out += Printable(utf8.substr(at, begin - at), true);
    out += style.Match(Printable(utf8.substr(begin, end - begin), true));
    at = end;
  }
  return out + Printable(utf8.substr(at), true);
}

int TerminalColumns() {
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 40) return size.ws_col;
  return kDefaultColumns;
}

Progress::Progress() : terminal_(isatty(STDERR_FILENO) != 0), printed_at_(SteadyMillis()) {}

Progress::~Progress() { Clear(); }

void Progress::Clear() {
  if (terminal_ && shown_) std::fputs("\r\x1b[K", stderr);
  shown_ = false;
}

void Progress::Show(const std::string& line) {
  if (terminal_) {
    std::fprintf(stderr, "\r\x1b[K%s", line.c_str());
    std::fflush(stderr);
    shown_ = true;
  } else if (SteadyMillis() - printed_at_ >= kPlainProgressEvery) {
    std::fprintf(stderr, "%s\n", line.c_str());
    printed_at_ = SteadyMillis();
  }
}

int Fail(const Status& status) {
  std::fprintf(stderr, "varta: %s\n", Printable(status.message(), true).c_str());
  const bool usage =
      status.code() == Code::kInvalidArgument || status.code() == Code::kPermissionDenied;
  return usage ? kUsage : kFindings;
}

int FailNamed(const Status& status) {
  const int code = Fail(status);
  return status.code() == Code::kNotFound ? kUsage : code;
}

int FailUsage(const std::string& message) {
  std::fprintf(stderr, "varta: %s\n", Printable(message, true).c_str());
  return kUsage;
}

}  // namespace varta
