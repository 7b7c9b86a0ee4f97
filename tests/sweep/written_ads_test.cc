// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// The built-in packs and the shipped model on ads that were written for this test
// (tests/classifier/ads): what is worrying is above what is not, and nobody who sells sexual
// services for herself is a lead. The packs are loaded once for all of it.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/yaml.h"
#include "classifier/evaluate.h"
#include "sweep/screener.h"
#include "sweep/screener_loader.h"

namespace varta {
namespace {

constexpr const char* kAdLanguages[] = {"uk", "ru", "en", "pl", "ro"};
constexpr double kWantedAuc = 0.95;

struct WrittenAd {
  std::string id, kind, language;
  v1::SourceKind source = v1::SOURCE_KIND_UNSPECIFIED;
  std::string text;
};

std::vector<WrittenAd> LoadWrittenAds() {
  std::vector<WrittenAd> ads;
  for (const char* language : kAdLanguages) {
    const std::string path = std::string("tests/classifier/ads/") + language + ".yaml";
    Result<YamlNode> file = YamlNode::Load(path);
    EXPECT_TRUE(file.ok()) << file.status().message();
    if (!file.ok()) continue;
    for (const YamlNode& item : file->items()) {
      YamlMap map(item);
      map.Require({"id", "kind", "text"});
      WrittenAd ad;
      ad.id = map.Text("id");
      ad.kind = map.Text("kind");
      ad.language = language;
      if (map.Text("source") == "sexual-services") ad.source = v1::SOURCE_KIND_SEXUAL_SERVICES;
      ad.text = map.Text("text");
      EXPECT_TRUE(map.Finish().ok()) << map.Finish().message();
      ads.push_back(std::move(ad));
    }
  }
  return ads;
}

std::string Terms(const v1::Score& score) {
  std::string terms;
  for (const v1::ScoreTerm& term : score.terms())
    terms += "\n    " + term.feature() + " " + std::to_string(term.contribution());
  return terms;
}

TEST(WrittenAds, WorryingOnesAreAboveTheOthersInEveryLanguageThatHasAPack) {
  const std::vector<WrittenAd> ads = LoadWrittenAds();
  ASSERT_EQ(ads.size(), 120u);
  const double threshold = 0.5;
  Result<std::shared_ptr<const Screener>> screener = BuildScreener("", threshold);
  ASSERT_TRUE(screener.ok()) << screener.status().message();
  std::set<std::string> covered;
  for (const Pack& pack : (*screener)->rules().packs()) {
    if (std::any_of(pack.rules.begin(), pack.rules.end(),
                    [](const Rule& rule) { return rule.status == RuleStatus::kStable; }))
      covered.insert(pack.languages.begin(), pack.languages.end());
  }

  std::map<std::string, std::pair<std::vector<double>, std::vector<bool>>> by_language;
  std::vector<double> scores;
  std::vector<bool> labels;
  int worrying_leads = 0, other_leads = 0;
  for (const WrittenAd& ad : ads) {
    if (!covered.contains(ad.language)) continue;
    SCOPED_TRACE(ad.id);
    Screened screened;
    screened.ad.set_text(ad.text);
    ReadTyped(screened.ad);
    (*screener)->Judge(&screened, ad.source);
    const bool worrying = ad.kind == "worrying";
    const double score = screened.score.value();
    EXPECT_EQ(screened.score.not_scored_because(), "") << screened.ad.language();
    if (ad.kind == "independent") {
      EXPECT_LT(score, threshold) << Terms(screened.score);
      EXPECT_FALSE(screened.lead) << Terms(screened.score);
    }
    worrying_leads += worrying && screened.lead;
    other_leads += !worrying && screened.lead;
    // Named, so that whoever changes a rule sees which ads went over.
    if (worrying != screened.lead)
      std::printf("  %s (%s): score %.3f%s\n", ad.id.c_str(), ad.kind.c_str(), score,
                  Terms(screened.score).c_str());
    scores.push_back(score);
    labels.push_back(worrying);
    by_language[ad.language].first.push_back(score);
    by_language[ad.language].second.push_back(worrying);
  }
  for (const char* language : kAdLanguages) {
    if (!covered.contains(language)) {
      std::printf("  %s: no pack but drafts, its %d ads are not judged\n", language, 24);
      continue;
    }
    const auto& [own_scores, own_labels] = by_language[language];
    std::printf("  %s: ROC-AUC %.4f\n", language,
                *MeasureScores(own_scores, own_labels, 0).roc_auc);
  }
  const double auc = *MeasureScores(scores, labels, 0).roc_auc;
  std::printf("  all: ROC-AUC %.4f, %d worrying ads are leads, %d others\n", auc, worrying_leads,
              other_leads);
  EXPECT_GE(auc, kWantedAuc);
}

}  // namespace
}  // namespace varta
