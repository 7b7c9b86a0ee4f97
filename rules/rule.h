// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Rule: a named sign with its patterns, weight, sources and examples, as a pack's YAML says it.
// Plain values.
#pragma once

#include <string>
#include <vector>

#include "varta/v1/lead.pb.h"

namespace varta {

// Which text a rule sees (decided before it is matched; spans are always reported in the original).
enum class View {
  kText,    // title and text as a person reads them: ReadableView
  kFolded,  // the same, folded for search: case and look-alikes gone
  kTitle,
  kUrl,
  kRaw,  // the text as it stands
};

struct Pattern {
  std::string written;  // as in the file
  std::string re2;      // what RE2 compiles: `<` and `>` are word edges
  int line = 0, column = 0;
};

// Some of `any` and all of `all` and every `near`, and nothing of `unless`.
struct Match {
  struct Near {
    std::vector<Pattern> words;  // each must match, at most `within` words apart, in any order
    int within = 0;
  };
  std::vector<Pattern> any, all, unless;
  std::vector<Near> near;
};

enum class RuleStatus {
  kDraft,
  kShadow,
  kStable,
  kRetired
};  // only stable ones count; shadow ones are stored with weight 0

struct Rule {
  std::string id;  // unique over all packs: "uk.documents-kept"
  v1::Localized title, why;
  RuleStatus status = RuleStatus::kDraft;
  std::string indicator;  // "J1"
  std::vector<v1::Form> forms;
  v1::Strength strength = v1::STRENGTH_UNSPECIFIED;
  std::vector<std::string> references;
  std::vector<std::string>
      languages;  // ISO 639-1: ads in other languages are not matched; empty: all
  View view = View::kText;
  Match match;
  double weight = 0;                   // log-odds; 0 for contested and contradicted
  std::vector<std::string> hit, miss;  // examples
  std::string file;
  int line = 0;
};

struct Pack {
  std::string name, version, licence;
  std::vector<std::string> languages, owners;
  std::string sha256;  // hex, over the names and bytes of its files in order
  std::vector<Rule> rules;
};

}  // namespace varta
