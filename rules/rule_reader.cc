// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "rules/rule_reader.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <iterator>
#include <optional>
#include <system_error>
#include <utility>
#include <vector>

#include "rules/compiled_pattern.h"
#include "rules/pattern.h"

namespace varta {
namespace {

constexpr size_t kMaxPatterns = 200;  // of a rule
constexpr size_t kMaxConditions = 20;
constexpr size_t kMaxNearWords = 8;
constexpr int kMaxWithin = 100;  // words
constexpr size_t kMinExamples = 2;
constexpr size_t kMaxNameBytes = 100;

template <typename T>
struct Named {
  std::string_view name;
  T value;
};

constexpr Named<RuleStatus> kStatuses[] = {{"draft", RuleStatus::kDraft},
                                           {"shadow", RuleStatus::kShadow},
                                           {"stable", RuleStatus::kStable},
                                           {"retired", RuleStatus::kRetired}};
constexpr Named<v1::Strength> kStrengths[] = {{"S", v1::STRENGTH_STRONG},
                                              {"W", v1::STRENGTH_WEAK},
                                              {"C", v1::STRENGTH_CONTESTED},
                                              {"X", v1::STRENGTH_CONTRADICTED}};
constexpr Named<View> kViews[] = {{"text", View::kText},
                                  {"folded", View::kFolded},
                                  {"title", View::kTitle},
                                  {"url", View::kUrl},
                                  {"raw", View::kRaw}};

constexpr Named<v1::SourceKind> kSourceKinds[] = {
    {"job_board", v1::SOURCE_KIND_JOB_BOARD},
    {"classifieds", v1::SOURCE_KIND_CLASSIFIEDS},
    {"sexual_services", v1::SOURCE_KIND_SEXUAL_SERVICES},
    {"messenger_channel", v1::SOURCE_KIND_MESSENGER_CHANNEL},
    {"test", v1::SOURCE_KIND_TEST}};
constexpr Named<Match::Scope> kScopes[] = {{"sentence", Match::Scope::kSentence},
                                           {"ad", Match::Scope::kAd}};

// The indicators of docs/rule-authors.md: J1 to J23, S1 to S16.
constexpr Named<int> kIndicators[] = {{"J", 23}, {"S", 16}};

std::string Quoted(std::string_view text) {
  return "'" + std::string(text.substr(0, kMaxNameBytes)) + "'";
}

// The value that a name of the table stands for; else a mistake that lists the names.
template <typename T, size_t kSize>
T Lookup(YamlMap& map, std::string_view key, const Named<T> (&table)[kSize],
         std::string_view fallback) {
  const std::string written = map.Text(key, fallback);
  std::string names;
  for (const Named<T>& row : table) {
    if (row.name == written) return row.value;
    names += (names.empty() ? "" : ", ") + std::string(row.name);
  }
  if (map.Has(key))
    map.Fail(key,
             "'" + std::string(key) + "' must be one of " + names + ", not " + Quoted(written));
  return table[0].value;
}

// Year, month and day that there is.
bool IsDate(const std::string& text) {
  int year = 0, month = 0, day = 0, end = 0;
  if (text.size() != 10 ||
      std::sscanf(text.c_str(), "%4d-%2d-%2d%n", &year, &month, &day, &end) != 3 || end != 10)
    return false;
  return std::chrono::year_month_day(std::chrono::year(year),
                                     std::chrono::month(static_cast<unsigned>(month)),
                                     std::chrono::day(static_cast<unsigned>(day)))
             .ok() &&
         text.find_first_not_of("0123456789-") == std::string::npos && year > 1900;
}

class RuleReader {
 public:
  RuleReader(const Pack& pack, Macros& macros, Mistakes& mistakes)
      : pack_(pack), macros_(macros), mistakes_(mistakes) {}

