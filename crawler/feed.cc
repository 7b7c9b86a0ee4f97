// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "crawler/feed.h"

#include <algorithm>
#include <utility>

#include "base/ascii.h"
#include "base/base64.h"
#include "base/text.h"
#include "base/url.h"
#include "base/w3c_time.h"
#include "crawler/feed_fields.h"
#include "crawler/feed_markup.h"
#include "crawler/gzip_file.h"
#include "crawler/xml_reader.h"

namespace varta {
namespace {

constexpr size_t kMaxText = 1024 * 1024;
constexpr size_t kMaxLinks = 16;
constexpr std::string_view kSpace = " \t\r\n";

// The first that is written counts.
void Set(std::string_view value, std::string* field) {
  if (field->empty()) *field = value;
}
void Set(FeedText value, FeedText* field) {
  if (field->value.empty()) *field = std::move(value);
}

void ReadDate(std::string_view text, std::string* written, std::optional<Time>* at) {
  if (!written->empty()) return;
  *written = text;
  *at = ParseW3cTime(text);
  if (!*at) *at = ParseMailTime(text);
}

class Reading {
 public:
  Reading(const FeedLimits& limits, Feed* feed) : limits_(limits), feed_(*feed) {}

  bool Start(const XmlElement& element) {
    if (field_ != FeedField::kNone) {
      StartInside(element);
      return true;
    }
    AddBase(element);
    if (element.depth == 1) return StartRoot(element);
    const FeedField field = FindFeedField(element);
    if (field == FeedField::kEntry && entry_depth_ == 0) return StartEntry(element);
    if (field == FeedField::kChannel && element.depth == 2) channel_depth_ = 2;
    const int parent = entry_depth_ > 0 ? entry_depth_ : channel_depth_;
    if (parent == 0 || element.depth != parent + 1) return true;
    if (field == FeedField::kEntry || field == FeedField::kChannel) return true;
    if (field != FeedField::kNone) StartField(field, element);
    return true;
  }

  void Text(std::string_view text) {
    if (field_ == FeedField::kNone || text_.size() > kMaxText) return;
    if (markup_) {
      text_ += EscapeMarkup(text);
    } else {
      text_.append(text);
    }
  }

  bool End(const XmlElement& element) {
    if (field_ != FeedField::kNone) {
      if (element.depth == field_depth_) {
        EndField();
      } else {
        EndInside(element);
      }
    } else if (element.depth == entry_depth_) {
      entry_depth_ = 0;
      EndEntry();
    } else if (element.depth == channel_depth_ && element.depth > 1) {
      channel_depth_ = 0;
    }
    while (!bases_.empty() && bases_.back().depth >= element.depth) bases_.pop_back();
    return true;
  }

  // An entry that was not finished tells what it has told.
  void Finish() {
    if (entry_depth_ > 0) EndEntry();
  }

 private:
  bool StartRoot(const XmlElement& element) {
    const std::string name = ascii::Lower(element.name.substr(0, 16));
    if (name == "feed") {
      feed_.kind = FeedKind::kAtom;
      channel_depth_ = 1;
    } else if (name == "rss" || name == "rdf") {
      feed_.kind = FeedKind::kRss;
    } else {
      return false;
    }
    feed_.language = element.Attribute("xml:lang");
    return true;
  }

  bool StartEntry(const XmlElement& element) {
    if (feed_.entries.size() == limits_.max_entries) {
      feed_.truncated = true;
      feed_.problem = "more entries than " + std::to_string(limits_.max_entries);
      return false;
    }
    feed_.entries.emplace_back();
    feed_.entries.back().id = element.Attribute("rdf:about");
    permalink_ = feed_.entries.back().id;
    entry_depth_ = element.depth;
    return true;
  }

  void EndEntry() {
    FeedEntry& entry = feed_.entries.back();
    if (entry.links.empty() && !permalink_.empty()) entry.links.push_back(permalink_);
    if (entry.summary.value.empty()) entry.summary = entry.content;
  }

