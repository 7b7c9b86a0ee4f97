// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/scan.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/text.h"
#include "extract/html_builder.h"
#include "extract/html_references.h"
#include "extract/html_tokenizer.h"
#include "extract/open_elements.h"

namespace varta {
namespace {

ElementId IdOf(Tag tag) { return static_cast<ElementId>(tag); }

bool IsHeading(Tag tag) { return FactsOf(tag).Is(kHeading); }
bool IsCell(Tag tag) { return tag == Tag::kTd || tag == Tag::kTh; }
bool IsSection(Tag tag) { return tag == Tag::kTbody || tag == Tag::kThead || tag == Tag::kTfoot; }
bool IsBare(Tag tag) { return tag == Tag::kTable || tag == Tag::kTr || IsSection(tag); }
bool IsPart(Tag tag) { return tag == Tag::kTable || FactsOf(tag).Is(kTablePart); }
// Elements of a drawing in which there is HTML again.
bool IsIsland(Tag tag) {
  return tag == Tag::kForeignobject || tag == Tag::kTitle || tag == Tag::kDesc;
}
bool IsWhiteSpace(std::string_view text) {
  return text.find_first_not_of(std::string_view(" \n\t\r\f\0", 6)) == std::string_view::npos;
}
bool IsMarker(Tag tag) {
  return IsCell(tag) || tag == Tag::kCaption || tag == Tag::kObject || tag == Tag::kMarquee ||
         tag == Tag::kApplet;
}

// The attributes that HtmlBuilder may ask for.
class Attributes {
 public:
  const HtmlAttributes& Read(const HtmlTokenizer& html, bool foreign) {
    list_.clear();
    size_t decoded = 0;
    for (size_t i = 0; i < kAttributes; ++i) {
      const Attribute attribute = static_cast<Attribute>(i);
      if (!html.Has(attribute)) continue;
      std::string_view value = html.Raw(attribute);
      if (value.find('&') != std::string_view::npos)
        value = decoded_[decoded++] = DecodeReferences(value, ReferencesIn::kAttribute);
      const bool link = foreign && attribute == Attribute::kXlinkHref;
      list_.push_back({link ? "href" : AttributeName(attribute), value});
    }
    return list_;
  }

 private:
  HtmlAttributes list_;
  std::array<std::string, kAttributes> decoded_;
};

class Scanner {
 public:
  explicit Scanner(std::string_view html) : html_(html) { builder_.Reserve(html.size() / 2); }

  HtmlBuilder& Run() {
    using Kind = HtmlTokenizer::Kind;
    for (Kind kind = html_.Next(); kind != Kind::kEnd; kind = html_.Next()) {
      if (kind == Kind::kStartTag) {
        Start();
      } else if (kind == Kind::kEndTag) {
        End();
      } else {
        Text(html_.text(), kind == Kind::kText);
      }
    }
    PopThrough(1);
    return builder_;
  }

 private:
  void Text(std::string_view text, bool references) {
    if (shut_ > 0 || frameset_) return;
    // White space between the parts of a table stays there.
    Aim(InBareTable() && IsBare(open_.TopTag()) && IsWhiteSpace(text));
    if (references) {
      builder_.TextWithReferences(text);
    } else {
      builder_.Text(text);
    }
  }

  // ---- start tags ----

