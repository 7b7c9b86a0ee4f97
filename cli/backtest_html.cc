// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "cli/backtest_html.h"

#include <algorithm>
#include <cstdio>
#include <vector>

#include "base/text.h"
#include "cli/rule_choice.h"

namespace varta {
namespace {

constexpr std::string_view kPageStyle = R"(
body { font: 15px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; color: #1d2430; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; margin: 2rem 0 .3rem; }
p { margin: .3rem 0; } .dim { color: #5b6675; }
table { border-collapse: collapse; margin: .5rem 0; }
th, td { text-align: right; padding: .15rem .7rem; border-bottom: 1px solid #dde2e8; }
th:first-child, td:first-child { text-align: left; }
th { font-weight: 600; background: #f4f6f8; }
.sample { border-left: 4px solid #9aa5b1; padding: .2rem .8rem; margin: .6rem 0; break-inside: avoid; }
.plus { border-color: #2c7a4b; } .minus { border-color: #a63d2f; }
.sample .head { font-size: .85rem; color: #5b6675; overflow-wrap: anywhere; }
mark { background: #ffe08a; padding: 0 .1em; }
section { break-inside: auto; } h2, h2 + p { break-after: avoid; }
@media print { body { margin: 0; max-width: none; font-size: 11px; } mark { outline: 1px solid #888; } }
)";

constexpr std::pair<const char*, int64_t (v1::AdCount::*)() const> kCountGroups[] = {
    {"relevant", &v1::AdCount::relevant},     {"not relevant", &v1::AdCount::not_relevant},
    {"unclear", &v1::AdCount::unclear},       {"leads nobody judged", &v1::AdCount::unjudged},
    {"ordinary ads", &v1::AdCount::ordinary}, {"different texts", &v1::AdCount::texts},
};

class ReportPage {
 public:
  std::string page;

  ReportPage& Raw(std::string_view html) {
    page += html;
    return *this;
  }
  ReportPage& Text(std::string_view text) {
    page += EscapeHtml(text);
    return *this;
  }

  void Counts(const std::vector<std::pair<const char*, const v1::AdCount*>>& rows) {
    Raw("<table><tr><th></th><th>ads</th>");
    for (const auto& [name, number] : kCountGroups) Raw("<th>").Text(name).Raw("</th>");
    Raw("</tr>");
    for (const auto& [name, count] : rows) {
      Raw("<tr><td>").Text(name).Raw("</td><td>").Text(std::to_string(TotalOf(*count)));
      for (const auto& [group, number] : kCountGroups)
        Raw("</td><td>").Text(std::to_string((count->*number)()));
      Raw("</td></tr>");
    }
    Raw("</table>\n");
  }

  void Rates(const std::string& name, bool has_after, const v1::Rate& after, bool has_before,
             const v1::Rate& before) {
    if (!has_after && !has_before) return;
    Raw("<p>").Text(name + ": " + RateText(has_after ? &after : nullptr) + ", was " +
                    RateText(has_before ? &before : nullptr));
    Raw("</p>\n");
  }

  void Sample(const v1::AdSample& sample) {
    Raw(sample.newly() ? "<div class=\"sample plus\">" : "<div class=\"sample minus\">");
    Raw("<div class=\"head\">").Raw(sample.newly() ? "+ " : "− ");
    Text(sample.lead().empty() ? "ordinary ad" : sample.lead());
    if (sample.verdict() != v1::Lead::VERDICT_UNSPECIFIED)
      Text(", " + v1::Lead::Verdict_Name(sample.verdict()).substr(8));
    Text(" · " + sample.source() + " · " + sample.url());
    for (const std::string& rule : sample.rules()) Text(" · " + rule);
    Raw("</div>");
    if (!sample.title().empty() && sample.place() != v1::PLACE_TITLE)
      Raw("<p><b>").Text(sample.title()).Raw("</b></p>");
    Raw("<p>");
    std::vector<std::pair<size_t, size_t>> spans;
    for (const v1::Span& span : sample.spans()) spans.emplace_back(span.begin(), span.end());
    std::sort(spans.begin(), spans.end());
    const std::string_view text = sample.excerpt();
    size_t at = 0;
    for (auto [begin, end] : spans) {
      begin = std::clamp(begin, at, text.size());
      end = std::clamp(end, begin, text.size());
      if (begin == end) continue;
      Text(text.substr(at, begin - at)).Raw("<mark>").Text(text.substr(begin, end - begin));
      Raw("</mark>");
      at = end;
    }
    Text(text.substr(at)).Raw("</p></div>\n");
  }
};

const char* ChangeWord(v1::RuleChange::Kind kind) {
  switch (kind) {
    case v1::RuleChange::KIND_ADDED:
      return "new rule";
    case v1::RuleChange::KIND_REMOVED:
      return "rule that is gone";
    case v1::RuleChange::KIND_WEIGHED:
      return "counts otherwise";
    default:
      return "changed";
  }
}

void WriteRuleChange(const v1::RuleChange& rule, ReportPage& out) {
  out.Raw("<section><h2>").Text(rule.rule()).Raw("</h2>\n<p class=\"dim\">");
  out.Text(ChangeWord(rule.kind()));
  for (const std::string& aspect : rule.differs()) out.Text(" · " + aspect);
  if (!rule.old_status().empty()) out.Text(" · was " + rule.old_status());
  if (!rule.new_status().empty()) out.Text(" · is " + rule.new_status());
  char weights[64];
  std::snprintf(weights, sizeof weights, " · weight %.1f, was %.1f", rule.new_weight(),
                rule.old_weight());
  out.Text(weights).Text(" · cost an ad " + MicrosecondsText(rule.new_microseconds()) + ", was " +
                         MicrosecondsText(rule.old_microseconds()));
  out.Raw("</p>\n");
  out.Counts({{"newly hit", &rule.newly_hit()},
              {"no longer hit", &rule.no_longer_hit()},
              {"all hits now", &rule.new_hits()},
              {"all hits before", &rule.old_hits()}});
  out.Rates("precision", rule.has_new_precision(), rule.new_precision(), rule.has_old_precision(),
            rule.old_precision());
  out.Rates("recall", rule.has_new_recall(), rule.new_recall(), rule.has_old_recall(),
            rule.old_recall());
  for (const v1::AdSample& sample : rule.samples()) out.Sample(sample);
  out.Raw("</section>\n");
}

}  // namespace

std::string EscapeHtml(std::string_view utf8) {
  std::string escaped;
  for (const char c : Printable(utf8, true)) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      case '\'':
        escaped += "&#39;";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

std::string BacktestHtml(const v1::BacktestReport& report) {
  ReportPage out;
  out.Raw("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n<title>Back-test: ");
  out.Text(report.old_name() + " against " + report.new_name());
  out.Raw("</title>\n<style>").Raw(kPageStyle).Raw("</style></head><body>\n<h1>");
  out.Text(report.old_name() + " against " + report.new_name()).Raw("</h1>\n<p>");
  out.Text(LookedAtText(report.looked_at())).Raw("</p>\n<p>");
  out.Text(std::to_string(report.rules_size()) + " rules differ, " +
           std::to_string(report.rules_alike()) + " are alike. ");
  if (report.as_if_stable()) out.Text("Drafts and shadow rules of the new ones count as stable. ");
  char threshold[64];
  std::snprintf(threshold, sizeof threshold, "A lead from a score of %.2f on.", report.threshold());
  out.Text(threshold).Raw("</p>\n<p class=\"dim\">");
  for (const std::string& pack : report.old_packs()) out.Text("was " + pack).Raw("<br>");
  for (const std::string& pack : report.new_packs()) out.Text("is " + pack).Raw("<br>");
  out.Raw("</p>\n<h2>Leads</h2>\n");
  out.Counts({{"gained", &report.newly_leads()},
              {"lost", &report.no_longer_leads()},
              {"judged, leads now", &report.new_judged()},
              {"judged, leads before", &report.old_judged()}});
  out.Rates("precision", report.has_new_precision(), report.new_precision(),
            report.has_old_precision(), report.old_precision());
  out.Rates("recall", report.has_new_recall(), report.new_recall(), report.has_old_recall(),
            report.old_recall());
  out.Raw(
      "<p class=\"dim\">Precision and recall are of leads with a verdict, with 95 % intervals; "
      "what no "
      "version ever found is not among them. Near-copies count once under \"different texts\". "
      "Contacts are masked. A lead is a sign that somebody should look; it is not evidence of an "
      "offence.</p>\n");
  for (const v1::AdSample& sample : report.lead_samples()) out.Sample(sample);
  for (const v1::RuleChange& rule : report.rules()) WriteRuleChange(rule, out);
  out.Raw("</body></html>\n");
  return std::move(out.page);
}

}  // namespace varta
