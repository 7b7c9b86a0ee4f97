// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// What an element's class, id, role and microdata say about what stands in it. Pure; one thread.
#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_map>

#include "extract/html_tree.h"

namespace varta {

enum class MainHint : uint8_t {
  kArticle,
  kContent,
  kBody,
  kEntry,
  kMain,
  kOffer,  // of a job, a thing, a service
  kContact,
  kTitle,
  kNavigation,
  kHeader,
  kFooter,
  kSide,
  kRelated,
  kShare,
  kComment,
  kAdvert,
  kForm,
  kMeta,
  kCaption,
  kNotice,  // cookies and other things that lie above the page
  kUnseen,
  kItemBody,   // microdata: the text of an article or offer
  kItemScope,  // microdata: an article or offer
  kCount,
};

// Remembers what it read: pages use the same few class names again and again.
class MainHints {
 public:
  // A bit for each hint.
  uint32_t Of(const HtmlTree& tree, const HtmlNode& element);

 private:
  std::unordered_map<std::string_view, uint32_t> known_;
};

}  // namespace varta
