// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "cli/show_sweep.h"

#include <array>

#include "sweep/convert.h"

namespace varta {
namespace {

struct Column {
  const char* title;
  int width;
  int64_t (*value)(const v1::Ledger&);
};
constexpr std::array<Column, 12> kColumns{{
    {"found", 7, [](const v1::Ledger& l) { return l.discovered(); }},
    {"fetched", 8, [](const v1::Ledger& l) { return l.fetched(); }},
    {"new", 6, [](const v1::Ledger& l) { return l.new_pages(); }},
    {"changed", 8, [](const v1::Ledger& l) { return l.changed(); }},
    {"same", 6, [](const v1::Ledger& l) { return l.unchanged(); }},
    {"moved", 6, [](const v1::Ledger& l) { return l.redirected(); }},
    {"gone", 5, [](const v1::Ledger& l) { return l.gone(); }},
    {"robots", 7, [](const v1::Ledger& l) { return l.denied_by_robots(); }},
    {"failed", 7, [](const v1::Ledger& l) { return l.failed() + l.refused(); }},
    {"left", 6, [](const v1::Ledger& l) { return l.not_reached(); }},
    {"ads", 6, [](const v1::Ledger& l) { return l.ads(); }},
    {"leads", 9, [](const v1::Ledger& l) { return l.leads_new() + l.leads_seen_again(); }},
}};
constexpr int kNameWidth = 24;

std::string Right(const std::string& text, int width) {
  int pad = width - Width(text);
  return std::string(static_cast<size_t>(pad > 0 ? pad : 0), ' ') + text;
}

std::string Row(const std::string& name, const v1::Ledger& ledger) {
  std::string row = Fit(name, kNameWidth);
  for (const Column& column : kColumns) {
    std::string cell = std::to_string(column.value(ledger));
    if (std::string_view(column.title) == "leads" && ledger.leads_new() > 0) {
      cell += " (" + std::to_string(ledger.leads_new()) + " new)";
      row += Right(cell, column.width + 9);
    } else {
      row += Right(cell, column.width);
    }
  }
  return row + "\n";
}

std::string Header() {
  std::string row = Fit("source", kNameWidth);
  for (const Column& column : kColumns) row += Right(column.title, column.width);
  return row + "\n";
}

const char* StateText(v1::Sweep::State state) {
  switch (state) {
    case v1::Sweep::STATE_RUNNING:
      return "running";
    case v1::Sweep::STATE_SUCCEEDED:
      return "ran to its end";
    case v1::Sweep::STATE_STOPPED:
      return "was stopped";
    case v1::Sweep::STATE_INTERRUPTED:
      return "was interrupted; the next sweep of the same sources goes on with it";
    case v1::Sweep::STATE_FAILED:
      return "failed";
    default:
      return "";
  }
}

std::string Took(const v1::Sweep& sweep) {
  if (!sweep.has_end_time()) return "";
  Duration took = FromProto(sweep.end_time()) - FromProto(sweep.start_time());
  int64_t tenths = took.count() / 100;
  return " in " + std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " s";
}

// ", about 12m left", by how long the pages so far took.
std::string TimeLeft(const v1::Sweep& sweep, int64_t done) {
  constexpr int64_t kEnough = 20;
  const int64_t left = sweep.total().not_reached() - sweep.total().over_budget();
  if (done < kEnough || left == 0 || !sweep.has_start_time()) return "";
  const Duration took = SystemClock().Now() - FromProto(sweep.start_time());
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(took * left / done);
  if (seconds.count() < 5) return "";
  return ", about " +
         (seconds.count() < 120 ? std::to_string(seconds.count()) + " s"
                                : std::to_string(seconds.count() / 60) + " min") +
         " left";
}

}  // namespace

std::string ProgressLine(const v1::Sweep& sweep) {
  const v1::Ledger& l = sweep.total();
  int64_t done = l.discovered() - l.not_reached();
  return "sweep: " + std::to_string(done) + " of " +
         std::to_string(l.discovered() - l.over_budget()) + " known pages, " +
         std::to_string(sweep.in_flight()) + " in flight, " + std::to_string(l.ads()) + " ads, " +
         std::to_string(l.leads_new()) + " new leads, " + std::to_string(l.failed()) + " failed" +
         (sweep.paused().empty() ? TimeLeft(sweep, done)
                                 : "; paused: " + Printable(sweep.paused()));
}

std::string LedgerText(const v1::Sweep& sweep, const Style& style) {
  std::string out = style.Bold(sweep.name()) + " " + StateText(sweep.state()) + Took(sweep) +
                    ", started " + FormatTimeShort(FromProto(sweep.start_time())) + " UTC\n";
  if (sweep.state() == v1::Sweep::STATE_RUNNING) out += Printable(ProgressLine(sweep)) + "\n";
  if (!sweep.error().empty()) out += style.Red(Printable(sweep.error())) + "\n";
  for (const std::string& reason : sweep.attention())
    out += style.Yellow("look: " + Printable(reason)) + "\n";
  out += "\n" + style.Dim(Header());
  for (const v1::Ledger& ledger : sweep.ledgers()) out += Row(Printable(ledger.source()), ledger);
  out += style.Bold(Row("all", sweep.total()));
  std::string unseen;
  for (const v1::Ledger& ledger : sweep.ledgers()) {
    for (const std::string& note : ledger.notes()) {
      if (note.starts_with("robots.txt line")) continue;  // summed up below
      unseen += "  " + Fit(Printable(ledger.source()), 22) + "  " + Printable(note) + "\n";
    }
  }
  if (int64_t not_due = sweep.total().not_due(); not_due > 0) {
    unseen += "  " + Fit("(all)", 22) + "  " + std::to_string(not_due) + " of " +
              std::to_string(sweep.total().known()) +
              " known pages were not due: unchanged lately, or gone for good\n";
  }
  if (int64_t denied = sweep.total().denied_by_robots(); denied > 0) {
    unseen += "  " + Fit("(all)", 22) + "  " + std::to_string(denied) +
              " pages that robots.txt files deny; --json names the lines\n";
  }
  for (const std::string& skipped : sweep.skipped_sources())
    unseen += "  " + Printable(skipped) + "\n";
  if (!unseen.empty()) out += "\n" + style.Bold("Not seen, and why") + "\n" + unseen;
  if (!sweep.allowed_networks().empty()) {
    out += style.Yellow("\nPrivate networks were open to sources of kind test:");
    for (const std::string& network : sweep.allowed_networks()) out += " " + Printable(network);
    out += "\n";
  }
  const v1::Ledger& total = sweep.total();
  if (total.leads_vanished() + total.expired() > 0) {
    out += "\n" + std::to_string(total.leads_vanished()) + " leads whose ad is gone, " +
           std::to_string(total.expired()) + " pages whose ads say that they have expired.\n";
  }
  if (total.not_modified() > 0) {
    out += style.Dim("\n" + std::to_string(total.not_modified()) + " of the " +
                     std::to_string(total.unchanged()) +
                     " unchanged pages were told apart without reading them again.\n");
  }
  if (sweep.total().not_scored() > 0) {
    out += style.Dim(
        "\n" + std::to_string(sweep.total().not_scored()) +
        " ads could not be scored: too short, or in a language without a rule pack; varta "
        "leads unscored lists them.\n");
  }
  return out;
}

std::string SweepRow(const v1::Sweep& sweep, const Style& style) {
  const v1::Ledger& total = sweep.total();
  std::string row = style.Bold(sweep.name().substr(sweep.name().find('/') + 1)) + "  " +
                    FormatTimeShort(FromProto(sweep.start_time())) + "  ";
  if (sweep.state() == v1::Sweep::STATE_RUNNING)
    return row + style.Green("running") + ": " + Printable(ProgressLine(sweep)).substr(7) + "\n";
  row += std::to_string(total.fetched()) + " fetched, " + std::to_string(total.leads_new()) +
         " new leads, " + std::to_string(total.failed()) + " failed; " + StateText(sweep.state());
  // The first words only: the sentences are in its ledger.
  std::string look;
  for (const std::string& reason : sweep.attention()) {
    const std::string word = Printable(reason.substr(0, reason.find(':')));
    if ((", " + look + ",").find(", " + word + ",") == std::string::npos)
      look += (look.empty() ? "" : ", ") + word;
  }
  if (!look.empty()) row += "; " + style.Yellow("look: " + look);
  return row + "\n";
}

}  // namespace varta
