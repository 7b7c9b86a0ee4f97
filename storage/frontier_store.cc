// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "storage/frontier_store.h"

#include "base/url.h"
#include "storage/keys.h"
#include "storage/records.h"
#include "storage/sweep_store.h"

namespace varta {
namespace {

using stored::v1::HostRow;
using stored::v1::RobotsRow;
using stored::v1::UrlRow;

constexpr uint64_t kHost = 1, kRobots = 2;  // the last part of a key in hosts

std::string QueueKey(std::string_view origin, const QueuePlace& place) {
  return KeyWriter()
      .Text(origin)
      .Signed(place.priority)
      .Signed(place.depth)
      .Number(place.order)
      .Take();
}

// Of a canonical URL, as Origin::ToString() has it.
std::string OriginOf(std::string_view canonical) {
  const size_t host = canonical.find("://") + 3;
  if (host < 3) return "";
  const std::string_view origin = canonical.substr(0, canonical.find_first_of("/?", host));
  if (origin.find('@') == std::string_view::npos) return std::string(origin);
  const std::optional<Url> url = Url::Parse(canonical);
  return url ? url->GetOrigin().ToString() : "";
}

std::string KeyOf(const UrlRow& row) {
  return QueueKey(OriginOf(row.url()), {row.priority(), row.depth(), row.order()});
}

std::string HostKey(std::string_view origin, uint64_t part) {
  return KeyWriter().Text(origin).Number(part).Take();
}

template <typename Record>
Result<std::optional<Record>> Read(const Snapshot& view, const std::string& key,
                                   std::string_view origin) {
  Result<std::optional<std::string>> value = view.Get(Column::kHosts, key);
  if (!value.ok()) return value.status();
  if (!*value) return std::optional<Record>();
  Record record;
  Status parsed = DecodeRecord(**value, "host " + std::string(origin), &record);
  if (!parsed.ok()) return parsed;
  return std::optional<Record>(std::move(record));
}

}  // namespace

void PutQueued(Batch& batch, const UrlRow& row) {
  if (row.order() == 0) return;
  batch.Put(Column::kQueue, KeyOf(row), KeyWriter().Text(row.source()).Text(row.url()).Take());
}

void DeleteQueued(Batch& batch, const UrlRow& row) {
  if (row.order() != 0) batch.Delete(Column::kQueue, KeyOf(row));
}

Result<std::vector<UrlRow>> ReadQueue(const Snapshot& view, std::string_view origin,
                                      const QueuePlace& from, size_t count) {
  std::vector<UrlRow> rows;
  Status status;
  const KeyRange range{QueueKey(origin, from), AfterPrefix(KeyWriter().Text(origin).key())};
  Status scan = view.Scan(Column::kQueue, range, [&](std::string_view, std::string_view value) {
    if (rows.size() >= count) return false;
    KeyReader reader(value);
    const std::optional<std::string> source = reader.Text(), url = reader.Text();
    if (!source || !url) {
      status = Status(Code::kDataLoss, "a row of the queue is damaged; restore a backup");
      return false;
    }
    Result<std::optional<UrlRow>> row = ReadUrl(view, *source, *url);
    if (!row.ok()) status = row.status();
    if (row.ok() && *row) rows.push_back(**std::move(row));
    return status.ok();
  });
  if (!scan.ok()) return scan;
  if (!status.ok()) return status;
  return rows;
}

Status ClearQueue(Database& database) { return DeleteRange(database, Column::kQueue, {}); }

void PutHost(Batch& batch, const HostRow& host) {
  batch.Put(Column::kHosts, HostKey(host.origin(), kHost), EncodeRecord(host));
}

Result<std::optional<HostRow>> ReadHost(const Snapshot& view, std::string_view origin) {
  return Read<HostRow>(view, HostKey(origin, kHost), origin);
}

void PutRobots(Batch& batch, std::string_view origin, const RobotsRow& robots) {
  batch.Put(Column::kHosts, HostKey(origin, kRobots), EncodeRecord(robots));
}

Result<std::optional<RobotsRow>> ReadRobots(const Snapshot& view, std::string_view origin) {
  return Read<RobotsRow>(view, HostKey(origin, kRobots), origin);
}

}  // namespace varta
