// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "crawler/robots_answer.h"

#include <string>
#include <string_view>

#include "crawler/content_coding.h"

namespace varta {
namespace {

Robots DenyAll(const Page& page, const std::string& why) {
  return Robots::DenyAll(page.task.url.Canonical() +
                         " could not be read, so nothing here may be: " +
                         (why.empty() ? std::string(OutcomeName(page.outcome)) : why));
}

}  // namespace

Robots RobotsFromAnswer(const Page& page) {
  switch (page.outcome) {
    case Outcome::kOk: {
      const Result<Decoded> decoded = DecodeContent(
          page.body, FindHeader(page.response_headers, "Content-Encoding"), 2 * Robots::kMaxBytes);
      if (!decoded.ok()) return DenyAll(page, decoded.status().message());
      if (!decoded->problem.empty()) return DenyAll(page, decoded->problem);
      std::string_view body = decoded->body;
      if (page.truncated || decoded->truncated) {
        body = body.substr(0, body.find_last_of("\r\n") + 1);  // no half line, as in Parse
      }
      return Robots::Parse(body);
    }
    case Outcome::kRedirect:
    case Outcome::kGone:
      return Robots::AllowAll();
    case Outcome::kHttpError:
      // 429 is a 4xx by number only: it asks to be left alone.
      if (page.http_status < 500 && page.http_status != 429) return Robots::AllowAll();
      return DenyAll(page, page.detail);
    default:
      return DenyAll(page, page.detail);
  }
}

}  // namespace varta
