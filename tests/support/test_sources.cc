// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0

#include "tests/support/test_sources.h"

#include <filesystem>
#include <fstream>
#include <string_view>
#include <system_error>

namespace varta {
namespace {

// A YAML scalar in single quotes, in which a backslash is only a backslash.
std::string Quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    out += c;
    if (c == '\'') out += c;
  }
  return out + "'";
}

std::string Id(const TestHost& host) { return host.name.substr(0, host.name.find('.')); }

// A regular expression that matches the URLs of one origin.
std::string OriginPattern(std::string_view host, int port) {
  std::string out = "^http://";
  for (const char c : host) {
    if (c == '.') out += '\\';
    out += c;
  }
  return out + ":" + std::to_string(port) + "/";
}

Status WriteFile(const std::filesystem::path& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << text;
  file.close();
  if (!file) return Status(Code::kUnavailable, "cannot write " + path.string());
  return Status();
}

}  // namespace

std::string SourceYaml(const TestHost& host, int port) {
  const std::string origin = "http://" + host.name + ":" + std::to_string(port);
  std::string yaml = "# Made by varta-testsite: every ad there is invented.\n";
  yaml += "id: " + Id(host) + "\n";
  yaml += "title: " + Quoted("Test site: " + host.imitates) + "\n";
  yaml += "kind: test\n";
  if (host.imitates == "an adult classifieds board") yaml += "stands_for: sexual_services\n";
  yaml += "seeds: [" + Quoted(origin + "/") + "]\n";
  yaml += "allow: [" + Quoted(OriginPattern(host.name, port)) + "]\n";
  if (host.traps) yaml += "deny: ['/calendar']\n";
  if (!host.ad_pattern.empty()) {
    yaml += "ad: [" + Quoted(host.ad_pattern) + "]\n";
    yaml += "ad_id: " + Quoted(host.id_pattern) + "\n";
  }
  yaml += "delay: 20ms\n";
  yaml += "every: 'day at 03:30 Europe/Kyiv'\n";
  yaml += "region: UA\n";
  yaml += "purpose: 'tests and demonstration'\n";
  yaml += "legal_basis: 'own invented data; concerns nobody'\n";
  yaml += "approved_by: 'the varta authors'\n";
  yaml += std::string("expires: ") + (host.expired ? "2020-01-01" : "2099-12-31") + "\n";
  return yaml;
}

Status WriteSources(const TestSite& site, const std::string& dir) {
  std::error_code error;
  std::filesystem::create_directories(dir, error);
  if (error) return Status(Code::kUnavailable, "cannot make " + dir + ": " + error.message());
  for (const TestHost& host : site.hosts()) {
    if (host.linked_only) continue;
    const std::string name = Id(host) + ".yaml";
    Status status = WriteFile(std::filesystem::path(dir) / name, SourceYaml(host, site.port()));
    if (!status.ok()) return status;
  }
  TestHost dead;
  dead.name = "dead.localhost";
  dead.imitates = "a site that is down";
  return WriteFile(std::filesystem::path(dir) / "dead.yaml", SourceYaml(dead, site.dead_port()));
}

}  // namespace varta
