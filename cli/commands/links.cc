// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// varta links show|explore|judge|watch|generic, varta alerts
#include <algorithm>
#include <cstdio>

#include "cli/arguments.h"
#include "cli/connection.h"
#include "cli/json.h"
#include "cli/terminal.h"
#include "sweep/convert.h"
#include "varta/v1/entity_service.grpc.pb.h"

namespace varta {
namespace {

struct LinkArguments {
  std::string what, to, word, reason, kind, token;
  int depth = 1, max_nodes = 200, limit = 20;
  double min_strength = 0;
  bool generic = false, reveal = false, off = false;
};

using Entities = Client<v1::EntityService>;

std::string DayOf(const google::protobuf::Timestamp& time) {
  return FormatTime(FromProto(time)).substr(0, 10);
}

template <typename Record>
std::string SeenText(const Record& record) {
  const std::string first = DayOf(record.first_seen_time()), last = DayOf(record.last_seen_time());
  return first == last ? "seen " + first : "seen " + first + " to " + last;
}

std::string AdCount(int64_t count) { return std::to_string(count) + (count == 1 ? " ad" : " ads"); }

// `sign`: before each value; # of what is a pseudonym.
void PrintSeen(const char* what, const google::protobuf::RepeatedPtrField<v1::SeenWith>& seen,
               const char* sign = "") {
  for (const v1::SeenWith& with : seen) {
    std::printf("  %-9s %s%s, %s, %s\n", what, sign, Printable(with.value()).c_str(),
                AdCount(with.ad_count()).c_str(), SeenText(with).c_str());
    what = "";
  }
}

void PrintAds(const google::protobuf::RepeatedPtrField<std::string>& ads) {
  const char* what = "ads";
  for (const std::string& ad : ads) {
    std::printf("  %-9s %s\n", what, ad.c_str());
    what = "";
  }
}

void PrintEntity(const v1::Entity& entity, const Style& style) {
  std::printf("%s  %s\n", style.Bold(entity.label()).c_str(), style.Dim(entity.name()).c_str());
  std::printf("  %s (%lld for jobs, %lld of sexual services), %s%s\n",
              AdCount(entity.ad_count()).c_str(), static_cast<long long>(entity.job_count()),
              static_cast<long long>(entity.sexual_services_count()), SeenText(entity).c_str(),
              entity.watched() ? "; watched" : "");
  if (entity.generic())
    std::printf("  %s\n",
                style.Yellow("ties no ads: " + Printable(entity.generic_because())).c_str());
  PrintSeen("sources", entity.sources());
  PrintSeen("cities", entity.cities());
  PrintSeen("trades", entity.trades());
  PrintSeen("employers", entity.employers(), "#");
  PrintSeen("names", entity.person_names(), "#");
  PrintAds(entity.ads());
}

// At most `columns` wide where there are spaces, each line behind `indent` spaces.
std::string Wrapped(const std::string& text, int columns, int indent) {
  std::string out, line;
  size_t begin = 0;
  while (begin < text.size()) {
    const size_t end = std::min(text.find(' ', begin), text.size());
    const std::string word = text.substr(begin, end - begin);
    if (!line.empty() && Width(line) + 1 + Width(word) + indent > columns) {
      out += std::string(static_cast<size_t>(indent), ' ') + line + "\n";
      line.clear();
    }
    line += (line.empty() ? "" : " ") + word;
    begin = end + 1;
  }
  return line.empty() ? out : out + std::string(static_cast<size_t>(indent), ' ') + line + "\n";
}

void PrintCluster(const v1::Cluster& cluster, const Style& style) {
  std::printf("%s  %s\n",
              style.Bold(std::to_string(cluster.ad_count()) + " near-duplicate ads").c_str(),
              style.Dim(cluster.name()).c_str());
  std::printf("  %s%s\n", SeenText(cluster).c_str(), cluster.watched() ? "; watched" : "");
  PrintSeen("sources", cluster.sources());
  PrintSeen("cities", cluster.cities());
  PrintAds(cluster.ads());
  if (cluster.template_text().empty()) return;
  std::printf("  template, what varies in brackets\n%s",
              Wrapped(Printable(cluster.template_text()), TerminalColumns(), 4).c_str());
}

// ": rejected by local:olena (not its phone)".
std::string JudgementText(const v1::Link& link) {
  if (link.judgement() == v1::Link::JUDGEMENT_UNSPECIFIED) return "";
  std::string text =
      link.judgement() == v1::Link::JUDGEMENT_CONFIRMED ? ": confirmed" : ": rejected";
  if (!link.judged_by().empty()) text += " by " + Printable(link.judged_by());
  if (!link.judgement_reason().empty()) text += " (" + Printable(link.judgement_reason()) + ")";
  return text;
}

std::string Counted(int count, const char* what) {
  return std::to_string(count) + ' ' + what + (count == 1 ? "" : "s");
}

void PrintGraph(const v1::ExploreGraphResponse& graph, const Style& style) {
  for (const auto& node : graph.nodes()) {
    std::printf("%*s%s  %s  %s\n", 2 * node.depth(), "", node.kind().c_str(),
                style.Bold(Printable(node.label())).c_str(), style.Dim(node.name()).c_str());
    if (!node.cut().empty())
      std::printf("%*s%s\n", 2 * node.depth() + 2, "",
                  style.Yellow("cut here: " + Printable(node.cut())).c_str());
  }
  for (const v1::Link& link : graph.links()) {
    std::printf("%s -> %s%s\n  %s\n", link.from().c_str(), link.to().c_str(),
                JudgementText(link).c_str(), style.Dim(Printable(link.because())).c_str());
  }
  std::printf("%s\n", style
                          .Dim(Counted(graph.nodes_size(), "node") + ", " +
                               Counted(graph.links_size(), "link") +
                               (graph.truncated() ? "; cut where it says so." : "."))
                          .c_str());
}

// What hangs on an ad: its contacts and its cluster.
int ShowNeighbours(const Globals& globals, const Entities& entities, const LinkArguments& a,
                   const std::string& root) {
  v1::ExploreGraphRequest request;
  request.add_roots(root);
  request.set_depth(a.depth);
  request.set_max_nodes(a.max_nodes);
  request.set_min_strength(a.min_strength);
  request.set_include_generic(a.generic);
  auto graph = entities.Ask(&v1::EntityService::Stub::ExploreGraph, request, a.reason);
  if (!graph.ok()) return FailNamed(graph.status());
  if (globals.json) {
    PrintJson(*graph);
  } else {
    PrintGraph(*graph, Style::ForOutput(globals));
  }
  return kFine;
}

int RevealEntityVerb(const Globals& globals, const Entities& entities, const LinkArguments& a,
                     const std::string& name) {
  v1::RevealEntityRequest request;
  request.set_name(name);
  auto revealed = entities.Ask(&v1::EntityService::Stub::RevealEntity, request, a.reason);
  if (!revealed.ok()) return Fail(revealed.status());
  if (globals.json) {
    PrintJson(*revealed);
  } else {
    std::printf("%s\n", revealed->value().empty()
                            ? "No ad is kept that has it: only its pseudonym is left."
                            : Printable(revealed->value()).c_str());
  }
  return kFine;
}

// What was typed may be a contact, which no message repeats.
Status NothingSo() {
  return Status(Code::kNotFound,
                "links: nothing in the ads is called so; write a phone, @name, an e-mail address, "
                "'#7f3a9c' or 6 digits of an id");
}

int ShowLinks(const Globals& globals, const LinkArguments& a) {
  Result<Entities> entities = Entities::Open(globals);
  if (!entities.ok()) return Fail(entities.status());
  v1::LookupEntitiesRequest request;
  request.add_values(a.what);
  auto found = entities->Ask(&v1::EntityService::Stub::LookupEntities, request, a.reason);
  if (!found.ok()) return Fail(found.status());
  const auto& result = found->results(0);
  const Style style = Style::ForOutput(globals);
  if (result.entities_size() > 0) {
    if (a.reveal) return RevealEntityVerb(globals, *entities, a, result.entities(0).name());
    if (globals.json) {
      PrintJson(*found);
    } else {
      for (const v1::Entity& entity : result.entities()) PrintEntity(entity, style);
    }
    return kFine;
  }
  if (result.names_size() == 0) {
    return FailNamed(NothingSo());
  }
  const std::string& name = result.names(0);
  if (name.starts_with("entities/")) {
    if (a.reveal) return RevealEntityVerb(globals, *entities, a, name);
    v1::GetEntityRequest get;
    get.set_name(name);
    auto entity = entities->Ask(&v1::EntityService::Stub::GetEntity, get, a.reason);
    if (!entity.ok()) return FailNamed(entity.status());
    if (globals.json) {
      PrintJson(*entity);
    } else {
      PrintEntity(*entity, style);
    }
    return kFine;
  }
  if (name.starts_with("clusters/")) {
    v1::GetClusterRequest get;
    get.set_name(name);
    auto cluster = entities->Ask(&v1::EntityService::Stub::GetCluster, get, a.reason);
    if (!cluster.ok()) return FailNamed(cluster.status());
    if (globals.json) {
      PrintJson(*cluster);
    } else {
      PrintCluster(*cluster, style);
    }
    return kFine;
  }
  return ShowNeighbours(globals, *entities, a, name);
}

int ExploreLinksVerb(const Globals& globals, const LinkArguments& a) {
  Result<Entities> entities = Entities::Open(globals);
  if (!entities.ok()) return Fail(entities.status());
  v1::LookupEntitiesRequest request;
  request.add_values(a.what);
  auto found = entities->Ask(&v1::EntityService::Stub::LookupEntities, request, a.reason);
  if (!found.ok()) return Fail(found.status());
  const auto& result = found->results(0);
  if (result.entities_size() + result.names_size() == 0) return FailNamed(NothingSo());
  return ShowNeighbours(globals, *entities, a,
                        result.entities_size() > 0 ? result.entities(0).name() : result.names(0));
}

int JudgeLinkVerb(const Globals& globals, const LinkArguments& a) {
  v1::JudgeLinkRequest request;
  if (a.word == "confirmed") {
    request.set_judgement(v1::Link::JUDGEMENT_CONFIRMED);
  } else if (a.word == "rejected") {
    request.set_judgement(v1::Link::JUDGEMENT_REJECTED);
  } else if (a.word != "none") {
    return FailUsage("links judge: '" + a.word + "' is not one of confirmed, rejected, none");
  }
  Result<Entities> entities = Entities::Open(globals);
  if (!entities.ok()) return Fail(entities.status());
  request.set_from(a.what);
  request.set_to(a.to);
  request.set_reason(a.reason);
  auto link = entities->Ask(&v1::EntityService::Stub::JudgeLink, request, a.reason);
  if (!link.ok()) return FailNamed(link.status());
  if (globals.json) {
    PrintJson(*link);
  } else {
    std::printf("%s -> %s: %s, recorded for %s.\n", link->from().c_str(), link->to().c_str(),
                a.word == "none" ? "the word is taken back" : a.word.c_str(),
                Printable(link->judged_by()).c_str());
  }
  return kFine;
}

int UpdateEntityVerb(const Globals& globals, const LinkArguments& a,
                     v1::UpdateEntityRequest request) {
  Result<Entities> entities = Entities::Open(globals);
  if (!entities.ok()) return Fail(entities.status());
  request.set_name(a.what);
  request.set_reason(a.reason);
  auto entity = entities->Ask(&v1::EntityService::Stub::UpdateEntity, request, a.reason);
  if (!entity.ok()) return FailNamed(entity.status());
  if (globals.json) {
    PrintJson(*entity);
  } else {
    const std::string ties = entity->kind() == "cluster" ? ""
                             : entity->generic()
                                 ? "; ties no ads: " + Printable(entity->generic_because())
                                 : "; ties its ads";
    std::printf("%s%s%s: %s%s.\n", Printable(entity->label()).c_str(),
                entity->label().empty() ? "" : "  ", entity->name().c_str(),
                entity->watched() ? "watched" : "not watched", ties.c_str());
  }
  return kFine;
}

int ListAlertsVerb(const Globals& globals, const LinkArguments& a) {
  Result<Entities> entities = Entities::Open(globals);
  if (!entities.ok()) return Fail(entities.status());
  v1::ListAlertsRequest request;
  request.set_kind(a.kind);
  request.set_page_size(a.limit);
  request.set_page_token(a.token);
  auto response = entities->Ask(&v1::EntityService::Stub::ListAlerts, request, a.reason);
  if (!response.ok()) return Fail(response.status());
  if (globals.json) {
    PrintJson(*response);
    return kFine;
  }
  const Style style = Style::ForOutput(globals);
  for (const v1::Alert& alert : response->alerts()) {
    std::printf("%s  %s  %s  %s\n", DayOf(alert.time()).c_str(), style.Bold(alert.kind()).c_str(),
                Printable(alert.label()).c_str(), style.Dim(alert.subject()).c_str());
    for (const v1::Localized& reason : alert.reasons()) {
      std::printf("  %s\n", Printable(reason.en()).c_str());
      if (reason.uk() != reason.en() && !reason.uk().empty())
        std::printf("  %s\n", Printable(reason.uk()).c_str());
    }
    if (!alert.generic_because().empty())
      std::printf("  %s\n",
                  style.Yellow("ties no ads: " + Printable(alert.generic_because())).c_str());
    for (const std::string& ad : alert.ads()) std::printf("  %s\n", style.Dim(ad).c_str());
  }
  if (response->alerts().empty()) std::puts("No alert.");
  if (!response->alerts().empty()) std::printf("%s\n", style.Dim(response->notice()).c_str());
  if (!response->next_page_token().empty())
    std::printf(
        "%s\n",
        style.Dim("More: the same command with --page " + response->next_page_token()).c_str());
  return kFine;
}

}  // namespace

void AddLinks(CLI::App& app, const Globals& globals, Action* action) {
  auto a = std::make_shared<LinkArguments>();
  CLI::App* links =
      app.add_subcommand("links", "what ties ads: contacts, near-duplicates, and why");
  links->require_subcommand(1);
  const auto what = [a](CLI::App* verb) {
    verb->add_option("what", a->what, "phone, @name, e-mail, '#7f3a9c', or 6 digits of an id")
        ->required();
  };
  const auto reason = [a](CLI::App* verb, const char* help) {
    return verb->add_option("--reason", a->reason, help)->type_name("TEXT");
  };

  CLI::App* show = links->add_subcommand("show", "a contact, a cluster, or what hangs on an ad");
  what(show);
  show->add_flag("--reveal", a->reveal, "the contact in clear; needs a reason, which is logged");
  reason(show, "why you look; written to the audit log");
  show->callback([=, &globals] { *action = [=, &globals] { return ShowLinks(globals, *a); }; });

  CLI::App* explore = links->add_subcommand("explore", "the neighbourhood, and where it was cut");
  what(explore);
  explore->add_option("--depth", a->depth, "links away, 1 to 3 [1]")
      ->check(CLI::Range(1, 3).description(""))
      ->type_name("N");
  explore->add_option("--max-nodes", a->max_nodes, "at most so many, up to 2000 [200]")
      ->check(CLI::Range(1, 2000).description(""))
      ->type_name("N");
  explore->add_option("--min-strength", a->min_strength, "only links at least so strong, 0 to 1")
      ->check(CLI::Range(0.0, 1.0).description(""))
      ->type_name("X");
  explore->add_flag("--generic", a->generic, "go on through contacts that are everybody's");
  reason(explore, "why you look; written to the audit log");
  explore->callback(
      [=, &globals] { *action = [=, &globals] { return ExploreLinksVerb(globals, *a); }; });

  CLI::App* judge = links->add_subcommand("judge", "say of a link that it holds or does not");
  judge->add_option("ad", a->what, "the ad's id")->required();
  judge->add_option("other", a->to, "a contact, entities/ID; another ad, or clusters/ID")
      ->required();
  judge->add_option("word", a->word, "confirmed, rejected, or none to take it back")->required();
  reason(judge, "a sentence why")->required();
  judge->callback(
      [=, &globals] { *action = [=, &globals] { return JudgeLinkVerb(globals, *a); }; });

  CLI::App* watch = links->add_subcommand("watch", "alert when a contact or cluster is seen anew");
  watch->add_option("what", a->what, "entities/ID or clusters/ID")->required();
  watch->add_flag("--off", a->off, "watch it no longer");
  reason(watch, "a sentence why")->required();
  watch->callback([=, &globals] {
    *action = [=, &globals] {
      v1::UpdateEntityRequest request;
      request.set_watched(!a->off);
      return UpdateEntityVerb(globals, *a, request);
    };
  });

  CLI::App* generic = links->add_subcommand("generic", "say of a contact that it is everybody's");
  generic->add_option("what", a->what, "entities/ID")->required();
  generic->add_option("word", a->word, "yes, no, or figures: as its figures say")->required();
  reason(generic, "a sentence why")->required();
  generic->callback([=, &globals] {
    *action = [=, &globals] {
      v1::UpdateEntityRequest request;
      if (a->word == "figures") {
        request.set_generic_by_figures(true);
      } else if (a->word == "yes" || a->word == "no") {
        request.set_generic(a->word == "yes");
      } else {
        return FailUsage("links generic: '" + a->word + "' is not one of yes, no, figures");
      }
      return UpdateEntityVerb(globals, *a, request);
    };
  });
}

void AddAlerts(CLI::App& app, const Globals& globals, Action* action) {
  auto a = std::make_shared<LinkArguments>();
  CLI::App* alerts =
      app.add_subcommand("alerts", "what links between ads may point to, newest first");
  alerts->add_option("--kind", a->kind, "only job_and_sexual_services, several_identities ...")
      ->type_name("KIND");
  AddPaging(alerts, &a->limit, &a->token);
  alerts->callback(
      [=, &globals] { *action = [=, &globals] { return ListAlertsVerb(globals, *a); }; });
}

}  // namespace varta
