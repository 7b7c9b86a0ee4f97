// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// The neighbourhood of ads, contacts and clusters: breadth first, bounded, and wherever it was cut
// it says so. Pure but for what the caller's functions do.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/status.h"

namespace varta {

enum class LinkKind { kMentions, kNearDuplicate };
enum class LinkJudgement { kNone, kConfirmed, kRejected };

// Names are those of resources: leads/…, ads/…, entities/…, clusters/….
struct LinkEdge {
  std::string from, to;  // from the ad to the contact or the cluster
  LinkKind kind = LinkKind::kMentions;
  std::string because;  // why there is a link: a sentence for people
  double strength = 1;  // 0..1
  Time first_seen{}, last_seen{};
  LinkJudgement judgement = LinkJudgement::kNone;
  std::string judged_by{}, judged_because{};
};

struct LinkNode {
  std::string name;
  std::string label;
  std::string kind;  // ad, lead, phone, email, handle, cluster …
  bool generic = false;
  int depth = 0;
  std::string cut;  // why not all of its neighbours are here; empty: they are
};

struct GraphLimits {
  int depth = 1;                              // links from a root, 0 to 3
  size_t max_nodes = 200;                     // 1 to 2000
  size_t max_degree = 100;                    // neighbours of one node
  Duration max_age = std::chrono::days(400);  // between a link and the root's newest one
  double min_strength = 0;
  bool include_generic = false;  // go on through contacts that are everybody's
};

// What the store knows; each may fail.
struct GraphSource {
  std::function<Result<LinkNode>(const std::string& name)> node;
  // The links of a node, newest first, at most `limit` + 1.
  std::function<Result<std::vector<LinkEdge>>(const std::string& name, size_t limit)> links;
};

struct LinkGraph {
  std::vector<LinkNode> nodes;  // nearest first
  std::vector<LinkEdge> edges;  // between them, each once; of a rejected one one end may be missing
  bool truncated = false;
};

// Rejected links are shown and not followed.
Result<LinkGraph> ExploreLinks(const std::vector<std::string>& roots, const GraphLimits& limits,
                               const GraphSource& source);

}  // namespace varta
