// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "sweep/config.h"

#include <arpa/inet.h>

#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <variant>

#include "base/time_zone.h"
#include "base/yaml.h"
#include "sweep/fetch_settings.h"

namespace varta {
namespace {

namespace fs = std::filesystem;

using Pairs = std::vector<std::pair<std::string, std::string>>;

struct Range {
  int64_t min, max;
};

// One row a setting. The member says the type; the default is the member's initial value.
struct Row {
  const char* name;
  std::variant<std::string Config::*, std::vector<std::string> Config::*, Pairs Config::*,
               Duration Config::*, int64_t Config::*, double Config::*, bool Config::*>
      member;
  const char* unit;
  const char* help;
  Range range = {0, 0};  // of whole numbers
};

constexpr int64_t kMiB = 1024 * 1024;

const Row kRows[] = {
    {"data_dir", &Config::data_dir, "folder", "the database, the evidence and the server's socket"},
    {"sources_dir", &Config::sources_dir, "folder",
     "one YAML file a site: what may be read, and on whose word"},
    {"time_zone", &Config::time_zone, "IANA name",
     "of the times of day in the sources' every, where they name no other"},
    {"packs_dir", &Config::packs_dir, "folder",
     "rule packs; if the folder is not there, the packs built into varta"},
    {"user_agent", &Config::user_agent, "text",
     "who we say we are, with an address where a site's owner finds you; without it only "
     "sources of kind test are read, and only from allow_networks"},
    {"robots_agent", &Config::robots_agent, "name", "the name that robots.txt files call us by"},
    {"from", &Config::from, "e-mail", "sent in the From header; empty: not sent"},
    {"allow_networks", &Config::allow_networks, "networks",
     "private networks that sources of kind test may be on, as 127.0.0.0/8; all others only public "
     "addresses"},
    // Of the map `dns`: sweep/fetch_settings.h reads them.
    {"dns.servers", &Config::dns_servers, "addresses",
     "name servers to ask, as 192.0.2.53 or [2001:db8::1]:5353; empty: those of /etc/resolv.conf"},
    {"dns.fixed", &Config::dns_fixed, "name: address",
     "names that no server is asked for; *.example is all below it. Guarded as any address"},
    {"delay", &Config::delay, "duration",
     "rest between two fetches of one host, unless the source says more"},
    {"connect_timeout", &Config::connect_timeout, "duration", "to be connected, TLS included"},
    {"fetch_timeout", &Config::fetch_timeout, "duration", "for a whole fetch"},
    {"max_body_bytes",
     &Config::max_body_bytes,
     "bytes",
     "kept of one answer; the rest is cut and marked",
     {1024, 64 * kMiB}},
    {"max_in_flight", &Config::max_in_flight, "fetches", "at once, over all hosts", {1, 1024}},
    {"max_pages_per_source",
     &Config::max_pages_per_source,
     "pages",
     "fetched of one source in one sweep",
     {1, 10'000'000}},
    {"max_depth", &Config::max_depth, "links", "followed from a seed", {0, 1000}},
    {"max_attempts",
     &Config::max_attempts,
     "tries",
     "of one page that times out or gets a 5xx",
     {1, 10}},
    {"workers", &Config::workers, "threads", "that screen pages", {1, 64}},
    {"lead_threshold", &Config::lead_threshold, "score 0..1",
     "from which an ad with a hit is a lead"},
    {"keep_unflagged", &Config::keep_unflagged, "duration",
     "for which text and facts of ads that are no leads are kept after they were last seen, 0s to "
     "30d, unless the source says otherwise"},
    {"contested", &Config::contested, "INDICATOR WEIGHT WHY",
     "contested signs that count all the same, as 'J14 0.4 our prosecutor asks for them'; the "
     "reason "
     "is shown with every score"},
    {"socket", &Config::socket, "path", "the server's Unix socket; empty: varta.sock in data_dir"},
    {"socket_mode", &Config::socket_mode, "octal", "who may open the socket"},
    {"socket_group", &Config::socket_group, "group",
     "the socket's group; empty: the process's own"},
    {"listen", &Config::listen, "host:port", "mutual TLS beside the socket; empty: none"},
    {"tls_certificate", &Config::tls_certificate, "file", "the server's certificate chain, PEM"},
    {"tls_key", &Config::tls_key, "file", "its private key, PEM"},
    {"tls_client_ca", &Config::tls_client_ca, "file",
     "who signs the clients' certificates, PEM; needed with listen"},
    {"reflection", &Config::reflection, "true/false",
     "let gRPC clients ask for the service descriptions"},
    {"on_finish", &Config::on_finish, "command",
     "run when a sweep has ended, its ledger as JSON on standard input: a list of the program and "
     "its arguments, no shell"},
    {"on_finish_when", &Config::on_finish_when, "trouble/always",
     "after which sweeps: those that an operator should look at, or all"},
    {"on_finish_timeout", &Config::on_finish_timeout, "duration",
     "for that command; then it is killed"},
    {"metrics_file", &Config::metrics_file, "file",
     "varta serve writes Prometheus metrics there every 15 s; ends with .prom for node_exporter; "
     "empty: none"},
    {"metrics_listen", &Config::metrics_listen, "address:port",
     "varta serve answers /metrics there, on a loopback address only, as 127.0.0.1:9464; empty: "
     "none"},
    {"referral_contacts", &Config::referral_contacts, "texts",
     "whom a person at risk can turn to, a line each; written into every exported case"},
    {"min_disk_free_bytes",
     &Config::min_disk_free_bytes,
     "bytes",
     "free where data_dir is; with less the sweep pauses",
     {0, int64_t{1} << 50}},
    {"max_memory_bytes",
     &Config::max_memory_bytes,
     "bytes",
     "resident; with more the sweep pauses; 0: 80 % of what the cgroup or the machine has",
     {0, int64_t{1} << 50}},
    {"min_free_files",
     &Config::min_free_files,
     "descriptors",
     "left of ulimit -n; with fewer the sweep pauses",
     {0, 1'000'000}},
};

void Read(YamlMap& map, const Row& row, Config& config) {
  if (std::string_view(row.name).find('.') != std::string_view::npos) return;  // of a map within
  std::visit(
      [&](auto member) {
        [[maybe_unused]] auto& value = config.*member;
        using Value = std::remove_reference_t<decltype(value)>;
        if constexpr (std::is_same_v<Value, std::string>) value = map.Text(row.name, value);
        if constexpr (std::is_same_v<Value, std::vector<std::string>>) value = map.Texts(row.name);
        if constexpr (std::is_same_v<Value, Duration>) value = map.Span(row.name, value);
        if constexpr (std::is_same_v<Value, int64_t>)
          value = map.Integer(row.name, value, row.range.min, row.range.max);
        if constexpr (std::is_same_v<Value, double>) value = map.Number(row.name, value, 0.0, 1.0);
        if constexpr (std::is_same_v<Value, bool>) value = map.Flag(row.name, value);
      },
      row.member);
}

std::string Show(const Config& config, const Row& row) {
  return std::visit(
      [&](auto member) -> std::string {
        const auto& value = config.*member;
        using Value = std::remove_cvref_t<decltype(value)>;
        if constexpr (std::is_same_v<Value, std::string>) {
          return value;
        } else if constexpr (std::is_same_v<Value, std::vector<std::string>>) {
          std::string joined;
          for (const std::string& item : value) joined += (joined.empty() ? "" : ", ") + item;
          return joined;
        } else if constexpr (std::is_same_v<Value, Pairs>) {
          std::string joined;
          for (const auto& [name, item] : value) {
            joined += (joined.empty() ? "" : ", ") + name + ": " + item;
          }
          return joined;
        } else if constexpr (std::is_same_v<Value, Duration>) {
          return FormatDuration(value);
        } else if constexpr (std::is_same_v<Value, bool>) {
          return value ? "true" : "false";
        } else if constexpr (std::is_same_v<Value, double>) {
          std::string text = std::to_string(value);
          return text.substr(0, text.find_last_not_of('0') + 1);
        } else {
          return std::to_string(value);
        }
      },
      row.member);
}

std::string FindFile(std::string_view path) {
  if (!path.empty()) return std::string(path);
  if (const char* named = std::getenv("VARTA_CONFIG"); named != nullptr && *named != '\0')
    return named;
  std::error_code error;
  return fs::exists("varta.yaml", error) ? "varta.yaml" : "";
}

// Paths that people write are meant from where the file lies.
void MakeAbsolute(Config& config) {
  std::error_code error;
  fs::path base = config.file.empty() ? fs::current_path(error)
                                      : fs::absolute(config.file, error).parent_path();
  if (config.socket.empty()) config.socket = config.data_dir + "/varta.sock";
  for (std::string* path :
       {&config.data_dir, &config.sources_dir, &config.packs_dir, &config.socket,
        &config.tls_certificate, &config.tls_key, &config.tls_client_ca, &config.metrics_file}) {
    if (!path->empty()) *path = (base / *path).lexically_normal().string();
  }
  // A bare name is looked up in $PATH.
  if (!config.on_finish.empty() && config.on_finish[0].find('/') != std::string::npos)
    config.on_finish[0] = (base / config.on_finish[0]).lexically_normal().string();
}

Status Check(const Config& config, YamlMap& map) {
  bool octal = config.socket_mode.size() == 4 &&
               config.socket_mode.find_first_not_of("01234567") == std::string::npos;
  if (!octal) map.Fail("socket_mode", "write four octal digits, as 0600");
  if (Result<TimeZone> zone = TimeZone::Load(config.time_zone); !zone.ok())
    map.Fail("time_zone", zone.status().message());
  if (!config.listen.empty() &&
      (config.tls_certificate.empty() || config.tls_key.empty() || config.tls_client_ca.empty())) {
    map.Fail("listen",
             "a network address is only served with mutual TLS: set tls_certificate, tls_key and "
             "tls_client_ca");
  }
  CheckFetchSettings(config, map);
  if (config.keep_unflagged < Duration(0) || config.keep_unflagged > kMaxKeepUnflagged)
    map.Fail("keep_unflagged", "write 0s to 30d");
  if (config.on_finish_when != "trouble" && config.on_finish_when != "always")
    map.Fail("on_finish_when", "write trouble or always");
  if (!config.on_finish.empty() && config.on_finish[0].empty())
    map.Fail("on_finish", "the first word is the program");
  if (config.on_finish_timeout < Duration(1'000) || config.on_finish_timeout > Duration(3'600'000))
    map.Fail("on_finish_timeout", "write 1s to 1h");
  if (!config.metrics_listen.empty() && !LoopbackPort(config.metrics_listen)) {
    map.Fail("metrics_listen",
             "metrics are served without a password: write a loopback address and a port, as "
             "127.0.0.1:9464 or [::1]:9464");
  }
  return map.Finish();
}

}  // namespace

std::optional<LoopbackAddress> LoopbackPort(std::string_view written) {
  const size_t colon = written.rfind(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const std::string_view host = written.substr(0, colon), digits = written.substr(colon + 1);
  LoopbackAddress address;
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), address.port);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  if (host == "[::1]") {
    address.v6 = true;
    return address;
  }
  // 127.0.0.0/8: four plain numbers.
  address.host = host;
  in_addr parsed{};
  if (inet_pton(AF_INET, address.host.c_str(), &parsed) != 1) return std::nullopt;
  if (ntohl(parsed.s_addr) >> 24 != 127) return std::nullopt;
  return address;
}

Result<Config> LoadConfig(std::string_view path) {
  Config config;
  config.file = FindFile(path);
  if (!config.file.empty()) {
    Result<YamlNode> node = YamlNode::Load(config.file);
    if (node.status().code() == Code::kNotFound) {
      return Status(Code::kInvalidArgument,
                    node.status().message() + "; --config or $VARTA_CONFIG names it as settings");
    }
    if (!node.ok()) return Status(Code::kInvalidArgument, node.status().message());
    if (node->kind() != YamlNode::Kind::kNull) {  // an empty file is all defaults
      YamlMap map(*node);
      for (const Row& row : kRows) Read(map, row, config);
      if (Status status = ReadDnsSettings(map, &config); !status.ok()) return status;
      if (Status status = Check(config, map); !status.ok()) return status;
    }
  }
  MakeAbsolute(config);
  return config;
}

std::vector<SettingRow> DescribeConfig(const Config& config) {
  std::vector<SettingRow> rows;
  const Config defaults;
  for (const Row& row : kRows) {
    rows.push_back({row.name, Show(config, row), Show(defaults, row), row.unit, row.help});
  }
  return rows;
}

}  // namespace varta
