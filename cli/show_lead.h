// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// A lead, or anything screened, as a person reads it.
#pragma once

#include <string>
#include <vector>

#include "cli/terminal.h"
#include "varta/v1/lead.pb.h"
#include "varta/v1/lead_service.pb.h"

namespace varta {

// "0.97"; "  ? " for what could not be scored.
std::string ScoreText(const v1::Score& score);
// "uk"; of a text in several languages "uk 70 %, ru 30 %", by their bytes, the largest first.
std::string LanguageText(const v1::Ad& ad);
// The shortest beginning of a lead's id that people type: 8 characters.
std::string ShortId(const std::string& name);
// Ads that could not be scored, each with its reason and the beginning of its text.
std::string UnscoredList(const v1::ListUnscoredAdsResponse& ads, const Style& style, int columns);
// Two lines: score, id, when, where and title; then the reasons, largest first.
std::string LeadRow(const v1::Lead& lead, const Style& style, int columns);

// What the score is made of: each term with its size; beneath it the words of `ad` (null: not
// shown), the rule's source and how many ordinary ads have it; then the score of each form.
std::string ScoreTable(const v1::Score& score, const v1::Ad* ad, const Style& style);
// Each hit: rule, strength, what it means, where it is from.
std::string HitList(const std::vector<v1::Hit>& hits, const Style& style);
// Title and text with the hits' words highlighted.
std::string AdText(const v1::Ad& ad, const std::vector<v1::Hit>& hits, const Style& style);
// Contacts first, then what else the ad states: what it is, its value, as it is written.
std::string FactList(const v1::Ad& ad, const Style& style);
// Everything of a lead, and what to do next.
std::string LeadPageText(const v1::Lead& lead, const Style& style);

}  // namespace varta