  Rule Read(const YamlNode& node) {
    Rule rule;
    rule.file = node.file();
    rule.line = node.line();
    YamlMap map(node);
    rule.id = map.Text("id");
    id_ = rule.id;
    CheckId(map, rule.id);
    map.Require({"id", "title", "status", "indicator", "forms", "evidence", "references", "match",
                 "why", "hit", "miss"});
    if (const auto title = map.Child("title")) rule.title = ReadLocalized(*title);
    if (const auto why = map.Child("why")) rule.why = ReadLocalized(*why);
    rule.status = Lookup(map, "status", kStatuses, "");
    rule.view = Lookup(map, "view", kViews, "text");
    ReadIndicator(map, rule);
    ReadForms(map, rule);
    ReadEvidence(map, rule);
    rule.references = map.Texts("references");
    rule.authors = map.Texts("authors");
    rule.false_positives = map.Texts("false_positives");
    ReadDates(map, rule);
    ReadSourceKinds(map, rule);
    rule.languages = map.Texts("languages");
    if (rule.languages.empty()) rule.languages = pack_.languages;
    for (const std::string& code : rule.languages) {
      const std::string mistake = LanguageMistake(code);
      if (!mistake.empty()) map.Fail("languages", mistake);
    }
    if (const auto match = map.Child("match")) rule.match = ReadMatch(*match);
    rule.hit = ReadExamples(map, "hit", rule.hit_places);
    rule.miss = ReadExamples(map, "miss", rule.miss_places);
    Report(map.Finish());
    return rule;
  }

 private:
  // Puts the rule's id behind the place.
  void Report(const Status& status) { mistakes_.Add(status, id_.empty() ? "" : "rule " + id_); }

  void CheckId(YamlMap& map, const std::string& id) {
    const std::string prefix = pack_.name + ".";
    if (id.empty()) return;
    if (!id.starts_with(prefix) || !IsSlug(std::string_view(id).substr(prefix.size()))) {
      map.Fail("id",
               "an id is the pack's name, a dot, and small Latin letters, digits and hyphens, as " +
                   prefix + "documents-kept; not " + Quoted(id));
      id_.clear();
    }
  }

  v1::Localized ReadLocalized(const YamlNode& node) {
    v1::Localized text;
    YamlMap map(node);
    text.set_uk(map.Text("uk"));
    text.set_en(map.Text("en"));
    map.Require({"uk", "en"});
    Report(map.Finish());
    return text;
  }

  void ReadIndicator(YamlMap& map, Rule& rule) {
    rule.indicator = map.Text("indicator");
    for (const Named<int>& row : kIndicators) {
      if (!rule.indicator.starts_with(row.name)) continue;
      const std::string digits = rule.indicator.substr(1);
      int number = 0;
      const auto [end, error] =
          std::from_chars(digits.data(), digits.data() + digits.size(), number);
      if (error == std::errc() && std::to_string(number) == digits && number >= 1 &&
          number <= row.value)
        return;
    }
    if (map.Has("indicator")) {
      map.Fail("indicator", "an indicator is J1 to J23 or S1 to S16 (docs/rule-authors.md), not " +
                                Quoted(rule.indicator));
    }
  }

  void ReadForms(YamlMap& map, Rule& rule) {
    for (const std::string& name : map.Texts("forms")) {
      v1::Form form = v1::FORM_UNSPECIFIED;
      if (v1::Form_Parse("FORM_" + name, &form) && form != v1::FORM_UNSPECIFIED) {
        rule.forms.push_back(form);
        continue;
      }
      std::vector<std::string> known;
      std::string names;
      for (int i = v1::Form_MIN + 1; i <= v1::Form_MAX; ++i) {
        if (!v1::Form_IsValid(i)) continue;
        known.push_back(v1::Form_Name(static_cast<v1::Form>(i)).substr(5));
        names += (names.empty() ? "" : ", ") + known.back();
      }
      const std::string near = NearestName(name, known);
      map.Fail("forms", near.empty()
                            ? "no form " + Quoted(name) + "; forms are " + names
                            : "no form " + Quoted(name) + "; did you mean " + Quoted(near) + "?");
    }
  }

