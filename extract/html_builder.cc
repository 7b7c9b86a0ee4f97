// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/html_builder.h"

#include <algorithm>
#include <optional>

#include "base/text.h"

namespace varta {
namespace {

constexpr size_t kMaxLinks = 5000;
constexpr size_t kMaxHrefBytes = 8 * 1024;         // longer ones lead nowhere
constexpr size_t kMaxBaseBytes = 2 * 1024;         // every link carries it
constexpr size_t kMaxLinkBytes = 4 * 1024 * 1024;  // of all links together, resolved
constexpr size_t kMaxAnchorBytes = 200;
constexpr size_t kMaxTitleBytes = 4 * 1024;

bool IsSpace(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'; }
char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool SameNoCase(std::string_view text, std::string_view lower) {
  return text.size() == lower.size() && std::equal(lower.begin(), lower.end(), text.begin(),
                                                   [](char a, char b) { return a == Lower(b); });
}

// Whether `words`, separated by white space or commas, has `lower` among it.
bool HasWord(std::string_view words, std::string_view lower) {
  for (size_t at = 0; at < words.size();) {
    size_t end = at;
    while (end < words.size() && !IsSpace(words[end]) && words[end] != ',') ++end;
    if (SameNoCase(words.substr(at, end - at), lower)) return true;
    at = end + 1;
  }
  return false;
}

std::string_view Trim(std::string_view text) {
  while (!text.empty() && IsSpace(text.front())) text.remove_prefix(1);
  while (!text.empty() && IsSpace(text.back())) text.remove_suffix(1);
  return text;
}

// Where <meta http-equiv=refresh content="5; url='/next'"> leads; empty if it only loads the page
// again.
std::string_view RefreshTarget(std::string_view content) {
  size_t at = content.find_first_of(";,");
  if (at == std::string_view::npos) return {};
  std::string_view rest = Trim(content.substr(at + 1));
  if (rest.size() > 3 && SameNoCase(rest.substr(0, 3), "url")) {
    const std::string_view after = Trim(rest.substr(3));
    if (after.starts_with('=')) rest = Trim(after.substr(1));
  }
  if (!rest.empty() && (rest[0] == '"' || rest[0] == '\''))
    rest = rest.substr(1, rest.find(rest[0], 1) - 1);
  return rest;
}

// Links that lead to no other page and to no contact.
bool LeadsNowhere(const Url& url) {
  constexpr std::string_view kSchemes[] = {"javascript", "data", "about", "blob", "file"};
  return std::find(std::begin(kSchemes), std::end(kSchemes), url.scheme()) != std::end(kSchemes);
}

}  // namespace

void ScreenText::Flush() {
  if (!text_.empty()) {
    if (newlines_ > 0) {
      text_.append(newlines_, '\n');
    } else if (gap_ != 0) {
      text_ += gap_;
    }
  }
  newlines_ = 0;
  gap_ = 0;
}

void ScreenText::Add(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    if (IsSpace(text[at])) {
      Space();
      ++at;
      continue;
    }
    size_t end = at;
    while (end < text.size() && !IsSpace(text[end])) ++end;
    Flush();
    text_.append(text, at, end - at);
    at = end;
  }
}

void ScreenText::AddPre(std::string_view text) {
  for (const char c : text) {
    if (c == '\n') {
      ++newlines_;
      gap_ = 0;
    } else {
      Flush();
      text_ += c;
    }
  }
}

void ScreenText::Space() {
  if (gap_ == 0) gap_ = ' ';
}

void ScreenText::Cell() { gap_ = '\t'; }

void ScreenText::Line() {
  newlines_ = std::max<size_t>(newlines_, 1);
  gap_ = 0;
}

void ScreenText::Break() {
  newlines_ = std::min<size_t>(newlines_ + 1, 2);
  gap_ = 0;
}

bool HtmlBuilder::AddLink(std::string_view href, bool nofollow, bool canonical) {
  href = Trim(href);
  const bool own_page = href.empty() || href[0] == '#';
  if (own_page || href.size() > kMaxHrefBytes || links_.size() >= kMaxLinks) return false;
  links_.push_back({std::string(href), "", nofollow, canonical});
  return true;
}

void HtmlBuilder::ReadAnchor(std::span<const HtmlAttribute> attributes) {
  const std::string_view* const href = FindAttribute(attributes, "href");
  const std::string_view* const rel = FindAttribute(attributes, "rel");
  if (href == nullptr || !AddLink(*href, rel != nullptr && HasWord(*rel, "nofollow"))) return;
  in_anchor_ = true;
  anchor_ = links_.size() - 1;
  anchor_text_ = ScreenText();
}

void HtmlBuilder::ReadLink(std::span<const HtmlAttribute> attributes) {
  const std::string_view* const href = FindAttribute(attributes, "href");
  const std::string_view* const rel = FindAttribute(attributes, "rel");
  if (href == nullptr || rel == nullptr) return;
  // A style sheet can be an alternate one.
  if (HasWord(*rel, "stylesheet")) return;
  const bool canonical = HasWord(*rel, "canonical");
  if (canonical || HasWord(*rel, "next") || HasWord(*rel, "alternate")) {
    AddLink(*href, HasWord(*rel, "nofollow"), canonical);
  }
}

void HtmlBuilder::ReadMeta(std::span<const HtmlAttribute> attributes) {
  const std::string_view* const content = FindAttribute(attributes, "content");
  if (content == nullptr) return;
  const std::string_view* const name = FindAttribute(attributes, "name");
  if (name != nullptr && SameNoCase(Trim(*name), "robots")) {
    const bool none = HasWord(*content, "none");
    content_.noindex = content_.noindex || none || HasWord(*content, "noindex");
    content_.nofollow = content_.nofollow || none || HasWord(*content, "nofollow");
  }
  const std::string_view* const pragma = FindAttribute(attributes, "http-equiv");
  if (pragma != nullptr && SameNoCase(Trim(*pragma), "refresh"))
    AddLink(RefreshTarget(*content), false);
}

void HtmlBuilder::StartTag(std::string_view tag, std::span<const HtmlAttribute> attributes) {
  if (tag == "html") {
    const std::string_view* lang = FindAttribute(attributes, "lang");
    if (lang == nullptr) lang = FindAttribute(attributes, "xml:lang");
    if (lang != nullptr && content_.declared_language.empty())
      content_.declared_language = Shorten(Trim(*lang), 64);
  } else if (tag == "title") {
    if (title_state_ == Title::kNone) title_state_ = Title::kInside;
  } else if (tag == "base") {
    const std::string_view* const href = FindAttribute(attributes, "href");
    if (href != nullptr && base_href_.empty() && href->size() <= kMaxBaseBytes)
      base_href_ = Trim(*href);
  } else if (tag == "a") {
    EndTag("a");  // anchors do not nest
    ReadAnchor(attributes);
  } else if (tag == "area") {
    ReadAnchor(attributes);
    in_anchor_ = false;
  } else if (tag == "link") {
    ReadLink(attributes);
  } else if (tag == "meta") {
    ReadMeta(attributes);
  } else if (tag == "script") {
    in_script_ = true;
  } else if (tag == "iframe" || tag == "frame") {
    const std::string_view* const src = FindAttribute(attributes, "src");
    if (src != nullptr) AddLink(*src, false);
  }
  if (hidden_) return;
  switch (LayoutOf(tag)) {
    case Layout::kPre:
      ++pre_;
      [[fallthrough]];
    case Layout::kBlock:
      text_.Line();
      break;
    case Layout::kCell:
      text_.Cell();
      break;
    case Layout::kSpaced:
      text_.Space();
      break;
    case Layout::kInline:
      if (tag == "br") text_.Break();
      break;
    case Layout::kHidden:
      break;
  }
}

void HtmlBuilder::EndTag(std::string_view tag) {
  if (tag == "title" && title_state_ == Title::kInside) title_state_ = Title::kDone;
  if (tag == "script") in_script_ = false;
  if (tag == "a" && in_anchor_) {
    links_[anchor_].text = Shorten(anchor_text_.Take(), kMaxAnchorBytes);
    in_anchor_ = false;
  }
  if (hidden_) return;
  switch (LayoutOf(tag)) {
    case Layout::kPre:
      pre_ = std::max(pre_ - 1, 0);
      [[fallthrough]];
    case Layout::kBlock:
      text_.Line();
      break;
    case Layout::kCell:
      text_.Cell();
      break;
    case Layout::kSpaced:
      text_.Space();
      break;
    case Layout::kInline:
    case Layout::kHidden:
      break;
  }
}

void HtmlBuilder::Text(std::string_view text) {
  if (in_script_) return;
  if (title_state_ == Title::kInside) return title_.Add(text);
  if (in_anchor_) anchor_text_.Add(text);
  if (hidden_) return;
  if (pre_ > 0) {
    text_.AddPre(text);
  } else {
    text_.Add(text);
  }
}

HtmlContent HtmlBuilder::Finish(const Url* base, std::string_view charset) {
  EndTag("a");
  content_.title = Shorten(title_.Take(), kMaxTitleBytes);
  content_.text = text_.Take();
  if (base == nullptr) return std::move(content_);
  const std::optional<Url> own_base =
      base_href_.empty() ? std::nullopt : Url::Parse(base_href_, *base, charset);
  const Url& from = own_base && own_base->IsHttp() ? *own_base : *base;
  for (RawLink& raw : links_) {
    std::optional<Url> url = Url::Parse(raw.href, from, charset);
    if (!url || LeadsNowhere(*url)) continue;
    std::string href = url->Href();
    link_bytes_ += href.size();
    if (link_bytes_ > kMaxLinkBytes) break;
    if (raw.canonical && content_.canonical.empty()) content_.canonical = std::move(href);
    content_.links.push_back({std::move(*url), std::move(raw.text), raw.nofollow});
  }
  return std::move(content_);
}

}  // namespace varta