  void Start() {
    const Tag tag = html_.tag();
    const TagFacts& facts = FactsOf(tag);
    if (open_.top().foreign) {
      if (!facts.Is(kLeavesForeign)) return StartForeign(tag);
      while (open_.top().foreign) Pop();
    }
    if (frameset_ && tag != Tag::kFrame && tag != Tag::kNoframes) return;
    if (open_.Last(IdOf(Tag::kSelect)) != 0 && !StartInSelect(tag)) return;
    if (facts.Is(kTablePart)) return StartTablePart(tag);
    if (StartRaw(tag)) return;
    switch (tag) {
      case Tag::kHtml:
      case Tag::kBody:
        return StartRoot(tag);
      case Tag::kHead:
        return;
      case Tag::kFrameset:
        frameset_ = builder_.HasNoText() && open_.top_place() == 0;
        return;
      case Tag::kFrame:
        if (frameset_) Tell(tag);
        return;
      case Tag::kSvg:
      case Tag::kMath:
        return StartForeign(tag);
      case Tag::kTable:
        return StartTable();
      case Tag::kForm:
        return StartForm();
      case Tag::kLi:
      case Tag::kDd:
      case Tag::kDt:
        EndOpenItem(tag);
        break;
      case Tag::kOption:
      case Tag::kOptgroup:
        if (open_.TopTag() == Tag::kOption) Pop();
        if (tag == Tag::kOptgroup && open_.TopTag() == Tag::kOptgroup) Pop();
        break;
      case Tag::kRb:
      case Tag::kRt:
      case Tag::kRp:
      case Tag::kRtc:
        if (open_.TopTag() == Tag::kRp) Pop();
        break;
      case Tag::kButton:
        EndInScope(tag, OpenElements::kAnyScope);
        break;
      case Tag::kA:
        EndFormatting(tag);
        break;
      default:
        break;
    }
    if (facts.Is(kClosesP)) EndInScope(Tag::kP, OpenElements::kButtonScope);
    if (facts.Is(kHeading) && IsHeading(open_.TopTag())) Pop();
    Open(tag);
    if (facts.layout == Layout::kPre) html_.SkipLineEnd();
  }

  // The element that a start tag stands for: told to the builder, and open if anyone will ask.
  void Open(Tag tag) {
    const TagFacts& facts = FactsOf(tag);
    const bool hides = IsHidden(tag);
    const bool shuts = facts.layout == Layout::kHidden;
    if (hides) SetHidden(hidden_ + 1);
    Tell(tag);
    const ElementId id = OpenId();
    const bool wanted =
        facts.Is(kSpecial) || facts.layout != Layout::kInline || hides || open_.Last(id) != 0;
    if (wanted && !facts.Is(kVoid) && Push(id, hides, shuts, false)) return;
    if (hides) SetHidden(hidden_ - 1);
  }

  ElementId OpenId() const {
    return html_.tag() == Tag::kOther ? static_cast<ElementId>(128 | html_.name_hash())
                                      : IdOf(html_.tag());
  }

  bool Push(ElementId id, bool hides, bool shuts, bool foreign, bool told = true) {
    if (open_.full()) {
      ++too_deep_;
      return false;
    }
    OpenElement element;
    element.id = id;
    element.hides = hides;
    element.shuts = shuts;
    element.foreign = foreign;
    element.told = told;
    open_.Push(element);
    if (shuts) ++shut_;
    TellTokenizer();
    return true;
  }

  // An element whose start tag was left out.
  void Imply(Tag tag) {
    Aim(true);
    if (shut_ == 0) builder_.StartTag(tag, {});
    Push(IdOf(tag), false, false, false);
  }

  void Tell(Tag tag) {
    if (shut_ > 0) return;
    Aim(IsPart(tag) || (tag == Tag::kInput && IsHiddenInput()));
    if (tag == Tag::kTable) builder_.BeginTable();
    builder_.StartTag(tag, FactsOf(tag).Is(kRead) ? attributes_.Read(html_, open_.top().foreign)
                                                  : no_attributes_);
  }

  // aria-hidden is for screen readers: the others see it.
  bool IsHidden(Tag tag) const {
    if (tag == Tag::kDialog && !html_.Has(Attribute::kOpen)) return true;
    if (!html_.HasAny()) return false;
    if (html_.Has(Attribute::kHidden)) return true;
    const std::string_view style = html_.Raw(Attribute::kStyle);
    if (style.find('&') == std::string_view::npos) return StyleHides(style);
    return StyleHides(DecodeReferences(style.substr(0, 4096), ReferencesIn::kAttribute));
  }

  // Only the first body tag counts, and only in front of everything.
  void StartRoot(Tag tag) {
    const bool first = !(tag == Tag::kHtml ? html_seen_ : body_seen_);
    (tag == Tag::kHtml ? html_seen_ : body_seen_) = true;
    if (tag == Tag::kHtml || (first && builder_.HasNoText())) Tell(tag);
    if (first && IsHidden(tag)) SetHidden(hidden_ + 1);
  }

