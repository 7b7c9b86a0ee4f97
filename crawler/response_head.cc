// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "crawler/response_head.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <charconv>
#include <cstring>

#include "base/ascii.h"

namespace varta {
namespace {

constexpr std::string_view kNotTextFamilies[] = {"image/", "audio/", "video/", "font/", "model/"};
constexpr std::string_view kNotText[] = {
    "application/octet-stream",
    "application/pdf",
    "application/zip",
    "application/x-zip-compressed",
    "application/x-rar-compressed",
    "application/vnd.rar",
    "application/x-7z-compressed",
    "application/x-bzip2",
    "application/x-tar",
    "application/java-archive",
    "application/vnd.android.package-archive",
    "application/x-msdownload",
    "application/x-msdos-program",
    "application/x-apple-diskimage",
    "application/x-iso9660-image",
    "application/x-shockwave-flash",
    "application/font-woff",
    "application/font-woff2",
    "application/vnd.ms-fontobject",
    "application/msword",
    "application/vnd.ms-excel",
    "application/vnd.ms-powerpoint",
    "application/wasm",
    "application/ogg",
    "application/mp4",
    "application/epub+zip",
};
// Their XML is inside a ZIP archive.
constexpr std::string_view kOfficeFamilies[] = {"application/vnd.openxmlformats-officedocument.",
                                                "application/vnd.oasis.opendocument."};
constexpr std::string_view kSpace = " \t\r\n";

}  // namespace

bool ResponseHead::Add(std::string_view line) {
  bytes_ += line.size();
  if (too_large()) return false;
  if (complete_) return true;
  const bool folded = line.starts_with(' ') || line.starts_with('\t');
  const std::string_view content = ascii::Trim(line, kSpace);
  if (!started_) {  // the status line
    started_ = true;
    headers_.clear();
    status_ = 0;
    if (!line.starts_with("HTTP/")) return true;
    const size_t space = content.find(' ');
    version_ = content.substr(5, space - 5);
    if (space != std::string_view::npos) {
      const std::string_view code = ascii::Trim(content.substr(space), kSpace);
      std::from_chars(code.data(), code.data() + code.size(), status_);
    }
  } else if (content.empty()) {
    complete_ = status_ < 100 || status_ >= 200;
    started_ = complete_;
  } else if (folded && !headers_.empty()) {  // obs-fold (RFC 9112, 5.2)
    headers_.back().second.append(" ").append(content);
  } else if (const size_t colon = content.find(':'); colon != std::string_view::npos) {
    headers_.emplace_back(content.substr(0, colon), ascii::Trim(content.substr(colon + 1), kSpace));
  }
  return true;
}

std::string MediaType(std::string_view content_type) {
  std::string type;
  for (char c : ascii::Trim(content_type.substr(0, content_type.find(';')), kSpace)) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (c > 0x20 && c < 0x7f) type.push_back(c);
  }
  return type;
}

bool MayBeText(std::string_view content_type) {
  const std::string type = MediaType(content_type);
  if (type == "image/svg+xml") return true;
  for (const std::string_view family : kNotTextFamilies) {
    if (type.starts_with(family)) return false;
  }
  for (const std::string_view family : kOfficeFamilies) {
    if (type.starts_with(family)) return false;
  }
  for (const std::string_view known : kNotText) {
    if (type == known) return false;
  }
  return true;
}

SocketAddress DescribeAddress(const sockaddr* address, size_t size) {
  char text[INET6_ADDRSTRLEN] = {};
  if (address->sa_family == AF_INET && size >= sizeof(sockaddr_in)) {
    sockaddr_in four;
    std::memcpy(&four, address, sizeof four);
    inet_ntop(AF_INET, &four.sin_addr, text, sizeof text);
    return {text, ntohs(four.sin_port)};
  }
  if (address->sa_family == AF_INET6 && size >= sizeof(sockaddr_in6)) {
    sockaddr_in6 six;
    std::memcpy(&six, address, sizeof six);
    inet_ntop(AF_INET6, &six.sin6_addr, text, sizeof text);
    return {text, ntohs(six.sin6_port)};
  }
  return {};
}

}  // namespace varta
