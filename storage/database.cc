// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "storage/database.h"

#include <rocksdb/db.h>
#include <rocksdb/env.h>
#include <rocksdb/file_system.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/options.h>
#include <rocksdb/sst_file_manager.h>
#include <rocksdb/table.h>
#include <rocksdb/write_batch.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdarg>
#include <cstdio>
#include <filesystem>
#include <system_error>
#include <vector>

#include "base/log.h"
#include "storage/keys.h"
#include "storage/witness.h"

namespace varta {
namespace {

constexpr std::array kColumns = {
    Column::kMeta, Column::kLeads,   Column::kEvidence, Column::kEvidenceBytes, Column::kIndex,
    Column::kUrls, Column::kSweeps,  Column::kAudit,    Column::kQueue,         Column::kHosts,
    Column::kAds,  Column::kAdTexts, Column::kLinks};

const char* Name(Column column) {
  switch (column) {
    case Column::kMeta:
      return "meta";
    case Column::kLeads:
      return "leads";
    case Column::kEvidence:
      return "evidence";
    case Column::kEvidenceBytes:
      return "evidence_bytes";
    case Column::kIndex:
      return "index";
    case Column::kUrls:
      return "urls";
    case Column::kSweeps:
      return "sweeps";
    case Column::kAudit:
      return "audit";
    case Column::kQueue:
      return "queue";
    case Column::kHosts:
      return "hosts";
    case Column::kAds:
      return "ads";
    case Column::kAdTexts:
      return "ad_texts";
    case Column::kLinks:
      return "links";
  }
  return "";
}

rocksdb::ColumnFamilyOptions OptionsFor(const std::string& column) {
  rocksdb::ColumnFamilyOptions options;
  // What is still to be merged is packed quickly, what stays packed well.
  options.compression = rocksdb::kLZ4Compression;
  if (column != Name(Column::kIndex)) options.bottommost_compression = rocksdb::kZSTD;
  options.write_buffer_size = 16 << 20;
  options.paranoid_file_checks = true;
  rocksdb::BlockBasedTableOptions table;
  table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
  // Texts are walked through more often than looked up, and larger blocks pack better.
  if (column == Name(Column::kAdTexts)) table.block_size = 32 << 10;
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  if (column == Name(Column::kEvidenceBytes)) {
    // Pages lie apart from their keys, so that compaction does not copy them again and again.
    options.enable_blob_files = true;
    options.blob_compression_type = rocksdb::kZSTD;
    options.enable_blob_garbage_collection = true;
  }
  return options;
}

// What RocksDB says of itself. Its own log is a file beside the database, and RocksDB aborts once
// that file cannot be written: on a full disk the program would die of its own diary.
class Errors final : public rocksdb::Logger {
 public:
  Errors() : rocksdb::Logger(rocksdb::ERROR_LEVEL) {}
  using rocksdb::Logger::Logv;
  void Logv(const char*, va_list) override {}  // headers and statistics
  void Logv(const rocksdb::InfoLogLevel level, const char* format, va_list values) override {
    if (level != rocksdb::ERROR_LEVEL && level != rocksdb::FATAL_LEVEL) return;
    char text[1024];
    std::vsnprintf(text, sizeof text, format, values);
    Log(LogLevel::kError, "rocksdb", {{"says", text}});
  }
};

rocksdb::DBOptions CommonOptions(rocksdb::Env* env) {
  rocksdb::DBOptions options;
  options.env = env;
  options.create_if_missing = true;
  options.create_missing_column_families = true;
  options.paranoid_checks = true;
  options.atomic_flush =
      true;  // a recovery that stops early stops at the same moment in every column
  options.avoid_flush_during_shutdown = true;  // all that counts is in the log
  options.max_total_wal_size = 32 << 20;
  options.db_write_buffer_size = 32 << 20;
  options.max_open_files = 512;
  options.max_background_jobs = 2;
  options.info_log = std::make_shared<Errors>();
  return options;
}

Status ToStatus(const rocksdb::Status& status, const std::string& dir) {
  if (status.ok()) return Status();
  if (status.IsCorruption() || status.IsPathNotFound()) {
    return Status(Code::kDataLoss, "the database in " + dir + " is damaged: " + status.ToString());
  }
  if (status.IsIOError() || status.IsBusy() || status.IsTimedOut() || status.IsTryAgain() ||
      status.IsIncomplete() || status.IsShutdownInProgress() || status.IsAborted()) {
    if (status.IsBusy()) {  // a resumption is under way already
      return Status(Code::kUnavailable, "the database in " + dir +
                                            " takes no writes since one failed; free space and "
                                            "check the disk: it goes on by itself within seconds");
    }
    bool stuck = status.severity() >= rocksdb::Status::kFatalError;
    return Status(Code::kUnavailable,
                  "cannot read or write the database in " + dir + ": " + status.ToString() +
                      (stuck ? "; check the disk, then start the program again"
                             : "; free space and check the disk, then try again"));
  }
  return Status(Code::kInternal, "the database in " + dir + ": " + status.ToString());
}

// Does the database have all our columns? Not if the process died while it made them: then there is
// nothing in it yet. Those of another version of the program are not ours to touch.
Result<bool> HasAllColumns(const std::string& dir,
                           const std::shared_ptr<rocksdb::FileSystem>& file_system) {
  std::unique_ptr<rocksdb::Env> env = rocksdb::NewCompositeEnv(file_system);
  std::vector<std::string> names;
  rocksdb::Status listed = rocksdb::DB::ListColumnFamilies(CommonOptions(env.get()), dir, &names);
  if (!listed.ok()) return ToStatus(listed, dir);
  size_t ours = 0;
  for (const std::string& name : names) {
    if (name == rocksdb::kDefaultColumnFamilyName) continue;
    if (std::none_of(kColumns.begin(), kColumns.end(), [&](Column c) { return name == Name(c); })) {
      return Status(Code::kFailedPrecondition,
                    "the database in " + dir + " has the column '" + name +
                        "', which this program does not know; use the "
                        "version of varta that wrote it, or a newer one");
    }
    ++ours;
  }
  return ours == kColumns.size();
}

rocksdb::Slice ToSlice(std::string_view bytes) { return {bytes.data(), bytes.size()}; }
std::string_view ToView(const rocksdb::Slice& slice) { return {slice.data(), slice.size()}; }

}  // namespace

KeyRange KeyRange::WithPrefix(std::string_view prefix) {
  return {std::string(prefix), AfterPrefix(prefix)};
}

struct Database::Impl {
  Impl(const std::string& d, const std::shared_ptr<rocksdb::FileSystem>& files)
      : dir(d),
        file_system(files),
        env(rocksdb::NewCompositeEnv(files)),
        witness(d + "/ACKNOWLEDGED") {}

