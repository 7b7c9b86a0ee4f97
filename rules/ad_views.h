// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// The texts of one ad as rules see them, each made when the first rule asks for it. One thread; the
// ad must outlive it.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "rules/letter_codes.h"
#include "rules/marked_text.h"
#include "rules/rule.h"
#include "rules/sentences.h"
#include "varta/v1/ad.pb.h"

namespace varta {

// A title, text or URL in one view.
class AdPart {
 public:
  AdPart(v1::Place place, std::string_view original);  // the ad's own as it stands
  // Made from the ad's own, or from another part, `of`, which must outlive it.
  AdPart(v1::Place place, std::string_view original, MappedText view);
  AdPart(const AdPart& of, MappedText view);

  v1::Place place() const { return place_; }
  std::string_view view() const { return mapped_ ? std::string_view(mapped_->text()) : original_; }
  ByteRange ToOriginal(ByteRange range) const {
    if (mapped_) range = mapped_->ToOriginal(range);
    return of_ != nullptr ? of_->ToOriginal(range) : range;
  }

  const std::vector<std::string_view>& words();
  // Of the ad's own: what the view makes of lines does not matter.
  const Sentences& sentences();
  const MarkedText& marked();
  const LetterStream& letters();

 private:
  v1::Place place_;
  std::optional<MappedText> mapped_;
  const AdPart* of_ = nullptr;
  std::string_view original_;
  std::optional<std::vector<std::string_view>> words_;
  std::optional<Sentences> sentences_;
  std::optional<MarkedText> marked_;
  std::optional<LetterStream> letters_;
};

class AdViews {
 public:
  explicit AdViews(const v1::Ad& ad) : ad_(ad) {}
  AdViews(const AdViews&) = delete;
  AdViews& operator=(const AdViews&) = delete;

  // Title and text are two parts: no match goes from one into the other.
  std::span<AdPart> Parts(View view);

 private:
  const v1::Ad& ad_;
  std::vector<AdPart> parts_[5];  // by View
  bool made_[5] = {};
};

}  // namespace varta
