// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "linking/graph.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>

namespace varta {
namespace {

// Ads "a…" and contacts "c…"; those that begin with "cg" are generic.
class LinkGraphTest : public testing::Test {
 protected:
  void Tie(const std::string& ad, const std::string& contact, int day = 0,
           LinkJudgement judgement = LinkJudgement::kNone) {
    LinkEdge edge;
    edge.from = ad;
    edge.to = contact;
    edge.because = "it stands in the ad";
    edge.first_seen = edge.last_seen = Time(std::chrono::hours(24 * day));
    edge.judgement = judgement;
    links_[ad].push_back(edge);
    links_[contact].push_back(edge);
  }

  LinkGraph Explore(const std::string& root, const GraphLimits& limits) {
    GraphSource source;
    source.node = [](const std::string& name) -> Result<LinkNode> {
      LinkNode node;
      node.name = name;
      node.generic = name.starts_with("cg");
      return node;
    };
    source.links = [this](const std::string& name, size_t limit) -> Result<std::vector<LinkEdge>> {
      std::vector<LinkEdge> links = links_[name];
      std::sort(links.begin(), links.end(),
                [](const LinkEdge& a, const LinkEdge& b) { return a.last_seen > b.last_seen; });
      if (links.size() > limit + 1) links.resize(limit + 1);
      return links;
    };
    Result<LinkGraph> graph = ExploreLinks({root}, limits, source);
    EXPECT_TRUE(graph.ok());
    return *graph;
  }

  static std::string Names(const LinkGraph& graph) {
    std::string names;
    for (const LinkNode& node : graph.nodes) names += (names.empty() ? "" : " ") + node.name;
    return names;
  }

  std::map<std::string, std::vector<LinkEdge>> links_;
};

TEST_F(LinkGraphTest, GoesAsDeepAsItMay) {
  Tie("a1", "c1");
  Tie("a2", "c1");
  Tie("a2", "c2");
  Tie("a3", "c2");
  const char* want[] = {"a1", "a1 c1", "a1 c1 a2", "a1 c1 a2 c2"};
  for (int depth = 0; depth <= 3; ++depth) {
    const LinkGraph graph = Explore("a1", {.depth = depth});
    EXPECT_EQ(Names(graph), want[depth]);
    EXPECT_EQ(graph.edges.size(), static_cast<size_t>(depth));
    EXPECT_FALSE(graph.truncated);
  }
}

TEST_F(LinkGraphTest, StopsAtEverybodysContactAndSaysSo) {
  Tie("a1", "cg");
  Tie("a2", "cg");
  const LinkGraph cut = Explore("a1", {.depth = 3});
  EXPECT_EQ(Names(cut), "a1 cg");
  EXPECT_EQ(cut.nodes[1].cut, "everybody's contact: it ties nothing");
  EXPECT_TRUE(cut.truncated);
  EXPECT_EQ(Names(Explore("a1", {.depth = 3, .include_generic = true})), "a1 cg a2");
  EXPECT_EQ(Names(Explore("cg", {.depth = 1})), "cg a1 a2");  // who asks for it sees it
}

TEST_F(LinkGraphTest, CutsByDegreeNodesAndTime) {
  for (int i = 0; i < 50; ++i) Tie("a" + std::to_string(i), "c1", i);
  const LinkGraph degree = Explore("c1", {.depth = 1, .max_degree = 10});
  EXPECT_EQ(degree.nodes.size(), 11u);
  EXPECT_EQ(degree.nodes[1].name, "a49");  // the newest first
  EXPECT_NE(degree.nodes[0].cut.find("newest 10"), std::string::npos);
  const LinkGraph nodes = Explore("c1", {.depth = 1, .max_nodes = 5});
  EXPECT_EQ(nodes.nodes.size(), 5u);
  EXPECT_EQ(nodes.edges.size(), 4u);
  EXPECT_TRUE(nodes.truncated);
  const LinkGraph time = Explore("c1", {.depth = 1, .max_age = std::chrono::days(9)});
  EXPECT_EQ(time.nodes.size(), 11u);
  EXPECT_NE(time.nodes[0].cut.find("not seen for 9d"), std::string::npos);
}

TEST_F(LinkGraphTest, ARejectedLinkIsNotFollowed) {
  Tie("a1", "c1", 0, LinkJudgement::kRejected);
  Tie("a2", "c1");
  EXPECT_EQ(Names(Explore("a1", {.depth = 3})), "a1");
  EXPECT_EQ(Names(Explore("a2", {.depth = 3})), "a2 c1");
}

}  // namespace
}  // namespace varta
