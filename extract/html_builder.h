// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Puts an HtmlContent together from tags and text in page order, whoever reads them: the tree or
// the scanner. One thread.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/url.h"
#include "extract/html.h"
#include "extract/html_attribute.h"
#include "extract/html_tags.h"
#include "extract/screen_text.h"

namespace varta {

class HtmlBuilder {
 public:
  // `tag` in lower case. Void elements get no EndTag.
  void StartTag(std::string_view tag, std::span<const HtmlAttribute> attributes) {
    StartTag(FindTag(tag), attributes);
  }
  void EndTag(std::string_view tag) { EndTag(FindTag(tag)); }
  void StartTag(Tag tag, std::span<const HtmlAttribute> attributes);
  void EndTag(Tag tag);
  void Text(std::string_view text);
  void TextWithReferences(std::string_view text);  // "&amp;" is one character
  // A script element, besides its tags: of HTML, outside of what is no part of the page.
  void Script(std::span<const HtmlAttribute> attributes, std::string_view content);
  // While hidden, text is not shown; links are still links.
  void set_hidden(bool hidden) { hidden_ = hidden; }
  void set_tree(HtmlTree::State tree) { content_.tree = tree; }
  // Of about so many bytes of text, and the links that such a text has.
  void Reserve(size_t bytes) {
    text_.Reserve(bytes);
    link_text_.reserve(bytes / 4);
  }
  bool HasNoText() const { return text_.text().empty(); }

  // An a or area element that is there, but has no text on the page.
  void Link(std::span<const HtmlAttribute> attributes);

  // For who has no tree. Between these two, while set_before_table(true), text and links are put
  // before the table: there a tree has what stands in a table but in no cell. In more than 64
  // tables in each other they stay where they are.
  void BeginTable();
  void EndTable();
  void set_before_table(bool before) { before_table_ = before; }

  // Resolves the links against `base` and the page's own base element. `charset`: of the page, for
  // their queries. Call once.
  HtmlContent Finish(const Url* base, std::string_view charset);

 private:
  // As found; resolved at the end, when the base element is known.
  struct RawLink {
    uint32_t href, href_size;  // in link_text_
    uint32_t text, text_size;  // likewise, of its anchor
    bool nofollow = false;
    bool canonical = false;
  };

  struct RawAlternate {
    std::string href, language;
  };

  struct Table {
    ScreenText::Place place;
    size_t links;  // how many stand before it
    std::optional<ScreenText> before;
  };

  ScreenText& Out() { return before_table_ ? BeforeTable() : text_; }
  ScreenText& BeforeTable();
  void PreWithReferences(std::string_view text);
  void ReadTag(Tag tag, std::span<const HtmlAttribute> attributes);
  void ReadAnchor(std::span<const HtmlAttribute> attributes);
  void ReadLink(std::span<const HtmlAttribute> attributes);
  void ReadMeta(std::span<const HtmlAttribute> attributes);
  void KeepRobots(std::string_view name, std::string_view value);
  void KeepMeta(std::string_view name, std::string_view value, bool property);
  void EndAnchor();
  bool AddLink(std::string_view href, bool nofollow, bool canonical = false);

  HtmlContent content_;
  ScreenText text_;
  ScreenText title_;
  // The first title counts; no other is text.
  enum class Title { kNone, kInside, kDone, kInOther } title_state_ = Title::kNone;
  bool hidden_ = false;
  int pre_ = 0;  // open elements that keep white space
  std::string base_href_;
  std::vector<RawLink> links_;
  std::vector<RawAlternate> alternates_;
  std::string link_text_;
  std::vector<Table> tables_;  // open ones
  size_t deep_tables_ = 0;     // open ones that are not on the stack
  bool before_table_ = false;
  bool in_anchor_ = false;  // text belongs to links_.back()'s anchor, at anchor_
  size_t anchor_ = 0;
  size_t newest_ = 0;  // link
  ScreenText anchor_text_;
  std::string decoded_;       // a reference
  size_t script_bytes_[2]{};  // by PageScript::Kind
};

}  // namespace varta
