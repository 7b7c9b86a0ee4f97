// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Which types of schema.org are postings. Pure; any thread.
#pragma once

#include <string_view>

#include "extract/posting.h"

namespace varta {

struct PostingTerm {
  std::string_view type;
  FoundPosting::Kind kind;
};

// Null: the thing is none, as an article, a rating or a breadcrumb list.
const PostingTerm* TermOf(const Item& item);

}  // namespace varta
