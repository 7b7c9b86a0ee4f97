// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "sweep/backtest.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <map>
#include <set>
#include <utility>

#include "rules/rule_set.h"
#include "rules/rule_status.h"
#include "sweep/ad_sample.h"
#include "sweep/rule_difference.h"
#include "sweep/rule_timer.h"
#include "sweep/screener.h"
#include "sweep/stored_ads.h"

namespace varta {
namespace {

constexpr size_t kTimedRules = 100;

// A version of the packs, ready to run: all rules, and those that differ.
struct RunnableRules {
  Screener all;
  RuleSet different;
  std::set<std::string> languages;  // that its packs cover

  static Result<RunnableRules> Make(std::vector<Pack> packs, const std::vector<std::string>& ids,
                                    double threshold) {
    Result<RuleSet> different = RuleSet::Compile(OnlyRules(packs, ids));
    if (!different.ok()) return different.status();
    std::set<std::string> languages;
    for (const Pack& pack : packs) languages.insert(pack.languages.begin(), pack.languages.end());
    Result<RuleSet> rules = RuleSet::Compile(std::move(packs));
    if (!rules.ok()) return rules.status();
    return RunnableRules{Screener(*std::move(rules), Model::Shipped(), threshold),
                         *std::move(different), std::move(languages)};
  }
};

// Ads to read, the best few by what they tell and then by id, one of each text.
class SampleShelf {
 public:
  explicit SampleShelf(size_t most) : most_(most) {}
  // `make` is called only for what may be kept.
  void Offer(const AdToTry& ad, bool newly, const std::string& text,
             const std::function<v1::AdSample()>& make) {
    const Key key{Rank(ad, newly), ad.id};
    const auto same = by_text_.find(text);
    if (same != by_text_.end()) {
      if (same->second < key) return;
      kept_.erase(same->second);
      by_text_.erase(same);
    }
    if (kept_.size() == most_ && (most_ == 0 || std::prev(kept_.end())->first < key)) return;
    kept_.emplace(key, std::pair(text, make()));
    by_text_.emplace(text, key);
    if (kept_.size() > most_) {
      const auto last = std::prev(kept_.end());
      by_text_.erase(last->second.first);
      kept_.erase(last);
    }
  }
  void Add(const SampleShelf& other) {
    for (const auto& [key, entry] : other.kept_) {
      const auto same = by_text_.find(entry.first);
      if (same != by_text_.end()) {
        if (same->second < key) continue;
        kept_.erase(same->second);
        by_text_.erase(same);
      }
      kept_.emplace(key, entry);
      by_text_.emplace(entry.first, key);
    }
    while (kept_.size() > most_) {
      by_text_.erase(std::prev(kept_.end())->second.first);
      kept_.erase(std::prev(kept_.end()));
    }
  }
  template <typename Field>
  void AddTo(Field* samples) const {
    for (const auto& [key, entry] : kept_) *samples->Add() = entry.second;
  }

 private:
  using Key = std::pair<int, std::string>;
  // What speaks against the change first.
  static int Rank(const AdToTry& ad, bool newly) {
    const bool against = newly ? ad.verdict == v1::Lead::VERDICT_NOT_RELEVANT
                               : ad.verdict == v1::Lead::VERDICT_RELEVANT;
    return against ? 0 : ad.IsJudged() ? 1 : !ad.is_lead ? 2 : 3;
  }

  size_t most_;
  std::map<Key, std::pair<std::string, v1::AdSample>> kept_;  // with their texts
  std::map<std::string, Key> by_text_;
};

struct ChangeTally {
  struct Side {
    AdTally hits;
    int64_t right = 0, wrong = 0;  // of judged leads
    void Add(const Side& other) {
      hits.Add(other.hits);
      right += other.right;
      wrong += other.wrong;
    }
  };
  explicit ChangeTally(size_t samples) : newly_samples(samples), no_longer_samples(samples) {}
  Side before, after;
  AdTally newly, no_longer;
  SampleShelf newly_samples, no_longer_samples;

