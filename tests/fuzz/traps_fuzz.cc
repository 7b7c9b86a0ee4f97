// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// The first line is a URL, the second a robots tag, the rest a page's text. An address without its
// session is without one, on the same origin and no longer; each sentence is UTF-8 in one line;
// robots tags add up in any order.
#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/text.h"
#include "crawler/robots_tag.h"
#include "crawler/url_identity.h"
#include "crawler/url_traps.h"
#include "extract/gone.h"
#include "tests/fuzz/expect.h"

namespace {

void RequireSentence(const std::string& sentence) {
  Expect(varta::IsValidUtf8(sentence) && sentence.size() < 300);
  Expect(sentence.find_first_of("\r\n\t") == std::string::npos);
}

void CheckUrl(const varta::Url& url, std::string_view text) {
  const varta::Url without = varta::WithoutSession(url);
  Expect(varta::WithoutSession(without) == without);
  Expect(without.GetOrigin() == url.GetOrigin() && without.HrefSize() <= url.HrefSize());
  const varta::UrlShape shape = varta::ShapeOf(url);
  Expect(shape.numbers.size() <= 8 && (!shape.page || *shape.page < shape.numbers.size()));
  Expect(shape.day.has_value() == (shape.day_numbers != 0));

  varta::TrapWatch watch({.max_stale = 3, .max_stale_steps = 2, .min_days = 2, .first_probe = 2});
  const varta::Time now(std::chrono::sys_days(std::chrono::year(2026) / 11 / 26));
  for (int i = 0; i < 8; ++i) {
    RequireSentence(watch.WhyTrap(url, now));
    watch.Learned(url, varta::TrapDigest(text, url));
  }
  const std::string why = varta::WhyTrap(url);
  RequireSentence(why);
  Expect(why.empty() || watch.WhyTrap(url, now) == why);
}

void CheckTag(std::string_view value, std::string_view other) {
  varta::RobotsTag a = varta::ReadRobotsTag({{"X-Robots-Tag", std::string(value)}}, "varta");
  varta::RobotsTag b = varta::ReadRobotsMeta(other);
  const varta::RobotsTag a_alone = a;
  a.Add(a_alone);
  Expect(a == a_alone);
  a.Add(b);
  b.Add(a_alone);
  Expect(a == b);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::string_view input(reinterpret_cast<const char*>(data), size);
  const auto take_line = [&input] {
    const std::string_view line = input.substr(0, input.find('\n'));
    input.remove_prefix(std::min(line.size() + 1, input.size()));
    return line;
  };
  const std::string_view address = take_line(), tag = take_line();
  CheckTag(tag, input);
  if (const auto url = varta::Url::Parse(address)) CheckUrl(*url, input);
  RequireSentence(varta::WhyGone(varta::RepairUtf8(tag), varta::RepairUtf8(input)));
  return 0;
}
