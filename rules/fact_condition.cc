// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "rules/fact_condition.h"

#include <algorithm>
#include <sstream>

namespace varta {
namespace {

constexpr double kMaxNumber = 1e9;
constexpr int kMaxCount = 1000;

bool IsAbroad(std::string_view place) { return place != "UA" && !place.starts_with("UA-"); }

// Whether what is set of the condition is so of this one fact.
bool Fits(const FactCondition& condition, const v1::Fact& fact) {
  const auto below = [&](double limit) {
    return (fact.has_low() && fact.low() < limit) || (fact.has_high() && fact.high() < limit);
  };
  const auto above = [&](double limit) {
    return (fact.has_high() && fact.high() > limit) || (fact.has_low() && fact.low() > limit);
  };
  return fact.kind() == condition.kind &&
         (condition.values.empty() || std::find(condition.values.begin(), condition.values.end(),
                                                fact.value()) != condition.values.end()) &&
         (condition.service.empty() || fact.service() == condition.service) &&
         (condition.unit.empty() || fact.unit() == condition.unit) &&
         (condition.role == v1::ROLE_UNSPECIFIED || fact.role() == condition.role) &&
         (!condition.obscured || fact.obscured() == *condition.obscured) &&
         (!condition.abroad || IsAbroad(fact.value()) == *condition.abroad) &&
         (!condition.below || below(*condition.below)) &&
         (!condition.above || above(*condition.above));
}

// "age" for FACT_KIND_AGE and the like, of all values but the first.
template <typename IsValid, typename Name>
std::vector<std::string> NamesOf(int max, IsValid is_valid, Name name, size_t prefix) {
  std::vector<std::string> names;
  for (int i = 1; i <= max; ++i) {
    if (!is_valid(i)) continue;
    std::string one = name(i).substr(prefix);
    std::transform(one.begin(), one.end(), one.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    names.push_back(std::move(one));
  }
  return names;
}

std::vector<std::string> KindNames() {
  return NamesOf(
      v1::FactKind_MAX, v1::FactKind_IsValid,
      [](int i) { return v1::FactKind_Name(static_cast<v1::FactKind>(i)); },
      std::string_view("FACT_KIND_").size());
}

std::vector<std::string> RoleNames() {
  return NamesOf(
      v1::Role_MAX, v1::Role_IsValid, [](int i) { return v1::Role_Name(static_cast<v1::Role>(i)); },
      std::string_view("ROLE_").size());
}

// The number of the name among the values, which have no gaps; 0: a mistake.
int Lookup(YamlMap& map, std::string_view key, const std::vector<std::string>& names) {
  const std::string written = map.Text(key);
  const auto found = std::find(names.begin(), names.end(), written);
  if (found != names.end()) return static_cast<int>(found - names.begin()) + 1;
  if (!map.Has(key)) return 0;
  std::string all;
  for (const std::string& name : names) all += (all.empty() ? "" : ", ") + name;
  map.Fail(key, "'" + std::string(key) + "' must be one of " + all + ", not '" +
                    written.substr(0, 60) + "'");
  return 0;
}

std::string Describe(const FactCondition& c, YamlMap& map) {
  std::ostringstream text;
  text << map.Text("fact");
  for (size_t i = 0; i < c.values.size(); ++i) text << (i == 0 ? " " : " or ") << c.values[i];
  if (!c.service.empty()) text << ", service " << c.service;
  if (!c.unit.empty()) text << ", unit " << c.unit;
  if (c.role != v1::ROLE_UNSPECIFIED) text << ", role " << map.Text("role");
  if (c.obscured) text << (*c.obscured ? ", obscured" : ", not obscured");
  if (c.abroad) text << (*c.abroad ? ", abroad" : ", in Ukraine");
  if (c.below) text << ", below " << *c.below;
  if (c.above) text << ", above " << *c.above;
  if (map.Has("at_least")) text << ", at least " << c.at_least;
  if (map.Has("at_most")) text << ", at most " << c.at_most;
  return text.str();
}

}  // namespace

bool FactCondition::Holds(const v1::Ad& ad) const {
  const auto count = std::count_if(ad.facts().begin(), ad.facts().end(),
                                   [&](const v1::Fact& fact) { return Fits(*this, fact); });
  return count >= at_least && count <= at_most;
}

FactCondition ReadFactCondition(YamlMap& map) {
  FactCondition condition;
  map.Require({"fact"});
  condition.kind = static_cast<v1::FactKind>(Lookup(map, "fact", KindNames()));
  condition.values = map.Texts("value");
  condition.service = map.Text("service");
  condition.unit = map.Text("unit");
  condition.role = static_cast<v1::Role>(Lookup(map, "role", RoleNames()));
  const auto flag = [&](std::string_view key) -> std::optional<bool> {
    const bool value = map.Flag(key, false);
    return map.Has(key) ? std::optional(value) : std::nullopt;
  };
  const auto number = [&](std::string_view key) -> std::optional<double> {
    const double value = map.Number(key, 0, 0, kMaxNumber);
    return map.Has(key) ? std::optional(value) : std::nullopt;
  };
  condition.obscured = flag("obscured");
  condition.abroad = flag("abroad");
  condition.below = number("below");
  condition.above = number("above");
  condition.at_most =
      static_cast<int>(map.Integer("at_most", FactCondition::kNoLimit, 0, kMaxCount));
  // "at most two" is also none.
  condition.at_least =
      static_cast<int>(map.Integer("at_least", map.Has("at_most") ? 0 : 1, 0, kMaxCount));
  if (condition.abroad && condition.kind != v1::FACT_KIND_PLACE)
    map.Fail("abroad", "'abroad' goes with 'fact: place' only");
  if (condition.at_least > condition.at_most)
    map.Fail("at_least", "'at_least' is more than 'at_most': this never holds");
  if (condition.at_least == 0 && condition.at_most == FactCondition::kNoLimit)
    map.Fail("at_least", "at least 0 always holds; write 1 or more, or at_most: 0 for none");
  condition.written = Describe(condition, map);
  return condition;
}

}  // namespace varta
