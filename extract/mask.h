// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Text that may be shown without a reason: contacts out, a pseudonym in. The same contact gives the
// same pseudonym, so that an analyst can follow it from ad to ad without seeing it. Pure; any
// thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "varta/v1/ad.pb.h"
#include "varta/v1/lead.pb.h"

namespace varta {

// Names contacts by a keyed hash: "[phone +380 #7f3a9c]", "[email #…]", "[telegram #…]".
class Masker {
 public:
  explicit Masker(std::string key);  // secret, 32 bytes
  std::string Pseudonym(const v1::Fact& fact) const;

  // `utf8` with the contacts of `facts` that lie in `place` replaced; besides them anything that
  // still looks like a contact (runs of 7 digits and more however separated, e-mail addresses,
  // @names, messenger links) becomes "[number]", "[email]", "[handle]". `map`, if given: from the
  // original text to the masked one.
  std::string Mask(std::string_view utf8, const std::vector<v1::Fact>& facts, v1::Place place,
                   class SpanMap* map = nullptr) const;

  // The ad's title, text, author, posting, URL and facts masked, of facts that are no contacts only
  // what they were written with; the spans of its facts, languages, of `hits` and of the score's
  // terms moved to where they lie now.
  void MaskAd(v1::Ad* ad, std::vector<v1::Hit>* hits, v1::Score* score = nullptr) const;

 private:
  void MaskPosting(const std::vector<v1::Fact>& facts, v1::Posting* posting) const;

  std::string key_;
};

// Moves spans of the original into the masked text; a span inside a replaced contact becomes the
// whole replacement.
class SpanMap {
 public:
  void Add(uint32_t begin, uint32_t end, uint32_t made_begin,
           uint32_t made_end);  // one replacement, in order
  v1::Span Move(const v1::Span& span) const;

 private:
  struct Replacement {
    uint32_t begin, end, made_begin, made_end;
  };
  std::vector<Replacement> replacements_;
};

}  // namespace varta
