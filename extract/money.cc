// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/money.h"

#include <algorithm>
#include <string>

#include "extract/amounts.h"
#include "extract/vocabulary.h"

namespace varta {
namespace {

constexpr size_t kLabelReach = 8;    // words between a label and its sum
constexpr size_t kWorkReach = 40;    // words between what tells of work and its pay
constexpr double kMinBareSum = 500;  // without a currency, what is less is a count of something

bool IsYear(const Number& number) {
  return number.plain && number.digits == 4 && number.value >= 1900 && number.value < 2100;
}

// A currency at token `i`: a sign, a word, an adjective and a word. `number` stands before it.
bool ReadCurrency(const TokenText& text, size_t i, const Number* number, std::string_view* code,
                  size_t* next) {
  if (i >= text.size() || text[i].taken || (text[i].line_before && number != nullptr)) return false;
  if (text[i].type == Token::kSymbol) {
    *code = CurrencyOfSign(text[i].symbol);
    *next = i + 1;
    return !code->empty();
  }
  Sense sense{};
  if (text.Read(i, Kind::kCurrencyOf, &sense, next)) {
    Sense noun{};
    const uint16_t id = sense.id;
    if (!text.Has(*next, Kind::kCurrency) || !text.Read(*next, Kind::kCurrency, &noun, next))
      return false;
    *code = CurrencyCode(id);
    return true;
  }
  if (!text.Read(i, Kind::kCurrency, &sense, next)) return false;
  *code = CurrencyCode(sense.id);
  // "2020 р." is a year; "р" is a rouble to Russians only.
  if (text.Folded(i) == "р" && (number == nullptr || text.LooksUkrainian() || IsYear(*number) ||
                                (text.IsSymbol(*next, U'-') || text.IsNumber(*next))))
    return false;
  // "фунт" is a weight as well, "т" no sum.
  if (text.IsSymbol(*next, U'.') && text.Joins(*next) && text.Folded(i).size() <= 6 &&
      text.IsWord(*next + 1) && !text[*next + 1].capital && !text.StartsLine(*next + 1))
    ++*next;  // "грн. на місяць"
  return true;
}

// "/міс", "на день", "за годину", "щомісяця"; what says net or gross is passed over.
bool ReadPeriod(const TokenText& text, size_t i, uint16_t* period, size_t* next) {
  Sense sense{};
  for (int n = 0; n < 2 && text.Has(i, Kind::kNet) && !text.StartsLine(i); ++n) {
    size_t behind = 0;
    if (!text.Read(i, Kind::kNet, &sense, &behind)) break;
    i = behind;
    if (text.IsSymbol(i, U',')) ++i;
  }
  if (text.StartsLine(i)) return false;
  if (text.Read(i, Kind::kEvery, &sense, next)) {
    *period = sense.id;
    return true;
  }
  const bool slash = text.IsSymbol(i, U'/') || text.IsSymbol(i, U'\\');
  bool per = slash || text.Has(i, Kind::kPer);
  if (text.IsSymbol(i, U'(')) return false;
  if (per) ++i;
  if (!slash && per && text.Has(i, Kind::kPer)) ++i;   // "за кожну"
  if (text.IsNumber(i) && text.Folded(i) == "1") ++i;  // "за 1 годину"
  if (!text.Has(i, Kind::kPeriod) || text.StartsLine(i) ||
      !text.Read(i, Kind::kPeriod, &sense, next))
    return false;
  // "500 грн день": only where no preposition could be meant otherwise.
  if (!per && sense.id != kMonthly && sense.id != kHourly && sense.id != kDaily) return false;
  if (!per && text.Folded(i).size() <= 2) return false;
  // "кв" is "кв. м" here.
  *period = sense.id;
  if (text.IsSymbol(*next, U'.') && text.Joins(*next) && !text.StartsLine(*next + 1) &&
      text.Folded(*next - 1).size() <= 8 && !(*next + 1 < text.size() && text[*next + 1].capital))
    ++*next;
  return true;
}

struct Sum {
  Range range;
  std::string_view currency;  // empty: unsaid
  bool has_period = false, multiplied = false;
  uint16_t period = kOnce;
};

// The sum whose first number is token `i`.
bool ReadSum(const TokenText& text, size_t i, Sum* sum) {
  if (text.Joins(i) && (text.IsWord(i - 1) && !text.Has(i - 1, Kind::kCurrency))) return false;
  if (text.Joins(i) && i > 0 && (text.IsSymbol(i - 1, U'#') || text.IsSymbol(i - 1, U'№')))
    return false;
  const std::optional<Number> first = ReadNumber(text, i, true);
  std::optional<Range> range = ReadRange(text, i, true);
  if (!first || !range) return false;
  sum->range = *range;
  sum->multiplied = first->factor > 1;
  // Before the number: "$500", "від $500", "USD 500".
  size_t next = 0;
  std::string_view code;
  if (i > 0 && ReadCurrency(text, i - 1, nullptr, &code, &next) && next == i &&
      !text.StartsLine(i) && (text[i - 1].type == Token::kSymbol || text[i - 1].upper) &&
      !(text.IsNumber(i - 2) && text.Joins(i - 1))) {  // "500$ 300": that of the one before
    sum->currency = code;
    sum->range.first = i - 1;
    if (!text.StartsLine(i - 1)) {
      const bool from = text.Has(i - 2, Kind::kFrom), to = text.Has(i - 2, Kind::kTo);
      if (from || to) sum->range.first = i - 2;
      if (from && sum->range.low == sum->range.high) sum->range.high.reset();
      if (to && sum->range.low == sum->range.high) sum->range.low.reset();
    }
  }
  // Between the two of a range: "500$-700$", "25000 грн до 30000 грн".
  size_t at = sum->range.next;
  if (!range->is_pair && !range->plus && range->low &&
      ((sum->currency.empty() && ReadCurrency(text, at, &*first, &code, &next)) ||
       (!sum->currency.empty() && (next = at) > 0))) {
    const std::string_view one = sum->currency.empty() ? code : sum->currency;
    const bool dash = text.IsDash(next) || (text.Has(next, Kind::kTo) && !range->high);
    if (dash && !text.StartsLine(next + 1)) {
      size_t second = next + 1, behind = 0;
      std::string_view other;
      const bool sign = ReadCurrency(text, second, nullptr, &other, &behind);
      if (sign) second = behind;
      const std::optional<Number> high = ReadNumber(text, second, true);
      bool same = high && high->value > *sum->range.low && (!sign || other == one);
      if (same && !sign) {
        same = ReadCurrency(text, high->next, &*high, &other, &behind) && other == one;
        if (same) sum->range.next = behind;
      } else if (same) {
        sum->range.next = high->next;
      }
      if (same) {
        sum->range.high = high->value;
        sum->currency = one;
        at = sum->range.next;
      }
    }
  }
  if (sum->currency.empty()) {
    const std::optional<Number> last = first;
    if (ReadCurrency(text, at, &*last, &code, &next)) {
      sum->currency = code;
      at = next;
    }
  }
  if (!sum->currency.empty() && text.IsSymbol(at, U'+') && text.Joins(at)) {
    sum->range.high.reset();
    ++at;
  }
  sum->range.next = at;
  if (ReadPeriod(text, at, &sum->period, &next)) {
    sum->has_period = true;
    sum->range.next = next;
  }
  // "25 тис. на місяць": the multiplier of a range stands with its second number.
  for (size_t k = sum->range.first; k < at && !sum->multiplied; ++k)
    sum->multiplied = text.Has(k, Kind::kThousand) && text.IsNumber(k - 1);
  return true;
}

enum class Label { kNone, kWage, kPayment, kPrice };

Label LabelOf(const TokenText& text, const Sum& sum, size_t* distance) {
  const size_t wage = text.FindBefore(sum.range.first, kLabelReach, Kind::kWageLabel);
  const size_t price = text.FindBefore(sum.range.first, kLabelReach, Kind::kPriceLabel);
  *distance = 0;
  if (price < text.size() && (wage == text.size() || price > wage)) return Label::kPrice;
  if (wage < text.size()) {
    Sense sense{};
    size_t next = 0;
    text.Read(wage, Kind::kWageLabel, &sense, &next);
    *distance = sum.range.first - wage;
    // Another sum between: the label is that one's, and perhaps this one's.
    return sense.id == 0 ? Label::kWage : Label::kPayment;
  }
  return Label::kNone;
}

// "на руки", "зарплата" behind a sum.
bool IsPaidBehind(const TokenText& text, size_t next) {
  if (text.FindFrom(next, 2, Kind::kWageLabel) < text.size()) return true;
  return text.FindFrom(next, 2, Kind::kNet) < text.size() || text.Has(next - 1, Kind::kNet);
}

// Whether a currency or a multiplier stands beside what a sum may be written with, or a word of pay
// before: most numbers have none.
bool MayBeSum(const TokenText& text, size_t i) {
  constexpr uint64_t kSigns = Bits(Kind::kCurrency, Kind::kCurrencyOf) | kCurrencyBit;
  constexpr uint64_t kFound = kSigns | Bits(Kind::kThousand);
  constexpr uint64_t kJoints = Bits(Kind::kTo, Kind::kThrough) | kNumberBit | kDashBit;
  constexpr std::u32string_view kMarks = U".,'+~";
  if (text.BitsBefore(i, 1) & kSigns) return true;
  if (text.BitsBefore(i, 6) & Bits(Kind::kWageLabel)) return true;
  constexpr size_t kMaxSumTokens = 40;  // more than the two numbers of a sum may have
  for (size_t k = i + 1; k < text.size(); ++k) {
    if (k > i + kMaxSumTokens) return true;
    const uint64_t bits = text.BitsAt(k);
    if (bits & kFound) return true;
    const bool mark = text[k].type == Token::kSymbol && kMarks.find(text[k].symbol) != kMarks.npos;
    if (!(bits & kJoints) && !mark) return false;
  }
  return false;
}

// The sums that are found already: a list's cards have the same one over and over, and the first is
// the one that counts. Remembers some; the caller may meet others again.
class Repeats {
 public:
  struct Money {
    bool wage = false;
    std::optional<double> low, high;
    std::string_view currency;
    uint16_t period = kOnce;
    friend bool operator==(const Money&, const Money&) = default;
  };
  bool Add(const Money& money) {
    if (std::find(known_.begin(), known_.end(), money) != known_.end()) return false;
    if (known_.size() < kMost) known_.push_back(money);
    return true;
  }