  // Elements whose content is no markup. False: it is none of them.
  bool StartRaw(Tag tag) {
    std::string_view content;
    switch (tag) {
      case Tag::kScript:
        content = html_.TakeScript();
        if (shut_ > 0) return true;
        builder_.Script(attributes_.Read(html_, false), content);
        return true;
      case Tag::kNoscript:
        // A browser with scripts takes it as plain characters. Without an end the rest of the page
        // would be lost.
        if (!html_.HasNoscriptEnd()) return true;
        content = html_.TakeUntilEndTag("noscript");
        if (shut_ == 0) ReadNoscript(content, &builder_);
        return true;
      case Tag::kIframe:
      case Tag::kStyle:
      case Tag::kNoembed:
      case Tag::kNoframes:
        Tell(tag);
        html_.TakeUntilEndTag(FactsOf(tag).name);
        return true;
      case Tag::kTitle:
      case Tag::kTextarea:
      case Tag::kXmp:
      case Tag::kPlaintext: {
        if (FactsOf(tag).Is(kClosesP)) EndInScope(Tag::kP, OpenElements::kButtonScope);
        const bool hides = IsHidden(tag);
        if (hides) SetHidden(hidden_ + 1);
        Tell(tag);
        if (tag == Tag::kTextarea) html_.SkipLineEnd();
        content =
            tag == Tag::kPlaintext ? html_.TakeRest() : html_.TakeUntilEndTag(FactsOf(tag).name);
        Text(content, tag == Tag::kTitle || tag == Tag::kTextarea);
        if (shut_ == 0) builder_.EndTag(tag);
        if (hides) SetHidden(hidden_ - 1);
        return true;
      }
      default:
        return false;
    }
  }

  void EndOpenItem(Tag tag) {
    const size_t edge = open_.Nearest(OpenElements::kItemEdge);
    const Tag item = open_.TagAt(edge);
    const bool same = tag == Tag::kLi ? item == Tag::kLi : item == Tag::kDd || item == Tag::kDt;
    if (edge > 0 && same) PopThrough(edge);
    EndInScope(Tag::kP, OpenElements::kButtonScope);
  }

