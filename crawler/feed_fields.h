// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Which element of a feed says what: one table for all kinds of feed. Pure; any thread.
#pragma once

#include "crawler/xml_reader.h"

namespace varta {

enum class FeedField {
  kNone,
  kChannel,  // of RSS: what holds the feed's own fields
  kEntry,
  kTitle,
  kLink,
  kId,
  kSubtitle,  // of an entry: its summary
  kContent,
  kAuthor,
  kLanguage,
  kPublished,
  kUpdated,
};

// Names are compared without regard to case. An element counts if it is in a namespace that is
// known, in no prefix's namespace, or has a prefix that nobody declared and everybody uses (dc).
FeedField FindFeedField(const XmlElement& element);

// In the namespace of Atom 0.3 or 1.0.
bool IsAtom(const XmlElement& element);

}  // namespace varta
