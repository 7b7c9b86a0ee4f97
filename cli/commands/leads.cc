// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// varta leads list|show|find|verdict|move|reveal|unscored
#include <cstdio>

#include "cli/arguments.h"
#include "cli/connection.h"
#include "cli/json.h"
#include "cli/show_lead.h"
#include "cli/terminal.h"
#include "varta/v1/lead_service.grpc.pb.h"

namespace varta {
namespace {

struct LeadArguments {
  std::string id, since, until, source, rule, language, form, state, verdict, phone, handle, email,
      reason, target, subject, token;
  std::vector<std::string> words, wrong_rules;
  double min_score = 0;
  int limit = 20;
  bool not_scored = false;
};

// "not-relevant" -> the enum value whose name ends in NOT_RELEVANT; 0 if there is none.
template <typename Descriptor>
int EnumValue(const Descriptor* descriptor, const std::string& prefix, std::string written) {
  for (char& c : written)
    c = c == '-' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  auto* value = descriptor->FindValueByName(prefix + written);
  return value == nullptr ? 0 : value->number();
}

template <typename Descriptor>
std::string EnumNames(const Descriptor* descriptor, size_t prefix) {
  std::string names;
  for (int i = 1; i < descriptor->value_count(); ++i) {
    std::string name = descriptor->value(i)->name().substr(prefix);
    for (char& c : name)
      c = c == '_' ? '-' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    names += (names.empty() ? "" : ", ") + name;
  }
  return names;
}

// Sets an enum field from what somebody wrote; false: no such value.
template <typename Set, typename Descriptor>
Status SetEnum(const std::string& written, const char* option, const Descriptor* descriptor,
               const std::string& prefix, Set set) {
  if (written.empty()) return Status();
  int value = EnumValue(descriptor, prefix, written);
  if (value == 0) {
    return Status(Code::kInvalidArgument, std::string(option) + ": '" + written +
                                              "' is not one of " +
                                              EnumNames(descriptor, prefix.size()));
  }
  set(value);
  return Status();
}

Result<v1::LeadFilter> ToFilter(const LeadArguments& a) {
  v1::LeadFilter filter;
  for (const Status& status :
       {SetTime(a.since, "--since", [&] { return filter.mutable_seen_after(); }),
        SetTime(a.until, "--until", [&] { return filter.mutable_seen_before(); }),
        SetEnum(a.form, "--form", v1::Form_descriptor(), "FORM_",
                [&](int v) { filter.set_form(static_cast<v1::Form>(v)); }),
        SetEnum(a.state, "--state", v1::Lead::State_descriptor(), "STATE_",
                [&](int v) { filter.set_state(static_cast<v1::Lead::State>(v)); }),
        SetEnum(a.verdict, "--verdict", v1::Lead::Verdict_descriptor(), "VERDICT_",
                [&](int v) { filter.set_verdict(static_cast<v1::Lead::Verdict>(v)); })}) {
    if (!status.ok()) return status;
  }
  filter.set_source(a.source);
  filter.set_rule(a.rule);
  filter.set_language(a.language);
  filter.set_min_score(a.min_score);
  filter.set_not_scored(a.not_scored);
  filter.set_phone(a.phone);
  filter.set_handle(a.handle);
  filter.set_email(a.email);
  for (const std::string& word : a.words) filter.add_words(word);
  return filter;
}

using Leads = Client<v1::LeadService>;

int ListLeads(const Globals& globals, const LeadArguments& arguments) {
  Result<v1::LeadFilter> filter = ToFilter(arguments);
  if (!filter.ok()) return Fail(filter.status());
  Result<Leads> leads = Leads::Open(globals);
  if (!leads.ok()) return Fail(leads.status());
  v1::ListLeadsRequest request;
  *request.mutable_filter() = *filter;
  request.set_page_size(arguments.limit);
  request.set_page_token(arguments.token);
  auto response = Invoke(*leads->stub, &v1::LeadService::Stub::ListLeads,
                         leads->connection->Context(arguments.reason), request);
  if (!response.ok()) return Fail(response.status());
  if (globals.json) {
    PrintJson(*response);
    return kFine;
  }
  Style style = Style::ForOutput(globals);
  int columns = TerminalColumns();
  for (const v1::Lead& lead : response->leads())
    std::fputs(LeadRow(lead, style, columns).c_str(), stdout);
  if (response->leads_size() == 0) std::puts("No lead fits.");
  if (arguments.token.empty() && response->leads_size() > 0) {
    std::printf("%s\n", style
                            .Dim(std::to_string(response->leads_size()) + " of " +
                                 std::to_string(response->total_size()) +
                                 " leads, highest score first. varta leads show ID shows one.")
                            .c_str());
  }
  if (!response->next_page_token().empty()) {
    std::printf("%s\n", style
                            .Dim("More: the same command with --limit " +
                                 std::to_string(response->total_size()) + ", or --page " +
                                 response->next_page_token())
                            .c_str());
  }
  return kFine;
}

int ListUnscored(const Globals& globals, const LeadArguments& arguments) {
  Result<Leads> leads = Leads::Open(globals);
  if (!leads.ok()) return Fail(leads.status());
  v1::ListUnscoredAdsRequest request;
  request.set_source(arguments.source);
  request.set_page_size(arguments.limit);
  request.set_page_token(arguments.token);
  auto response = Invoke(*leads->stub, &v1::LeadService::Stub::ListUnscoredAds,
                         leads->connection->Context(arguments.reason), request);
  if (!response.ok()) return Fail(response.status());
  if (globals.json) {
    PrintJson(*response);
    return kFine;
  }
  std::fputs(UnscoredList(*response, Style::ForOutput(globals), TerminalColumns()).c_str(), stdout);
  return kFine;
}

int Show(const Globals& globals, const LeadArguments& arguments) {
  Result<Leads> leads = Leads::Open(globals);
  if (!leads.ok()) return Fail(leads.status());
  v1::GetLeadRequest request;
  request.set_name(arguments.id);
  auto lead = Invoke(*leads->stub, &v1::LeadService::Stub::GetLead,
                     leads->connection->Context(arguments.reason), request);
  if (!lead.ok()) return FailNamed(lead.status());
  if (globals.json) {
    PrintJson(*lead);
  } else {
    std::fputs(LeadPageText(*lead, Style::ForOutput(globals)).c_str(), stdout);
  }
  return kFine;
}

int Verdict(const Globals& globals, const LeadArguments& arguments) {
  v1::RecordVerdictRequest request;
  Status verdict = SetEnum(arguments.target, "VERDICT", v1::Lead::Verdict_descriptor(), "VERDICT_",
                           [&](int v) { request.set_verdict(static_cast<v1::Lead::Verdict>(v)); });
  if (!verdict.ok()) return Fail(verdict);
  Status subject =
      SetEnum(arguments.subject, "--subject", v1::Lead::Subject_descriptor(), "SUBJECT_",
              [&](int v) { request.set_subject(static_cast<v1::Lead::Subject>(v)); });
  if (!subject.ok()) return Fail(subject);
  Result<Leads> leads = Leads::Open(globals);
  if (!leads.ok()) return Fail(leads.status());
  request.set_name(arguments.id);
  request.set_reason(arguments.reason);
  for (const std::string& rule : arguments.wrong_rules) request.add_wrong_rules(rule);
  auto lead = Invoke(*leads->stub, &v1::LeadService::Stub::RecordVerdict,
                     leads->connection->Context(arguments.reason), request);
  if (!lead.ok()) return FailNamed(lead.status());
  if (globals.json) {
    PrintJson(*lead);
  } else {
    std::printf("%s: %s, recorded for %s. It is now %s.\n", ShortId(lead->name()).c_str(),
                v1::Lead::Verdict_Name(lead->verdict()).substr(8).c_str(),
                Printable(lead->verdict_by()).c_str(),
                v1::Lead::State_Name(lead->state()).substr(6).c_str());
  }
  return kFine;
}

int Move(const Globals& globals, const LeadArguments& arguments) {
  v1::TransitionLeadRequest request;
  Status state = SetEnum(arguments.target, "STATE", v1::Lead::State_descriptor(), "STATE_",
                         [&](int v) { request.set_target_state(static_cast<v1::Lead::State>(v)); });
  if (!state.ok()) return Fail(state);
  Result<Leads> leads = Leads::Open(globals);
  if (!leads.ok()) return Fail(leads.status());
  request.set_name(arguments.id);
  request.set_reason(arguments.reason);
  auto lead = Invoke(*leads->stub, &v1::LeadService::Stub::TransitionLead,
                     leads->connection->Context(arguments.reason), request);
  if (!lead.ok()) return FailNamed(lead.status());
  if (globals.json) {
    PrintJson(*lead);
  } else {
    std::printf("%s is now %s.\n", ShortId(lead->name()).c_str(),
                v1::Lead::State_Name(lead->state()).substr(6).c_str());
  }
  return kFine;
}

int Reveal(const Globals& globals, const LeadArguments& arguments) {
  Result<Leads> leads = Leads::Open(globals);
  if (!leads.ok()) return Fail(leads.status());
  v1::RevealContactsRequest request;
  request.set_name(arguments.id);
  auto revealed = Invoke(*leads->stub, &v1::LeadService::Stub::RevealContacts,
                         leads->connection->Context(arguments.reason), request);
  if (!revealed.ok()) return FailNamed(revealed.status());
  if (globals.json) {
    PrintJson(*revealed);
    return kFine;
  }
  for (const v1::Fact& fact : revealed->contacts()) {
    std::printf("%s%s%s\n", Printable(fact.value()).c_str(),
                fact.written().empty() ? "" : "   as written: ", Printable(fact.written()).c_str());
  }
  if (revealed->contacts().empty())
    std::puts("The ad names no contact that varta recognised; its text follows.");
  std::printf("\n%s\n%s\n", Printable(revealed->title()).c_str(),
              Printable(revealed->text(), true).c_str());
  return kFine;
}

void AddFilters(CLI::App* verb, LeadArguments* a) {
  verb->add_option("--since", a->since, "last seen at or after, UTC")->type_name("DATE");
  verb->add_option("--until", a->until, "last seen before, UTC")->type_name("DATE");
  verb->add_option("--source", a->source, "of one source")->type_name("ID");
  verb->add_option("--rule", a->rule, "that this rule hit")->type_name("ID");
  verb->add_option("--language", a->language, "uk, ru, en ...")->type_name("CODE");
  verb->add_option("--form", a->form, "labour, sexual, forced-criminality ...")->type_name("FORM");
  verb->add_option("--min-score", a->min_score, "0 to 1")
      ->check(CLI::Range(0.0, 1.0).description(""))
      ->type_name("SCORE");
  verb->add_option("--state", a->state, "new, in-triage, dismissed ...")->type_name("STATE");
  verb->add_option("--verdict", a->verdict, "relevant, not-relevant, unclear")
      ->type_name("VERDICT");
  verb->add_flag("--not-scored", a->not_scored,
                 "only leads without a score; other ads: leads unscored");
  AddPaging(verb, &a->limit, &a->token);
}

}  // namespace

void AddLeads(CLI::App& app, const Globals& globals, Action* action) {
  auto arguments = std::make_shared<LeadArguments>();
  CLI::App* leads = app.add_subcommand("leads", "list, read, find and judge leads");
  leads->require_subcommand(1);
  auto reason = [arguments](CLI::App* verb, const char* help) {
    return verb->add_option("--reason", arguments->reason, help)->type_name("TEXT");
  };
  auto id = [arguments](CLI::App* verb) {
    verb->add_option("id", arguments->id, "a lead's id; its first 6 characters will do")
        ->required();
  };

  CLI::App* list = leads->add_subcommand("list", "highest score first, with the reasons");
  AddFilters(list, arguments.get());
  list->callback(
      [=, &globals] { *action = [=, &globals] { return ListLeads(globals, *arguments); }; });

  CLI::App* show = leads->add_subcommand("show", "one lead in full, contacts masked");
  id(show);
  reason(show, "why you look; written to the audit log");
  show->callback([=, &globals] { *action = [=, &globals] { return Show(globals, *arguments); }; });

  CLI::App* unscored =
      leads->add_subcommand("unscored", "ads, no leads, that could not be scored, and why");
  unscored->add_option("--source", arguments->source, "of one source")->type_name("ID");
  AddPaging(unscored, &arguments->limit, &arguments->token);
  reason(unscored, "why you look; written to the audit log");
  unscored->callback(
      [=, &globals] { *action = [=, &globals] { return ListUnscored(globals, *arguments); }; });

  CLI::App* find =
      leads->add_subcommand("find", "every ad with a phone, a handle, an e-mail or words");
  find->add_option("words", arguments->words, "all must occur; паспорт* finds every ending")
      ->type_name("WORD");
  find->add_option("--phone", arguments->phone,
                   "as people write it; a national number is read as Ukrainian")
      ->type_name("NUMBER");
  find->add_option("--handle", arguments->handle, "@name, a link, or service:name")
      ->type_name("NAME");
  find->add_option("--email", arguments->email, "an address")->type_name("ADDRESS");
  reason(find, "why you look; written to the audit log");
  AddFilters(find, arguments.get());
  find->callback([=, &globals] {
    *action = [=, &globals] {
      if (arguments->words.empty() && arguments->phone.empty() && arguments->handle.empty() &&
          arguments->email.empty()) {
        return FailUsage("leads find: say what: words, --phone, --handle or --email");
      }
      return ListLeads(globals, *arguments);
    };
  });

  CLI::App* verdict = leads->add_subcommand("verdict", "record what a person thinks of a lead");
  id(verdict);
  verdict->add_option("verdict", arguments->target, "relevant, not-relevant or unclear")
      ->required();
  reason(verdict, "a sentence why")->required();
  verdict
      ->add_option("--wrong-rule", arguments->wrong_rules,
                   "a rule that misfired here; may be repeated")
      ->type_name("ID");
  verdict
      ->add_option("--subject", arguments->subject,
                   "possible-victim, possible-recruiter, third-party")
      ->type_name("WHO");
  verdict->callback(
      [=, &globals] { *action = [=, &globals] { return Verdict(globals, *arguments); }; });

  CLI::App* move = leads->add_subcommand("move", "change a lead's state");
  id(move);
  move->add_option("state", arguments->target,
                   "in-triage, in-progress, referred, resolved, dismissed")
      ->required();
  reason(move, "needed to dismiss, refer, resolve or reopen");
  move->callback([=, &globals] { *action = [=, &globals] { return Move(globals, *arguments); }; });

  CLI::App* reveal =
      leads->add_subcommand("reveal", "the contacts in clear; needs a reason, which is logged");
  id(reveal);
  reason(reveal, "why you need them; written to the audit log");
  reveal->callback(
      [=, &globals] { *action = [=, &globals] { return Reveal(globals, *arguments); }; });
}

}  // namespace varta
