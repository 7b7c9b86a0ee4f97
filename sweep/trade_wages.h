// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// What the stored ads offer for each trade: counts of ads by steps of a tenth of the sum, so that
// the middle is found without keeping a sum, an ad or a date. Each cluster of near-duplicates
// counts once, by its first ad: who posts an ad a hundred times does not move the middle.
#pragma once

#include <optional>
#include <string>

#include "classifier/features.h"
#include "storage/link_store.h"

namespace varta {

// Fewer ads than this say nothing of a trade.
inline constexpr uint32_t kFewestWages = 30;

// What an ad offers for the one trade that it names, in a currency and for a period that it names.
struct AdWage {
  std::string trade, unit;  // "waiter", "UAH/month"
  double amount = 0;        // the lower end of a range
};
// nullopt: it does not say, or names several trades.
std::optional<AdWage> WageOf(const v1::Ad& ad);

// Adds the ad to what is known; one look-up. Old ads are forgotten by and by.
Status AddWage(LinkBatch& batch, const v1::Ad& ad);

// What is known of the trade of `wage`; nullopt: too little. The middle is right to a twentieth.
Result<std::optional<TradeWage>> ReadTradeWage(const LinkView& view, const AdWage& wage);
Result<std::optional<TradeWage>> ReadTradeWage(const LinkBatch& batch, const AdWage& wage);

}  // namespace varta
