// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// One rule of a pack's file, read from its YAML. Values; one thread an object.
#pragma once

#include <string>
#include <string_view>

#include "base/yaml.h"
#include "rules/macros.h"
#include "rules/mistakes.h"
#include "rules/rule.h"

namespace varta {

// The keys of a rule and of its maps, in the order in which `varta rules fmt` writes them; the
// schemas of rules/schema have the same.
inline constexpr std::string_view kRuleKeys[] = {
    "id",      "title",   "status",          "indicator", "forms",        "evidence", "references",
    "authors", "created", "modified",        "languages", "source_kinds", "view",     "match",
    "weight",  "why",     "false_positives", "hit",       "miss",
};
inline constexpr std::string_view kMatchKeys[] = {"any",  "at_least", "all",      "near",
                                                  "when", "unless",   "unless_in"};
inline constexpr std::string_view kNearKeys[] = {"words", "within"};
inline constexpr std::string_view kLocalizedKeys[] = {"uk", "en"};

// `pack`: its name and languages. Every mistake goes to `mistakes` with the rule's id; the rule is
// then of no use.
Rule ReadRule(const YamlNode& node, const Pack& pack, Macros& macros, Mistakes& mistakes);

// "a" or "a-b2-c": small Latin letters, digits and single hyphens, a letter first; at most 100
// bytes.
bool IsSlug(std::string_view text);
// What is wrong with a language code; empty: nothing.
std::string LanguageMistake(std::string_view code);

}  // namespace varta
