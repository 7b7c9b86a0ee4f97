// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// What of the configuration is the fetcher's: one way from the file's words to its options. Any
// thread.
#pragma once

#include "base/yaml.h"
#include "crawler/curl_fetcher.h"
#include "sweep/config.h"

namespace varta {

// What both a person's fetches and a sweep's are made with.
FetchOptions ToFetchOptions(const Config& config);

// `dns: {servers: [...], fixed: {NAME: ADDRESS}}` of the file; absent: as it is.
Status ReadDnsSettings(YamlMap& file, Config* config);

// Whether a fetcher can be made of them, and says of itself what an honest one says. What is wrong
// is a mistake at its key.
void CheckFetchSettings(const Config& config, YamlMap& file);

}  // namespace varta
