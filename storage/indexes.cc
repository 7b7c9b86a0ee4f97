// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "storage/indexes.h"

#include <cmath>
#include <limits>

#include "base/digest.h"
#include "base/text.h"
#include "storage/keys.h"
#include "storage/timestamps.h"

namespace varta {
namespace {

using stored::v1::StoredLead;
using Terms = std::vector<std::string>;

constexpr double kNotScored = -std::numeric_limits<double>::infinity();
constexpr size_t kMaxWords = 5'000;

Terms NoTerm(const StoredLead&) { return {""}; }

Terms LastSeenTerm(const StoredLead& stored) {
  Time last_seen = FromTimestamp(stored.lead().last_seen_time());
  return {KeyWriter().SignedDescending(ToUnixMillis(last_seen)).Take()};
}

Terms SourceTerm(const StoredLead& stored) { return {TermOf(stored.lead().provenance().source())}; }

Terms RuleTerms(const StoredLead& stored) {
  Terms terms;
  for (const v1::Hit& hit : stored.lead().hits()) terms.push_back(TermOf(hit.rule()));
  return terms;
}

Terms LanguageTerms(const StoredLead& stored) {
  const v1::Ad& ad = stored.lead().ad();
  Terms terms = {TermOf(ad.language())};
  for (const v1::LanguageBlock& block : ad.language_blocks())
    terms.push_back(TermOf(block.language()));
  return terms;
}

Terms FormTerms(const StoredLead& stored) {
  Terms terms;
  for (const v1::Hit& hit : stored.lead().hits()) {
    for (int form : hit.forms()) terms.push_back(TermOf(form));
  }
  return terms;
}

Terms StateTerm(const StoredLead& stored) { return {TermOf(stored.lead().state())}; }

Terms VerdictTerm(const StoredLead& stored) { return {TermOf(stored.lead().verdict())}; }

Terms ContactTerms(const StoredLead& stored) {
  Terms terms;
  for (const std::string& key : stored.contact_keys()) terms.push_back(TermOf(key));
  return terms;
}

Terms WordTerms(const StoredLead& stored) {
  Terms terms;
  for (const std::string& word : LeadWords(stored.lead())) terms.push_back(TermOf(word));
  return terms;
}

Terms TextTerm(const StoredLead& stored) {
  if (stored.text_key().empty()) return {};
  return {TermOf(stored.text_key())};
}

constexpr Index kIndexes[] = {
    {kByScore, "score", NoTerm},
    {kByLastSeen, "last seen", LastSeenTerm},
    {kBySource, "source", SourceTerm},
    {kByRule, "rule", RuleTerms},
    {kByLanguage, "language", LanguageTerms},
    {kByForm, "form", FormTerms},
    {kByState, "state", StateTerm},
    {kByVerdict, "verdict", VerdictTerm},
    {kByContact, "contact", ContactTerms},
    {kByWord, "word", WordTerms},
    {kByText, "text", TextTerm},
};

}  // namespace

bool Position::scored() const { return score != kNotScored; }

std::string Position::Encode() const {
  return KeyWriter().RealDescending(score).SignedDescending(ToUnixMillis(last_seen)).Raw(id).Take();
}

std::optional<Position> Position::Decode(std::string_view bytes) {
  if (bytes.size() != kSize) return std::nullopt;
  KeyReader reader(bytes);
  std::optional<double> score = reader.RealDescending();
  std::optional<int64_t> last_seen = reader.SignedDescending();
  if (!score || !last_seen) return std::nullopt;
  return Position{*score, FromUnixMillis(*last_seen), std::string(reader.rest())};
}

Position Position::Of(std::string_view id, const v1::Lead& lead) {
  bool scored = lead.score().not_scored_because().empty() && std::isfinite(lead.score().value());
  return {scored ? lead.score().value() : kNotScored, FromTimestamp(lead.last_seen_time()),
          std::string(id)};
}

std::span<const Index> AllIndexes() { return kIndexes; }

std::string IndexPrefix(char letter, std::string_view term) {
  return std::string(1, letter).append(term);
}

std::string TermOf(std::string_view text) { return KeyWriter().Text(text).Take(); }
std::string TermOf(int number) { return KeyWriter().Signed(number).Take(); }

std::set<std::string> IndexRows(std::string_view id, const StoredLead& lead) {
  std::string position = Position::Of(id, lead.lead()).Encode();
  std::set<std::string> rows;
  for (const Index& index : kIndexes) {
    for (const std::string& term : index.terms(lead)) {
      rows.insert(IndexPrefix(index.letter, term) + position);
    }
  }
  return rows;
}

std::string TextKey(const v1::Ad& ad) {
  constexpr size_t kMinWords = 12, kKeySize = 16;
  std::string words;
  size_t count = 0;
  for (const std::string* text : {&ad.title(), &ad.text()}) {
    const std::string folded = FoldForSearch(*text);
    for (std::string_view word : Words(folded, 1)) {
      if (word.find_first_of("0123456789") != std::string_view::npos) continue;
      words.append(word).push_back(' ');
      ++count;
    }
  }
  return count < kMinWords ? "" : Sha256(words).substr(0, kKeySize);
}

std::set<std::string> LeadWords(const v1::Lead& lead) {
  std::set<std::string> words;
  for (const std::string* text : {&lead.ad().title(), &lead.ad().text()}) {
    std::string folded = FoldForSearch(*text);
    for (std::string_view word : Words(folded, kMinWordLetters)) {
      if (words.size() == kMaxWords) return words;
      if (word.size() <= kMaxWordBytes) words.emplace(word);
    }
  }
  return words;
}

}  // namespace varta
