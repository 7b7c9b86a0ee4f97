// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Tables of texts and the facts of one kind that they state.
#pragma once

#include <gtest/gtest.h>

#include <initializer_list>
#include <string>
#include <string_view>

#include "extract/fields.h"

namespace varta {

struct FactCase {
  std::string_view text;
  std::string_view want;  // "18-35 wanted; 17 stated": values and roles in page order; "": none
};

inline std::string Describe(const std::vector<v1::Fact>& facts,
                            std::initializer_list<v1::FactKind> kinds) {
  std::string out;
  for (const v1::Fact& fact : facts) {
    if (std::find(kinds.begin(), kinds.end(), fact.kind()) == kinds.end()) continue;
    if (!out.empty()) out += "; ";
    if (kinds.size() > 1 && fact.kind() == v1::FACT_KIND_WAGE) out += "wage ";
    out += fact.value();
    if (fact.role() == v1::ROLE_UNSPECIFIED) continue;
    std::string role = v1::Role_Name(fact.role()).substr(5);
    for (char& c : role) c = static_cast<char>(c | 32);
    out += " " + role;
  }
  return out;
}

template <size_t N>
void ExpectFacts(std::initializer_list<v1::FactKind> kinds, const FactCase (&cases)[N]) {
  for (const FactCase& c : cases) {
    SCOPED_TRACE(c.text);
    FieldInput input;
    input.text = c.text;
    const std::vector<v1::Fact> facts = FindFacts(input);
    EXPECT_EQ(Describe(facts, kinds), c.want);
    for (const v1::Fact& fact : facts) {
      if (!fact.has_span()) continue;
      EXPECT_EQ(c.text.substr(fact.span().begin(), fact.span().end() - fact.span().begin()),
                fact.written());
      EXPECT_GT(fact.confidence(), 0);
      EXPECT_LE(fact.confidence(), 1);
    }
  }
}

}  // namespace varta
