// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// One line per event on standard error: time level event key=value ... Only sweep/, server/ and
// cli/ log; libraries return. Never an ad's text or a contact in it. Any thread.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace varta {

enum class LogLevel { kDebug, kInfo, kWarn, kError, kOff };

// Events below `level` are dropped; kInfo until said otherwise.
void SetLogLevel(LogLevel level);

// A value with white space, quotes or control characters is quoted and escaped, and cut at 4 KiB:
// one event, one line.
using LogField = std::pair<std::string_view, std::string>;
void Log(LogLevel level, std::string_view event, std::initializer_list<LogField> fields = {});

}  // namespace varta
