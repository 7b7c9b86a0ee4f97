// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// What the store knows of an ad before it is committed: other ads with its contacts, what its trade
// is paid. It is looked up only for ads with a hit (the others are no leads, whatever is known), by
// the workers before the commit, and in the commit for ads whose links it changes (reweigher.h).
#pragma once

#include <string>

#include "extract/mask.h"
#include "linking/contacts.h"
#include "storage/store.h"
#include "sweep/link_rows.h"
#include "sweep/screener.h"

namespace varta {

// What a contact's history says of an ad of that trade; `facts` are not filled in. A history that
// is everybody's says nothing: see IsGeneric.
Links SignsOf(const ContactHistory& history, const LinkedContact& contact, AdTrade trade);

// Of an ad as the links are, itself counted in. `before`: its row; null: it has none yet. A few
// look-ups for each contact; at most kMaxContactsAsked contacts.
struct AdInLinks {
  const LinkedAd& linked;
  const stored::v1::LinkAd* before = nullptr;
  const v1::Ad& ad;
  const HashValue& hash;
};
Result<AdContext> ReadContext(const LinkView& view, const AdInLinks& ad);
Result<AdContext> ReadContext(const LinkBatch& batch, const AdInLinks& ad);

// Any thread. The store outlives it.
class AdContextReader {
 public:
  explicit AdContextReader(const Store& store);

  // Of an ad as the links were at `view`. Of one that they do not know yet its near-duplicates are
  // not known: its commit finds them.
  Result<AdContext> Read(const LinkView& view, const LinkSighting& sighting) const;

  // Weighs the page's ads that have hits anew, with what is known of them. What cannot be read is
  // not known: the commit, which reads the same rows, says so.
  void Weigh(const Screener& screener, const std::string& source, v1::SourceKind kind, Time seen,
             ScreenedPage* page) const;
  // Likewise one stored ad; `sighting` says which, and `ad` is the screened one's.
  void Weigh(const Screener& screener, const LinkSighting& sighting, Screened* screened) const;

 private:
  const Store& store_;
  const Masker masker_;
};

inline constexpr size_t kMaxContactsAsked = 8;

}  // namespace varta
