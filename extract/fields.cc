// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/fields.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <functional>
#include <iterator>
#include <optional>
#include <set>
#include <tuple>
#include <unordered_set>
#include <utility>

#include "base/fold.h"
#include "extract/ages.h"
#include "extract/byte_search.h"
#include "extract/contact_view.h"
#include "extract/dates.h"
#include "extract/emails.h"
#include "extract/employers.h"
#include "extract/handles.h"
#include "extract/hours.h"
#include "extract/messenger_only.h"
#include "extract/money.h"
#include "extract/phones.h"
#include "extract/places.h"
#include "extract/registrations.h"
#include "extract/tokens.h"
#include "extract/trades.h"

namespace varta {
namespace {

// For each place; a page with more is a list, not an ad.
constexpr size_t kMaxContacts = 256;
constexpr size_t kMaxOthers = 64;  // of each kind

// The extracted fields. A new one is a line here: contacts, which read the text as it is...
struct FieldFinder {
  v1::FactKind kind;  // what it is for; a messenger's link may give a phone besides
  void (*find)(const FactSource& source, std::vector<v1::Fact>* facts);
};
constexpr FieldFinder kFinders[] = {
    {v1::FACT_KIND_PHONE, FindPhones},
    {v1::FACT_KIND_EMAIL, FindEmails},
    {v1::FACT_KIND_HANDLE, FindHandles},
};

// ... and what reads its words. Each takes what it has read, so the order counts: what is easiest
// told from the others comes first, sums of money last.
struct WordFinder {
  v1::FactKind kind;
  void (*find)(TokenText* text, std::vector<v1::Fact>* facts);
};
constexpr WordFinder kWordFinders[] = {
    {v1::FACT_KIND_REGISTRATION, FindRegistrations},
    {v1::FACT_KIND_DATE, FindDates},
    {v1::FACT_KIND_HOURS, FindHours},
    {v1::FACT_KIND_AGE, FindAges},
    {v1::FACT_KIND_EMPLOYER, FindEmployers},
    {v1::FACT_KIND_WAGE, FindMoney},  // and prices
    {v1::FACT_KIND_PLACE, FindPlaces},
    {v1::FACT_KIND_WORK, FindWork},
};

// Keeps the facts in page order, the first of each value and role, and no more than a place may
// have.
void Keep(std::vector<v1::Fact> found, std::vector<v1::Fact>* facts) {
  std::vector<v1::Fact*> ordered;
  ordered.reserve(found.size());
  for (v1::Fact& fact : found) ordered.push_back(&fact);
  std::stable_sort(ordered.begin(), ordered.end(), [](const v1::Fact* a, const v1::Fact* b) {
    return a->span().begin() < b->span().begin();
  });
  using Key = std::tuple<int, int, std::string_view>;
  struct HashOfKey {
    size_t operator()(const Key& key) const {
      return std::hash<std::string_view>()(std::get<2>(key)) +
             static_cast<size_t>(std::get<0>(key));
    }
  };
  std::unordered_set<Key, HashOfKey> seen;
  std::array<size_t, v1::FactKind_ARRAYSIZE> counts{};
  std::vector<const v1::Fact*> kept;
  for (const v1::Fact* fact : ordered) {
    // Contacts share one limit.
    const bool contact = IsContact(fact->kind());
    size_t& count = counts[contact ? size_t{v1::FACT_KIND_UNSPECIFIED} : size_t(fact->kind())];
    if (count >= (contact ? kMaxContacts : kMaxOthers)) continue;
    if (!seen.emplace(fact->kind(), fact->role(), fact->value()).second) continue;
    ++count;
    kept.push_back(fact);
  }
  facts->reserve(facts->size() + kept.size());
  for (const v1::Fact* fact : kept)
    facts->push_back(std::move(found[static_cast<size_t>(fact - found.data())]));
}

// Not yet in page order, and repeats kept. `words`: of the text, or null.
std::vector<v1::Fact> ContactsIn(std::string_view text, v1::Place place, std::string_view region,
                                 std::string_view other_region, std::string_view named_region,
                                 const TokenText* words) {
  std::vector<v1::Fact> found;
  const ContactView view(text);
  for (const FieldFinder& finder : kFinders) {
    std::vector<v1::Fact> part;  // its own, for each finder has its limit
    finder.find({text, place, region, &view, other_region, named_region, words}, &part);
    std::move(part.begin(), part.end(), std::back_inserter(found));
  }
  return found;
}

// `named`: the first messenger that words name.
void FindInText(std::string_view text, v1::Place place, const FieldInput& input,
                std::optional<v1::Fact>* named, std::vector<v1::Fact>* facts) {
  if (text.empty()) return;
  TokenText words(text);
  std::vector<v1::Fact> found = ContactsIn(text, place, input.region, input.other_region,
                                           NamedCountry(words, input.region), &words);
  for (const v1::Fact& contact : found)
    words.TakeBytes(contact.span().begin(), contact.span().end());
  const size_t contacts = found.size();
  found.reserve(contacts + kMaxOthers);
  for (const WordFinder& finder : kWordFinders) finder.find(&words, &found);
  if (!*named) {
    *named = NamedMessenger(words);
    if (*named) (*named)->set_place(place);
  }
  for (size_t i = contacts; i < found.size(); ++i) found[i].set_place(place);
  Keep(std::move(found), facts);
}

// Country domains that are used as if they were generic ones.
constexpr std::string_view kBorrowedDomains[] = {
    "io", "me", "tv", "co", "ai", "cc", "ws", "to", "ly", "gg", "fm", "la", "eu",
    "im", "is", "sh", "st", "vc", "pw", "nu", "tk", "ml", "ga", "cf", "gq", "ac"};

struct RegionOf {
  std::string_view name, region;
};
constexpr RegionOf kDomainRegions[] = {{"uk", "GB"},        {"su", "RU"},
                                       {"xn--p1ai", "RU"},  {"xn--j1amh", "UA"},
                                       {"xn--90ais", "BY"}, {"xn--80ao21a", "KZ"}};
// Russian is written in many countries, Ukraine's among them: it says nothing.
constexpr RegionOf kLanguageRegions[] = {
    {"uk", "UA"}, {"pl", "PL"}, {"cs", "CZ"}, {"sk", "SK"}, {"de", "DE"}, {"ro", "RO"},
    {"tr", "TR"}, {"he", "IL"}, {"iw", "IL"}, {"lv", "LV"}, {"lt", "LT"}, {"et", "EE"},
    {"hu", "HU"}, {"bg", "BG"}, {"it", "IT"}, {"es", "ES"}, {"pt", "PT"}, {"fr", "FR"},
    {"nl", "NL"}, {"be", "BY"}, {"kk", "KZ"}, {"ka", "GE"}, {"az", "AZ"}, {"hy", "AM"},
    {"fi", "FI"}, {"sv", "SE"}, {"el", "GR"}};

template <size_t N>
std::string_view Find(const RegionOf (&table)[N], std::string_view name) {
  const auto* found = std::find_if(std::begin(table), std::end(table),
                                   [&](const RegionOf& row) { return row.name == name; });
  return found == std::end(table) ? std::string_view() : found->region;
}

// What a byte that begins a character says about the word that it is in.
enum : uint8_t { kBreak = 0, kDigitByte = 1, kLatinByte = 2, kCyrillicByte = 4, kOddByte = 8 };
constexpr std::array<uint8_t, 256> kWordBytes = [] {
  std::array<uint8_t, 256> kinds{};
  for (size_t c = '0'; c <= '9'; ++c) kinds[c] = kDigitByte;
  for (size_t c = 'a'; c <= 'z'; ++c) kinds[c] = kinds[c - 32] = kLatinByte;
  for (size_t c = 0xC2; c < 256; ++c) kinds[c] = kOddByte;
  for (size_t c = 0xC3; c <= 0xC5; ++c) kinds[c] = kLatinByte;
  for (size_t c = 0xD0; c <= 0xD3; ++c) kinds[c] = kCyrillicByte;
  return kinds;
}();

// Signs of several bytes that are in no word: spaces that break no line and « » and the like, the
// dashes and quotes, signs of currency, pictures. (№ is "No" when folded.)
bool IsPlainSign(std::string_view rest) {
  const auto byte = [&](size_t i) {
    return i < rest.size() ? static_cast<uint8_t>(rest[i]) : uint8_t{0};
  };
  switch (byte(0)) {
    case 0xC2:
      return byte(1) == 0xA0 || byte(1) == 0xA9 || byte(1) == 0xAB || byte(1) == 0xBB ||
             byte(1) == 0xB7 || byte(1) == 0xB0;
    case 0xE2:
      return (byte(1) == 0x80 && byte(2) >= 0x90 && byte(2) <= 0xA6) ||
             (byte(1) == 0x82 && byte(2) >= 0xA0);
    case 0xF0:
      return byte(1) == 0x9F && byte(2) >= 0x8C;
    default:
      return false;
  }
}

// What MixesScripts needs at the least: Cyrillic letters beside Latin ones or digits, Latin letters
// that stand alone, odd characters.
ByteBlock MayMix(const char* from) {
  const ByteBlock bytes = LoadBlock(from), before = LoadBlock(from - 1);
  const ByteBlock second = LoadBlock(from - 2), third = LoadBlock(from + 2);
  const auto is_ascii = [](ByteBlock b) { return IsIn(b, '0', '9') | IsIn(b | 0x20, 'a', 'z'); };
  const auto is_cyrillic = [](ByteBlock b) { return IsIn(b, 0xD0, 0xD3); };
  const auto is_latin = [](ByteBlock b) { return IsIn(b, 0xC3, 0xC5); };
  const ByteBlock letter = is_cyrillic(bytes);
  const ByteBlock ascii_before = is_ascii(before), ascii_third = is_ascii(third);
  const ByteBlock other = ascii_before | is_latin(second) | ascii_third | is_latin(third);
  ByteBlock odd = IsIn(bytes, 0xC2, 0xFF) & ~letter & ~is_latin(bytes);
  // Most blocks of our texts have Cyrillic letters and spaces.
  if (HighBits(other | odd) == 0) return odd;
  const ByteBlock next = LoadBlock(from + 1);
  const ByteBlock beside = letter & other;
  const ByteBlock alone = IsIn(bytes | 0x20, 'a', 'z') & ~ascii_before & ~IsHigh(before) &
                          ~is_ascii(next) & ~IsHigh(next);
  // All but those of IsPlainSign.
  const ByteBlock plain = (Is(bytes, 0xC2) & (Is(next, 0xA0) | Is(next, 0xA9) | Is(next, 0xAB) |
                                              Is(next, 0xBB) | Is(next, 0xB7) | Is(next, 0xB0))) |
                          (Is(bytes, 0xE2) & Is(next, 0x80) & IsIn(third, 0x90, 0xA6));
  odd &= ~plain;
  return beside | alone | odd;
}

// Whether a word may be of two scripts.
bool MixesScripts(std::string_view text) {
  size_t singles = 0;  // words of one character, in a row
  uint8_t spelt = 0;
  for (size_t i = 0; i < text.size();) {
    uint8_t word = 0;
    const size_t begin = i;
    for (; i < text.size(); ++i) {
      const auto byte = static_cast<uint8_t>(text[i]);
      if (byte >= 0x80 && byte < 0xC0) continue;
      const uint8_t kind = kWordBytes[byte];
      if (kind == kBreak || (kind == kOddByte && IsPlainSign(text.substr(i, 4)))) break;
      word |= kind;
    }
    const auto mixes = [](uint8_t kinds) {
      constexpr uint8_t kBoth = kLatinByte | kCyrillicByte;
      return (kinds & kBoth) == kBoth || ((kinds & kOddByte) && (kinds & kBoth));
    };
    if (mixes(word)) return true;
    if (i > begin) {
      const bool single = i - begin <= (static_cast<uint8_t>(text[begin]) < 0x80 ? 1u : 2u);
      singles = single ? singles + 1 : 0;
      spelt = single ? static_cast<uint8_t>(spelt | word) : uint8_t{0};
      if (singles >= 4 && mixes(spelt)) return true;
    }
    // Behind the sign.
    if (i < text.size()) ++i;
    while (i < text.size() && (static_cast<uint8_t>(text[i]) & 0xC0) == 0x80) ++i;
  }
  return false;
}

// Whether folding may find a word of two scripts: a small part of its cost, and mostly no. Words
// are also spelt letter by letter.
bool MayMixScripts(std::string_view text) {
  return FindByte<2, 2>(text, 0, MayMix) < text.size() && MixesScripts(text);
}

// Words that mix two scripts, as they are written to escape a search, and by mistake.
void AddMixedScript(std::string_view text, std::vector<v1::Fact>* facts) {
  if (!MayMixScripts(text)) return;
  const Folded folded = Fold(text);
  if (folded.mixed_words == 0) return;
  v1::Fact fact;
  fact.set_kind(v1::FACT_KIND_MIXED_SCRIPT);
  fact.set_value(std::to_string(folded.mixed_words));
  fact.set_place(v1::PLACE_TEXT);
  const ByteRange first = folded.first_mixed;
  fact.set_written(std::string(text.substr(first.begin, first.end - first.begin)));
  fact.mutable_span()->set_begin(first.begin);
  fact.mutable_span()->set_end(first.end);
  fact.set_confidence(1);
  facts->push_back(std::move(fact));
}

}  // namespace

bool IsContact(v1::FactKind kind) {
  return kind == v1::FACT_KIND_PHONE || kind == v1::FACT_KIND_EMAIL || kind == v1::FACT_KIND_HANDLE;
}

std::vector<v1::Fact> FindFacts(const FieldInput& input) {
  std::vector<v1::Fact> facts;
  std::optional<v1::Fact> named;
  FindInText(input.title, v1::PLACE_TITLE, input, &named, &facts);
  FindInText(input.text, v1::PLACE_TEXT, input, &named, &facts);
  if (input.links != nullptr) {
    std::vector<v1::Fact> found;
    // Most numbers of links stand in the text, too, and are linked to more than once.
    std::set<std::string> known;
    for (const v1::Fact& fact : facts) {
      if (fact.kind() == v1::FACT_KIND_PHONE) known.insert(fact.value());
    }
    for (const Link& link : *input.links) {
      for (v1::Fact& fact : ContactsOfUrl(link.url, input.region, &known)) {
        if (fact.kind() == v1::FACT_KIND_PHONE) known.insert(fact.value());
        fact.set_place(v1::PLACE_URL);
        found.push_back(std::move(fact));
      }
    }
    Keep(std::move(found), &facts);
  }
  if (std::optional<v1::Fact> only = MessengerOnly(facts, named)) facts.push_back(*only);
  AddMixedScript(input.text, &facts);
  return facts;
}

std::vector<v1::Fact> FindContacts(std::string_view title, std::string_view text,
                                   std::string_view region) {
  std::vector<v1::Fact> facts;
  Keep(ContactsIn(title, v1::PLACE_TITLE, region, {}, {}, nullptr), &facts);
  Keep(ContactsIn(text, v1::PLACE_TEXT, region, {}, {}, nullptr), &facts);
  return facts;
}

std::string NormalisePhone(std::string_view typed, std::string_view region) {
  return ToE164(typed, region);
}

std::string NormaliseHandle(std::string_view typed) { return ToHandle(typed); }

std::string RegionOfDomain(const Url* url) {
  if (url == nullptr) return {};
  const std::string& host = url->host();
  const std::string domain = host.substr(host.rfind('.') + 1);  // the whole host if there is no dot
  if (const std::string_view region = Find(kDomainRegions, domain); !region.empty())
    return std::string(region);
  const bool borrowed = std::find(std::begin(kBorrowedDomains), std::end(kBorrowedDomains),
                                  domain) != std::end(kBorrowedDomains);
  if (domain.size() != 2 || borrowed) return {};
  std::string region;
  for (char c : domain) region += static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
  return IsPhoneRegion(region) ? region : std::string();
}

std::string GuessRegion(const Url* url, std::string_view language) {
  if (const std::string region = RegionOfDomain(url); !region.empty()) return region;
  const std::string_view region = Find(kLanguageRegions, language.substr(0, language.find('-')));
  return region.empty() ? "UA" : std::string(region);
}

}  // namespace varta
