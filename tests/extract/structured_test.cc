// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/structured.h"

#include <gtest/gtest.h>

#include "extract/json_ld.h"
#include "extract/posting.h"
#include "extract/script_state.h"

namespace varta {
namespace {

constexpr HtmlBudget kPatient = {4 * 1024 * 1024, 512 * 1024 * 1024, 60'000};

const Url& Base() {
  static const Url url = *Url::Parse("https://ex.test/dir/page");
  return url;
}

// "Type id{name=text name={...}}" of the things that are nobody's property.
void Write(const Items& items, uint32_t index, int steps, std::string* out) {
  const Item& item = items[index];
  for (const std::string& type : item.types) *out += std::string(LastPart(type)) + ' ';
  *out += item.id + '{';
  for (const ItemProperty& property : item.properties) {
    if (out->back() != '{') *out += ' ';
    *out += property.name + '=';
    if (property.item == ItemProperty::kText) {
      *out += property.text;
    } else if (steps < 3) {
      Write(items, property.item, steps + 1, out);
    } else {
      *out += "...";
    }
  }
  *out += '}';
}
std::string Write(const Items& items) {
  std::string out;
  for (uint32_t i = 0; i < items.size(); ++i) {
    if (items[i].nested) continue;
    if (!out.empty()) out += '\n';
    Write(items, i, 0, &out);
  }
  return out;
}

std::string ReadJsonLd(std::string_view script) {
  Items items;
  AppendJsonLd(script, &Base(), &items);
  return Write(items);
}

std::string ReadPage(std::string_view html) {
  return Write(ReadStructured(ParseHtml(html, kPatient), &Base()));
}

TEST(JsonLd, GivesThings) {
  struct Case {
    const char* name;
    const char* script;
    const char* things;
  };
  const Case cases[] = {
      {"one",
       R"({"@context":"https://schema.org","@type":"JobPosting","title":"A","n":2,"b":true})",
       "JobPosting {title=A n=2 b=true}"},
      {"two types", R"({"@type":["Product","Car"],"name":"A"})", "Product Car {name=A}"},
      {"array", R"([{"@type":"A"},{"@type":"B"}])", "A {}\nB {}"},
      {"graph",
       R"({"@context":{"x":"y"},"@graph":[{"@type":"A"},{"@type":"B","c":{"@type":"C"}}]})",
       "{}\nA {}\nB {c=C {}}"},
      {"several values", R"({"@type":"A","x":["1",{"@type":"B"},["2"]]})", "A {x=1 x=B {} x=2}"},
      {"value", R"({"@type":"A","x":{"@value":"1","@language":"uk"}})", "A {x=1}"},
      {"list", R"({"@type":"A","x":{"@list":["1","2"]}})", "A {x=1 x=2}"},
      {"prefixes", R"({"@type":"schema:A","schema:x":"1","http://schema.org/y":"2"})",
       "A {x=1 y=2}"},
      {"addresses", R"({"@type":"A","url":"../b","sameAs":"//c.test/"})",
       "A {url=https://ex.test/b sameAs=https://c.test/}"},
      {"reference", R"([{"@type":"A","firm":{"@id":"#f"}},{"@id":"#f","@type":"B","name":"F"}])",
       "A {firm=B #f{name=F}}\nB #f{name=F}"},
      {"circle", R"([{"@type":"A","@id":"a","x":{"@id":"a"}}])", "A a{x=A a{x=A a{x=A a{x=...}}}}"},
      {"null", R"({"@type":"A","x":null})", "A {}"},
      {"reverse is nothing", R"({"@type":"A","@reverse":{"x":{"@type":"B"}},"y":1})", "A {y=1}"},
      {"no thing", "[1,\"x\"]", ""},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    EXPECT_EQ(ReadJsonLd(c.script), c.things);
  }
}

TEST(JsonLd, KnowsItsScripts) {
  EXPECT_TRUE(IsJsonLdType("application/ld+json"));
  EXPECT_TRUE(IsJsonLdType(" Application/LD+JSON; charset=utf-8"));
  EXPECT_FALSE(IsJsonLdType("application/json"));
  EXPECT_FALSE(IsJsonLdType("application/ld+jsonx"));
  EXPECT_FALSE(IsJsonLdType(""));
}

TEST(Microdata, GivesThings) {
  struct Case {
    const char* name;
    const char* html;
    const char* things;
  };
  const Case cases[] = {
      {"none", "<p>x", ""},
      {"text", "<div itemscope itemtype='http://schema.org/A'><b itemprop=x> a <i>b</i> </b></div>",
       "A {x=a b}"},
      {"values",
       "<div itemscope itemtype=A><meta itemprop=a content=1><a itemprop=b href=/x>y</a><img "
       "itemprop=c src=i.png><time itemprop=d datetime=2026-01-02>2 січня</time><time "
       "itemprop=e>13:00</time><data itemprop=f value=7>сім</data><link itemprop=g href=#z><span "
       "itemprop=h content=UAH>грн</span><object itemprop=i data=o></object></div>",
       "A {a=1 b=https://ex.test/x c=https://ex.test/dir/i.png d=2026-01-02 e=13:00 f=7 "
       "g=https://ex.test/dir/page#z h=UAH i=https://ex.test/dir/o}"},
      {"nested",
       "<div itemscope itemtype=A><p itemprop=x itemscope itemtype=B><b itemprop=y>1</b></p><b "
       "itemprop=z>2</b></div>",
       "A {x=B {y=1} z=2}"},
      {"several names and types", "<div itemscope itemtype='s/A s/B'><b itemprop='x y'>1</b></div>",
       "A B {x=1 y=1}"},
      {"two at the top", "<p itemscope itemtype=A></p><p itemscope itemtype=B></p>", "A {}\nB {}"},
      {"a thing in a thing that is no property",
       "<div itemscope itemtype=A><div itemscope itemtype=B><b itemprop=y>1</b></div></div>",
       "A {}\nB {y=1}"},
      {"itemid", "<p itemscope itemtype=A itemid=/1></p>", "A https://ex.test/1{}"},
      {"itemref",
       "<div itemscope itemtype=A itemref='q r nowhere'></div><b id=q itemprop=x>1</b><p id=r "
       "itemprop=y itemscope itemtype=B></p>",
       "A {x=1 y=B {}}"},
      {"itemref to what is around it",
       "<div id=q><b itemprop=x>1</b><p itemscope itemtype=A itemref=q></p></div>", "A {x=1}"},
      {"itemref in a circle",
       "<div id=q itemprop=x itemscope itemtype=A itemref=q></div><p itemscope itemtype=B "
       "itemref=q></p>",
       "B {x=A {}}"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    EXPECT_EQ(ReadPage(c.html), c.things);
  }
}

TEST(Rdfa, GivesThings) {
  struct Case {
    const char* name;
    const char* html;
    const char* things;
  };
  const Case cases[] = {
      {"OpenGraph is no thing", "<meta property=og:title content=x>", ""},
      {"one",
       "<div vocab='http://schema.org/' typeof=A resource=#1><b property=x>1</b><a property=url "
       "href=/y>2</a><meta property=z content=3><i property=s:w>4</i></div>",
       "A https://ex.test/dir/page#1{x=1 url=https://ex.test/y z=3 w=4}"},
      {"nested",
       "<div vocab='http://schema.org/' typeof=A><div property=x typeof=B><b "
       "property=y>1</b></div><b property=z>2</b></div>",
       "A {x=B {y=1} z=2}"},
      {"resource is a value", "<div typeof=A><b property=x resource=/r>1</b></div>",
       "A {x=https://ex.test/r}"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    EXPECT_EQ(ReadPage(c.html), c.things);
  }
  const Items items = ReadStructured(
      ParseHtml("<body prefix='s: http://schema.org/ x: http://x.test/'><p typeof='s:A y:B'></p><p "
                "vocab='http://v.test/' prefix='s: http://other.test/' typeof='s:C D'></p>",
                kPatient),
      nullptr);
  ASSERT_EQ(items.size(), 2U);
  EXPECT_EQ(items[0].types, (std::vector<std::string>{"http://schema.org/A", "y:B"}));
  EXPECT_EQ(items[1].types, (std::vector<std::string>{"http://other.test/C", "http://v.test/D"}));
}

TEST(Structured, IsBounded) {
  std::string nested;
  for (int i = 0; i < 400; ++i) nested += "<div itemprop=x itemscope>";
  EXPECT_EQ(ReadStructured(ParseHtml(nested, kPatient), nullptr).size(), 400U);
  // Texts in texts: what all of them may visit is bounded.
  std::string texts = "<div itemscope>";
  for (int i = 0; i < 400; ++i) texts += "<div itemprop=x>";
  for (int i = 0; i < 5'000; ++i) texts += "<b></b>y";
  size_t bytes = 0;
  for (const Item& item : ReadStructured(ParseHtml(texts, kPatient), nullptr)) {
    for (const ItemProperty& property : item.properties) bytes += property.text.size();
  }
  EXPECT_LT(bytes, 100'000U);
  std::string many;
  for (size_t i = 0; i < kMaxItems + 100; ++i) many += "<p itemscope></p>";
  EXPECT_EQ(ReadStructured(ParseHtml(many, kPatient), nullptr).size(), kMaxItems);
}

TEST(ScriptState, FindsPlainAds) {
  const std::string ad =
      R"({"title":"Кухар","description":"Приготування страв у невеликій їдальні при заводі.","phone":"+380 50 000 00 00"})";
  struct Case {
    const char* name;
    std::string script;
    size_t found;
  };
  const Case cases[] = {
      {"nothing", "", 0},
      {"next data", R"({"props":{"x":[1,)" + ad + "]}}", 1},
      {"window", "window.__STATE__ = " + ad + ";", 1},
      {"window by name", "window['__STATE__']=" + ad, 1},
      {"second of two", "var a={};var b=" + ad, 1},
      {"a call is no JSON", "f(" + ad + ")", 0},
      {"no phone", R"(x={"title":"Кухар","description":"Приготування страв у невеликій їдальні"})",
       0},
      {"a short description", R"(x={"title":"Кухар","description":"Тут","phone":"0500000000"})", 0},
      {"a phone with no digits",
       R"(x={"title":"Кухар","description":"Приготування страв у їдальні при заводі","phone":"так"})",
       0},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    Items items;
    AppendScriptState(c.script, nullptr, &items);
    EXPECT_EQ(items.size(), c.found);
  }
  std::string hostile;
  for (int i = 0; i < 20'000; ++i) hostile += "a={\"phone\":\"";
  Items items;
  AppendScriptState(hostile, nullptr, &items);
  EXPECT_TRUE(items.empty());
}

v1::Posting OnlyPosting(std::string_view script) {
  Items items;
  AppendJsonLd(script, &Base(), &items);
  std::vector<FoundPosting> postings = FindPostings(items);
  EXPECT_EQ(postings.size(), 1U);
  return postings.empty() ? v1::Posting() : postings[0].posting;
}

TEST(Posting, ReadsSalaries) {
  struct Case {
    const char* name;
    const char* salary;
    double low, high;
    const char* currency;
    const char* unit;
  };
  const Case cases[] = {
      {"none", R"("x":1)", 0, 0, "", ""},
      {"range",
       R"("baseSalary":{"currency":"UAH","value":{"minValue":20000,"maxValue":"25 000","unitText":"MONTH"}})",
       20000, 25000, "UAH", "MONTH"},
      {"one value",
       R"("baseSalary":{"currency":"EUR","value":{"value":"12,50","unitText":"HOUR"}})", 12.5, 12.5,
       "EUR", "HOUR"},
      {"plain", R"("baseSalary":"18 000 грн","salaryCurrency":"UAH")", 18000, 18000, "UAH", ""},
      {"thousands", R"("baseSalary":{"value":"1,200.50"})", 1200.5, 1200.5, "", ""},
      {"thousands only", R"("baseSalary":"25.000")", 25000, 25000, "", ""},
      {"only a top", R"("baseSalary":{"value":{"maxValue":900}})", 900, 900, "", ""},
      {"words", R"("baseSalary":"договірна")", 0, 0, "", ""},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    const v1::Posting posting =
        OnlyPosting(R"({"@type":"JobPosting","title":"A",)" + std::string(c.salary) + "}");
    EXPECT_EQ(posting.salary_low(), c.low);
    EXPECT_EQ(posting.salary_high(), c.high);
    EXPECT_EQ(posting.salary_currency(), c.currency);
    EXPECT_EQ(posting.salary_unit(), c.unit);
  }
}

TEST(Posting, IsReadFromItsKin) {
  v1::Posting product = OnlyPosting(
      R"({"@type":"Product","name":"Авто &quot;Ланос&quot;","sku":"77","description":"Їде <b>добре</b>","offers":
      {"@type":"Offer","price":"3000","priceCurrency":"USD","seller":{"@type":"Person","name":"Петро",
      "telephone":"tel:+380500000000"},"availableAtOrFrom":{"@type":"Place","name":"Суми"}}})");
  EXPECT_EQ(product.type(), "Product");
  EXPECT_EQ(product.title(), "Авто \"Ланос\"");
  EXPECT_EQ(product.description(), "Їде добре");
  EXPECT_EQ(product.salary_low(), 3000);
  EXPECT_EQ(product.salary_currency(), "USD");
  EXPECT_EQ(product.organization(), "Петро");
  EXPECT_EQ(product.telephones(0), "+380500000000");
  EXPECT_EQ(product.locations(0), "Суми");
  EXPECT_EQ(product.identifier(), "77");

  v1::Posting person = OnlyPosting(
      R"({"@type":"Person","name":"Аліна","telephone":["1","1","2"],"email":"mailto:a@b.test?subject=x",
      "worksFor":{"name":"Салон"}})");
  EXPECT_EQ(person.title(), "Аліна");
  EXPECT_EQ(person.telephones_size(), 2);
  EXPECT_EQ(person.emails(0), "a@b.test");
  EXPECT_EQ(person.organization(), "Салон");

  // A name in quotes of its own is no mark-up.
  EXPECT_EQ(OnlyPosting(R"({"@type":"JobPosting","title":"Junior <Java> dev"})").title(),
            "Junior <Java> dev");
}

TEST(Posting, IsNoPartOfAnother) {
  Items items;
  AppendJsonLd(
      R"([{"@type":"JobPosting","title":"A","hiringOrganization":{"@type":"Organization","name":"F"}},
      {"@type":"ItemList","itemListElement":[{"@type":"ListItem","item":{"@type":"Product","name":"B",
      "offers":{"@type":"Offer","name":"x"}}}]},{"@type":"Article","name":"C"},
      {"@type":"JobPosting","title":"A"}])",
      nullptr, &items);
  std::string titles;
  for (const FoundPosting& found : FindPostings(items)) titles += found.posting.title();
  EXPECT_EQ(titles, "ABA");
}

TEST(Posting, ComesInTimeFromThingsThatHoldEachOther) {
  std::string things = "[";
  for (int i = 0; i < 60; ++i) {
    things += "{\"@type\":\"Offer\",\"@id\":\"#" + std::to_string(i) + "\",\"x\":1";
    for (int k = 0; k < 60; ++k)
      things += ",\"s:" + std::string(static_cast<size_t>(k), ':') + "name\":{\"@id\":\"#" +
                std::to_string((i * 7 + k) % 60) + "\"}";
    things += "},";
  }
  Items items;
  AppendJsonLd(things + "]", nullptr, &items);
  EXPECT_GT(items.size(), 60U);
  EXPECT_TRUE(FindPostings(items).empty());
}

TEST(Posting, SaidInTwoNotationsIsOne) {
  const HtmlTree tree = ParseHtml(
      "<script type=application/ld+json>{\"@type\":\"JobPosting\",\"title\":\"A\",\"datePosted\":"
      "\"2026-01-01\"}</script><div itemscope itemtype=http://schema.org/JobPosting><h1 "
      "itemprop=title>A</h1><p itemprop=description>Опис</p></div>",
      kPatient);
  const std::vector<FoundPosting> postings = FindPostings(ReadStructured(tree, nullptr));
  ASSERT_EQ(postings.size(), 1U);
  EXPECT_EQ(postings[0].posting.date_posted(), "2026-01-01");
  EXPECT_EQ(postings[0].posting.description(), "Опис");
  EXPECT_NE(postings[0].node, HtmlNode::kNone);
}

}  // namespace
}  // namespace varta