  void Add(const ChangeTally& other) {
    before.Add(other.before);
    after.Add(other.after);
    newly.Add(other.newly);
    no_longer.Add(other.no_longer);
    newly_samples.Add(other.newly_samples);
    no_longer_samples.Add(other.no_longer_samples);
  }
};

// What one thread found.
struct BacktestFindings {
  BacktestFindings(size_t rule_count, size_t samples)
      : rules(rule_count, ChangeTally(samples)),
        newly_samples(samples),
        no_longer_samples(samples) {}
  std::vector<ChangeTally> rules;
  AdTally newly_leads, no_longer_leads, old_judged, new_judged;
  int64_t relevant = 0;
  SampleShelf newly_samples, no_longer_samples;
  std::vector<AdToTry> timed;

  void Add(BacktestFindings& other) {
    for (size_t i = 0; i < rules.size(); ++i) rules[i].Add(other.rules[i]);
    newly_leads.Add(other.newly_leads);
    no_longer_leads.Add(other.no_longer_leads);
    old_judged.Add(other.old_judged);
    new_judged.Add(other.new_judged);
    relevant += other.relevant;
    newly_samples.Add(other.newly_samples);
    no_longer_samples.Add(other.no_longer_samples);
    for (AdToTry& ad : other.timed) {
      if (timed.size() < RuleTimer::kAds) timed.push_back(std::move(ad));
    }
  }
};

class RuleComparison {
 public:
  RuleComparison(RunnableRules before, RunnableRules after, std::vector<RuleDifference> rules,
                 size_t samples, const Masker& masker)
      : before_(std::move(before)),
        after_(std::move(after)),
        rules_(std::move(rules)),
        masker_(masker) {
    for (size_t i = 0; i < rules_.size(); ++i) number_.emplace(rules_[i].id, i);
    for (int i = 0; i < kTryThreads; ++i) findings_.emplace_back(rules_.size(), samples);
  }

  // Of thread `worker`.
  void Try(int worker, AdToTry& ad) {
    BacktestFindings& findings = findings_[static_cast<size_t>(worker)];
    const std::vector<v1::Hit> old_hits = before_.different.Match(ad.ad, ad.source_kind);
    const std::vector<v1::Hit> new_hits = after_.different.Match(ad.ad, ad.source_kind);
    findings.relevant += ad.verdict == v1::Lead::VERDICT_RELEVANT;
    std::string text;
    if (!old_hits.empty() || !new_hits.empty()) {
      text = TextIdentity(ad.ad);
      CountHits(ad, old_hits, new_hits, text, findings);
    }
    const bool score_may_differ =
        Counted(old_hits) != Counted(new_hits) ||
        before_.languages.contains(ad.ad.language()) != after_.languages.contains(ad.ad.language());
    if (score_may_differ || ad.IsJudged()) {
      if (text.empty()) text = TextIdentity(ad.ad);
      Decide(ad, old_hits, new_hits, text, findings);
    }
    if (findings.timed.size() < RuleTimer::kAds / kTryThreads)
      findings.timed.push_back(std::move(ad));
  }

  v1::BacktestReport Report() {
    BacktestFindings& all = findings_[0];
    for (size_t i = 1; i < findings_.size(); ++i) all.Add(findings_[i]);
    v1::BacktestReport report;
    RuleTimer timer(std::move(all.timed));
    for (size_t i = 0; i < rules_.size(); ++i) {
      *report.add_rules() =
          ReportOf(rules_[i], all.rules[i], all.relevant, i < kTimedRules ? &timer : nullptr);
    }
    std::stable_sort(
        report.mutable_rules()->begin(), report.mutable_rules()->end(),
        [](const v1::RuleChange& a, const v1::RuleChange& b) { return Moved(a) > Moved(b); });
    *report.mutable_newly_leads() = all.newly_leads.Count();
    *report.mutable_no_longer_leads() = all.no_longer_leads.Count();
    *report.mutable_old_judged() = all.old_judged.Count();
    *report.mutable_new_judged() = all.new_judged.Count();
    const auto judged = [](const AdTally& tally) {
      return tally.relevant() + tally.not_relevant();
    };
    SetRate(all.old_judged.relevant(), judged(all.old_judged),
            [&] { return report.mutable_old_precision(); });
    SetRate(all.new_judged.relevant(), judged(all.new_judged),
            [&] { return report.mutable_new_precision(); });
    SetRate(all.old_judged.relevant(), all.relevant, [&] { return report.mutable_old_recall(); });
    SetRate(all.new_judged.relevant(), all.relevant, [&] { return report.mutable_new_recall(); });
    all.newly_samples.AddTo(report.mutable_lead_samples());
    all.no_longer_samples.AddTo(report.mutable_lead_samples());
    return report;
  }

