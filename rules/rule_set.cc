// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "rules/rule_set.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "rules/ad_views.h"
#include "rules/compiled_rule.h"
#include "rules/pattern_index.h"
#include "rules/rule_status.h"

namespace varta {
namespace {

constexpr size_t kMaxMistakes = 20;

// Whether it is about ads in the ad's language, or in that of a part of the ad.
bool SpeaksOf(const Rule& rule, const v1::Ad& ad) {
  const auto speaks = [&](const std::string& language) {
    return std::find(rule.languages.begin(), rule.languages.end(), language) !=
           rule.languages.end();
  };
  return ad.language().empty() || rule.languages.empty() || speaks(ad.language()) ||
         std::any_of(ad.language_blocks().begin(), ad.language_blocks().end(),
                     [&](const v1::LanguageBlock& block) { return speaks(block.language()); });
}

bool LooksAt(const Rule& rule, v1::SourceKind source) {
  return source == v1::SOURCE_KIND_UNSPECIFIED || rule.source_kinds.empty() ||
         std::find(rule.source_kinds.begin(), rule.source_kinds.end(), source) !=
             rule.source_kinds.end();
}

bool FactsHold(const Rule& rule, const v1::Ad& ad) {
  return std::all_of(rule.match.when.begin(), rule.match.when.end(),
                     [&](const FactCondition& condition) { return condition.Holds(ad); });
}

void AddUnmet(const Rule& rule, const v1::Ad& ad, RuleTrace* trace) {
  for (const FactCondition& condition : rule.match.when) {
    if (!condition.Holds(ad))
      trace->obstacles.push_back({"when: the ad has not: " + condition.written, {}});
  }
}

v1::Hit ToHit(const Rule& rule, const Pack& pack, const RuleMatch& match) {
  v1::Hit hit;
  hit.set_rule(rule.id);
  hit.set_pack(pack.name);
  hit.set_pack_version(pack.version);
  hit.set_pack_sha256(pack.sha256);
  hit.set_indicator(rule.indicator);
  for (const v1::Form form : rule.forms) hit.add_forms(form);
  hit.set_strength(rule.strength);
  hit.set_weight(CountedWeight(rule));
  *hit.mutable_title() = rule.title;
  *hit.mutable_why() = rule.why;
  hit.set_place(match.place);
  for (const ByteRange range : match.spans) {
    v1::Span* span = hit.add_spans();
    span->set_begin(range.begin);
    span->set_end(range.end);
  }
  for (const std::string& reference : rule.references) hit.add_references(reference);
  return hit;
}

constexpr size_t kViewCount = 5;

size_t IndexOf(View view) { return static_cast<size_t>(view); }

}  // namespace

// The texts of an ad, each scanned when the first rule asks for it.
class ScannedViews {
 public:
  enum Way {
    kPlain,
    kWholePage,  // a title may stand anywhere in it
    kOneByOne,   // nothing is scanned for
  };
  ScannedViews(const PatternIndex (&indexes)[kViewCount], const v1::Ad& ad, Way way = kPlain)
      : indexes_(indexes), way_(way), views_(ad) {}
  // The whole page as one ad: what was scanned of the page is not scanned again.
  ScannedViews(const v1::Ad& ad, ScannedViews& page)
      : indexes_(page.indexes_), way_(kPlain), views_(ad), page_(&page) {}

  std::span<PatternScan> Parts(View view) {
    if (page_ != nullptr && view != View::kTitle && view != View::kUrl) return page_->Parts(view);
    std::optional<std::vector<PatternScan>>& parts = parts_[IndexOf(view)];
    if (!parts) {
      parts.emplace();
      for (AdPart& part :
           views_.Parts(way_ == kWholePage && view == View::kTitle ? View::kText : view)) {
        parts->emplace_back(indexes_[IndexOf(view)], part, way_ == kOneByOne);
      }
    }
    return *parts;
  }

 private:
  const PatternIndex (&indexes_)[kViewCount];
  const Way way_;
  AdViews views_;
  ScannedViews* const page_ = nullptr;
  std::optional<std::vector<PatternScan>> parts_[kViewCount];
};

struct RuleSet::Compiled {
  struct Entry {
    const Pack* pack;
    CompiledRule rule;
  };
  std::vector<Pack> packs;  // what the entries point into
  std::vector<Entry> entries;
  std::map<std::string_view, size_t> by_id;
  // By view, of the rules that run: their patterns.
  PatternIndex indexes[kViewCount];
  bool has_view[kViewCount] = {};
  // Of the others; nothing is scanned for.
  PatternIndex resting[kViewCount] = {PatternIndex(false), PatternIndex(false), PatternIndex(false),
                                      PatternIndex(false), PatternIndex(false)};
  std::vector<uint32_t> always;  // entries that must be tried on every text

