// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// The words that facts are made of, in all their forms, in one hash table: a text's word is looked
// up once, whatever number of finders ask about it. Immutable once built; any thread.
#pragma once

#include <bitset>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace varta {

// What a word may be. At most 61.
enum class Kind : uint8_t {
  kFrom,        // від, от, from: of numbers
  kTo,          // до, to, up to
  kThrough,     // по: ends a range, says nothing alone
  kWeakFrom,    // з, с: begins a range, says nothing alone
  kCurrency,    // id: row of money's table
  kCurrencyOf,  // "чеських" крон; id as of a currency
  kThousand,    // id: power of ten
  kPer,         // на, за, per
  kPeriod,      // id: Period
  kEvery,       // щомісяця; id: Period
  kNet,         // на руки, brutto
  kWageLabel,   // зарплата
  kPriceLabel,  // ціна
  kWorkTrigger,  // робота, потрібні, вакансія: somebody looks for workers or work
  kPreciseWork,   // those of them that stand right before a trade: потрібен, шукаємо
  kMove,          // виїзд, поїздка
  kRoute,         // рейс, маршрут
  kYears,         // років
  kYearOld,       // річна, of "17-річна"
  kAgeLabel,      // вік
  kMe,            // мені, I am
  kPerson,        // дівчата
  kChild,         // дитина
  kNoAge,         // досвід, компанії: what else has years
  kMonth,         // id: 1 to 12
  kMonthName,     // травень: names a month, but no day before it
  kYearMark,      // року, р.
  kIn,            // в, у: before a place
  kInto,          // до: before a place
  kOut,           // з, із, from
  kPlaceLabel,    // місто, м.
  kCountryLabel,  // країна
  kPlace,         // id: row of the gazetteer
  kPlaceCode,     // США, UAE: only in capitals; id as of kPlace
  kLegalForm,     // id: row of employers' table
  kLegalFormAfter,  // LLC, GmbH: behind the name
  kEmployerLabel,   // роботодавець
  kCompanyNoun,     // компанія, before a name in quotes
  kRegistration,    // id: row of registrations' table
  kNumberSign,      // номер, no, nr, код
  kHour,            // годин
  kDay,             // день, доба, зміна
  kDays,            // днів
  kWeek,            // тиждень
  kHourLong,        // годинний, of "12-годинний"
  kBreak,           // обід, перерва
  kSchedule,        // графік, вахта, зміна
  kNoDaysOff,       // без вихідних
  kWork,            // id: row of trades
  kMessenger,       // id: row of messengers' table
  kWrite,           // пишіть: before or behind a messenger
  kNumeral,         // any of number_vocabulary.h; tokens do not show it
};

constexpr uint64_t Bit(Kind kind) { return uint64_t{1} << static_cast<unsigned>(kind); }
template <typename... Kinds>
constexpr uint64_t Bits(Kinds... kinds) {
  return (Bit(kinds) | ...);
}
// Of tokens that are no words.
inline constexpr uint64_t kNumberBit = uint64_t{1} << 63;
inline constexpr uint64_t kDashBit = uint64_t{1} << 62;
inline constexpr uint64_t kCurrencyBit = uint64_t{1} << 61;  // "$"

// Grammatical cases, as bits.
enum Case : uint8_t {
  kNominative = 1,
  kGenitive = 2,
  kDative = 4,
  kAccusative = 8,
  kInstrumental = 16,
  kLocative = 32,
  kAnyCase = 63
};

struct Sense {
  Kind kind;
  uint8_t cases = kAnyCase;
  uint8_t part = 0, parts = 1;  // of a phrase of several words
  uint16_t id = 0;
  uint32_t phrase = 0;
  friend bool operator==(const Sense&, const Sense&) = default;
};

inline constexpr uint32_t kNoEntry = 0xFFFFFFFF;

class Lexicon {
 public:
  // `forms`: alternatives with spaces between, each a folded word "слово", a stem and the name of
  // its endings (lexicon_endings.cc) "полтав|a", or a phrase of such, "біл|fa+церкв|a".
  void Add(Kind kind, uint16_t id, std::string_view forms);
  void Finish();  // after the last Add

  uint32_t Find(std::string_view folded) const;  // kNoEntry: not known
  uint64_t Kinds(uint32_t entry) const { return entries_[entry].kinds; }
  // Those of Kinds() that the word has by itself.
  uint64_t WholeKinds(uint32_t entry) const { return entries_[entry].whole; }
  std::span<const Sense> Senses(uint32_t entry) const {
    return {senses_.data() + entries_[entry].sense, entries_[entry].senses};
  }
  size_t size() const { return entries_.size(); }

  // All that facts need; made at the first call.
  static const Lexicon& Get();

 private:
  struct Entry {
    uint32_t text = 0, size = 0;  // in texts_
    uint32_t sense = 0, senses = 0;
    uint64_t kinds = 0, whole = 0;  // that begin with this word; that are this word
  };
  struct Slot {
    uint32_t hash = 0, entry = kNoEntry;
  };
  void AddWord(std::string_view form, const Sense& sense);

  std::vector<std::pair<std::string, Sense>> added_;
  uint32_t phrases_ = 0;
  std::string texts_;
  std::vector<Entry> entries_;
  std::vector<Sense> senses_;
  std::vector<Slot> slots_;  // a power of two of them
  // Upper halves of the hashes that there are: small, and most words end here.
  std::bitset<65536> known_;
};

// "nom/gen/dat/acc/ins/loc", alternatives with commas, "-" for none; null: no such name.
const char* EndingsOf(std::string_view name);

}  // namespace varta
