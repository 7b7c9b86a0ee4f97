// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "rules/ad_views.h"

#include <utility>

#include "base/fold.h"

namespace varta {

AdPart::AdPart(v1::Place place, std::string_view original) : place_(place), original_(original) {}
AdPart::AdPart(v1::Place place, std::string_view original, MappedText view)
    : place_(place), mapped_(std::move(view)), original_(original) {}
AdPart::AdPart(const AdPart& of, MappedText view)
    : place_(of.place_), mapped_(std::move(view)), of_(&of), original_(of.original_) {}

const Sentences& AdPart::sentences() {
  if (!sentences_) sentences_.emplace(original_);
  return *sentences_;
}

const std::vector<std::string_view>& AdPart::words() {
  if (!words_) words_ = Words(view(), 1);
  return *words_;
}

const MarkedText& AdPart::marked() {
  if (!marked_) marked_.emplace(view());
  return *marked_;
}

const LetterStream& AdPart::letters() {
  if (!letters_) letters_.emplace(view());
  return *letters_;
}

std::span<AdPart> AdViews::Parts(View view) {
  const auto index = static_cast<size_t>(view);
  std::vector<AdPart>& parts = parts_[index];
  if (made_[index]) return parts;
  made_[index] = true;
  parts.reserve(2);
  switch (view) {
    case View::kText:
      parts.emplace_back(v1::PLACE_TITLE, std::string_view(ad_.title()), ReadableView(ad_.title()));
      parts.emplace_back(v1::PLACE_TEXT, std::string_view(ad_.text()), ReadableView(ad_.text()));
      break;
    case View::kFolded:
      for (const AdPart& text : Parts(View::kText))
        parts.emplace_back(text, Fold(text.view(), Spelling::kMerged).text);
      break;
    case View::kTitle:
      parts.emplace_back(v1::PLACE_TITLE, std::string_view(ad_.title()), ReadableView(ad_.title()));
      break;
    case View::kUrl:
      parts.emplace_back(v1::PLACE_URL, std::string_view(ad_.url()));
      break;
    case View::kRaw:
      parts.emplace_back(v1::PLACE_TEXT, std::string_view(ad_.text()));
      break;
  }
  return parts;
}

}  // namespace varta
