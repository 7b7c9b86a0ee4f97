// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "sweep/document.h"

#include "base/version.h"
#include "crawler/content_coding.h"
#include "sweep/convert.h"

namespace varta {
namespace {

constexpr size_t kMaxBody = 4 * 1024 * 1024;
constexpr char kImport[] = "import";

}  // namespace

Result<Screened> ScreenDocument(const Screener& screener, const v1::Document& document) {
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

PageResult ToImport(const v1::Document& document, const Screened& screened, Time now) {
  LeadSighting sighting;
  sighting.ad = screened.ad;
  sighting.hits = screened.hits;
  sighting.score = screened.score;
  sighting.provenance.set_source(document.source().empty() ? kImport : document.source());
  sighting.provenance.set_url(document.url());
  *sighting.provenance.mutable_fetch_time() =
      document.has_fetch_time() ? document.fetch_time() : ToProto(now);
  Capture capture;
  *capture.evidence.mutable_provenance() = sighting.provenance;
  capture.evidence.set_http_status(document.http_status());
  *capture.evidence.mutable_response_headers() = document.response_headers();
  capture.evidence.set_remote_address(document.remote_address());
  capture.evidence.set_truncated(screened.ad.truncated());
  capture.evidence.set_tool("varta " + std::string(kVersion) + ", import");
  capture.body = document.body();
  sighting.capture = std::move(capture);
  PageResult result;
  result.lead = std::move(sighting);
  return result;
}

}  // namespace varta
