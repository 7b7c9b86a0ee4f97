// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "sweep/trade_wages.h"

#include <cmath>
#include <map>
#include <utility>

#include "storage/keys.h"

namespace varta {
namespace {

constexpr double kStep = 1.1;
constexpr double kLeastSum = 1, kMostSum = 1e9;  // of whatever the unit is
// Then every count is halved: wages of years ago weigh little.
constexpr uint32_t kForgetAt = 20'000;

std::string WageKey(const AdWage& wage) {
  return KeyWriter().Text(wage.trade).Text(wage.unit).Take();
}

uint32_t AdsIn(const stored::v1::LinkWages& wages) {
  uint32_t ads = 0;
  for (const auto& step : wages.ads()) ads += step.second;
  return ads;
}

// The unit says both: "UAH/month", not "UAH" nor "XXX/month".
bool IsWhole(const std::string& unit) {
  return unit.size() > 4 && unit[3] == '/' && !unit.starts_with("XXX");
}

}  // namespace

std::optional<AdWage> WageOf(const v1::Ad& ad) {
  AdWage wage;
  for (const v1::Fact& fact : ad.facts()) {
    if (fact.kind() == v1::FACT_KIND_WORK) {
      if (!wage.trade.empty() && wage.trade != fact.value()) return std::nullopt;
      wage.trade = fact.value();
    } else if (fact.kind() == v1::FACT_KIND_WAGE && wage.unit.empty() && IsWhole(fact.unit())) {
      const double amount = fact.has_low() ? fact.low() : fact.high();
      if (!(amount >= kLeastSum) || amount > kMostSum) continue;
      wage.unit = fact.unit();
      wage.amount = amount;
    }
  }
  if (wage.trade.empty() || wage.unit.empty()) return std::nullopt;
  return wage;
}

Status AddWage(LinkBatch& batch, const v1::Ad& ad) {
  const std::optional<AdWage> wage = WageOf(ad);
  if (!wage) return Status();
  const std::string key = WageKey(*wage);
  stored::v1::LinkWages wages;
  Result<bool> found = batch.Get(LinkTable::kWages, key, &wages);
  if (!found.ok()) return found.status();
  if (AdsIn(wages) >= kForgetAt) {
    for (auto& step : *wages.mutable_ads()) step.second /= 2;
  }
  ++(*wages.mutable_ads())[static_cast<uint32_t>(std::log(wage->amount) / std::log(kStep))];
  batch.Put(LinkTable::kWages, key, wages);
  return Status();
}

namespace {

template <typename Reader>
Result<std::optional<TradeWage>> TradeWageOf(const Reader& reader, const AdWage& wage) {
  stored::v1::LinkWages wages;
  Result<bool> found = reader.Get(LinkTable::kWages, WageKey(wage), &wages);
  if (!found.ok()) return found.status();
  const uint32_t ads = AdsIn(wages);
  if (ads < kFewestWages) return std::optional<TradeWage>();
  uint32_t below = 0;
  for (const auto& [step, count] :
       std::map<uint32_t, uint32_t>(wages.ads().begin(), wages.ads().end())) {
    below += count;
    if (2 * below < ads) continue;
    return std::optional<TradeWage>(
        TradeWage{wage.trade, wage.unit, std::pow(kStep, step + 0.5), static_cast<int>(ads)});
  }
  return std::optional<TradeWage>();
}

}  // namespace

Result<std::optional<TradeWage>> ReadTradeWage(const LinkView& view, const AdWage& wage) {
  return TradeWageOf(view, wage);
}
Result<std::optional<TradeWage>> ReadTradeWage(const LinkBatch& batch, const AdWage& wage) {
  return TradeWageOf(batch, wage);
}

}  // namespace varta
