// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Walls: any body, title, header and Location are taken; what is marked says so in whole UTF-8, and
// what is not is left as it was. First byte: outcome and length of text; then a line each for
// title, header and Location; the rest is the body.
#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/text.h"
#include "crawler/binary_body.h"
#include "crawler/challenge.h"
#include "tests/fuzz/expect.h"

namespace {

std::string TakeLine(std::string_view* rest) {
  const size_t end = std::min(rest->find('\n'), rest->size());
  std::string line(rest->substr(0, end));
  rest->remove_prefix(std::min(end + 1, rest->size()));
  return line;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using varta::Outcome;
  if (size == 0) return 0;
  std::string_view rest(reinterpret_cast<const char*>(data) + 1, size - 1);
  constexpr Outcome kOutcomes[] = {Outcome::kOk, Outcome::kHttpError, Outcome::kGone,
                                   Outcome::kRedirect};
  const Outcome outcome = kOutcomes[data[0] % 4];
  const size_t text_bytes = static_cast<size_t>(data[0] / 4) * 40;
  const std::string title = varta::RepairUtf8(TakeLine(&rest));
  const std::string header = TakeLine(&rest), location = TakeLine(&rest);

  varta::Page page;
  page.task.url = *varta::Url::Parse("http://board.test/login");
  page.outcome = outcome;
  page.location = location;
  page.response_headers.emplace_back(header.substr(0, header.find(':')),
                                     header.substr(std::min(header.find(':') + 1, header.size())));
  const bool marked =
      varta::MarkWallInHead(&page) ||
      (outcome != Outcome::kRedirect && varta::MarkWallInBody(rest, title, text_bytes, &page));
  Expect(marked == (page.outcome != outcome));
  Expect(marked != page.detail.empty());
  if (marked) {
    Expect(page.outcome == Outcome::kChallenge || page.outcome == Outcome::kLogin);
    Expect(varta::IsValidUtf8(page.detail));
  }
  varta::IsSurelyWall(page.response_headers, rest);
  varta::BinaryKind(rest);
  return 0;
}
