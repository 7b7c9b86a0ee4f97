// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/scan.h"
#include "extract/scanner.h"

namespace varta {

// What the start tags that are kStartsAlone do besides opening an element.
bool Scanner::StartAlone(Tag tag) {
  switch (tag) {
    case Tag::kHtml:
    case Tag::kBody:
      StartRoot(tag);
      return true;
    case Tag::kHead:
      return true;
    case Tag::kFrameset:
      frameset_ = builder_.HasNoText() && open_.top_place() == 0;
      return true;
    case Tag::kFrame:
      if (frameset_) Tell(tag);
      return true;
    case Tag::kSvg:
    case Tag::kMath:
      StartForeign(tag);
      return true;
    case Tag::kTable:
      StartTable();
      return true;
    case Tag::kForm:
      StartForm();
      return true;
    case Tag::kLi:
    case Tag::kDd:
    case Tag::kDt:
      EndOpenItem(tag);
      return false;
    case Tag::kOption:
    case Tag::kOptgroup:
      if (open_.TopTag() == Tag::kOption) Pop();
      if (tag == Tag::kOptgroup && open_.TopTag() == Tag::kOptgroup) Pop();
      return false;
    case Tag::kRb:
    case Tag::kRt:
    case Tag::kRp:
    case Tag::kRtc:
      if (open_.TopTag() == Tag::kRp) Pop();
      return false;
    case Tag::kButton:
      EndInScope(tag, OpenElements::kAnyScope);
      return false;
    case Tag::kA:
      EndFormatting(tag);
      return false;
    default:
      return false;
  }
}

// Elements whose content is no markup.
void Scanner::StartRaw(Tag tag) {
  switch (tag) {
    case Tag::kScript:
      return StartScript();
    case Tag::kNoscript:
      return StartNoscript();
    case Tag::kTitle:
    case Tag::kTextarea:
    case Tag::kXmp:
    case Tag::kPlaintext:
      return StartLiteral(tag);
    default:
      Tell(tag);
      html_.TakeUntilEndTag(FactsOf(tag).name);
  }
}

void Scanner::StartScript() {
  const std::string_view content = html_.TakeScript();
  if (shut_ == 0) builder_.Script(attributes_.Read(html_, false), content);
}

// A browser with scripts takes it as plain characters. Without an end the rest of the page would be
// lost.
void Scanner::StartNoscript() {
  if (!html_.HasNoscriptEnd()) return;
  const std::string_view content = html_.TakeUntilEndTag("noscript");
  if (shut_ == 0) ReadNoscript(content, &builder_);
}

// One whose content is text, but no markup.
void Scanner::StartLiteral(Tag tag) {
  if (FactsOf(tag).Is(kClosesP)) EndInScope(Tag::kP, OpenElements::kButtonScope);
  const bool hides = IsHidden(tag);
  if (hides) SetHidden(hidden_ + 1);
  Tell(tag);
  if (tag == Tag::kTextarea) html_.SkipLineEnd();
  const std::string_view content =
      tag == Tag::kPlaintext ? html_.TakeRest() : html_.TakeUntilEndTag(FactsOf(tag).name);
  Text(content, tag == Tag::kTitle || tag == Tag::kTextarea);
  if (shut_ == 0) builder_.EndTag(tag);
  if (hides) SetHidden(hidden_ - 1);
}

// Only the first body tag counts, and only in front of everything.
void Scanner::StartRoot(Tag tag) {
  const bool first = !(tag == Tag::kHtml ? html_seen_ : body_seen_);
  (tag == Tag::kHtml ? html_seen_ : body_seen_) = true;
  if (tag == Tag::kHtml || (first && builder_.HasNoText())) Tell(tag);
  if (first && IsHidden(tag)) SetHidden(hidden_ + 1);
}

void Scanner::EndOpenItem(Tag tag) {
  const size_t edge = open_.Nearest(OpenElements::kItemEdge);
  const Tag item = open_.TagAt(edge);
  const bool same = tag == Tag::kLi ? item == Tag::kLi : item == Tag::kDd || item == Tag::kDt;
  if (edge > 0 && same) PopThrough(edge);
  EndInScope(Tag::kP, OpenElements::kButtonScope);
}

// Forms do not nest. One in a table but in no cell is empty.
void Scanner::StartForm() {
  if (form_open_) return;
  form_open_ = true;
  if (InBareTable()) {
    if (shut_ > 0) return;
    Aim(true);
    builder_.StartTag(Tag::kForm, {});
    builder_.EndTag(Tag::kForm);
    return;
  }
  EndInScope(Tag::kP, OpenElements::kButtonScope);
  Open(Tag::kForm);
}

void Scanner::StartForeign(Tag tag) {
  OpenElement element;
  element.id = OpenId();
  element.hides = IsHidden(tag);
  // In a drawing, title and desc are not shown, and only a (and the drawing itself) is what it is
  // in HTML.
  element.shuts = FactsOf(tag).layout == Layout::kHidden || tag == Tag::kTitle || tag == Tag::kDesc;
  element.foreign = !IsIsland(tag);
  element.told = tag == Tag::kA || tag == Tag::kSvg;
  if (element.hides) SetHidden(hidden_ + 1);
  if (element.told) Tell(tag);
  const bool wanted = element.hides || element.shuts || !element.foreign || tag == Tag::kSvg ||
                      tag == Tag::kMath || open_.Last(element.id) != 0;
  if (wanted && !html_.self_closing() && Push(element)) return;
  if (element.told && html_.self_closing() && shut_ == 0) builder_.EndTag(tag);
  if (element.hides) SetHidden(hidden_ - 1);
}

}  // namespace varta
