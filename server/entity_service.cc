// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "server/entity_service.h"

#include "base/digest.h"
#include "linking/alerts.h"
#include "linking/graph.h"
#include "server/requests.h"
#include "storage/sighting.h"
#include "sweep/alert_queries.h"
#include "sweep/link_judgement.h"
#include "sweep/link_queries.h"
#include "sweep/link_rows.h"
#include "sweep/notices.h"

namespace varta {
namespace {

constexpr int kMaxLookups = 100, kMaxRoots = 20;
constexpr size_t kMaxWhy = 4096;

Status CheckWhy(const std::string& reason) {
  if (reason.empty() || reason.size() > kMaxWhy)
    return Status(Code::kInvalidArgument, "reason: say in a sentence why (at most 4096 bytes)");
  return Status();
}

// The whole name, which must be of this kind.
Result<std::string> NameOf(const LinkView& view, const std::string& written,
                           std::string_view prefix) {
  const bool bare = written.find('/') == std::string::npos;
  Result<std::string> name = ResolveLinkName(view, bare ? std::string(prefix) + written : written);
  if (name.ok() && !name->starts_with(prefix))
    return Status(Code::kInvalidArgument,
                  "name: '" + written + "' is none of " + std::string(prefix) + "…");
  return name;
}

}  // namespace

Result<v1::LookupEntitiesResponse> EntityService::LookupEntities(
    const Caller& caller, const v1::LookupEntitiesRequest& request) {
  if (request.values_size() == 0 || request.values_size() > kMaxLookups)
    return Status(Code::kInvalidArgument, "values: 1 to 100");
  const LinkView view = store_.ViewLinks();
  v1::LookupEntitiesResponse response;
  int found_entities = 0;
  for (const std::string& value : request.values()) {
    v1::LookupEntitiesResponse::Result* result = response.add_results();
    result->set_value(value);
    Result<std::vector<std::string>> keys = FindPseudonym(view, value);
    if (!keys.ok()) return keys.status();
    for (const std::string& contact : ContactValues(value, request.default_region()))
      keys->push_back(ContactIndexKey(store_.contact_key(), contact));
    for (const std::string& key : *keys) {
      Result<v1::Entity> entity = ReadEntity(view, key);
      if (!entity.ok() && entity.status().code() != Code::kNotFound) return entity.status();
      if (!entity.ok()) continue;
      *result->add_entities() = *std::move(entity);
      ++found_entities;
    }
    Result<std::string> name = ResolveLinkName(view, value);
    if (name.ok()) result->add_names(*name);
    if (!name.ok() && name.status().code() == Code::kDataLoss) return name.status();
  }
  if (Status audited = store_.Audit({caller.principal, "LIST", "entities", caller.purpose,
                                     std::to_string(request.values_size()) + " looked up, " +
                                         std::to_string(found_entities) + " found"});
      !audited.ok())
    return audited;
  return response;
}

Result<v1::Entity> EntityService::GetEntity(const Caller& caller,
                                            const v1::GetEntityRequest& request) {
  const LinkView view = store_.ViewLinks();
  Result<std::string> name = NameOf(view, request.name(), "entities/");
  if (!name.ok()) return name.status();
  Result<v1::Entity> entity = ReadEntity(view, *KeyOfEntity(*name));
  if (!entity.ok()) return entity;
  if (Status audited = store_.Audit({caller.principal, "GET", *name, caller.purpose, ""});
      !audited.ok())
    return audited;
  return entity;
}

Result<v1::RevealEntityResponse> EntityService::RevealEntity(
    const Caller& caller, const v1::RevealEntityRequest& request) {
  if (Status reason = RequireReason(caller, "showing contacts"); !reason.ok()) return reason;
  const LinkView view = store_.ViewLinks();
  Result<std::string> name = NameOf(view, request.name(), "entities/");
  if (!name.ok()) return name.status();
  if (Status audited = store_.Audit({caller.principal, "REVEAL", *name, caller.purpose, ""});
      !audited.ok())
    return audited;
  Result<std::string> value = RevealContact(view, store_.contact_key(), *KeyOfEntity(*name));
  if (!value.ok()) return value.status();
  v1::RevealEntityResponse response;
  response.set_value(*std::move(value));
  return response;
}

Result<v1::Entity> EntityService::UpdateEntity(const Caller& caller,
                                               const v1::UpdateEntityRequest& request) {
  if (Status why = CheckWhy(request.reason()); !why.ok()) return why;
  if (!request.has_watched() && !request.has_generic() && !request.generic_by_figures())
    return Status(Code::kInvalidArgument, "say what: watched, generic or generic_by_figures");
  Result<std::string> name = ResolveLinkName(store_.ViewLinks(), request.name());
  if (!name.ok()) return name.status();
  v1::UpdateEntityRequest whole = request;
  whole.set_name(*name);
  std::string what;
  if (request.has_watched()) what += request.watched() ? "watched" : "not watched";
  if (request.has_generic() || request.generic_by_figures()) {
    what += std::string(what.empty() ? "" : ", ") + (request.generic_by_figures()
                                                         ? "generic by its figures"
                                                     : request.generic() ? "generic"
                                                                         : "not generic");
  }
  Status changed = store_.ChangeLinks(
      {caller.principal, "WATCH", *name, caller.purpose, what + ": " + request.reason()},
      [&](LinkBatch& batch, const LinkView&) { return PutEntityWord(batch, whole); });
  if (!changed.ok()) return changed;
  if (const auto key = KeyOfEntity(*name); key && name->starts_with("entities/"))
    return ReadEntity(store_.ViewLinks(), *key);
  v1::Entity cluster;
  cluster.set_name(*name);
  cluster.set_kind("cluster");
  cluster.set_watched(request.watched());
  return cluster;
}

Result<v1::Cluster> EntityService::GetCluster(const Caller& caller,
                                              const v1::GetClusterRequest& request) {
  const LinkView view = store_.ViewLinks();
  Result<std::string> name = NameOf(view, request.name(), "clusters/");
  if (!name.ok()) return name.status();
  Result<v1::Cluster> cluster = ReadClusterRecord(view, *ClusterOfName(*name));
  if (!cluster.ok()) return cluster;
  if (Status audited = store_.Audit({caller.principal, "GET", *name, caller.purpose, ""});
      !audited.ok())
    return audited;
  return cluster;
}

Result<v1::ExploreGraphResponse> EntityService::ExploreGraph(
    const Caller& caller, const v1::ExploreGraphRequest& request) {
  if (request.roots_size() == 0 || request.roots_size() > kMaxRoots)
    return Status(Code::kInvalidArgument, "roots: 1 to 20 names");
  if (request.depth() < 0 || request.depth() > 3)
    return Status(Code::kInvalidArgument, "depth: 1 to 3");
  if (request.max_nodes() < 0 || request.max_nodes() > 2000)
    return Status(Code::kInvalidArgument, "max_nodes: 1 to 2000");
  if (!(request.min_strength() >= 0 && request.min_strength() <= 1))
    return Status(Code::kInvalidArgument, "min_strength: 0 to 1");
  const LinkView view = store_.ViewLinks();
  std::vector<std::string> roots;
  for (const std::string& root : request.roots()) {
    Result<std::string> name = ResolveLinkName(view, root);
    if (!name.ok()) return name.status();
    roots.push_back(*std::move(name));
  }
  GraphLimits limits;
  if (request.depth() > 0) limits.depth = request.depth();
  if (request.max_nodes() > 0) limits.max_nodes = static_cast<size_t>(request.max_nodes());
  limits.min_strength = request.min_strength();
  limits.include_generic = request.include_generic();
  Result<v1::ExploreGraphResponse> graph = ExploreLinkGraph(view, roots, limits);
  if (!graph.ok()) return graph;
  if (Status audited =
          store_.Audit({caller.principal, "LIST", roots.front(), caller.purpose,
                        "explored, " + std::to_string(graph->nodes_size()) + " shown"});
      !audited.ok())
    return audited;
  return graph;
}

Result<v1::Link> EntityService::JudgeLink(const Caller& caller,
                                          const v1::JudgeLinkRequest& request) {
  if (Status why = CheckWhy(request.reason()); !why.ok()) return why;
  if (!v1::Link::Judgement_IsValid(request.judgement()))
    return Status(Code::kInvalidArgument, "judgement: CONFIRMED, REJECTED or unspecified");
  const LinkView now = store_.ViewLinks();
  Result<std::string> from = ResolveLinkName(now, request.from()),
                      to = ResolveLinkName(now, request.to());
  if (!from.ok()) return from.status().In("from");
  if (!to.ok()) return to.status().In("to");
  v1::JudgeLinkRequest whole = request;
  whole.set_from(*from);
  whole.set_to(*to);
  v1::Link link;
  const std::string word = request.judgement() == v1::Link::JUDGEMENT_UNSPECIFIED
                               ? "taken back"
                               : v1::Link::Judgement_Name(request.judgement()).substr(10);
  Status judged = store_.ChangeLinks({caller.principal, "JUDGE", *from, caller.purpose,
                                      "link to " + *to + " " + word + ": " + request.reason()},
                                     [&](LinkBatch& batch, const LinkView& view) -> Status {
                                       Result<v1::Link> put = PutJudgement(
                                           batch, view, whole, caller.principal, clock_.Now());
                                       if (!put.ok()) return put.status();
                                       link = *std::move(put);
                                       return Status();
                                     });
  if (!judged.ok()) return judged;
  return link;
}

Result<v1::ListAlertsResponse> EntityService::ListAlerts(const Caller& caller,
                                                         const v1::ListAlertsRequest& request) {
  Result<int> page_size = PageSize(request.page_size(), 50);
  if (!page_size.ok()) return page_size.status();
  std::string kinds;
  for (const AlertKind kind : kAlertKinds) {
    if (request.kind() == AlertKindName(kind)) kinds = "known";
  }
  if (!request.kind().empty() && kinds.empty()) {
    for (const AlertKind kind : kAlertKinds)
      kinds += (kinds.empty() ? "" : ", ") + std::string(AlertKindName(kind));
    return Status(Code::kInvalidArgument, "kind: '" + request.kind() + "' is not one of " + kinds);
  }
  const std::string arguments = "ListAlerts " + request.kind();
  Result<std::string> after = ReadPageToken(store_.contact_key(), arguments, request.page_token());
  if (!after.ok()) return after.status();
  Result<AlertPage> page =
      ReadAlerts(store_.ViewLinks(), request.kind(), static_cast<size_t>(*page_size), *after);
  if (!page.ok()) return page.status();
  v1::ListAlertsResponse response;
  for (v1::Alert& alert : page->alerts) *response.add_alerts() = std::move(alert);
  if (!page->next.empty())
    response.set_next_page_token(MakePageToken(store_.contact_key(), arguments, page->next));
  response.set_notice(kAlertNotice);
  if (Status audited = store_.Audit({caller.principal, "LIST", "alerts", caller.purpose,
                                     std::to_string(response.alerts_size()) + " shown"});
      !audited.ok())
    return audited;
  return response;
}

}  // namespace varta
