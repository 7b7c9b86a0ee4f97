// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// The facts that a text states, found by one table of finders: contacts; and money, ages, places,
// dates, employers, registers, hours, trades. Pure; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "extract/html.h"
#include "varta/v1/ad.pb.h"

namespace varta {

// What finders may look at.
struct FieldInput {
  std::string_view title;  // UTF-8
  std::string_view text;
  const std::vector<Link>* links = nullptr;  // tel:, mailto:, viber:, t.me/... ; may be null
  std::string_view region = "UA";            // ISO 3166-1 alpha-2 for national phone numbers
  std::string_view other_region = {};        // theirs, too: what RegionOfDomain says; may be empty
};

// In page order, title first, links last; each value and role once for each place; behind them what
// follows from the others (messenger-only contact). Spans are bytes of the title or text they lie
// in.
std::vector<v1::Fact> FindFacts(const FieldInput& input);

// Phones, e-mails and handles: what is masked and looked up.
bool IsContact(v1::FactKind kind);
// Of FindFacts() the contacts of title and text only: where the others are not wanted, which cost
// as much again.
std::vector<v1::Fact> FindContacts(std::string_view title, std::string_view text,
                                   std::string_view region);

// "067 123 45 67" as a person types it -> "+380671234567"; empty if it is no valid number.
std::string NormalisePhone(std::string_view typed, std::string_view region);
// "@Name", "t.me/name", "telegram:name" -> "telegram:name"; a bare @name is telegram's; empty if it
// is no handle.
std::string NormaliseHandle(std::string_view typed);
// The region that the country domain of the URL names; empty if there is none.
std::string RegionOfDomain(const Url* url);
// The region for national numbers: from the URL's country domain, then the language; "UA" if
// neither says.
std::string GuessRegion(const Url* url, std::string_view language);

}  // namespace varta
