// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/html_builder.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/ascii.h"
#include "base/text.h"
#include "extract/html_references.h"
#include "extract/page_data.h"

namespace varta {
namespace {

constexpr size_t kMaxLinks = 5000;
constexpr size_t kMaxHrefBytes = 8 * 1024;         // longer ones lead nowhere
constexpr size_t kMaxBaseBytes = 2 * 1024;         // every link carries it
constexpr size_t kMaxLinkBytes = 4 * 1024 * 1024;  // of all links together, resolved
constexpr size_t kMaxAnchorBytes = 200;
constexpr size_t kMaxTitleBytes = 4 * 1024;
constexpr size_t kMaxMetadata = 100;
constexpr size_t kMaxRobots = 20;
constexpr size_t kMaxAlternates = 100;
constexpr size_t kMaxLanguageBytes = 35;  // RFC 5646, 4.4.1
constexpr size_t kMaxMetaNameBytes = 64;
constexpr size_t kMaxMetaBytes = 2 * 1024;
constexpr size_t kMaxScriptBytes = 1024 * 1024;  // of each kind

using ascii::SameNoCase;
using ascii::Trim;

// Whether `words`, separated by white space or commas, has `lower` among it.
bool HasWord(std::string_view words, std::string_view lower) {
  for (size_t at = 0; at < words.size();) {
    size_t end = at;
    while (end < words.size() && !ascii::IsSpace(words[end]) && words[end] != ',') ++end;
    if (SameNoCase(words.substr(at, end - at), lower)) return true;
    at = end + 1;
  }
  return false;
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
  if (url.IsHttp()) return false;
  constexpr std::string_view kSchemes[] = {"javascript", "data", "about", "blob", "file"};
  return std::find(std::begin(kSchemes), std::end(kSchemes), url.scheme()) != std::end(kSchemes);
}

}  // namespace

bool HtmlBuilder::AddLink(std::string_view href, bool nofollow, bool canonical) {
  href = Trim(href);
  if (href.empty() || href.size() > kMaxHrefBytes || links_.size() >= kMaxLinks) return false;
  if (link_text_.size() + href.size() > kMaxLinkBytes) return false;
  const RawLink link = {static_cast<uint32_t>(link_text_.size()),
                        static_cast<uint32_t>(href.size()),
                        0,
                        0,
                        nofollow,
                        canonical};
  link_text_ += href;
  if (before_table_ && deep_tables_ == 0 && !tables_.empty()) {
    newest_ = tables_.back().links++;
    links_.insert(links_.begin() + static_cast<ptrdiff_t>(newest_), link);
  } else {
    newest_ = links_.size();
    links_.push_back(link);
  }
  return true;
}

void HtmlBuilder::ReadAnchor(std::span<const HtmlAttribute> attributes) {
  const std::string_view* const href = FindAttribute(attributes, "href");
  const std::string_view* const rel = FindAttribute(attributes, "rel");
  // An empty one is a link all the same: to the page.
  if (href == nullptr) return;
  if (!AddLink(Trim(*href).empty() ? "#" : *href, rel != nullptr && HasWord(*rel, "nofollow")))
    return;
  in_anchor_ = true;
  anchor_ = newest_;
  anchor_text_.Clear();
}

void HtmlBuilder::EndAnchor() {
  if (!in_anchor_) return;
  in_anchor_ = false;
  RawLink& link = links_[anchor_];
  link.text = static_cast<uint32_t>(link_text_.size());
  if (anchor_text_.text().size() <= kMaxAnchorBytes) {
    link_text_ += anchor_text_.text();
  } else {
    link_text_ += Shorten(anchor_text_.text(), kMaxAnchorBytes);
  }
  link.text_size = static_cast<uint32_t>(link_text_.size()) - link.text;
}

void HtmlBuilder::ReadLink(std::span<const HtmlAttribute> attributes) {
  const std::string_view* const href = FindAttribute(attributes, "href");
  const std::string_view* const rel = FindAttribute(attributes, "rel");
  if (href == nullptr || rel == nullptr) return;
  // A style sheet can be an alternate one.
  if (HasWord(*rel, "stylesheet")) return;
  const bool canonical = HasWord(*rel, "canonical");
  const bool alternate = HasWord(*rel, "alternate");
  if (!canonical && !alternate && !HasWord(*rel, "next")) return;
  if (!AddLink(*href, HasWord(*rel, "nofollow"), canonical) || !alternate) return;
  const std::string_view* const language = FindAttribute(attributes, "hreflang");
  if (language == nullptr || alternates_.size() >= kMaxAlternates) return;
  const std::string_view tag = Trim(*language);
  if (tag.empty() || tag.size() > kMaxLanguageBytes) return;
  alternates_.push_back({std::string(Trim(*href)), ascii::Lower(tag)});
}

void HtmlBuilder::ReadMeta(std::span<const HtmlAttribute> attributes) {
  const std::string_view* const content = FindAttribute(attributes, "content");
  if (content == nullptr) return;
  const std::string_view* const name = FindAttribute(attributes, "name");
  if (name != nullptr) KeepRobots(Trim(*name), *content);
  const std::string_view* const pragma = FindAttribute(attributes, "http-equiv");
  if (pragma != nullptr && SameNoCase(Trim(*pragma), "refresh"))
    AddLink(RefreshTarget(*content), false);
  const std::string_view* const property = FindAttribute(attributes, "property");
  if (name != nullptr) KeepMeta(Trim(*name), *content, false);
  if (property != nullptr) KeepMeta(Trim(*property), *content, true);
}

// Which robot is ours is not known here: a name that is none of them is passed over by the reader.
void HtmlBuilder::KeepRobots(std::string_view name, std::string_view value) {
  constexpr std::string_view kWords[] = {"noindex", "nofollow", "none", "unavailable_after:"};
  if (name.empty() || name.size() > kMaxMetaNameBytes || value.size() > kMaxMetaBytes) return;
  const bool told = SameNoCase(name, "robots") ||
                    std::any_of(std::begin(kWords), std::end(kWords),
                                [&](std::string_view word) { return HasWord(value, word); });
  if (!told || content_.robots.size() >= kMaxRobots) return;
  content_.robots.push_back({ascii::Lower(name), std::string(value)});
}

void HtmlBuilder::KeepMeta(std::string_view name, std::string_view value, bool property) {
  constexpr std::string_view kPlainNames[] = {"author", "date", "keywords"};
  if (name.empty() || name.size() > kMaxMetaNameBytes) return;
  const bool description = SameNoCase(name, "description");
  const bool kept = property || name.find_first_of(":.") != std::string_view::npos ||
                    std::any_of(std::begin(kPlainNames), std::end(kPlainNames),
                                [&](std::string_view plain) { return SameNoCase(name, plain); });
  if (!description && (!kept || content_.metadata.size() >= kMaxMetadata)) return;
  // White space can only make it shorter.
  ScreenText collapsed;
  collapsed.Add(value.substr(0, 4 * kMaxMetaBytes));
  std::string text = Shorten(RepairUtf8(collapsed.text()), kMaxMetaBytes);
  if (text.empty()) return;
  if (description) {
    if (content_.description.empty()) content_.description = std::move(text);
    return;
  }
  content_.metadata.push_back({ascii::Lower(name), std::move(text)});
}

void HtmlBuilder::Script(std::span<const HtmlAttribute> attributes, std::string_view content) {
  const std::string_view* const type = FindAttribute(attributes, "type");
  const std::string_view* const id = FindAttribute(attributes, "id");
  for (PageScript& script :
       FindData(type == nullptr ? "" : *type, id == nullptr ? "" : *id, content)) {
    size_t& bytes = script_bytes_[static_cast<size_t>(script.kind)];
    if (script.text.size() > kMaxScriptBytes - bytes) continue;
    bytes += script.text.size();
    content_.scripts.push_back(std::move(script));
  }
}

void HtmlBuilder::StartTag(Tag tag, std::span<const HtmlAttribute> attributes) {
  const TagFacts& facts = FactsOf(tag);
  if (facts.Is(kRead)) ReadTag(tag, attributes);
  if (hidden_) return;
  switch (facts.layout) {
    case Layout::kPre:
      ++pre_;
      [[fallthrough]];
    case Layout::kBlock:
      Out().Line();
      break;
    case Layout::kCell:
      Out().Cell();
      break;
    case Layout::kSpaced:
      Out().Space();
      break;
    case Layout::kInline:
      if (tag == Tag::kBr) Out().Break();
      break;
    case Layout::kHidden:
      break;
  }
}

void HtmlBuilder::ReadTag(Tag tag, std::span<const HtmlAttribute> attributes) {
  switch (tag) {
    case Tag::kHtml: {
      const std::string_view* lang = FindAttribute(attributes, "lang");
      if (lang == nullptr) lang = FindAttribute(attributes, "xml:lang");
      if (lang != nullptr && content_.declared_language.empty())
        content_.declared_language = Shorten(Trim(*lang), 64);
      return;
    }
    case Tag::kTitle:
      title_state_ = title_state_ == Title::kNone ? Title::kInside : Title::kInOther;
      return;
    case Tag::kBase: {
      const std::string_view* const href = FindAttribute(attributes, "href");
      if (href != nullptr && base_href_.empty() && href->size() <= kMaxBaseBytes)
        base_href_ = Trim(*href);
      return;
    }
    case Tag::kA:
      EndAnchor();  // anchors do not nest
      return ReadAnchor(attributes);
    case Tag::kArea:
      return Link(attributes);
    case Tag::kLink:
      return ReadLink(attributes);
    case Tag::kMeta:
      return ReadMeta(attributes);
    case Tag::kIframe:
    case Tag::kFrame: {
      const std::string_view* const src = FindAttribute(attributes, "src");
      if (src != nullptr) AddLink(*src, false);
      return;
    }
    default:
      return;
  }
}

void HtmlBuilder::EndTag(Tag tag) {
  if (tag == Tag::kTitle && title_state_ != Title::kNone) title_state_ = Title::kDone;
  if (tag == Tag::kA) EndAnchor();
  if (hidden_) return;
  switch (FactsOf(tag).layout) {
    case Layout::kPre:
      pre_ = std::max(pre_ - 1, 0);
      [[fallthrough]];
    case Layout::kBlock:
      Out().Line();
      break;
    case Layout::kCell:
      Out().Cell();
      break;
    case Layout::kSpaced:
      Out().Space();
      break;
    case Layout::kInline:
    case Layout::kHidden:
      break;
  }
}

void HtmlBuilder::Text(std::string_view text) {
  if (title_state_ == Title::kInside) return title_.Add(text);
  if (title_state_ == Title::kInOther) return;
  if (in_anchor_ && anchor_text_.text().size() <= kMaxAnchorBytes) anchor_text_.Add(text);
  if (hidden_) return;
  if (pre_ > 0) {
    Out().AddPre(text);
  } else {
    Out().Add(text);
  }
}

void HtmlBuilder::Link(std::span<const HtmlAttribute> attributes) {
  EndAnchor();
  ReadAnchor(attributes);
  in_anchor_ = false;
}

void HtmlBuilder::BeginTable() {
  constexpr size_t kMaxTables = 64;  // each is moved once for every table around it
  if (tables_.size() == kMaxTables) {
    ++deep_tables_;
  } else {
    tables_.push_back({text_.Here(), links_.size(), std::nullopt});
  }
}

void HtmlBuilder::EndTable() {
  if (deep_tables_ > 0) {
    --deep_tables_;
    return;
  }
  const Table& table = tables_.back();
  if (table.before) text_.InsertAsBlock(table.place, *table.before);
  tables_.pop_back();
}

ScreenText& HtmlBuilder::BeforeTable() {
  if (deep_tables_ > 0 || tables_.empty()) return text_;
  Table& table = tables_.back();
  if (!table.before) table.before = ScreenText::From(table.place);
  return *table.before;
}

void HtmlBuilder::TextWithReferences(std::string_view text) {
  if (pre_ > 0) return PreWithReferences(text);
  if (title_state_ == Title::kInside) return title_.AddWithReferences(text);
  if (title_state_ == Title::kInOther) return;
  if (in_anchor_ && anchor_text_.text().size() <= kMaxAnchorBytes)
    anchor_text_.AddWithReferences(text);
  if (!hidden_) Out().AddWithReferences(text);
}

void HtmlBuilder::PreWithReferences(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    const size_t ampersand = std::min(text.find('&', at), text.size());
    if (ampersand > at) Text(text.substr(at, ampersand - at));
    at = ampersand;
    if (at == text.size()) return;
    decoded_.clear();
    const size_t used = DecodeReference(text.substr(at), ReferencesIn::kText, &decoded_);
    Text(used == 0 ? text.substr(at, 1) : decoded_);
    at += std::max<size_t>(used, 1);
  }
}