  // Constant after Open().
  const std::string dir;
  const std::shared_ptr<rocksdb::FileSystem> file_system;
  const std::unique_ptr<rocksdb::Env> env;  // outlives `db`
  std::unique_ptr<rocksdb::DB> db;
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  std::array<rocksdb::ColumnFamilyHandle*, kColumns.size()> columns{};

  // Of the one writer: the end of the log may hold a batch that was reported as not written.
  bool log_in_doubt = false;
  Witness witness;  // of the newest sequence number that was acknowledged

  rocksdb::ColumnFamilyHandle* column(Column c) const { return columns[static_cast<size_t>(c)]; }

  ~Impl() {
    if (!db) return;
    if (log_in_doubt) db->Resume().PermitUncheckedError();
    for (rocksdb::ColumnFamilyHandle* handle : handles) db->DestroyColumnFamilyHandle(handle);
    db->Close().PermitUncheckedError();
  }

  // `read_only`: changes nothing on disk, and nothing may be written.
  rocksdb::Status Open(rocksdb::WALRecoveryMode mode, bool read_only) {
    rocksdb::DBOptions options = CommonOptions(env.get());
    options.wal_recovery_mode = mode;
    if (!read_only) {
      // With it, RocksDB goes on by itself once a full disk has room again.
      options.sst_file_manager.reset(rocksdb::NewSstFileManager(env.get(), file_system));
    }
    std::vector<rocksdb::ColumnFamilyDescriptor> descriptors;
    descriptors.emplace_back(rocksdb::kDefaultColumnFamilyName,
                             OptionsFor(rocksdb::kDefaultColumnFamilyName));
    for (Column c : kColumns) descriptors.emplace_back(Name(c), OptionsFor(Name(c)));
    rocksdb::DB* opened = nullptr;
    rocksdb::Status status =
        read_only ? rocksdb::DB::OpenForReadOnly(options, dir, descriptors, &handles, &opened)
                  : rocksdb::DB::Open(options, dir, descriptors, &handles, &opened);
    if (!status.ok()) return status;
    db.reset(opened);
    for (size_t i = 0; i < kColumns.size(); ++i) columns[i] = handles[i + 1];
    return status;
  }

