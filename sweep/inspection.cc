// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "sweep/inspection.h"

#include <algorithm>

#include "crawler/challenge.h"
#include "crawler/content_coding.h"
#include "sweep/document.h"
#include "sweep/page_worker.h"
#include "sweep/scope.h"

namespace varta {
namespace {

std::string_view TreeName(HtmlTree::State state) {
  switch (state) {
    case HtmlTree::State::kWhole:
      return "whole";
    case HtmlTree::State::kBudget:
      return "budget";
    case HtmlTree::State::kTooDeep:
      return "too deep";
    case HtmlTree::State::kNone:
      return "none";
  }
  return "none";
}

// The source that the request names, or the first one that the URL belongs to; null: a document
// without a source.
Result<const Source*> Choose(const std::vector<Source>& sources,
                             const v1::InspectPageRequest& request, const Url* url) {
  if (!request.source().empty()) {
    for (const Source& source : sources) {
      if (source.id == request.source()) return &source;
    }
    return Status(Code::kNotFound, "no source '" + request.source() +
                                       "'; `varta sources list` shows those there are");
  }
  if (url == nullptr) return nullptr;
  for (const Source& source : sources) {
    if (Scope(source).Contains(*url)) return &source;
  }
  return Status(
      Code::kNotFound,
      "no source covers " + url->Canonical() +
          ": nothing is fetched that nobody approved; describe the site in sources/ID.yaml "
          "first, or save the page and inspect the file");
}

void Describe(const ScreenedPage& page, const Masker& masker, v1::Inspection* inspection) {
  inspection->set_title(masker.Mask(page.title, {}, v1::PLACE_TITLE));
  inspection->set_description(masker.Mask(page.description, {}, v1::PLACE_TITLE));
  inspection->set_charset(page.charset.charset);
  inspection->set_charset_how(std::string(CharsetSourceName(page.charset.how)));
  inspection->set_declared_charset(page.charset.declared);
  inspection->set_tree(std::string(TreeName(page.tree)));
  inspection->set_main_content(page.main_content);
  inspection->set_links(static_cast<int32_t>(page.links.size()));
}

// `fetched`: what the bytes came with; its outcome changes if they are no page but a wall.
void Read(const Screener& screener, const Masker& masker, Bytes bytes, Page* fetched,
          const Source* source, const Config& config, v1::Inspection* inspection) {
  bytes.whole = true;
  if (source != nullptr) {
    bytes.region = source->region;
    bytes.selectors = source->ad_selectors.get();
    bytes.source_kind = source->kind;
  }
  const ScreenedPage page = screener.Screen(bytes);
  Describe(page, masker, inspection);
  const bool is_wall = MarkWallInBody(bytes.body, page.title, page.text_bytes, fetched);
  if (is_wall) inspection->set_outcome(DescribeOutcome(*fetched));
  const RobotsTag robots = RobotsTagOf(fetched->response_headers, page, config.robots_agent);
  inspection->set_noindex(robots.noindex);
  inspection->set_nofollow(robots.nofollow);
  if (source != nullptr) {
    const Scope scope(*source);
    inspection->set_links_in_scope(static_cast<int32_t>(
        std::count_if(page.links.begin(), page.links.end(),
                      [&](const Link& link) { return scope.Contains(link.url); })));
    if (bytes.url != nullptr) {
      inspection->set_in_scope(scope.Contains(*bytes.url));
      inspection->set_ad_page(scope.IsAd(*bytes.url));
    }
  }
  if (is_wall) return;  // a sweep sees no ad there either
  for (const Screened& screened : page.ads) *inspection->add_ads() = ToRecord(screened, &masker);
}

Status Fetch(const Config& config, const Source& source, const Clock& clock, const Url& url,
             const HostRests& host_rests, const std::stop_token& stop, Page* page) {
  if (std::string why = WhyNotSwept(source, clock.Now()); !why.empty()) {
    return Status(Code::kFailedPrecondition, "source " + source.id + " may not be read: " + why +
                                                 "; save the page and inspect the file meanwhile");
  }
  Result<AddressGuard> guard = AddressGuard::Create(config.allow_networks);
  if (!guard.ok()) return guard.status();
  *page = PageAsker(config, std::move(*guard), clock, source, host_rests, stop).Ask(url);
  return Status();
}

}  // namespace

Result<v1::Inspection> InspectPage(const Config& config, const std::vector<Source>& sources,
                                   const Screener& screener, const Masker& masker,
                                   const Clock& clock, const v1::InspectPageRequest& request,
                                   const HostRests& host_rests, const std::stop_token& stop) {
  const bool fetch = !request.url().empty();
  if (!fetch && !request.has_document())
    return Status(Code::kInvalidArgument, "give a URL or a document to inspect");
  const std::string& address = fetch ? request.url() : request.document().url();
  std::optional<Url> url = address.empty() ? std::nullopt : Url::Parse(address);
  if ((fetch || !address.empty()) && (!url || !url->IsHttp()))
    return Status(Code::kInvalidArgument, "'" + address + "' is no http or https URL");
  Result<const Source*> source = Choose(sources, request, fetch ? &*url : nullptr);
  if (!source.ok()) return source.status();

  v1::Inspection inspection;
  if (*source != nullptr) inspection.set_source((*source)->id);
  Page page;
  page.outcome = Outcome::kOk;
  std::string_view body = request.document().body(), coding = request.document().content_encoding(),
                   content_type = request.document().content_type();
  if (fetch) {
    if (Status fetched = Fetch(config, **source, clock, *url, host_rests, stop, &page);
        !fetched.ok())
      return fetched;
    url = page.task.url;
    MarkWallInHead(&page);
    inspection.set_outcome(DescribeOutcome(page));
    inspection.set_url(url->Canonical());
    if (page.outcome != Outcome::kOk) return inspection;
    body = page.body;
    coding = FindHeader(page.response_headers, "content-encoding");
    content_type = FindHeader(page.response_headers, "content-type");
  } else if (url) {
    inspection.set_url(url->Canonical());
  }
  Result<Decoded> decoded = DecodeContent(body, coding, static_cast<size_t>(config.max_body_bytes));
  if (!decoded.ok()) return decoded.status();
  Bytes bytes;
  bytes.body = decoded->body;
  bytes.content_type = content_type;
  bytes.url = url ? &*url : nullptr;
  bytes.truncated = decoded->truncated || page.truncated;
  Read(screener, masker, bytes, &page, *source, config, &inspection);
  return inspection;
}

}  // namespace varta
