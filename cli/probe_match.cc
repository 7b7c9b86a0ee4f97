// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "cli/probe_match.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <fstream>
#include <limits>

namespace varta {
namespace {

struct Line {
  OrderedJson id;
  std::string pattern;
  size_t number = 0;  // in the file
};

OrderedJson ToId(const std::string& written) {
  int64_t number = 0;
  const char* end = written.data() + written.size();
  const auto [stop, error] = std::from_chars(written.data(), end, number);
  return error == std::errc() && stop == end ? OrderedJson(number) : OrderedJson(written);
}

}  // namespace

Result<MatchProbe> MatchProbe::Load(const std::string& file) {
  std::ifstream in(file);
  if (!in) return Status(Code::kInvalidArgument, file + ": cannot be read");
  std::vector<Line> lines;
  std::string line;
  for (size_t number = 1; std::getline(in, line); ++number) {
    if (line.empty()) continue;
    const size_t id_end = line.find('\t');
    const size_t kind_end = id_end == std::string::npos ? id_end : line.find('\t', id_end + 1);
    if (kind_end == std::string::npos) {
      return Status(Code::kInvalidArgument, file + ":" + std::to_string(number) +
                                                ": write id, kind and pattern with tabs between");
    }
    lines.push_back({ToId(line.substr(0, id_end)), line.substr(kind_end + 1), number});
  }
  std::stable_sort(lines.begin(), lines.end(),
                   [](const Line& a, const Line& b) { return a.id < b.id; });
  MatchProbe probe;
  for (const Line& one : lines) {
    if (const Status status = probe.patterns_.Add(one.pattern); !status.ok())
      return status.In(file + ":" + std::to_string(one.number));
    probe.ids_.push_back(one.id);
  }
  probe.patterns_.Build();
  return probe;
}

OrderedJson MatchProbe::Answer(const std::string& text, bool spans) const {
  const size_t most = spans ? std::numeric_limits<size_t>::max() : 0;
  OrderedJson rules = OrderedJson::array(), places = OrderedJson::array();
  for (const PatternSet::Found& found : patterns_.Match(text, most)) {
    rules.push_back(ids_[found.pattern]);
    OrderedJson& of_rule = places.emplace_back(OrderedJson::array());
    for (const ByteRange span : found.spans) of_rule.push_back({span.begin, span.end});
  }
  OrderedJson answer = {{"rules", std::move(rules)}};
  if (spans) answer["spans"] = std::move(places);
  return answer;
}

}  // namespace varta