  // Forms do not nest. One in a table but in no cell is empty.
  void StartForm() {
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

  // In a select there are options only. True: the tag means what it means elsewhere.
  bool StartInSelect(Tag tag) {
    switch (tag) {
      case Tag::kOption:
      case Tag::kOptgroup:
      case Tag::kHr:
      case Tag::kScript:
      case Tag::kTemplate:
        return true;
      case Tag::kSelect:
        PopThrough(open_.Last(IdOf(Tag::kSelect)));
        return false;
      case Tag::kInput:
      case Tag::kKeygen:
      case Tag::kTextarea:
        PopThrough(open_.Last(IdOf(Tag::kSelect)));
        return true;
      default:
        break;
    }
    const bool ends = (FactsOf(tag).Is(kTablePart) || tag == Tag::kTable) &&
                      open_.Nearest(OpenElements::kTableEdge) > 0;
    if (ends) PopThrough(open_.Last(IdOf(Tag::kSelect)));
    return ends;
  }

  // ---- tables ----

  Tag TableEdge() const { return open_.TagAt(open_.Nearest(OpenElements::kTableEdge)); }

  // In a table, but in no cell of it.
  bool InBareTable() const {
    return open_.Nearest(OpenElements::kTableEdge) != 0 && IsBare(TableEdge());
  }

  // What comes next is part of the table, or else, in a table but in no cell, goes before it.
  void Aim(bool part) { builder_.set_before_table(!part && InBareTable()); }

  // One that stands in a table may do so.
  bool IsHiddenInput() const {
    constexpr std::string_view kHidden = "hidden";
    const std::string_view type = html_.Raw(Attribute::kType);
    const auto same = [](char a, char b) { return a == (b | 0x20); };
    return IsBare(open_.TopTag()) &&
           std::equal(kHidden.begin(), kHidden.end(), type.begin(), type.end(), same);
  }

  void PopToTableEdge() {
    while (open_.top_place() > open_.Nearest(OpenElements::kTableEdge)) Pop();
  }

  void StartTable() {
    if (InBareTable()) {
      PopThrough(open_.Last(IdOf(Tag::kTable)));
    } else {
      EndInScope(Tag::kP, OpenElements::kButtonScope);
    }
    Open(Tag::kTable);
  }

  void StartTablePart(Tag tag) {
    Tag edge = TableEdge();
    if (edge != Tag::kTable && !FactsOf(edge).Is(kTablePart)) return;  // outside of all tables
    if (tag == Tag::kCol || tag == Tag::kColgroup) return;
    if (IsCell(edge) || edge == Tag::kCaption) {
      PopThrough(open_.Nearest(OpenElements::kTableEdge));
      edge = TableEdge();
    }
    PopToTableEdge();
    const bool cell = IsCell(tag);
    if (edge == Tag::kTr && !cell) {
      Pop();
      edge = TableEdge();
    }
    if (IsSection(edge) && !cell && tag != Tag::kTr) Pop();
    if (edge == Tag::kTable && (cell || tag == Tag::kTr)) Imply(Tag::kTbody);
    if (edge != Tag::kTr && cell) Imply(Tag::kTr);
    Open(tag);
  }

  void EndTablePart(Tag tag) {
    const size_t place = open_.Last(IdOf(tag));
    if (place == 0) return;
    // Of the innermost table only, and a cell or caption only if nothing else of it is open within.
    const size_t table = open_.Last(IdOf(Tag::kTable));
    const size_t edge = open_.Nearest(OpenElements::kTableEdge);
    const bool inner = IsCell(tag) || tag == Tag::kCaption;
    if (place < table || (inner && place != edge)) return;
    if (!FactsOf(open_.TagAt(edge)).Is(kTablePart)) return;
    if (open_.TagAt(edge) == Tag::kCaption && tag != Tag::kCaption) return;
    PopThrough(place);
  }

  // ---- drawings and formulas ----

  void StartForeign(Tag tag) {
    const bool hides = IsHidden(tag);
    // In a drawing, title and desc are not shown, and only a (and the drawing itself) is what it is
    // in HTML.
    const bool shuts =
        FactsOf(tag).layout == Layout::kHidden || tag == Tag::kTitle || tag == Tag::kDesc;
    const bool island = IsIsland(tag);
    const bool known = tag == Tag::kA || tag == Tag::kSvg;
    if (hides) SetHidden(hidden_ + 1);
    if (known) Tell(tag);
    const ElementId id = OpenId();
    const bool wanted =
        hides || shuts || island || tag == Tag::kSvg || tag == Tag::kMath || open_.Last(id) != 0;
    if (wanted && !html_.self_closing() && Push(id, hides, shuts, !island, known)) return;
    if (known && html_.self_closing() && shut_ == 0) builder_.EndTag(tag);
    if (hides) SetHidden(hidden_ - 1);
  }

  // ---- end tags ----

  void End() {
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
    if (open_.Last(IdOf(Tag::kSelect)) != 0 && !EndInSelect(tag)) return;
    if (facts.Is(kTablePart)) return EndTablePart(tag);
    if (facts.Is(kFormatting)) return EndFormatting(tag);
    if (facts.Is(kEndsInScope)) {
      EndInScope(tag, OpenElements::kAnyScope);
      return;
    }
    if (facts.Is(kHeading)) return EndHeading();
    switch (tag) {
      case Tag::kHtml:
      case Tag::kBody:
      case Tag::kHead:
        return;
      case Tag::kBr:
        if (shut_ > 0) return;
        Aim(false);
        builder_.StartTag(tag, {});
        return;
      case Tag::kP:
        if (EndInScope(tag, OpenElements::kButtonScope) || shut_ > 0) return;
        Aim(false);
        builder_.StartTag(tag, {});
        builder_.EndTag(tag);
        return;
      case Tag::kLi:
        EndInScope(tag, OpenElements::kListScope);
        return;
      case Tag::kForm:
        return EndForm();
      case Tag::kTable:
      case Tag::kTemplate:
      case Tag::kSelect:
        if (open_.Last(IdOf(tag)) >= open_.Last(IdOf(Tag::kTemplate)))
          PopThrough(open_.Last(IdOf(tag)));
        return;
      default:
        PopThrough(open_.LastInside(OpenId(), OpenElements::kSpecialEdge));
    }
  }

  // False: the tag means nothing there.
  bool EndInSelect(Tag tag) {
    if (tag == Tag::kOption || tag == Tag::kOptgroup) {
      if (tag == Tag::kOptgroup && open_.TopTag() == Tag::kOption) Pop();
      if (open_.TopTag() == tag) Pop();
      return false;
    }
    if (tag == Tag::kSelect || tag == Tag::kTemplate) return true;
    if (!FactsOf(tag).Is(kTablePart) && tag != Tag::kTable) return false;
    if (open_.Last(IdOf(tag)) <= open_.Last(IdOf(Tag::kTemplate))) return false;
    PopThrough(open_.Last(IdOf(Tag::kSelect)));
    return true;
  }

  // What stands in a form that is closed too early stays where it is.
  void EndForm() {
    if (!form_open_) return;
    form_open_ = false;
    if (open_.TopTag() == Tag::kForm) Pop();
  }

  void EndHeading() {
    size_t newest = 0;
    for (const Tag heading : {Tag::kH1, Tag::kH2, Tag::kH3, Tag::kH4, Tag::kH5, Tag::kH6})
      newest = std::max(newest, open_.LastInside(IdOf(heading), OpenElements::kAnyScope));
    PopThrough(newest);
  }

  // A formatting element is on the stack only if it hides. If a block is still open in it, it ends
  // all the same: only what follows is seen again.
  void EndFormatting(Tag tag) {
    if (shut_ == 0) builder_.EndTag(tag);
    const size_t place = open_.LastInside(IdOf(tag), OpenElements::kAnyScope);
    if (place == 0) return;
    if (place > open_.Nearest(OpenElements::kSpecialEdge)) return PopThrough(place);
    if (open_.at(place).hides) SetHidden(hidden_ - 1);
    open_.at(place).hides = false;
  }

  bool EndInScope(Tag tag, OpenElements::Edge scope) {
    const size_t place = open_.LastInside(IdOf(tag), scope);
    PopThrough(place);
    return place != 0;
  }

  // Ends the element at that place and all that is open in it. 0: there is none.
  void PopThrough(size_t place) {
    while (place > 0 && open_.top_place() >= place) Pop();
  }

  void Pop() {
    const Tag tag = open_.TopTag();
    const OpenElement ended = open_.Pop();
    TellTokenizer();
    if (ended.shuts) --shut_;
    if (shut_ == 0) {
      if (IsMarker(tag)) builder_.EndTag(Tag::kA);
      Aim(IsPart(tag));
      if (ended.told) builder_.EndTag(tag);
      if (tag == Tag::kTable) builder_.EndTable();
    }
    if (ended.hides) SetHidden(hidden_ - 1);
  }

  void TellTokenizer() { html_.set_foreign(open_.top().foreign || IsIsland(open_.TopTag())); }

  void SetHidden(int hidden) {
    hidden_ = hidden;
    builder_.set_hidden(hidden > 0);
  }

  HtmlTokenizer html_;
  HtmlBuilder builder_;
  OpenElements open_;
  Attributes attributes_;
  const HtmlAttributes no_attributes_;
  int hidden_ = 0;       // open elements that hide what is in them
  int shut_ = 0;         // and those of which nothing is told
  size_t too_deep_ = 0;  // open elements that did not fit on the stack
  bool html_seen_ = false, body_seen_ = false;
  bool form_open_ = false;
  bool frameset_ = false;  // a page of frames has no text
};

}  // namespace

void ReadNoscript(std::string_view content, HtmlBuilder* builder) {
  HtmlTokenizer html(content);
  Attributes attributes;
  for (auto kind = html.Next(); kind != HtmlTokenizer::Kind::kEnd; kind = html.Next()) {
    if (kind != HtmlTokenizer::Kind::kStartTag) continue;
    if (html.tag() != Tag::kA && html.tag() != Tag::kArea) continue;
    builder->Link(attributes.Read(html, false));
  }
}

HtmlContent ScanHtml(std::string_view utf8, const Url* base, std::string_view charset) {
  std::string repaired;
  if (!IsValidUtf8(utf8)) utf8 = repaired = RepairUtf8(utf8);
  Scanner scanner(utf8);
  HtmlBuilder& builder = scanner.Run();
  builder.set_tree(HtmlTree::State::kNone);
  return builder.Finish(base, charset);
}

}  // namespace varta
