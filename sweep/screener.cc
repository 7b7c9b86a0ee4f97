// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "sweep/screener.h"

#include <algorithm>
#include <set>

#include "base/charset.h"
#include "base/digest.h"
#include "base/text.h"
#include "crawler/url_traps.h"
#include "extract/charset.h"
#include "extract/fields.h"
#include "extract/language.h"
#include "extract/page_reading.h"
#include "extract/scan.h"

namespace varta {
namespace {

constexpr int kMinLetters = 20;
// No ad has more text. What comes behind is not looked at, and the ad says so: rules over 4 MiB
// would keep a worker for seconds.
constexpr size_t kMaxTextBytes = 512 * 1024;

bool IsPlainText(std::string_view content_type) {
  constexpr std::string_view kPlain = "text/plain";
  if (content_type.size() < kPlain.size()) return false;
  return std::equal(kPlain.begin(), kPlain.end(), content_type.begin(), [](char wanted, char c) {
    return wanted == (c >= 'A' && c <= 'Z' ? c + 32 : c);
  });
}

bool HasEnoughText(const v1::Ad& ad) {
  const std::string folded = FoldForSearch(ad.title() + "\n" + Shorten(ad.text(), 512));
  int letters = 0;
  for (std::string_view word : Words(folded, 1)) {
    for (char c : word) letters += (c & 0xc0) != 0x80;  // each character's first byte
  }
  return letters >= kMinLetters;
}

// One byte in ten and more belongs to U+FFFD: bytes that stand for no character.
bool IsUnreadable(std::string_view text) {
  constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
  size_t found = 0;
  for (size_t at = text.find(kReplacement); at != std::string_view::npos;
       at = text.find(kReplacement, at + kReplacement.size()))
    ++found;
  return found * kReplacement.size() * 10 >= text.size() && found > 0;
}

// The page's own word for its address is only taken where it differs from the address by its query:
// a site that calls every page by its front page's name must not make one ad of all.
std::string AdUrl(const Url& fetched, const std::string& canonical) {
  auto named = Url::Parse(canonical);
  if (named && named->host() == fetched.host() && named->path() == fetched.path())
    return named->Canonical();
  return fetched.Canonical();
}

// The contacts that the page gives to machines only.
void AddContactsOfPosting(std::string_view region, v1::Ad* ad) {
  std::set<std::string> known;
  for (const v1::Fact& fact : ad->facts()) known.insert(fact.value());
  const auto add = [&](v1::FactKind kind, std::string value) {
    if (value.empty() || !known.insert(value).second) return;
    v1::Fact* fact = ad->add_facts();
    fact->set_kind(kind);
    fact->set_value(std::move(value));
    fact->set_place(v1::PLACE_PAGE);
    fact->set_confidence(0.9);
  };
  for (const std::string& telephone : ad->posting().telephones())
    add(v1::FACT_KIND_PHONE, NormalisePhone(telephone, region));
  for (const std::string& email : ad->posting().emails()) {
    for (const v1::Fact& fact : FindContacts("", email, region)) {
      if (fact.kind() == v1::FACT_KIND_EMAIL) add(fact.kind(), fact.value());
    }
  }
}

// The contacts of the page that are not in the ad's own text: a seller's box beside it, a footer.
void AddContactsOfPage(const HtmlContent& content, std::string_view region, v1::Ad* ad) {
  constexpr int kMost = 20;  // a page with more is a directory
  std::set<std::string> known;
  for (const v1::Fact& fact : ad->facts()) known.insert(fact.value());
  std::vector<v1::Fact> others;
  for (v1::Fact& fact : FindContacts(content.title, content.text, region)) {
    if (!known.insert(fact.value()).second) continue;
    fact.set_place(v1::PLACE_PAGE);
    fact.clear_span();
    others.push_back(std::move(fact));
  }
  if (others.size() > kMost) return;
  for (v1::Fact& fact : others) *ad->add_facts() = std::move(fact);
}

void AddLanguages(v1::Ad& ad) {
  for (LanguageSpan& span : DetectLanguages(ad.text())) {
    v1::LanguageBlock* block = ad.add_language_blocks();
    block->set_language(std::move(span.code));
    block->mutable_span()->set_begin(span.span.begin);
    block->mutable_span()->set_end(span.span.end);
  }
  // A mixed text is in the language that most of its bytes are in: the same shares are shown.
  const std::vector<Language> shares = LanguageShares(ad);
  const Language language =
      shares.empty() ? DetectLanguage(ad.title() + "\n" + ad.text()) : shares.front();
  ad.set_language(language.code);
  ad.set_language_confidence(language.confidence);
}

}  // namespace

// A page as the scanner reads it.
struct Screener::Scanned {
  bool as_it_stands = false;  // the body is valid UTF-8
  std::string decoded;        // else
  std::string_view Utf8(const Bytes& bytes) const { return as_it_stands ? bytes.body : decoded; }
  bool plain = false;  // no HTML: all of it is text
  bool cut = false;    // there was more text
  HtmlContent content;
  ScreenedPage page;  // without ads and links
};

Screener::Scanned Screener::Scan(const Bytes& bytes) const {
  Scanned scanned;
  ScreenedPage& page = scanned.page;
  page.charset = FindCharset(bytes.body, bytes.content_type);
  scanned.as_it_stands =
      page.charset.charset == "utf-8" && !bytes.body.starts_with("\xEF") && IsValidUtf8(bytes.body);
  if (!scanned.as_it_stands) scanned.decoded = ToUtf8(bytes.body, page.charset.charset);
  scanned.plain = IsPlainText(bytes.content_type);
  if (scanned.plain) {
    scanned.content.text = scanned.Utf8(bytes);
  } else {
    scanned.content = ScanValidHtml(scanned.Utf8(bytes), bytes.url, page.charset.charset);
    page.alternates = std::move(scanned.content.alternates);
    page.robots = std::move(scanned.content.robots);
  }
  scanned.cut = scanned.content.text.size() > kMaxTextBytes;
  if (scanned.cut) scanned.content.text = Shorten(scanned.content.text, kMaxTextBytes);
  page.text_digest = Hex(
      Fingerprint128(Fingerprint128(scanned.content.title) + Fingerprint128(scanned.content.text)));
  page.text_bytes = scanned.content.text.size();
  if (bytes.url != nullptr) page.trap_digest = TrapDigest(scanned.content.text, *bytes.url);
  page.title = scanned.content.title;
  page.description = scanned.content.description;
  return scanned;
}

v1::Ad Screener::ToAd(const Bytes& bytes, const Scanned& scanned, const PageReading& reading,
                      AdReading read) const {
  v1::Ad ad;
  ad.set_charset(scanned.page.charset.charset);
  ad.set_declared_charset(scanned.page.charset.declared);
  ad.set_truncated(bytes.truncated || scanned.cut || read.text.size() > kMaxTextBytes ||
                   reading.tree == HtmlTree::State::kBudget ||
                   reading.tree == HtmlTree::State::kTooDeep);
  ad.set_title(std::move(read.title));
  ad.set_text(Shorten(read.text, kMaxTextBytes));
  ad.set_author(std::move(read.author));
  ad.set_published(std::move(read.published));
  if (read.posting) *ad.mutable_posting() = *std::move(read.posting);
  ad.mutable_sites()->Assign(read.sites.begin(), read.sites.end());
  ad.set_read_by(std::string(AdWayName(reading.way)));
  if (reading.way == AdWay::kPage) {
    if (bytes.url != nullptr) ad.set_url(AdUrl(*bytes.url, scanned.content.canonical));
  } else if (auto own = Url::Parse(read.url)) {
    ad.set_url(own->Canonical());
  }
  AddLanguages(ad);
  std::string region(bytes.region);
  if (region.empty()) region = GuessRegion(bytes.url, ad.language());
  const std::string domain_region = RegionOfDomain(bytes.url);
  FieldInput input{ad.title(), ad.text(), &read.links, region, domain_region};
  for (v1::Fact& fact : FindFacts(input)) *ad.add_facts() = std::move(fact);
  AddContactsOfPosting(region, &ad);
  if (reading.main_content) AddContactsOfPage(scanned.content, region, &ad);
  ad.set_key(!ad.url().empty()
                 ? ad.url()
                 : "text:" + Hex(Sha256(FoldForSearch(ad.title() + "\n" + ad.text()))));
  return ad;
}

Screener::Screener(RuleSet rules, Model model, double lead_threshold,
                   std::vector<Override> overrides)
    : rules_(std::move(rules)),
      model_(std::move(model)),
      lead_threshold_(lead_threshold),
      overrides_(std::move(overrides)) {
  for (const Pack& pack : rules_.packs()) {
    if (std::any_of(pack.rules.begin(), pack.rules.end(),
                    [](const Rule& rule) { return rule.status == RuleStatus::kStable; }))
      languages_.insert(pack.languages.begin(), pack.languages.end());
  }
}

const Screened& ScreenedPage::Best() const {
  return *std::max_element(ads.begin(), ads.end(), [](const Screened& a, const Screened& b) {
    return a.score.value() < b.score.value();
  });
}

ScreenedPage Screener::Read(const Bytes& bytes) const {
  Scanned scanned = Scan(bytes);
  scanned.page.links = std::move(scanned.content.links);
  return std::move(scanned.page);
}

ScreenedPage Screener::Screen(const Bytes& bytes) const {
  Scanned scanned = Scan(bytes);
  ScreenedPage& page = scanned.page;
  PageReading reading;
  RuleSet::PageScan rules(rules_, scanned.content.title, scanned.content.text);
  const bool tree = EarnsTree(bytes, scanned, rules);
  if (tree) {
    reading = ReadPage(scanned.Utf8(bytes), scanned.content, bytes.url, bytes.selectors);
    page.tree = reading.tree;
    page.main_content = reading.main_content;
  } else {
    AdReading& ad = reading.ads.emplace_back();
    ad.title = scanned.content.title;
    ad.text = scanned.content.text;
    ad.links = scanned.content.links;
  }
  for (AdReading& ad : reading.ads) {
    Screened screened;
    screened.ad = ToAd(bytes, scanned, reading, std::move(ad));
    screened.hits = tree ? rules_.Match(screened.ad, bytes.source_kind)
                         : rules.Match(screened.ad, bytes.source_kind);
    Weigh(&screened, bytes.source_kind);
    page.ads.push_back(std::move(screened));
  }
  page.links = std::move(scanned.content.links);
  return page;
}

// The tree costs twenty times the scan. It is built where a source asks for it, where the page has
// several ads for sure, and where a rule might say something of some part of the page.
bool Screener::EarnsTree(const Bytes& bytes, const Scanned& scanned, RuleSet::PageScan& rules) {
  if (scanned.plain) return false;
  return bytes.whole || bytes.selectors != nullptr || HasSeveralAds(scanned.Utf8(bytes)) ||
         rules.MayMatchPart();
}

// The ad's main language decides: a score by the rules of a lesser one would say of the rest of the
// text that there is nothing in it. What they find makes a lead all the same.
std::string Screener::WhyNotScored(const v1::Ad& ad) const {
  if (IsUnreadable(ad.text())) return "its characters could not be read: the charset is not known";
  if (!HasEnoughText(ad)) return "the text is too short to say anything about it";
  if (ad.language().empty() || languages_.contains(ad.language())) return "";  // rules were asked
  return "no rule pack covers the language '" + ad.language() + "'";
}

void Screener::Judge(Screened* screened, v1::SourceKind source) const {
  screened->hits = rules_.Match(screened->ad, source);
  Weigh(screened, source);
}

void Screener::Weigh(Screened* screened, v1::SourceKind source, const AdContext& context) const {
  const std::vector<Feature> features = FeaturesOf(screened->ad, screened->hits, source, context);
  screened->score = model_.Score(features);
  std::string why = WhyNotScored(screened->ad);
  if (!why.empty()) {
    screened->score.clear_value();
    screened->score.clear_forms();
    screened->score.set_not_scored_because(why);
  }
  const bool counts = std::any_of(features.begin(), features.end(), [](const Feature& feature) {
    return feature.name.starts_with("rule:") && feature.prior_weight > 0;
  });
  screened->lead = counts && (!why.empty() || screened->score.value() >= lead_threshold_);
}

void ReadTyped(v1::Ad& ad) {
  AddLanguages(ad);
  const std::string region = GuessRegion(nullptr, ad.language());
  FieldInput input{ad.title(), ad.text(), nullptr, region};
  for (v1::Fact& fact : FindFacts(input)) *ad.add_facts() = std::move(fact);
}

std::vector<Feature> Screener::FeaturesOf(const v1::Ad& ad, const std::vector<v1::Hit>& hits,
                                          v1::SourceKind source, const AdContext& context) const {
  FeatureInput input;
  input.ad = &ad;
  input.hits = &hits;
  input.source = source;
  input.context = &context;
  input.overrides = &overrides_;
  return Features(input);
}

}  // namespace varta
