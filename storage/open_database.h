// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// From a data folder to a database that this program can work with: opened, repaired if that may
// be, of the right schema, with the indexes that the table names. One thread.
#pragma once

#include <memory>
#include <string>

#include "base/clock.h"
#include "base/status.h"
#include "storage/data_folder.h"
#include "storage/database.h"
#include "storage/store.h"

namespace varta {

struct OpenedDatabase {
  std::unique_ptr<Database> database;
  std::string note;  // Store::recovery_note
};

// Errors as Store::Open.
Result<OpenedDatabase> OpenDatabase(const DataFolder& folder, const Store::Options& options,
                                    Time now);

}  // namespace varta