 private:
  static constexpr size_t kMost = 64;
  std::vector<Money> known_;
};

}  // namespace

void FindMoney(TokenText* text, std::vector<v1::Fact>* facts) {
  Repeats repeats;
  size_t work = text->size();  // the last word that told of work
  constexpr uint64_t kWorkWords = Bits(Kind::kWorkTrigger, Kind::kWork);
  constexpr uint64_t kSpots = kWorkWords | kNumberBit;
  for (size_t i = text->Next(0, kSpots); i < text->size(); i = text->Next(i + 1, kSpots)) {
    if (text->BitsAt(i) & kWorkWords) work = i;
    if (!text->IsFreeNumber(i) || !MayBeSum(*text, i)) continue;
    Sum sum;
    if (!ReadSum(*text, i, &sum)) continue;
    const double value = sum.range.low ? *sum.range.low : *sum.range.high;
    // No currency, and too little to be pay: most numbers of a text.
    const bool counted = sum.multiplied && sum.has_period && sum.period != kPiece;
    if (sum.currency.empty() && !counted && value < kMinBareSum) continue;
    size_t distance = 0;
    const Label label = LabelOf(*text, sum, &distance);
    const bool near = distance > 0 && distance <= 4;
    double confidence = 0.95;
    if (sum.currency.empty()) {
      const bool paid =
          (label == Label::kWage || label == Label::kPayment) && near &&
          !IsYear(
              {.value = value, .digits = sum.range.plain ? 4u : 0u, .plain = sum.range.plain}) &&
          value >= kMinBareSum;
      if (!paid && !counted) continue;
      confidence = 0.7;
      sum.currency = "XXX";
    }
    bool wage = label == Label::kWage || IsPaidBehind(*text, sum.range.next);
    if (label == Label::kPrice) wage = false;
    if (!wage && label != Label::kPrice) {
      const bool near_work = work < text->size() && i - work <= kWorkReach;
      const bool periodic = sum.has_period && sum.period != kPiece && sum.period != kYearly;
      if ((periodic && (near_work || label == Label::kPayment)) ||
          (label == Label::kPayment && near_work)) {
        wage = true;
        confidence = std::min(confidence, 0.75);
      }
    }
    const Range range = sum.range;
    text->Take(range.first, range.next);
    i = range.next - 1;
    if (!repeats.Add({wage, range.low, range.high, sum.currency, sum.period})) continue;
    std::string unit(sum.currency);
    if (const std::string_view period = PeriodName(sum.period); !period.empty())
      unit.append("/").append(period);
    v1::Fact fact =
        text->MakeFact(wage ? v1::FACT_KIND_WAGE : v1::FACT_KIND_PRICE, range.first, range.next,
                       FormatRange(range.low, range.high) + " " + unit, confidence);
    if (range.low) fact.set_low(*range.low);
    if (range.high) fact.set_high(*range.high);
    fact.set_unit(unit);
    facts->push_back(std::move(fact));
  }
}

}  // namespace varta