 private:
  static std::map<std::string, double> Counted(const std::vector<v1::Hit>& hits) {
    std::map<std::string, double> counted;
    for (const v1::Hit& hit : hits) {
      if (hit.weight() != 0) counted.emplace(hit.rule(), hit.weight());
    }
    return counted;
  }

  static int64_t Total(const v1::AdCount& count) {
    return count.relevant() + count.not_relevant() + count.unclear() + count.unjudged() +
           count.ordinary();
  }
  static int64_t Moved(const v1::RuleChange& change) {
    return Total(change.newly_hit()) + Total(change.no_longer_hit());
  }

  void CountHits(const AdToTry& ad, const std::vector<v1::Hit>& old_hits,
                 const std::vector<v1::Hit>& new_hits, const std::string& text,
                 BacktestFindings& findings) const {
    std::map<size_t, std::pair<const v1::Hit*, const v1::Hit*>> by_rule;
    for (const v1::Hit& hit : old_hits) by_rule[number_.at(hit.rule())].first = &hit;
    for (const v1::Hit& hit : new_hits) by_rule[number_.at(hit.rule())].second = &hit;
    for (const auto& [number, hits] : by_rule) {
      ChangeTally& tally = findings.rules[number];
      const auto& [was, is] = hits;
      if (was != nullptr) CountSide(ad, rules_[number].id, text, tally.before);
      if (is != nullptr) CountSide(ad, rules_[number].id, text, tally.after);
      if (was != nullptr && is != nullptr) continue;
      const v1::Hit* hit = is != nullptr ? is : was;
      const bool newly = is != nullptr;
      (newly ? tally.newly : tally.no_longer).Add(ad, text);
      (newly ? tally.newly_samples : tally.no_longer_samples).Offer(ad, newly, text, [&] {
        v1::AdSample sample = SampleOf(ad, *hit, masker_);
        sample.set_newly(newly);
        return sample;
      });
    }
  }

  static void CountSide(const AdToTry& ad, const std::string& rule, const std::string& text,
                        ChangeTally::Side& side) {
    side.hits.Add(ad, text);
    const bool wrong = ad.verdict == v1::Lead::VERDICT_NOT_RELEVANT || ad.IsWrong(rule);
    side.wrong += wrong;
    side.right += !wrong && ad.verdict == v1::Lead::VERDICT_RELEVANT;
  }

  void Decide(AdToTry& ad, const std::vector<v1::Hit>& old_hits,
              const std::vector<v1::Hit>& new_hits, const std::string& text,
              BacktestFindings& findings) {
    Screened screened;
    screened.ad = std::move(ad.ad);
    before_.all.Judge(&screened, ad.source_kind);
    const bool was = screened.lead;
    after_.all.Judge(&screened, ad.source_kind);
    const bool is = screened.lead;
    ad.ad = std::move(screened.ad);
    if (ad.IsJudged() && was) findings.old_judged.Add(ad, text);
    if (ad.IsJudged() && is) findings.new_judged.Add(ad, text);
    if (was == is) return;
    (is ? findings.newly_leads : findings.no_longer_leads).Add(ad, text);
    const std::vector<v1::Hit>& hits = is ? new_hits : old_hits;
    const std::vector<v1::Hit>& others = is ? old_hits : new_hits;
    (is ? findings.newly_samples : findings.no_longer_samples).Offer(ad, is, text, [&] {
      // The hit that the other version has not; else any, for only its weight differs.
      const v1::Hit* shown = nullptr;
      v1::AdSample sample;
      std::vector<std::string> rules;
      for (const v1::Hit& hit : hits) {
        if (!Counted(others).contains(hit.rule()) || shown == nullptr) shown = &hit;
        rules.push_back(hit.rule());
      }
      sample = SampleOf(ad, shown != nullptr ? *shown : v1::Hit(), masker_);
      sample.mutable_rules()->Assign(rules.begin(), rules.end());
      sample.set_newly(is);
      return sample;
    });
  }

