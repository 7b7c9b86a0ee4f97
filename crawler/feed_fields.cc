// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "crawler/feed_fields.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>

#include "base/ascii.h"

namespace varta {
namespace {

// RSS and Atom share theirs: feeds mix them, and no name means two things.
enum class Vocabulary { kFeed, kDublinCore, kTerms, kContent, kOther };

struct NamespaceRow {
  std::string_view start;  // of the namespace's name, in lower case without "http://"; or a prefix
  Vocabulary vocabulary;
};
constexpr NamespaceRow kNamespaces[] = {
    {"www.w3.org/2005/atom", Vocabulary::kFeed},
    {"purl.org/atom/ns#", Vocabulary::kFeed},
    {"atom", Vocabulary::kFeed},
    {"purl.org/rss/1.0/modules/content/", Vocabulary::kContent},
    {"content", Vocabulary::kContent},
    {"purl.org/rss/1.0/modules/", Vocabulary::kOther},
    {"purl.org/rss/", Vocabulary::kFeed},
    {"purl.org/net/rss1.1", Vocabulary::kFeed},
    {"my.netscape.com/", Vocabulary::kFeed},
    {"channel.netscape.com/", Vocabulary::kFeed},
    {"backend.userland.com/rss", Vocabulary::kFeed},
    {"blogs.law.harvard.edu/tech/rss", Vocabulary::kFeed},
    {"purl.org/dc/elements/1.", Vocabulary::kDublinCore},
    {"dc", Vocabulary::kDublinCore},
    {"purl.org/dc/terms/", Vocabulary::kTerms},
    {"dcterms", Vocabulary::kTerms},
};

struct FieldRow {
  Vocabulary vocabulary;
  std::string_view name;  // in lower case
  FeedField field;
};
constexpr FieldRow kFields[] = {
    {Vocabulary::kFeed, "channel", FeedField::kChannel},
    {Vocabulary::kFeed, "item", FeedField::kEntry},
    {Vocabulary::kFeed, "entry", FeedField::kEntry},
    {Vocabulary::kFeed, "title", FeedField::kTitle},
    {Vocabulary::kFeed, "link", FeedField::kLink},
    {Vocabulary::kFeed, "id", FeedField::kId},
    {Vocabulary::kFeed, "guid", FeedField::kId},
    {Vocabulary::kFeed, "subtitle", FeedField::kSubtitle},
    {Vocabulary::kFeed, "tagline", FeedField::kSubtitle},
    {Vocabulary::kFeed, "description", FeedField::kSubtitle},
    {Vocabulary::kFeed, "summary", FeedField::kSubtitle},
    {Vocabulary::kFeed, "content", FeedField::kContent},
    {Vocabulary::kFeed, "author", FeedField::kAuthor},
    {Vocabulary::kFeed, "managingeditor", FeedField::kAuthor},
    {Vocabulary::kFeed, "language", FeedField::kLanguage},
    {Vocabulary::kFeed, "pubdate", FeedField::kPublished},
    {Vocabulary::kFeed, "published", FeedField::kPublished},
    {Vocabulary::kFeed, "issued", FeedField::kPublished},
    {Vocabulary::kFeed, "updated", FeedField::kUpdated},
    {Vocabulary::kFeed, "modified", FeedField::kUpdated},
    {Vocabulary::kFeed, "lastbuilddate", FeedField::kUpdated},
    {Vocabulary::kDublinCore, "title", FeedField::kTitle},
    {Vocabulary::kDublinCore, "description", FeedField::kSubtitle},
    {Vocabulary::kDublinCore, "creator", FeedField::kAuthor},
    {Vocabulary::kDublinCore, "author", FeedField::kAuthor},
    {Vocabulary::kDublinCore, "language", FeedField::kLanguage},
    {Vocabulary::kDublinCore, "date", FeedField::kUpdated},
    {Vocabulary::kTerms, "issued", FeedField::kPublished},
    {Vocabulary::kTerms, "created", FeedField::kPublished},
    {Vocabulary::kTerms, "modified", FeedField::kUpdated},
    {Vocabulary::kContent, "encoded", FeedField::kContent},
};

// The first `most` bytes, in lower case.
std::string Lower(std::string_view text, size_t most) { return ascii::Lower(text.substr(0, most)); }

// Longer than any name in the tables.
constexpr size_t kMaxSpace = 64, kMaxName = 16;

std::string PlainSpace(const XmlElement& element) {
  std::string space = Lower(element.space, kMaxSpace);
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (space.starts_with(scheme)) return space.substr(scheme.size());
  }
  return space;
}

Vocabulary FindVocabulary(const XmlElement& element) {
  const std::string space = PlainSpace(element);
  // An undeclared prefix is a whole name; a namespace's name is known by its start, since versions
  // differ in the end only.
  const bool undeclared = element.space == element.prefix;
  for (const NamespaceRow& row : kNamespaces) {
    if (undeclared ? space == row.start : space.starts_with(row.start)) return row.vocabulary;
  }
  return element.prefix.empty() ? Vocabulary::kFeed : Vocabulary::kOther;
}

}  // namespace

FeedField FindFeedField(const XmlElement& element) {
  const std::string name = Lower(element.name, kMaxName);
  const auto named = [&](const FieldRow& row) { return row.name == name; };
  auto row = std::find_if(std::begin(kFields), std::end(kFields), named);
  if (row == std::end(kFields)) return FeedField::kNone;
  const Vocabulary vocabulary = FindVocabulary(element);
  row = std::find_if(row, std::end(kFields), [&](const FieldRow& candidate) {
    return named(candidate) && candidate.vocabulary == vocabulary;
  });
  return row == std::end(kFields) ? FeedField::kNone : row->field;
}

bool IsAtom(const XmlElement& element) {
  const std::string space = PlainSpace(element);
  return space.starts_with("www.w3.org/2005/atom") || space.starts_with("purl.org/atom/ns#") ||
         space == "atom";
}

}  // namespace varta
