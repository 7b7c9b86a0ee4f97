// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "cli/show_lead.h"

#include <set>
#include <tuple>

#include <google/protobuf/util/time_util.h>

#include <cstdio>

#include "base/text.h"
#include "extract/fields.h"
#include "extract/language.h"
#include "sweep/convert.h"

namespace varta {
namespace {

std::string Format(const char* format, double value) {
  char text[32];
  std::snprintf(text, sizeof text, format, value);
  return text;
}

std::string When(const google::protobuf::Timestamp& time) {
  return FormatTimeShort(FromProto(time));
}

const char* StrengthText(v1::Strength strength) {
  switch (strength) {
    case v1::STRENGTH_STRONG:
      return "strong sign";
    case v1::STRENGTH_WEAK:
      return "weak sign";
    case v1::STRENGTH_CONTESTED:
      return "contested sign, counts nothing";
    case v1::STRENGTH_CONTRADICTED:
      return "contradicted sign, counts nothing";
    default:
      return "sign";
  }
}

// "FORCED_LABOUR" -> "forced labour".
std::string Words(std::string name) {
  for (char& c : name) c = c == '_' ? ' ' : static_cast<char>(c + 32);
  return name;
}

std::string Forms(const v1::Hit& hit) {
  std::string names;
  for (int form : hit.forms()) {
    names +=
        (names.empty() ? "" : ", ") + Words(v1::Form_Name(static_cast<v1::Form>(form)).substr(5));
  }
  return names;
}

std::string Reasons(const v1::Score& score) {
  std::string text;
  for (const v1::ScoreTerm& term : score.terms()) {
    if (term.feature() == "bias" || term.contribution() == 0) continue;
    text += (text.empty() ? "" : " · ") + Printable(term.because()) + " " +
            Format("%+.1f", term.contribution());
  }
  return text.empty() ? Printable(score.not_scored_because()) : text;
}

// »its words« · source: ... · seen in 6.6 % of ordinary ads.
std::string TermGrounds(const v1::ScoreTerm& term, const v1::Ad* ad) {
  constexpr int kMostWords = 3;
  constexpr size_t kMostBytes = 120;
  std::string grounds;
  const auto add = [&](const std::string& ground) {
    grounds += (grounds.empty() ? "" : " · ") + ground;
  };
  std::string words;
  for (int i = 0; ad != nullptr && i < term.spans_size() && i < kMostWords; ++i) {
    const std::string& text = term.place() == v1::PLACE_TITLE  ? ad->title()
                              : term.place() == v1::PLACE_TEXT ? ad->text()
                                                               : ad->url();
    const v1::Span& span = term.spans(i);
    if (span.begin() >= span.end() || span.end() > text.size()) continue;
    const std::string one = text.substr(span.begin(), span.end() - span.begin());
    words += (words.empty() ? "»" : " »") + Printable(Shorten(one, kMostBytes)) + "«";
  }
  if (!words.empty()) add(words);
  if (term.references_size() > 0) add("source: " + Printable(term.references(0)));
  if (term.has_base_rate()) {
    add((term.base_rate() == 0 ? "seen in none of "
                               : Format("seen in %.1f %% of ", 100 * term.base_rate())) +
        Printable(term.base_rate_of()));
  }
  if (!term.overridden_because().empty())
    add("contested; counts here because: " + Printable(term.overridden_because()));
  return grounds;
}

// "before     score 0.91 until 2026-11-27 05:10 UTC: uk.papers (pack uk 1.4.0)", or
// "weighed    score 0.41 -> 0.76 on 2026-11-27 05:10 UTC: leads/3fa9 has nearly its text".
std::string EarlierLine(const v1::EarlierJudgement& earlier, const v1::Score& next) {
  if (!earlier.because().empty())
    return "weighed    score " + ScoreText(earlier.score()) + " -> " + ScoreText(next) + " on " +
           When(earlier.until_time()) + " UTC: " + Printable(earlier.because()) + "\n";
  std::string rules;
  for (const v1::Hit& hit : earlier.hits()) {
    rules += (rules.empty() ? "" : ", ") + Printable(hit.rule()) + " (" + Printable(hit.pack()) +
             " " + Printable(hit.pack_version()) + ")";
  }
  return "before     score " + ScoreText(earlier.score()) + " until " + When(earlier.until_time()) +
         " UTC: " + (rules.empty() ? "no hits" : rules) + "\n";
}

std::string Heading(const char* text, const Style& style) { return "\n" + style.Bold(text) + "\n"; }

}  // namespace

std::string ScoreText(const v1::Score& score) {
  return score.not_scored_because().empty() ? Format("%.2f", score.value()) : "  ? ";
}

std::string LanguageText(const v1::Ad& ad) {
  std::string text;
  for (const Language& share : LanguageShares(ad)) {
    text += (text.empty() ? "" : ", ") + Printable(share.code) +
            Format(" %.0f %%", 100 * share.confidence);
  }
  return text.empty() ? Printable(ad.language()) : text;
}

std::string ShortId(const std::string& name) {
  return name.substr(name.find('/') + 1).substr(0, 8);
}

std::string LeadRow(const v1::Lead& lead, const Style& style, int columns) {
  std::string score = ScoreText(lead.score());
  bool high = lead.score().value() >= 0.9;
  std::string row = (high ? style.Red(score) : style.Yellow(score)) + "  " +
                    style.Bold(ShortId(lead.name())) + "  " + When(lead.last_seen_time()) + "  " +
                    Fit(Printable(lead.provenance().source()), 20) + "  " +
                    Fit(lead.ad().language(), 2) + "  ";
  if (lead.has_no_lead_time()) row += style.Dim("no lead by today's rules: ");
  int left = columns - Width("0.00  12345678  2026-11-22 03:30  ") - 20 - 6;
  row += Fit(Printable(lead.ad().title()), left < 20 ? 20 : left) + "\n";
  row += "      " + style.Dim(Fit(Reasons(lead.score()), columns - 6)) + "\n";
  return row;
}

std::string UnscoredList(const v1::ListUnscoredAdsResponse& ads, const Style& style, int columns) {
  std::string out;
  for (const v1::UnscoredAd& ad : ads.ads()) {
    out += style.Bold(ShortId(ad.name())) + "  " + When(ad.last_seen_time()) + "  " +
           Fit(Printable(ad.source()), 20) + "  " + Printable(ad.title()) + "\n";
    out += "      " + style.Yellow(Printable(ad.not_scored_because())) + "\n";
    out += "      " + style.Dim(Printable(ad.url())) + "\n";
    const std::string text = Printable(ad.text());
    if (!text.empty()) out += "      " + style.Dim(Fit(text, columns - 6)) + "\n";
  }
  if (ads.ads_size() == 0) return "No ad that is kept could not be scored.\n";
  if (!ads.next_page_token().empty())
    out += style.Dim("More: the same command with --page " + ads.next_page_token()) + "\n";
  return out;
}

std::string ScoreTable(const v1::Score& score, const v1::Ad* ad, const Style& style) {
  std::string out;
  if (!score.not_scored_because().empty())
    out += "  not scored, because " + Printable(score.not_scored_because()) + "\n";
  for (const v1::ScoreTerm& term : score.terms()) {
    if (!score.not_scored_because().empty() && term.feature() == "bias") continue;
    out += "  " + Format("%+5.2f", term.contribution()) + "  " +
           Fit(Printable(term.feature()), 36) + "  " + style.Dim(Printable(term.because())) + "\n";
    const std::string grounds = TermGrounds(term, ad);
    if (!grounds.empty()) out += "         " + style.Dim(grounds) + "\n";
  }
  if (!score.not_scored_because().empty()) return out;
  out += "  " + style.Dim("sum of log-odds through the logistic: ") + style.Bold(ScoreText(score)) +
         style.Dim("  (" + Printable(score.model()) + ")") + "\n";
  std::string forms;
  for (const v1::FormScore& form : score.forms()) {
    forms += (forms.empty() ? "" : ", ") + Words(v1::Form_Name(form.form()).substr(5)) +
             Format(" %.2f", form.value());
  }
  if (!forms.empty()) out += "  " + style.Dim("by form: ") + forms + "\n";
  return out;
}

std::string HitList(const std::vector<v1::Hit>& hits, const Style& style) {
  std::string out;
  for (const v1::Hit& hit : hits) {
    out +=
        "  " + style.Bold(Printable(hit.title().en())) + "  " + Printable(hit.title().uk()) + "\n";
    out += "    " + Printable(hit.rule()) + " · indicator " + Printable(hit.indicator()) + " · " +
           StrengthText(hit.strength()) + " · " + Forms(hit) + " · pack " + Printable(hit.pack()) +
           " " + Printable(hit.pack_version()) + "\n";
    if (!hit.why().en().empty()) out += "    " + style.Dim(Printable(hit.why().en())) + "\n";
    for (const std::string& reference : hit.references())
      out += "    " + style.Dim("source: " + Printable(reference)) + "\n";
  }
  return out;
}

std::string AdText(const v1::Ad& ad, const std::vector<v1::Hit>& hits, const Style& style) {
  std::vector<v1::Span> title, text;
  for (const v1::Hit& hit : hits) {
    for (const v1::Span& span : hit.spans()) {
      if (hit.place() == v1::PLACE_TITLE) title.push_back(span);
      if (hit.place() == v1::PLACE_TEXT) text.push_back(span);
    }
  }
  std::string out;
  if (!ad.title().empty()) out += style.Bold(Highlight(ad.title(), title, style)) + "\n";
  return out + Highlight(ad.text(), text, style) + "\n";
}

std::string FactList(const v1::Ad& ad, const Style& style) {
  std::string out;
  for (const v1::Fact& fact : ad.facts()) {
    if (!IsContact(fact.kind())) continue;
    out += "  " + Printable(fact.value()) +
           (fact.obscured() ? style.Yellow("  written so that machines do not read it") : "") +
           "\n";
  }
  std::set<std::tuple<int, int, std::string>> shown;
  for (const v1::Fact& fact : ad.facts()) {
    if (IsContact(fact.kind())) continue;
    // Title and text often say the same.
    if (!shown.emplace(fact.kind(), fact.role(), fact.value()).second) continue;
    std::string what = Words(v1::FactKind_Name(fact.kind()).substr(10));
    if (fact.role() != v1::ROLE_UNSPECIFIED)
      what += ", " + Words(v1::Role_Name(fact.role()).substr(5));
    out += "  " + Fit(what, 22) + "  " + Printable(fact.value());
    if (!fact.written().empty() && fact.written() != fact.value())
      out += style.Dim("  " + Printable(fact.written()));
    out += "\n";
  }
  return out;
}

std::string LeadPageText(const v1::Lead& lead, const Style& style) {
  std::vector<v1::Hit> hits(lead.hits().begin(), lead.hits().end());
  std::string id = ShortId(lead.name());
  std::string out = style.Bold("Lead " + lead.name().substr(lead.name().find('/') + 1)) +
                    "   score " + style.Bold(ScoreText(lead.score())) + "   " +
                    v1::Lead::State_Name(lead.state()).substr(6) + "\n";
  out += style.Dim(Printable(lead.notice())) + "\n";
  out += "\nsource     " + Printable(lead.provenance().source()) + "\npage       " +
         Printable(lead.ad().url()) + "\nseen       " + When(lead.first_seen_time()) + " to " +
         When(lead.last_seen_time()) + " UTC, " + std::to_string(lead.sighting_count()) +
         (lead.sighting_count() == 1 ? " time" : " times") + ", " +
         std::to_string(lead.versions_size()) +
         (lead.versions_size() == 1 ? " version" : " versions") + "\nlanguage   " +
         LanguageText(lead.ad()) + ", " + Printable(lead.ad().charset()) +
         (lead.ad().declared_charset().empty()
              ? ""
              : " (the page says " + Printable(lead.ad().declared_charset()) + ")") +
         "\n";
  if (lead.has_vanished_time()) {
    out += "gone       " + When(lead.vanished_time()) +
           " UTC: " + Printable(lead.vanished_because()) + "\n";
  }
  if (lead.has_no_lead_time()) {
    out += "rules      " + style.Yellow("no lead by the rules in use") + ", since " +
           When(lead.no_lead_time()) + " UTC: " + Printable(lead.no_lead_because()) + "\n";
  }
  for (int i = 0; i < lead.earlier_size(); ++i)
    out += EarlierLine(lead.earlier(i),
                       i + 1 < lead.earlier_size() ? lead.earlier(i + 1).score() : lead.score());
  for (const v1::Repost& repost : lead.reposts()) {
    out += "same text  " + style.Bold(ShortId(repost.lead())) + "  " + Printable(repost.source()) +
           "  " + Printable(repost.url()) + "  " + When(repost.first_seen_time()) + " to " +
           When(repost.last_seen_time()) + " UTC\n";
  }
  if (lead.verdict() != v1::Lead::VERDICT_UNSPECIFIED) {
    out += "verdict    " + v1::Lead::Verdict_Name(lead.verdict()).substr(8) + " by " +
           Printable(lead.verdict_by()) + ", " + When(lead.verdict_time()) + ": " +
           Printable(lead.verdict_reason()) + "\n";
  }
  out += Heading("Why", style) + ScoreTable(lead.score(), &lead.ad(), style);
  out += Heading("Signs", style) + HitList(hits, style);
  if (lead.ad().facts_size() > 0)
    out += Heading("What it states (contacts masked; the same # is the same contact)", style) +
           FactList(lead.ad(), style);
  out += Heading("The ad, matched words marked", style) + AdText(lead.ad(), hits, style);
  out += Heading("Evidence", style);
  for (const v1::Version& version : lead.versions()) {
    if (!version.evidence().empty())
      out += "  " + version.evidence() + "  " + When(version.first_seen_time()) +
             (version.evidence_is_text() ? "  the text alone: no page was kept then" : "") + "\n";
  }
  out += Heading("Next", style);
  out += "  varta leads verdict " + id + " relevant|not-relevant|unclear --reason \"...\"\n";
  out += "  varta leads reveal " + id + " --reason \"...\"        the contacts in clear; logged\n";
  out += "  varta audit list --subject " + id + "                 who looked at it, and why\n";
  if (lead.verdict() != v1::Lead::VERDICT_UNSPECIFIED) {
    if (!lead.evidence().empty()) {
      out += "  varta evidence save " + *lead.evidence().rbegin() +
             " --reason \"...\" --output FILE\n";
    }
    out += "  varta evidence export " + id +
           " --warc FILE.warc.gz --reason \"...\"   the case, to hand on\n";
  }
  return out;
}

}  // namespace varta
