// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "sweep/rule_suggestions.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <set>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/text.h"
#include "sweep/phrase_trie.h"
#include "sweep/stored_ads.h"

namespace varta {
namespace {

constexpr size_t kMaxJudgedTexts = 2'000;  // of each verdict
constexpr int kLeastTexts = 3;             // relevant ones that have the phrase
constexpr size_t kCandidates = 2'000;      // counted among all stored ads
constexpr int64_t kMaxCountedAds = 20'000;
constexpr double kCovered = 0.5;  // of its texts, by rules that hit there
constexpr int kMinCoveringLetters = 4;
constexpr double kSameTexts = 0.7;  // of two phrases, so that one is enough
constexpr double kLeastZ = 1.96;
constexpr double kLeastPrior = 0.5;  // texts
constexpr uint32_t kNoCandidate = UINT32_MAX;

// Its text with contacts out, folded.
std::string FoldedWithoutContacts(const v1::Ad& ad, const Masker& masker) {
  v1::Ad masked = ad;
  std::vector<v1::Hit> none;
  masker.MaskAd(&masked, &none);
  std::string text = masked.title() + "\n" + masked.text();
  for (size_t at = text.find('['); at != std::string::npos; at = text.find('[', at + 1)) {
    const size_t end = text.find(']', at);
    if (end == std::string::npos || end - at > 60) continue;
    text.replace(at, end - at + 1, "[]");
  }
  return FoldForSearch(text);
}

struct JudgedText {
  std::string folded;
  bool relevant = false;
  std::string source;
  std::string hits;  // what rules that count matched, folded, a line each
  AdToTry ad;
};

struct PhraseCount {
  int relevant = 0, dismissed = 0;
};

struct PhraseCandidate {
  std::string phrase;
  PhraseCount count;
  int64_t background = 0;
  double log_odds = 0, z = 0;
  std::vector<uint32_t> texts;  // relevant ones that have it
  double covered = 0;
};

// `share`: the phrase's among all stored ads.
void Weigh(double relevant_texts, double dismissed_texts, double share, PhraseCandidate* one) {
  const double prior_texts = (relevant_texts + dismissed_texts) / 2;
  const double prior = prior_texts * share + kLeastPrior;
  double variance = 0;
  const auto log_odds = [&](double with, double of) {
    const double without = of - with + prior_texts + 2 * kLeastPrior - prior;
    variance += 1 / (with + prior) + 1 / without;  // a phrase may stand in most texts
    return std::log((with + prior) / without);
  };
  one->log_odds = log_odds(one->count.relevant, relevant_texts) -
                  log_odds(one->count.dismissed, dismissed_texts);
  one->z = one->log_odds / std::sqrt(variance);
}

// Of equals the longer one says more.
bool ByZ(const PhraseCandidate& a, const PhraseCandidate& b) {
  if (a.z != b.z) return a.z > b.z;
  return a.phrase.size() != b.phrase.size() ? a.phrase.size() > b.phrase.size()
                                            : a.phrase < b.phrase;
}

class PhraseSearch {
 public:
  PhraseSearch(const RuleSet& rules, const Masker& masker) : rules_(rules), masker_(masker) {}

  // First pass, of thread `worker`.
  void Collect(int worker, AdToTry& ad) {
    if (!ad.IsJudged()) return;
    JudgedText text;
    text.relevant = ad.verdict == v1::Lead::VERDICT_RELEVANT;
    text.source = ad.source;
    for (const v1::Hit& hit : rules_.Match(ad.ad, ad.source_kind)) {
      if (hit.weight() == 0) continue;
      const std::string& in = hit.place() == v1::PLACE_TITLE ? ad.ad.title() : ad.ad.text();
      for (const v1::Span& span : hit.spans()) {
        if (span.end() <= in.size() && span.begin() < span.end())
          text.hits += FoldForSearch(in.substr(span.begin(), span.end() - span.begin())) + "\n";
      }
    }
    text.folded = FoldedWithoutContacts(ad.ad, masker_);
    const std::string identity = TextIdentity(ad.ad) + (text.relevant ? "+" : "-");
    text.ad = std::move(ad);
    judged_[static_cast<size_t>(worker)].emplace_back(identity, std::move(text));
  }

  // Between the passes: one text of each, in a fixed order, and their best phrases.
  void Choose() {
    std::vector<std::pair<std::string, JudgedText>> all;
    for (auto& some : judged_) {
      for (auto& one : some) all.push_back(std::move(one));
    }
    std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) {
      return a.first != b.first ? a.first < b.first : a.second.ad.id < b.second.ad.id;
    });
    std::string last;
    size_t taken[2] = {};
    for (auto& [identity, text] : all) {
      if (identity == last || taken[text.relevant] == kMaxJudgedTexts) continue;
      last = identity;
      ++taken[text.relevant];
      texts_.push_back(std::move(text));
    }
    relevant_ = static_cast<int64_t>(taken[1]);
    dismissed_ = static_cast<int64_t>(taken[0]);
    if (!Enough()) return;
    CountPhrases();
  }

