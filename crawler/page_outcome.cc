// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "crawler/page_outcome.h"

#include <optional>
#include <string>
#include <string_view>

#include "crawler/request_head.h"

namespace varta {

void ApplyStatus(Page* page) {
  const std::string address = page->task.url.Canonical();
  const int status = page->http_status;
  if (status >= 200 && status < 300) {
    page->outcome = Outcome::kOk;
    return;
  }
  page->outcome = status == 404 || status == 410 ? Outcome::kGone : Outcome::kHttpError;
  page->detail = address + " answered " + std::to_string(status);
  if (status == 304 && IsConditional(page->task)) {
    page->outcome = Outcome::kNotModified;
    page->detail += ": it has not changed";
    return;
  }
  const std::string_view location = FindHeader(page->response_headers, "Location");
  if (status < 300 || status >= 400 || location.empty()) return;
  const std::optional<Url> target = Url::Parse(location, page->task.url);
  if (target && target->IsHttp()) {
    page->outcome = Outcome::kRedirect;
    page->location = target->Href();
    page->detail = address + " redirects to " + page->location;
  } else {
    page->detail += " with a Location that is no web address";
  }
}

}  // namespace varta
