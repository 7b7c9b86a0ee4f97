// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// What screening said of a document, as one line of JSON.
#pragma once

#include <nlohmann/json.hpp>

#include <string>

#include "varta/v1/screen_service.pb.h"

namespace varta {

using OrderedJson = nlohmann::ordered_json;

OrderedJson ToLine(const v1::Screened& screened);
OrderedJson HitsJson(const google::protobuf::RepeatedPtrField<v1::Hit>& hits);
OrderedJson TermsJson(const v1::Score& score);

// One line, ill-formed text replaced.
std::string Dump(const OrderedJson& json);

}  // namespace varta
