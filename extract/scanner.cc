// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/scanner.h"

#include <bit>

#include "extract/html_references.h"

namespace varta {
namespace {

constexpr std::string_view kWhiteSpace(" \n\t\r\f\0", 6);

bool IsWhiteSpace(std::string_view text) {
  return text.find_first_not_of(kWhiteSpace) == std::string_view::npos;
}

// Links do not reach out of these.
bool IsMarker(Tag tag) {
  return tag == Tag::kTd || tag == Tag::kTh || tag == Tag::kCaption || tag == Tag::kObject ||
         tag == Tag::kMarquee || tag == Tag::kApplet;
}

constexpr uint32_t BitOf(Attribute attribute) {
  return uint32_t{1} << static_cast<unsigned>(attribute);
}
// What the scanner asks the tokenizer for itself, and HtmlBuilder nobody.
constexpr uint32_t kOfScanner = BitOf(Attribute::kClass) | BitOf(Attribute::kHidden) |
                                BitOf(Attribute::kOpen) | BitOf(Attribute::kRole) |
                                BitOf(Attribute::kStyle);

}  // namespace

const HtmlAttributes& TagAttributes::Read(const HtmlTokenizer& html, bool foreign) {
  list_.clear();
  size_t decoded = 0;
  for (uint32_t bits = html.attributes() & ~kOfScanner; bits != 0; bits &= bits - 1) {
    const Attribute attribute = static_cast<Attribute>(std::countr_zero(bits));
    std::string_view value = html.Raw(attribute);
    if (value.find('&') != std::string_view::npos)
      value = decoded_[decoded++] = DecodeReferences(value, ReferencesIn::kAttribute);
    const bool link = foreign && attribute == Attribute::kXlinkHref;
    list_.push_back({link ? "href" : AttributeName(attribute), value});
  }
  return list_;
}

HtmlBuilder& Scanner::Run() {
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

void Scanner::Text(std::string_view text, bool references) {
  if (shut_ > 0 || frameset_) return;
  // White space between the parts of a table stays there.
  Aim(InBareTable() && IsBare(open_.TopTag()) && IsWhiteSpace(text));
  if (references) {
    builder_.TextWithReferences(text);
  } else {
    builder_.Text(text);
  }
}

void Scanner::Start() {
  const Tag tag = html_.tag();
  const TagFacts& facts = FactsOf(tag);
  if (open_.top().foreign) {
    if (!facts.Is(kLeavesForeign)) return StartForeign(tag);
    while (open_.top().foreign) Pop();
  }
  if (frameset_ && tag != Tag::kFrame && tag != Tag::kNoframes) return;
  if (Last(Tag::kSelect) != 0 && !StartInSelect(tag)) return;
  if (facts.Is(kTablePart)) return StartTablePart(tag);
  if (facts.Is(kRaw)) return StartRaw(tag);
  if (facts.Is(kStartsAlone) && StartAlone(tag)) return;
  if (facts.Is(kClosesP)) EndInScope(Tag::kP, OpenElements::kButtonScope);
  if (facts.Is(kHeading) && FactsOf(open_.TopTag()).Is(kHeading)) Pop();
  Open(tag);
  if (facts.layout == Layout::kPre) html_.SkipLineEnd();
}

// The element that a start tag stands for: told to the builder, and open if anyone will ask.
void Scanner::Open(Tag tag) {
  const TagFacts& facts = FactsOf(tag);
  OpenElement element;
  element.id = OpenId();
  element.hides = IsHidden(tag);
  element.shuts = facts.layout == Layout::kHidden;
  if (element.hides) SetHidden(hidden_ + 1);
  Tell(tag);
  const bool wanted = facts.Is(kSpecial) || facts.layout != Layout::kInline || element.hides ||
                      open_.Last(element.id) != 0;
  if (wanted && !facts.Is(kVoid) && Push(element)) return;
  if (element.hides) SetHidden(hidden_ - 1);
}

// An element whose start tag was left out.
void Scanner::Imply(Tag tag) {
  Aim(true);
  if (shut_ == 0) builder_.StartTag(tag, {});
  OpenElement element;
  element.id = static_cast<ElementId>(tag);
  Push(element);
}

void Scanner::Tell(Tag tag) {
  if (shut_ > 0) return;
  Aim(IsPart(tag) || (tag == Tag::kInput && IsHiddenInput()));
  if (tag == Tag::kTable) builder_.BeginTable();
  builder_.StartTag(
      tag, FactsOf(tag).Is(kRead) ? attributes_.Read(html_, open_.top().foreign) : no_attributes_);
}

ElementId Scanner::OpenId() const {
  return static_cast<ElementId>(html_.tag() == Tag::kOther ? 128 | html_.name_hash()
                                                           : static_cast<ElementId>(html_.tag()));
}

// aria-hidden is for screen readers: the others see it.
bool Scanner::SaysHidden(Tag tag) const {
  if (tag == Tag::kDialog && !html_.Has(Attribute::kOpen)) return true;
  std::string decoded;
  if (!html_.Has(Attribute::kHidden) &&
      !(html_.Has(Attribute::kStyle) && StyleHides(Decoded(Attribute::kStyle, &decoded)))) {
    return false;
  }
  for (const Attribute name : {Attribute::kId, Attribute::kClass, Attribute::kRole}) {
    if (html_.Has(name) && NamesPanel(Decoded(name, &decoded))) return false;
  }
  return true;
}

// As far as a look at its words needs it; in `decoded` only if it has references.
std::string_view Scanner::Decoded(Attribute attribute, std::string* decoded) const {
  const std::string_view value = html_.Raw(attribute).substr(0, 4096);
  if (value.find('&') == std::string_view::npos) return value;
  return *decoded = DecodeReferences(value, ReferencesIn::kAttribute);
}

bool Scanner::Push(const OpenElement& element) {
  if (open_.full()) {
    ++too_deep_;
    return false;
  }
  open_.Push(element);
  if (element.shuts) ++shut_;
  TellTokenizer();
  return true;
}

void Scanner::Pop() {
  const Tag tag = open_.TopTag();
  const OpenElement& ended = open_.Pop();
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

void Scanner::TellTokenizer() {
  html_.set_foreign(open_.top().foreign || IsIsland(open_.TopTag()));
}

}  // namespace varta
