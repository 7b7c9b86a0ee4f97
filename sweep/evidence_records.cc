// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "sweep/evidence_records.h"

#include <algorithm>
#include <cctype>
#include <cstdio>

#include "sweep/convert.h"
#include "sweep/notices.h"

namespace varta {
namespace {

std::string TimeText(const google::protobuf::Timestamp& time) {
  return FormatTime(FromProto(time));
}

// "VERDICT_NOT_RELEVANT" -> "not relevant".
std::string Plain(std::string name, size_t prefix) {
  name.erase(0, prefix);
  for (char& c : name)
    c = c == '_' ? ' ' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return name;
}

std::string Signed(double number) {
  char text[32];
  std::snprintf(text, sizeof text, "%+.4f", number);
  return text;
}

// "uk.documents-kept; pack uk 1.4.0 sha256:...; indicator J1; text 10-24, 31-40".
std::string ScoreValue(const v1::Score& score) {
  if (!score.not_scored_because().empty()) return "none: " + score.not_scored_because();
  char value[32];
  std::snprintf(value, sizeof value, "%.4f", score.value());
  return value;
}

std::string HitText(const v1::Hit& hit) {
  std::string text = hit.rule() + "; pack " + hit.pack() + " " + hit.pack_version() +
                     " sha256:" + hit.pack_sha256() + "; indicator " + hit.indicator() +
                     "; weight " + Signed(hit.weight()) + "; " +
                     Plain(v1::Place_Name(hit.place()), 6);
  for (int i = 0; i < hit.spans_size(); ++i) {
    text += (i == 0 ? " " : ", ") + std::to_string(hit.spans(i).begin()) + "-" +
            std::to_string(hit.spans(i).end());
  }
  return text + "; " + hit.title().en();
}

Url UrlOf(const v1::Evidence& evidence) {
  if (std::optional<Url> url = Url::Parse(evidence.provenance().url())) return *url;
  return *Url::Parse("urn:x-varta:" + evidence.name());
}

Headers ToHeaders(const google::protobuf::RepeatedPtrField<v1::Header>& stored) {
  Headers headers;
  for (const v1::Header& header : stored) headers.emplace_back(header.name(), header.value());
  return headers;
}

}  // namespace

Page ToPage(const v1::Evidence& evidence, std::string body) {
  Page page;
  page.task.url = UrlOf(evidence);
  page.http_status = evidence.http_status();
  page.http_version = evidence.http_version();
  page.request_headers = ToHeaders(evidence.request_headers());
  page.response_headers = ToHeaders(evidence.response_headers());
  page.body = std::move(body);
  page.truncated = evidence.truncated();
  page.remote_address = evidence.remote_address();
  page.fetched_at = FromProto(evidence.provenance().fetch_time());
  return page;
}

Headers CaptureLines(const v1::Lead& lead, const v1::Evidence& evidence) {
  const v1::Provenance& from = evidence.provenance();
  Headers lines = {{"lead", lead.name()},
                   {"evidence", evidence.name()},
                   {"body-sha256", evidence.sha256()},
                   {"body-bytes", std::to_string(evidence.size_bytes())},
                   {"source", from.source()},
                   {"sweep", from.sweep()},
                   {"page", from.url()}};
  for (const std::string& redirect : from.redirects())
    lines.emplace_back("redirected-from", redirect);
  lines.emplace_back("fetched", TimeText(from.fetch_time()));
  lines.emplace_back("stored", TimeText(evidence.store_time()));
  lines.emplace_back("collected-by", evidence.tool());
  lines.emplace_back("http-version", evidence.http_version());
  lines.emplace_back("tls-version", evidence.tls_version());
  lines.emplace_back("tls-certificate-sha256", evidence.tls_certificate_sha256());
  lines.emplace_back("truncated-because", evidence.truncation_reason());
  if (evidence.text_only()) {
    lines.emplace_back("captured",
                       "title and text as they were read off the page; the page was not kept");
  }
  for (const v1::Version& version : lead.versions()) {
    if (version.evidence() != evidence.name()) continue;
    lines.emplace_back("text-version", "sha256:" + version.digest() + "; seen " +
                                           TimeText(version.first_seen_time()) + " to " +
                                           TimeText(version.last_seen_time()));
  }
  return lines;
}

Headers AssessmentLines(const v1::Lead& lead) {
  Headers lines = {{"lead", lead.name()},
                   {"notice", kLeadNotice},
                   {"ad", lead.ad().url()},
                   {"language", lead.ad().language()},
                   {"first-seen", TimeText(lead.first_seen_time())},
                   {"last-seen", TimeText(lead.last_seen_time())},
                   {"sightings", std::to_string(lead.sighting_count())}};
  if (lead.has_vanished_time()) {
    lines.emplace_back("vanished", TimeText(lead.vanished_time()) + "; " + lead.vanished_because());
  }
  for (const v1::Hit& hit : lead.hits()) lines.emplace_back("hit", HitText(hit));
  if (lead.has_no_lead_time()) {
    lines.emplace_back("no-lead-by-the-rules-since",
                       TimeText(lead.no_lead_time()) + "; " + lead.no_lead_because());
  }
  for (const v1::EarlierJudgement& earlier : lead.earlier()) {
    if (!earlier.because().empty())
      lines.emplace_back("weighed-anew", TimeText(earlier.until_time()) + "; before " +
                                             ScoreValue(earlier.score()) + "; " +
                                             earlier.because());
    for (const v1::Hit& hit : earlier.hits())
      lines.emplace_back("earlier-hit", TimeText(earlier.until_time()) + "; " + HitText(hit));
  }
  const v1::Score& score = lead.score();
  const bool scored = score.not_scored_because().empty();
  lines.emplace_back("score", ScoreValue(score) + (scored ? "; model " + score.model() : ""));
  for (const v1::ScoreTerm& term : score.terms())
    lines.emplace_back("term", term.feature() + " " + Signed(term.contribution()));
  lines.emplace_back("state", Plain(v1::Lead::State_Name(lead.state()), 6));
  lines.emplace_back("verdict", Plain(v1::Lead::Verdict_Name(lead.verdict()), 8) + "; by " +
                                    lead.verdict_by() + "; " + TimeText(lead.verdict_time()) +
                                    "; " + lead.verdict_reason());
  for (const std::string& rule : lead.wrong_rules()) lines.emplace_back("wrong-rule", rule);
  lines.emplace_back("subject", lead.subject() == v1::Lead::SUBJECT_UNSPECIFIED
                                    ? "unknown"
                                    : Plain(v1::Lead::Subject_Name(lead.subject()), 8));
  return lines;
}

// That a rule was changed since is no reason to take less care.
bool MayConcernMinor(const v1::Lead& lead) {
  const auto minor = [](const auto& hits) {
    return std::any_of(hits.begin(), hits.end(), [](const v1::Hit& hit) {
      const auto& forms = hit.forms();
      return hit.indicator() == "S16" ||
             std::find(forms.begin(), forms.end(), v1::FORM_CHILD) != forms.end();
    });
  };
  return minor(lead.hits()) ||
         std::any_of(lead.earlier().begin(), lead.earlier().end(),
                     [&](const v1::EarlierJudgement& earlier) { return minor(earlier.hits()); });
}

}  // namespace varta
