// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "sweep/rule_stats.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "rules/rule_set.h"
#include "rules/rule_status.h"
#include "sweep/rule_timer.h"
#include "sweep/stored_ads.h"

namespace varta {
namespace {

constexpr double kNoisyShare = 0.02, kRedundantShare = 0.95, kFarDrift = 3;
constexpr int64_t kEnoughAds = 1'000, kEnoughHits = 20;
constexpr int kMostOverlaps = 3;
constexpr std::chrono::days kStatWeek{7};

using SeenDay = std::chrono::sys_days;

// Of one rule, by one thread.
struct StatTally {
  AdTally hits;
  int64_t right = 0, wrong = 0;     // of judged leads
  std::map<SeenDay, int64_t> days;  // hits, by the day when the ad was first seen

  void Add(const StatTally& other) {
    hits.Add(other.hits);
    right += other.right;
    wrong += other.wrong;
    for (const auto& [day, count] : other.days) days[day] += count;
  }
};

struct StatFindings {
  std::vector<StatTally> rules;
  std::map<std::pair<size_t, size_t>, int64_t> together;  // the smaller number first
  std::map<std::string, int64_t> ordinary;                // ads, by language
  std::map<std::string, int64_t> all;                     // likewise, leads too
  std::map<SeenDay, int64_t> days;                        // ads
  std::vector<AdToTry> timed;

  void Add(StatFindings& other) {
    for (size_t i = 0; i < rules.size(); ++i) rules[i].Add(other.rules[i]);
    for (const auto& [pair, count] : other.together) together[pair] += count;
    for (const auto& [language, count] : other.ordinary) ordinary[language] += count;
    for (const auto& [language, count] : other.all) all[language] += count;
    for (const auto& [day, count] : other.days) days[day] += count;
    for (AdToTry& ad : other.timed) {
      if (timed.size() < RuleTimer::kAds) timed.push_back(std::move(ad));
    }
  }
};

// Ads in the rule's languages, and those whose language could not be told.
int64_t InLanguages(const Rule& rule, const std::map<std::string, int64_t>& ads) {
  int64_t sum = 0;
  for (const auto& [language, count] : ads) {
    const bool speaks =
        language.empty() || rule.languages.empty() ||
        std::find(rule.languages.begin(), rule.languages.end(), language) != rule.languages.end();
    sum += speaks ? count : 0;
  }
  return sum;
}

// Ads of the newest week, and of the time before.
std::pair<int64_t, int64_t> SplitByWeek(const std::map<SeenDay, int64_t>& days, SeenDay newest) {
  std::pair<int64_t, int64_t> counts;
  for (const auto& [day, count] : days) {
    (day > newest - kStatWeek ? counts.first : counts.second) += count;
  }
  return counts;
}

// Of two shares, by the pooled standard error.
double DriftOf(int64_t now, int64_t of_now, int64_t before, int64_t of_before) {
  if (of_now == 0 || of_before == 0 || now + before == 0) return 0;
  const double n = static_cast<double>(of_now), m = static_cast<double>(of_before);
  const double pooled = static_cast<double>(now + before) / (n + m);
  const double error = std::sqrt(pooled * (1 - pooled) * (1 / n + 1 / m));
  return error > 0 ? (static_cast<double>(now) / n - static_cast<double>(before) / m) / error : 0;
}

void AddNotes(const Rule& rule, int64_t ads, v1::RuleStats* stats) {
  const v1::AdCount& hits = stats->hits();
  const int64_t total =
      hits.relevant() + hits.not_relevant() + hits.unclear() + hits.unjudged() + hits.ordinary();
  if (CountedWeight(rule) > 0 && stats->base_rate().value() > kNoisyShare)
    stats->add_notes(v1::RuleStats::NOTE_NOISY);
  if (stats->has_precision() && stats->precision().high() <= 0.5)
    stats->add_notes(v1::RuleStats::NOTE_WRONG);
  if (total == 0 && ads >= kEnoughAds) stats->add_notes(v1::RuleStats::NOTE_DEAD);
  if (std::abs(stats->drift()) > kFarDrift) stats->add_notes(v1::RuleStats::NOTE_DRIFTED);
  if (total >= kEnoughHits && !stats->overlaps().empty() &&
      stats->overlaps(0).share() >= kRedundantShare) {
    stats->add_notes(v1::RuleStats::NOTE_REDUNDANT);
  }
}

class RuleCounter {
 public:
  explicit RuleCounter(RuleSet rules) : rules_(std::move(rules)) {
    for (const Pack& pack : rules_.packs()) {
      for (const Rule& rule : pack.rules) {
        if (!RuleRuns(rule.status)) continue;
        number_.emplace(rule.id, running_.size());
        running_.push_back({&pack, &rule});
      }
    }
    for (StatFindings& one : findings_) one.rules.resize(running_.size());
  }

