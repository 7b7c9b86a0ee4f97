// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// The pass over one page that extract/scan.h tells of. Of the standard's tree construction it
// keeps a stack of open elements, and tells an HtmlBuilder what it comes to. One object a page.
//   scanner.cc          the pass; what starts and ends an element
//   scanner_starts.cc   start tags with rules of their own
//   scanner_ends.cc     end tags
//   scanner_tables.cc   tables and selects
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "extract/html_attribute.h"
#include "extract/html_builder.h"
#include "extract/html_tags.h"
#include "extract/html_tokenizer.h"
#include "extract/open_elements.h"

namespace varta {

// The attributes of a start tag, as HtmlBuilder asks for them.
class TagAttributes {
 public:
  // Good until the next call.
  const HtmlAttributes& Read(const HtmlTokenizer& html, bool foreign);

 private:
  HtmlAttributes list_;
  std::array<std::string, kAttributes> decoded_;
};

class Scanner {
 public:
  // `html`: valid UTF-8, outlives the scanner.
  explicit Scanner(std::string_view html) : html_(html) { builder_.Reserve(html.size() / 2); }

  // Reads all of it. Call once.
  HtmlBuilder& Run();

 private:
  void Text(std::string_view text, bool references);

  // Start tags.
  void Start();
  bool StartAlone(Tag tag);  // true: the tag is done with
  void StartRoot(Tag tag);
  void StartRaw(Tag tag);
  void StartScript();
  void StartNoscript();
  void StartLiteral(Tag tag);
  void StartForm();
  void StartForeign(Tag tag);
  void EndOpenItem(Tag tag);

  // End tags.
  void End();
  bool EndAlone(Tag tag);
  void EndHeading();
  void EndForm();
  void EndFormatting(Tag tag);
  bool EndInScope(Tag tag, OpenElements::Edge scope) {
    const size_t place = open_.LastInside(static_cast<ElementId>(tag), scope);
    PopThrough(place);
    return place != 0;
  }

  // Selects. True: the tag means what it means elsewhere.
  bool StartInSelect(Tag tag);
  bool EndInSelect(Tag tag);

  // Tables.
  static bool IsCell(Tag tag) { return tag == Tag::kTd || tag == Tag::kTh; }
  static bool IsSection(Tag tag) {
    return tag == Tag::kTbody || tag == Tag::kThead || tag == Tag::kTfoot;
  }
  static bool IsBare(Tag tag) { return tag == Tag::kTable || tag == Tag::kTr || IsSection(tag); }
  static bool IsPart(Tag tag) { return tag == Tag::kTable || FactsOf(tag).Is(kTablePart); }
  void StartTable();
  void StartTablePart(Tag tag);
  void EndTablePart(Tag tag);
  void PopToTableEdge();
  bool IsHiddenInput() const;
  Tag TableEdge() const { return open_.TagAt(open_.Nearest(OpenElements::kTableEdge)); }
  // In a table, but in no cell of it.
  bool InBareTable() const {
    return open_.Nearest(OpenElements::kTableEdge) != 0 && IsBare(TableEdge());
  }
  // What comes next is part of the table, or else, in a table but in no cell, goes before it.
  void Aim(bool part) { builder_.set_before_table(!part && InBareTable()); }

  // Elements of a drawing in which there is HTML again.
  static bool IsIsland(Tag tag) {
    return tag == Tag::kForeignobject || tag == Tag::kTitle || tag == Tag::kDesc;
  }

  // Elements.
  void Open(Tag tag);
  void Imply(Tag tag);
  void Tell(Tag tag);
  ElementId OpenId() const;
  bool IsHidden(Tag tag) const {
    const bool may =
        tag == Tag::kDialog || html_.Has(Attribute::kHidden) || html_.Has(Attribute::kStyle);
    return may && SaysHidden(tag);
  }
  bool SaysHidden(Tag tag) const;
  std::string_view Decoded(Attribute attribute, std::string* decoded) const;
  bool Push(const OpenElement& element);
  void Pop();
  // Ends the element at that place and all that is open in it. 0: there is none.
  void PopThrough(size_t place) {
    while (place > 0 && open_.top_place() >= place) Pop();
  }
  void TellTokenizer();
  void SetHidden(int hidden) {
    hidden_ = hidden;
    builder_.set_hidden(hidden > 0);
  }
  size_t Last(Tag tag) const { return open_.Last(static_cast<ElementId>(tag)); }

  HtmlTokenizer html_;
  HtmlBuilder builder_;
  OpenElements open_;
  TagAttributes attributes_;
  const HtmlAttributes no_attributes_;
  int hidden_ = 0;       // open elements that hide what is in them
  int shut_ = 0;         // and those of which nothing is told
  size_t too_deep_ = 0;  // open elements that did not fit on the stack
  bool html_seen_ = false, body_seen_ = false;
  bool form_open_ = false;
  bool frameset_ = false;  // a page of frames has no text
};

}  // namespace varta