  void StartField(FeedField field, const XmlElement& element) {
    if (field == FeedField::kLink && !element.Attribute("href").empty()) {
      AddLink(element);
      return;
    }
    field_ = field;
    field_depth_ = element.depth;
    text_.clear();
    name_.clear();
    email_.clear();
    markup_ = false;
    type_ = ascii::Lower(element.Attribute("type").substr(0, 64));
    base64_ = element.Attribute("mode") == "base64";
    // RSS says nothing of what its texts are.
    typed_ = IsAtom(element) || (feed_.kind == FeedKind::kAtom && element.prefix.empty());
    permanent_ = ascii::Lower(element.name.substr(0, 8)) == "guid" &&
                 ascii::Lower(element.Attribute("isPermaLink").substr(0, 8)) != "false";
  }

  // RFC 4287, 4.2.7: a link without rel is an alternate.
  void AddLink(const XmlElement& element) {
    const std::string rel = ascii::Lower(element.Attribute("rel").substr(0, 64));
    const std::string_view type = element.Attribute("type");
    if (!(rel.empty() || rel == "alternate")) return;
    if (!type.empty() && type.find("html") == std::string_view::npos) return;
    AddLink(ascii::Trim(element.Attribute("href"), kSpace));
  }
  void AddLink(std::string_view link) {
    std::vector<std::string>& links = entry_depth_ > 0 ? feed_.entries.back().links : feed_.links;
    if (link.empty() || links.size() == kMaxLinks) return;
    std::optional<Url> resolved;
    if (!bases_.empty() && !Url::Parse(link)) resolved = Url::Parse(link, bases_.back().url);
    links.push_back(resolved ? resolved->Href() : std::string(link));
  }

  // XML Base. Without an absolute one the feed's own URL is the base, which the caller knows.
  void AddBase(const XmlElement& element) {
    const std::string_view written = element.Attribute("xml:base");
    if (written.empty()) return;
    std::optional<Url> base =
        bases_.empty() ? Url::Parse(written) : Url::Parse(written, bases_.back().url);
    if (base) bases_.push_back({element.depth, std::move(*base)});
  }

  bool HoldsMarkup() const {
    return field_ == FeedField::kTitle || field_ == FeedField::kSubtitle ||
           field_ == FeedField::kContent;
  }
  // The div around XHTML is not part of it (RFC 4287, 3.1.1.3).
  bool IsWrapper(const XmlElement& element) const {
    return type_ == "xhtml" && element.depth == field_depth_ + 1 && element.name == "div";
  }

  void StartInside(const XmlElement& element) {
    if (field_ == FeedField::kAuthor) text_.clear();
    if (!HoldsMarkup() || text_.size() > kMaxText) return;
    if (!markup_) text_ = EscapeMarkup(text_);
    markup_ = true;
    if (IsWrapper(element)) return;
    text_.append("<").append(element.name);
    for (const auto& [name, value] : *element.attributes) {
      std::string escaped = EscapeMarkup(value);
      for (size_t at = 0; (at = escaped.find('"', at)) != std::string::npos; at += 6)
        escaped.replace(at, 1, "&quot;");
      text_.append(" ").append(name).append("=\"").append(escaped).append("\"");
    }
    text_.append(">");
  }

  void EndInside(const XmlElement& element) {
    if (field_ == FeedField::kAuthor && element.depth == field_depth_ + 1) {
      const std::string_view text = ascii::Trim(text_, kSpace);
      if (element.name == "name") Set(text, &name_);
      if (element.name == "email") Set(text, &email_);
      text_.clear();
    }
    if (HoldsMarkup() && text_.size() <= kMaxText && !IsWrapper(element))
      text_.append("</").append(element.name).append(">");
  }

