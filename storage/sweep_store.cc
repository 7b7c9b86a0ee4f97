// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "storage/sweep_store.h"

#include "storage/frontier_store.h"
#include "storage/keys.h"
#include "storage/records.h"
#include "storage/timestamps.h"

namespace varta {
namespace {

using stored::v1::UrlRow;

constexpr std::string_view kSweeps = "sweeps/";
constexpr std::string_view kPlan = "plan/";  // in Column::kMeta

std::string UrlKey(std::string_view source, std::string_view url) {
  return KeyWriter().Text(source).Text(url).Take();
}

Result<std::optional<UrlRow>> ParseUrl(const Result<std::optional<std::string>>& value) {
  if (!value.ok()) return value.status();
  if (!*value) return std::optional<UrlRow>();
  UrlRow row;
  Status parsed = DecodeRecord(**value, "a URL", &row);
  if (!parsed.ok()) return parsed;
  return std::optional<UrlRow>(std::move(row));
}

}  // namespace

Status PutUrl(Batch& batch, UrlRow row) {
  std::string key = UrlKey(row.source(), row.url());
  if (!row.has_first_seen_time()) {
    Result<std::optional<UrlRow>> old = ParseUrl(batch.Get(Column::kUrls, key));
    if (!old.ok()) return old.status();
    if (*old && (*old)->has_first_seen_time()) {
      *row.mutable_first_seen_time() = (*old)->first_seen_time();
    }
  }
  RepairStrings(row);
  if (row.state() == UrlRow::STATE_DONE) DeleteQueued(batch, row);
  batch.Put(Column::kUrls, std::move(key), EncodeRecord(row));
  return Status();
}

void PutFresh(Batch& batch, UrlRow row, Time now) {
  if (!row.has_first_seen_time()) *row.mutable_first_seen_time() = ToTimestamp(now);
  row.set_state(UrlRow::STATE_WAITING);
  RepairStrings(row);
  PutQueued(batch, row);
  batch.Put(Column::kUrls, UrlKey(row.source(), row.url()), EncodeRecord(row));
}

Status PutDiscovered(Batch& batch, UrlRow row, Time now) {
  Result<std::optional<UrlRow>> old =
      ParseUrl(batch.Get(Column::kUrls, UrlKey(row.source(), row.url())));
  if (!old.ok()) return old.status();
  if (*old) {
    if ((*old)->sweep() == row.sweep()) return Status();
    UrlRow waiting = **std::move(old);
    waiting.set_sweep(row.sweep());
    waiting.set_depth(row.depth());
    waiting.set_discovered_from(row.discovered_from());
    waiting.set_kind(row.kind());
    waiting.set_identity(row.identity());
    waiting.set_priority(row.priority());
    waiting.set_order(row.order());
    *waiting.mutable_redirects() = row.redirects();
    row = std::move(waiting);
  }
  PutFresh(batch, std::move(row), now);
  return Status();
}

Result<std::optional<UrlRow>> ReadUrl(const Snapshot& view, std::string_view source,
                                      std::string_view url) {
  return ParseUrl(view.Get(Column::kUrls, UrlKey(source, url)));
}

Status VisitUrlRows(const Snapshot& view, std::string_view source,
                    const std::function<bool(const UrlRow&)>& visit) {
  Status damage;
  Status scan = view.Scan(Column::kUrls, KeyRange::WithPrefix(KeyWriter().Text(source).key()),
                          [&](std::string_view, std::string_view value) {
                            UrlRow row;
                            damage = DecodeRecord(value, "a URL", &row);
                            return damage.ok() && visit(row);
                          });
  return scan.ok() ? damage : scan;
}

Status PutSweepRecord(Batch& batch, const v1::Sweep& sweep) {
  std::string_view name = sweep.name();
  if (name.substr(0, kSweeps.size()) != kSweeps || name.size() == kSweeps.size()) {
    return Status(Code::kInvalidArgument,
                  "a sweep's name is sweeps/{id}, not '" + sweep.name() + "'");
  }
  stored::v1::StoredSweep stored;
  *stored.mutable_sweep() = sweep;
  RepairStrings(stored);
  batch.Put(Column::kSweeps, std::string(name.substr(kSweeps.size())), EncodeRecord(stored));
  return Status();
}

Result<v1::Sweep> ReadSweep(const Snapshot& view, std::string_view id) {
  if (id == "latest") {
    Result<std::vector<v1::Sweep>> newest = ReadSweeps(view, 1, "");
    if (!newest.ok()) return newest.status();
    if (newest->empty())
      return Status(Code::kNotFound, "there was no sweep yet; varta sweep starts one");
    return std::move(newest->front());
  }
  Result<std::optional<std::string>> value = view.Get(Column::kSweeps, id);
  if (!value.ok()) return value.status();
  if (!*value)
    return Status(Code::kNotFound, "there is no sweep '" + std::string(id) +
                                       "'; varta sweeps list shows those there are");
  stored::v1::StoredSweep stored;
  Status parsed = DecodeRecord(**value, "sweep " + std::string(id), &stored);
  if (!parsed.ok()) return parsed;
  return std::move(*stored.mutable_sweep());
}

Result<std::vector<v1::Sweep>> ReadSweeps(const Snapshot& view, int count,
                                          std::string_view before) {
  std::vector<v1::Sweep> sweeps;
  if (count <= 0) return sweeps;
  Status damage;
  Status scan = view.ScanBackwards(
      Column::kSweeps, {"", std::string(before)}, [&](std::string_view id, std::string_view value) {
        stored::v1::StoredSweep stored;
        damage = DecodeRecord(value, "sweep " + std::string(id), &stored);
        if (!damage.ok()) return false;
        sweeps.push_back(std::move(*stored.mutable_sweep()));
        return sweeps.size() < static_cast<size_t>(count);
      });
  if (!scan.ok()) return scan;
  if (!damage.ok()) return damage;
  return sweeps;
}

void PutPlanRow(Batch& batch, std::string_view source, const stored::v1::PlanRow& row) {
  batch.Put(Column::kMeta, std::string(kPlan) + std::string(source), EncodeRecord(row));
}

Result<Store::PlanRows> ReadPlan(const Snapshot& view) {
  Store::PlanRows rows;
  Status damage;
  Status scan = view.Scan(Column::kMeta, KeyRange::WithPrefix(kPlan),
                          [&](std::string_view key, std::string_view value) {
                            const std::string source(key.substr(kPlan.size()));
                            damage = DecodeRecord(value, "the plan of " + source, &rows[source]);
                            return damage.ok();
                          });
  if (!scan.ok()) return scan;
  if (!damage.ok()) return damage;
  return rows;
}

}  // namespace varta
