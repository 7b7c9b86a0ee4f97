// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// What a page says for machines -> postings: JobPosting, Offer, Product, Person, LocalBusiness and
// their kin of schema.org, and the ads in script state. Pure; any thread.
#pragma once

#include <cstdint>
#include <vector>

#include "extract/item.h"
#include "varta/v1/ad.pb.h"

namespace varta {

struct FoundPosting {
  v1::Posting posting;
  // A firm or a person stands on many pages that are no ad of theirs.
  enum class Kind { kJob, kOffer, kPerson, kBusiness } kind = Kind::kOffer;
  Item::Way way = Item::Way::kJsonLd;
  uint32_t node = HtmlNode::kNone;  // its element; kNone: it is from a script
  bool whole_range = false;         // its price is that of many things, as of a category
};

// In page order, at most 500. What is only a part of another (the firm that hires, the offer of a
// product) is none of its own; the same posting said twice, in two notations, is one.
std::vector<FoundPosting> FindPostings(const Items& items);

}  // namespace varta
