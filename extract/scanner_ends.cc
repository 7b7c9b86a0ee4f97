// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "extract/scanner.h"

namespace varta {

void Scanner::End() {
  const Tag tag = html_.tag();
  const TagFacts& facts = FactsOf(tag);
  if (too_deep_ > 0 && facts.Is(kSpecial)) {
    --too_deep_;
    if (shut_ == 0) builder_.EndTag(tag);
    return;
  }
  if (open_.top().foreign) {
    const size_t place = open_.Last(OpenId());
    if (place > open_.Nearest(OpenElements::kHtmlEdge)) return PopThrough(place);
    if (tag == Tag::kA && shut_ == 0) builder_.EndTag(tag);
  }
  if (Last(Tag::kSelect) != 0 && !EndInSelect(tag)) return;
  if (facts.Is(kTablePart)) return EndTablePart(tag);
  if (facts.Is(kFormatting)) return EndFormatting(tag);
  if (facts.Is(kEndsInScope)) {
    EndInScope(tag, OpenElements::kAnyScope);
    return;
  }
  if (facts.Is(kHeading)) return EndHeading();
  if (EndAlone(tag)) return;
  PopThrough(open_.LastInside(OpenId(), OpenElements::kSpecialEdge));
}

// Those with rules of their own. False: it has none.
bool Scanner::EndAlone(Tag tag) {
  switch (tag) {
    case Tag::kHtml:
    case Tag::kBody:
    case Tag::kHead:
      return true;
    case Tag::kBr:
      if (shut_ > 0) return true;
      Aim(false);
      builder_.StartTag(tag, {});
      return true;
    case Tag::kP:
      if (EndInScope(tag, OpenElements::kButtonScope) || shut_ > 0) return true;
      Aim(false);
      builder_.StartTag(tag, {});
      builder_.EndTag(tag);
      return true;
    case Tag::kLi:
      EndInScope(tag, OpenElements::kListScope);
      return true;
    case Tag::kForm:
      EndForm();
      return true;
    case Tag::kTable:
    case Tag::kTemplate:
    case Tag::kSelect:
      if (Last(tag) >= Last(Tag::kTemplate)) PopThrough(Last(tag));
      return true;
    default:
      return false;
  }
}

void Scanner::EndHeading() {
  size_t newest = 0;
  for (const Tag heading : {Tag::kH1, Tag::kH2, Tag::kH3, Tag::kH4, Tag::kH5, Tag::kH6})
    newest = std::max(newest,
                      open_.LastInside(static_cast<ElementId>(heading), OpenElements::kAnyScope));
  PopThrough(newest);
}

// What stands in a form that is closed too early stays where it is.
void Scanner::EndForm() {
  if (!form_open_) return;
  form_open_ = false;
  if (open_.TopTag() == Tag::kForm) Pop();
}

// A formatting element is on the stack only if it hides. If a block is still open in it, it ends
// all the same: only what follows is seen again.
void Scanner::EndFormatting(Tag tag) {
  if (shut_ == 0) builder_.EndTag(tag);
  const size_t place = open_.LastInside(static_cast<ElementId>(tag), OpenElements::kAnyScope);
  if (place == 0) return;
  if (place > open_.Nearest(OpenElements::kSpecialEdge)) return PopThrough(place);
  if (open_.at(place).hides) SetHidden(hidden_ - 1);
  open_.at(place).hides = false;
}

}  // namespace varta
