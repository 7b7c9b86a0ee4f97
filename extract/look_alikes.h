// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Digits that look like a contact and say something else: dates, hours, sums of money; cards,
// accounts, addresses of machines, coordinates. Each function takes them out of a view of `utf8`,
// and says whether there were any.
// Pure; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "extract/digits.h"

namespace varta {

// What may be read by anybody: dates, hours, ranges of years, sums of at most nine digits with
// their currency. Only where the digits touch no others, not even over one space: what might be a
// part of a phone number stays in the view. `runs`: those of the view, for who has them; or null.
bool HideDatesAndAmounts(std::string_view utf8, DigitView* view,
                         const std::vector<DigitRun>* runs = nullptr);

// Cards, IBANs, IP addresses, coordinates: no phone numbers, but nothing to show either.
bool HideOtherNumbers(DigitView* view);

// What the words before digits say about them.
class NumberContext {
 public:
  explicit NumberContext(std::string_view before);  // some bytes of the text; must outlive this

  bool SaysId() const;  // an identifier: "ІПН", "order no.", "№"
  // A sum or a measure: "price:", or "kg" behind; "to" only where digits are grouped as a sum's.
  bool SaysSum(std::string_view after, bool grouped_as_sum) const;
  bool SaysPhone() const { return is_phone_; }  // announced as a phone number: "тел.", "viber"

 private:
  std::string_view before_;
  std::vector<std::string> words_;  // folded, the very last first; at most three
  bool number_sign_ = false;        // "№" or "#" right before
  bool is_phone_ = false;
};

}  // namespace varta
