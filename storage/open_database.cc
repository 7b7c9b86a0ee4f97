// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "storage/open_database.h"

#include <optional>
#include <string_view>
#include <utility>

#include "storage/audit.h"
#include "storage/check.h"
#include "storage/indexes.h"
#include "storage/lead_store.h"
#include "storage/link_purge.h"
#include "storage/sweep_store.h"
#include "storage/unscored.h"

namespace varta {
namespace {

constexpr std::string_view kSchemaKey = "schema", kSchema = "2", kIndexesKey = "indexes";

// Opens; of a damaged database only if it may be repaired, and then leaves a copy of it. `note`
// says what was done.
Result<std::unique_ptr<Database>> OpenOrRepair(const DataFolder& folder,
                                               const Store::Options& options, Time now,
                                               std::string* note) {
  std::string path = folder.database_path();
  Result<std::unique_ptr<Database>> database =
      Database::Open(path, Database::Recovery::kRefuseDamage, options.file_system);
  if (database.ok() || database.status().code() != Code::kDataLoss) return database;
  const std::string found = database.status().message();
  if (!options.recover) {
    return Status(Code::kDataLoss, found + "; nothing was changed; copy the folder " +
                                       folder.path() +
                                       " aside, then start with --recover to go on with what lies "
                                       "before the damage, or restore a backup");
  }
  Result<std::string> copy = folder.CopyDatabaseAside(now);
  if (!copy.ok()) return copy.status();
  database = Database::Open(path, Database::Recovery::kUpToFirstDamage, options.file_system);
  if (!database.ok()) {
    return Status(database.status().code(), database.status().message() +
                                                "; it could not be repaired; restore a backup; the "
                                                "files as they were lie in " +
                                                *copy);
  }
  *note =
      "repaired at " + FormatTime(now) + ": " + found + "; the files as they were lie in " + *copy;
  return database;
}

// The version of the bytes on disk. A database without one was never finished, and is empty.
Status CheckSchema(Database& database, const std::string& path) {
  Result<std::optional<std::string>> schema = database.Get(Column::kMeta, kSchemaKey);
  if (!schema.ok()) return schema.status();
  if (!*schema) {
    Batch batch(database);
    batch.Put(Column::kMeta, std::string(kSchemaKey), std::string(kSchema));
    SayUnscoredIsBuilt(batch);
    SayPurgesAreCaughtUp(batch);
    return database.Write(batch);
  }
  if (**schema == kSchema) return Status();
  return Status(Code::kFailedPrecondition,
                "the database in " + path + " has schema version " + **schema +
                    " and this program writes version " + std::string(kSchema) +
                    "; use the version of varta that wrote it, or restore a backup of version " +
                    std::string(kSchema));
}

// Builds the indexes that were added to the table since the database was last open, and drops the
// rows of those that went.
Status BringIndexesUpToDate(Database& database) {
  Result<std::optional<std::string>> built = database.Get(Column::kMeta, kIndexesKey);
  if (!built.ok()) return built.status();
  std::string before = built->value_or(""), now;
  for (const Index& index : AllIndexes()) now.push_back(index.letter);
  if (before == now) return Status();
  for (char letter : before) {
    if (now.find(letter) != std::string::npos) continue;
    Status dropped = DropIndex(database, letter);
    if (!dropped.ok()) return dropped;
  }
  for (char letter : now) {
    if (before.find(letter) != std::string::npos) continue;
    Status done = BuildIndex(database, letter);
    if (!done.ok()) return done;
  }
  Batch batch(database);
  batch.Put(Column::kMeta, std::string(kIndexesKey), now);
  return database.Write(batch);
}

// What is left after a repair, for people and for the audit log.
Result<std::string> DescribeRepair(Database& database, std::string note, Time now) {
  Snapshot view = database.Now();
  Result<AuditChain> chain = VerifyAuditChain(view);
  Result<v1::Sweep> sweep = ReadSweep(view, "latest");
  Status consistent = CheckDatabase(view);
  note += "; the last audit entry is ";
  note += !chain.ok()           ? "not known (" + chain.status().message() + ")"
          : chain->entries == 0 ? "none"
                                : "number " + std::to_string(chain->entries - 1);
  note += ", the newest sweep ";
  note += sweep.ok() ? sweep->name() : "is not known (" + sweep.status().message() + ")";
  note +=
      consistent.ok() ? "; leads, evidence and index fit together" : "; " + consistent.message();
  note += "; what was written after that is lost";

  Batch batch(database);
  Status status = AppendAudit(batch, {"system", "RECOVER", "database", "", note}, now);
  if (status.ok()) status = database.Write(batch);
  if (!status.ok()) return status;
  return note;
}

}  // namespace

Result<OpenedDatabase> OpenDatabase(const DataFolder& folder, const Store::Options& options,
                                    Time now) {
  OpenedDatabase opened;
  Result<std::unique_ptr<Database>> database = OpenOrRepair(folder, options, now, &opened.note);
  if (!database.ok()) return database.status();
  Status status = CheckSchema(**database, options.dir);
  if (status.ok()) status = BringIndexesUpToDate(**database);
  if (status.ok()) status = BuildUnscored(**database);
  if (status.ok()) status = CatchUpWithPurges(**database);
  if (!status.ok()) return status;
  if (!opened.note.empty()) {
    Result<std::string> described = DescribeRepair(**database, std::move(opened.note), now);
    if (!described.ok()) return described.status();
    opened.note = *std::move(described);
  }
  opened.database = *std::move(database);
  return opened;
}

}  // namespace varta
