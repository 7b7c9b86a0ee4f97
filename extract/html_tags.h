// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// The elements of HTML that are not all alike: how each stands in the text that a person sees, and
// what the standard's tree construction (13.2.6) says of it as far as that text needs it. Pure; any
// thread.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "extract/html_layout.h"

namespace varta {

enum class Tag : uint8_t {
  kOther,
  kA,
  kAddress,
  kApplet,
  kArea,
  kArticle,
  kAside,
  kAudio,
  kB,
  kBase,
  kBasefont,
  kBgsound,
  kBig,
  kBlockquote,
  kBody,
  kBr,
  kButton,
  kCanvas,
  kCaption,
  kCenter,
  kCode,
  kCol,
  kColgroup,
  kDatalist,
  kDd,
  kDesc,
  kDetails,
  kDialog,
  kDir,
  kDiv,
  kDl,
  kDt,
  kEm,
  kEmbed,
  kFieldset,
  kFigcaption,
  kFigure,
  kFont,
  kFooter,
  kForeignobject,
  kForm,
  kFrame,
  kFrameset,
  kH1,
  kH2,
  kH3,
  kH4,
  kH5,
  kH6,
  kHead,
  kHeader,
  kHgroup,
  kHr,
  kHtml,
  kI,
  kIframe,
  kImage,
  kImg,
  kInput,
  kKeygen,
  kLegend,
  kLi,
  kLink,
  kListing,
  kMain,
  kMarquee,
  kMath,
  kMenu,
  kMeta,
  kNav,
  kNobr,
  kNoembed,
  kNoframes,
  kNoscript,
  kObject,
  kOl,
  kOptgroup,
  kOption,
  kP,
  kParam,
  kPlaintext,
  kPre,
  kRb,
  kRp,
  kRt,
  kRtc,
  kRuby,
  kS,
  kScript,
  kSearch,
  kSection,
  kSelect,
  kSmall,
  kSource,
  kSpan,
  kStrike,
  kStrong,
  kStyle,
  kSub,
  kSummary,
  kSup,
  kSvg,
  kTable,
  kTbody,
  kTd,
  kTemplate,
  kTextarea,
  kTfoot,
  kTh,
  kThead,
  kTitle,
  kTr,
  kTrack,
  kTt,
  kU,
  kUl,
  kVar,
  kVideo,
  kWbr,
  kXmp,
};

// Bits of TagFacts::traits.
enum Trait : uint16_t {
  kVoid = 1,             // no content, no end tag
  kSpecial = 2,          // ends in between it are ignored: </span> does not reach beyond a div
  kScope = 4,            // no end tag at all reaches beyond it (but those of table parts)
  kClosesP = 8,          // its start tag ends an open p
  kEndsInScope = 16,     // its end tag ends it, and all that is open in it, if it is in scope
  kHeading = 32,         // h1 to h6, which end each other
  kTablePart = 64,       // stands in a table only
  kFormatting = 128,     // misnested ones are put right, not ignored
  kRead = 256,           // has attributes that HtmlBuilder reads
  kLeavesForeign = 512,  // its start tag ends a drawing or formula
  kRaw = 1024,           // its content is no markup, or no part of the page
  kStartsAlone = 2048,   // its start tag has rules of its own
};

struct TagFacts {
  Tag tag = Tag::kOther;
  std::string_view name;
  Layout layout = Layout::kInline;
  uint16_t traits = 0;

  bool Is(Trait trait) const { return (traits & trait) != 0; }
};

inline constexpr size_t kTags = 120;
extern const std::array<TagFacts, kTags> kTagFacts;  // by Tag

inline const TagFacts& FactsOf(Tag tag) { return kTagFacts[static_cast<size_t>(tag)]; }

// A name in lower case, as two numbers: its first 16 bytes, and all others mixed into them.
struct PackedName {
  uint64_t low = 0, high = 0;

  constexpr void Add(uint8_t c, size_t place) {
    const uint64_t byte = c;
    if (place < 8) {
      low |= byte << (8 * place);
    } else if (place < 16) {
      high |= byte << (8 * (place - 8));
    } else {
      high = high * 31 + byte;
    }
  }
  constexpr uint32_t Hash() const {
    return static_cast<uint32_t>(((low ^ high * 0x9E3779B97F4A7C15u) * 0xFF51AFD7ED558CCDu) >> 40);
  }
  friend constexpr bool operator==(const PackedName&, const PackedName&) = default;
};
constexpr PackedName PackName(std::string_view name) {
  PackedName packed;
  for (size_t i = 0; i < name.size(); ++i) packed.Add(static_cast<uint8_t>(name[i]), i);
  return packed;
}

// A hash table, small enough to stay in the processor's nearest cache.
inline constexpr size_t kTagSlots = 512;
extern const std::array<PackedName, kTags> kTagNames;  // by Tag
extern const std::array<Tag, kTagSlots> kTagIndex;

// Tag::kOther for all that are not in the table.
inline Tag FindTag(const PackedName& name) {
  size_t slot = name.Hash() % kTagSlots;
  while (kTagIndex[slot] != Tag::kOther && kTagNames[static_cast<size_t>(kTagIndex[slot])] != name)
    slot = (slot + 1) % kTagSlots;
  return kTagIndex[slot];
}
inline Tag FindTag(std::string_view lower) { return FindTag(PackName(lower)); }

}  // namespace varta
