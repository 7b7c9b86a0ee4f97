// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "crawler/robots_answer.h"

#include <string>
#include <utility>

#include "crawler/challenge.h"
#include "crawler/content_coding.h"

namespace varta {
namespace {

RobotsAnswer DenyAll(const Page& page, const std::string& why) {
  return {"", true,
          page.task.url.Canonical() + " could not be read, so nothing here may be: " +
              (why.empty() ? std::string(OutcomeName(page.outcome)) : why)};
}

}  // namespace

RobotsAnswer ReadRobotsAnswer(const Page& page) {
  switch (page.outcome) {
    case Outcome::kOk: {
      Result<Decoded> decoded = DecodeContent(
          page.body, FindHeader(page.response_headers, "Content-Encoding"), 2 * Robots::kMaxBytes);
      if (!decoded.ok()) return DenyAll(page, decoded.status().message());
      if (!decoded->problem.empty()) return DenyAll(page, decoded->problem);
      std::string& body = decoded->body;
      // What stands in its place says nothing of what is allowed, and would be kept for a day.
      if (IsSurelyWall(page.response_headers, body)) {
        return DenyAll(page, "a check whether a person asks stands before it");
      }
      // No half line, as in Parse.
      if (page.truncated || decoded->truncated) body.resize(body.find_last_of("\r\n") + 1);
      return {std::move(body), false, ""};
    }
    case Outcome::kRedirect:
    case Outcome::kGone:
      return {};
    case Outcome::kHttpError:
      // 429 is a 4xx by number only: it asks to be left alone.
      if (page.http_status < 500 && page.http_status != 429) return {};
      return DenyAll(page, page.detail);
    default:
      return DenyAll(page, page.detail);
  }
}

Robots ToRobots(const RobotsAnswer& answer) {
  return answer.denied ? Robots::DenyAll(answer.why) : Robots::Parse(answer.body);
}

}  // namespace varta
