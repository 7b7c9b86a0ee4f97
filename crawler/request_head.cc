// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "crawler/request_head.h"

#include <algorithm>
#include <optional>

#include "base/ascii.h"
#include "base/url.h"

namespace varta {
namespace {

constexpr std::string_view kAccept =
    "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5";
constexpr std::string_view kAcceptEncoding = "gzip, deflate, br, zstd";

struct NotYours {
  std::string_view name;
  std::string_view why;
};
constexpr NotYours kNotYours[] = {
    {"host", "follows from the address"},
    {"user-agent", "is the setting user_agent"},
    {"from", "is the setting from"},
    {"accept-encoding", "is what the fetcher can undo"},
    {"connection", "is the connection's own"},
    {"keep-alive", "is the connection's own"},
    {"content-length", "belongs to a body, and there is none"},
    {"content-type", "belongs to a body, and there is none"},
    {"transfer-encoding", "is the connection's own"},
    {"te", "is the connection's own"},
    {"trailer", "is the connection's own"},
    {"upgrade", "is the connection's own"},
    {"expect", "belongs to a body, and there is none"},
    {"range", "would bring half a page"},
    {"if-range", "would bring half a page"},
    {"authorization", "logs in, which is not done"},
    {"proxy-authorization", "logs in, which is not done"},
    {"proxy-connection", "is the connection's own"},
};

// RFC 9110, 5.6.2.
bool IsTokenChar(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         (c != '\0' && std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos);
}

bool IsValueChar(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte == '\t' || (byte >= 0x20 && byte != 0x7f);
}

}  // namespace

Status CheckRequestHeader(std::string_view name, std::string_view value) {
  const auto error = [&](const std::string& why) {
    return Status(Code::kInvalidArgument,
                  "header '" + std::string(name.substr(0, 64)) + "' " + why);
  };
  if (name.empty() || !std::all_of(name.begin(), name.end(), IsTokenChar)) {
    return error("is no header name; it has letters, digits and - only");
  }
  if (value.empty()) return error("has no value; leave it out");
  if (!std::all_of(value.begin(), value.end(), IsValueChar)) {
    return error("has a control character or a line end in its value");
  }
  const std::string lower = ascii::Lower(name);
  for (const NotYours& not_yours : kNotYours) {
    if (lower == not_yours.name) return error(std::string(not_yours.why) + "; leave it out");
  }
  return Status();
}

Status CheckUserAgent(std::string_view user_agent) {
  const auto error = [](const std::string& why) {
    return Status(Code::kInvalidArgument, "user_agent " + why);
  };
  if (user_agent.empty() || !std::all_of(user_agent.begin(), user_agent.end(), IsValueChar)) {
    return error("is empty or has a control character");
  }
  const std::string lower = ascii::Lower(user_agent);
  if (lower.starts_with("mozilla/") || lower.starts_with("opera/")) {
    return error("pretends to be a browser; begin it with the crawler's own name");
  }
  for (const std::string_view contact : {"http://", "https://", "@"}) {
    if (lower.find(contact) != std::string::npos) return Status();
  }
  return error("says nobody to turn to; add (+https://...) with a page about the crawler");
}

Headers RequestHeaders(const Task& task, const std::string& user_agent, const std::string& from) {
  const Url& url = task.url;
  Headers headers;
  headers.reserve(5 + task.headers.size());
  headers.emplace_back("Host",
                       url.port() ? url.host() + ":" + std::to_string(*url.port()) : url.host());
  headers.emplace_back("User-Agent", user_agent);
  if (!from.empty()) headers.emplace_back("From", from);
  if (FindHeader(task.headers, "Accept").empty()) headers.emplace_back("Accept", kAccept);
  headers.emplace_back("Accept-Encoding", kAcceptEncoding);
  headers.insert(headers.end(), task.headers.begin(), task.headers.end());
  return headers;
}

bool IsConditional(const Task& task) {
  return !FindHeader(task.headers, "If-None-Match").empty() ||
         !FindHeader(task.headers, "If-Modified-Since").empty();
}

Result<Proxy> ParseProxy(std::string_view text) {
  const auto error = [&](const std::string& why) {
    return Status(Code::kInvalidArgument,
                  "proxy '" + std::string(text.substr(0, 100)) + "' " + why);
  };
  Proxy proxy;
  const size_t colon = text.find("://");
  proxy.scheme = ascii::Lower(text.substr(0, colon));
  if (colon == std::string_view::npos ||
      (proxy.scheme != "http" && proxy.scheme != "https" && proxy.scheme != "socks5h")) {
    return error("begins with none of http://, https:// and socks5h://");
  }
  // Read as a web address: one way for hosts and ports to be written.
  const std::optional<Url> url = Url::Parse("http" + std::string(text.substr(colon)));
  if (!url || url->host().empty()) return error("is no address; write socks5h://127.0.0.1:9050");
  if (!url->username().empty() || !url->password().empty()) {
    return error("has a user name; proxies that log in are not supported");
  }
  if (url->path() != "/" || url->query() || url->fragment()) {
    return error("has something behind its port");
  }
  proxy.host = url->host();
  if (proxy.host.starts_with('[')) proxy.host = proxy.host.substr(1, proxy.host.size() - 2);
  // 80 is what was written, or nothing was: a proxy has no port of its own that all would expect.
  proxy.port = url->EffectivePort();
  if (!url->port() && !text.ends_with(":80") && !text.ends_with(":80/")) {
    return error("has no port; write it as " + proxy.scheme + "://" + url->host() + ":PORT");
  }
  if (proxy.port == 0) return error("has port 0");
  return proxy;
}

}  // namespace varta