  void ReadEvidence(YamlMap& map, Rule& rule) {
    rule.strength = Lookup(map, "evidence", kStrengths, "");
    rule.weight = map.Number("weight", 0, 0, 5);
    const bool counts = rule.strength == v1::STRENGTH_STRONG || rule.strength == v1::STRENGTH_WEAK;
    if (counts) {
      if (!map.Has("weight")) map.Require({"weight"});
    } else if (rule.weight != 0) {
      map.Fail("weight",
               "a contested or contradicted sign (C, X) never raises a score; write 0 or remove "
               "the weight");
    }
  }

  void ReadDates(YamlMap& map, Rule& rule) {
    rule.created = map.Text("created");
    rule.modified = map.Text("modified");
    for (const char* key : {"created", "modified"}) {
      const std::string date = map.Text(key);
      if (map.Has(key) && !IsDate(date))
        map.Fail(key, "a date is year, month and day, as 2026-03-02, not " + Quoted(date));
    }
    if (!rule.created.empty() && !rule.modified.empty() && rule.modified < rule.created)
      map.Fail("modified", "modified before it was created on " + Quoted(rule.created));
  }

  void ReadSourceKinds(YamlMap& map, Rule& rule) {
    for (const std::string& name : map.Texts("source_kinds")) {
      const auto* found = std::find_if(std::begin(kSourceKinds), std::end(kSourceKinds),
                                       [&](const auto& row) { return row.name == name; });
      if (found != std::end(kSourceKinds)) {
        rule.source_kinds.push_back(found->value);
        continue;
      }
      std::string names;
      for (const auto& row : kSourceKinds)
        names += (names.empty() ? "" : ", ") + std::string(row.name);
      map.Fail("source_kinds", "no kind of source " + Quoted(name) + "; they are " + names);
    }
  }

  std::vector<std::string> ReadExamples(YamlMap& map, std::string_view key,
                                        std::vector<FilePlace>& places) {
    if (const auto node = map.Child(key)) {
      for (const YamlNode& item : node->items()) places.push_back({item.line(), item.column()});
      if (node->kind() == YamlNode::Kind::kScalar) places.push_back({node->line(), node->column()});
    }
    std::vector<std::string> examples = map.Texts(key);
    if (examples.size() < kMinExamples && map.Has(key)) {
      map.Fail(key, "'" + std::string(key) + "' needs at least two examples");
    }
    return examples;
  }

  Match ReadMatch(const YamlNode& node) {
    Match match;
    patterns_ = 0;
    YamlMap map(node);
    match.any = ReadPatterns(map, "any");
    match.all = ReadPatterns(map, "all");
    match.unless = ReadPatterns(map, "unless");
    if (const auto near = map.Child("near")) {
      if (near->kind() == YamlNode::Kind::kList) {
        for (const YamlNode& item : near->items()) match.near.push_back(ReadNear(item));
      } else {
        match.near.push_back(ReadNear(*near));
      }
    }
    if (const auto when = map.Child("when")) {
      if (when->kind() == YamlNode::Kind::kList) {
        for (const YamlNode& item : when->items()) match.when.push_back(ReadWhen(item));
      } else {
        match.when.push_back(ReadWhen(*when));
      }
      if (match.when.size() > kMaxConditions)
        map.Fail("when", "more than 20 conditions in one rule; split the rule");
    }
    match.at_least = static_cast<int>(map.Integer("at_least", 1, 1, kMaxPatterns));
    if (map.Has("at_least") && match.at_least > static_cast<int>(match.any.size())) {
      map.Fail("at_least", "'any' has " + std::to_string(match.any.size()) +
                               " patterns, so that so many never match");
    }
    match.unless_in = Lookup(map, "unless_in", kScopes, "sentence");
    if (map.Has("unless_in") && match.unless.empty())
      map.Fail("unless_in", "'unless_in' without 'unless'; remove it");
    if (match.any.empty() && match.all.empty() && match.near.empty()) {
      map.Fail("", "'match' needs any, all or near");
    }
    Report(map.Finish());
    return match;
  }

