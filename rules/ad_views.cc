// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "rules/ad_views.h"

#include <algorithm>
#include <string>
#include <utility>

namespace varta {
namespace {

// Word by word, so that a span is at least as exact as a word: folding may change how many
// characters there are.
MappedText FoldedView(const std::string& original) {
  const MappedText readable = ReadableView(original);
  const std::string_view text = readable.text();
  MappedText folded;
  for (size_t at = 0; at < text.size();) {
    const size_t end = text[at] == ' ' ? at + 1 : std::min(text.find(' ', at), text.size());
    const ByteRange from =
        readable.ToOriginal({static_cast<uint32_t>(at), static_cast<uint32_t>(end)});
    const std::string_view word = text.substr(at, end - at);
    folded.Append(word == " " ? std::string(word) : FoldForSearch(word), from.begin, from.end);
    at = end;
  }
  return folded;
}

}  // namespace

AdPart::AdPart(v1::Place place, MappedText view) : place_(place), mapped_(std::move(view)) {}
AdPart::AdPart(v1::Place place, std::string_view original) : place_(place), original_(original) {}

const std::vector<std::string_view>& AdPart::words() {
  if (!words_) words_ = Words(view(), 1);
  return *words_;
}

const MarkedText& AdPart::marked() {
  if (!marked_) marked_.emplace(view(), words());
  return *marked_;
}

const GramSet& AdPart::grams() {
  if (!grams_) grams_ = std::make_unique<GramSet>(view());
  return *grams_;
}

std::span<AdPart> AdViews::Parts(View view) {
  const auto index = static_cast<size_t>(view);
  std::vector<AdPart>& parts = parts_[index];
  if (made_[index]) return parts;
  made_[index] = true;
  parts.reserve(2);
  switch (view) {
    case View::kText:
      parts.emplace_back(v1::PLACE_TITLE, ReadableView(ad_.title()));
      parts.emplace_back(v1::PLACE_TEXT, ReadableView(ad_.text()));
      break;
    case View::kFolded:
      parts.emplace_back(v1::PLACE_TITLE, FoldedView(ad_.title()));
      parts.emplace_back(v1::PLACE_TEXT, FoldedView(ad_.text()));
      break;
    case View::kTitle:
      parts.emplace_back(v1::PLACE_TITLE, ReadableView(ad_.title()));
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
