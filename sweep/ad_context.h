// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// What the store knows of an ad before it is committed: other ads with its contacts, what its trade
// is paid. It is looked up only for ads with a hit (the others are no leads, whatever is known), by
// the workers, so that the committing thread has nothing to do with it.
#pragma once

#include <string>

#include "extract/mask.h"
#include "storage/store.h"
#include "sweep/screener.h"

namespace varta {

// Any thread. The store outlives it.
class AdContextReader {
 public:
  explicit AdContextReader(const Store& store);

  // Of an ad as the links were at `view`, itself counted in. Its cluster is known from the second
  // sighting on. A few look-ups for each contact; at most kMaxContactsAsked contacts.
  Result<AdContext> Read(const LinkView& view, const LinkSighting& sighting) const;

  // Weighs the page's ads that have hits anew, with what is known of them. What cannot be read is
  // not known: the commit, which reads the same rows, says so.
  void Weigh(const Screener& screener, const std::string& source, v1::SourceKind kind, Time seen,
             ScreenedPage* page) const;

 private:
  const Store& store_;
  const Masker masker_;
};

inline constexpr size_t kMaxContactsAsked = 8;

}  // namespace varta
