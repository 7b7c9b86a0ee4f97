// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "sweep/screener.h"

#include <algorithm>
#include <filesystem>

#include "base/charset.h"
#include "base/digest.h"
#include "base/text.h"
#include "extract/charset.h"
#include "extract/fields.h"
#include "extract/language.h"
#include "rules/builtin.h"
#include "rules/pack.h"
#include "storage/store.h"

namespace varta {
namespace {

constexpr int kMinLetters = 20;

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

// The page's own word for its address is only taken where it differs from the address by its query:
// a site that calls every page by its front page's name must not make one ad of all.
std::string AdUrl(const Url& fetched, const std::string& canonical) {
  auto named = Url::Parse(canonical);
  if (named && named->host() == fetched.host() && named->path() == fetched.path())
    return named->Canonical();
  return fetched.Canonical();
}

}  // namespace

Screener::Screener(RuleSet rules, Model model, double lead_threshold)
    : rules_(std::move(rules)), model_(std::move(model)), lead_threshold_(lead_threshold) {}

const Screened& ScreenedPage::Best() const {
  return *std::max_element(ads.begin(), ads.end(), [](const Screened& a, const Screened& b) {
    return a.score.value() < b.score.value();
  });
}

v1::Ad Screener::ReadInto(const Bytes& bytes, ScreenedPage* page) const {
  CharsetGuess guess = FindCharset(bytes.body, bytes.content_type);
  std::string utf8 = ToUtf8(bytes.body, guess.charset);
  page->charset_how = CharsetSourceName(guess.how);
  v1::Ad ad;
  ad.set_charset(guess.charset);
  ad.set_truncated(bytes.truncated);
  std::string canonical;
  if (IsPlainText(bytes.content_type)) {
    ad.set_text(utf8);
  } else {
    HtmlContent html = ReadHtml(utf8, bytes.url, {}, guess.charset);
    ad.set_title(std::move(html.title));
    ad.set_text(std::move(html.text));
    if (html.tree != HtmlTree::State::kWhole) ad.set_truncated(true);
    page->links = std::move(html.links);
    page->noindex = html.noindex;
    page->nofollow = html.nofollow;
    canonical = html.canonical;
  }
  if (bytes.url != nullptr) ad.set_url(AdUrl(*bytes.url, canonical));
  page->text_digest = TextDigest(ad);
  return ad;
}

ScreenedPage Screener::Read(const Bytes& bytes) const {
  ScreenedPage page;
  ReadInto(bytes, &page);
  return page;
}

ScreenedPage Screener::Screen(const Bytes& bytes) const {
  ScreenedPage page;
  Screened screened;
  screened.ad = ReadInto(bytes, &page);
  v1::Ad& ad = screened.ad;
  Language language = DetectLanguage(ad.title() + "\n" + ad.text());
  ad.set_language(language.code);
  ad.set_language_confidence(language.confidence);
  std::string region(bytes.region);
  if (region.empty()) region = GuessRegion(bytes.url, language.code);
  FieldInput input{ad.title(), ad.text(), &page.links, region};
  for (v1::Fact& fact : FindFacts(input)) *ad.add_facts() = std::move(fact);
  ad.set_key(!ad.url().empty()
                 ? ad.url()
                 : "text:" + Hex(Sha256(FoldForSearch(ad.title() + "\n" + ad.text()))));
  Judge(&screened);
  page.ads.push_back(std::move(screened));
  return page;
}

std::string Screener::WhyNotScored(const v1::Ad& ad) const {
  if (!HasEnoughText(ad)) return "the text is too short to say anything about it";
  if (ad.language().empty()) return "";  // every rule was asked
  for (const Pack& pack : rules_.packs()) {
    if (std::find(pack.languages.begin(), pack.languages.end(), ad.language()) !=
        pack.languages.end())
      return "";
  }
  return "no rule pack covers the language '" + ad.language() + "'";
}

void Screener::Judge(Screened* screened) const {
  screened->hits = rules_.Match(screened->ad);
  screened->score = model_.Score(Features(screened->ad, screened->hits));
  std::string why = WhyNotScored(screened->ad);
  if (!why.empty()) {
    screened->score.clear_value();
    screened->score.set_not_scored_because(why);
  }
  bool counts = std::any_of(screened->hits.begin(), screened->hits.end(),
                            [](const v1::Hit& hit) { return hit.weight() > 0; });
  screened->lead = counts && (!why.empty() || screened->score.value() >= lead_threshold_);
}

Result<std::shared_ptr<const Screener>> BuildScreener(const std::string& packs_dir,
                                                      double lead_threshold) {
  std::error_code error;
  bool folder = !packs_dir.empty() && std::filesystem::is_directory(packs_dir, error);
  Result<std::vector<Pack>> packs = folder ? LoadPacks(packs_dir) : BuiltinPacks();
  if (!packs.ok()) return packs.status();
  Result<RuleSet> rules = RuleSet::Compile(std::move(*packs));
  if (!rules.ok()) return rules.status();
  std::vector<ExampleFailure> failures = CheckExamples(*rules);
  if (!failures.empty()) {
    const ExampleFailure& first = failures.front();
    return Status(Code::kInvalidArgument,
                  first.file + ":" + std::to_string(first.line) + ": rule " + first.rule +
                      ": its own example " +
                      (first.expected_hit ? "is not hit" : "is hit and should not be") + " (" +
                      std::to_string(failures.size()) + " such in all); run `varta rules test`");
  }
  return std::shared_ptr<const Screener>(
      std::make_shared<Screener>(std::move(*rules), Model::Shipped(), lead_threshold));
}

Result<std::shared_ptr<const Screener>> ScreenerLoader::Get() {
  std::lock_guard lock(mutex_);
  if (loaded_ != nullptr) return loaded_;
  Result<std::shared_ptr<const Screener>> built = BuildScreener(packs_dir_, lead_threshold_);
  if (built.ok()) loaded_ = *built;
  return built;
}

}  // namespace varta
