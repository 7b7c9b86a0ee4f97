// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// The first line as a schedule, the second as Unix milliseconds: a mistake lies within what was
// written; what is read says itself so that it is read again; its times rise, and each is the next
// from every moment before it.
#include <algorithm>
#include <charconv>
#include <cstdint>
#include <string>

#include "base/text.h"
#include "sweep/schedule.h"
#include "tests/fuzz/expect.h"

// namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using varta::Schedule;
  const std::string text = varta::RepairUtf8({reinterpret_cast<const char*>(data), size});
  const size_t line = std::min(text.find('\n'), text.size());
  const std::string written = text.substr(0, line);
  int64_t millis = 1'795'318'200'000;
  if (line < text.size())
    std::from_chars(text.data() + line + 1, text.data() + text.size(), millis);

  const auto parsed = Schedule::Parse(written, varta::TimeZone());
  if (const auto* mistake = std::get_if<varta::ScheduleMistake>(&parsed)) {
    Expect(mistake->at <= written.size());
    Expect(!mistake->message.empty() && varta::IsValidUtf8(mistake->message));
    return 0;
  }
  const auto& schedule = std::get<Schedule>(parsed);
  const auto again = Schedule::Parse(schedule.ToString(), varta::TimeZone());
  Expect(std::holds_alternative<Schedule>(again) && std::get<Schedule>(again) == schedule);
  varta::Time time = varta::FromUnixMillis(millis);
  for (int i = 0; i < 20; ++i) {
    const varta::Time next = schedule.NextAfter(time);
    if (next == varta::Time::max()) break;
    Expect(next > time);
    Expect(schedule.NextAfter(next - varta::Duration(1)) == next);
    time = next;
  }
  return 0;
}
