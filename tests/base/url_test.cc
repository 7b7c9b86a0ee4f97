// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "base/url.h"

#include <gtest/gtest.h>

#include <string>

namespace varta {
namespace {

constexpr const char* kFailure = nullptr;

// Parsing and resolving. Written by us after the standard's sections; base may be null.
struct ParseCase {
  const char* name;
  const char* input;
  const char* base;
  const char* want;
};

constexpr ParseCase kParseCases[] = {
    {"no path becomes a slash", "https://jobs.test", nullptr, "https://jobs.test/"},
    {"scheme and host in lower case", "HTTPS://Jobs.TEST/A", nullptr, "https://jobs.test/A"},
    {"outer spaces, inner tabs and lines", " \thttp://jo\nbs.test/a\r\tb \x01", nullptr,
     "http://jobs.test/ab"},
    {"default port goes", "https://jobs.test:443/", nullptr, "https://jobs.test/"},
    {"the other default port stays", "https://jobs.test:80/", nullptr, "https://jobs.test:80/"},
    {"zeros before a port", "http://jobs.test:0008080/", nullptr, "http://jobs.test:8080/"},
    {"port zero is a port", "http://jobs.test:0/", nullptr, "http://jobs.test:0/"},
    {"empty port", "http://jobs.test:/a", nullptr, "http://jobs.test/a"},
    {"port too large", "http://jobs.test:65536/", nullptr, kFailure},
    {"port far too large", "http://jobs.test:99999999999999999999/", nullptr, kFailure},
    {"port no number", "http://jobs.test:8o/", nullptr, kFailure},
    {"credentials", "http://me:se:cret@jobs.test/", nullptr, "http://me:se%3Acret@jobs.test/"},
    {"two at signs", "http://me@home:x@jobs.test/", nullptr, "http://me%40home:x@jobs.test/"},
    {"password only", "http://:x@jobs.test/", nullptr, "http://:x@jobs.test/"},
    {"credentials that are empty", "http://:@jobs.test/", nullptr, "http://jobs.test/"},
    {"credentials without a host", "http://me@/a", nullptr, kFailure},
    {"no host", "http://", nullptr, kFailure},
    {"no host but a port", "http://:80/", nullptr, kFailure},
    {"extra slashes", "http:////jobs.test//a", nullptr, "http://jobs.test//a"},
    {"backslashes", "http:\\\\jobs.test\\a\\..\\b", nullptr, "http://jobs.test/b"},
    {"no slashes", "http:jobs.test", nullptr, "http://jobs.test/"},
    {"dots in the path", "http://jobs.test/a/./b/../c", nullptr, "http://jobs.test/a/c"},
    {"encoded dots", "http://jobs.test/a/%2E/b/.%2e/c", nullptr, "http://jobs.test/a/c"},
    {"dots above the root", "http://jobs.test/../../a", nullptr, "http://jobs.test/a"},
    {"dots at the end", "http://jobs.test/a/b/..", nullptr, "http://jobs.test/a/"},
    {"three dots are a name", "http://jobs.test/a/...", nullptr, "http://jobs.test/a/..."},
    {"path encoding", "http://jobs.test/ \"<>`{}^|'р", nullptr,
     "http://jobs.test/%20%22%3C%3E%60%7B%7D%5E|'%D1%80"},
    {"query encoding", "http://jobs.test/? \"<>`{}^|'р", nullptr,
     "http://jobs.test/?%20%22%3C%3E`{}^|%27%D1%80"},
    {"fragment encoding", "http://jobs.test/# \"<>`{}^|'#", nullptr,
     "http://jobs.test/#%20%22%3C%3E%60{}^|'#"},
    {"query of a scheme that is not special", "tg:r?a='b", nullptr, "tg:r?a='b"},
    {"percent signs stay as they are", "http://jobs.test/%zz%4", nullptr, "http://jobs.test/%zz%4"},
    {"ill-formed UTF-8", "http://jobs.test/\xff", nullptr, "http://jobs.test/%EF%BF%BD"},
    {"empty query and fragment", "http://jobs.test/?#", nullptr, "http://jobs.test/?#"},
    {"relative without a base", "a/b", nullptr, kFailure},
    {"empty without a base", "", nullptr, kFailure},
    {"only a colon", ":", nullptr, kFailure},
    {"opaque path", "mailto:hr@jobs.test", nullptr, "mailto:hr@jobs.test"},
    {"opaque path, space before the fragment", "data:a  #b", nullptr, "data:a %20#b"},
    {"opaque path in Cyrillic", "tel:вул", nullptr, "tel:%D0%B2%D1%83%D0%BB"},
    {"opaque host", "tg://Resolve:5?domain=x", nullptr, "tg://Resolve:5?domain=x"},
    {"opaque host with a forbidden character", "tg://a<b/", nullptr, kFailure},
    {"empty opaque host", "tg:///a", nullptr, "tg:///a"},
    {"path that looks like a host", "tg:/.//a", nullptr, "tg:/.//a"},
    {"file", "file:///C|/a/../..", nullptr, "file:///C:/"},
    {"file on localhost", "file://localhost/a", nullptr, "file:///a"},
    {"file with a host", "file://Share.test/a", nullptr, "file://share.test/a"},
    {"file with a drive for a host", "file://c:/a", nullptr, "file:///c:/a"},

    {"resolve a name", "next", "http://jobs.test/a/b?q#f", "http://jobs.test/a/next"},
    {"resolve nothing", "", "http://jobs.test/a/b?q#f", "http://jobs.test/a/b?q"},
    {"resolve a query", "?page=2", "http://jobs.test/a/b?q", "http://jobs.test/a/b?page=2"},
    {"resolve a fragment", "#top", "http://jobs.test/a/b?q", "http://jobs.test/a/b?q#top"},
    {"resolve a path", "/x", "http://u:p@jobs.test:81/a/b", "http://u:p@jobs.test:81/x"},
    {"resolve an authority", "//other.test", "https://jobs.test/a", "https://other.test/"},
    {"resolve an absolute URL", "http://b.test/", "https://jobs.test/a", "http://b.test/"},
    {"resolve a parent", "../../../c", "http://jobs.test/a/b/d", "http://jobs.test/c"},
    {"resolve the same scheme without slashes", "http:c", "http://jobs.test/a/b",
     "http://jobs.test/a/c"},
    {"resolve another scheme without slashes", "https:c", "http://jobs.test/a/b", "https://c/"},
    {"resolve a script", "javascript:void(0)", "http://jobs.test/", "javascript:void(0)"},
    {"resolve what looks like a port", ":23", "http://jobs.test/a/b", "http://jobs.test/a/:23"},
    {"resolve against an opaque path", "x", "mailto:hr@jobs.test", kFailure},
    {"resolve a fragment against an opaque path", "#x", "mailto:hr", "mailto:hr#x"},
    {"resolve a drive", "/d", "file:///C:/a/b", "file:///C:/d"},
    {"resolve another drive", "D|/d", "file:///C:/a/b", "file:///D:/d"},
    {"resolve above a drive", "../../..", "file:///C:/a/b", "file:///C:/"},
    {"resolve a file's query", "?q", "file:///a/b", "file:///a/b?q"},
    {"resolve in a URL with an empty path", "x", "tg://host", "tg://host/x"},
};

std::optional<Url> ParseAgainst(const char* input, const char* base) {
  if (base == nullptr) return Url::Parse(input);
  const std::optional<Url> parsed = Url::Parse(base);
  return parsed ? Url::Parse(input, *parsed) : std::nullopt;
}

TEST(Url, ParsesAndResolves) {
  for (const ParseCase& c : kParseCases) {
    SCOPED_TRACE(c.name);
    const std::optional<Url> url = ParseAgainst(c.input, c.base);
    EXPECT_EQ(url ? url->Href() : "failure", c.want != nullptr ? c.want : "failure");
  }
}

TEST(Url, ParsesItsOwnHrefToTheSame) {
  for (const ParseCase& c : kParseCases) {
    SCOPED_TRACE(c.name);
    const std::optional<Url> url = ParseAgainst(c.input, c.base);
    if (!url) continue;
    const std::optional<Url> again = Url::Parse(url->Href());
    ASSERT_TRUE(again);
    EXPECT_EQ(*again, *url);
    EXPECT_EQ(*Url::Parse(url->Href(), *url), *url);
  }
}

TEST(Url, GivesItsParts) {
  const Url url = *Url::Parse("https://me:pw@Work.test:8443/a/b?c=d#e");
  EXPECT_EQ(url.scheme(), "https");
  EXPECT_EQ(url.username(), "me");
  EXPECT_EQ(url.password(), "pw");
  EXPECT_EQ(url.host(), "work.test");
  EXPECT_EQ(url.port(), 8443);
  EXPECT_EQ(url.path(), "/a/b");
  EXPECT_EQ(url.query(), "c=d");
  EXPECT_EQ(url.fragment(), "e");
  EXPECT_EQ(url.Canonical(), "https://me:pw@work.test:8443/a/b?c=d");
  EXPECT_EQ(url.PathAndQuery(), "/a/b?c=d");
  EXPECT_EQ(url.EffectivePort(), 8443);
  EXPECT_TRUE(url.IsHttp());

  const Url bare = *Url::Parse("http://work.test");
  EXPECT_EQ(bare.port(), std::nullopt);
  EXPECT_EQ(bare.query(), std::nullopt);
  EXPECT_EQ(bare.fragment(), std::nullopt);
  EXPECT_EQ(bare.PathAndQuery(), "/");
  EXPECT_EQ(bare.EffectivePort(), 80);

  const Url mail = *Url::Parse("mailto:hr@work.test");
  EXPECT_EQ(mail.host(), "");
  EXPECT_EQ(mail.path(), "hr@work.test");
  EXPECT_EQ(mail.EffectivePort(), 0);
  EXPECT_FALSE(mail.IsHttp());
}

TEST(Url, EmptyAndAbsentQueriesDiffer) {
  EXPECT_NE(*Url::Parse("http://work.test/?"), *Url::Parse("http://work.test/"));
  EXPECT_EQ(Url::Parse("http://work.test/?")->PathAndQuery(), "/?");
}

TEST(Url, CanonicalDropsOnlyTheFragment) {
  EXPECT_EQ(Url::Parse("http://work.test/a?b#c")->Canonical(),
            Url::Parse("http://work.test/a?b#d")->Canonical());
  EXPECT_NE(Url::Parse("http://work.test/a?b")->Canonical(),
            Url::Parse("http://work.test/a")->Canonical());
}

TEST(Url, RefusesWhatIsTooLong) {
  const std::string start = "http://work.test/";
  EXPECT_TRUE(Url::Parse(start + std::string(Url::kMaxInput - start.size(), 'a')));
  EXPECT_FALSE(Url::Parse(start + std::string(Url::kMaxInput - start.size() + 1, 'a')));
  // A third of the limit, but three times as long when it is percent-encoded.
  EXPECT_FALSE(Url::Parse(start + std::string(Url::kMaxInput / 3, ' ') + "a"));
}

TEST(Url, EncodesTheQueryInThePagesCharset) {
  struct Case {
    const char* name;
    const char* input;
    const char* charset;
    const char* want;
  };
  constexpr Case kCases[] = {
      {"UTF-8", "/п?р", "utf-8", "http://work.test/%D0%BF?%D1%80"},
      {"only the query", "/п?р#с", "windows-1251", "http://work.test/%D0%BF?%F0#%D1%81"},
      {"what the charset lacks", "?р中р", "windows-1251", "http://work.test/?%F0%26%2320013%3B%F0"},
      {"beyond the basic plane", "?\xF0\x9F\x98\x80", "koi8-u",
       "http://work.test/?%26%23128512%3B"},
      {"no look-alikes", "?\xEF\xBC\xA1", "windows-1252", "http://work.test/?%26%2365313%3B"},
      {"several bytes a character", "?日本", "shift_jis", "http://work.test/?%93%FA%96{"},
      {"UTF-16 has no encoder", "?р", "utf-16le", "http://work.test/?%D1%80"},
      {"replacement has no encoder", "?р", "replacement", "http://work.test/?%D1%80"},
      {"no such charset", "?р", "klingon", "http://work.test/?%D1%80"},
      {"not for other schemes", "tg:?р", "windows-1251", "tg:?%D1%80"},
      {"not for WebSockets", "ws://a/?р", "windows-1251", "ws://a/?%D1%80"},
  };
  const Url base = *Url::Parse("http://work.test/");
  for (const Case& c : kCases) {
    SCOPED_TRACE(c.name);
    const std::optional<Url> url = Url::Parse(c.input, base, c.charset);
    ASSERT_TRUE(url);
    EXPECT_EQ(url->Href(), c.want);
  }
}

// Longer than the converter's buffer, so that its pieces must join.
TEST(Url, EncodesLongQueriesInThePagesCharset) {
  std::string input = "?", want = "http://work.test/?";
  for (int i = 0; i < 3000; ++i) {
    input += i % 7 == 0 ? "中" : "р";
    want += i % 7 == 0 ? "%26%2320013%3B" : "%F0";
  }
  const std::optional<Url> url =
      Url::Parse(input, *Url::Parse("http://work.test/"), "windows-1251");
  ASSERT_TRUE(url);
  EXPECT_EQ(url->Href(), want);
}

struct HostCase {
  const char* name;
  std::string_view host;
  const char* want;
};

constexpr HostCase kHostCases[] = {
    {"ASCII", "Work.Example", "work.example"},
    {"dot at the end", "work.example.", "work.example."},
    {"underscore", "a_b.example", "a_b.example"},
    {"Cyrillic", "ПРИМЕР.рф", "xn--e1afmkfd.xn--p1ai"},
    {"Ukrainian", "робота.укр", "xn--80ab2bbhp.xn--j1amh"},
    {"full-width letters and dot", "ＷＯＲＫ。example", "work.example"},
    {"percent-encoded", "w%6Frk.example", "work.example"},
    {"percent-encoded UTF-8", "%D1%80.example", "xn--p1a.example"},
    {"percent-encoded ill-formed UTF-8", "%FF.example", kFailure},
    {"percent-encoded slash", "a%2Fb.example", kFailure},
    {"percent sign alone", "a%.example", kFailure},
    {"sharp s stays", "straße.example", "xn--strae-oqa.example"},
    {"soft hyphen goes", "wo\xC2\xADrk.example", "work.example"},
    {"invisible to nothing", "\xC2\xAD", kFailure},
    {"capital palochka", "\xD3\x80.example", "xn--s5a.example"},
    {"Georgian capital", "\xE1\x82\xA0.example", "xn--rkj.example"},
    {"joiner out of place", "a\xE2\x80\x8D.example", kFailure},
    {"both directions in one label", "\xD7\x90z.example", kFailure},
    {"right-to-left override", "a\xE2\x80\xAE.example", kFailure},
    {"hyphens anywhere", "-a--b-.example", "-a--b-.example"},
    {"hyphens anywhere in Cyrillic", "-р-.example", "xn-----lmc.example"},
    {"broken Punycode in ASCII", "XN--A.example", "xn--a.example"},
    {"broken Punycode beside Cyrillic", "xn--a.рф", kFailure},
    {"space", "a b", kFailure},
    {"control character", "a\x1F", kFailure},
    {"zero byte", std::string_view("a\0b", 3), kFailure},
    {"empty", "", kFailure},

    {"IPv4", "127.0.0.1", "127.0.0.1"},
    {"IPv4 with a dot at the end", "127.0.0.1.", "127.0.0.1"},
    {"IPv4 hexadecimal", "0x7f.0.0.0x1", "127.0.0.1"},
    {"IPv4 octal", "0177.0.0.01", "127.0.0.1"},
    {"IPv4 one number", "2130706433", "127.0.0.1"},
    {"IPv4 two numbers", "127.1", "127.0.0.1"},
    {"IPv4 three numbers", "127.0.257", "127.0.1.1"},
    {"IPv4 bare 0x", "0x", "0.0.0.0"},
    {"IPv4 in full-width digits", "１２７.1", "127.0.0.1"},
    {"IPv4 largest", "4294967295", "255.255.255.255"},
    {"IPv4 too large", "4294967296", kFailure},
    {"IPv4 number too large", "256.0.0.1", kFailure},
    {"IPv4 last number too large", "1.2.65536", kFailure},
    {"IPv4 overflow", "99999999999999999999999999", kFailure},
    {"IPv4 five numbers", "1.2.3.4.5", kFailure},
    {"IPv4 no octal digit", "08.1.1.1", kFailure},
    {"a name that ends in a number", "work.1", kFailure},
    {"a name that begins with a number", "1.work", "1.work"},

    {"IPv6", "[2001:DB8:0:0:0:0:0:1]", "[2001:db8::1]"},
    {"IPv6 any", "[::]", "[::]"},
    {"IPv6 at the end", "[1::]", "[1::]"},
    {"IPv6 first of two runs", "[1:0:0:2:3:0:0:4]", "[1::2:3:0:0:4]"},
    {"IPv6 longest run", "[1:0:0:2:0:0:0:4]", "[1:0:0:2::4]"},
    {"IPv6 one zero", "[1:0:2:3:4:5:6:7]", "[1:0:2:3:4:5:6:7]"},
    {"IPv6 double colon for one zero", "[1::2:3:4:5:6:7]", "[1:0:2:3:4:5:6:7]"},
    {"IPv6 with IPv4", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]"},
    {"IPv6 with IPv4 and leading zero", "[::127.0.0.01]", kFailure},
    {"IPv6 with IPv4 too short", "[::127.0.1]", kFailure},
    {"IPv6 with IPv4 too long", "[::127.0.0.1.1]", kFailure},
    {"IPv6 with IPv4 too far", "[1:2:3:4:5:6:7:1.2.3.4]", kFailure},
    {"IPv6 two double colons", "[1::2::3]", kFailure},
    {"IPv6 three colons", "[1:::2]", kFailure},
    {"IPv6 seven pieces", "[1:2:3:4:5:6:7]", kFailure},
    {"IPv6 nine pieces", "[1:2:3:4:5:6:7:8:9]", kFailure},
    {"IPv6 eight pieces and double colon", "[1:2:3:4::5:6:7:8]", kFailure},
    {"IPv6 colon at the end", "[1:2:3:4:5:6:7:]", kFailure},
    {"IPv6 five digits", "[12345::]", kFailure},
    {"IPv6 zone", "[fe80::1%25eth0]", kFailure},
    {"IPv6 not closed", "[::1", kFailure},
    {"IPv6 one bracket", "[", kFailure},
    {"IPv6 empty", "[]", kFailure},
};

TEST(HostToAscii, FollowsTheStandard) {
  for (const HostCase& c : kHostCases) {
    SCOPED_TRACE(c.name);
    const std::optional<std::string> host = HostToAscii(c.host);
    EXPECT_EQ(host.has_value(), c.want != nullptr);
    if (host && c.want != nullptr) {
      EXPECT_EQ(*host, c.want);
      EXPECT_EQ(HostToAscii(*host), host) << "not the same a second time";
    }
  }
}

// Punycode takes quadratic time: what no DNS could carry is refused at once.
TEST(HostToAscii, RefusesAbsurdlyLongUnicodeNames) {
  std::string host = "р";
  while (host.size() < 4096) host += "-.-";
  host.resize(4096);
  EXPECT_TRUE(HostToAscii(host));
  EXPECT_FALSE(HostToAscii(host + "a"));
  EXPECT_TRUE(HostToAscii(std::string(4097, 'a')));
}

TEST(RegistrableDomain, FollowsThePublicSuffixList) {
  struct Case {
    std::string_view domain;
    const char* want;
  };
  constexpr Case kCases[] = {
      {"work.com.ua", "work.com.ua"},
      {"a.b.Work.com.ua", "work.com.ua"},
      {"a.b.co.uk", "b.co.uk"},
      {"com.ua", nullptr},
      {"ua", nullptr},
      {"work.com.ua.", "work.com.ua"},
      {"ads.kyiv.ua", "ads.kyiv.ua"},
      {"a.unlisted-suffix", "a.unlisted-suffix"},
      {"www.ПРИМЕР.рф", "пример.рф"},
      {"www.xn--e1afmkfd.xn--p1ai", "xn--e1afmkfd.xn--p1ai"},
      {"someone.github.io", "someone.github.io"},
      {"localhost", nullptr},
      {"", nullptr},
      {".", nullptr},
      {".work.com", nullptr},
      {"a..work.com", nullptr},
      {"work.com..", nullptr},
      {"192.0.2.7", nullptr},
      {"0x7f.1", nullptr},
      {"[2001:db8::1]", nullptr},
      {"2001:db8::1", nullptr},
      {"work.com:80", nullptr},
      {std::string_view("a\0.com", 6), nullptr},
  };
  for (const Case& c : kCases) {
    SCOPED_TRACE(c.domain);
    EXPECT_EQ(RegistrableDomain(c.domain),
              c.want == nullptr ? std::nullopt : std::optional<std::string>(c.want));
  }
}

TEST(Origin, HasTheDefaultPortFilledIn) {
  const Origin origin = Url::Parse("https://work.test/a")->GetOrigin();
  EXPECT_EQ(origin, (Origin{"https", "work.test", 443}));
  EXPECT_EQ(origin, Url::Parse("https://me@WORK.test:443/b?c")->GetOrigin());
  EXPECT_NE(origin, Url::Parse("http://work.test/a")->GetOrigin());
  EXPECT_NE(origin, Url::Parse("https://work.test:8443/a")->GetOrigin());
  EXPECT_NE(origin, Url::Parse("https://www.work.test/a")->GetOrigin());
}

TEST(Origin, PrintsAnythingButTheDefaultPort) {
  EXPECT_EQ(Url::Parse("https://work.test/a")->GetOrigin().ToString(), "https://work.test");
  EXPECT_EQ(Url::Parse("https://work.test:80/")->GetOrigin().ToString(), "https://work.test:80");
  EXPECT_EQ(Url::Parse("http://[::1]:8080/")->GetOrigin().ToString(), "http://[::1]:8080");
}

}  // namespace
}  // namespace varta
