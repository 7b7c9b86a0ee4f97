// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Puts an HtmlContent together from tags and text in page order, whoever reads them: the tree or
// the tag stripper. One thread.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/url.h"
#include "extract/html.h"
#include "extract/html_attribute.h"
#include "extract/html_layout.h"

namespace varta {

// Text as it stands on the screen: white space collapsed, lines where the layout has them, trimmed.
class ScreenText {
 public:
  void Add(std::string_view text);     // white space runs become one space
  void AddPre(std::string_view text);  // white space stays
  void Space();                        // a gap, if something stands before it in the line
  void Cell();                         // a tab, likewise
  void Line();                         // what follows starts a line
  void Break();                        // <br>: twice is an empty line
  std::string Take() { return std::move(text_); }

 private:
  void Flush();

  std::string text_;
  size_t newlines_ = 0;  // to be written before the next character
  char gap_ = 0;         // or this
};

class HtmlBuilder {
 public:
  // `tag` in lower case. Void elements get no EndTag.
  void StartTag(std::string_view tag, std::span<const HtmlAttribute> attributes);
  void EndTag(std::string_view tag);
  void Text(std::string_view text);
  // While hidden, text is not shown; links are still links.
  void set_hidden(bool hidden) { hidden_ = hidden; }
  void set_tree(HtmlTree::State tree) { content_.tree = tree; }

  // Resolves the links against `base` and the page's own base element. `charset`: of the page, for
  // their queries. Call once.
  HtmlContent Finish(const Url* base, std::string_view charset);

 private:
  // As found; resolved at the end, when the base element is known.
  struct RawLink {
    std::string href;
    std::string text;
    bool nofollow = false;
    bool canonical = false;
  };

  void ReadAnchor(std::span<const HtmlAttribute> attributes);
  void ReadLink(std::span<const HtmlAttribute> attributes);
  void ReadMeta(std::span<const HtmlAttribute> attributes);
  bool AddLink(std::string_view href, bool nofollow, bool canonical = false);

  HtmlContent content_;
  ScreenText text_;
  ScreenText title_;
  enum class Title { kNone, kInside, kDone } title_state_ = Title::kNone;
  bool hidden_ = false;
  bool in_script_ = false;
  int pre_ = 0;  // open elements that keep white space
  std::string base_href_;
  std::vector<RawLink> links_;
  size_t link_bytes_ = 0;
  bool in_anchor_ = false;  // text belongs to links_.back()'s anchor, at anchor_
  size_t anchor_ = 0;
  ScreenText anchor_text_;
};

}  // namespace varta
