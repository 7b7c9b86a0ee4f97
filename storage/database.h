// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Database: RocksDB as the rest of this folder sees it. Columns of sorted keys, batches that are
// written whole and synced or not at all, views that stay as they were. Bytes only; what they mean
// is said elsewhere.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>

#include "base/status.h"

namespace rocksdb {
class FileSystem;
}

namespace varta {

enum class Column {
  kMeta,
  kLeads,
  kEvidence,
  kEvidenceBytes,
  kIndex,
  kUrls,
  kSweeps,
  kAudit,
  kQueue,
  kHosts,
  kAds,
  kAdTexts,
  kLinks
};

// Keys from `begin` on, before `end`; an empty `end`: to the last one.
struct KeyRange {
  std::string begin, end;
  static KeyRange WithPrefix(std::string_view prefix);
};

// The database as it was at one moment. Any thread; the database outlives it.
class Snapshot {
 public:
  ~Snapshot();
  Snapshot(Snapshot&&) noexcept;

  // nullopt: no such key.
  Result<std::optional<std::string>> Get(Column column, std::string_view key) const;

  // Keys and values in order, until `visit` returns false. The views that it gets end with the
  // call.
  using Visit = std::function<bool(std::string_view key, std::string_view value)>;
  Status Scan(Column column, const KeyRange& range, const Visit& visit) const;
  Status ScanBackwards(Column column, const KeyRange& range, const Visit& visit) const;

 private:
  friend class Database;
  struct Impl;
  explicit Snapshot(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

class Database {
 public:
  enum class Recovery {
    kRefuseDamage,     // all that was acknowledged, or kDataLoss; half a batch at the log's end was
                       // not
    kUpToFirstDamage,  // what lies before the first damaged byte of the log; the rest is given up
  };

  // Makes a database if `dir` has none. `file_system` null: the machine's. kDataLoss: damaged,
  // nothing was changed. kFailedPrecondition: it has columns that this program does not know.
  static Result<std::unique_ptr<Database>> Open(const std::string& dir, Recovery recovery,
                                                std::shared_ptr<rocksdb::FileSystem> file_system);
  ~Database();

  // The newest state. Any thread.
  Result<std::optional<std::string>> Get(Column column, std::string_view key) const;
  Snapshot Now() const;

  // All of the batch or nothing, on disk when it returns OK. One thread at a time. kUnavailable: it
  // could not be written; if the program dies before the next successful write, the batch may turn
  // out to be there after all: write it again.
  Status Write(const class Batch& batch);

  // Rewrites the column, so that what was deleted from it is in no file any more; open snapshots
  // hold it back. Any thread, beside writes; ends early if `stop` asks.
  Status Compact(Column column, std::stop_token stop);

 private:
  friend class Snapshot;
  struct Impl;
  explicit Database(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// Changes that are to be written together; Get() sees them. One thread.
class Batch {
 public:
  explicit Batch(const Database& database) : database_(database) {}

  // What will be there once the batch is written.
  Result<std::optional<std::string>> Get(Column column, std::string_view key) const;
  // Rows of the range as they will be, in order; see Snapshot::Scan. `visit` changes no batch.
  Status Scan(Column column, const KeyRange& range, const Snapshot::Visit& visit) const;
  void Put(Column column, std::string key, std::string value);
  void Delete(Column column, std::string key);
  void Clear() { changes_.clear(); }

  using Changes = std::map<std::pair<Column, std::string>, std::optional<std::string>>;
  const Changes& changes() const { return changes_; }  // nullopt: deleted

 private:
  const Database& database_;
  Changes changes_;
};

// Looks at every row of the range as it is now and writes what `edit` puts into the batch, some
// 20,000 changes at a time, each time whole: for what may be half done. Ends with edit's first
// error.
using EditRow = std::function<Status(std::string_view key, std::string_view value, Batch* batch)>;
Status EditRange(Database& database, Column column, const KeyRange& range, const EditRow& edit);

// Deletes every key of the range, likewise.
Status DeleteRange(Database& database, Column column, const KeyRange& range);

}  // namespace varta
