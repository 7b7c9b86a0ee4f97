// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "base/ascii.h"
#include "extract/scanner.h"

namespace varta {

// In a select there are options only. True: the tag means what it means elsewhere.
bool Scanner::StartInSelect(Tag tag) {
  switch (tag) {
    case Tag::kOption:
    case Tag::kOptgroup:
    case Tag::kHr:
    case Tag::kScript:
    case Tag::kTemplate:
      return true;
    case Tag::kSelect:
      PopThrough(Last(Tag::kSelect));
      return false;
    case Tag::kInput:
    case Tag::kKeygen:
    case Tag::kTextarea:
      PopThrough(Last(Tag::kSelect));
      return true;
    default:
      break;
  }
  const bool ends = (FactsOf(tag).Is(kTablePart) || tag == Tag::kTable) &&
                    open_.Nearest(OpenElements::kTableEdge) > 0;
  if (ends) PopThrough(Last(Tag::kSelect));
  return ends;
}

// False: the tag means nothing there.
bool Scanner::EndInSelect(Tag tag) {
  if (tag == Tag::kOption || tag == Tag::kOptgroup) {
    if (tag == Tag::kOptgroup && open_.TopTag() == Tag::kOption) Pop();
    if (open_.TopTag() == tag) Pop();
    return false;
  }
  if (tag == Tag::kSelect || tag == Tag::kTemplate) return true;
  if (!FactsOf(tag).Is(kTablePart) && tag != Tag::kTable) return false;
  if (Last(tag) <= Last(Tag::kTemplate)) return false;
  PopThrough(Last(Tag::kSelect));
  return true;
}

void Scanner::StartTable() {
  if (InBareTable()) {
    PopThrough(Last(Tag::kTable));
  } else {
    EndInScope(Tag::kP, OpenElements::kButtonScope);
  }
  Open(Tag::kTable);
}

void Scanner::StartTablePart(Tag tag) {
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

void Scanner::EndTablePart(Tag tag) {
  const size_t place = Last(tag);
  if (place == 0) return;
  // Of the innermost table only, and a cell or caption only if nothing else of it is open within.
  const size_t table = Last(Tag::kTable);
  const size_t edge = open_.Nearest(OpenElements::kTableEdge);
  const bool inner = IsCell(tag) || tag == Tag::kCaption;
  if (place < table || (inner && place != edge)) return;
  if (!FactsOf(open_.TagAt(edge)).Is(kTablePart)) return;
  if (open_.TagAt(edge) == Tag::kCaption && tag != Tag::kCaption) return;
  PopThrough(place);
}

void Scanner::PopToTableEdge() {
  while (open_.top_place() > open_.Nearest(OpenElements::kTableEdge)) Pop();
}

// One that stands in a table may do so.
bool Scanner::IsHiddenInput() const {
  return IsBare(open_.TopTag()) && ascii::SameNoCase(html_.Raw(Attribute::kType), "hidden");
}

}  // namespace varta
