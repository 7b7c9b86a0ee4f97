// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/employers.h"

#include <algorithm>
#include <string>

namespace varta {
namespace {

constexpr size_t kMaxNameTokens = 12;
constexpr size_t kMaxNameBytes = 120;
constexpr size_t kWorkReach = 40;
constexpr size_t kMaxNameWords = 4;  // of a name without quotes

// Before the name. Those of two letters are words and abbreviations of much else: they need
// capitals and quotes behind, or for a sole trader a name.
constexpr std::string_view kForms =
    "тов тзов фоп спд пп ат пат прат дп кп ооо оао зао пао ао чп ип "
    "товариств|o+з+обмежен|A+відповідальніст|S "
    "товариство+з+обмеженою+відповідальністю общество+с+ограниченной+ответственностью";
// Behind the name.
constexpr std::string_view kFormsAfter =
    "llc ltd inc gmbh ag sp+z+o+o sp+z+oo s+r+o sro srl uab sia ou oü as a+s bv b+v s+a llp "
    "limited corp spolka+z+o+o";
constexpr std::string_view kSoleTrader[] = {"фоп", "спд", "ип", "пп", "чп"};

bool IsQuote(const TokenText& text, size_t i) {
  return text.IsSymbol(i, U'"') || text.IsSymbol(i, 0xAB) || text.IsSymbol(i, 0x201C) ||
         text.IsSymbol(i, 0x201E) || text.IsSymbol(i, 0x2039) || text.IsSymbol(i, U'\'') ||
         text.IsSymbol(i, 0xBB) || text.IsSymbol(i, 0x201D) || text.IsSymbol(i, U'<') ||
         text.IsSymbol(i, U'>');
}

// A quote that opens stands right before a word.
bool Opens(const TokenText& text, size_t i) {
  return IsQuote(text, i) && !text.IsSymbol(i, 0xBB) && i + 1 < text.size() && text.Joins(i + 1) &&
         !IsQuote(text, i + 1);
}

// "«Ромашка плюс»": with `i` at the opening quote. Closing quotes of any kind close; one closes
// all that are open ("ОАО «Киностудия «Ленфильм»").
bool ReadQuoted(const TokenText& text, size_t i, size_t* next) {
  if (!Opens(text, i)) return false;
  for (size_t k = i + 1; k < text.size() && k <= i + kMaxNameTokens; ++k) {
    if (text.StartsLine(k)) return false;
    if (!IsQuote(text, k) || text.IsSymbol(k, U'\'')) continue;
    if (text[k].space_before && Opens(text, k)) continue;
    *next = k + 1;
    while (IsQuote(text, *next) && text.Joins(*next)) ++*next;
    return true;
  }
  return false;
}

// Words with capitals: "Romashka Plus", "Іваненко І. І.".
size_t ReadCapitalised(const TokenText& text, size_t i) {
  size_t words = 0, k = i;
  while (k < text.size() && words < kMaxNameWords) {
    if (k > i && text.StartsLine(k)) break;
    if (text.IsWord(k) && text[k].capital) {
      ++words;
      ++k;
      // An initial's full stop.
      if (text.IsSymbol(k, U'.') && text.Joins(k) && text[k - 1].folded_size <= 2) ++k;
    } else if (words > 0 && (text.IsDash(k) || text.IsSymbol(k, U'&')) && text.IsWord(k + 1) &&
               text[k + 1].capital && !text.StartsLine(k + 1)) {
      ++k;
    } else {
      break;
    }
  }
  return k;
}

// A name as one reads it: no quotes, single spaces. Empty: it is none.
std::string NameOf(const TokenText& text, size_t first, size_t next) {
  std::string name;
  size_t digits = 0;
  bool letters = false;
  for (size_t i = first; i < next; ++i) {
    if (IsQuote(text, i)) continue;
    if (text.IsSymbol(i, U'@')) return {};
    if (text.IsNumber(i)) digits += text[i].folded_size;
    letters = letters || text.IsWord(i);
    if (!name.empty() && text[i].space_before) name += ' ';
    if (!name.empty() && IsQuote(text, i - 1) && name.back() != ' ') name += ' ';
    name += text.Written(i, i + 1);
  }
  return digits >= 5 || !letters || name.size() > kMaxNameBytes ? std::string() : name;
}

bool IsOneOfForms(std::string_view form) {
  return std::find(std::begin(kSoleTrader), std::end(kSoleTrader), form) != std::end(kSoleTrader);
}

}  // namespace

void FindEmployers(TokenText* text, std::vector<v1::Fact>* facts) {
  const auto add = [&](size_t first, size_t next, size_t name, double confidence) {
    std::string value = NameOf(*text, name, next);
    if (value.empty()) return false;
    facts->push_back(
        text->MakeFact(v1::FACT_KIND_EMPLOYER, first, next, std::move(value), confidence));
    text->Take(first, next);
    return true;
  };
  size_t work = text->size();  // the last word that told of work
  constexpr uint64_t kWorkWords = Bits(Kind::kWorkTrigger, Kind::kWork);
  constexpr uint64_t kSpots = kWorkWords | Bits(Kind::kLegalForm, Kind::kLegalFormAfter,
                                                Kind::kEmployerLabel, Kind::kCompanyNoun);
  for (size_t i = text->Next(0, kSpots); i < text->size(); i = text->Next(i + 1, kSpots)) {
    Sense sense{};
    size_t next = 0, end = 0;
    if (text->BitsAt(i) & kWorkWords) work = i;
    if ((*text)[i].taken) continue;
    if (text->Read(i, Kind::kLegalForm, &sense, &next)) {
      if (sense.parts == 1 && !(*text)[i].upper) continue;
      const bool trader = IsOneOfForms(text->Folded(i));
      if (ReadQuoted(*text, next, &end)) {
        if (add(i, end, i, 0.95)) i = end - 1;
      } else if (sense.parts > 1 || trader || text->Folded(i).size() > 4) {
        // Without quotes a name has capitals, and for a trader at least two parts.
        end = text->StartsLine(next) ? next : ReadCapitalised(*text, next);
        const bool initials = trader && end >= next + 2;
        const bool name =
            !trader && end > next &&
            !((*text)[next].upper && sense.parts == 1 && text->Has(next, Kind::kLegalForm));
        if ((initials || name) && add(i, end, i, 0.8)) i = end - 1;
      }
      continue;
    }
    if (text->Read(i, Kind::kLegalFormAfter, &sense, &next) && i > 0) {
      // The name stands before; nothing but words with capitals, or one in quotes.
      if (sense.parts == 1 && text->Folded(i).size() <= 2 && !(*text)[i].upper) continue;
      if (sense.parts == 1 && !(*text)[i].capital && text->Folded(i).size() > 3) continue;
      if (text->IsSymbol(next, U'.') && text->Joins(next)) ++next;
      size_t first = i;
      if (text->IsSymbol(first - 1, U',')) --first;
      const size_t stop = first;
      if (first > 0 && IsQuote(*text, first - 1)) {
        for (size_t k = first - 1; k-- > 0 && first - k <= kMaxNameTokens;) {
          if (!IsQuote(*text, k)) continue;
          first = k;
          break;
        }
      } else {
        size_t words = 0;
        while (first > 0 && words < kMaxNameWords && text->IsWord(first - 1) &&
               (*text)[first - 1].capital && !(*text)[first - 1].taken &&
               !text->StartsLine(first) && !text->Has(first - 1, Kind::kEmployerLabel) &&
               !text->Has(first - 1, Kind::kCompanyNoun)) {
          --first;
          ++words;
        }
      }
      if (first < stop && add(first, next, first, 0.9)) i = next - 1;
      continue;
    }
    if (text->Read(i, Kind::kEmployerLabel, &sense, &next) &&
        (text->IsSymbol(next, U':') || text->IsDash(next))) {
      ++next;
      if (text->StartsLine(next) && text->StartsLine(next + 1)) continue;
      if (text->Has(next, Kind::kLegalForm) && (*text)[next].upper) continue;  // read above
      if (!ReadQuoted(*text, next, &end)) end = ReadCapitalised(*text, next);
      // The legal form behind the name belongs to it.
      size_t form = 0;
      if (end > next && text->Read(end, Kind::kLegalFormAfter, &sense, &form)) continue;
      if (end > next && add(next, end, next, 0.85)) i = end - 1;
      continue;
    }
    if (text->Read(i, Kind::kCompanyNoun, &sense, &next) && ReadQuoted(*text, next, &end)) {
      // Elsewhere than in an ad, companies are news.
      const bool near_work = work < text->size() && i - work <= kWorkReach;
      if (add(next, end, next, near_work ? 0.8 : 0.5)) i = end - 1;
    }
  }
}

void AddLegalForms(Lexicon* lexicon) {
  lexicon->Add(Kind::kLegalForm, 0, kForms);
  lexicon->Add(Kind::kLegalFormAfter, 0, kFormsAfter);
}

}  // namespace varta
