// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "storage/unscored.h"

#include "storage/ad_store.h"
#include "storage/keys.h"
#include "storage/records.h"
#include "storage/timestamps.h"

namespace varta {
namespace {

using stored::v1::KeptAd;

constexpr std::string_view kRows = "unscored/", kBuilt = "unscored";
constexpr size_t kQueueTimeBytes = 8;

bool IsUnscored(const KeptAd* ad) {
  return ad != nullptr && !ad->purged() && !ad->score().not_scored_because().empty();
}

// By when it was seen first, which stays.
std::string RowOf(std::string_view id, const KeptAd& ad) {
  return std::string(kRows) +
         KeyWriter()
             .SignedDescending(ToUnixMillis(FromTimestamp(ad.first_seen_time())))
             .Raw(id)
             .Take();
}

}  // namespace

void PutUnscored(Batch& batch, std::string_view id, const KeptAd* before, const KeptAd* now) {
  const bool was = IsUnscored(before), is = IsUnscored(now);
  if (was && (!is || RowOf(id, *before) != RowOf(id, *now)))
    batch.Delete(Column::kMeta, RowOf(id, *before));
  if (is && (!was || RowOf(id, *before) != RowOf(id, *now)))
    batch.Put(Column::kMeta, RowOf(id, *now), "");
}

Result<UnscoredPage> ReadUnscored(const Snapshot& view, std::string_view source, size_t count,
                                  std::string_view after) {
  UnscoredPage page;
  Status failed;
  std::string last;
  KeyRange range = KeyRange::WithPrefix(kRows);
  if (!after.empty()) range.begin = std::string(kRows) + std::string(after) + '\0';
  Status scan = view.Scan(Column::kMeta, range, [&](std::string_view key, std::string_view) {
    const std::string_view place = key.substr(kRows.size());
    if (place.size() <= kQueueTimeBytes) return true;
    UnscoredAd ad{std::string(place.substr(kQueueTimeBytes)), {}};
    Result<std::optional<std::string>> row = view.Get(Column::kAds, ad.id),
                                       text = view.Get(Column::kAdTexts, ad.id);
    failed = row.ok() ? text.status() : row.status();
    if (!failed.ok()) return false;
    if (!*row || !*text) return true;  // CheckUnscored says so
    failed = DecodeRecord(**row, "ad " + ad.id, &ad.row);
    if (failed.ok() && !source.empty() && ad.row.source() != source) return true;
    if (failed.ok()) failed = DecodeRecord(**text, "ad " + ad.id, ad.row.mutable_ad());
    if (!failed.ok()) return false;
    if (page.ads.size() == count) {
      page.next = last;
      return false;
    }
    last = place;
    page.ads.push_back(std::move(ad));
    return true;
  });
  if (failed.ok()) failed = scan;
  if (!failed.ok()) return failed;
  return page;
}

Status BuildUnscored(Database& database) {
  Result<std::optional<std::string>> built = database.Get(Column::kMeta, kBuilt);
  if (!built.ok()) return built.status();
  if (*built) return Status();
  Status done = EditRange(database, Column::kAds, {},
                          [](std::string_view id, std::string_view value, Batch* batch) {
                            KeptAd ad;
                            Status decoded = DecodeRecord(value, "ad " + std::string(id), &ad);
                            if (decoded.ok()) PutUnscored(*batch, id, nullptr, &ad);
                            return decoded;
                          });
  if (!done.ok()) return done;
  Batch batch(database);
  SayUnscoredIsBuilt(batch);
  return database.Write(batch);
}

void SayUnscoredIsBuilt(Batch& batch) { batch.Put(Column::kMeta, std::string(kBuilt), ""); }

Status CheckUnscored(const Snapshot& view) {
  const auto wrong_with = [](std::string_view id) {
    return Status(Code::kDataLoss, "the queue of ads without a score does not fit ad " +
                                       std::string(id) + "; restore a backup");
  };
  Status wrong;
  uint64_t rows = 0, found = 0;
  Status scan = VisitAdRows(view, [&](std::string_view id, const KeptAd& ad) {
    if (!IsUnscored(&ad)) return true;
    ++rows;
    Result<std::optional<std::string>> row = view.Get(Column::kMeta, RowOf(id, ad));
    wrong = row.ok() && !*row ? wrong_with(id) : row.status();
    return wrong.ok();
  });
  if (!wrong.ok()) return wrong;
  if (!scan.ok()) return scan;
  scan = view.Scan(Column::kMeta, KeyRange::WithPrefix(kRows),
                   [&](std::string_view, std::string_view) { return ++found > 0; });
  return scan.ok() && found != rows ? wrong_with("(gone)") : scan;
}

}  // namespace varta
