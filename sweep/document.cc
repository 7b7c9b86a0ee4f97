// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "sweep/document.h"

#include "base/version.h"
#include "crawler/content_coding.h"
#include "sweep/convert.h"
#include "sweep/lead_sightings.h"

namespace varta {
namespace {

constexpr size_t kMaxBody = 4 * 1024 * 1024;

}  // namespace

const std::string& SourceOf(const v1::Document& document) {
  static const std::string kImport = "import";
  return document.source().empty() ? kImport : document.source();
}

Result<ScreenedPage> ScreenDocument(const Screener& screener, const v1::Document& document) {
  std::optional<Url> url;
  if (!document.url().empty()) {
    url = Url::Parse(document.url());
    if (!url)
      return Status(Code::kInvalidArgument, "url: '" + document.url() + "' is no absolute URL");
  }
  Result<Decoded> decoded = DecodeContent(document.body(), document.content_encoding(), kMaxBody);
  if (!decoded.ok()) return decoded.status();
  if (decoded->body.empty() && !decoded->problem.empty())
    return Status(Code::kInvalidArgument, decoded->problem);
  Bytes bytes;
  bytes.body = decoded->body;
  bytes.content_type = document.content_type();
  bytes.url = url ? &*url : nullptr;
  bytes.truncated = decoded->truncated;
  return screener.Screen(bytes);
}

PageResult ToImport(const v1::Document& document, const ScreenedPage& page, Time now) {
  v1::Provenance provenance;
  provenance.set_source(SourceOf(document));
  provenance.set_url(document.url());
  *provenance.mutable_fetch_time() =
      document.has_fetch_time() ? document.fetch_time() : ToProto(now);
  Capture capture;
  v1::Evidence& evidence = capture.evidence;
  evidence.set_http_status(document.http_status());
  *evidence.mutable_response_headers() = document.response_headers();
  if (evidence.response_headers().empty() && !document.content_type().empty()) {
    v1::Header* type = evidence.add_response_headers();
    type->set_name("Content-Type");
    type->set_value(document.content_type());
  }
  evidence.set_remote_address(document.remote_address());
  evidence.set_truncated(!page.ads.empty() && page.ads.front().ad.truncated());
  evidence.set_tool("varta " + std::string(kVersion) + ", import");
  capture.body = document.body();
  PageResult result;
  result.leads = LeadsOf(page, std::move(provenance), std::move(capture));
  return result;
}

v1::Screened ToRecord(const Screened& screened, const Masker* masker) {
  v1::Screened record;
  v1::Ad& ad = *record.mutable_ad() = screened.ad;
  std::vector<v1::Hit> hits = screened.hits;
  *record.mutable_score() = screened.score;
  if (masker != nullptr) masker->MaskAd(&ad, &hits, record.mutable_score());
  record.mutable_hits()->Assign(hits.begin(), hits.end());
  record.set_lead(screened.lead);
  return record;
}

v1::Screened ToRecord(const v1::Document& document, const ScreenedPage& page,
                      const Masker* masker) {
  v1::Screened record = ToRecord(page.Best(), masker);
  record.set_id(document.id());
  if (page.ads.size() > 1) {
    for (const Screened& screened : page.ads) *record.add_ads() = ToRecord(screened, masker);
  }
  return record;
}

void NameLeads(const v1::Document& document, const ScreenedPage& page, v1::Screened* record) {
  const auto name = [&](const Screened& screened) {
    return "leads/" + LeadId(SourceOf(document), screened.ad.key());
  };
  if (record->lead()) record->set_lead_name(name(page.Best()));
  for (int i = 0; i < record->ads_size(); ++i) {
    if (record->ads(i).lead())
      record->mutable_ads(i)->set_lead_name(name(page.ads[static_cast<size_t>(i)]));
  }
}

}  // namespace varta
