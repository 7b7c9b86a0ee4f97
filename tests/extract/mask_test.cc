// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/mask.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "extract/fields.h"

namespace varta {
namespace {

using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::Not;

const std::string kKey(32, 'k');

v1::Fact FactOf(v1::FactKind kind, const std::string& value) {
  v1::Fact fact;
  fact.set_kind(kind);
  fact.set_value(value);
  return fact;
}

std::vector<v1::Fact> FactsOf(std::string_view text) {
  FieldInput input;
  input.text = text;
  return FindFacts(input);
}

std::string MaskText(std::string_view text) {
  return Masker(kKey).Mask(text, FactsOf(text), v1::PLACE_TEXT);
}

TEST(Masker, PseudonymsNameTheKindAndHideTheValue) {
  const Masker masker(kKey), other(std::string(32, 'o'));
  const v1::Fact phone = FactOf(v1::FACT_KIND_PHONE, "+380671234567");
  EXPECT_THAT(masker.Pseudonym(phone), MatchesRegex("\\[phone \\+380 #[0-9a-f]{6}\\]"));
  EXPECT_THAT(masker.Pseudonym(FactOf(v1::FACT_KIND_EMAIL, "a@example.com")),
              MatchesRegex("\\[email #[0-9a-f]{6}\\]"));
  EXPECT_THAT(masker.Pseudonym(FactOf(v1::FACT_KIND_HANDLE, "telegram:robota")),
              MatchesRegex("\\[telegram #[0-9a-f]{6}\\]"));
  EXPECT_EQ(masker.Pseudonym(phone), Masker(kKey).Pseudonym(phone));
  EXPECT_NE(masker.Pseudonym(phone), other.Pseudonym(phone));
  EXPECT_NE(masker.Pseudonym(phone),
            masker.Pseudonym(FactOf(v1::FACT_KIND_PHONE, "+380671234568")));
}

TEST(Masker, ReplacesFactsByTheirPseudonyms) {
  const std::string text =
      "Дзвоніть 067 123 45 67 (0671234567) або info@example.com, @robota_kyiv. Знову 067 123 45 67";
  const std::string masked = MaskText(text);
  const Masker masker(kKey);
  const std::string phone = masker.Pseudonym(FactOf(v1::FACT_KIND_PHONE, "+380671234567"));
  const std::string email = masker.Pseudonym(FactOf(v1::FACT_KIND_EMAIL, "info@example.com"));
  const std::string handle = masker.Pseudonym(FactOf(v1::FACT_KIND_HANDLE, "telegram:robota_kyiv"));
  // The other way of writing the number is no fact of its own; the net takes it.
  EXPECT_EQ(masked,
            "Дзвоніть " + phone + " ([number]) або " + email + ", " + handle + ". Знову " + phone);
}

TEST(Masker, TheNetHidesWhatLooksLikeAContact) {
  struct Case {
    const char* name;
    const char* text;
    const char* want;
  };
  const Case cases[] = {
      {"seven digits", "код 1234567", "код [number]"},
      {"separated", "код 1 2.3-4(5)6 7", "код [number]"},
      {"no-break spaces and zero width", "код 123\u00a045\u200b67", "код [number]"},
      {"full width", "код １２３４５６７", "код [number]"},
      {"keycaps", "код 1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣", "код [number]"},
      {"card", "5168 7420 1234 5678", "[number]"},
      {"six digits stay", "індекс 03150, буд. 12", "індекс 03150, буд. 12"},
      {"price stays", "25 000 грн", "25 000 грн"},
      {"range of pay stays", "від 25 000 - 40 000 грн на місяць",
       "від 25 000 - 40 000 грн на місяць"},
      {"large sum stays", "1 250 000 грн, $1 250 000", "1 250 000 грн, $1 250 000"},
      {"large number without currency", "1 250 000", "[number]"},
      {"date stays", "до 12.05.2026, з 2026-05-01", "до 12.05.2026, з 2026-05-01"},
      {"dates stay", "12.05.2026-14.06.2026", "12.05.2026-14.06.2026"},
      {"sum in brackets stays", "(25 000 - 30 000 грн), 1 500 000 грн",
       "(25 000 - 30 000 грн), 1 500 000 грн"},
      {"phone before a sum", "(067) 123 456 грн", "[number] грн"},
      {"date glued to digits", "067 12.05.2026", "[number]"},
      {"hours stay", "9.00-18.00", "9.00-18.00"},
      {"years stay", "2019-2024", "2019-2024"},
      {"address with an odd ending", "a.b@host.x1", "[email]"},
      {"short name", "@abcd", "[handle]"},
      {"Cyrillic name", "@робота", "[handle]"},
      {"invitation", "див. t.me/+AbCdEfGh", "див. [handle]"},
      {"WhatsApp link without a valid number", "https://wa.me/123", "[handle]"},
      {"viber link", "viber://chat?number=12", "[handle]"},
      {"empty", "", ""},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    EXPECT_EQ(Masker(kKey).Mask(c.text, {}, v1::PLACE_TEXT), c.want);
  }
}

TEST(Masker, TheHostOfAnAddressIsShown) {
  v1::Ad ad;
  ad.set_url("https://www.guardian.example/ad/guardian/1");
  v1::Fact* account = ad.add_facts();
  account->set_kind(v1::FACT_KIND_HANDLE);
  account->set_value("facebook:guardian");
  account->set_service("facebook");
  account->set_place(v1::PLACE_URL);
  Masker(std::string(32, 'k')).MaskAd(&ad, nullptr);
  EXPECT_TRUE(ad.url().starts_with("https://www.guardian.example/ad/[facebook #")) << ad.url();
}

TEST(Masker, DisguisedPhonesAreHiddenThroughTheirSpans) {
  for (const char* text :
       {"нуль шість сім один два три чотири п'ять шість сім", "О67l2З45б7", "067🌸123🌸45🌸67"}) {
    SCOPED_TRACE(text);
    EXPECT_THAT(MaskText(text), MatchesRegex("\\[phone \\+380 #[0-9a-f]{6}\\]"));
  }
}

TEST(Masker, OfOverlappingFactsTheLongestNamesTheWhole) {
  v1::Fact whole = FactOf(v1::FACT_KIND_HANDLE, "whatsapp:+380671234567"),
           part = FactOf(v1::FACT_KIND_PHONE, "+380671234567");
  whole.set_written("wa.me/380671234567");
  part.set_written("380671234567 x");
  for (v1::Fact* fact : {&whole, &part}) fact->set_place(v1::PLACE_TEXT);
  whole.mutable_span()->set_end(18);
  part.mutable_span()->set_begin(6);
  part.mutable_span()->set_end(20);
  const Masker masker(kKey);
  EXPECT_EQ(masker.Mask("wa.me/380671234567 x!", {part, whole}, v1::PLACE_TEXT),
            masker.Pseudonym(whole) + "!");
}

TEST(Masker, WrongSpansDoNoHarm) {
  v1::Fact fact = FactOf(v1::FACT_KIND_PHONE, "+380671234567");
  fact.set_written("0671234567");
  fact.set_place(v1::PLACE_TEXT);
  fact.mutable_span()->set_begin(4000000000u);
  fact.mutable_span()->set_end(7);
  EXPECT_EQ(Masker(kKey).Mask("т. 0671234567", {fact}, v1::PLACE_TEXT),
            "т. " + Masker(kKey).Pseudonym(fact));
}

TEST(SpanMap, MovesSpansBehindInsideAndAcross) {
  SpanMap map;  // "aaBBBaaCCaa" -> "aa[x]aa[long]aa"
  map.Add(2, 5, 2, 5);
  map.Add(7, 9, 7, 13);
  struct Case {
    uint32_t begin, end, want_begin, want_end;
  };
  const Case cases[] = {
      {0, 2, 0, 2},  {3, 4, 2, 5},    {2, 5, 2, 5},   {5, 7, 5, 7},   {7, 8, 7, 13},
      {8, 9, 7, 13}, {9, 11, 13, 15}, {1, 10, 1, 14}, {0, 11, 0, 15},
  };
  for (const Case& c : cases) {
    v1::Span span;
    span.set_begin(c.begin);
    span.set_end(c.end);
    const v1::Span moved = map.Move(span);
    EXPECT_EQ(moved.begin(), c.want_begin) << c.begin << "-" << c.end;
    EXPECT_EQ(moved.end(), c.want_end) << c.begin << "-" << c.end;
  }
}

TEST(Masker, BlocksOfLanguagesStayOneBehindTheOther) {
  const std::string first = "Дзвоніть, 067 123\n", second = "45 67, call us\n";
  v1::Ad ad;
  ad.set_text(first + second);
  FieldInput input;
  input.text = ad.text();
  for (v1::Fact& fact : FindFacts(input)) *ad.add_facts() = std::move(fact);
  for (const auto& [begin, end] :
       {std::pair<size_t, size_t>{0, first.size()}, {first.size(), first.size() + second.size()}}) {
    v1::Span* span = ad.add_language_blocks()->mutable_span();
    span->set_begin(static_cast<uint32_t>(begin));
    span->set_end(static_cast<uint32_t>(end));
  }
  Masker(kKey).MaskAd(&ad, nullptr);
  ASSERT_THAT(ad.text(), MatchesRegex("Дзвоніть, \\[phone [^]]+\\], call us\n"));
  EXPECT_EQ(ad.language_blocks(0).span().begin(), 0u);
  EXPECT_EQ(ad.language_blocks(0).span().end(), ad.text().find(", call"));
  EXPECT_EQ(ad.language_blocks(1).span().begin(), ad.language_blocks(0).span().end());
  EXPECT_EQ(ad.language_blocks(1).span().end(), ad.text().size());
}

TEST(Masker, MaskAdHidesContactsEverywhereAndMovesSpans) {
  v1::Ad ad;
  ad.set_url("https://example.com/ad/067-123-45-67-robota_kyiv-ID700.html");
  ad.set_key(ad.url());
  ad.set_title("Робота 0671234567 терміново");
  ad.set_text("Пишіть @robota_kyiv, паспорт забираємо. 067 123 45 67");
  FieldInput input;
  input.title = ad.title();
  input.text = ad.text();
  for (v1::Fact& fact : FindFacts(input)) *ad.add_facts() = std::move(fact);
  ASSERT_EQ(ad.facts_size(), 3);

  const auto hit_on = [](const std::string& text, const std::string& words, v1::Place place) {
    v1::Hit hit;
    hit.set_place(place);
    v1::Span* span = hit.add_spans();
    span->set_begin(static_cast<uint32_t>(text.find(words)));
    span->set_end(static_cast<uint32_t>(text.find(words) + words.size()));
    return hit;
  };
  std::vector<v1::Hit> hits = {hit_on(ad.title(), "терміново", v1::PLACE_TITLE),
                               hit_on(ad.text(), "паспорт", v1::PLACE_TEXT),
                               hit_on(ad.url(), "ID700", v1::PLACE_URL),
                               hit_on(ad.text(), "robota", v1::PLACE_TEXT)};
  v1::Score score;
  for (const v1::Hit& hit : hits) {
    v1::ScoreTerm* term = score.add_terms();
    term->set_place(hit.place());
    *term->mutable_spans() = hit.spans();
  }
  const Masker masker(kKey);
  masker.MaskAd(&ad, &hits, &score);
  for (int i = 0; i < score.terms_size(); ++i) {
    EXPECT_EQ(score.terms(i).spans(0).ShortDebugString(),
              hits[static_cast<size_t>(i)].spans(0).ShortDebugString());
  }

  const auto at = [](const std::string& text, const v1::Span& span) {
    return text.substr(span.begin(), span.end() - span.begin());
  };
  EXPECT_EQ(at(ad.title(), hits[0].spans(0)), "терміново");
  EXPECT_EQ(at(ad.text(), hits[1].spans(0)), "паспорт");
  EXPECT_EQ(at(ad.url(), hits[2].spans(0)), "ID700");
  const std::string handle = masker.Pseudonym(FactOf(v1::FACT_KIND_HANDLE, "telegram:robota_kyiv"));
  EXPECT_EQ(at(ad.text(), hits[3].spans(0)), handle);
  for (const v1::Fact& fact : ad.facts()) {
    EXPECT_EQ(at(fact.place() == v1::PLACE_TITLE ? ad.title() : ad.text(), fact.span()),
              fact.written());
    EXPECT_EQ(fact.value(), fact.written());
  }
  for (const std::string& shown : {ad.ShortDebugString()}) {
    EXPECT_THAT(shown, Not(HasSubstr("123")));
    EXPECT_THAT(shown, Not(HasSubstr("robota_kyiv")));
  }
}

TEST(Masker, LeavesFactsThatAreNoContacts) {
  v1::Ad ad;
  ad.set_text(
      "Пишіть 067 123 45 67. Робота в Польщі, зарплата 2000 €, ІПН 1845067892, ТОВ «Вигадка»");
  FieldInput input;
  input.text = ad.text();
  for (v1::Fact& fact : FindFacts(input)) *ad.add_facts() = std::move(fact);
  ASSERT_EQ(ad.facts_size(), 5);
  Masker(kKey).MaskAd(&ad, nullptr);
  std::string values;
  for (const v1::Fact& fact : ad.facts()) {
    if (!IsContact(fact.kind())) values += fact.value() + "; ";
    EXPECT_EQ(ad.text().substr(fact.span().begin(), fact.span().end() - fact.span().begin()),
              fact.written());
  }
  EXPECT_EQ(values, "PL; 2000 EUR; IPN; ТОВ Вигадка; ");
  EXPECT_THAT(ad.facts(0).value(), HasSubstr("[phone"));
  EXPECT_THAT(ad.text(), Not(HasSubstr("1845067892")));
}

}  // namespace
}  // namespace varta
