// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "linking/graph.h"

#include <algorithm>
#include <deque>
#include <map>
#include <set>
#include <tuple>

namespace varta {
namespace {

class Explorer {
 public:
  Explorer(const GraphLimits& limits, const GraphSource& source)
      : limits_(limits), source_(source) {}

  Result<LinkGraph> Run(const std::vector<std::string>& roots) {
    for (const std::string& root : roots) {
      if (Status status = Reach(root, 0); !status.ok()) return status;
    }
    for (; !waiting_.empty(); waiting_.pop_front()) {
      if (Status status = Leave(waiting_.front()); !status.ok()) return status;
    }
    // Links to what did not find room have no second end. Those that were rejected are shown, so
    // that the word can be taken back.
    std::erase_if(graph_.edges, [this](const LinkEdge& edge) {
      return edge.judgement != LinkJudgement::kRejected &&
             (!known_.contains(edge.from) || !known_.contains(edge.to));
    });
    for (const LinkNode& node : graph_.nodes) graph_.truncated |= !node.cut.empty();
    return std::move(graph_);
  }

 private:
  Status Reach(const std::string& name, int depth) {
    if (known_.contains(name)) return Status();
    Result<LinkNode> node = source_.node(name);
    if (!node.ok()) return node.status();
    node->depth = depth;
    known_[name] = graph_.nodes.size();
    waiting_.push_back(graph_.nodes.size());
    graph_.nodes.push_back(std::move(*node));
    return Status();
  }

  Status Leave(size_t index) {
    const std::string name = graph_.nodes[index].name;
    const int depth = graph_.nodes[index].depth;
    if (depth >= limits_.depth) return Status();
    if (graph_.nodes[index].generic && !limits_.include_generic && depth > 0) {
      Cut(index, "everybody's contact: it ties nothing");
      return Status();
    }
    Result<std::vector<LinkEdge>> links = source_.links(name, limits_.max_degree);
    if (!links.ok()) return links.status();
    if (links->size() > limits_.max_degree) {
      links->resize(limits_.max_degree);
      Cut(index, "only its newest " + std::to_string(limits_.max_degree) + " links");
    }
    if (depth == 0) {
      for (const LinkEdge& edge : *links) newest_ = std::max(newest_, edge.last_seen);
    }
    for (LinkEdge& edge : *links) {
      if (edge.strength < limits_.min_strength) continue;
      const std::string other = edge.from == name ? edge.to : edge.from;
      const bool follow = edge.judgement != LinkJudgement::kRejected;
      if (newest_ - edge.last_seen > limits_.max_age) {
        Cut(index, "links not seen for " + FormatDuration(limits_.max_age) + " before the newest");
        continue;
      }
      if (follow && !known_.contains(other)) {
        if (graph_.nodes.size() >= limits_.max_nodes) {
          Cut(index, "no room for more than " + std::to_string(limits_.max_nodes) + " nodes");
          continue;
        }
        if (Status status = Reach(other, depth + 1); !status.ok()) return status;
      }
      if (drawn_.insert({edge.from, edge.to, edge.kind}).second)
        graph_.edges.push_back(std::move(edge));
    }
    return Status();
  }

  void Cut(size_t index, const std::string& why) {
    std::string& cut = graph_.nodes[index].cut;
    if (cut.find(why) == std::string::npos) cut += (cut.empty() ? "" : "; ") + why;
  }

  const GraphLimits& limits_;
  const GraphSource& source_;
  LinkGraph graph_;
  std::map<std::string, size_t> known_;  // by name: where in the nodes
  std::deque<size_t> waiting_;
  std::set<std::tuple<std::string, std::string, LinkKind>> drawn_;
  Time newest_{};
};

}  // namespace

Result<LinkGraph> ExploreLinks(const std::vector<std::string>& roots, const GraphLimits& limits,
                               const GraphSource& source) {
  return Explorer(limits, source).Run(roots);
}

}  // namespace varta
