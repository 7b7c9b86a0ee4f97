// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "sweep/stored_ads.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <optional>
#include <thread>
#include <utility>

#include "base/digest.h"
#include "base/queue.h"
#include "storage/indexes.h"
#include "storage/judgement.h"
#include "sweep/convert.h"

namespace varta {
namespace {

constexpr size_t kAdsAtOnce = 32;
constexpr Duration kTellEvery{250};

AdToTry ToTry(const StoredAd& stored) {
  AdToTry one;
  one.id = stored.id;
  one.ad = *stored.ad();
  if (stored.lead != nullptr) {
    const v1::Lead& lead = stored.lead->lead();
    one.is_lead = true;
    one.source = lead.provenance().source();
    one.url = lead.provenance().url();
    one.source_kind = stored.lead->source_kind();
    one.first_seen = FromProto(lead.first_seen_time());
    one.last_seen = FromProto(lead.last_seen_time());
    one.verdict = lead.verdict();
    one.wrong_rules.assign(lead.wrong_rules().begin(), lead.wrong_rules().end());
  } else {
    one.source = stored.kept->source();
    one.url = stored.kept->url();
    one.source_kind = stored.kept->source_kind();
    one.first_seen = FromProto(stored.kept->first_seen_time());
    one.last_seen = FromProto(stored.kept->last_seen_time());
  }
  return one;
}

void AddFindings(const StoredAd& stored, AdToTry* one) {
  if (stored.lead == nullptr) {
    one->ad_digest = stored.kept->ad_digest();
    *one->kept.mutable_hits() = stored.kept->hits();
    *one->kept.mutable_score() = stored.kept->score();
    return;
  }
  const v1::Lead& lead = stored.lead->lead();
  one->ad_digest = AdDigest(lead.ad());
  *one->lead.mutable_hits() = lead.hits();
  *one->lead.mutable_score() = lead.score();
  if (lead.has_no_lead_time()) *one->lead.mutable_no_lead_time() = lead.no_lead_time();
}

bool IsJudged(v1::Lead::Verdict verdict) {
  return verdict == v1::Lead::VERDICT_RELEVANT || verdict == v1::Lead::VERDICT_NOT_RELEVANT;
}

const std::string& SourceOfAd(const StoredAd& stored) {
  return stored.lead != nullptr ? stored.lead->lead().provenance().source() : stored.kept->source();
}

}  // namespace

bool AdToTry::IsJudged() const { return varta::IsJudged(verdict); }

bool AdToTry::IsWrong(std::string_view rule) const {
  return std::find(wrong_rules.begin(), wrong_rules.end(), rule) != wrong_rules.end();
}

Result<v1::LookedAt> TryStoredAds(const Store& store,
                                  const std::function<void(int worker, AdToTry&)>& work,
                                  const std::function<bool(int64_t ads)>& progress,
                                  const AdsToTry& which) {
  const auto begun = std::chrono::steady_clock::now();
  auto told = begun;
  v1::LookedAt looked;
  std::optional<Time> first, last;
  bool cancelled = false;
  Status visited;
  {
    Queue<std::vector<AdToTry>> queue(16);
    std::vector<std::jthread> threads;
    for (int i = 0; i < kTryThreads; ++i) {
      threads.emplace_back([&queue, &work, i] {
        while (auto ads = queue.Pop()) {
          for (AdToTry& ad : *ads) work(i, ad);
        }
      });
    }
    const auto count = [&](bool is_lead, Time first_seen, Time last_seen) {
      looked.set_leads(looked.leads() + is_lead);
      looked.set_ordinary(looked.ordinary() + !is_lead);
      first = std::min(first.value_or(first_seen), first_seen);
      last = std::max(last.value_or(last_seen), last_seen);
    };
    const auto tell = [&] {
      const auto now = std::chrono::steady_clock::now();
      if (now - told < kTellEvery) return;
      told = now;
      cancelled = progress && !progress(looked.leads() + looked.ordinary());
    };
    std::vector<AdToTry> some;
    const auto visit = [&](const StoredAd& stored) {
      if (!which.source.empty() && SourceOfAd(stored) != which.source) return true;
      if (stored.ad() == nullptr) {
        looked.set_purged(looked.purged() + 1);
        return true;
      }
      if (stored.lead != nullptr && which.wanted && !which.wanted(stored.id, true)) {
        const v1::Lead& lead = stored.lead->lead();
        count(true, FromProto(lead.first_seen_time()), FromProto(lead.last_seen_time()));
        looked.set_judged(looked.judged() + IsJudged(lead.verdict()));
        return true;
      }
      AdToTry& one = some.emplace_back(ToTry(stored));
      if (which.findings) AddFindings(stored, &one);
      count(one.is_lead, one.first_seen, one.last_seen);
      looked.set_judged(looked.judged() + one.IsJudged());
      if (some.size() < kAdsAtOnce) return true;
      queue.Push(std::exchange(some, {}));
      tell();
      return !cancelled;
    };
    visited = store.VisitAds(visit, [&](std::string_view id, const stored::v1::KeptAd& row) {
      if (!which.source.empty() && row.source() != which.source) return false;
      if (!which.wanted || which.wanted(id, false)) return true;
      count(false, FromProto(row.first_seen_time()), FromProto(row.last_seen_time()));
      return false;
    });
    if (visited.ok() && !cancelled) queue.Push(std::move(some));
    queue.Close();
  }
  if (!visited.ok()) return visited;
  if (cancelled) return Status(Code::kCancelled, "ended before all stored ads were looked at");
  if (first) *looked.mutable_first_seen_time() = ToProto(*first);
  if (last) *looked.mutable_last_seen_time() = ToProto(*last);
  looked.set_seconds(
      std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count());
  return looked;
}

std::string TextIdentity(const v1::Ad& ad) {
  std::string key = TextKey(ad);
  return key.empty() ? Fingerprint128(ad.title() + "\n" + ad.text()) : key;
}

void AdTally::Add(const AdToTry& ad, const std::string& text_identity) {
  texts_.insert(text_identity);
  if (!ad.is_lead) return count_.set_ordinary(count_.ordinary() + 1);
  switch (ad.verdict) {
    case v1::Lead::VERDICT_RELEVANT:
      return count_.set_relevant(count_.relevant() + 1);
    case v1::Lead::VERDICT_NOT_RELEVANT:
      return count_.set_not_relevant(count_.not_relevant() + 1);
    case v1::Lead::VERDICT_UNCLEAR:
      return count_.set_unclear(count_.unclear() + 1);
    default:
      return count_.set_unjudged(count_.unjudged() + 1);
  }
}

void AdTally::Add(const AdTally& other) {
  count_.set_ordinary(count_.ordinary() + other.count_.ordinary());
  count_.set_relevant(count_.relevant() + other.count_.relevant());
  count_.set_not_relevant(count_.not_relevant() + other.count_.not_relevant());
  count_.set_unclear(count_.unclear() + other.count_.unclear());
  count_.set_unjudged(count_.unjudged() + other.count_.unjudged());
  texts_.insert(other.texts_.begin(), other.texts_.end());
}

v1::AdCount AdTally::Count() const {
  v1::AdCount count = count_;
  count.set_texts(static_cast<int64_t>(texts_.size()));
  return count;
}

int64_t AdTally::total() const {
  return count_.ordinary() + count_.relevant() + count_.not_relevant() + count_.unclear() +
         count_.unjudged();
}

void SetRate(int64_t part, int64_t of, const std::function<v1::Rate*()>& rate) {
  if (of == 0) return;
  constexpr double kZ = 1.959963984540054;  // 97.5 % of the normal distribution
  const double n = static_cast<double>(of), p = static_cast<double>(part) / n;
  const double scale = 1 + kZ * kZ / n;
  const double middle = (p + kZ * kZ / (2 * n)) / scale;
  const double half = kZ * std::sqrt(p * (1 - p) / n + kZ * kZ / (4 * n * n)) / scale;
  v1::Rate* set = rate();
  set->set_value(p);
  set->set_low(std::max(0.0, middle - half));
  set->set_high(std::min(1.0, middle + half));
  set->set_of(of);
}

}  // namespace varta