HtmlContent HtmlBuilder::Finish(const Url* base, std::string_view charset) {
  EndAnchor();
  content_.title = Shorten(title_.text(), kMaxTitleBytes);
  content_.text = text_.Take();
  if (base == nullptr) return std::move(content_);
  const std::optional<Url> own_base =
      base_href_.empty() ? std::nullopt : Url::Parse(base_href_, *base, charset);
  const Url& from = own_base && own_base->IsHttp() ? *own_base : *base;
  const std::string_view texts = link_text_;
  // Once is enough: links to places on the page are links to the page.
  const std::string own = base->Canonical();
  bool own_listed = false;
  size_t bytes = 0;
  content_.links.reserve(links_.size());
  for (const RawLink& raw : links_) {
    std::optional<Url> url = Url::Parse(texts.substr(raw.href, raw.href_size), from, charset);
    if (!url || LeadsNowhere(*url)) continue;
    bytes += url->HrefSize();
    if (bytes > kMaxLinkBytes) break;
    if (raw.canonical && content_.canonical.empty()) content_.canonical = url->Href();
    if (url->path() == base->path() && url->Canonical() == own && std::exchange(own_listed, true))
      continue;
    auto& link = content_.links.emplace_back();  // a URL is large: it is moved once
    link.url = *std::move(url);
    link.text = texts.substr(raw.text, raw.text_size);
    link.nofollow = raw.nofollow;
  }
  for (RawAlternate& raw : alternates_) {
    std::optional<Url> url = Url::Parse(raw.href, from, charset);
    if (url && url->IsHttp()) {
      content_.alternates.push_back({*std::move(url), std::move(raw.language)});
    }
  }
  return std::move(content_);
}

}  // namespace varta