  bool Enough() const { return relevant_ >= kNeededTexts && dismissed_ >= kNeededTexts; }

  // Second pass, of thread `worker`.
  void CountAmongAll(int worker, const AdToTry& ad) {
    PhraseBackground& background = background_[static_cast<size_t>(worker)];
    background.counts.resize(candidates_.size());
    background.last.resize(candidates_.size());
    ++background.texts;
    const std::string folded = FoldForSearch(ad.ad.title() + "\n" + ad.ad.text());
    phrases_.FindPhrases(phrases_.WordsOf(folded), [&](uint32_t phrase) {
      const uint32_t number = number_[phrase];
      if (number == kNoCandidate || background.last[number] == background.texts) return;
      background.last[number] = background.texts;
      ++background.counts[number];
    });
  }

  v1::SuggestRulesReport Report(int count) {
    v1::SuggestRulesReport report;
    report.set_relevant_texts(relevant_);
    report.set_not_relevant_texts(dismissed_);
    report.set_needed_texts(kNeededTexts);
    if (!Enough()) return report;
    int64_t all = 0;
    for (const PhraseBackground& background : background_) {
      all += background.texts;
      for (size_t i = 0; i < background.counts.size(); ++i)
        candidates_[i].background += background.counts[i];
    }
    for (PhraseCandidate& one : candidates_) {
      const double share =
          (static_cast<double>(one.background) + 0.5) / (static_cast<double>(all) + 1);
      Weigh(static_cast<double>(relevant_), static_cast<double>(dismissed_), share, &one);
    }
    std::sort(candidates_.begin(), candidates_.end(), ByZ);
    std::vector<const PhraseCandidate*> chosen;
    for (const PhraseCandidate& one : candidates_) {
      if (static_cast<int>(chosen.size()) == count || one.z < kLeastZ) break;
      if (one.covered > kCovered) continue;
      const bool said = std::any_of(
          chosen.begin(), chosen.end(),
          [&](const PhraseCandidate* other) { return ShareOfTexts(*other, one) > kSameTexts; });
      if (said) continue;
      chosen.push_back(&one);
      Describe(one, all, report.add_phrases());
    }
    return report;
  }

 private:
  struct PhraseBackground {
    int64_t texts = 0;
    std::vector<int64_t> counts;  // by candidate
    std::vector<int64_t> last;    // the newest text that had it, from 1
  };

  // A phrase stands in as few texts as its rarest word.
  PhraseTrie WithCommonWords() const {
    std::unordered_map<std::string, int> texts;
    for (const JudgedText& text : texts_) {
      if (!text.relevant) continue;
      std::set<std::string_view> own;
      for (const std::string_view word : Words(text.folded, 1)) own.insert(word);
      for (const std::string_view word : own) ++texts[std::string(word)];
    }
    PhraseTrie phrases;
    for (const auto& [word, count] : texts) {
      if (count >= kLeastTexts) phrases.AddWord(word);
    }
    return phrases;
  }

  void CountPhrases() {
    PhraseTrie all = WithCommonWords();
    std::vector<PhraseCount> counts;
    std::vector<size_t> last;  // the newest text that had it, from 1
    const auto count = [&](uint32_t phrase, size_t text) {
      if (last[phrase] == text + 1) return;
      last[phrase] = text + 1;
      ++(texts_[text].relevant ? counts[phrase].relevant : counts[phrase].dismissed);
    };
    // Phrases of dismissed texts count only where relevant ones have them too.
    for (const bool relevant : {true, false}) {
      for (size_t i = 0; i < texts_.size(); ++i) {
        if (texts_[i].relevant != relevant) continue;
        const std::vector<uint32_t> words = all.WordsOf(texts_[i].folded);
        if (!relevant) {
          all.FindPhrases(words, [&](uint32_t phrase) { count(phrase, i); });
          continue;
        }
        all.AddPhrases(words, [&](uint32_t phrase) {
          if (phrase >= counts.size()) {
            counts.resize(all.size());
            last.resize(all.size());
          }
          count(phrase, i);
        });
      }
      counts.resize(all.size());
      last.resize(all.size());
    }
    for (uint32_t phrase = 0; phrase < counts.size(); ++phrase) {
      if (counts[phrase].relevant < kLeastTexts) continue;
      PhraseCandidate& one = candidates_.emplace_back();
      one.phrase = all.TextOf(phrase);
      one.count = counts[phrase];
      Weigh(static_cast<double>(relevant_), static_cast<double>(dismissed_), 0.01, &one);
    }
    std::sort(candidates_.begin(), candidates_.end(), ByZ);
    if (candidates_.size() > kCandidates) candidates_.resize(kCandidates);
    for (uint32_t i = 0; i < candidates_.size(); ++i) {
      const uint32_t phrase = phrases_.AddPhrase(candidates_[i].phrase);
      number_.resize(phrases_.size(), kNoCandidate);
      number_[phrase] = i;
    }
    FindTexts();
  }

