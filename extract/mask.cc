// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/mask.h"

#include <re2/re2.h>

#include <algorithm>
#include <iterator>
#include <unordered_map>
#include <utility>

#include "base/ascii.h"
#include "base/digest.h"
#include "extract/digits.h"
#include "extract/fields.h"
#include "extract/look_alikes.h"
#include "extract/phones.h"

namespace varta {
namespace {

constexpr size_t kMinWritten = 4;    // no finder gives less; shorter forms would take words apart
constexpr size_t kMinNetDigits = 7;  // what is shorter is a price, an age, a house number
constexpr size_t kMinUrlName = 4;

// A stretch of text to replace.
struct Cut {
  size_t begin = 0, end = 0;
  std::string label;
};

// Overlapping cuts become one, under the name of the longest of them (the first one of equals).
std::vector<Cut> Merge(std::vector<Cut> cuts) {
  std::stable_sort(cuts.begin(), cuts.end(),
                   [](const Cut& a, const Cut& b) { return a.begin < b.begin; });
  std::vector<Cut> merged;
  size_t longest = 0;
  for (Cut& cut : cuts) {
    const size_t size = cut.end - cut.begin;
    if (merged.empty() || cut.begin >= merged.back().end) {
      longest = size;
      merged.push_back(std::move(cut));
      continue;
    }
    Cut& last = merged.back();
    last.end = std::max(last.end, cut.end);
    if (size > longest) {
      longest = size;
      last.label = std::move(cut.label);
    }
  }
  return merged;
}

std::string Replace(std::string_view text, const std::vector<Cut>& cuts, SpanMap* map) {
  std::string made;
  size_t copied = 0;
  for (const Cut& cut : cuts) {
    made.append(text.substr(copied, cut.begin - copied));
    const size_t begin = made.size();
    made += cut.label;
    if (map != nullptr) {
      map->Add(static_cast<uint32_t>(cut.begin), static_cast<uint32_t>(cut.end),
               static_cast<uint32_t>(begin), static_cast<uint32_t>(made.size()));
    }
    copied = cut.end;
  }
  made.append(text.substr(copied));
  return made;
}

void CutMatches(const std::string& text, const RE2& pattern, std::string_view label,
                std::vector<Cut>* cuts) {
  re2::StringPiece found[2];
  for (size_t start = 0; start < text.size();) {
    if (!pattern.Match(text, start, text.size(), RE2::UNANCHORED, found, 2)) break;
    const auto begin = static_cast<size_t>(found[1].data() - text.data());
    cuts->push_back({begin, begin + found[1].size(), std::string(label)});
    start = begin + found[1].size();
  }
}

// What still looks like a contact in `text`, where `known` is dealt with already. Numbers: seven
// digits and more on one line, whatever stands between them, with these exceptions, for without
// them an ad could not be read: dates (12.05.2026, 2026-05-12), hours (9.00-18.00), ranges of
// years, and sums with their currency, as long as they touch no other digits (look_alikes.h).
std::vector<Cut> NetCuts(std::string_view utf8, const std::vector<Cut>& known) {
  static const RE2 links(
      R"((?i)(?:^|[^\pL\d_])((?:https?://)?(?:[a-z0-9_-]+\.)*(?:t\.me|telegram\.me|telegram\.dog|wa\.me|whatsapp\.com|viber\.com|)"
      R"(instagram\.com|facebook\.com|fb\.com|m\.me|vk\.com|vk\.ru|vk\.me|ok\.ru|tiktok\.com|signal\.me)/[^\s<>"']*|)"
      R"((?:viber|tg|whatsapp|skype|tel|sms|callto|mailto):[^\s<>"']+))");
  static const RE2 emails(R"(([^\s@<>()\[\]]+(?:@|＠)[^\s@<>()\[\]]+\.[^\s@<>()\[\].,;:!?]{2,}))");
  static const RE2 names(R"(((?:@|＠)[\pL\d_.]{4,}))");

  std::string rest(utf8);
  for (const Cut& cut : known)
    std::fill(rest.begin() + static_cast<std::ptrdiff_t>(cut.begin),
              rest.begin() + static_cast<std::ptrdiff_t>(cut.end), ' ');
  std::vector<Cut> cuts;
  CutMatches(rest, links, "[handle]", &cuts);
  CutMatches(rest, emails, "[email]", &cuts);
  CutMatches(rest, names, "[handle]", &cuts);

  DigitView view(utf8);
  for (const Cut& cut : known) view.Hide(view.IndexOf(cut.begin), view.IndexOf(cut.end));
  HideDatesAndAmounts(utf8, &view);
  for (const DigitRun& run : view.Runs()) {
    for (size_t first = 0; first < run.size();) {
      size_t last = first, digits = run[first].digits.size();
      while (last + 1 < run.size() && !run[last + 1].newline_before)
        digits += run[++last].digits.size();
      if (digits >= kMinNetDigits) {
        cuts.push_back({StartOfNumber(utf8, run[first], run[last].end), run[last].end, "[number]"});
      }
      first = last + 1;
    }
  }
  return cuts;
}

std::string_view ServiceName(const v1::Fact& fact) {
  const std::string_view value = fact.value();
  const size_t colon = value.find(':');
  return colon == std::string_view::npos || colon == 0 ? std::string_view("handle")
                                                       : value.substr(0, colon);
}

// Where a contact's digits or its name stand in a URL.
void CutInUrl(std::string_view url, const v1::Fact& fact, const std::string& label,
              std::vector<Cut>* cuts) {
  if (fact.kind() == v1::FACT_KIND_PHONE || fact.value().find(":+") != std::string::npos) {
    const std::string digits =
        SubscriberDigits(std::string_view(fact.value())
                             .substr(std::min(fact.value().find('+'), fact.value().size())));
    if (digits.size() < kMinUrlName) return;
    for (const DigitRun& run : DigitView(url).Runs()) {
      std::string all;
      for (const DigitGroup& group : run) all += group.digits;
      const size_t at = all.find(digits);
      if (at == std::string::npos) continue;
      size_t first = 0, last = 0, before = 0;
      while (before + run[first].digits.size() <= at) before += run[first++].digits.size();
      for (last = first; before + run[last].digits.size() < at + digits.size(); ++last)
        before += run[last].digits.size();
      cuts->push_back({run[first].begin, run[last].end, label});
    }
    return;
  }
  const std::string_view value = fact.value();
  const std::string_view name = fact.kind() == v1::FACT_KIND_HANDLE
                                    ? value.substr(value.find(':') + 1)
                                    : value.substr(0, value.find('@'));
  if (name.size() < kMinUrlName) return;
  const auto same = [](char a, char b) { return ascii::Lower(a) == ascii::Lower(b); };
  for (auto from = url.begin();;) {
    const auto found = std::search(from, url.end(), name.begin(), name.end(), same);
    if (found == url.end()) return;
    const auto begin = static_cast<size_t>(found - url.begin());
    cuts->push_back({begin, begin + name.size(), label});
    from = found + static_cast<std::ptrdiff_t>(name.size());
  }
}

}  // namespace

Masker::Masker(std::string key) : key_(std::move(key)) {}

std::string Masker::Pseudonym(const v1::Fact& fact) const {
  const auto name = [&](std::string_view tag) {
    std::string tagged(tag);
    tagged += '\0';  // no value begins with it, so tags and values cannot run together
    tagged += fact.value();
    return Hex(HmacSha256(key_, tagged)).substr(0, 6);
  };
  switch (fact.kind()) {
    case v1::FACT_KIND_PHONE: {
      const std::string code = CallingCode(fact.value());
      return "[phone " + (code.empty() ? "" : "+" + code + " ") + "#" + name("phone") + "]";
    }
    case v1::FACT_KIND_EMAIL:
      return "[email #" + name("email") + "]";
    case v1::FACT_KIND_HANDLE:
      return "[" + std::string(ServiceName(fact)) + " #" + name("handle") + "]";
    default:
      return "[contact #" + name("contact") + "]";
  }
}

std::string Masker::Mask(std::string_view utf8, const std::vector<v1::Fact>& facts, v1::Place place,
                         SpanMap* map) const {
  std::vector<Cut> cuts;
  // Facts name the first place of each value only; the same form may stand elsewhere. All forms are
  // looked for in one walk, by their first bytes, for a hostile page has many facts and a long
  // text.
  struct Form {
    std::string_view written;
    std::string label;
  };
  std::unordered_map<std::string_view, std::vector<Form>> by_start;
  for (const v1::Fact& fact : facts) {
    const std::string_view written = fact.written();
    if (written.empty() || !IsContact(fact.kind())) continue;
    const std::string label = Pseudonym(fact);
    const size_t begin = fact.span().begin(), end = fact.span().end();
    if (fact.place() == place && begin < end && end <= utf8.size() &&
        utf8.substr(begin, end - begin) == written) {
      cuts.push_back({begin, end, label});
    }
    if (written.size() >= kMinWritten)
      by_start[written.substr(0, kMinWritten)].push_back({written, label});
  }
  for (size_t at = 0; !by_start.empty() && at + kMinWritten <= utf8.size(); ++at) {
    const auto found = by_start.find(utf8.substr(at, kMinWritten));
    if (found == by_start.end()) continue;
    for (const Form& form : found->second) {
      if (utf8.substr(at).starts_with(form.written))
        cuts.push_back({at, at + form.written.size(), form.label});
    }
  }
  cuts = Merge(std::move(cuts));
  // The net leaves known stretches alone, so that merging does not mix the two.
  for (Cut& cut : Merge(NetCuts(utf8, cuts))) cuts.push_back(std::move(cut));
  return Replace(utf8, Merge(std::move(cuts)), map);
}

void Masker::MaskAd(v1::Ad* ad, std::vector<v1::Hit>* hits, v1::Score* score) const {
  const std::vector<v1::Fact> facts(ad->facts().begin(), ad->facts().end());
  SpanMap title, text, url;
  ad->set_title(Mask(ad->title(), facts, v1::PLACE_TITLE, &title));
  ad->set_text(Mask(ad->text(), facts, v1::PLACE_TEXT, &text));
  const auto mask_url = [&](const std::string& original, SpanMap* map) {
    std::vector<Cut> cuts;
    for (const v1::Fact& fact : facts) {
      if (IsContact(fact.kind())) CutInUrl(original, fact, Pseudonym(fact), &cuts);
    }
    // A site's own account is called like its host, which is no secret: the source names it.
    const size_t host = original.find("://");
    if (host != std::string::npos) {
      const size_t path = std::min(original.find('/', host + 3), original.size());
      std::erase_if(cuts, [&](const Cut& cut) { return cut.begin < path; });
    }
    return Replace(original, Merge(std::move(cuts)), map);
  };
  ad->set_url(mask_url(ad->url(), &url));
  ad->set_key(mask_url(ad->key(), nullptr));

  const auto map_of = [&](v1::Place place) {
    return place == v1::PLACE_TITLE  ? &title
           : place == v1::PLACE_TEXT ? &text
           : place == v1::PLACE_URL  ? &url
                                     : nullptr;
  };
  for (v1::Fact& fact : *ad->mutable_facts()) {
    const SpanMap* map = map_of(fact.place());
    if (fact.has_span() && map != nullptr) *fact.mutable_span() = map->Move(fact.span());
    if (IsContact(fact.kind())) {
      const std::string pseudonym = Pseudonym(fact);
      fact.set_value(pseudonym);
      if (!fact.written().empty()) fact.set_written(pseudonym);
    } else if (!fact.written().empty()) {
      // What is hidden in the text is hidden in the fact, and nothing else.
      const std::string& masked = fact.place() == v1::PLACE_TITLE ? ad->title() : ad->text();
      const size_t begin = std::min<size_t>(fact.span().begin(), masked.size());
      fact.set_written(masked.substr(begin, fact.span().end() - begin));
    }
  }
  // They stay one behind the other, whatever was replaced where they meet.
  uint32_t told = 0;
  for (v1::LanguageBlock& block : *ad->mutable_language_blocks()) {
    *block.mutable_span() = text.Move(block.span());
    block.mutable_span()->set_begin(told);
    told = block.span().end();
  }
  if (ad->has_posting()) MaskPosting(facts, ad->mutable_posting());
  ad->set_author(Mask(ad->author(), facts, v1::PLACE_UNSPECIFIED));
  if (score != nullptr) {
    for (v1::ScoreTerm& term : *score->mutable_terms()) {
      const SpanMap* map = map_of(term.place());
      if (map == nullptr) continue;
      for (v1::Span& span : *term.mutable_spans()) span = map->Move(span);
    }
  }
  if (hits == nullptr) return;
  for (v1::Hit& hit : *hits) {
    const SpanMap* map = map_of(hit.place());
    if (map == nullptr) continue;
    for (v1::Span& span : *hit.mutable_spans()) span = map->Move(span);
  }
}

void Masker::MaskPosting(const std::vector<v1::Fact>& facts, v1::Posting* posting) const {
  const auto mask = [&](std::string* text) { *text = Mask(*text, facts, v1::PLACE_UNSPECIFIED); };
  mask(posting->mutable_title());
  mask(posting->mutable_description());
  mask(posting->mutable_organization());
  mask(posting->mutable_url());
  mask(posting->mutable_identifier());
  for (std::string& location : *posting->mutable_locations()) mask(&location);
  // Their pseudonyms stand among the facts.
  for (std::string& telephone : *posting->mutable_telephones()) telephone = "[number]";
  for (std::string& email : *posting->mutable_emails()) email = "[email]";
}

void SpanMap::Add(uint32_t begin, uint32_t end, uint32_t made_begin, uint32_t made_end) {
  replacements_.push_back({begin, end, made_begin, made_end});
}

v1::Span SpanMap::Move(const v1::Span& span) const {
  // The last replacement that begins at or before a place decides where it went.
  const auto move = [this](uint32_t place, bool is_end) {
    auto after =
        std::upper_bound(replacements_.begin(), replacements_.end(), place,
                         [is_end](uint32_t value, const Replacement& replacement) {
                           return is_end ? value <= replacement.begin : value < replacement.begin;
                         });
    if (after == replacements_.begin()) return place;
    const Replacement& last = *std::prev(after);
    if (place < last.end) return is_end ? last.made_end : last.made_begin;
    return last.made_end + (place - last.end);
  };
  v1::Span moved;
  moved.set_begin(move(span.begin(), false));
  moved.set_end(move(span.end(), true));
  return moved;
}

}  // namespace varta
