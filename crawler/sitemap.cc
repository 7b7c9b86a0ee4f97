// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "crawler/sitemap.h"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <utility>

#include "base/ascii.h"
#include "base/charset.h"
#include "base/text.h"
#include "base/w3c_time.h"
#include "crawler/feed.h"
#include "crawler/gzip_file.h"
#include "crawler/xml_charset.h"
#include "crawler/xml_reader.h"

namespace varta {
namespace {

constexpr std::string_view kSpace = " \t\r\n";

std::string Lower(std::string_view text) { return ascii::Lower(text.substr(0, 64)); }

using std::chrono::hours;
struct FrequencyRow {
  std::string_view name;
  Duration every;
};
constexpr FrequencyRow kFrequencies[] = {{"always", Duration(0)},     {"hourly", hours(1)},
                                         {"daily", hours(24)},        {"weekly", hours(7 * 24)},
                                         {"monthly", hours(30 * 24)}, {"yearly", hours(365 * 24)},
                                         {"never", hours(3650 * 24)}};

std::optional<Duration> ReadFrequency(std::string_view text) {
  const std::string name = Lower(text);
  const auto row = std::find_if(std::begin(kFrequencies), std::end(kFrequencies),
                                [&](const FrequencyRow& one) { return one.name == name; });
  return row == std::end(kFrequencies) ? std::nullopt : std::optional(row->every);
}

std::optional<double> ReadPriority(std::string_view text) {
  double value = 0;
  const auto [stop, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = code == std::errc() && stop == text.data() + text.size();
  return whole && value >= 0 && value <= 1 ? std::optional(value) : std::nullopt;
}

bool Add(std::string_view loc, const SitemapLimits& limits, Sitemap* sitemap) {
  if (loc.empty() || loc.size() > Url::kMaxInput) return true;
  if (sitemap->urls.size() == limits.max_urls) {
    sitemap->truncated = true;
    sitemap->problem = "more URLs than " + std::to_string(limits.max_urls);
    return false;
  }
  sitemap->urls.emplace_back().loc = loc;
  return true;
}

// A urlset or an index; stops at any other root and says which it was.
class Reading {
 public:
  Reading(const SitemapLimits& limits, Sitemap* sitemap) : limits_(limits), sitemap_(*sitemap) {}

  const std::string& root() const { return root_; }

  bool Start(const XmlElement& element) {
    if (element.depth == 1) {
      root_ = Lower(element.name);
      root_space_ = element.space;
      if (root_ == "urlset") sitemap_.kind = SitemapKind::kUrlset;
      if (root_ == "sitemapindex") sitemap_.kind = SitemapKind::kIndex;
      return sitemap_.kind != SitemapKind::kNone;
    }
    // The extensions' elements have a namespace of their own, or at least a prefix.
    const bool ours = element.prefix.empty() || element.space == root_space_;
    if (element.depth == 2) {
      const char* const entry = sitemap_.kind == SitemapKind::kIndex ? "sitemap" : "url";
      in_entry_ = ours && Lower(element.name) == entry;
      entry_ = SitemapUrl();
      first_ = sitemap_.urls.size();
    } else if (element.depth == 3) {
      field_ = in_entry_ && ours ? Lower(element.name) : "";
      text_.clear();
    }
    return true;
  }

  void Text(std::string_view text) {
    // Of a value that is too long for a URL only that is known.
    if (!field_.empty() && text_.size() <= Url::kMaxInput) text_.append(text);
  }

  bool End(const XmlElement& element) {
    if (element.depth == 2) EndEntry();
    if (element.depth != 3 || field_.empty()) return true;
    const std::string_view text = ascii::Trim(text_, kSpace);
    const std::string field = std::exchange(field_, "");
    if (field == "loc") return Add(text, limits_, &sitemap_);
    if (field == "lastmod") {
      entry_.lastmod = ParseW3cTime(text);
      if (!entry_.lastmod) entry_.lastmod = ParseMailTime(text);
    } else if (sitemap_.kind == SitemapKind::kUrlset && field == "changefreq") {
      entry_.changefreq = ReadFrequency(text);
    } else if (sitemap_.kind == SitemapKind::kUrlset && field == "priority") {
      entry_.priority = ReadPriority(text);
    }
    return true;
  }

  // An entry is one URL; where it has several, all are as the entry says.
  void EndEntry() {
    for (size_t i = first_; in_entry_ && i < sitemap_.urls.size(); ++i) {
      entry_.loc = std::move(sitemap_.urls[i].loc);
      sitemap_.urls[i] = entry_;
    }
    in_entry_ = false;
  }

 private:
  const SitemapLimits& limits_;
  Sitemap& sitemap_;
  std::string root_, root_space_;
  bool in_entry_ = false;
  std::string field_;  // that is being read, in lower case; empty: none
  std::string text_;
  SitemapUrl entry_;  // what it says besides its URL
  size_t first_ = 0;  // of its URLs
};

void ReadFeedUrls(std::string_view bytes, std::string_view http_charset,
                  const SitemapLimits& limits, Sitemap* sitemap) {
  const Feed feed = ReadFeed(bytes, http_charset, {limits.max_bytes, limits.max_urls});
  sitemap->kind = feed.kind == FeedKind::kAtom ? SitemapKind::kAtom : SitemapKind::kRss;
  sitemap->truncated = feed.truncated;
  sitemap->problem = feed.problem;
  for (const FeedEntry& entry : feed.entries) {
    const size_t first = sitemap->urls.size();
    for (const std::string& link : entry.links) {
      if (!Add(link, limits, sitemap)) return;
    }
    const FeedDates& dates = entry.dates;
    for (size_t i = first; i < sitemap->urls.size(); ++i)
      sitemap->urls[i].lastmod = dates.updated_at ? dates.updated_at : dates.published_at;
  }
}

// One URL a line (protocol, "Text file"); other lines are passed over. Without any URL it is no
// sitemap.
void ReadLines(std::string_view text, const SitemapLimits& limits, Sitemap* sitemap) {
  constexpr std::string_view kMark = "\xef\xbb\xbf";
  if (text.starts_with(kMark)) text.remove_prefix(kMark.size());
  while (true) {
    text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
    if (text.empty()) return;
    const std::string_view line = ascii::Trim(text.substr(0, text.find_first_of("\r\n")), kSpace);
    text.remove_prefix(line.size());
    const std::string start = Lower(line.substr(0, 8));
    if (!start.starts_with("http://") && !start.starts_with("https://")) continue;
    sitemap->kind = SitemapKind::kText;
    if (!Add(RepairUtf8(line), limits, sitemap)) return;
  }
}

// Whether the first character that is no white space is '<'; `bytes` in any charset.
bool IsXml(std::string_view bytes) {
  constexpr std::string_view kBefore("\xef\xbb\xbf\xff\xfe\0 \t\r\n", 10);
  const size_t first = bytes.find_first_not_of(kBefore);
  return first != std::string_view::npos && bytes[first] == '<';
}

}  // namespace

std::string_view SitemapKindName(SitemapKind kind) {
  constexpr std::string_view kNames[] = {"none", "urlset", "sitemapindex", "text", "rss", "atom"};
  return kNames[static_cast<size_t>(kind)];
}

Sitemap ReadSitemap(std::string_view bytes, std::string_view http_charset,
                    const SitemapLimits& limits) {
  Sitemap sitemap;
  std::string unpacked, file_problem;
  const std::string_view file = UnpackFile(bytes, limits.max_bytes, &unpacked, &file_problem);
  if (!IsXml(file)) {
    const std::string charset = XmlCharset(file, http_charset);
    if (charset == "utf-8") {
      ReadLines(file, limits, &sitemap);
    } else {
      ReadLines(ToUtf8(file, charset), limits, &sitemap);
    }
  } else {
    Reading reading(limits, &sitemap);
    XmlEvents events;
    events.start = [&reading](const XmlElement& element) { return reading.Start(element); };
    events.text = [&reading](std::string_view text) { reading.Text(text); };
    events.end = [&reading](const XmlElement& element) { return reading.End(element); };
    const std::string problem = ReadXml(file, http_charset, events);
    reading.EndEntry();
    if (sitemap.problem.empty()) sitemap.problem = problem;
    const std::string& root = reading.root();
    if (root == "rss" || root == "rdf" || root == "feed")
      ReadFeedUrls(file, http_charset, limits, &sitemap);
  }
  if (sitemap.problem.empty()) sitemap.problem = file_problem;
  sitemap.truncated = sitemap.truncated || !sitemap.problem.empty();
  return sitemap;
}

bool SitemapMayList(const Url& sitemap, const Url& listed, bool named_by_robots) {
  if (!sitemap.IsHttp() || !listed.IsHttp()) return false;
  if (named_by_robots) return true;
  const std::string& path = sitemap.path();
  return sitemap.GetOrigin() == listed.GetOrigin() &&
         listed.path().starts_with(std::string_view(path).substr(0, path.rfind('/') + 1));
}

}  // namespace varta
