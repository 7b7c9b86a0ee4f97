// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// The first line is a URL, the second one to resolve against it, the third a charset. What parses
// must parse again from its own Href() to an equal value, whatever it is resolved against; so must
// its host.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/url.h"

namespace {

void Check(bool agreed, const char* what, const varta::Url& url) {
  if (agreed) return;
  std::fprintf(stderr, "%s: %s\n", what, url.Href().c_str());
  std::abort();
}

void CheckAgreements(const varta::Url& url) {
  const std::string href = url.Href();
  Check(href.size() <= varta::Url::kMaxInput, "longer than the limit", url);
  for (char c : href) Check((c & 0x80) == 0, "not ASCII", url);
  Check(varta::Url::Parse(href) == url, "Parse(Href()) differs", url);
  Check(varta::Url::Parse(href, url) == url, "Parse(Href(), itself) differs", url);
  Check(href.starts_with(url.Canonical()), "Canonical() is no prefix of Href()", url);
  if (!url.IsHttp()) return;
  Check(url.PathAndQuery().starts_with('/'), "PathAndQuery() without a slash", url);
  Check(varta::HostToAscii(url.host()) == url.host(), "HostToAscii(host()) differs", url);
  const auto again = varta::Url::Parse(url.GetOrigin().ToString());
  Check(again && again->GetOrigin() == url.GetOrigin(), "origin differs", url);
  const auto domain = varta::RegistrableDomain(url.host());
  if (!domain) return;
  Check(varta::RegistrableDomain(*domain) == domain, "RegistrableDomain differs", url);
  Check(url.host().find(*domain) != std::string::npos, "host without its domain", url);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  const auto take_line = [&rest] {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(line.size() < rest.size() ? line.size() + 1 : line.size());
    return line;
  };
  const std::string_view first = take_line(), second = take_line(), charset = take_line();
  const auto base = varta::Url::Parse(first);
  if (!base) return 0;
  CheckAgreements(*base);
  if (const auto url = varta::Url::Parse(second, *base)) CheckAgreements(*url);
  if (const auto url = varta::Url::Parse(second, *base, charset)) CheckAgreements(*url);
  return 0;
}