  // Of thread `worker`.
  void Try(int worker, AdToTry& ad) {
    StatFindings& findings = findings_[static_cast<size_t>(worker)];
    const SeenDay day = std::chrono::floor<std::chrono::days>(ad.first_seen);
    ++findings.days[day];
    ++findings.all[ad.ad.language()];
    if (!ad.is_lead) ++findings.ordinary[ad.ad.language()];
    std::vector<size_t> hit;
    for (const v1::Hit& one : rules_.Match(ad.ad, ad.source_kind))
      hit.push_back(number_.at(one.rule()));
    std::sort(hit.begin(), hit.end());
    const std::string text = hit.empty() ? "" : TextIdentity(ad.ad);
    for (size_t i = 0; i < hit.size(); ++i) {
      StatTally& tally = findings.rules[hit[i]];
      tally.hits.Add(ad, text);
      ++tally.days[day];
      const bool wrong =
          ad.verdict == v1::Lead::VERDICT_NOT_RELEVANT || ad.IsWrong(running_[hit[i]].rule->id);
      tally.wrong += wrong;
      tally.right += !wrong && ad.verdict == v1::Lead::VERDICT_RELEVANT;
      for (size_t j = 0; j < i; ++j) ++findings.together[{hit[j], hit[i]}];
    }
    if (findings.timed.size() < RuleTimer::kAds / kTryThreads) findings.timed.push_back(ad);
  }

  // `written`: the packs before their drafts were made to run.
  v1::RuleStatsReport Report(const std::vector<Pack>& written) {
    StatFindings& all = findings_[0];
    for (size_t i = 1; i < std::size(findings_); ++i) all.Add(findings_[i]);
    std::map<std::string_view, RuleStatus> statuses;
    for (const Pack& pack : written) {
      for (const Rule& rule : pack.rules) statuses.emplace(rule.id, rule.status);
    }
    std::vector<std::map<size_t, int64_t>> others(running_.size());
    for (const auto& [pair, count] : all.together)
      others[pair.first][pair.second] = others[pair.second][pair.first] = count;
    RuleTimer timer(std::move(all.timed));
    v1::RuleStatsReport report;
    for (size_t i = 0; i < running_.size(); ++i) {
      v1::RuleStats* stats = report.add_rules();
      const auto& [pack, rule] = running_[i];
      stats->set_rule(rule->id);
      stats->set_pack(pack->name);
      stats->set_status(StatusName(statuses[rule->id]));
      stats->set_weight(CountedWeight(*rule));
      *stats->mutable_hits() = all.rules[i].hits.Count();
      AddRates(all, i, stats);
      AddOverlaps(all.rules[i].hits.total(), others[i], stats);
      stats->set_microseconds(timer.MicrosecondsOf(*rule));
      AddNotes(*rule, InLanguages(*rule, all.all), stats);
    }
    const auto rank = [](const v1::RuleStats& stats) {
      return stats.notes().empty() ? v1::RuleStats::Note_MAX + 1 : int{stats.notes(0)};
    };
    std::stable_sort(report.mutable_rules()->begin(), report.mutable_rules()->end(),
                     [&](const v1::RuleStats& a, const v1::RuleStats& b) {
                       if (rank(a) != rank(b)) return rank(a) < rank(b);
                       return a.hits().ordinary() > b.hits().ordinary();
                     });
    return report;
  }

 private:
  struct Running {
    const Pack* pack;
    const Rule* rule;
  };

  void AddRates(const StatFindings& all, size_t number, v1::RuleStats* stats) const {
    const StatTally& tally = all.rules[number];
    // Parts of an ad may be in other languages than its own.
    const int64_t ordinary =
        std::max(InLanguages(*running_[number].rule, all.ordinary), stats->hits().ordinary());
    SetRate(stats->hits().ordinary(), ordinary, [&] { return stats->mutable_base_rate(); });
    SetRate(tally.right, tally.right + tally.wrong, [&] { return stats->mutable_precision(); });
    if (all.days.empty()) return;
    const SeenDay newest = all.days.rbegin()->first;
    const auto [ads_now, ads_before] = SplitByWeek(all.days, newest);
    const auto [hits_now, hits_before] = SplitByWeek(tally.days, newest);
    SetRate(hits_now, ads_now, [&] { return stats->mutable_week(); });
    SetRate(hits_before, ads_before, [&] { return stats->mutable_before(); });
    stats->set_drift(DriftOf(hits_now, ads_now, hits_before, ads_before));
  }

  void AddOverlaps(int64_t hits, const std::map<size_t, int64_t>& others,
                   v1::RuleStats* stats) const {
    std::vector<std::pair<int64_t, size_t>> largest;
    for (const auto& [other, count] : others) largest.emplace_back(-count, other);
    std::sort(largest.begin(), largest.end());
    for (const auto& [count, other] : largest) {
      if (stats->overlaps_size() == kMostOverlaps) break;
      v1::RuleStats::Overlap* overlap = stats->add_overlaps();
      overlap->set_rule(running_[other].rule->id);
      overlap->set_ads(-count);
      overlap->set_share(static_cast<double>(-count) / static_cast<double>(hits));
    }
  }

  const RuleSet rules_;
  std::vector<Running> running_;
  std::map<std::string_view, size_t> number_;
  StatFindings findings_[kTryThreads];
};

}  // namespace

Result<v1::RuleStatsReport> CountRuleHits(const Store& store, const std::vector<Pack>& packs,
                                          const std::function<bool(int64_t ads)>& progress) {
  Result<RuleSet> rules = RuleSet::Compile(WithDraftsRunning(packs));
  if (!rules.ok()) return rules.status();
  RuleCounter counter(*std::move(rules));
  Result<v1::LookedAt> looked = TryStoredAds(
      store, [&](int worker, AdToTry& ad) { counter.Try(worker, ad); }, progress);
  if (!looked.ok()) return looked.status();
  v1::RuleStatsReport report = counter.Report(packs);
  *report.mutable_looked_at() = *looked;
  for (const Pack& pack : packs)
    report.add_packs(pack.name + " " + pack.version + " " + pack.sha256);
  return report;
}

}  // namespace varta
