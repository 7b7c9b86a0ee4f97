// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "server/lead_service.h"

#include <algorithm>

#include "base/text.h"
#include "extract/fields.h"
#include "server/requests.h"
#include "sweep/convert.h"

namespace varta {
namespace {

using State = v1::Lead;

constexpr size_t kMaxReason = 4096;

// From which state to which; to leave a closed state, to dismiss and to refer needs a reason.
struct Arrow {
  v1::Lead::State from, to;
  bool reason;
};
constexpr Arrow kArrows[] = {
    {State::STATE_NEW, State::STATE_IN_TRIAGE, false},
    {State::STATE_NEW, State::STATE_DISMISSED, true},
    {State::STATE_IN_TRIAGE, State::STATE_IN_PROGRESS, false},
    {State::STATE_IN_TRIAGE, State::STATE_DISMISSED, true},
    {State::STATE_IN_PROGRESS, State::STATE_REFERRED, true},
    {State::STATE_IN_PROGRESS, State::STATE_RESOLVED, true},
    {State::STATE_IN_PROGRESS, State::STATE_DISMISSED, true},
    {State::STATE_REFERRED, State::STATE_IN_TRIAGE, true},
    {State::STATE_RESOLVED, State::STATE_IN_TRIAGE, true},
    {State::STATE_DISMISSED, State::STATE_IN_TRIAGE, true},
};

std::string StateName(v1::Lead::State state) { return v1::Lead::State_Name(state).substr(6); }

Status CheckArrow(v1::Lead::State from, v1::Lead::State to, bool has_reason) {
  std::string possible;
  for (const Arrow& arrow : kArrows) {
    if (arrow.from != from) continue;
    if (arrow.to == to) {
      if (arrow.reason && !has_reason) {
        return Status(Code::kInvalidArgument, "reason: needed to move a lead from " +
                                                  StateName(from) + " to " + StateName(to));
      }
      return Status();
    }
    possible += (possible.empty() ? "" : ", ") + StateName(arrow.to);
  }
  return Status(Code::kFailedPrecondition, "a lead that is " + StateName(from) + " cannot become " +
                                               StateName(to) + "; from there it can become " +
                                               possible);
}

Result<LeadQuery> ToQuery(const v1::LeadFilter& filter) {
  LeadQuery query;
  query.filter = filter;
  if (!filter.phone().empty()) {
    std::string phone = NormalisePhone(filter.phone(), "UA");
    if (phone.empty())
      return Status(Code::kInvalidArgument,
                    "phone: no valid number; write it as +380 67 123 45 67");
    query.contacts.push_back(phone);
  }
  if (!filter.handle().empty()) {
    std::string handle = NormaliseHandle(filter.handle());
    if (handle.empty())
      return Status(Code::kInvalidArgument, "handle: write @name, a link or service:name");
    query.contacts.push_back(handle);
  }
  if (!filter.email().empty()) query.contacts.push_back(FoldForSearch(filter.email()));
  for (const std::string& word : filter.words()) {
    bool open = word.ends_with('*');
    std::string folded =
        FoldForSearch(open ? std::string_view(word).substr(0, word.size() - 1) : word);
    std::vector<std::string_view> words = Words(folded, 1);
    if (words.empty())
      return Status(Code::kInvalidArgument, "words: '" + word + "' has no letters");
    for (size_t i = 0; i < words.size(); ++i) {
      query.words.push_back(std::string(words[i]) + (open && i + 1 == words.size() ? "*" : ""));
    }
  }
  if (query.words.size() > 16) return Status(Code::kInvalidArgument, "words: at most 16");
  if (filter.min_score() < 0 || filter.min_score() > 1) {
    return Status(Code::kInvalidArgument, "min_score: a score lies between 0 and 1");
  }
  return query;
}

// What the audit log says of a search: which fields, never which contact.
std::string DescribeFilter(const v1::LeadFilter& filter) {
  std::vector<const google::protobuf::FieldDescriptor*> fields;
  v1::LeadFilter::GetReflection()->ListFields(filter, &fields);
  std::string names;
  for (const auto* field : fields) names += (names.empty() ? "by " : ", ") + field->name();
  return names.empty() ? "all" : names;
}

// Now or before the rules were changed.
bool WasHitBy(const v1::Lead& lead, const std::string& rule) {
  const auto named = [&](const auto& hits) {
    return std::any_of(hits.begin(), hits.end(),
                       [&](const v1::Hit& hit) { return hit.rule() == rule; });
  };
  return named(lead.hits()) ||
         std::any_of(lead.earlier().begin(), lead.earlier().end(),
                     [&](const v1::EarlierJudgement& earlier) { return named(earlier.hits()); });
}

}  // namespace

LeadService::LeadService(Store& store, const Clock& clock)
    : store_(store), clock_(clock), masker_(store.contact_key()) {}

v1::Lead LeadService::Masked(v1::Lead lead) const {
  std::vector<v1::Hit> hits(lead.hits().begin(), lead.hits().end());
  masker_.MaskAd(lead.mutable_ad(), &hits, lead.mutable_score());
  lead.mutable_hits()->Assign(hits.begin(), hits.end());
  lead.set_notice(kLeadNotice);
  return lead;
}

Result<v1::ListLeadsResponse> LeadService::ListLeads(const Caller& caller,
                                                     const v1::ListLeadsRequest& request) {
  Result<int> page_size = PageSize(request.page_size(), 50);
  if (!page_size.ok()) return page_size.status();
  Result<LeadQuery> query = ToQuery(request.filter());
  if (!query.ok()) return query.status();
  std::string arguments = "ListLeads " + request.filter().SerializeAsString();
  Result<std::string> after = ReadPageToken(store_.contact_key(), arguments, request.page_token());
  if (!after.ok()) return after.status();
  Result<LeadPage> page = store_.ListLeads(*query, *page_size, *after);
  if (!page.ok()) return page.status();
  v1::ListLeadsResponse response;
  for (v1::Lead& lead : page->leads) {
    v1::Lead* shown = response.add_leads();
    *shown = Masked(std::move(lead));
    shown->mutable_ad()->clear_text();
    shown->clear_versions();
    shown->clear_earlier();
    for (v1::Hit& hit : *shown->mutable_hits()) hit.clear_spans();
    for (v1::ScoreTerm& term : *shown->mutable_score()->mutable_terms()) term.clear_spans();
  }
  if (!page->next.empty())
    response.set_next_page_token(MakePageToken(store_.contact_key(), arguments, page->next));
  if (request.page_token().empty()) response.set_total_size(page->total);
  AuditEvent event{
      caller.principal, "LIST", "leads", caller.purpose,
      DescribeFilter(request.filter()) + "; " + std::to_string(response.leads_size()) + " shown"};
  if (Status audited = store_.Audit(event); !audited.ok()) return audited;
  return response;
}

Result<v1::ListUnscoredAdsResponse> LeadService::ListUnscoredAds(
    const Caller& caller, const v1::ListUnscoredAdsRequest& request) {
  constexpr size_t kMostText = 300;
  Result<int> page_size = PageSize(request.page_size(), 50);
  if (!page_size.ok()) return page_size.status();
  const std::string arguments = "ListUnscoredAds " + request.source();
  Result<std::string> after = ReadPageToken(store_.contact_key(), arguments, request.page_token());
  if (!after.ok()) return after.status();
  Result<UnscoredPage> page =
      store_.ListUnscored(request.source(), static_cast<size_t>(*page_size), *after);
  if (!page.ok()) return page.status();
  v1::ListUnscoredAdsResponse response;
  for (UnscoredAd& found : page->ads) {
    v1::Ad& ad = *found.row.mutable_ad();
    std::vector<v1::Hit> no_hits;
    masker_.MaskAd(&ad, &no_hits);
    v1::UnscoredAd* shown = response.add_ads();
    shown->set_name("ads/" + found.id);
    shown->set_not_scored_because(found.row.score().not_scored_because());
    shown->set_source(found.row.source());
    shown->set_url(masker_.Mask(found.row.url(), {}, v1::PLACE_URL));
    shown->set_title(ad.title());
    shown->set_text(Shorten(ad.text(), kMostText));
    shown->set_language(ad.language());
    *shown->mutable_first_seen_time() = found.row.first_seen_time();
    *shown->mutable_last_seen_time() = found.row.last_seen_time();
  }
  if (!page->next.empty())
    response.set_next_page_token(MakePageToken(store_.contact_key(), arguments, page->next));
  const Status audited =
      store_.Audit({caller.principal, "LIST", "ads", caller.purpose,
                    "that could not be scored; " + std::to_string(response.ads_size()) + " shown"});
  if (!audited.ok()) return audited;
  return response;
}

Result<v1::Lead> LeadService::GetLead(const Caller& caller, const v1::GetLeadRequest& request) {
  Result<std::string> id = IdFromName(request.name(), "leads/");
  if (!id.ok()) return id.status();
  Result<v1::Lead> lead = store_.GetLead(*id);
  if (!lead.ok()) return lead.status();
  if (Status audited = store_.Audit({caller.principal, "GET", lead->name(), caller.purpose, ""});
      !audited.ok())
    return audited;
  Result<std::vector<v1::Repost>> reposts = store_.SameText(lead->name().substr(6));
  if (!reposts.ok()) return reposts.status();
  for (v1::Repost& repost : *reposts) {
    repost.set_url(masker_.Mask(repost.url(), {}, v1::PLACE_URL));
    *lead->add_reposts() = std::move(repost);
  }
  return Masked(std::move(*lead));
}

Result<v1::RevealContactsResponse> LeadService::RevealContacts(
    const Caller& caller, const v1::RevealContactsRequest& request) {
  if (Status reason = RequireReason(caller, "showing contacts"); !reason.ok()) return reason;
  Result<std::string> id = IdFromName(request.name(), "leads/");
  if (!id.ok()) return id.status();
  Result<v1::Lead> lead = store_.GetLead(*id);
  if (!lead.ok()) return lead.status();
  if (Status audited = store_.Audit({caller.principal, "REVEAL", lead->name(), caller.purpose, ""});
      !audited.ok()) {
    return audited;
  }
  v1::RevealContactsResponse response;
  for (const v1::Fact& fact : lead->ad().facts()) {
    if (IsContact(fact.kind())) *response.add_contacts() = fact;
  }
  response.set_title(lead->ad().title());
  response.set_text(lead->ad().text());
  return response;
}

Result<v1::Lead> LeadService::TransitionLead(const Caller& caller,
                                             const v1::TransitionLeadRequest& request) {
  Result<std::string> id = IdFromName(request.name(), "leads/");
  if (!id.ok()) return id.status();
  if (!v1::Lead::State_IsValid(request.target_state()) ||
      request.target_state() == v1::Lead::STATE_UNSPECIFIED) {
    return Status(Code::kInvalidArgument, "target_state: say which");
  }
  if (request.reason().size() > kMaxReason)
    return Status(Code::kInvalidArgument, "reason: at most 4096 bytes");
  AuditEvent event{caller.principal, "TRANSITION", "leads/" + *id, caller.purpose,
                   "to " + StateName(request.target_state()) + ": " + request.reason()};
  Result<v1::Lead> lead =
      store_.UpdateLead(*id, request.etag(), event, [&](v1::Lead& changed) -> Status {
        Status arrow =
            CheckArrow(changed.state(), request.target_state(), !request.reason().empty());
        if (!arrow.ok()) return arrow;
        if (request.target_state() == v1::Lead::STATE_REFERRED &&
            changed.verdict() == v1::Lead::VERDICT_UNSPECIFIED) {
          return Status(Code::kFailedPrecondition,
                        "a lead is referred only after a person's verdict: record one first");
        }
        changed.set_state(request.target_state());
        return Status();
      });
  if (!lead.ok()) return lead.status();
  return Masked(std::move(*lead));
}

Result<v1::Lead> LeadService::RecordVerdict(const Caller& caller,
                                            const v1::RecordVerdictRequest& request) {
  Result<std::string> id = IdFromName(request.name(), "leads/");
  if (!id.ok()) return id.status();
  if (!v1::Lead::Verdict_IsValid(request.verdict()) ||
      request.verdict() == v1::Lead::VERDICT_UNSPECIFIED) {
    return Status(Code::kInvalidArgument, "verdict: say RELEVANT, NOT_RELEVANT or UNCLEAR");
  }
  if (!v1::Lead::Subject_IsValid(request.subject()))
    return Status(Code::kInvalidArgument, "subject: no such value");
  if (request.reason().empty() || request.reason().size() > kMaxReason) {
    return Status(Code::kInvalidArgument, "reason: say in a sentence why (at most 4096 bytes)");
  }
  AuditEvent event{caller.principal, "VERDICT", "leads/" + *id, caller.purpose,
                   v1::Lead::Verdict_Name(request.verdict()).substr(8)};
  Result<v1::Lead> lead =
      store_.UpdateLead(*id, request.etag(), event, [&](v1::Lead& changed) -> Status {
        for (const std::string& rule : request.wrong_rules()) {
          if (!WasHitBy(changed, rule)) {
            return Status(Code::kInvalidArgument,
                          "wrong_rules: '" + rule + "' did not hit this lead");
          }
        }
        changed.set_verdict(request.verdict());
        changed.set_verdict_reason(request.reason());
        changed.set_verdict_by(caller.principal);
        *changed.mutable_verdict_time() = ToProto(clock_.Now());
        *changed.mutable_wrong_rules() = request.wrong_rules();
        if (request.subject() != v1::Lead::SUBJECT_UNSPECIFIED)
          changed.set_subject(request.subject());
        if (changed.state() == v1::Lead::STATE_NEW) changed.set_state(v1::Lead::STATE_IN_TRIAGE);
        return Status();
      });
  if (!lead.ok()) return lead.status();
  return Masked(std::move(*lead));
}

}  // namespace varta