  void Build();
  // The entries that may match, in order.
  std::vector<uint32_t> Candidates(ScannedViews& views) const;
  std::vector<v1::Hit> Match(const v1::Ad& ad, v1::SourceKind source, ScannedViews& views) const;
};

struct RuleSet::PageScan::State {
  State(const Compiled& compiled, std::string title, std::string text) : rules(compiled) {
    page.set_title(std::move(title));
    page.set_text(std::move(text));
  }
  const Compiled& rules;
  v1::Ad page;
  ScannedViews views{rules.indexes, page, ScannedViews::kWholePage};
};

void RuleSet::Compiled::Build() {
  for (uint32_t i = 0; i < entries.size(); ++i) {
    const Rule& rule = entries[i].rule.rule();
    if (!RuleRuns(rule.status)) continue;
    PatternIndex& index = indexes[IndexOf(rule.view)];
    has_view[IndexOf(rule.view)] = true;
    const std::vector<uint32_t> trigger = entries[i].rule.Trigger(index);
    if (trigger.empty()) always.push_back(i);
    index.AddTrigger(i, trigger);
  }
  for (PatternIndex& index : indexes) index.Build();
  for (PatternIndex& index : resting) index.Build();
}

std::vector<uint32_t> RuleSet::Compiled::Candidates(ScannedViews& views) const {
  std::vector<uint32_t> found = always;
  for (const View view : {View::kText, View::kFolded, View::kTitle, View::kUrl, View::kRaw}) {
    if (!has_view[IndexOf(view)]) continue;
    for (const PatternScan& part : views.Parts(view))
      part.ForEachTriggered([&](uint32_t rule) { found.push_back(rule); });
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

RuleSet::RuleSet(std::unique_ptr<const Compiled> compiled) : compiled_(std::move(compiled)) {}
RuleSet::~RuleSet() = default;
RuleSet::RuleSet(RuleSet&&) noexcept = default;
RuleSet& RuleSet::operator=(RuleSet&&) noexcept = default;

Result<RuleSet> RuleSet::Compile(std::vector<Pack> packs, size_t max_program, bool resting) {
  auto compiled = std::make_unique<Compiled>();
  compiled->packs = std::move(packs);
  std::vector<std::string> mistakes;
  size_t program = 0;
  for (const Pack& pack : compiled->packs) {
    for (const Rule& rule : pack.rules) {
      if (!resting && !RuleRuns(rule.status)) continue;
      const auto [first, is_new] = compiled->by_id.emplace(rule.id, compiled->entries.size());
      if (!is_new) {
        const Rule& other = compiled->entries[first->second].rule.rule();
        mistakes.push_back(rule.file + ":" + std::to_string(rule.line) + ":1: rule " + rule.id +
                           ": this id is taken at " + other.file + ":" +
                           std::to_string(other.line));
      }
      PatternIndex& index =
          (RuleRuns(rule.status) ? compiled->indexes : compiled->resting)[IndexOf(rule.view)];
      program -= index.footprint();
      CompiledRule one = CompiledRule::Compile(rule, index, mistakes);
      program += index.footprint();
      if (program > max_program) {
        mistakes.push_back(
            rule.file + ":" + std::to_string(rule.line) + ":1: rule " + rule.id +
            ": all patterns together are too large; make repeats smaller or load fewer packs");
      }
      if (mistakes.size() > kMaxMistakes || program > max_program) break;
      compiled->entries.push_back({&pack, std::move(one)});
    }
    if (mistakes.size() > kMaxMistakes || program > max_program) break;
  }
  if (!mistakes.empty()) {
    std::string message;
    for (size_t i = 0; i < std::min(mistakes.size(), kMaxMistakes); ++i)
      message += (i == 0 ? "" : "\n") + mistakes[i];
    if (mistakes.size() > kMaxMistakes) message += "\n... and more";
    return Status(Code::kInvalidArgument, std::move(message));
  }
  compiled->Build();
  return RuleSet(std::move(compiled));
}

std::vector<v1::Hit> RuleSet::Compiled::Match(const v1::Ad& ad, v1::SourceKind source,
                                              ScannedViews& views) const {
  std::vector<v1::Hit> hits;
  for (const uint32_t i : Candidates(views)) {
    const Rule& rule = entries[i].rule.rule();
    if (!SpeaksOf(rule, ad) || !LooksAt(rule, source) || !FactsHold(rule, ad)) continue;
    if (const std::optional<RuleMatch> match = entries[i].rule.Match(views.Parts(rule.view)))
      hits.push_back(ToHit(rule, *entries[i].pack, *match));
  }
  return hits;
}

std::vector<v1::Hit> RuleSet::Match(const v1::Ad& ad, v1::SourceKind source) const {
  ScannedViews views(compiled_->indexes, ad);
  return compiled_->Match(ad, source, views);
}

std::vector<v1::Hit> RuleSet::MatchOneByOne(const v1::Ad& ad) const {
  std::vector<v1::Hit> hits;
  ScannedViews views(compiled_->indexes, ad, ScannedViews::kOneByOne);
  for (const Compiled::Entry& entry : compiled_->entries) {
    const Rule& rule = entry.rule.rule();
    if (!RuleRuns(rule.status) || !SpeaksOf(rule, ad) || !FactsHold(rule, ad)) continue;
    if (const std::optional<RuleMatch> match = entry.rule.Match(views.Parts(rule.view)))
      hits.push_back(ToHit(rule, *entry.pack, *match));
  }
  return hits;
}

RuleSet::PageScan::PageScan(const RuleSet& rules, std::string title, std::string text)
    : state_(std::make_unique<State>(*rules.compiled_, std::move(title), std::move(text))) {}
RuleSet::PageScan::~PageScan() = default;
RuleSet::PageScan::PageScan(PageScan&&) noexcept = default;

bool RuleSet::PageScan::MayMatchPart() {
  const std::vector<uint32_t> candidates = state_->rules.Candidates(state_->views);
  return std::any_of(candidates.begin(), candidates.end(), [&](uint32_t i) {
    const CompiledRule& rule = state_->rules.entries[i].rule;
    return CountedWeight(rule.rule()) > 0 &&
           rule.MatchesBarUnless(state_->views.Parts(rule.rule().view));
  });
}

std::vector<v1::Hit> RuleSet::PageScan::Match(const v1::Ad& ad, v1::SourceKind source) {
  ScannedViews views(ad, state_->views);
  return state_->rules.Match(ad, source, views);
}

bool RuleSet::Matches(std::string_view rule_id, const v1::Ad& ad) const {
  const auto found = compiled_->by_id.find(rule_id);
  if (found == compiled_->by_id.end()) return false;
  const CompiledRule& rule = compiled_->entries[found->second].rule;
  ScannedViews views(RuleRuns(rule.rule().status) ? compiled_->indexes : compiled_->resting, ad);
  return FactsHold(rule.rule(), ad) && rule.Matches(views.Parts(rule.rule().view));
}

std::optional<RuleTrace> RuleSet::TraceOf(std::string_view rule_id, const v1::Ad& ad) const {
  const auto found = compiled_->by_id.find(rule_id);
  if (found == compiled_->by_id.end()) return std::nullopt;
  const CompiledRule& rule = compiled_->entries[found->second].rule;
  const auto& indexes = RuleRuns(rule.rule().status) ? compiled_->indexes : compiled_->resting;
  ScannedViews views(indexes, ad);
  const View view = rule.rule().view;
  RuleTrace trace = rule.Trace(views.Parts(view), indexes[IndexOf(view)]);
  AddUnmet(rule.rule(), ad, &trace);
  return trace;
}

std::vector<RuleTrace> RuleSet::Trace(const v1::Ad& ad, v1::SourceKind source) const {
  constexpr double kNear = 0.45;  // of what a rule needs
  std::vector<RuleTrace> traces;
  ScannedViews views(compiled_->indexes, ad);
  for (const Compiled::Entry& entry : compiled_->entries) {
    const Rule& rule = entry.rule.rule();
    if (!RuleRuns(rule.status)) continue;
    RuleTrace trace =
        entry.rule.Trace(views.Parts(rule.view), compiled_->indexes[IndexOf(rule.view)]);
    if (trace.share < kNear) continue;
    AddUnmet(rule, ad, &trace);
    if (!LooksAt(rule, source))
      trace.obstacles.push_back({"source_kinds: the rule is not for this kind of source", {}});
    if (!SpeaksOf(rule, ad)) {
      if (!trace.hit()) continue;  // nor would it hit in its own language
      std::string languages;
      for (const std::string& code : rule.languages)
        languages += (languages.empty() ? "" : ", ") + code;
      trace.obstacles.push_back(
          {"languages: the ad is in '" + ad.language() + "', the rule is for " + languages, {}});
    }
    traces.push_back(std::move(trace));
  }
  std::stable_sort(traces.begin(), traces.end(), [](const RuleTrace& a, const RuleTrace& b) {
    return a.hit() != b.hit() ? a.hit() : a.share > b.share;
  });
  return traces;
}

std::vector<std::string> RuleSet::Unanchored() const {
  std::vector<std::string> ids;
  for (const uint32_t i : compiled_->always) ids.push_back(compiled_->entries[i].rule.rule().id);
  return ids;
}

const std::vector<Pack>& RuleSet::packs() const { return compiled_->packs; }

const Rule* RuleSet::Find(std::string_view id) const {
  const auto found = compiled_->by_id.find(id);
  return found == compiled_->by_id.end() ? nullptr : &compiled_->entries[found->second].rule.rule();
}

std::vector<Pack> WithDraftsRunning(std::vector<Pack> packs) {
  for (Pack& pack : packs) {
    for (Rule& rule : pack.rules) {
      if (rule.status == RuleStatus::kDraft) rule.status = RuleStatus::kShadow;
    }
  }
  return packs;
}

}  // namespace varta