  v1::RuleChange ReportOf(const RuleDifference& rule, const ChangeTally& tally, int64_t relevant,
                          RuleTimer* timer) const {
    v1::RuleChange change;
    change.set_rule(rule.id);
    change.set_kind(rule.before == nullptr  ? v1::RuleChange::KIND_ADDED
                    : rule.after == nullptr ? v1::RuleChange::KIND_REMOVED
                    : rule.looks_for_other  ? v1::RuleChange::KIND_CHANGED
                                            : v1::RuleChange::KIND_WEIGHED);
    for (const std::string& aspect : rule.differs) change.add_differs(aspect);
    if (rule.before != nullptr) {
      change.set_old_status(StatusName(rule.before->status));
      change.set_old_weight(CountedWeight(*rule.before));
    }
    if (rule.after != nullptr) {
      change.set_new_status(StatusName(rule.after->status));
      change.set_new_weight(CountedWeight(*rule.after));
    }
    *change.mutable_old_hits() = tally.before.hits.Count();
    *change.mutable_new_hits() = tally.after.hits.Count();
    *change.mutable_newly_hit() = tally.newly.Count();
    *change.mutable_no_longer_hit() = tally.no_longer.Count();
    const auto rates = [relevant](const ChangeTally::Side& side, const auto& precision,
                                  const auto& recall) {
      SetRate(side.right, side.right + side.wrong, precision);
      SetRate(side.hits.relevant(), relevant, recall);
    };
    if (rule.before != nullptr) {
      rates(
          tally.before, [&] { return change.mutable_old_precision(); },
          [&] { return change.mutable_old_recall(); });
    }
    if (rule.after != nullptr) {
      rates(
          tally.after, [&] { return change.mutable_new_precision(); },
          [&] { return change.mutable_new_recall(); });
    }
    const auto cost = [&](const Rule* one) {
      return one != nullptr && timer != nullptr ? timer->MicrosecondsOf(*one) : -1;
    };
    change.set_old_microseconds(cost(rule.before));
    change.set_new_microseconds(cost(rule.after));
    tally.newly_samples.AddTo(change.mutable_samples());
    tally.no_longer_samples.AddTo(change.mutable_samples());
    return change;
  }

  const RunnableRules before_, after_;
  const std::vector<RuleDifference> rules_;
  std::map<std::string, size_t> number_;
  const Masker& masker_;
  std::vector<BacktestFindings> findings_;  // by thread
};

std::vector<Pack> AllStable(std::vector<Pack> packs) {
  for (Pack& pack : packs) {
    for (Rule& rule : pack.rules) {
      if (rule.status == RuleStatus::kDraft || rule.status == RuleStatus::kShadow)
        rule.status = RuleStatus::kStable;
    }
  }
  return packs;
}

}  // namespace

Result<v1::BacktestReport> RunBacktest(const Store& store, const BacktestInput& input,
                                       const Masker& masker,
                                       const std::function<bool(int64_t ads)>& progress) {
  const std::vector<Pack> before = WithDraftsRunning(input.old_packs);
  const std::vector<Pack> after =
      input.as_if_stable ? AllStable(input.new_packs) : WithDraftsRunning(input.new_packs);
  int alike = 0;
  std::vector<RuleDifference> rules = CompareRules(before, after, &alike);
  std::vector<std::string> ids;
  for (const RuleDifference& rule : rules) ids.push_back(rule.id);
  Result<RunnableRules> old_version = RunnableRules::Make(before, ids, input.threshold);
  if (!old_version.ok()) return old_version.status().In(input.old_name);
  Result<RunnableRules> new_version = RunnableRules::Make(after, ids, input.threshold);
  if (!new_version.ok()) return new_version.status().In(input.new_name);
  RuleComparison comparison(*std::move(old_version), *std::move(new_version), std::move(rules),
                            static_cast<size_t>(input.samples), masker);
  Result<v1::LookedAt> looked = TryStoredAds(
      store, [&](int worker, AdToTry& ad) { comparison.Try(worker, ad); }, progress);
  if (!looked.ok()) return looked.status();
  v1::BacktestReport report = comparison.Report();
  *report.mutable_looked_at() = *looked;
  report.set_old_name(input.old_name);
  report.set_new_name(input.new_name);
  const auto name = [](const Pack& pack) {
    return pack.name + " " + pack.version + " " + pack.sha256;
  };
  for (const Pack& pack : before) report.add_old_packs(name(pack));
  for (const Pack& pack : after) report.add_new_packs(name(pack));
  report.set_threshold(input.threshold);
  report.set_rules_alike(alike);
  report.set_as_if_stable(input.as_if_stable);
  return report;
}

}  // namespace varta
