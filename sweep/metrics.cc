// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "sweep/metrics.h"

#include <prometheus/metric_family.h>
#include <prometheus/text_serializer.h>

#include <sstream>
#include <utility>

#include "sweep/convert.h"

namespace varta {
namespace {

using prometheus::ClientMetric;
using prometheus::MetricFamily;
using prometheus::MetricType;
using Labels = std::vector<ClientMetric::Label>;

constexpr int kSweepsRead = 50;  // sweeps, for one that ran to its end

struct Count {
  const char* name;
  int64_t (*value)(const v1::Ledger&);
};
// They add up to what was discovered.
constexpr Count kOutcomes[] = {
    {"fetched", [](const v1::Ledger& l) { return l.fetched(); }},
    {"redirected", [](const v1::Ledger& l) { return l.redirected(); }},
    {"gone", [](const v1::Ledger& l) { return l.gone(); }},
    {"denied_by_robots", [](const v1::Ledger& l) { return l.denied_by_robots(); }},
    {"refused", [](const v1::Ledger& l) { return l.refused(); }},
    {"failed", [](const v1::Ledger& l) { return l.failed(); }},
    {"not_reached", [](const v1::Ledger& l) { return l.not_reached(); }},
    {"not_due", [](const v1::Ledger& l) { return l.not_due(); }},
    {"copies", [](const v1::Ledger& l) { return l.copies(); }},
};
struct LedgerGauge {
  const char* name;
  const char* help;
  int64_t (*value)(const v1::Ledger&);
};
constexpr LedgerGauge kLedgerGauges[] = {
    {"varta_sweep_bytes", "Bodies as received.", [](const v1::Ledger& l) { return l.bytes(); }},
    {"varta_sweep_ads", "Ads read off the pages.", [](const v1::Ledger& l) { return l.ads(); }},
    {"varta_sweep_ads_hit", "Ads where a rule matched.",
     [](const v1::Ledger& l) { return l.ads_hit(); }},
    {"varta_sweep_leads_new", "Leads that were not known.",
     [](const v1::Ledger& l) { return l.leads_new(); }},
    {"varta_sweep_leads_seen_again", "Leads that were known.",
     [](const v1::Ledger& l) { return l.leads_seen_again(); }},
    {"varta_sweep_unchanged_pages", "Fetched pages that did not change.",
     [](const v1::Ledger& l) { return l.unchanged(); }},
};

double Seconds(Time time) { return static_cast<double>(ToUnixMillis(time)) / 1000; }

// A page of gauges; each Add begins or goes on with the family of that name.
class Families {
 public:
  void Add(const char* name, const char* help, double value, Labels labels = {}) {
    if (all_.empty() || all_.back().name != name)
      all_.push_back({name, help, MetricType::Gauge, {}});
    ClientMetric metric;
    metric.label = std::move(labels);
    metric.gauge.value = value;
    all_.back().metric.push_back(std::move(metric));
  }
  void Add(const char* name, const char* help, int64_t value, Labels labels = {}) {
    Add(name, help, static_cast<double>(value), std::move(labels));
  }
  void Add(const char* name, const char* help, const std::optional<int64_t>& value) {
    if (value) Add(name, help, *value);
  }
  void Add(MetricFamily family) { all_.push_back(std::move(family)); }
  std::string Text() const {
    std::ostringstream out;
    prometheus::TextSerializer().Serialize(out, all_);
    return out.str();
  }

