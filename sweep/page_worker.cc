// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "sweep/page_worker.h"

#include "base/digest.h"
#include "crawler/content_coding.h"

namespace varta {

std::string BodyDigest(std::string_view body) { return Sha256(body).substr(0, 8); }

Processed Process(Page page, const Source& source, const Scope& scope, const Screener& screener,
                  size_t max_bytes) {
  Processed processed;
  processed.page = std::move(page);
  Page& fetched = processed.page;
  processed.unchanged = fetched.outcome == Outcome::kNotModified;
  if (fetched.outcome != Outcome::kOk || fetched.task.robots) return processed;
  processed.unchanged =
      !fetched.task.known_body.empty() && fetched.task.known_body == BodyDigest(fetched.body);
  if (processed.unchanged) return processed;
  Result<Decoded> decoded = DecodeContent(
      fetched.body, FindHeader(fetched.response_headers, "content-encoding"), max_bytes);
  if (!decoded.ok() || (decoded->body.empty() && !decoded->problem.empty())) {
    fetched.outcome = Outcome::kBadResponse;
    fetched.detail = decoded.ok() ? decoded->problem : decoded.status().message();
    return processed;
  }
  fetched.truncated = fetched.truncated || decoded->truncated;
  Bytes bytes;
  bytes.body = decoded->body;
  bytes.content_type = FindHeader(fetched.response_headers, "content-type");
  bytes.url = &fetched.task.url;
  bytes.region = source.region;
  bytes.selectors = source.ad_selectors.get();
  bytes.truncated = fetched.truncated;
  processed.screened = scope.IsAd(fetched.task.url) ? screener.Screen(bytes) : screener.Read(bytes);
  std::vector<Screened>& ads = processed.screened->ads;
  // A card of a listing is the beginning of an ad that is read on its own page.
  std::erase_if(ads, [&](const Screened& screened) {
    const auto own = Url::Parse(screened.ad.url());
    return screened.ad.read_by() == AdWayName(AdWay::kRepeated) && own &&
           own->Canonical() != fetched.task.url.Canonical() && scope.Contains(*own);
  });
  for (Screened& screened : ads) {
    if (!screened.ad.url().empty()) screened.ad.set_key(scope.AdKey(screened.ad.url()));
  }
  return processed;
}

}  // namespace varta
