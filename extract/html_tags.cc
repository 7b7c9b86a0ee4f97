// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/html_tags.h"

namespace varta {
namespace {

// In the order of Tag, which is that of the alphabet. Layouts by the HTML standard's rendering
// section (15.3), traits by its sections 13.2.4 and 13.2.6.
constexpr std::array<TagFacts, kTags> kRows = {{
    {},
    {Tag::kA, "a", Layout::kInline, kFormatting | kRead | kStartsAlone},
    {Tag::kAddress, "address", Layout::kBlock, kSpecial | kClosesP | kEndsInScope},
    {Tag::kApplet, "applet", Layout::kInline, kSpecial | kScope | kEndsInScope},
    {Tag::kArea, "area", Layout::kInline, kVoid | kSpecial | kRead},
    {Tag::kArticle, "article", Layout::kBlock, kSpecial | kClosesP | kEndsInScope},
    {Tag::kAside, "aside", Layout::kBlock, kSpecial | kClosesP | kEndsInScope},
    {Tag::kAudio, "audio", Layout::kHidden, 0},
    {Tag::kB, "b", Layout::kInline, kFormatting | kLeavesForeign},
    {Tag::kBase, "base", Layout::kInline, kVoid | kSpecial | kRead},
    {Tag::kBasefont, "basefont", Layout::kInline, kVoid | kSpecial},
    {Tag::kBgsound, "bgsound", Layout::kInline, kVoid | kSpecial},
    {Tag::kBig, "big", Layout::kInline, kFormatting | kLeavesForeign},
    {Tag::kBlockquote, "blockquote", Layout::kBlock,
     kSpecial | kClosesP | kEndsInScope | kLeavesForeign},
    {Tag::kBody, "body", Layout::kBlock, kSpecial | kLeavesForeign | kStartsAlone},
    {Tag::kBr, "br", Layout::kInline, kVoid | kSpecial | kLeavesForeign},
    {Tag::kButton, "button", Layout::kSpaced, kSpecial | kEndsInScope | kStartsAlone},
    {Tag::kCanvas, "canvas", Layout::kHidden, 0},
    {Tag::kCaption, "caption", Layout::kBlock, kSpecial | kScope | kTablePart},
    {Tag::kCenter, "center", Layout::kBlock, kSpecial | kClosesP | kEndsInScope | kLeavesForeign},
    {Tag::kCode, "code", Layout::kInline, kFormatting | kLeavesForeign},
    {Tag::kCol, "col", Layout::kInline, kVoid | kSpecial | kTablePart},
    {Tag::kColgroup, "colgroup", Layout::kInline, kSpecial | kTablePart},
    {Tag::kDatalist, "datalist", Layout::kHidden, 0},
    {Tag::kDd, "dd", Layout::kBlock, kSpecial | kEndsInScope | kLeavesForeign | kStartsAlone},
    {Tag::kDesc, "desc", Layout::kInline, 0},
    {Tag::kDetails, "details", Layout::kBlock, kSpecial | kClosesP | kEndsInScope},
    {Tag::kDialog, "dialog", Layout::kBlock, kSpecial | kClosesP | kEndsInScope},
    {Tag::kDir, "dir", Layout::kBlock, kSpecial | kClosesP | kEndsInScope},
    {Tag::kDiv, "div", Layout::kBlock, kSpecial | kClosesP | kEndsInScope | kLeavesForeign},
    {Tag::kDl, "dl", Layout::kBlock, kSpecial | kClosesP | kEndsInScope | kLeavesForeign},
    {Tag::kDt, "dt", Layout::kBlock, kSpecial | kEndsInScope | kLeavesForeign | kStartsAlone},
    {Tag::kEm, "em", Layout::kInline, kFormatting | kLeavesForeign},
    {Tag::kEmbed, "embed", Layout::kInline, kVoid | kSpecial | kLeavesForeign},
    {Tag::kFieldset, "fieldset", Layout::kBlock, kSpecial | kClosesP | kEndsInScope},
    {Tag::kFigcaption, "figcaption", Layout::kBlock, kSpecial | kClosesP | kEndsInScope},
    {Tag::kFigure, "figure", Layout::kBlock, kSpecial | kClosesP | kEndsInScope},
    {Tag::kFont, "font", Layout::kInline, kFormatting},
    {Tag::kFooter, "footer", Layout::kBlock, kSpecial | kClosesP | kEndsInScope},
    {Tag::kForeignobject, "foreignobject", Layout::kInline, 0},
    {Tag::kForm, "form", Layout::kBlock, kSpecial | kClosesP | kStartsAlone},
    {Tag::kFrame, "frame", Layout::kInline, kVoid | kSpecial | kRead | kStartsAlone},
    {Tag::kFrameset, "frameset", Layout::kInline, kSpecial | kStartsAlone},
    {Tag::kH1, "h1", Layout::kBlock, kSpecial | kClosesP | kHeading | kLeavesForeign},
    {Tag::kH2, "h2", Layout::kBlock, kSpecial | kClosesP | kHeading | kLeavesForeign},
    {Tag::kH3, "h3", Layout::kBlock, kSpecial | kClosesP | kHeading | kLeavesForeign},
    {Tag::kH4, "h4", Layout::kBlock, kSpecial | kClosesP | kHeading | kLeavesForeign},
    {Tag::kH5, "h5", Layout::kBlock, kSpecial | kClosesP | kHeading | kLeavesForeign},
    {Tag::kH6, "h6", Layout::kBlock, kSpecial | kClosesP | kHeading | kLeavesForeign},
    {Tag::kHead, "head", Layout::kInline, kSpecial | kLeavesForeign | kStartsAlone},
    {Tag::kHeader, "header", Layout::kBlock, kSpecial | kClosesP | kEndsInScope},
    {Tag::kHgroup, "hgroup", Layout::kBlock, kSpecial | kClosesP | kEndsInScope},
    {Tag::kHr, "hr", Layout::kBlock, kVoid | kSpecial | kClosesP | kLeavesForeign},
    {Tag::kHtml, "html", Layout::kInline, kSpecial | kScope | kRead | kStartsAlone},
    {Tag::kI, "i", Layout::kInline, kFormatting | kLeavesForeign},
    {Tag::kIframe, "iframe", Layout::kHidden, kSpecial | kRead | kRaw},
    {Tag::kImage, "image", Layout::kSpaced, kVoid | kSpecial},
    {Tag::kImg, "img", Layout::kSpaced, kVoid | kSpecial | kLeavesForeign},
    {Tag::kInput, "input", Layout::kSpaced, kVoid | kSpecial},
    {Tag::kKeygen, "keygen", Layout::kInline, kVoid | kSpecial},
    {Tag::kLegend, "legend", Layout::kBlock, 0},
    {Tag::kLi, "li", Layout::kBlock, kSpecial | kLeavesForeign | kStartsAlone},
    {Tag::kLink, "link", Layout::kInline, kVoid | kSpecial | kRead},
    {Tag::kListing, "listing", Layout::kPre, kSpecial | kClosesP | kEndsInScope | kLeavesForeign},
    {Tag::kMain, "main", Layout::kBlock, kSpecial | kClosesP | kEndsInScope},
    {Tag::kMarquee, "marquee", Layout::kInline, kSpecial | kScope | kEndsInScope},
    {Tag::kMath, "math", Layout::kInline, kStartsAlone},
    {Tag::kMenu, "menu", Layout::kBlock, kSpecial | kClosesP | kEndsInScope | kLeavesForeign},
    {Tag::kMeta, "meta", Layout::kInline, kVoid | kSpecial | kRead | kLeavesForeign},
    {Tag::kNav, "nav", Layout::kBlock, kSpecial | kClosesP | kEndsInScope},
    {Tag::kNobr, "nobr", Layout::kInline, kFormatting | kLeavesForeign},
    {Tag::kNoembed, "noembed", Layout::kHidden, kSpecial | kRaw},
    {Tag::kNoframes, "noframes", Layout::kHidden, kSpecial | kRaw},
    {Tag::kNoscript, "noscript", Layout::kHidden, kSpecial | kRaw},
    {Tag::kObject, "object", Layout::kSpaced, kSpecial | kScope | kEndsInScope},
    {Tag::kOl, "ol", Layout::kBlock, kSpecial | kClosesP | kEndsInScope | kLeavesForeign},
    {Tag::kOptgroup, "optgroup", Layout::kBlock, kStartsAlone},
    {Tag::kOption, "option", Layout::kBlock, kStartsAlone},
    {Tag::kP, "p", Layout::kBlock, kSpecial | kClosesP | kLeavesForeign},
    {Tag::kParam, "param", Layout::kInline, kVoid | kSpecial},
    {Tag::kPlaintext, "plaintext", Layout::kPre, kSpecial | kClosesP | kRaw},
    {Tag::kPre, "pre", Layout::kPre, kSpecial | kClosesP | kEndsInScope | kLeavesForeign},
    {Tag::kRb, "rb", Layout::kInline, kStartsAlone},
    {Tag::kRp, "rp", Layout::kHidden, kStartsAlone},
    {Tag::kRt, "rt", Layout::kInline, kStartsAlone},
    {Tag::kRtc, "rtc", Layout::kInline, kStartsAlone},
    {Tag::kRuby, "ruby", Layout::kInline, kLeavesForeign},
    {Tag::kS, "s", Layout::kInline, kFormatting | kLeavesForeign},
    {Tag::kScript, "script", Layout::kHidden, kSpecial | kRaw},
    {Tag::kSearch, "search", Layout::kBlock, kSpecial | kClosesP | kEndsInScope},
    {Tag::kSection, "section", Layout::kBlock, kSpecial | kClosesP | kEndsInScope},
    {Tag::kSelect, "select", Layout::kSpaced, kSpecial},
    {Tag::kSmall, "small", Layout::kInline, kFormatting | kLeavesForeign},
    {Tag::kSource, "source", Layout::kInline, kVoid | kSpecial},
    {Tag::kSpan, "span", Layout::kInline, kLeavesForeign},
    {Tag::kStrike, "strike", Layout::kInline, kFormatting | kLeavesForeign},
    {Tag::kStrong, "strong", Layout::kInline, kFormatting | kLeavesForeign},
    {Tag::kStyle, "style", Layout::kHidden, kSpecial | kRaw},
    {Tag::kSub, "sub", Layout::kInline, kLeavesForeign},
    {Tag::kSummary, "summary", Layout::kBlock, kSpecial | kClosesP | kEndsInScope},
    {Tag::kSup, "sup", Layout::kInline, kLeavesForeign},
    {Tag::kSvg, "svg", Layout::kSpaced, kStartsAlone},
    {Tag::kTable, "table", Layout::kBlock,
     kSpecial | kScope | kClosesP | kLeavesForeign | kStartsAlone},
    {Tag::kTbody, "tbody", Layout::kBlock, kSpecial | kTablePart},
    {Tag::kTd, "td", Layout::kCell, kSpecial | kScope | kTablePart},
    {Tag::kTemplate, "template", Layout::kHidden, kSpecial | kScope},
    {Tag::kTextarea, "textarea", Layout::kPre, kSpecial | kRaw},
    {Tag::kTfoot, "tfoot", Layout::kBlock, kSpecial | kTablePart},
    {Tag::kTh, "th", Layout::kCell, kSpecial | kScope | kTablePart},
    {Tag::kThead, "thead", Layout::kBlock, kSpecial | kTablePart},
    {Tag::kTitle, "title", Layout::kInline, kSpecial | kRead | kRaw},
    {Tag::kTr, "tr", Layout::kBlock, kSpecial | kTablePart},
    {Tag::kTrack, "track", Layout::kInline, kVoid | kSpecial},
    {Tag::kTt, "tt", Layout::kInline, kFormatting | kLeavesForeign},
    {Tag::kU, "u", Layout::kInline, kFormatting | kLeavesForeign},
    {Tag::kUl, "ul", Layout::kBlock, kSpecial | kClosesP | kEndsInScope | kLeavesForeign},
    {Tag::kVar, "var", Layout::kInline, kLeavesForeign},
    {Tag::kVideo, "video", Layout::kHidden, 0},
    {Tag::kWbr, "wbr", Layout::kInline, kVoid | kSpecial},
    {Tag::kXmp, "xmp", Layout::kPre, kSpecial | kClosesP | kRaw},
}};
constexpr bool InOrder() {
  for (size_t i = 1; i < kTags; ++i) {
    if (static_cast<size_t>(kRows[i].tag) != i || kRows[i - 1].name >= kRows[i].name) return false;
  }
  return true;
}
static_assert(InOrder());

constexpr std::array<PackedName, kTags> MakeNames() {
  std::array<PackedName, kTags> names{};
  for (size_t row = 1; row < kTags; ++row) names[row] = PackName(kRows[row].name);
  return names;
}
constexpr std::array<PackedName, kTags> kNames = MakeNames();

constexpr std::array<Tag, kTagSlots> MakeIndex() {
  std::array<Tag, kTagSlots> index{};
  for (size_t row = 1; row < kTags; ++row) {
    size_t slot = kNames[row].Hash() % kTagSlots;
    while (index[slot] != Tag::kOther) slot = (slot + 1) % kTagSlots;
    index[slot] = kRows[row].tag;
  }
  return index;
}

}  // namespace

const std::array<TagFacts, kTags> kTagFacts = kRows;
const std::array<PackedName, kTags> kTagNames = kNames;
const std::array<Tag, kTagSlots> kTagIndex = MakeIndex();

}  // namespace varta