  Result<std::optional<std::string>> Get(const rocksdb::ReadOptions& options, Column c,
                                         std::string_view key) const {
    std::string value;
    rocksdb::Status status = db->Get(options, column(c), ToSlice(key), &value);
    if (status.IsNotFound()) return std::optional<std::string>();
    if (!status.ok()) return ToStatus(status, dir);
    return std::optional<std::string>(std::move(value));
  }

  // A write to the log that failed must never be read again: the batch was reported as not written,
  // and what is written later does not reckon with it. Resume() flushes what is in memory and goes
  // on with a new log, but only if there is something in memory. So there always is when the log is
  // written to: this row, which itself is in no log.
  rocksdb::Status KeepSomethingInMemory() {
    rocksdb::WriteOptions no_log;
    no_log.disableWAL = true;
    return db->Put(no_log, column(Column::kMeta), "in_memory", "");
  }
};

Database::Database(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Database::~Database() = default;

Result<std::unique_ptr<Database>> Database::Open(const std::string& dir, Recovery recovery,
                                                 std::shared_ptr<rocksdb::FileSystem> file_system) {
  if (!file_system) file_system = rocksdb::FileSystem::Default();
  bool strict = recovery == Recovery::kRefuseDamage;
  // The end of the log may hold half a batch, if the process died while it wrote it. This mode
  // passes over that and refuses all other damage; that nothing acknowledged is missing at the end,
  // the witness tells.
  rocksdb::WALRecoveryMode mode = strict ? rocksdb::WALRecoveryMode::kTolerateCorruptedTailRecords
                                         : rocksdb::WALRecoveryMode::kPointInTimeRecovery;
  std::error_code ignored;
  if (std::filesystem::exists(dir + "/CURRENT", ignored)) {
    Result<bool> complete = HasAllColumns(dir, file_system);
    if (!complete.ok()) return complete.status();
    if (strict && *complete) {
      Impl look(dir, file_system);
      rocksdb::Status status = look.Open(mode, /*read_only=*/true);
      if (!status.ok()) return ToStatus(status, dir);
      if (look.db->GetLatestSequenceNumber() < look.witness.Get()) {
        return Status(Code::kDataLoss, "the database in " + dir +
                                           " is damaged: the end of its log is missing, which was "
                                           "acknowledged");
      }
    }
  }
  auto impl = std::make_unique<Impl>(dir, file_system);
  rocksdb::Status status = impl->Open(mode, /*read_only=*/false);
  if (!status.ok()) return ToStatus(status, dir);
  impl->witness.Set(impl->db->GetLatestSequenceNumber());
  return std::unique_ptr<Database>(new Database(std::move(impl)));
}

Result<std::optional<std::string>> Database::Get(Column column, std::string_view key) const {
  return impl_->Get(rocksdb::ReadOptions(), column, key);
}

Status Database::Write(const Batch& batch) {
  if (batch.changes().empty()) return Status();
  if (impl_->log_in_doubt) {
    rocksdb::Status resumed = impl_->db->Resume();
    if (!resumed.ok()) return ToStatus(resumed, impl_->dir);
    impl_->log_in_doubt = false;
  }
  rocksdb::WriteBatch writes(0, 0, /*protection_bytes_per_key=*/8, 0);
  for (const auto& [place, value] : batch.changes()) {
    rocksdb::ColumnFamilyHandle* column = impl_->column(place.first);
    rocksdb::Status added =
        value ? writes.Put(column, place.second, *value) : writes.Delete(column, place.second);
    if (!added.ok()) return ToStatus(added, impl_->dir);
  }
  rocksdb::WriteOptions options;
  options.sync = true;
  rocksdb::Status status = impl_->KeepSomethingInMemory();
  if (status.ok()) status = impl_->db->Write(options, &writes);
  impl_->log_in_doubt = !status.ok();
  if (status.ok()) impl_->witness.Set(impl_->db->GetLatestSequenceNumber());
  return ToStatus(status, impl_->dir);
}

Status Database::Compact(Column column, std::stop_token stop) {
  std::atomic<bool> canceled = false;
  std::stop_callback cancel(stop, [&] { canceled = true; });
  rocksdb::CompactRangeOptions options;
  options.exclusive_manual_compaction = false;
  options.canceled = &canceled;
  rocksdb::Status status =
      impl_->db->CompactRange(options, impl_->column(column), nullptr, nullptr);
  if (status.IsIncomplete() && canceled) return Status();
  return ToStatus(status, impl_->dir);
}

struct Snapshot::Impl {
  const Database::Impl* database;
  const rocksdb::Snapshot* snapshot;

  explicit Impl(const Database::Impl* d) : database(d), snapshot(d->db->GetSnapshot()) {}
  ~Impl() { database->db->ReleaseSnapshot(snapshot); }

  rocksdb::ReadOptions options() const {
    rocksdb::ReadOptions options;
    options.snapshot = snapshot;
    return options;
  }
};

Snapshot::Snapshot(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Snapshot::Snapshot(Snapshot&&) noexcept = default;
Snapshot::~Snapshot() = default;

Snapshot Database::Now() const { return Snapshot(std::make_unique<Snapshot::Impl>(impl_.get())); }

Result<std::optional<std::string>> Snapshot::Get(Column column, std::string_view key) const {
  return impl_->database->Get(impl_->options(), column, key);
}

Status Snapshot::Scan(Column column, const KeyRange& range, const Visit& visit) const {
  rocksdb::ReadOptions options = impl_->options();
  rocksdb::Slice end = range.end;
  if (!range.end.empty()) options.iterate_upper_bound = &end;
  std::unique_ptr<rocksdb::Iterator> it(
      impl_->database->db->NewIterator(options, impl_->database->column(column)));
  for (it->Seek(range.begin); it->Valid(); it->Next()) {
    if (!visit(ToView(it->key()), ToView(it->value()))) break;
  }
  return ToStatus(it->status(), impl_->database->dir);
}

Status Snapshot::ScanBackwards(Column column, const KeyRange& range, const Visit& visit) const {
  rocksdb::ReadOptions options = impl_->options();
  rocksdb::Slice begin = range.begin, end = range.end;
  options.iterate_lower_bound = &begin;
  if (!range.end.empty()) options.iterate_upper_bound = &end;
  std::unique_ptr<rocksdb::Iterator> it(
      impl_->database->db->NewIterator(options, impl_->database->column(column)));
  for (it->SeekToLast(); it->Valid(); it->Prev()) {
    if (!visit(ToView(it->key()), ToView(it->value()))) break;
  }
  return ToStatus(it->status(), impl_->database->dir);
}

Result<std::optional<std::string>> Batch::Get(Column column, std::string_view key) const {
  auto it = changes_.find({column, std::string(key)});
  if (it != changes_.end()) return it->second;
  return database_.Get(column, key);
}

Status Batch::Scan(Column column, const KeyRange& range, const Snapshot::Visit& visit) const {
  auto own = changes_.lower_bound({column, range.begin});
  const auto has_own = [&] {
    return own != changes_.end() && own->first.first == column &&
           (range.end.empty() || own->first.second < range.end);
  };
  bool more = true;
  // What lies before `until`, or all that is left.
  const auto visit_own = [&](std::optional<std::string_view> until) {
    for (; more && has_own() && (!until || own->first.second < *until); ++own) {
      if (own->second) more = visit(own->first.second, *own->second);
    }
    return more;
  };
  Status scan =
      database_.Now().Scan(column, range, [&](std::string_view key, std::string_view value) {
        if (!visit_own(key)) return false;
        if (!has_own() || own->first.second != key) return more = visit(key, value);
        if (own->second) more = visit(key, *own->second);
        ++own;
        return more;
      });
  if (scan.ok()) visit_own(std::nullopt);
  return scan;
}

void Batch::Put(Column column, std::string key, std::string value) {
  changes_[{column, std::move(key)}] = std::move(value);
}

void Batch::Delete(Column column, std::string key) {
  changes_[{column, std::move(key)}] = std::nullopt;
}

Status EditRange(Database& database, Column column, const KeyRange& range, const EditRow& edit) {
  constexpr size_t kChangesPerBatch = 20'000;
  Snapshot view = database.Now();
  Batch batch(database);
  Status status;
  Status scan = view.Scan(column, range, [&](std::string_view key, std::string_view value) {
    status = edit(key, value, &batch);
    if (!status.ok() || batch.changes().size() < kChangesPerBatch) return status.ok();
    status = database.Write(batch);
    batch.Clear();
    return status.ok();
  });
  if (!scan.ok()) return scan;
  if (!status.ok()) return status;
  return database.Write(batch);
}

Status DeleteRange(Database& database, Column column, const KeyRange& range) {
  return EditRange(database, column, range,
                   [column](std::string_view key, std::string_view, Batch* batch) {
                     batch->Delete(column, std::string(key));
                     return Status();
                   });
}

}  // namespace varta