  FactCondition ReadWhen(const YamlNode& node) {
    YamlMap map(node);
    FactCondition condition = ReadFactCondition(map);
    Report(map.Finish());
    return condition;
  }

  Match::Near ReadNear(const YamlNode& node) {
    Match::Near near;
    YamlMap map(node);
    near.words = ReadPatterns(map, "words");
    near.within = static_cast<int>(map.Integer("within", 0, 0, kMaxWithin));
    map.Require({"words", "within"});
    if (near.words.size() < 2 || near.words.size() > kMaxNearWords) {
      map.Fail("words", "'words' needs two to eight patterns");
    }
    Report(map.Finish());
    return near;
  }

  std::vector<Pattern> ReadPatterns(YamlMap& map, std::string_view key) {
    std::vector<Pattern> patterns;
    const std::optional<YamlNode> node = map.Child(key);
    if (!node) return patterns;
    std::vector<YamlNode> items = node->items();
    if (node->kind() == YamlNode::Kind::kScalar) items.push_back(*node);
    if (items.empty()) map.Fail(key, "'" + std::string(key) + "' needs at least one pattern");
    for (const YamlNode& item : items) {
      if (item.kind() != YamlNode::Kind::kScalar) {
        Report(item.Error("a pattern is text in single quotes"));
      } else if (++patterns_ > kMaxPatterns) {
        Report(item.Error("more than 200 patterns in one rule; split the rule"));
        break;
      } else {
        patterns.push_back(ReadPattern(item));
      }
    }
    return patterns;
  }

  Pattern ReadPattern(const YamlNode& node) {
    Pattern pattern{node.scalar(), "", node.line(), node.column(), "", node.quote()};
    Expansion expansion = macros_.Expand(node.scalar());
    if (expansion.mistake) {
      if (!expansion.mistake->message.empty())
        Report(node.ErrorAt(expansion.mistake->offset, expansion.mistake->message));
      return pattern;
    }
    const bool has_macros = !expansion.parts.empty();
    Translation translation =
        TranslatePattern(expansion.text, has_macros ? kMaxExpandedBytes : kMaxPatternBytes);
    if (translation.mistake) {
      Report(node.ErrorAt(expansion.ToWritten(translation.mistake->offset),
                          translation.mistake->message));
    }
    pattern.re2 = std::move(translation.re2);
    if (!translation.mistake) {
      const Result<size_t> size = CompiledPattern::ProgramSize(pattern.re2);
      if (size.ok()) {
        pattern.program = *size;
      } else {
        Report(node.Error(size.status().message()));
      }
    }
    if (has_macros) pattern.in_file = std::exchange(pattern.written, std::move(expansion.text));
    return pattern;
  }

  const Pack& pack_;
  Macros& macros_;
  Mistakes& mistakes_;
  std::string id_;
  size_t patterns_ = 0;  // of the rule
};

}  // namespace

bool IsSlug(std::string_view text) {
  if (text.empty() || text.size() > kMaxNameBytes || text.front() < 'a' || text.front() > 'z')
    return false;
  char before = '-';
  for (const char c : text) {
    if (c == '-' ? before == '-' : !((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')))
      return false;
    before = c;
  }
  return before != '-';
}

std::string LanguageMistake(std::string_view code) {
  if (code == "ua") return "Ukrainian is 'uk' (ISO 639-1)";
  const bool fine =
      code.size() == 2 && code[0] >= 'a' && code[0] <= 'z' && code[1] >= 'a' && code[1] <= 'z';
  return fine ? "" : "a language is two small letters of ISO 639-1, not " + Quoted(code);
}

Rule ReadRule(const YamlNode& node, const Pack& pack, Macros& macros, Mistakes& mistakes) {
  return RuleReader(pack, macros, mistakes).Read(node);
}

}  // namespace varta
