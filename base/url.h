// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// URLs by the WHATWG URL Standard (https://url.spec.whatwg.org, read 2026): parsed, resolved and
// serialised exactly as a browser would. Values; any thread. IDNA by ICU's UTS 46, registrable
// domains by libpsl.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace varta {

// scheme + host + port: whose robots.txt rules, and who is given rest between two fetches (RFC
// 6454).
struct Origin {
  std::string scheme;  // "https"
  std::string host;    // as Url::host()
  int port = 0;        // never 0 for http and https: the default is filled in

  std::string ToString() const;  // "https://host" or "https://host:8443"
  friend auto operator<=>(const Origin&, const Origin&) = default;
};

class Url {
 public:
  // nullopt: the standard says failure, or `input` or what it comes to is longer than kMaxInput
  // bytes (so that every Href() can be parsed again). `input` is UTF-8; ill-formed bytes become
  // U+FFFD.
  static std::optional<Url> Parse(std::string_view input);
  // Against a base, as a link on a page.
  static std::optional<Url> Parse(std::string_view input, const Url& base);
  // The same on a page in `charset` (a name that CharsetFromLabel gave): the query of an http(s),
  // ftp or file link is percent-encoded in it, as the page's own server expects; all other parts
  // are UTF-8 always.
  static std::optional<Url> Parse(std::string_view input, const Url& base,
                                  std::string_view charset);
  static constexpr size_t kMaxInput = 64 * 1024;

  // The parts, serialised as the standard's getters give them, without delimiters:
  const std::string& scheme() const { return scheme_; }  // "https"
  const std::string& username() const { return username_; }
  const std::string& password() const { return password_; }
  const std::string& host() const {
    return host_;
  }  // "xn--...", "127.0.0.1", "[::1]"; empty if none
  std::optional<uint16_t> port() const { return port_; }  // nullopt: none or the scheme's default
  const std::string& path() const { return path_; }       // "/a/b" or an opaque path
  const std::optional<std::string>& query() const { return query_; }
  const std::optional<std::string>& fragment() const { return fragment_; }

  std::string Href() const;       // everything
  size_t HrefSize() const;        // its bytes
  std::string Canonical() const;  // Href() without the fragment: what identifies a page
  void AppendCanonical(std::string* text) const;
  std::string PathAndQuery()
      const;                  // what robots.txt rules are matched against; "/" at least for http(s)
  int EffectivePort() const;  // the default filled in; 0 if the scheme has none
  bool IsHttp() const;        // http or https
  Origin GetOrigin() const;

  friend bool operator==(const Url&, const Url&) = default;

 private:
  friend class UrlParser;
  std::string scheme_, username_, password_, host_, path_;
  bool has_host_ = false;  // a null host and an empty one are two things
  bool opaque_path_ = false;
  std::optional<uint16_t> port_;
  std::optional<std::string> query_, fragment_;
};

// The standard's host parser for a special URL: "ПРИМЕР.рф" -> "xn--e1afmkfd.xn--p1ai"; nullopt:
// failure.
std::optional<std::string> HostToAscii(std::string_view host);

// The registrable domain (eTLD+1, Public Suffix List) in lower case: "a.b.co.uk" -> "b.co.uk";
// nullopt: a suffix itself, an IP address, or no domain at all. Unicode in, Unicode out; ASCII in,
// ASCII out. One dot at the end is dropped.
std::optional<std::string> RegistrableDomain(std::string_view domain);

}  // namespace varta
