// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/places.h"

#include <algorithm>
#include <map>
#include <string_view>

#include "extract/gazetteer.h"

namespace varta {
namespace {

constexpr size_t kTriggerBefore = 10, kTriggerAfter = 6, kRouteReach = 8;

enum class Preposition { kNone, kIn, kOn, kInto, kOut };

// A name, what stands before it, and what that makes of it.
struct Found {
  size_t first = 0, next = 0;
  uint16_t id = 0;
  uint8_t cases = 0;
  bool capital = false, code = false, label = false;
  Preposition preposition = Preposition::kNone;
  v1::Role role = v1::ROLE_UNSPECIFIED;
  double confidence = 0;
};

Preposition PrepositionAt(const TokenText& text, size_t i) {
  if (i >= text.size()) return Preposition::kNone;
  const std::string_view word = text.Folded(i);
  if (text.Has(i, Kind::kIn))
    return word == "на" || word == "na" ? Preposition::kOn : Preposition::kIn;
  if (text.Has(i, Kind::kInto)) return Preposition::kInto;
  if (text.Has(i, Kind::kOut)) return Preposition::kOut;
  return Preposition::kNone;
}

bool Agrees(Preposition preposition, uint8_t cases) {
  switch (preposition) {
    case Preposition::kIn:
    case Preposition::kOn:
      return (cases & (kLocative | kAccusative)) != 0;
    case Preposition::kInto:
    case Preposition::kOut:
      return (cases & kGenitive) != 0;
    case Preposition::kNone:
      break;
  }
  return false;
}

// "Луцька" is of Луцьк and an adjective, too.
bool LooksLikeAdjective(std::string_view folded) {
  for (const std::string_view ending :
       {"ська", "цька", "зька", "ска", "цка", "ську", "цьку", "ску"}) {
    if (folded.ends_with(ending)) return true;
  }
  return false;
}

bool ReadName(const TokenText& text, size_t i, Found* found) {
  Sense sense{};
  found->first = i;
  found->capital = text[i].capital;
  if (text[i].upper && text.Read(i, Kind::kPlaceCode, &sense, &found->next)) {
    found->code = true;
  } else if (!text.Read(i, Kind::kPlace, &sense, &found->next)) {
    return false;
  }
  found->id = sense.id;
  found->cases = sense.cases;
  // "Івано-", "Харківсько-": a part of something else.
  if (text.IsDash(found->next) && text.Joins(found->next) && text.IsWord(found->next + 1) &&
      text.Joins(found->next + 1) && !text.Has(found->next + 1, Kind::kPlace) &&
      !text[found->next + 1].capital)
    return false;
  return true;
}

void ReadBefore(const TokenText& text, Found* found) {
  size_t before = found->first - 1;
  if (text.StartsLine(found->first)) return;
  if (text.IsSymbol(before, U'#') || text.IsSymbol(before, U'"') || text.IsSymbol(before, 0xAB)) {
    if (text.StartsLine(before)) return;
    --before;
  }
  if (text.IsSymbol(before, U'.') && text.Has(before - 1, Kind::kPlaceLabel)) --before;
  // "м. Київ" is a town, "М. Кропивницький" a man.
  if (text.Has(before, Kind::kPlaceLabel) &&
      !(text.Folded(before).size() == 2 && text[before].capital &&
        (!text.StartsLine(before) || PlaceOf(found->id).homonym))) {
    found->label = true;
    if (text.StartsLine(before)) return;
    --before;
  }
  found->preposition = PrepositionAt(text, before);
  // "з-за кордону"
  if (text.IsDash(before)) found->preposition = Preposition::kNone;
}

bool IsName(const TokenText& text, const PlaceRow& row, const Found& found) {
  if (found.code) return true;
  const bool agrees = Agrees(found.preposition, found.cases);
  if (row.code == "abroad") return true;
  if (row.type == PlaceRow::kRegion && found.next > found.first + 1) return true;
  // "на Південному Кавказі"
  if (row.homonym && text.IsWord(found.next) && text[found.next].capital &&
      !text.StartsLine(found.next) && !text.Has(found.next, Kind::kPlace))
    return false;
  if (row.homonym) return found.capital && (agrees || found.label);
  if (!found.capital) {
    // "в польщі", but not "на": it goes with too much. Names of one form agree with anything.
    return agrees && found.preposition != Preposition::kOn && found.cases != kAnyCase;
  }
  if (found.next == found.first + 1 && !(found.cases & kNominative) &&
      (LooksLikeAdjective(text.Folded(found.first)) || row.city == "Dnipro"))  // the river
    return agrees || found.label;
  return true;
}

bool NearWork(const TokenText& text, const Found& found) {
  const size_t none = text.size();
  for (const Kind kind : {Kind::kWorkTrigger, Kind::kMove, Kind::kWork}) {
    if (text.FindBefore(found.first, kTriggerBefore, kind) != none) return true;
    if (text.FindFrom(found.next, kTriggerAfter, kind) != none) return true;
  }
  return false;
}

void FindRole(const TokenText& text, const PlaceRow& row, Found* found) {
  const bool agrees = Agrees(found->preposition, found->cases) || found->code || found->label;
  found->confidence = found->capital || found->code ? 0.9 : 0.75;
  if (row.homonym) found->confidence = 0.75;
  if (row.code == "abroad") {
    const bool moves = text.FindBefore(found->first, kTriggerBefore, Kind::kMove) < text.size();
    if (moves || NearWork(text, *found)) found->role = v1::ROLE_DESTINATION;
    return;
  }
  switch (found->preposition) {
    case Preposition::kOut:
      if (agrees) found->role = v1::ROLE_ORIGIN;
      return;
    case Preposition::kInto:
      if (agrees) found->role = v1::ROLE_DESTINATION;
      return;
    case Preposition::kIn:
    case Preposition::kOn: {
      const bool moves = !(found->cases & kLocative) && (found->cases & kAccusative) != 0;
      if (moves || NearWork(text, *found)) found->role = v1::ROLE_DESTINATION;
      return;
    }
    case Preposition::kNone:
      break;
  }
  // "Країна: Польща", "Робота Польща", "Вакансія: Німеччина".
  size_t before = found->first - 1;
  if (text.StartsLine(found->first)) return;
  if (text.IsSymbol(before, U':') || text.IsDash(before)) --before;
  if (text.Has(before, Kind::kCountryLabel) || text.Has(before, Kind::kWorkTrigger) ||
      (text.Has(before - 1, Kind::kWorkTrigger) && text.Has(before, Kind::kPlaceLabel))) {
    found->role = v1::ROLE_DESTINATION;
    found->confidence = std::min(found->confidence, 0.75);
  }
}

// "Київ - Варшава", "Київ → Варшава".
bool IsRoute(const TokenText& text, const Found& from, const Found& to) {
  if (to.first != from.next + 1 || from.id == to.id) return false;
  const bool arrow = text.IsSymbol(from.next, 0x2192) || text.IsSymbol(from.next, 0x27A1) ||
                     text.IsSymbol(from.next, U'>');
  if (arrow) return true;
  return text.IsDash(from.next) &&
         (text.FindBefore(from.first, kRouteReach, Kind::kRoute) < text.size() ||
          text.FindFrom(to.next, 4, Kind::kRoute) < text.size());
}

// ", ", "та": a list goes on.
bool IsListed(const TokenText& text, const Found& last, const Found& found) {
  if (found.first != last.next + 1 || text.StartsLine(found.first)) return false;
  if (text.IsSymbol(last.next, U',') || text.IsSymbol(last.next, U'/')) return true;
  if (!text.IsWord(last.next)) return false;
  const std::string_view word = text.Folded(last.next);
  return word == "та" || word == "і" || word == "й" || word == "и" || word == "або" ||
         word == "или" || word == "and" || word == "or" || word == "чи" || word == "i" ||
         word == "lub" || word == "oraz";
}

}  // namespace

std::string_view NamedCountry(const TokenText& text, std::string_view home) {
  constexpr uint64_t kSpots = Bits(Kind::kPlace, Kind::kPlaceCode);
  std::map<std::string_view, size_t> counts;
  for (size_t i = text.Next(0, kSpots); i < text.size(); i = text.Next(i + 1, kSpots)) {
    Found name;
    if (text[i].taken || !text[i].capital || !ReadName(text, i, &name)) continue;
    const PlaceRow& row = PlaceOf(name.id);
    const std::string_view code = row.code.substr(0, 2);
    if (row.homonym || code == home || code.empty() || code[0] < 'A' || code[0] > 'Z') continue;
    ++counts[code];
  }
  const auto most =
      std::max_element(counts.begin(), counts.end(),
                       [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == counts.end() ? std::string_view() : most->first;
}

void FindPlaces(TokenText* text, std::vector<v1::Fact>* facts) {
  std::vector<Found> found;
  constexpr uint64_t kSpots = Bits(Kind::kPlace, Kind::kPlaceCode);
  for (size_t i = text->Next(0, kSpots); i < text->size(); i = text->Next(i + 1, kSpots)) {
    Found one;
    if ((*text)[i].taken || !ReadName(*text, i, &one)) continue;
    const PlaceRow& row = PlaceOf(one.id);
    ReadBefore(*text, &one);
    const bool listed = !found.empty() && IsListed(*text, found.back(), one);
    if (listed && one.preposition == Preposition::kNone &&
        Agrees(found.back().preposition, one.cases))
      one.preposition = found.back().preposition;
    if (!IsName(*text, row, one)) continue;
    FindRole(*text, row, &one);
    if (listed && one.role == v1::ROLE_UNSPECIFIED && one.preposition == Preposition::kNone)
      one.role = found.back().role;
    if (!found.empty() && IsRoute(*text, found.back(), one)) {
      found.back().role = v1::ROLE_ORIGIN;
      one.role = v1::ROLE_DESTINATION;
    }
    i = one.next - 1;
    found.push_back(one);
  }
  std::vector<uint8_t> seen;  // roles, by id
  for (const Found& one : found) {
    if (one.id >= seen.size()) seen.resize(one.id + size_t{1});
    const auto bit = static_cast<uint8_t>(1u << one.role);
    if (seen[one.id] & bit) continue;
    seen[one.id] |= bit;
    v1::Fact fact = text->MakeFact(v1::FACT_KIND_PLACE, one.first, one.next,
                                   PlaceValue(PlaceOf(one.id)), one.confidence);
    fact.set_role(one.role);
    facts->push_back(std::move(fact));
  }
}

}  // namespace varta
