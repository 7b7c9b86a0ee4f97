// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Digits that look like a contact and say something else: dates, hours, sums of money; cards,
// accounts, addresses of machines, coordinates. Each function takes them out of a view of `utf8`.
// Pure; any thread.
#pragma once

#include <string_view>

#include "extract/digits.h"

namespace varta {

// What may be read by anybody: dates, hours, ranges of years, sums of at most nine digits with
// their currency. Only where the digits touch no others, not even over one space: what might be a
// part of a phone number stays in the view.
void HideDatesAndAmounts(std::string_view utf8, DigitView* view);

// Cards, IBANs, IP addresses, coordinates: no phone numbers, but nothing to show either.
void HideOtherNumbers(DigitView* view);

// `before` and `after`: some bytes of the text before and behind digits.
// The digits are an identifier: "ІПН", "order no.", "№".
bool IsLabelledId(std::string_view before);
// They are a sum or a measure: "price:", "kg".
bool IsLabelledSum(std::string_view before, std::string_view after);
// They are announced as a phone number: "тел.", "call", "viber".
bool IsLabelledPhone(std::string_view before);

}  // namespace varta