  void EndField() {
    const bool in_entry = entry_depth_ > 0;
    FeedEntry* const entry = in_entry ? &feed_.entries.back() : nullptr;
    FeedDates& dates = in_entry ? entry->dates : feed_.dates;
    const std::string_view text = ascii::Trim(text_, kSpace);
    switch (std::exchange(field_, FeedField::kNone)) {
      case FeedField::kTitle:
        Set(MakeText(text), in_entry ? &entry->title : &feed_.title);
        break;
      case FeedField::kSubtitle:
        // feedparser: what comes second is the content.
        if (in_entry && !entry->summary.value.empty()) {
          Set(MakeText(text), &entry->content);
        } else {
          Set(MakeText(text), in_entry ? &entry->summary : &feed_.subtitle);
        }
        break;
      case FeedField::kContent:
        if (in_entry) Set(MakeText(text), &entry->content);
        break;
      case FeedField::kLink:
        AddLink(text);
        break;
      case FeedField::kId:
        Set(text, in_entry ? &entry->id : &feed_.id);
        if (in_entry && permanent_) permalink_ = text;
        break;
      case FeedField::kAuthor:
        Set(AuthorText(text), in_entry ? &entry->author : &feed_.author);
        break;
      case FeedField::kLanguage:
        if (!in_entry && !text.empty()) feed_.language = text;
        break;
      case FeedField::kPublished:
        ReadDate(text, &dates.published, &dates.published_at);
        break;
      case FeedField::kUpdated:
        ReadDate(text, &dates.updated, &dates.updated_at);
        break;
      case FeedField::kNone:
      case FeedField::kChannel:
      case FeedField::kEntry:
        break;
    }
  }

  std::string AuthorText(std::string_view text) const {
    if (name_.empty() && email_.empty()) return std::string(text);
    if (name_.empty() || email_.empty()) return name_ + email_;
    return name_ + " (" + email_ + ")";
  }

  // RFC 4287, 3.1.1 and 4.1.3.3; Atom 0.3 has media types and a mode.
  FeedText MakeText(std::string_view text) const {
    FeedText made;
    const bool is_html = type_.find("html") != std::string::npos;
    const bool is_binary = type_.find('/') != std::string::npos && !is_html &&
                           !type_.starts_with("text/") && type_.find("xml") == std::string::npos;
    made.value = text;
    if (markup_) {
      made.html = true;
    } else if (typed_ && (base64_ || is_binary)) {
      std::optional<std::string> decoded = FromBase64(text);
      if (decoded) made.value = RepairUtf8(*decoded);
      made.html = decoded && LooksLikeMarkup(made.value);
    } else if (typed_) {
      made.html = is_html;
      if (type_.find("xhtml") != std::string::npos) made.value = EscapeMarkup(text);
    } else {
      made.html = LooksLikeMarkup(text);
    }
    if (made.html) made.value = ascii::Trim(SanitiseMarkup(made.value), kSpace);
    return made;
  }

  struct Base {
    int depth;
    Url url;
  };

  const FeedLimits& limits_;
  Feed& feed_;
  std::vector<Base> bases_;  // xml:base of the open elements that have one
  int channel_depth_ = 0;    // 0: outside
  int entry_depth_ = 0;      // 0: outside
  std::string permalink_;    // of the entry
  // The field that is being read.
  FeedField field_ = FeedField::kNone;
  int field_depth_ = 0;
  std::string text_, name_, email_, type_;
  bool markup_ = false;  // an element was met inside: text_ is HTML
  bool base64_ = false, typed_ = false, permanent_ = false;
};

}  // namespace

Feed ReadFeed(std::string_view bytes, std::string_view http_charset, const FeedLimits& limits) {
  std::string unpacked, file_problem;
  const std::string_view file = UnpackFile(bytes, limits.max_bytes, &unpacked, &file_problem);
  Feed feed;
  Reading reading(limits, &feed);
  XmlEvents events;
  events.start = [&reading](const XmlElement& element) { return reading.Start(element); };
  events.text = [&reading](std::string_view text) { reading.Text(text); };
  events.end = [&reading](const XmlElement& element) { return reading.End(element); };
  std::string problem = ReadXml(file, http_charset, events);
  reading.Finish();
  if (problem.empty()) problem = file_problem;
  if (feed.problem.empty()) feed.problem = std::move(problem);
  feed.truncated = feed.truncated || !feed.problem.empty();
  return feed;
}

}  // namespace varta