 private:
  std::vector<MetricFamily> all_;
};

void AddLedgers(const v1::Sweep& sweep, Families& families) {
  for (const v1::Ledger& ledger : sweep.ledgers()) {
    for (const Count& outcome : kOutcomes) {
      families.Add("varta_sweep_pages", "Known URLs of the newest sweep, by what became of them.",
                   outcome.value(ledger), {{"source", ledger.source()}, {"outcome", outcome.name}});
    }
  }
  for (const v1::Ledger& ledger : sweep.ledgers()) {
    for (const auto& [kind, count] : ledger.failed_by_kind()) {
      families.Add("varta_sweep_failed", "Pages of the newest sweep that failed, by kind.", count,
                   {{"source", ledger.source()}, {"kind", kind}});
    }
  }
  for (const LedgerGauge& gauge : kLedgerGauges) {
    for (const v1::Ledger& ledger : sweep.ledgers())
      families.Add(gauge.name, gauge.help, gauge.value(ledger), {{"source", ledger.source()}});
  }
}

void AddSweep(const v1::Sweep& sweep, Families& families) {
  const bool running = sweep.state() == v1::Sweep::STATE_RUNNING;
  families.Add("varta_sweep_running", "1 while a sweep runs.", int64_t{running});
  families.Add("varta_sweep_paused", "1 while it waits for disk, memory or descriptors.",
               int64_t{!sweep.paused().empty()});
  families.Add("varta_sweep_start_time_seconds", "Of the newest sweep.",
               Seconds(FromProto(sweep.start_time())));
  if (sweep.has_end_time()) {
    families.Add("varta_sweep_end_time_seconds", "Of the newest sweep.",
                 Seconds(FromProto(sweep.end_time())));
  }
  families.Add("varta_sweep_in_flight", "Fetches under way.", sweep.in_flight());
  families.Add("varta_sweep_waiting", "Pages known and not yet fetched.", sweep.waiting());
  families.Add("varta_sweep_attention", "Reasons to look at the newest sweep.",
               int64_t{sweep.attention_size()});
  AddLedgers(sweep, families);
}

void AddSources(const std::vector<v1::Source>& sources, Families& families) {
  for (const v1::Source& source : sources) {
    families.Add("varta_source_swept", "1 if a sweep may read it.",
                 int64_t{source.not_swept_because().empty()}, {{"source", source.id()}});
  }
  for (const v1::Source& source : sources) {
    if (std::optional<Time> expires = ParseTime(source.expires())) {
      families.Add("varta_source_approval_ends_time_seconds", "When its approval ends.",
                   Seconds(*expires), {{"source", source.id()}});
    }
  }
  for (const v1::Source& source : sources) {
    if (source.has_next_time()) {
      families.Add("varta_source_next_sweep_time_seconds", "Its next planned sweep.",
                   Seconds(FromProto(source.next_time())), {{"source", source.id()}});
    }
  }
}

void AddCommits(const CommitTimes& times, Families& families) {
  MetricFamily family{"varta_commit_seconds",
                      "One group of pages into the store, from the wait for its turn to the sync.",
                      MetricType::Histogram,
                      {}};
  ClientMetric metric;
  uint64_t sum = 0;
  for (size_t i = 0; i < times.counts.size(); ++i) {
    sum += times.counts[i];
    if (i < CommitTimes::kLimits.size())
      metric.histogram.bucket.push_back({sum, CommitTimes::kLimits[i]});
  }
  metric.histogram.sample_count = sum;
  metric.histogram.sample_sum = times.sum;
  family.metric.push_back(std::move(metric));
  families.Add(std::move(family));
}

}  // namespace

std::string FormatMetrics(const MetricsInput& input) {
  Families families;
  if (input.newest) AddSweep(*input.newest, families);
  if (input.last_success) {
    families.Add("varta_sweep_last_success_time_seconds",
                 "End of the newest sweep that ran to its end.", Seconds(*input.last_success));
  }
  AddSources(input.sources, families);
  AddCommits(input.commits, families);
  const Resources& r = input.resources;
  families.Add("varta_disk_free_bytes", "Free where data_dir is.", r.disk_free);
  families.Add("varta_memory_resident_bytes", "Of this process.", r.memory);
  families.Add("varta_memory_limit_bytes", "What it may have.", r.memory_limit);
  families.Add("varta_open_files", "Descriptors.", r.files);
  families.Add("varta_open_files_limit", "ulimit -n.", r.files_limit);
  return families.Text();
}

MetricsInput CollectMetrics(const Config& config, const Sweeper& sweeper, const Store& store,
                            Time now) {
  MetricsInput input;
  if (Result<v1::Sweep> newest = sweeper.Get("latest"); newest.ok())
    input.newest = *std::move(newest);
  std::string before;
  for (int i = 0; i < kSweepsRead && !input.last_success; ++i) {
    Result<std::vector<v1::Sweep>> one = store.ListSweeps(1, before);
    if (!one.ok() || one->empty()) break;
    const v1::Sweep& sweep = one->front();
    if (sweep.state() == v1::Sweep::STATE_SUCCEEDED)
      input.last_success = FromProto(sweep.end_time());
    before = sweep.name().substr(sweep.name().find('/') + 1);
  }
  if (Result<std::vector<Source>> sources = sweeper.Sources(); sources.ok()) {
    for (const Source& source : *sources) input.sources.push_back(ToProto(source, now));
  }
  input.commits = store.commit_times();
  input.resources = ProbeResources(config.data_dir);
  return input;
}

}  // namespace varta
