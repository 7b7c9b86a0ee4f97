// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// A back-test's report as one HTML page that needs nothing else: no scripts, no fonts, no pictures;
// prints on A4. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

#include "varta/v1/rule_service.pb.h"

namespace varta {

std::string BacktestHtml(const v1::BacktestReport& report);

// Text for an element or an attribute in double quotes; control characters become spaces.
std::string EscapeHtml(std::string_view utf8);

}  // namespace varta
