// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "server/audit_service.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/digest.h"
#include "server/requests.h"
#include "storage/audit.h"
#include "storage/keys.h"
#include "sweep/convert.h"

namespace varta {
namespace {

constexpr size_t kShortestId = 6;

// An action as the log writes it. What is asked for and is not there must not look like nothing
// found.
Result<std::string> ToAction(std::string_view written) {
  std::string action(written), names;
  for (char& c : action) c = ascii::IsLower(c) ? static_cast<char>(c - 'a' + 'A') : c;
  for (const std::string_view known : AuditActions()) {
    if (action.empty() || action == known) return action;
    names += (names.empty() ? "" : ", ") + std::string(known);
  }
  return Status(
      Code::kInvalidArgument,
      "action: there is no '" + std::string(written.substr(0, 100)) + "'; there are " + names);
}

// A subject as the names in the log begin: a bare id is a lead's.
Result<std::string> ToResource(const std::string& subject) {
  if (subject.empty()) return subject;
  const std::string resource =
      subject.find('/') == std::string::npos ? "leads/" + subject : subject;
  if (resource.starts_with("leads/") && resource.size() < 6 + kShortestId) {
    return Status(Code::kInvalidArgument, "subject: the lead id '" + resource.substr(6) +
                                              "' is too short; write 6 characters at least");
  }
  return resource;
}

Result<AuditQuery> ToQuery(const v1::ListAuditEventsRequest& request) {
  const v1::AuditFilter& filter = request.filter();
  AuditQuery query;
  if (filter.has_after()) query.since = FromProto(filter.after());
  if (filter.has_before()) query.until = FromProto(filter.before());
  query.principal = filter.principal();
  Result<std::string> action = ToAction(filter.action());
  if (!action.ok()) return action.status();
  query.action = *std::move(action);
  Result<std::string> resource = ToResource(filter.subject());
  if (!resource.ok()) return resource.status();
  query.resource = *std::move(resource);
  query.oldest_first = request.oldest_first();
  return query;
}

v1::AuditEvent ToEvent(const stored::v1::AuditEntry& entry) {
  v1::AuditEvent event;
  event.set_index(entry.index());
  *event.mutable_event_time() = entry.event_time();
  event.set_principal(entry.principal());
  event.set_action(entry.action());
  event.set_resource(entry.resource());
  event.set_purpose(entry.purpose());
  event.set_detail(entry.detail());
  event.set_hash(Hex(entry.hash()));
  return event;
}

// For the entry of this very look: what was asked for, and how much was shown.
std::string Describe(const AuditQuery& query, int shown) {
  std::string what;
  const auto add = [&](const char* name, const std::string& value) {
    if (!value.empty()) what += std::string(what.empty() ? "" : ", ") + name + " " + value;
  };
  if (query.since) add("since", FormatTime(*query.since));
  if (query.until) add("until", FormatTime(*query.until));
  add("principal", query.principal);
  add("action", query.action);
  add("subject", query.resource);
  return (what.empty() ? "all" : what) + "; " + std::to_string(shown) + " shown";
}

}  // namespace

Result<v1::ListAuditEventsResponse> AuditService::ListAuditEvents(
    const Caller& caller, const v1::ListAuditEventsRequest& request) {
  Result<int> page_size = PageSize(request.page_size(), 50);
  if (!page_size.ok()) return page_size.status();
  Result<AuditQuery> query = ToQuery(request);
  if (!query.ok()) return query.status();
  const std::string arguments = "ListAuditEvents " + std::to_string(request.oldest_first()) +
                                request.filter().SerializeAsString();
  Result<std::string> position =
      ReadPageToken(store_.contact_key(), arguments, request.page_token());
  if (!position.ok()) return position.status();
  std::optional<uint64_t> from;
  if (!position->empty()) from = KeyReader(*position).Number();
  Result<AuditPage> page = store_.FindAudit(*query, *page_size, from);
  if (!page.ok()) return page.status();
  v1::ListAuditEventsResponse response;
  for (const stored::v1::AuditEntry& entry : page->entries) *response.add_events() = ToEvent(entry);
  if (page->next) {
    response.set_next_page_token(
        MakePageToken(store_.contact_key(), arguments, KeyWriter().Number(*page->next).Take()));
  }
  Status audited = store_.Audit({caller.principal, "AUDIT", "audit", caller.purpose,
                                 Describe(*query, response.events_size())});
  if (!audited.ok()) return audited;
  return response;
}

Result<v1::VerifyAuditLogResponse> AuditService::VerifyAuditLog(
    const Caller&, const v1::VerifyAuditLogRequest& request) {
  const uint64_t noted = request.noted_count();
  if (noted > 0 && request.noted_hash().size() != 64) {
    return Status(Code::kInvalidArgument,
                  "noted_hash: write the 64 hex digits that were noted with the count");
  }
  v1::VerifyAuditLogResponse response;
  Result<AuditChain> chain = store_.VerifyAudit();
  if (chain.status().code() == Code::kDataLoss) {
    response.set_problem(chain.status().message());
    return response;
  }
  if (!chain.ok()) return chain.status();
  if (noted > chain->entries) {
    response.set_problem("the log had " + std::to_string(noted) +
                         " entries when that was noted, and has " + std::to_string(chain->entries) +
                         " now: it was made anew");
    return response;
  }
  if (noted > 0) {
    Result<std::vector<stored::v1::AuditEntry>> entry = store_.ReadAudit(noted - 1, 1);
    if (!entry.ok()) return entry.status();
    if (Hex(entry->at(0).hash()) != ascii::Lower(request.noted_hash())) {
      response.set_problem("audit entry " + std::to_string(noted - 1) +
                           " is not the one that was noted: the log was made anew, or the note "
                           "is mistyped");
      return response;
    }
  }
  response.set_count(chain->entries);
  response.set_last_hash(Hex(chain->last_hash));
  return response;
}

}  // namespace varta
