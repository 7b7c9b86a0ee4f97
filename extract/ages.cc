// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/ages.h"

#include <algorithm>

#include "extract/amounts.h"

namespace varta {
namespace {

constexpr double kOldest = 99;
constexpr double kYoungestWorker = 14, kOldestWorker = 75;
constexpr size_t kReach = 6;

// What the words around a range of years say.
struct Around {
  bool label = false;      // "вік"
  bool past = false;       // "було" right before
  bool me = false;         // "мені" right before
  bool person = false;     // "дівчата" shortly before
  bool child = false;      // "дитина" nearer than any person
  bool something = false;  // "досвід", "компанії": no age, unless a label stands nearer
  bool wanted = false;     // "потрібні" in the lines before
  bool apposition = false;  // "Олена, 25 років"
};

Around LookAround(const TokenText& text, const Range& range) {
  Around around;
  const size_t none = text.size();
  const size_t label = text.FindBefore(range.first, 4, Kind::kAgeLabel);
  const size_t person = text.FindBefore(range.first, 3, Kind::kPerson);
  const size_t child = text.FindBefore(range.first, 3, Kind::kChild);
  const size_t other = text.FindBefore(range.first, kReach, Kind::kNoAge);
  const size_t me = text.FindBefore(range.first, 3, Kind::kMe);
  around.label = label != none;
  around.child = child != none && (person == none || child >= person);
  around.person = person != none && !around.child;
  around.me = me != none;
  around.past = text.IsWord(range.first - 1) &&
                (text.Folded(range.first - 1) == "було" || text.Folded(range.first - 1) == "было");
  const auto nearer = [&](size_t at) { return at != none && (other == none || at > other); };
  bool behind = false;
  for (size_t k = range.next; k < range.next + 3 && !text.StartsLine(k); ++k) {
    if (text.IsSymbol(k, U',') || text.IsSymbol(k, U'.') || text.IsSymbol(k, U'(')) break;
    behind = behind || text.Has(k, Kind::kNoAge);
  }
  around.something =
      (other != none && !nearer(label) && !nearer(person) && !nearer(child) && !nearer(me)) ||
      (behind && !around.label && !around.me);
  around.wanted = text.FindBefore(range.first, 16, Kind::kPreciseWork) != none ||
                  text.FindBefore(range.first, 16, Kind::kWork) != none;
  around.apposition = text.IsSymbol(range.first - 1, U',') && text.IsWord(range.first - 2) &&
                      text[range.first - 2].capital && text.BitsAt(range.first - 2) == 0;
  return around;
}

bool AllWithin(const Range& range, double low, double high) {
  return range.low.value_or(low) >= low && range.high.value_or(high) <= high &&
         range.low.value_or(low) <= high && range.high.value_or(high) >= low;
}

// "." , line end, "і", "на роботу": nothing that the number could count.
bool EndsPhrase(const TokenText& text, size_t next) {
  if (text.StartsLine(next)) return true;
  if (text[next].type == Token::kSymbol)
    return !text.IsDash(next) && !text.IsSymbol(next, U':') && !text.IsSymbol(next, U'/') &&
           !text.IsSymbol(next, U'%') && !text.IsSymbol(next, U'$') &&
           !text.IsSymbol(next, 0x20AC) && !text.IsSymbol(next, U'°') &&
           !((text.IsSymbol(next, U'.') || text.IsSymbol(next, U',')) && text.IsNumber(next + 1) &&
             text.Joins(next + 1));
  if (text.Has(next, Kind::kWorkTrigger)) return true;
  const std::string_view word = text.Folded(next);
  // "дівчат 18–25 на роботу", but not "12–14 на день"
  if (word == "на" || word == "в" || word == "у" || word == "для" || word == "for" || word == "to")
    return !(text.BitsOf(next, next + 3) & Bits(Kind::kPeriod, Kind::kHour, Kind::kYears));
  return word == "р" || word == "і" || word == "и" || word == "та" || word == "й" ||
         word == "and" || word == "але" || word == "но" || word == "i";
}

// Of "18-ти років"; "20-х років" is another thing.
bool IsOrdinalEnding(std::string_view word) {
  return word == "ти" || word == "и" || word == "ми" || word == "го" || word == "рьох" ||
         word == "ох";
}

// "17-річна дівчина", "16-летняя".
bool ReadYearOld(const TokenText& text, size_t i, size_t* next) {
  size_t at = i + 1;
  if (text.IsDash(at)) ++at;
  // "17-ти річна"
  if (text.IsWord(at) && text.Folded(at).size() <= 4 && !text.Has(at, Kind::kYearOld)) {
    ++at;
    if (text.IsDash(at)) ++at;
  }
  if (!text.Has(at, Kind::kYearOld) || text.StartsLine(at)) return false;
  *next = at + 1;
  return true;
}

bool Decide(const TokenText& text, size_t i, const Range& range, bool years, v1::Role* role,
            double* confidence) {
  const Around around = LookAround(text, range);
  if (around.something) return false;
  const bool open = !range.low || !range.high;  // "від 18", "до 40", "18+"
  const bool single = !open && !range.is_pair;
  *confidence = years || around.label ? 0.9 : 0.75;
  if (around.child && !around.label) {
    *role = v1::ROLE_DEPENDANT;
    return years && AllWithin(range, 0, 17);
  }
  if (around.me && around.past) return false;
  if (around.me && single && (years || EndsPhrase(text, range.next))) {
    *role = v1::ROLE_STATED;
    return *range.low >= 5;
  }
  if (around.label) {
    *role = single ? v1::ROLE_STATED : v1::ROLE_WANTED;
    return AllWithin(range, 5, kOldest) && (years || EndsPhrase(text, range.next));
  }
  if (!AllWithin(range, kYoungestWorker, kOldestWorker)) return false;
  if (range.plus) {
    *role = v1::ROLE_WANTED;
    const bool usual = *range.low == 16 || *range.low == 18 || *range.low == 21;
    return years || usual || (around.person && EndsPhrase(text, range.next));
  }
  *role = single ? v1::ROLE_STATED : v1::ROLE_WANTED;
  if (!years)  // "дівчата 18-25": who, and nothing else that is counted
    return around.person && (range.is_pair || (open && *confidence > 0)) &&
           EndsPhrase(text, range.next) && range.low;
  if (around.person || (single && around.apposition)) return true;
  if (single) return false;  // "25 років": of anything
  *confidence = around.wanted ? 0.85 : 0.7;
  const bool from = range.first < i;
  if (range.low) return range.is_pair ? *range.high >= 18 && (from || around.wanted) : true;
  return around.wanted;  // "до 40 років"
}

// Whether a word stands near that an age has, or a plus sign.
bool MayBeAge(const TokenText& text, size_t i) {
  return (text.BitsOf(i + 1, i + 8) & Bits(Kind::kYears, Kind::kYearOld)) ||
         (text.BitsBefore(i, 6) & Bits(Kind::kMe, Kind::kAgeLabel, Kind::kPerson)) ||
         text.IsSymbol(i + 1, U'+');
}

}  // namespace

void FindAges(TokenText* text, std::vector<v1::Fact>* facts) {
  for (size_t i = text->Next(0, kNumberBit); i < text->size(); i = text->Next(i + 1, kNumberBit)) {
    if (!text->IsFreeNumber(i) || (*text)[i].folded_size > 2 || !MayBeAge(*text, i)) continue;
    if (text->Joins(i) && text->IsWord(i - 1)) continue;
    std::optional<Range> range = ReadRange(*text, i, false);
    if (!range || !range->plain || range->low.value_or(0) > kOldest ||
        range->high.value_or(0) > kOldest)
      continue;
    if (range->low == 0.0 || range->high == 0.0) continue;
    if (range->plus && text->IsNumber(range->next) && text->Joins(range->next)) continue;
    if (text->IsSymbol(i - 1, U'№') || text->IsSymbol(i - 1, U'#')) continue;
    if (text->Joins(i) && (text->IsSymbol(i - 1, U'/') || text->IsSymbol(i - 1, U'+') ||
                           text->IsSymbol(i - 1, U':') || text->IsSymbol(i - 1, U'№') ||
                           text->IsSymbol(i - 1, U'#') || text->IsNumber(i - 2)))
      continue;
    size_t next = range->next;
    v1::Role role = v1::ROLE_UNSPECIFIED;
    double confidence = 0;
    bool found = false;
    if (ReadYearOld(*text, i, &next) && range->low == range->high && range->low) {
      const size_t person = text->FindFrom(next, 3, Kind::kPerson);
      const size_t child = text->FindFrom(next, 3, Kind::kChild);
      role = child < person ? v1::ROLE_DEPENDANT : v1::ROLE_STATED;
      confidence = 0.9;
      found = person != child && *range->low >= 5 &&
              text->FindFrom(next, 1, Kind::kNoAge) == text->size();
      range->next = next;
    } else {
      size_t behind = range->next;
      // "від 18-ти років", "18 - ти"
      if (text->IsDash(behind) && text->Joins(behind) && text->IsWord(behind + 1) &&
          text->Joins(behind + 1)) {
        if (!IsOrdinalEnding(text->Folded(behind + 1))) continue;  // "20-х років", "16-місячний"
        behind += 2;
      }
      const bool years = text->Has(behind, Kind::kYears) && !text->StartsLine(behind);
      // "18+ років", "18 р." is none.
      if (years) range->next = behind + 1;
      if (years && text->IsSymbol(range->next, U'+') && text->Joins(range->next)) {
        range->high.reset();
        ++range->next;
      }
      found = Decide(*text, i, *range, years, &role, &confidence);
    }
    if (!found) continue;
    // "from 18" with "з"/"from" of a date or a place before it is still the same range.
    v1::Fact fact = text->MakeFact(v1::FACT_KIND_AGE, range->first, range->next,
                                   FormatRange(range->low, range->high), confidence);
    if (range->low) fact.set_low(*range->low);
    if (range->high) fact.set_high(*range->high);
    fact.set_unit("year");
    fact.set_role(role);
    facts->push_back(std::move(fact));
    text->Take(range->first, range->next);
    i = range->next - 1;
  }
}

}  // namespace varta
