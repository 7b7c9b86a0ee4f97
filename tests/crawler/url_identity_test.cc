// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "crawler/url_identity.h"

#include <gtest/gtest.h>

#include <string>

namespace varta {
namespace {

struct Spelling {
  const char* url;
  const char* want;  // "": as it is
};

TEST(UrlIdentity, LeavesOutSessionsAndMarks) {
  constexpr Spelling kCases[] = {
      // Session ids.
      {"http://a.test/ad?id=5&PHPSESSID=9f86d081884c7d659a2feaa0c5", "http://a.test/ad?id=5"},
      {"http://a.test/ad?PHPSESSID=9f86d081884c7d659a2feaa0c5&id=5", "http://a.test/ad?id=5"},
      {"http://a.test/ad?phpsessid=9f86d081884c7d659a2feaa0c5", "http://a.test/ad"},
      {"http://a.test/list.jsp;jsessionid=0A1B2C3D4E5F.node1?page=2",
       "http://a.test/list.jsp?page=2"},
      {"http://a.test/list;JSESSIONID=0A1B2C3D4E5F/7", "http://a.test/list/7"},
      {"http://a.test/list;jsessionid=0A1B2C3D4E5F;v=2", "http://a.test/list;v=2"},
      {"http://a.test/?ASPSESSIONIDQQGQGVFC=KMAHBPECOKDDNNLCNPFHFBGA", "http://a.test/"},
      {"http://a.test/(S(lit3py55t21z5v55vlm25s55))/ads.aspx", "http://a.test/ads.aspx"},
      {"http://a.test/(X(1)S(lit3py55t21z5v55vlm25s55))/", "http://a.test/"},
      {"http://a.test/i.php?osCsid=8d3b1f7a2c9e4f60&cPath=2", "http://a.test/i.php?cPath=2"},
      {"http://a.test/f?sid=0123456789abcdef0123456789abcdef&t=4", "http://a.test/f?t=4"},
      {"http://a.test/f?t=4&s=0123456789abcdef0123456789abcdef", "http://a.test/f?t=4"},
      {"http://a.test/f?t=4&amp;sid=0123456789abcdef0123456789abcdef", "http://a.test/f?t=4"},
      // Marks for statistics.
      {"https://a.test/ad/5?utm_source=tg&utm_medium=%D0%BA%D0%B0%D0%BD%D0%B0%D0%BB",
       "https://a.test/ad/5"},
      {"https://a.test/ad/5?fbclid=IwAR0x1Y2z3_abc-DEF&ref=home", "https://a.test/ad/5?ref=home"},
      {"https://a.test/ad/5?yclid=1234567890123456", "https://a.test/ad/5"},
      {"https://a.test/ad/5?_openstat=dGVzdDsxOzI7", "https://a.test/ad/5"},
      {"https://a.test/ad/5?gclid=Cj0KCQiA-abc_DEF#top", "https://a.test/ad/5#top"},
      {"https://u:p@a.test:8443/x?utm_source=a", "https://u:p@a.test:8443/x"},
      // Not these.
      {"http://a.test/shop?sid=12&s=kyiv", ""},
      {"http://a.test/search?s=robota-v-polshchi-dlya-zhinok-2026", ""},
      {"http://a.test/search?s=%D1%80%D0%BE%D0%B1%D0%BE%D1%82%D0%B0", ""},
      {"http://a.test/search?session=2026-spring", ""},
      {"http://a.test/ad?PHPSESSID=", ""},
      {"http://a.test/ad?PHPSESSID", ""},
      {"http://a.test/ad?id=0123456789abcdef0123456789abcdef", ""},
      {"http://a.test/ad?b=2&a=1&&c", ""},
      {"http://a.test/ad?", ""},
      {"http://a.test/robota(kyiv);v=1/x", ""},
      {"http://a.test/(S)/x", ""},
      {"http://a.test/wiki/Kyiv_(S(short))", ""},
      {"mailto:a@a.test?utm_source=x", ""},
  };
  for (const Spelling& c : kCases) {
    SCOPED_TRACE(c.url);
    const Url url = *Url::Parse(c.url);
    const std::string want = c.want[0] == '\0' ? url.Href() : c.want;
    const Url without = WithoutSession(url);
    EXPECT_EQ(without.Href(), want);
    EXPECT_EQ(WithoutSession(without), without);
  }
}

TEST(UrlIdentity, TwoVisitorsSeeOnePage) {
  const Url a = *Url::Parse("http://a.test/ad;jsessionid=AAAA0000BBBB1111?id=5&utm_source=x");
  const Url b = *Url::Parse("http://a.test/ad;jsessionid=CCCC2222DDDD3333?id=5&fbclid=abcdefgh1");
  const Url other = *Url::Parse("http://a.test/ad;jsessionid=CCCC2222DDDD3333?id=6");
  EXPECT_EQ(WithoutSession(a), WithoutSession(b));
  EXPECT_NE(WithoutSession(a), WithoutSession(other));
}

}  // namespace
}  // namespace varta
