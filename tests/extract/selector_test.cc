// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/selector.h"

#include <gtest/gtest.h>

namespace varta {
namespace {

constexpr HtmlBudget kPatient = {4 * 1024 * 1024, 512 * 1024 * 1024, 60'000};

constexpr char kPage[] =
    "<html><body id=top class='page wide'><ul class=list><li id=a class='item first' lang=uk-UA>"
    "<a href='/ad/1.html' class=title data-Kind=Job>one</a></li>text<!-- --><li id=b class=item>"
    "<b><a href='https://x.test/2' rel='nofollow noopener'>two</a></b></li><li id=c "
    "class='item md:flex' lang=ru>three</li><li id=d></li></ul><div id=e><p id=f>x</p><div id=g><p "
    "id=h>y</p></div></div></body></html>";

// The ids of what is found, those of links as their text.
std::string Found(const HtmlTree& tree, uint32_t scope, std::string_view written) {
  const auto parsed = Selector::Parse(written);
  if (const auto* mistake = std::get_if<SelectorMistake>(&parsed))
    return ToString(*mistake, written);
  std::string found;
  for (const uint32_t node : Select(tree, scope, std::get<Selector>(parsed))) {
    const std::string_view* const id = tree.Attribute(tree.nodes[node], "id");
    if (!found.empty()) found += ' ';
    found += id != nullptr                 ? *id
             : tree.nodes[node].tag == "a" ? tree.nodes[node + 1].text
                                           : tree.nodes[node].tag;
  }
  return found;
}

uint32_t NodeOf(const HtmlTree& tree, std::string_view id) {
  for (uint32_t i = 0; i < tree.nodes.size(); ++i) {
    const std::string_view* const value = tree.Attribute(tree.nodes[i], "id");
    if (value != nullptr && *value == id) return i;
  }
  return 0;
}

TEST(Selector, FindsElements) {
  const HtmlTree tree = ParseHtml(kPage, kPatient);
  struct Case {
    const char* selector;
    const char* found;
  };
  const Case cases[] = {
      {"li", "a b c d"},
      {"LI", "a b c d"},
      {".item", "a b c"},
      {"li.item.first", "a"},
      {"#b", "b"},
      {"*#b", "b"},
      {".first, #c , p", "a c f h"},
      {"ul a", "one two"},
      {"li > a", "one"},
      {"li>a", "one"},
      {"body ul li a", "one two"},
      {"body > li", ""},
      {"div p", "f h"},
      {"div > p", "f h"},
      {"div > div > p", "h"},
      {"div div p", "h"},
      {"#e > p", "f"},
      {"li + li", "b c d"},
      {".first + li", "b"},
      {".first ~ li", "b c d"},
      {"#b ~ .item", "c"},
      {"p + div p", "h"},
      {"[lang]", "a c"},
      {"[LANG=ru]", "c"},
      {"[lang|=uk]", "a"},
      {"[lang=\"RU\"]", ""},
      {"[lang=\"RU\" i]", "c"},
      {"[href^='/ad/']", "one"},
      {"[href$='.html']", "one"},
      {"[href*='x.test']", "two"},
      {"[href^='']", ""},
      {"[rel~=noopener]", "two"},
      {"[rel~='nofollow noopener']", ""},
      {"a[data-kind=Job]", "one"},
      {"li:first-child", "a"},
      {"li:last-child", "d"},
      {"li:nth-child(2)", "b"},
      {"li:nth-child(odd)", "a c"},
      {"li:nth-child(even)", "b d"},
      {"li:nth-child(3n+1)", "a d"},
      {"li:nth-child( -n + 2 )", "a b"},
      {"li:nth-child(n+3)", "c d"},
      {"li:nth-child(2) a", "two"},
      {"li:not(.item)", "d"},
      {"li:not([lang]):not(#d)", "b"},
      {"li:not(:first-child)", "b c d"},
      {".md\\:flex", "c"},
      {"#\\62", "b"},
      {" li ", "a b c d"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.selector);
    EXPECT_EQ(Found(tree, 0, c.selector), c.found);
  }
}

TEST(Selector, LooksNoFurtherThanItsScope) {
  const HtmlTree tree = ParseHtml(kPage, kPatient);
  EXPECT_EQ(Found(tree, NodeOf(tree, "b"), "a"), "two");
  EXPECT_EQ(Found(tree, NodeOf(tree, "b"), "ul a"), "");        // around the scope
  EXPECT_EQ(Found(tree, NodeOf(tree, "b"), ".item a"), "two");  // the scope itself
  EXPECT_EQ(Found(tree, NodeOf(tree, "b"), "li:nth-child(2) a"), "two");
  EXPECT_EQ(Found(tree, NodeOf(tree, "b"), "li"), "");  // only what is in it
  EXPECT_EQ(Found(tree, 1'000'000, "li"), "");
  EXPECT_EQ(Select(tree, 0, std::get<Selector>(Selector::Parse("li")), 2).size(), 2U);
}

TEST(Selector, SaysWhatIsWrongAndWhere) {
  struct Case {
    const char* selector;
    const char* mistake;
  };
  const Case cases[] = {
      {"", "column 1: an element is missing here, as in 'div.card a'"},
      {"a,", "column 3: an element is missing here, as in 'div.card a'"},
      {"a >", "column 4: an element is missing here, as in 'div.card a'"},
      {"> a", "column 1: an element is missing before '>'"},
      {"a > > b", "column 5: an element is missing before '>'"},
      {"a,,b", "column 3: an element is missing before ','"},
      {".", "column 2: a name is missing here"},
      {"a..b", "column 3: a name is missing here"},
      {".1x", "column 2: a name begins with no digit; write \\31 and a space"},
      {"a!", "column 2: '!' has no meaning here"},
      {"ціна!", "column 5: '!' has no meaning here"},
      {"a[href", "column 7: '=' or ']' is missing here"},
      {"a[href=", "column 8: a value is missing here; put it in quotes"},
      {"a[href='x]", "column 8: the quote is not closed"},
      {"a[href='x' x]", "column 12: ']' is missing for the '[' at column 2"},
      {"a:hover",
       "column 2: ':hover' is not known here; there are :first-child, :last-child, :nth-child(), "
       ":not()"},
      {"a:nth-child", "column 12: '(' is missing after :nth-child"},
      {"a:nth-child(2", "column 2: ')' is missing after :nth-child"},
      {"a:nth-child(x)", "column 13: :nth-child takes 3, odd, even or 2n+1"},
      {"a:nth-child(2n3)", "column 13: :nth-child takes 3, odd, even or 2n+1"},
      {"a:not(b c)", "column 9: ':not' takes one element, as in :not(.ad); ')' is missing"},
      {"a::text",
       "column 2: ':' is not known here; there are :first-child, :last-child, :nth-child(), "
       ":not()"},
  };
  const HtmlTree tree = ParseHtml(kPage, kPatient);
  for (const Case& c : cases) {
    SCOPED_TRACE(c.selector);
    EXPECT_EQ(Found(tree, 0, c.selector), c.mistake);
  }
  std::string many = "a";
  for (int i = 0; i < 64; ++i) many += " a";
  EXPECT_EQ(Found(tree, 0, many), "column 130: too many elements: at most 64 in all");
  EXPECT_EQ(Found(tree, 0, std::string(2000, 'a')),
            "column 1025: a selector has at most 1024 bytes");
}

TEST(Selector, TakesNoLongerForHostilePairsOfSelectorAndPage) {
  // 400 divs in each other, and a selector that could be matched in very many ways.
  std::string html;
  for (int i = 0; i < 400; ++i) html += "<div class=x>";
  const HtmlTree tree = ParseHtml(html, kPatient);
  std::string selector = "div";
  for (int i = 0; i < 60; ++i) selector += " .x";
  const auto parsed = std::get<Selector>(Selector::Parse(selector));
  EXPECT_EQ(Select(tree, 0, parsed).size(), 340U);
  const auto never = std::get<Selector>(Selector::Parse(selector + " .y"));
  EXPECT_EQ(Select(tree, 0, never).size(), 0U);
}

TEST(FieldSelector, IsASelectorAndAnAttribute) {
  struct Case {
    const char* written;
    bool selector;
    const char* attribute;
  };
  const Case cases[] = {
      {"a.title", true, ""},
      {"a.title@href", true, "href"},
      {"a.title @HREF ", true, "href"},
      {"@data-id", false, "data-id"},
      {"a[title='x@y']", true, ""},
      {"a[title=\"x@y\"]@title", true, "title"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.written);
    const auto parsed = FieldSelector::Parse(c.written);
    ASSERT_TRUE(std::holds_alternative<FieldSelector>(parsed));
    EXPECT_EQ(std::get<FieldSelector>(parsed).selector.has_value(), c.selector);
    EXPECT_EQ(std::get<FieldSelector>(parsed).attribute, c.attribute);
  }
  for (const char* wrong : {"", "a@", "a@x y", "a..b@href", "a@href@title"}) {
    SCOPED_TRACE(wrong);
    EXPECT_TRUE(std::holds_alternative<SelectorMistake>(FieldSelector::Parse(wrong)));
  }
}

}  // namespace
}  // namespace varta
