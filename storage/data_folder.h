// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// The data folder: who may use it, the secret that lies in it, and the copy that is put aside
// before a repair.
#pragma once

#include <string>

#include "base/clock.h"
#include "base/status.h"

namespace varta {

// Holds the folder for this process as long as it lives, also against a second use within the
// process.
class DataFolder {
 public:
  // Makes the folder (0700, not its parents) if `create`, and takes its lock. kNotFound: not there,
  // or no database in it, and `create` is false. kFailedPrecondition: another process has it (which
  // one), or it cannot be used as a folder (one sentence says why). kDataLoss: there are files of a
  // database, but not the one that says which of them count.
  static Result<DataFolder> Take(const std::string& path, bool create);
  ~DataFolder();
  DataFolder(DataFolder&& other) noexcept;

  const std::string& path() const { return path_; }
  std::string database_path() const { return path_ + "/db"; }
  bool has_database() const { return has_database_; }  // when it was taken

  // The 32 bytes of contact.key. Made (whole or not at all, 0600) if there is none and no database
  // yet; kDataLoss: there is a database without its key.
  Result<std::string> ContactKey() const;

  // Copies the database's files to a new folder beside it and returns its path.
  Result<std::string> CopyDatabaseAside(Time now) const;

 private:
  DataFolder(std::string path, int lock, bool has_database);

  std::string path_;
  int lock_;  // file descriptor
  bool has_database_;
};

// The 32 bytes of the folder's contact.key, whoever has the folder: for pseudonyms that are the
// same as in its database. kNotFound: there is none.
Result<std::string> ReadContactKey(const std::string& folder);

}  // namespace varta
