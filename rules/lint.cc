// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "rules/lint.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "base/text.h"
#include "rules/anchors.h"
#include "rules/pattern_lint.h"

namespace varta {
namespace {

constexpr size_t kFewestCharacters = 3;  // that must match for a rule to hit
constexpr double kBroadShare = 0.02;     // of ordinary texts
constexpr size_t kEnoughTexts = 200;     // for a share to say anything
constexpr size_t kShownBytes = 160;
constexpr size_t kShortestReference = 8;
constexpr size_t kMaxPairs = 2'000'000;  // of patterns that are compared with each other

bool IsIn(const std::vector<std::string>& all, std::string_view one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

// Where a byte of the pattern stands in the file; of one with macros its beginning.
FilePlace PlaceOf(const Pattern& pattern, size_t offset) {
  FilePlace place{pattern.line, pattern.column};
  if (!pattern.in_file.empty()) return place;
  if (pattern.quote != 0) ++place.column;
  const std::string_view before = std::string_view(pattern.written).substr(0, offset);
  for (size_t at = 0; at < before.size();) {
    const char c = before[at];
    NextCodePoint(before, &at);
    const bool doubled =
        (pattern.quote == '\'' && c == '\'') || (pattern.quote == '"' && (c == '"' || c == '\\'));
    place.column += doubled ? 2 : 1;
  }
  return place;
}

class Linter {
 public:
  Linter(const std::vector<Pack>& packs, const RuleSet& rules, const LintInput& input)
      : packs_(packs), rules_(rules), input_(input) {}

  std::vector<LintFinding> Lint() {
    for (const Pack& pack : packs_) {
      for (const Rule& rule : pack.rules) {
        if (rule.status == RuleStatus::kRetired) continue;
        LintPatterns(rule);
        LintReferences(rule);
        LintDates(rule);
        LintPairsWithin(rule);
      }
    }
    LintAnchors();
    LintExamples();
    LintBenign();
    LintPairs();
    std::map<std::string_view, size_t> files;
    for (const Pack& pack : packs_) {
      for (const Rule& rule : pack.rules) files.emplace(rule.file, files.size());
    }
    std::stable_sort(found_.begin(), found_.end(), [&](const LintFinding& a, const LintFinding& b) {
      if (a.file != b.file) return files[a.file] < files[b.file];
      return std::pair(a.line, a.column) < std::pair(b.line, b.column);
    });
    return std::move(found_);
  }

 private:
  void Add(const Rule& rule, FilePlace place, std::string_view check, std::string message,
           std::string fix) {
    found_.push_back({rule.file, place.line, place.column, rule.id, std::string(check),
                      std::move(message), std::move(fix)});
  }

  template <class F>
  static void ForEachPattern(const Rule& rule, F f) {
    for (const std::vector<Pattern>* list : {&rule.match.any, &rule.match.all, &rule.match.unless})
      for (const Pattern& pattern : *list) f(pattern);
    for (const Match::Near& near : rule.match.near)
      for (const Pattern& pattern : near.words) f(pattern);
  }

  void LintPatterns(const Rule& rule) {
    ForEachPattern(rule, [&](const Pattern& pattern) {
      for (PatternFinding& one : LintPattern(pattern, rule.view, rule.languages)) {
        Add(rule, PlaceOf(pattern, one.offset), one.check, std::move(one.message),
            std::move(one.fix));
      }
    });
    const Match& match = rule.match;
    if (!match.all.empty() || !match.near.empty() || match.at_least > 1) return;
    for (const Pattern& pattern : match.any) {
      const size_t least = ShortestMatch(pattern.written);
      if (least >= kFewestCharacters) continue;
      Add(rule, PlaceOf(pattern, 0), "too-broad",
          "the rule hits wherever " + std::to_string(least) +
              (least == 1 ? " character fits" : " characters fit"),
          "let more letters be needed, or add all: or near: with a word");
    }
  }

  void LintReferences(const Rule& rule) {
    for (const std::string& reference : rule.references) {
      const bool placeholder = reference.size() < kShortestReference ||
                               reference.find("TODO") != std::string::npos ||
                               reference.find("FIXME") != std::string::npos ||
                               reference.find("???") != std::string::npos;
      if (!placeholder) continue;
      Add(rule, {rule.line, 1}, "missing-reference",
          "'" + Shorten(reference, 60) + "' is no source that anybody could look up",
          "name who published it, its title and year");
    }
  }

  void LintDates(const Rule& rule) {
    const std::string& last = rule.modified.empty() ? rule.created : rule.modified;
    if (input_.today.empty() || last <= input_.today) return;
    Add(rule, {rule.line, 1}, "date", last + " is not yet here", "write the day of the change");
  }

  // Patterns of one rule that another one of it makes needless.
  void LintPairsWithin(const Rule& rule) {
    for (const std::vector<Pattern>* list : {&rule.match.any, &rule.match.unless}) {
      if (list == &rule.match.any && rule.match.at_least > 1) continue;
      for (size_t i = 0; i < list->size(); ++i) {
        for (size_t j = 0; j < list->size(); ++j) {
          if (i == j || ++pairs_ > kMaxPairs) continue;
          const Pattern &narrow = (*list)[i], &wide = (*list)[j];
          // Of two that cover each other, the second is needless.
          if (!Covers(wide, narrow) || (j > i && Covers(narrow, wide))) continue;
          Add(rule, PlaceOf(narrow, 0), "unreachable",
              "whatever this matches, '" + wide.Shown() + "' (line " + std::to_string(wide.line) +
                  ") matches already",
              "remove this one, or make the other narrower");
          break;
        }
      }
    }
  }

  void LintAnchors() {
    const std::vector<std::string> ids = rules_.Unanchored();
    const std::set<std::string, std::less<>> unanchored(ids.begin(), ids.end());
    for (const Pack& pack : packs_) {
      for (const Rule& rule : pack.rules) {
        if (unanchored.find(rule.id) == unanchored.end()) continue;
        const Pattern* first = nullptr;
        ForEachPattern(rule, [&](const Pattern& pattern) {
          if (first == nullptr && FindAnchors(TokenizePattern(pattern.written)).first.empty())
            first = &pattern;
        });
        Add(rule, first != nullptr ? PlaceOf(*first, 0) : FilePlace{rule.line, 1}, "no-anchor",
            "nothing here has a run of letters that must be there, so RE2 reads all of every text",
            "add all: with a word that every hit has, or write a word's letters out");
      }
    }
  }

  void LintExamples() {
    for (const ExampleFailure& failure : CheckExamples(rules_.packs(), input_.facts)) {
      const Rule* rule = rules_.Find(failure.rule);
      if (rule == nullptr) continue;
      std::string fix = "narrow the pattern, or add unless: for what makes it innocent";
      if (failure.expected_hit) {
        v1::Ad ad = ExampleAd(*rule, failure.text);
        if (input_.facts && !rule->match.when.empty()) input_.facts(ad);
        const std::optional<RuleTrace> trace = rules_.TraceOf(rule->id, ad);
        fix = trace && !trace->obstacles.empty() ? "what stopped it: " + trace->obstacles[0].what
                                                 : "widen the pattern";
      }
      Add(*rule, {failure.line, failure.column}, "example",
          "'" + Shorten(failure.text, kShownBytes) + "' is " +
              (failure.expected_hit ? "not hit" : "hit and should not be"),
          std::move(fix));
    }
  }

  void LintBenign() {
    struct Count {
      size_t texts = 0;
      const v1::Ad* first = nullptr;
    };
    std::map<std::string, Count> counts;
    for (const v1::Ad& ad : input_.benign) {
      for (const v1::Hit& hit : rules_.Match(ad)) {
        Count& count = counts[hit.rule()];
        if (count.texts++ == 0) count.first = &ad;
      }
    }
    for (const auto& [id, count] : counts) {
      const Rule* rule = rules_.Find(id);
      if (rule == nullptr) continue;
      const double share =
          static_cast<double>(count.texts) / static_cast<double>(input_.benign.size());
      const bool broad = input_.benign.size() >= kEnoughTexts && share > kBroadShare;
      Add(*rule, {rule->line, 1}, broad ? "too-broad" : "benign",
          "hits " + std::to_string(count.texts) + " of " + std::to_string(input_.benign.size()) +
              " ordinary texts, as '" + Shorten(count.first->text(), kShownBytes) + "'",
          "take the text as a miss example and add unless:, or narrow the pattern");
    }
  }

  // Rules that look at the same: view, sources and some language.
  static bool MayMeet(const Rule& a, const Rule& b) {
    if (a.view != b.view || a.source_kinds != b.source_kinds) return false;
    return a.languages.empty() || b.languages.empty() ||
           std::any_of(a.languages.begin(), a.languages.end(),
                       [&](const std::string& code) { return IsIn(b.languages, code); });
  }

  static std::vector<std::string> Sorted(const std::vector<Pattern>& patterns) {
    std::vector<std::string> texts;
    for (const Pattern& pattern : patterns) texts.push_back(pattern.written);
    std::sort(texts.begin(), texts.end());
    texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
    return texts;
  }

  // What a rule matches, in one text: the same for the same.
  static std::string Key(const Rule& rule) {
    const Match& match = rule.match;
    std::string key = std::to_string(match.at_least) + (match.unless.empty() ? "" : "u") +
                      std::to_string(static_cast<int>(match.unless_in));
    const auto add = [&](const char* name, const std::vector<std::string>& texts) {
      key += std::string("\n") + name;
      for (const std::string& text : texts) key += "\n " + text;
    };
    add("any", Sorted(match.any));
    add("all", Sorted(match.all));
    add("unless", Sorted(match.unless));
    for (const Match::Near& near : match.near)
      add(("near" + std::to_string(near.within)).c_str(), Sorted(near.words));
    for (const FactCondition& condition : match.when) key += "\nwhen " + condition.written;
    return key;
  }

  void LintPairs() {
    std::map<std::string, std::vector<const Rule*>> by_key;
    std::vector<const Rule*> plain;  // rules that are their any alone
    std::vector<const Rule*> all;
    for (const Pack& pack : packs_) {
      for (const Rule& rule : pack.rules) {
        if (rule.status == RuleStatus::kRetired) continue;
        const Match& m = rule.match;
        all.push_back(&rule);
        if (m.all.empty() && m.near.empty() && m.unless.empty() && m.when.empty() &&
            m.at_least == 1)
          plain.push_back(&rule);
        std::vector<const Rule*>& same = by_key[Key(rule)];
        for (const Rule* other : same) {
          if (!MayMeet(*other, rule)) continue;
          Add(rule, {rule.line, 1}, "duplicate", "matches the same as " + At(*other),
              "remove one of the two, or retire it");
          doubled_.insert(rule.id);
          break;
        }
        same.push_back(&rule);
      }
    }
    for (const Rule* narrow : all) {
      if (doubled_.contains(narrow->id) || narrow->match.any.empty()) continue;
      for (const Rule* wide : plain) {
        if (wide == narrow || !MayMeet(*wide, *narrow) || !AllCovered(*wide, *narrow)) continue;
        Add(*narrow, {narrow->line, 1}, "shadowed",
            "hits only where " + At(*wide) + " does, so that one sign counts twice",
            "narrow the other rule, or make this one a pattern of it");
        break;
      }
    }
  }

  bool AllCovered(const Rule& wide, const Rule& narrow) {
    return std::all_of(
        narrow.match.any.begin(), narrow.match.any.end(), [&](const Pattern& pattern) {
          return std::any_of(wide.match.any.begin(), wide.match.any.end(),
                             [&](const Pattern& other) {
                               return ++pairs_ <= kMaxPairs && Covers(other, pattern);
                             });
        });
  }

  bool Covers(const Pattern& wide, const Pattern& narrow) {
    return ShapeOf(wide).Covers(ShapeOf(narrow));
  }
  const PatternShape& ShapeOf(const Pattern& pattern) {
    return shapes_.try_emplace(&pattern, pattern.written).first->second;
  }

  static std::string At(const Rule& rule) {
    return rule.id + " (" + rule.file + ":" + std::to_string(rule.line) + ")";
  }

  const std::vector<Pack>& packs_;
  const RuleSet& rules_;
  const LintInput& input_;
  std::vector<LintFinding> found_;
  std::set<std::string> doubled_;
  std::map<const Pattern*, PatternShape> shapes_;
  size_t pairs_ = 0;
};

}  // namespace

std::vector<LintFinding> Lint(const std::vector<Pack>& packs, const RuleSet& rules,
                              const LintInput& input) {
  return Linter(packs, rules, input).Lint();
}

std::vector<LintFinding> LintLoadMistakes(const Status& status) {
  std::vector<LintFinding> found;
  const std::string& text = status.message();
  for (size_t at = 0; at <= text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    std::string line = text.substr(at, end - at);
    at = end + 1;
    if (line.empty()) continue;
    LintFinding one;
    one.check = "syntax";
    // file:line:column: message
    const size_t message = line.find(": ");
    const size_t column = message == std::string::npos ? message : line.rfind(':', message - 1);
    const size_t row = column == std::string::npos || column == 0 ? std::string::npos
                                                                  : line.rfind(':', column - 1);
    if (row != std::string::npos && row != column) {
      std::from_chars(line.data() + row + 1, line.data() + column, one.line);
      std::from_chars(line.data() + column + 1, line.data() + message, one.column);
    }
    if (one.line > 0 && one.column > 0) {
      one.file = line.substr(0, row);
      line.erase(0, message + 2);
    }
    constexpr std::string_view kRule = "rule ";
    const size_t id_end = line.find(": ");
    if (line.starts_with(kRule) && id_end != std::string::npos) {
      one.rule = line.substr(kRule.size(), id_end - kRule.size());
      line.erase(0, id_end + 2);
    }
    one.message = std::move(line);
    found.push_back(std::move(one));
  }
  return found;
}

}  // namespace varta
