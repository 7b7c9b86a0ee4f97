// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "cli/backtest_html.h"

#include <algorithm>
#include <cstdio>
#include <vector>

#include "base/text.h"
#include "cli/rule_choice.h"

namespace varta {
namespace {

// Readable from a phone's width on, light and dark, and on paper; nothing is fetched.
constexpr std::string_view kPageStyle = R"(
:root { color-scheme: light dark; --ink: #1d2430; --dim: #566172; --line: #d8dee6; --ground: #fff; --card: #f5f7f9;
  --good: #1f6b3f; --bad: #a2352a; --mark: #ffe08a; --mark-ink: #1d2430; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e9ee; --dim: #a3adba; --line: #39424e; --ground: #14181d; --card: #1d232b;
  --good: #6cc990; --bad: #f0897c; --mark: #6b5510; --mark-ink: #fff3cf; } }
* { box-sizing: border-box; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 1.5rem 1rem 4rem;
  color: var(--ink); background: var(--ground); overflow-wrap: break-word; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0; overflow-wrap: anywhere; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 .5rem; }
h3 { font-size: 1.05rem; margin: 2.2rem 0 .2rem; overflow-wrap: anywhere; }
p { margin: .4rem 0; } .dim { color: var(--dim); font-size: .9rem; }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); gap: .7rem; margin: 1.2rem 0; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: .6rem .8rem; }
.card b { display: block; font-size: 1.5rem; line-height: 1.3; font-variant-numeric: tabular-nums; }
.card .of { color: var(--dim); font-size: .85rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; margin: .6rem 0; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: right; padding: .3rem .5rem; border-bottom: 1px solid var(--line); vertical-align: top; }
th:first-child, td:first-child { text-align: left; padding-left: 0; }
thead th { font-weight: 600; vertical-align: bottom; font-size: .9rem; }
tbody th { font-weight: 400; } tr.all th, tr.all td { font-weight: 600; }
.zero { color: var(--dim); opacity: .7; }
a { color: inherit; text-underline-offset: .15em; } td a { overflow-wrap: anywhere; }
.sample { border-left: 4px solid var(--line); background: var(--card); border-radius: 0 .4rem .4rem 0; padding: .5rem .8rem;
  margin: .7rem 0; break-inside: avoid; }
.plus { border-left-color: var(--good); } .minus { border-left-color: var(--bad); }
.sample .head { font-size: .85rem; color: var(--dim); overflow-wrap: anywhere; }
.sample .head b { color: var(--ink); } .plus .head b { color: var(--good); } .minus .head b { color: var(--bad); }
.sample p { white-space: pre-line; overflow-wrap: anywhere; }
mark { background: var(--mark); color: var(--mark-ink); padding: 0 .15em; border-radius: .15em; }
summary { cursor: pointer; } details p { overflow-wrap: anywhere; }
@media (max-width: 32rem) { body { font-size: 15px; } th, td { padding: .3rem .3rem; font-size: .85rem; } }
@media print { :root { --ink: #000; --ground: #fff; --card: #fff; --line: #999; --dim: #444; --mark: #fff; --mark-ink: #000; }
  body { max-width: none; padding: 0; font-size: 11px; } mark { outline: 1px solid #555; } h2, h3 { break-after: avoid; } }
)";

struct CountGroup {
  const char* name;
  int64_t (*of)(const v1::AdCount&);
};
constexpr CountGroup kCountGroups[] = {
    {"all ads", TotalOf},
    {"relevant", [](const v1::AdCount& count) { return count.relevant(); }},
    {"not relevant", [](const v1::AdCount& count) { return count.not_relevant(); }},
    {"unclear", [](const v1::AdCount& count) { return count.unclear(); }},
    {"leads nobody judged", [](const v1::AdCount& count) { return count.unjudged(); }},
    {"ordinary ads", [](const v1::AdCount& count) { return count.ordinary(); }},
    {"different texts", [](const v1::AdCount& count) { return count.texts(); }},
};

// "not relevant".
std::string VerdictText(const v1::AdSample& sample) {
  std::string text = v1::Lead::Verdict_Name(sample.verdict()).substr(8);
  for (char& c : text) c = c == '_' ? ' ' : static_cast<char>(c + ('a' - 'A'));
  return text;
}

std::string WholePercent(bool has, const v1::Rate& rate) {
  char text[32];
  std::snprintf(text, sizeof text, "%.0f %%", rate.value() * 100);
  return has ? text : "-";
}

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

  // A row for each kind of ad, so that it fits a phone.
  void Counts(const std::vector<std::pair<const char*, const v1::AdCount*>>& columns) {
    Raw("<div class=\"scroll\"><table><thead><tr><th scope=\"col\"></th>");
    for (const auto& [name, count] : columns) Raw("<th scope=\"col\">").Text(name).Raw("</th>");
    Raw("</tr></thead><tbody>\n");
    bool first = true;
    for (const CountGroup& group : kCountGroups) {
      Raw(first ? "<tr class=\"all\"><th scope=\"row\">" : "<tr><th scope=\"row\">");
      Text(group.name).Raw("</th>");
      for (const auto& [name, count] : columns) Number(group.of(*count));
      Raw("</tr>\n");
      first = false;
    }
    Raw("</tbody></table></div>\n");
  }

  void Number(int64_t number) {
    Raw(number == 0 ? "<td class=\"zero\">" : "<td>").Text(std::to_string(number)).Raw("</td>");
  }

  void Card(std::string_view number, std::string_view what, std::string_view of) {
    Raw("<div class=\"card\"><b>").Text(number).Raw("</b>").Text(what);
    Raw("<div class=\"of\">").Text(of).Raw("</div></div>\n");
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
    Raw("<div class=\"head\"><b>").Raw(sample.newly() ? "+ gained" : "− lost").Raw("</b> · ");
    Text(sample.lead().empty() ? "ordinary ad" : sample.lead());
    if (sample.verdict() != v1::Lead::VERDICT_UNSPECIFIED) Text(", " + VerdictText(sample));
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

void WriteRuleChange(const v1::RuleChange& rule, int number, ReportPage& out) {
  out.Raw("<section id=\"r" + std::to_string(number) + "\"><h3>").Text(rule.rule());
  out.Raw("</h3>\n<p class=\"dim\">");
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
              {"hits now", &rule.new_hits()},
              {"before", &rule.old_hits()}});
  out.Rates("Precision", rule.has_new_precision(), rule.new_precision(), rule.has_old_precision(),
            rule.old_precision());
  out.Rates("Recall", rule.has_new_recall(), rule.new_recall(), rule.has_old_recall(),
            rule.old_recall());
  for (const v1::AdSample& sample : rule.samples()) out.Sample(sample);
  out.Raw("</section>\n");
}

// Which rules differ, with a way to each.
void WriteOverview(const v1::BacktestReport& report, ReportPage& out) {
  out.Raw("<h2>Rules that differ</h2>\n");
  out.Text(std::to_string(report.rules_size()) + " differ, " +
           std::to_string(report.rules_alike()) + " are alike and were not run.");
  if (report.rules().empty()) return;
  out.Raw("<div class=\"scroll\"><table><thead><tr><th scope=\"col\">rule</th>");
  for (const char* name : {"newly hit", "no longer", "precision now", "before"})
    out.Raw("<th scope=\"col\">").Text(name).Raw("</th>");
  out.Raw("</tr></thead><tbody>\n");
  int number = 0;
  for (const v1::RuleChange& rule : report.rules()) {
    out.Raw("<tr><td><a href=\"#r" + std::to_string(++number) + "\">").Text(rule.rule());
    out.Raw("</a></td>");
    out.Number(TotalOf(rule.newly_hit()));
    out.Number(TotalOf(rule.no_longer_hit()));
    out.Raw("<td>").Text(WholePercent(rule.has_new_precision(), rule.new_precision()));
    out.Raw("</td><td>").Text(WholePercent(rule.has_old_precision(), rule.old_precision()));
    out.Raw("</td></tr>\n");
  }
  out.Raw("</tbody></table></div>\n");
}

void WriteCards(const v1::BacktestReport& report, ReportPage& out) {
  const auto of = [](const v1::AdCount& count) {
    return std::to_string(count.ordinary()) + " ordinary ads, " + std::to_string(count.relevant()) +
           " relevant, " + std::to_string(count.not_relevant()) + " not relevant";
  };
  out.Raw("<div class=\"cards\">\n");
  out.Card("+" + std::to_string(TotalOf(report.newly_leads())), "leads gained",
           of(report.newly_leads()));
  out.Card("−" + std::to_string(TotalOf(report.no_longer_leads())), "leads lost",
           of(report.no_longer_leads()));
  out.Card(WholePercent(report.has_new_precision(), report.new_precision()),
           "of judged leads are relevant",
           "was " + WholePercent(report.has_old_precision(), report.old_precision()));
  out.Card(WholePercent(report.has_new_recall(), report.new_recall()),
           "of relevant leads are found",
           "was " + WholePercent(report.has_old_recall(), report.old_recall()));
  out.Raw("</div>\n");
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
  const std::string title = "Rules: " + report.new_name() + " instead of " + report.old_name();
  out.Raw(
      "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" "
      "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
      "<meta name=\"referrer\" content=\"no-referrer\">\n<title>");
  out.Text(title).Raw("</title>\n<style>").Raw(kPageStyle).Raw("</style></head><body>\n<h1>");
  out.Text(title).Raw("</h1>\n<p>What would change if these rules were put in use, tried on ");
  out.Text(LookedAtText(report.looked_at())).Raw(".");
  if (report.as_if_stable()) out.Text(" Drafts and shadow rules of the new ones count as stable.");
  char threshold[64];
  std::snprintf(threshold, sizeof threshold, " A lead has a score of %.2f or more.",
                report.threshold());
  out.Text(threshold).Raw("</p>\n");
  WriteCards(report, out);
  out.Raw("<h2>Leads</h2>\n");
  out.Counts({{"gained", &report.newly_leads()},
              {"lost", &report.no_longer_leads()},
              {"judged, leads now", &report.new_judged()},
              {"before", &report.old_judged()}});
  out.Rates("Precision", report.has_new_precision(), report.new_precision(),
            report.has_old_precision(), report.old_precision());
  out.Rates("Recall", report.has_new_recall(), report.new_recall(), report.has_old_recall(),
            report.old_recall());
  out.Raw(
      "<p class=\"dim\">Precision and recall are of leads with a verdict, with 95 % intervals; "
      "what no version ever found is not among them. Near-copies count once under \"different "
      "texts\". Contacts are masked. A lead is a sign that somebody should look; it is not "
      "evidence of an offence.</p>\n");
  for (const v1::AdSample& sample : report.lead_samples()) out.Sample(sample);
  WriteOverview(report, out);
  int number = 0;
  for (const v1::RuleChange& rule : report.rules()) WriteRuleChange(rule, ++number, out);
  out.Raw("<details><summary>Packs, with the digests of their files</summary>\n<p class=\"dim\">");
  for (const std::string& pack : report.old_packs()) out.Text("was " + pack).Raw("<br>");
  for (const std::string& pack : report.new_packs()) out.Text("is " + pack).Raw("<br>");
  out.Raw("</p></details>\n</body></html>\n");
  return std::move(out.page);
}

}  // namespace varta
