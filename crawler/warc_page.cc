// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "crawler/warc_page.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cstdint>
#include <string_view>
#include <utility>

namespace varta {
namespace {

constexpr std::string_view kNotModifiedProfile =
    "http://netpreserve.org/warc/1.1/revisit/server-not-modified";
constexpr std::string_view kIdenticalProfile =
    "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest";
constexpr int kNotModified = 304;

// Header lines as they stand in an HTTP message, also those without a value.
std::string HttpLines(const Headers& headers) {
  std::string text;
  for (const auto& [name, value] : headers) {
    std::string line = name + ": " + value;
    for (char& c : line) {
      if (c == '\r' || c == '\n') c = ' ';
    }
    // One that began with white space would go on with the line before.
    line.erase(0, std::min(line.find_first_not_of(" \t"), line.size()));
    text.append(line).append("\r\n");
  }
  return text;
}

// Also of a server that writes "Transfer-Encoding : chunked". `name` in lower case.
bool IsNamed(std::string_view given, std::string_view name) {
  given = given.substr(0, given.find_last_not_of(" \t") + 1);
  return std::equal(given.begin(), given.end(), name.begin(), name.end(), [](char a, char b) {
    return std::tolower(static_cast<unsigned char>(a)) == b;
  });
}

std::string ResponseHeadText(const Page& page) {
  Headers headers = page.response_headers;
  bool coded = false;
  for (auto& header : headers) {
    if (!IsNamed(header.first, "transfer-encoding")) continue;
    header.first = "X-Orig-Transfer-Encoding";
    coded = true;
  }
  for (auto& header : headers) {
    if (coded && IsNamed(header.first, "content-length")) header.first = "X-Orig-Content-Length";
  }
  const std::string version = page.http_version == "1.0" ? "1.0" : "1.1";
  return "HTTP/" + version + " " + std::to_string(page.http_status) + " \r\n" + HttpLines(headers) +
         "\r\n";
}

std::string RequestText(const Page& page) {
  return "GET " + page.task.url.PathAndQuery() + " HTTP/1.1\r\n" + HttpLines(page.request_headers) +
         "\r\n";
}

std::optional<uint64_t> ContentLength(const Page& page) {
  const std::string_view text = FindHeader(page.response_headers, "Content-Length");
  uint64_t length = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), length);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return length;
}

// The value of WARC-Truncated; empty: the body is whole.
std::string_view WhyTruncated(const Page& page) {
  if (page.truncated) return "length";
  switch (page.outcome) {
    case Outcome::kTimeout:
      return "time";
    case Outcome::kBadResponse: {
      const std::optional<uint64_t> length = ContentLength(page);
      if (!length) return "unspecified";
      return page.body.size() < *length ? "disconnect" : "";
    }
    case Outcome::kNotText:
    case Outcome::kCancelled:
      return "unspecified";
    default:
      return "";
  }
}

std::string MetadataText(const Page& page, const Headers& more) {
  Headers lines = {{"via", page.task.discovered_from},
                   {"source", page.task.source},
                   {"depth", std::to_string(page.task.depth)},
                   {"attempt", std::to_string(page.task.attempt)},
                   {"outcome", std::string(OutcomeName(page.outcome))},
                   {"detail", page.detail}};
  for (const std::string& redirect : page.task.redirects) {
    lines.emplace_back("redirected-from", redirect);
  }
  lines.emplace_back("location", page.location);
  lines.emplace_back("http-version", page.http_version);
  lines.emplace_back("tls-version", page.tls_version);
  lines.emplace_back("tls-certificate-sha256", page.tls_certificate_sha256);
  lines.insert(lines.end(), more.begin(), more.end());
  return WarcLines(lines);
}

}  // namespace

std::string WarcTargetUri(const Url& url) {
  return url.IsHttp() ? url.GetOrigin().ToString() + url.PathAndQuery() : url.Canonical();
}

std::vector<WarcDraft> DraftWarcPage(const Page& page, const WarcNotes& notes) {
  const Headers common = {{"WARC-Target-URI", WarcTargetUri(page.task.url)},
                          {"WARC-IP-Address", page.remote_address}};
  std::vector<WarcDraft> drafts;
  const auto add = [&](std::string_view type, const Headers& more, std::string block) {
    Headers fields = common;
    if (!drafts.empty()) fields.emplace_back("WARC-Concurrent-To", drafts.front().id);
    fields.insert(fields.end(), more.begin(), more.end());
    drafts.push_back(DraftWarcRecord(type, page.fetched_at, fields, std::move(block)));
  };

  const std::string truncated(WhyTruncated(page));
  const std::string digest = WarcDigest(page.body);
  const WarcOriginal original = notes.original.value_or(WarcOriginal());
  const Headers refers_to = {
      {"WARC-Refers-To-Target-URI", original.target_uri},
      {"WARC-Refers-To-Date", notes.original ? FormatTime(original.date) : ""}};
  if (page.http_status == kNotModified) {
    Headers fields = {{"Content-Type", "application/http; msgtype=response"},
                      {"WARC-Profile", std::string(kNotModifiedProfile)},
                      {"WARC-Payload-Digest", original.payload_digest}};
    fields.insert(fields.end(), refers_to.begin(), refers_to.end());
    add("revisit", fields, ResponseHeadText(page));
  } else if (page.http_status != 0 && !page.body.empty() && truncated.empty() &&
             original.payload_digest == digest) {
    Headers fields = {{"Content-Type", "application/http; msgtype=response"},
                      {"WARC-Profile", std::string(kIdenticalProfile)},
                      {"WARC-Payload-Digest", digest},
                      {"WARC-Truncated", "length"}};
    fields.insert(fields.end(), refers_to.begin(), refers_to.end());
    add("revisit", fields, ResponseHeadText(page));
  } else if (page.http_status != 0) {
    add("response",
        {{"Content-Type", "application/http; msgtype=response"},
         {"WARC-Payload-Digest", digest},
         {"WARC-Truncated", truncated}},
        ResponseHeadText(page) + page.body);
    const std::string_view coding = FindHeader(page.response_headers, "Content-Encoding");
    drafts.back().dense = !coding.empty() && coding != "identity";
  } else if (!page.body.empty()) {
    std::string type(FindHeader(page.response_headers, "Content-Type"));
    if (type.empty()) type = "application/octet-stream";
    add("resource",
        {{"Content-Type", type}, {"WARC-Payload-Digest", digest}, {"WARC-Truncated", truncated}},
        page.body);
  }
  if (!page.request_headers.empty() && !page.remote_address.empty()) {
    add("request", {{"Content-Type", "application/http; msgtype=request"}}, RequestText(page));
  }
  add("metadata", {{"Content-Type", "application/warc-fields"}},
      MetadataText(page, notes.metadata));
  return drafts;
}

}  // namespace varta
