// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// varta audit list|verify
#include <algorithm>
#include <cstdio>

#include "cli/arguments.h"
#include "cli/connection.h"
#include "cli/json.h"
#include "cli/show_lead.h"
#include "cli/terminal.h"
#include "sweep/convert.h"
#include "varta/v1/audit_service.grpc.pb.h"

namespace varta {
namespace {

struct AuditArguments {
  std::string since, until, user, action, subject, reason, token, noted;
  int limit = 20;
  bool oldest_first = false;
};

using AuditStub = Client<v1::AuditService>;

// "leads/3fa9c1d2…/evidence/77ab…" as people type it: "lead 3fa9c1d2, evidence 77ab0123".
std::string SubjectText(const std::string& resource) {
  if (resource.starts_with("models/")) return "model " + Printable(resource.substr(7, 12));
  if (!resource.starts_with("leads/")) return Printable(resource);
  constexpr std::string_view kMiddle = "/evidence/";
  const size_t middle = resource.find(kMiddle);
  std::string text = "lead " + ShortId(resource.substr(0, middle));
  if (middle != std::string::npos)
    text += ", evidence " + resource.substr(middle + kMiddle.size(), 8);
  return Printable(text);
}

// Evidence of the subject by the beginning of its id.
std::string DetailText(const v1::AuditEvent& event) {
  std::string detail = Printable(event.detail());
  const std::string whole = event.resource() + "/evidence/";
  const size_t at = detail.find(whole);
  if (at == std::string::npos) return detail;
  const size_t id = at + whole.size();
  return detail.substr(0, at) + "evidence " + detail.substr(id, 8) +
         detail.substr(std::min(detail.find_first_not_of("0123456789abcdef", id), detail.size()));
}

// One line: number, time, who, what, on what, why; then what else is known.
std::string EventRow(const v1::AuditEvent& event, const Style& style) {
  std::string time = FormatTime(FromProto(event.event_time())).substr(0, 19);
  time[10] = ' ';
  std::string number = std::to_string(event.index());
  number.insert(0, number.size() < 6 ? 6 - number.size() : 0, ' ');
  std::string row = style.Dim(number) + "  " + time + "  " + Fit(Printable(event.principal()), 16) +
                    "  " + style.Bold(Fit(Printable(event.action()), 10)) + "  " +
                    SubjectText(event.resource());
  if (!event.purpose().empty()) row += "  \"" + Printable(event.purpose()) + "\"";
  if (!event.detail().empty()) row += "  " + style.Dim(DetailText(event));
  return row + "\n";
}

int ListEvents(const Globals& globals, const AuditArguments& arguments) {
  v1::ListAuditEventsRequest request;
  v1::AuditFilter& filter = *request.mutable_filter();
  for (const Status& status :
       {SetTime(arguments.since, "--since", [&] { return filter.mutable_after(); }),
        SetTime(arguments.until, "--until", [&] { return filter.mutable_before(); })}) {
    if (!status.ok()) return Fail(status);
  }
  filter.set_principal(arguments.user);
  filter.set_action(arguments.action);
  filter.set_subject(arguments.subject);
  request.set_page_size(arguments.limit);
  request.set_page_token(arguments.token);
  request.set_oldest_first(arguments.oldest_first);
  Result<AuditStub> audit = AuditStub::Open(globals);
  if (!audit.ok()) return Fail(audit.status());
  // Without a deadline: the log may be long.
  auto response = Invoke(*audit->stub, &v1::AuditService::Stub::ListAuditEvents,
                         audit->connection->OpenContext(arguments.reason), request);
  if (!response.ok()) return Fail(response.status());
  if (globals.json) {
    PrintJson(*response);
    return kFine;
  }
  const Style style = Style::ForOutput(globals);
  for (const v1::AuditEvent& event : response->events())
    std::fputs(EventRow(event, style).c_str(), stdout);
  if (response->events_size() == 0) std::puts("No entry fits.");
  if (!response->next_page_token().empty()) {
    const std::string more =
        "More: the same command with --page " + response->next_page_token() + ", or --limit 500";
    std::printf("%s\n", style.Dim(more).c_str());
  }
  return kFine;
}

// "1234:9f86d0..." as verify printed it.
Status ToNoted(const std::string& written, v1::VerifyAuditLogRequest* request) {
  if (written.empty()) return Status();
  const size_t colon = written.find(':');
  const std::string digits = written.substr(0, colon);
  if (colon == std::string::npos || digits.empty() || digits.size() > 18 ||
      digits.find_first_not_of("0123456789") != std::string::npos || std::stoull(digits) == 0) {
    return Status(Code::kInvalidArgument,
                  "--noted: write what an earlier verify ended with, as 1234:9f86d081...");
  }
  request->set_noted_count(std::stoull(digits));
  request->set_noted_hash(written.substr(colon + 1));
  return Status();
}

int Verify(const Globals& globals, const AuditArguments& arguments) {
  v1::VerifyAuditLogRequest request;
  if (Status noted = ToNoted(arguments.noted, &request); !noted.ok()) return Fail(noted);
  Result<AuditStub> audit = AuditStub::Open(globals);
  if (!audit.ok()) return Fail(audit.status());
  auto response = Invoke(*audit->stub, &v1::AuditService::Stub::VerifyAuditLog,
                         audit->connection->OpenContext(), request);
  if (!response.ok()) return Fail(response.status());
  const bool whole = response->problem().empty();
  const Style style = Style::ForOutput(globals);
  if (globals.json) {
    PrintJson(*response);
  } else if (!whole) {
    std::printf("%s %s\n", style.Red("broken:").c_str(), Printable(response->problem()).c_str());
  } else {
    std::printf("%llu entries, %s, last digest %s\n",
                static_cast<unsigned long long>(response->count()),
                style.Green("chain whole").c_str(), response->last_hash().c_str());
    if (!arguments.noted.empty()) {
      std::puts("What was noted is its beginning.");
    } else if (response->count() > 0) {
      const std::string next = "Note it elsewhere; later: varta audit verify --noted " +
                               std::to_string(response->count()) + ":" + response->last_hash();
      std::printf("%s\n", style.Dim(next).c_str());
    }
  }
  return whole ? kFine : kFindings;
}

}  // namespace

void AddAudit(CLI::App& app, const Globals& globals, Action* action) {
  auto a = std::make_shared<AuditArguments>();
  CLI::App* audit = app.add_subcommand("audit", "who looked at or changed what, when and why");
  audit->require_subcommand(1);
  CLI::App* list = audit->add_subcommand("list", "the audit log, newest first");
  list->add_option("--since", a->since, "at or after, UTC")->type_name("DATE");
  list->add_option("--until", a->until, "before, UTC")->type_name("DATE");
  // Hides the option of all verbs: who types it here means whom to look for.
  list->add_option("--user", a->user, "by this person: NAME, or local:NAME, cert:NAME")
      ->type_name("NAME");
  list->add_option("--action", a->action, "reveal, export, verdict, get, list, download, sweep ...")
      ->type_name("ACTION");
  list->add_option("--subject", a->subject,
                   "on this lead and its evidence (6 characters will do), or sweeps/ID, sources/ID")
      ->type_name("LEAD");
  list->add_flag("--oldest-first", a->oldest_first, "in the order in which it was written");
  list->add_option("--reason", a->reason, "why you look; written to the audit log")
      ->type_name("TEXT");
  AddPaging(list, &a->limit, &a->token);
  list->footer(
      "Reading the log is itself an entry of it. To say who you are here: varta --user ME audit "
      "list.");
  list->callback([=, &globals] { *action = [=, &globals] { return ListEvents(globals, *a); }; });
  CLI::App* verify =
      audit->add_subcommand("verify", "is the log whole? 1 if an entry was changed or is missing");
  verify
      ->add_option("--noted", a->noted,
                   "and does it begin with the one that was noted: COUNT:DIGEST of an earlier "
                   "verify")
      ->type_name("NOTE");
  verify->footer(
      "Whoever can write the data folder can make a whole new log: only a digest that was noted\n"
      "elsewhere shows that.");
  verify->callback([=, &globals] { *action = [=, &globals] { return Verify(globals, *a); }; });
}

}  // namespace varta
