// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "crawler/xml_reader.h"

#include <gtest/gtest.h>

#include <string>

#include "crawler/xml_charset.h"
#include "crawler/xml_cleaner.h"

namespace varta {
namespace {

using namespace std::string_literals;

// What was told, as XML without attributes; then "!" if the document was not read to its end.
std::string Told(std::string_view xml, std::string_view http_charset = {}) {
  std::string told;
  XmlEvents events;
  events.start = [&](const XmlElement& element) {
    told += "<" + std::string(element.name) + ">";
    return true;
  };
  events.text = [&](std::string_view text) { told += text; };
  events.end = [&](const XmlElement& element) {
    told += "</" + std::string(element.name) + ">";
    return true;
  };
  if (!ReadXml(xml, http_charset, events).empty()) told += "!";
  return told;
}

TEST(XmlReader, TellsWhatIsThere) {
  struct Case {
    const char* name;
    std::string xml, want;
  };
  const Case kCases[] = {
      {"plain", "<?xml version='1.0'?><a><b x='1'>t</b><c/></a>", "<a><b>t</b><c></c></a>"},
      {"references", "<a>&lt;&amp;&gt;&quot;&apos;&#1078;&#x436;</a>", "<a><&>\"'жж</a>"},
      {"CDATA", "<a>1<![CDATA[<b>&amp;]]>2</a>", "<a>1<b>&amp;2</a>"},
      {"CDATA with brackets", "<a><![CDATA[x]]]]><![CDATA[>y]]></a>", "<a>x]]>y</a>"},
      {"comments", "<!-- <x> --><a><!-- </a> --- -->t</a><!-- -->", "<a>t</a>"},
      {"instructions", "<a><?php echo '</a>' ?>t</a>", "<a>t</a>"},
      {"a mark and blank lines first", "\xef\xbb\xbf\n\n<?xml version='1.0'?><a/>", "<a></a>"},
      {"junk before the root", "Warning: x\n<a/>", "<a></a>"},
      {"text after the root", "<a/>\n\0x"s, "<a></a>"},
      {"bare ampersands", "<a h='?a=1&b=2'>?a=1&b=2 & c&</a>", "<a>?a=1&b=2 & c&</a>"},
      {"HTML's entities", "<a>&nbsp;&mdash;</a>", "<a>&nbsp;&mdash;</a>"},
      {"references to nothing", "<a>&#0;&#xD800;&#x110000;&#99999999999;&#;&;</a>",
       "<a>&#0;&#xD800;&#x110000;&#99999999999;&#;&;</a>"},
      {"bare less and greater", "<a>1 < 2 > 0 ]]> <3</a>", "<a>1 < 2 > 0 ]]> <3</a>"},
      {"control characters", "<a>x\x01\x0b\0y</a>"s, "<a>x   y</a>"},
      {"not UTF-8 although declared", "<?xml version='1.0' encoding='utf-8'?><a>\xff</a>",
       "<a>\xef\xbf\xbd</a>"},
      {"an end tag too many", "<a><b>t</b></b><c/></a>", "<a><b>t</b><c></c></a>"},
      {"an end tag too few", "<a><b>t<c>u</b><d/></a>", "<a><b>t<c>u</c></b><d></d></a>"},
      {"cut in text", "<a><b>1</b><b>2", "<a><b>1</b><b>2!"},
      {"cut in a tag", "<a><b>1</b><b x='", "<a><b>1</b>!"},
      {"cut in CDATA", "<a><![CDATA[xyz", "<a>xyz!"},
      {"cut in a comment", "<a>1<!-- xyz", "<a>1!"},
      {"two roots", "<a>1</a><a>2</a>", "<a>1</a>!"},
      {"an attribute twice", "<a>1<b x='1' x='2'/></a>", "<a>1!"},
      {"an attribute without quotes", "<a>1<b x=1/></a>", "<a>1!"},
      {"nothing", "", "!"},
      {"no tag at all", "plain text & more", "!"},
  };
  for (const Case& c : kCases) {
    SCOPED_TRACE(c.name);
    EXPECT_EQ(Told(c.xml), c.want);
  }
}

TEST(XmlReader, ExpandsNoEntityAndFetchesNothing) {
  constexpr const char* kDeclarations[] = {
      "<!DOCTYPE a [<!ENTITY e 'x'>]>",
      "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>",
      "<!DOCTYPE a [<!ENTITY % p SYSTEM 'http://canary.invalid/p.dtd'> %p;]>",
      "<!DOCTYPE a SYSTEM 'http://canary.invalid/a.dtd'>",
      "<!DOCTYPE a PUBLIC \"-//X//Y>\" 'http://canary.invalid/a.dtd' [ <!-- ]> ' --> <?x ]> ?> "
      "<!ENTITY e \"]>\"> ] >",
  };
  for (const char* declaration : kDeclarations) {
    SCOPED_TRACE(declaration);
    EXPECT_EQ(Told(std::string(declaration) + "<a x='&e;'>1&e;2</a>"), "<a>1&e;2</a>");
  }
  EXPECT_EQ(Told("<!DOCTYPE a [<!ENTITY e 'x>]><a/>"), "!");
}

// Ten levels of ten: expanded it would be 30 GB.
TEST(XmlReader, BillionLaughs) {
  std::string xml = "<!DOCTYPE a [<!ENTITY e0 'ha!'>";
  for (int level = 1; level <= 10; ++level) {
    xml += "<!ENTITY e" + std::to_string(level) + " '";
    for (int i = 0; i < 10; ++i) xml += "&e" + std::to_string(level - 1) + ";";
    xml += "'>";
  }
  EXPECT_EQ(Told(xml + "]><a>&e10;</a>"), "<a>&e10;</a>");
}

// One long entity, used often.
TEST(XmlReader, QuadraticBlowUp) {
  std::string xml = "<!DOCTYPE a [<!ENTITY e '" + std::string(100'000, 'x') + "'>]><a>";
  for (int i = 0; i < 30'000; ++i) xml += "&e;";
  EXPECT_EQ(Told(xml + "</a>").size(), 3u * 30'000 + 7);
}

TEST(XmlReader, DepthAndLengthHaveLimits) {
  std::string nested;
  for (int i = 0; i < 1'000'000; ++i) nested += "<a>";
  const std::string told = Told(nested);
  EXPECT_EQ(told.size(), 3 * XmlCleaner::kMaxDepth + 1);
  EXPECT_TRUE(told.ends_with("!"));

  EXPECT_EQ(Told("<a>1<b x='" + std::string(XmlCleaner::kMaxTag, 'x') + "'/></a>"), "<a>1!");
  EXPECT_EQ(Told("<a>1<" + std::string(XmlCleaner::kMaxName + 1, 'b') + "/></a>"), "<a>1!");
  const std::string comment = "<!--" + std::string(1'000'000, '-') + "-->";
  EXPECT_EQ(Told("<a>1" + comment + "2</a>"), "<a>12</a>");
  const std::string text(200'000, '&');
  EXPECT_EQ(Told("<a>" + text + "<![CDATA[" + text + "]]></a>"), "<a>" + text + text + "</a>");
}

// Pieces end between characters, wherever they are cut.
TEST(XmlReader, LongText) {
  for (const std::string ahead : {"", "x", "xy"}) {
    std::string text = ahead;
    while (text.size() < 300'000) text += "ж€";
    EXPECT_EQ(Told("<a>" + text + "<![CDATA[" + text + "]]></a>"), "<a>" + text + text + "</a>");
  }
  const std::string marks(100'000, '\x80');  // no character at all
  EXPECT_EQ(Told("<?xml version='1.0' encoding='utf-8'?><a>" + marks + "</a>").size(),
            3 * marks.size() + 7);
}

// Each unfinished beginning must not be searched for its end again and again.
TEST(XmlReader, RepeatedBeginnings) {
  for (const char* part : {"<", "<!", "<!--", "<![CDATA[", "<?", "<a", "<a x='", "</", "</b>",
                           "<!DOCTYPE [", "&", "&#", "]]>", "<a x='&lt;", "<a/>", "<a></b>"}) {
    SCOPED_TRACE(part);
    std::string xml = "<r>";
    while (xml.size() < 100'000) xml += part;
    Told(xml);
  }
}

// Expat keeps every name it has met.
TEST(XmlReader, ManyNames) {
  std::string xml = "<r>";
  for (int i = 0; i < 300'000; ++i) xml += "<n" + std::to_string(i) + "/>";
  EXPECT_TRUE(Told(xml + "</r>").ends_with("!"));
}

TEST(XmlReader, Namespaces) {
  std::string told;
  XmlEvents events;
  events.start = [&](const XmlElement& element) {
    told += std::string(element.space) + "|" + std::string(element.name) + "|" +
            std::string(element.Attribute("h")) + "\n";
    return true;
  };
  events.text = [](std::string_view) {};
  events.end = [](const XmlElement&) { return true; };
  EXPECT_EQ(ReadXml("<a xmlns='urn:1' xmlns:p='urn:2'><p:b p:h='0' h='1'/><c xmlns=''><d/></c>"
                    "<p:e xmlns:p='urn:3'/><p:f/><q:g/><h xmlnsx='urn:4'/></a>",
                    {}, events),
            "");
  EXPECT_EQ(told, "urn:1|a|\nurn:2|b|1\n|c|\n|d|\nurn:3|e|\nurn:2|f|\nq|g|\nurn:1|h|\n");
}

TEST(XmlReader, StopsWhenTold) {
  int elements = 0;
  XmlEvents events;
  events.start = [&](const XmlElement&) { return ++elements < 2; };
  events.text = [](std::string_view) {};
  events.end = [](const XmlElement&) { return true; };
  EXPECT_EQ(ReadXml("<a><b/><c/></a>", {}, events), "");
  EXPECT_EQ(elements, 2);
}

TEST(XmlReader, Charsets) {
  struct Case {
    const char* name;
    std::string xml, http, want;
  };
  const std::string le = "<\0a\0>\0\x36\x04<\0/\0a\0>\0"s;
  const std::string be = "\0<\0a\0>\x04\x36\0<\0/\0a\0>"s;
  const std::string declared_le = "<\0?\0x\0m\0l\0?\0>\0"s + le;
  const Case kCases[] = {
      {"windows-1251", "<?xml version=\"1.0\" encoding=\"windows-1251\"?><a>\xe6</a>", "", "ж"},
      {"cp1251", "<?xml version='1.0' encoding = 'CP1251'?><a>\xe6</a>", "", "ж"},
      {"koi8-u", "<?xml version='1.0' encoding='KOI8-U'?><a>\xd6</a>", "", "ж"},
      {"utf-16le with a mark", "\xff\xfe" + le, "", "ж"},
      {"utf-16be with a mark", "\xfe\xff" + be, "", "ж"},
      {"utf-16le without", declared_le, "", "ж"},
      {"utf-16 only by name", "<?xml version='1.0' encoding='utf-16'?><a>ж</a>", "", "ж"},
      {"the header goes first", "<?xml version='1.0' encoding='utf-8'?><a>\xe6</a>", "windows-1251",
       "ж"},
      {"but after a mark", "\xef\xbb\xbf<a>ж</a>", "windows-1251", "ж"},
      {"an unknown name", "<?xml version='1.0' encoding='nonsense'?><a>ж</a>", "none", "ж"},
      {"nothing said, no UTF-8", "<a>\xe6</a>", "", "ж"},
      {"a declaration that is not at the start",
       "<a>ж</a><?xml version='1.0' encoding='windows-1251'?>", "", "ж"},
  };
  for (const Case& c : kCases) {
    SCOPED_TRACE(c.name);
    EXPECT_EQ(Told(c.xml, c.http), "<a>" + c.want + "</a>");
  }
  EXPECT_EQ(XmlCharset(""), "utf-8");
}

}  // namespace
}  // namespace varta
