// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/telegram.h"

#include <gtest/gtest.h>

namespace varta {
namespace {

constexpr HtmlBudget kPatient = {4 * 1024 * 1024, 512 * 1024 * 1024, 60'000};

std::vector<TelegramMessage> Read(const std::string& html, size_t most = 100) {
  return ReadTelegram(ParseHtml(html, kPatient), most);
}

std::string Message(const std::string& post, const std::string& inner) {
  return "<div class='tgme_widget_message js-widget_message' data-post='" + post + "'>" + inner +
         "</div>";
}
std::string Text(const std::string& text) {
  return "<div class='tgme_widget_message_text js-message_text'>" + text + "</div>";
}

TEST(Telegram, ReadsEachMessage) {
  const auto messages =
      Read("<main>" + Message("c/1", Text("a<br>b")) +
           Message("c/2", "<a class=tgme_widget_message_owner_name>К</a>" + Text("c") +
                              "<a class=tgme_widget_message_date href=x><time "
                              "datetime='2026-01-02T03:04:05+00:00'>3:04</time></a>") +
           "</main>");
  ASSERT_EQ(messages.size(), 2U);
  EXPECT_EQ(messages[0].text, "a\nb");
  EXPECT_EQ(messages[0].url, "https://t.me/c/1");
  EXPECT_EQ(messages[0].published, "");
  EXPECT_EQ(messages[1].author, "К");
  EXPECT_EQ(messages[1].published, "2026-01-02T03:04:05+00:00");
  EXPECT_EQ(Read(Message("c/1", Text("a")) + Message("c/2", Text("b")), 1).size(), 1U);
}

TEST(Telegram, KnowsWhoseWordsTheyAre) {
  const auto messages =
      Read(Message("c/1",
                   "<a class=tgme_widget_message_owner_name>К</a><span "
                   "class=tgme_widget_message_from_author>П</span><div "
                   "class=tgme_widget_message_forwarded_from>з <a "
                   "class=tgme_widget_message_forwarded_from_name>Інший</a></div><a "
                   "class=tgme_widget_message_reply><div class=tgme_widget_message_author>"
                   "Хтось</div><div class='tgme_widget_message_text'>чуже</div></a>" +
                       Text("своє") + "<video><time>0:12</time></video>"));
  ASSERT_EQ(messages.size(), 1U);
  EXPECT_EQ(messages[0].author, "К, П");
  EXPECT_EQ(messages[0].forwarded_from, "Інший");
  EXPECT_EQ(messages[0].text, "своє");
  EXPECT_EQ(messages[0].published, "");
}

TEST(Telegram, LeavesOutWhatIsNoMessage) {
  struct Case {
    const char* name;
    std::string html;
  };
  const Case cases[] = {
      {"empty", ""},
      {"another page", "<div data-post='c/1'><div class=text>x</div></div>"},
      {"no text", Message("c/1", "<a class=tgme_widget_message_photo_wrap></a>")},
      {"no number", Message("c", Text("x"))},
      {"no channel", Message("/1", Text("x"))},
      {"a name that is none", Message("c/../../1", Text("x"))},
      {"hidden", Message("c/1", "<div hidden>" + Text("x") + "</div>")},
      {"another class", "<div class=tgme_widget_message_x data-post='c/1'>" + Text("x") + "</div>"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    EXPECT_TRUE(Read(c.html).empty());
  }
}

}  // namespace
}  // namespace varta
