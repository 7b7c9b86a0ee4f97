// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Config: every setting in one table, with its default, unit and meaning. varta.yaml overrides;
// `varta config` prints.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/status.h"
#include "crawler/fetcher.h"

namespace varta {

struct Config {
  std::string file;  // that was read; empty: defaults only
  std::string data_dir =
      "data";  // paths are made absolute against the file's folder (else the working folder)
  std::string sources_dir = "sources";
  std::string time_zone = "UTC";          // IANA name
  std::string packs_dir = "rules/packs";  // empty or absent: the packs built into the program
  std::string user_agent;  // empty: nobody said who asks, and only sources of kind test are read
  std::string robots_agent = "varta";
  std::string from;
  std::vector<std::string> allow_networks;
  std::vector<std::string> dns_servers;                        // crawler/resolver.h
  std::vector<std::pair<std::string, std::string>> dns_fixed;  // likewise: name, address
  Duration delay{2'000};
  Duration connect_timeout{10'000}, fetch_timeout{30'000};
  int64_t max_body_bytes = 4 * 1024 * 1024;
  int64_t max_in_flight = kUsualInFlight;
  int64_t max_pages_per_source = 5'000;
  int64_t max_depth = 5;
  int64_t max_attempts = 3;
  int64_t workers = 2;
  double lead_threshold = 0.5;
  Duration keep_unflagged = std::chrono::days(14);  // see sweep/ad_purge.h
  std::vector<std::string> contested;  // signs that count against the evidence: ParseOverride
  std::string socket;                  // empty: data_dir/varta.sock
  std::string socket_mode = "0600";
  std::string socket_group;
  std::string listen;  // host:port for mutual TLS; empty: none
  std::string tls_certificate, tls_key, tls_client_ca;
  bool reflection = false;
  std::vector<std::string> on_finish;  // program and its arguments; empty: none
  std::string on_finish_when = "trouble";
  Duration on_finish_timeout{60'000};
  std::string metrics_file, metrics_listen;
  std::vector<std::string> referral_contacts;
  int64_t min_disk_free_bytes = int64_t{1} << 30;
  int64_t max_memory_bytes = 0;
  int64_t min_free_files = 64;
};

constexpr Duration kMaxKeepUnflagged = std::chrono::days(30);

// `path`: --config's value. Else $VARTA_CONFIG, else ./varta.yaml, else the defaults. A named file
// that is not there is an error.
Result<Config> LoadConfig(std::string_view path);

// "127.0.0.1:9464" or "[::1]:9464"; nullopt: no loopback address, or no port. Port 0: any free one.
struct LoopbackAddress {
  std::string host;  // of IPv4
  bool v6 = false;   // ::1
  uint16_t port = 0;
};
std::optional<LoopbackAddress> LoopbackPort(std::string_view written);

// For `varta config`: one row a setting, in the file's order.
struct SettingRow {
  std::string name, value, default_value, unit, help;
};
std::vector<SettingRow> DescribeConfig(const Config& config);

}  // namespace varta
