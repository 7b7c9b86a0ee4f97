// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "sweep/fetch_settings.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/url.h"
#include "crawler/request_head.h"

namespace varta {
namespace {

constexpr size_t kMaxServers = 16;
constexpr size_t kMaxFixed = 1000;  // each fetch looks through them

using Fixed = std::vector<std::pair<std::string, std::string>>;

Status Check(std::vector<std::string> servers, Fixed fixed) {
  FetchOptions options;
  options.dns.servers = std::move(servers);
  options.dns.fixed = std::move(fixed);
  return CheckFetchOptions(options);
}

// As Url::host() writes it, with "*." before it if that was there; empty: no name.
std::string HostName(std::string_view written) {
  const std::string_view star = written.starts_with("*.") ? "*." : "";
  const std::optional<Url> url =
      Url::Parse("http://" + std::string(written.substr(star.size())) + "/");
  if (!url || url->path() != "/" || url->port() || !url->username().empty()) return {};
  return std::string(star) + url->host();
}

Status ReadFixed(const YamlNode& node, Fixed* fixed) {
  if (node.kind() != YamlNode::Kind::kMap) {
    return node.Error("write a map of names, as fixed: {shop.example: 192.0.2.7}");
  }
  for (const auto& [name, address] : node.entries()) {
    const std::string host = HostName(name.scalar());
    if (host.empty()) return name.Error("is no name of a host; write shop.example or *.example");
    if (address.kind() != YamlNode::Kind::kScalar) {
      return address.Error("a name has one address, as shop.example: 192.0.2.7");
    }
    fixed->emplace_back(host, address.scalar());
  }
  if (fixed->size() > kMaxFixed) return node.Error("more than 1000 names");
  if (Check({}, *fixed).ok()) return Status();
  for (const auto& [name, address] : node.entries()) {
    if (Status status = Check({}, {{name.scalar(), address.scalar()}}); !status.ok()) {
      return address.Error(status.message());
    }
  }
  return Status();
}

}  // namespace

FetchOptions ToFetchOptions(const Config& config) {
  FetchOptions options;
  if (!config.user_agent.empty()) options.user_agent = config.user_agent;
  options.from = config.from;
  options.max_body_bytes = static_cast<size_t>(config.max_body_bytes);
  options.connect_timeout = config.connect_timeout;
  options.total_timeout = config.fetch_timeout;
  options.max_in_flight = static_cast<int>(config.max_in_flight);
  options.dns.servers = config.dns_servers;
  options.dns.fixed = config.dns_fixed;
  return options;
}

Status ReadDnsSettings(YamlMap& file, Config* config) {
  const std::optional<YamlNode> node = file.Child("dns");
  if (!node) return Status();
  YamlMap dns(*node);
  config->dns_servers = dns.Texts("servers");
  if (config->dns_servers.size() > kMaxServers) dns.Fail("servers", "more than 16 servers");
  if (Status status = Check(config->dns_servers, {}); !status.ok()) {
    dns.Fail("servers", status.message());
  }
  if (const std::optional<YamlNode> fixed = dns.Child("fixed")) {
    if (Status status = ReadFixed(*fixed, &config->dns_fixed); !status.ok()) return status;
  }
  return dns.Finish();
}

void CheckFetchSettings(const Config& config, YamlMap& file) {
  if (config.user_agent.empty()) return;
  if (Status status = CheckUserAgent(config.user_agent); !status.ok()) {
    file.Fail("user_agent", status.message());
  }
}

}  // namespace varta