  void FindTexts() {
    std::vector<int> covered(candidates_.size());
    for (uint32_t i = 0; i < texts_.size(); ++i) {
      if (!texts_[i].relevant) continue;
      phrases_.FindPhrases(phrases_.WordsOf(texts_[i].folded), [&](uint32_t phrase) {
        const uint32_t number = number_[phrase];
        if (number == kNoCandidate) return;
        PhraseCandidate& one = candidates_[number];
        if (!one.texts.empty() && one.texts.back() == i) return;
        one.texts.push_back(i);
        covered[number] += IsCovered(texts_[i].hits, one.phrase);
      });
    }
    for (size_t i = 0; i < candidates_.size(); ++i) {
      candidates_[i].covered =
          covered[i] / std::max(1.0, static_cast<double>(candidates_[i].texts.size()));
    }
  }

  // What a rule matched has a word of the phrase that is long enough to say something.
  static bool IsCovered(std::string_view hits, std::string_view phrase) {
    for (const std::string_view word : Words(phrase, kMinCoveringLetters)) {
      if (hits.find(word) != std::string_view::npos) return true;
    }
    return false;
  }

  // Jaccard's.
  static double ShareOfTexts(const PhraseCandidate& a, const PhraseCandidate& b) {
    std::vector<uint32_t> both;
    std::set_intersection(a.texts.begin(), a.texts.end(), b.texts.begin(), b.texts.end(),
                          std::back_inserter(both));
    const size_t either = a.texts.size() + b.texts.size() - both.size();
    return either == 0 ? 0 : static_cast<double>(both.size()) / static_cast<double>(either);
  }

  void Describe(const PhraseCandidate& one, int64_t all, v1::SuggestedPhrase* phrase) const {
    phrase->set_phrase(one.phrase);
    phrase->set_log_odds(one.log_odds);
    phrase->set_z(one.z);
    phrase->set_relevant(one.count.relevant);
    phrase->set_not_relevant(one.count.dismissed);
    phrase->set_covered(one.covered);
    SetRate(one.background, all, [&] { return phrase->mutable_base_rate(); });
    std::set<std::string> sources, languages;
    for (const uint32_t text : one.texts) {
      sources.insert(texts_[text].source);
      if (!texts_[text].ad.ad.language().empty()) languages.insert(texts_[text].ad.ad.language());
    }
    phrase->set_sources(static_cast<int64_t>(sources.size()));
    for (const std::string& language : languages) phrase->add_languages(language);
    std::string pattern = "<";
    for (const char c : one.phrase) {
      if (c == ' ') {
        pattern += "[^\\pL\\pN]{1,3}";
      } else {
        if (c == '\'') pattern += '\'';  // in single quotes of YAML
        pattern += c;
      }
    }
    phrase->set_pattern(pattern + ">");
  }

  const RuleSet& rules_;
  const Masker& masker_;
  std::array<std::vector<std::pair<std::string, JudgedText>>, kTryThreads> judged_;  // by thread
  std::vector<JudgedText> texts_;
  int64_t relevant_ = 0, dismissed_ = 0;  // texts
  std::vector<PhraseCandidate> candidates_;
  PhraseTrie phrases_;                                    // the candidates'
  std::vector<uint32_t> number_;                          // of the candidate, by phrase
  std::array<PhraseBackground, kTryThreads> background_;  // by thread
};

}  // namespace

Result<v1::SuggestRulesReport> SuggestPhrases(const Store& store, const RuleSet& rules,
                                              const Masker& masker, int count,
                                              const std::function<bool(int64_t ads)>& progress) {
  PhraseSearch search(rules, masker);
  AdsToTry which;
  which.wanted = [](std::string_view, bool is_lead) { return is_lead; };
  Result<v1::LookedAt> looked = TryStoredAds(
      store, [&](int worker, AdToTry& ad) { search.Collect(worker, ad); }, progress, which);
  if (!looked.ok()) return looked.status();
  const double seconds = looked->seconds();
  search.Choose();
  if (search.Enough()) {
    // Ids are hashes: every so many of them are a fair sample.
    const int64_t every = 1 + (looked->ordinary() + looked->leads()) / kMaxCountedAds;
    which.wanted = [every](std::string_view id, bool) {
      return std::strtol(std::string(id.substr(0, 6)).c_str(), nullptr, 16) % every == 0;
    };
    looked = TryStoredAds(
        store, [&](int worker, AdToTry& ad) { search.CountAmongAll(worker, ad); }, progress, which);
    if (!looked.ok()) return looked.status();
    looked->set_seconds(looked->seconds() + seconds);
  }
  v1::SuggestRulesReport report = search.Report(count);
  *report.mutable_looked_at() = *looked;
  return report;
}

}  // namespace varta
