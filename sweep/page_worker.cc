// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "sweep/page_worker.h"

#include "base/ascii.h"
#include "base/digest.h"
#include "crawler/binary_body.h"
#include "crawler/challenge.h"
#include "crawler/content_coding.h"
#include "crawler/frontier.h"
#include "extract/charset.h"
#include "extract/gone.h"
#include "sweep/language_versions.h"

namespace varta {

std::string BodyDigest(std::string_view body) { return Fingerprint128(body).substr(0, 8); }

RobotsTag RobotsTagOf(const Headers& headers, const ScreenedPage& page, std::string_view agent) {
  RobotsTag tag = ReadRobotsTag(headers, agent);
  for (const Metadata& meta : page.robots) {
    if (meta.name == "robots" || ascii::EqualNoCase(meta.name, agent)) {
      tag.Add(ReadRobotsMeta(meta.value));
    }
  }
  return tag;
}

namespace {

// The body with its content codings undone; nullopt: they lied, and the page says so now.
std::optional<std::string> Decode(Page& page, size_t max_bytes) {
  Result<Decoded> decoded =
      DecodeContent(page.body, FindHeader(page.response_headers, "content-encoding"), max_bytes);
  if (!decoded.ok() || (decoded->body.empty() && !decoded->problem.empty())) {
    page.outcome = Outcome::kBadResponse;
    page.detail = decoded.ok() ? decoded->problem : decoded.status().message();
    return std::nullopt;
  }
  page.truncated = page.truncated || decoded->truncated;
  return std::move(decoded->body);
}

ScreenedPage ReadAsPage(const Page& page, std::string_view body, const Source& source,
                        const Scope& scope, const Screener& screener) {
  Bytes bytes;
  bytes.body = body;
  bytes.content_type = FindHeader(page.response_headers, "content-type");
  bytes.url = &page.task.url;
  bytes.region = source.region;
  bytes.selectors = source.ad_selectors.get();
  bytes.source_kind = source.ads_kind;
  bytes.truncated = page.truncated;
  ScreenedPage screened = scope.IsAd(page.task.url) ? screener.Screen(bytes) : screener.Read(bytes);
  // A card of a listing is the beginning of an ad that is read on its own page.
  std::erase_if(screened.ads, [&](const Screened& one) {
    const auto own = Url::Parse(one.ad.url());
    return one.ad.read_by() == AdWayName(AdWay::kRepeated) && own &&
           own->Canonical() != page.task.url.Canonical() && scope.Contains(*own);
  });
  for (Screened& one : screened.ads) {
    const bool is_page =
        one.ad.read_by() == AdWayName(AdWay::kPage) || one.ad.url() == page.task.url.Canonical();
    const std::string& name =
        is_page && !page.task.identity.empty() ? page.task.identity : one.ad.url();
    if (!name.empty()) one.ad.set_key(scope.AdKey(name));
  }
  return screened;
}

// The page of an ad says that there is none any more.
std::string WhyAdIsGone(const ScreenedPage& page, const Source& source) {
  if (source.ad_pages.empty() || page.ads.size() != 1) return "";
  return WhyGone(page.title, page.ads.front().ad.text());
}

// What answers with an error may ask for a person instead.
void LookForWall(const Screener& screener, size_t max_bytes, Page* page) {
  if (page->body.empty()) return;
  const Headers& headers = page->response_headers;
  const Result<Decoded> decoded =
      DecodeContent(page->body, FindHeader(headers, "content-encoding"), max_bytes);
  if (!decoded.ok()) return;
  ScreenedPage read;
  if (page->outcome == Outcome::kHttpError) {
    Bytes bytes;
    bytes.body = decoded->body;
    bytes.content_type = FindHeader(headers, "content-type");
    bytes.url = &page->task.url;
    read = screener.Read(bytes);
  }
  MarkWallInBody(decoded->body, read.title, read.text_bytes, page);
}

bool IsBinary(std::string_view body, Page* page) {
  const std::string_view kind = BinaryKind(body);
  if (kind.empty()) return false;
  page->outcome = Outcome::kNotText;
  page->detail = page->task.url.Canonical() + " is by its first bytes of the kind " +
                 std::string(kind) + ", which is not read";
  return true;
}

}  // namespace

Processed Process(Page page, const Source& source, const Scope& scope, const Screener& screener,
                  const ProcessOptions& options) {
  Processed processed;
  processed.page = std::move(page);
  Page& fetched = processed.page;
  processed.unchanged = fetched.outcome == Outcome::kNotModified;
  if (fetched.task.robots || MarkWallInHead(&fetched)) return processed;
  if (fetched.outcome == Outcome::kHttpError || fetched.outcome == Outcome::kGone) {
    LookForWall(screener, options.max_bytes, &fetched);
  }
  if (fetched.outcome != Outcome::kOk) return processed;
  processed.unchanged =
      !fetched.task.known_body.empty() && fetched.task.known_body == BodyDigest(fetched.body);
  if (processed.unchanged) return processed;
  const std::optional<std::string> body =
      Decode(fetched, fetched.task.sitemap ? SitemapLimits().max_bytes : options.max_bytes);
  if (!body) return processed;
  if (fetched.task.sitemap) {
    processed.sitemap =
        ReadSitemap(*body, CharsetParameter(FindHeader(fetched.response_headers, "content-type")));
    return processed;
  }
  if (IsBinary(*body, &fetched)) return processed;
  ScreenedPage& screened =
      processed.screened.emplace(ReadAsPage(fetched, *body, source, scope, screener));
  if (MarkWallInBody(*body, screened.title, screened.text_bytes, &fetched)) {
    processed.screened.reset();
    return processed;
  }
  processed.robots = RobotsTagOf(fetched.response_headers, screened, options.robots_agent);
  processed.over = processed.robots.IsOver(fetched.fetched_at);
  processed.gone_because = WhyAdIsGone(screened, source);
  // Listings may differ in more than their language: each may have ads that the others have not.
  if (processed.gone_because.empty() && screened.ads.size() == 1 && fetched.task.depth > 0 &&
      !scope.IsListing(fetched.task.url)) {
    processed.versions = LanguageVersions(fetched.task.url, screened.alternates, scope);
  }
  processed.link_fingerprints.reserve(screened.links.size());
  for (const Link& link : screened.links) {
    processed.link_fingerprints.push_back(scope.Contains(link.url) ? UrlFingerprint(link.url) : 0);
  }
  return processed;
}

}  // namespace varta
