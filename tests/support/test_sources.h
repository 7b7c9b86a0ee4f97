// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// The source files (sources/*.yaml) under which the test site may be crawled.
#pragma once

#include <string>

#include "base/status.h"
#include "tests/support/test_site.h"

namespace varta {

// One file for each host that has a source, and dead.yaml. The folder is made if it is not there.
// kUnavailable: cannot be written.
Status WriteSources(const TestSite& site, const std::string& dir);

// The text of one host's file.
std::string SourceYaml(const TestHost& host, int port);

}  // namespace varta
