// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// The models of a data folder: DATA/models/SHA256.model, each named by the digest of its bytes and
// never changed, and DATA/models/active, which holds one digest. Who made it active, when and why
// stands in the audit log. Any thread; one writer at a time (it is the store's holder).
#pragma once

#include <string>
#include <string_view>

#include "base/status.h"
#include "classifier/model.h"

namespace varta {

// Empty: the shipped model is active. kDataLoss: the file `active` holds something else.
Result<std::string> ActiveModelDigest(const std::string& data_dir);

// By its whole digest; empty: the shipped one. kNotFound; kDataLoss: the bytes are not those of the
// digest.
Result<std::string> ReadStoredModel(const std::string& data_dir, const std::string& digest);

// The model that scores; its name is shown with the first 12 digits of its digest.
Result<Model> LoadActiveModel(const std::string& data_dir);

// Keeps the text under its digest, which comes back. kInvalidArgument: it is no model of ads.
Result<std::string> StoreModel(const std::string& data_dir, std::string_view text);

// From now on; written whole or not at all. Empty: the shipped one.
Status SetActiveModel(const std::string& data_dir, const std::string& digest);

}  // namespace varta
