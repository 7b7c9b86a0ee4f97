// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "base/url.h"

#include <libpsl.h>

#include <utility>

#include "base/idna.h"
#include "base/text.h"
#include "base/url_host.h"
#include "base/url_parser.h"

namespace varta {
namespace {

int DefaultPort(std::string_view scheme) {
  const SpecialScheme* special = FindSpecialScheme(scheme);
  return special == nullptr ? 0 : special->port;
}

std::optional<Url> ParseBounded(std::string_view input, const Url* base, std::string_view charset) {
  if (input.size() > Url::kMaxInput) return std::nullopt;
  std::optional<Url> url(std::in_place);
  // Percent-encoding can make it several times as long.
  if (!UrlParser(base, charset, &*url).Run(input) || url->HrefSize() > Url::kMaxInput) url.reset();
  return url;
}

}  // namespace

std::string Origin::ToString() const {
  std::string text = scheme + "://" + host;
  if (port != DefaultPort(scheme)) text += ':' + std::to_string(port);
  return text;
}

std::optional<Url> Url::Parse(std::string_view input) {
  return ParseBounded(input, nullptr, "utf-8");
}

std::optional<Url> Url::Parse(std::string_view input, const Url& base) {
  return ParseBounded(input, &base, "utf-8");
}

std::optional<Url> Url::Parse(std::string_view input, const Url& base, std::string_view charset) {
  return ParseBounded(input, &base, charset);
}

std::string Url::Href() const {
  std::string href = Canonical();
  if (fragment_) href.append("#").append(*fragment_);
  return href;
}

size_t Url::HrefSize() const {
  const auto part = [](const std::optional<std::string>& text) {
    return text ? 1 + text->size() : 0;
  };
  size_t size = scheme_.size() + 1 + path_.size() + part(query_) + part(fragment_);
  if (has_host_) {
    size += 2 + host_.size();
    if (!username_.empty() || !password_.empty()) {
      size += username_.size() + 1 + (password_.empty() ? 0 : 1 + password_.size());
    }
    if (port_) size += 1 + std::to_string(*port_).size();
  } else if (!opaque_path_ && path_.starts_with("//")) {
    size += 2;
  }
  return size;
}

std::string Url::Canonical() const {
  std::string text;
  AppendCanonical(&text);
  return text;
}

void Url::AppendCanonical(std::string* out) const {
  std::string& text = *out;
  text.append(scheme_).append(":");
  if (has_host_) {
    text += "//";
    if (!username_.empty() || !password_.empty()) {
      text += username_;
      if (!password_.empty()) text.append(":").append(password_);
      text += '@';
    }
    text += host_;
    if (port_) text.append(":").append(std::to_string(*port_));
  } else if (!opaque_path_ && path_.starts_with("//")) {
    text += "/.";  // else the path would be read as a host
  }
  text += path_;
  if (query_) text.append("?").append(*query_);
}

std::string Url::PathAndQuery() const {
  std::string text = path_;
  if (query_) text.append("?").append(*query_);
  return text;
}

int Url::EffectivePort() const { return port_ ? *port_ : DefaultPort(scheme_); }

bool Url::IsHttp() const { return scheme_ == "http" || scheme_ == "https"; }

Origin Url::GetOrigin() const { return {scheme_, host_, EffectivePort()}; }

std::optional<std::string> HostToAscii(std::string_view host) {
  if (host.size() > Url::kMaxInput) return std::nullopt;
  return ParseHost(RepairUtf8(host), /*opaque=*/false);
}

std::optional<std::string> RegistrableDomain(std::string_view domain) {
  if (domain.size() > Url::kMaxInput) return std::nullopt;
  std::string lower = LowerCase(RepairUtf8(domain));
  if (lower.ends_with('.')) lower.pop_back();
  const bool empty_label = lower.empty() || lower.starts_with('.') || lower.ends_with('.') ||
                           lower.find("..") != std::string::npos;
  if (empty_label || lower.find_first_of(std::string_view("\0[]:/ ", 6)) != std::string::npos ||
      EndsInNumber(lower)) {
    return std::nullopt;
  }
  const char* registrable = psl_registrable_domain(psl_builtin(), lower.c_str());
  if (registrable == nullptr) return std::nullopt;
  return std::string(registrable);
}

}  // namespace varta
