// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Rule: a named sign with its patterns, weight, sources and examples, as a pack's YAML says it.
// Plain values.
#pragma once

#include <string>
#include <vector>

#include "rules/fact_condition.h"
#include "varta/v1/lead.pb.h"
#include "varta/v1/sweep_service.pb.h"

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
  std::string written;  // as in the file, the pack's macros replaced
  std::string re2;      // what RE2 compiles: `<` and `>` are word edges
  int line = 0, column = 0;
  std::string in_file{};  // as in the file if that has macros, else empty
  char quote = 0;         // that it stands in there, as YamlNode's
  size_t program = 0;     // RE2's instructions, or a bound on them; 0: nobody has looked

  const std::string& Shown() const { return in_file.empty() ? written : in_file; }
};

// `at_least` different ones of `any`, and all of `all`, and every `near`, and every `when`; and
// nothing of `unless`.
struct Match {
  // Where `unless` looks.
  enum class Scope {
    kSentence,  // a match does not count if something of `unless` stands in its sentence
    kAd,        // anywhere in title and text
  };
  struct Near {
    std::vector<Pattern> words;  // each must match, at most `within` words apart, in any order
    int within = 0;
  };
  std::vector<Pattern> any = {}, all = {}, unless = {};
  std::vector<Near> near = {};
  std::vector<FactCondition> when = {};
  int at_least = 1;              // of any
  Scope unless_in = Scope::kAd;  // a pack's rule that does not say: kSentence
};

// From 1; the column in characters.
struct FilePlace {
  int line = 0, column = 0;
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
  std::vector<v1::SourceKind> source_kinds;  // ads of other sources are not matched; empty: all
  View view = View::kText;
  Match match;
  double weight = 0;                   // log-odds; 0 for contested and contradicted
  std::vector<std::string> hit, miss;  // examples
  std::vector<FilePlace> hit_places, miss_places;
  std::vector<std::string> authors;
  std::string created, modified;             // "2026-03-02"; empty: not told
  std::vector<std::string> false_positives;  // what it hits wrongly, in words
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
