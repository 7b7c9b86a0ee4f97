// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/look_alikes.h"

#include <re2/re2.h>

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "base/text.h"
#include "extract/letters.h"

namespace varta {
namespace {

constexpr size_t kLongRun = 6;   // digits
constexpr int kMaxSums = 10000;  // looked at in a text: behind each its currency is searched

// What a view has at the least where a pattern matches, by a look at its bytes: patterns are dear,
// and most views have nothing for them.
constexpr unsigned kYear = 1;       // four digits that may be one
constexpr unsigned kDotted = 2;     // a full stop between digits
constexpr unsigned kSlashed = 4;    // a slash
constexpr unsigned kTimed = 8;      // a colon
constexpr unsigned kFours = 16;     // four digits, a space or a hyphen, a digit
constexpr unsigned kLettered = 32;  // a letter before a digit
unsigned TraitsOf(std::string_view view) {
  const auto at = [&](size_t i) { return i < view.size() ? view[i] : '\0'; };
  const auto digit = [&](size_t i) { return ascii::IsDigit(at(i)); };
  unsigned traits = 0;
  size_t digits = 0;  // right before
  for (size_t i = 0; i < view.size(); ++i) {
    const char c = view[i];
    if (ascii::IsDigit(c)) {
      ++digits;
      const bool century =
          (c == '1' && (at(i + 1) == '8' || at(i + 1) == '9')) || (c == '2' && at(i + 1) == '0');
      if (century && digit(i + 2) && digit(i + 3)) traits |= kYear;
      continue;
    }
    if (digit(i + 1)) {
      if (digits > 0) traits |= c == '.' ? kDotted : c == '/' ? kSlashed : c == ':' ? kTimed : 0u;
      if (digits >= 4 && (c == ' ' || c == '-')) traits |= kFours;
      if (ascii::IsLower(c) || c == 'O' || c == 'L') traits |= kLettered;
    }
    digits = 0;
  }
  return traits;
}

struct Pattern {
  unsigned traits;  // of these a view has one, if it matches
  std::unique_ptr<const RE2> re;
};
using Patterns = std::vector<Pattern>;

// On views, which are ASCII. Group 1 is what is hidden; `kLeft` and `kRight` keep other digits at a
// distance.
constexpr char kLeft[] = R"((?:^|[^\d ./,-]|[^\d./] |[^\d ./,-]/))";
constexpr char kRight[] = R"((?:$|[^\d ./-]|[ .,/-](?:$|\D)))";

Patterns Compile(std::initializer_list<std::pair<unsigned, std::string>> sources) {
  RE2::Options options(RE2::Latin1);
  options.set_log_errors(false);
  Patterns patterns;
  for (const auto& [traits, source] : sources)
    patterns.push_back({traits, std::make_unique<const RE2>(source, options)});
  return patterns;
}

Patterns DatePatterns() {
  const std::string year = R"((?:1[89]|20)\d\d)";
  const std::string date = R"((?:(?:0?[1-9]|[12]\d|3[01])[./-])?(?:0?[1-9]|1[0-2])[./-])" + year;
  const std::string year_first = year + R"([./-](?:0[1-9]|1[0-2])[./-](?:0[1-9]|[12]\d|3[01]))";
  const std::string compact = year + R"((?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))";
  const std::string short_year = R"((?:0[1-9]|[12]\d|3[01])[./](?:0[1-9]|1[0-2])[./]\d\d)";
  const std::string hour = R"((?:[01]?\d|2[0-4])[.:][0-5]\d(?::[0-5]\d)?)";
  const std::string range = " ?- ?", left = kLeft, right = kRight;
  return Compile({
      {kYear, left + "(" + date + "(?:" + range + date + ")?(?:,? " + hour + ")?)" + right},
      {kYear, left + "(" + year_first + "(?:" + range + year_first + ")?(?:,?[ t]+" + hour + ")?)" +
                  right},
      {kYear, left + "(" + compact + " " + hour + ")" + right},
      {kDotted | kSlashed, left + "(" + short_year + "(?:" + range + short_year + ")?)" + right},
      {kYear, left + R"(((?:\d{1,2}[/.])?)" + year + "(?: ?[-/,] ?" + year + "){1,4})" + right},
      {kDotted | kTimed, left + "(" + hour + range + hour + ")" + right},
  });
}

Patterns OtherPatterns() {
  const std::string left = kLeft, right = kRight;
  const std::string octet = R"((?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d))";
  return Compile({
      {kDotted, left + "(" + octet + R"((?:\.)" + octet + "){3})" + right},
      {kFours, R"((?:^|\D)(\d{4}[ -]\d{4}[ -]\d{4}[ -]\d{4})(?:$|\D))"},
      {kDotted, R"((?:^|[^\d.])(\d{1,3}\.\d{4,8}(?: ?[,;] ?| )-?\d{1,3}\.\d{4,8})(?:$|\D))"},
      {kLettered,
       R"((?:^|[^a-zYOLZB])([a-zOL]{2}\d\d(?: ?[a-z0-9OL]{4}){2,7}(?: ?\d{1,4})?)(?:$|[^\da-zYOLZB]))"},
  });
}

// Hides group 1 of each match of `pattern` in the view; what is hidden stays as long.
bool HideMatches(const RE2& pattern, DigitView* view) {
  const std::string& text = view->text();
  bool any = false;
  re2::StringPiece found[2];
  for (size_t start = 0; start <= text.size();) {
    if (!pattern.Match(text, start, text.size(), RE2::UNANCHORED, found, 2)) break;
    const auto first = static_cast<size_t>(found[1].data() - text.data());
    const size_t last = first + found[1].size();
    view->Hide(first, last);
    start = last;  // the right border may be the next one's left border
    any = true;
  }
  return any;
}

bool HideAll(const Patterns& patterns, DigitView* view) {
  const unsigned traits = TraitsOf(view->text());  // hiding adds none
  bool any = false;
  for (const Pattern& pattern : patterns) {
    if (traits & pattern.traits) any = HideMatches(*pattern.re, view) || any;
  }
  return any;
}

// Sums on a view: "25 000", "25000,50", "1.250.000 - 1 500 000". Nine digits at most each, no other
// digits near.
const RE2& SumPattern() {
  static const RE2 pattern(
      [] {
        const std::string sum = R"((?:\d{1,3}(?:[., ]\d{3}){1,2}|\d{1,6})(?:[.,]\d\d)?)";
        return R"((?:^|[^\d .,/+)-]|[^\d./+)-] |\D - ))"
               "(" +
               sum + "(?: ?- ?" + sum + R"()?)(?:$|[^\d]))";
      }(),
      RE2::Latin1);
  return pattern;
}

// Stems, folded: a word that begins with one means a phone is coming.
constexpr std::string_view kPhoneStems[] = {
    "тел",   "моб",     "phone",    "tel",      "mob",     "call",   "ring",    "дзвон",
    "дзвін", "звон",    "звін",     "зван",     "зателеф", "позвон", "подзвон", "набир",
    "набер", "контакт", "contact",  "kontakt",  "zadzwon", "dzwon",  "zadzwoń", "dzwoń",
    "numer", "nummer",  "fax",      "факс",     "number",  "номер",  "пиш",     "писа",
    "напиш", "write",   "sms",      "смс",      "suna",    "whats",  "вотс",    "ватс",
    "вайб",  "viber",   "telegram", "телеграм", "signal"};
constexpr std::string_view kPhoneWords[] = {"nr", "тг", "т", "ph", "tlf", "вб"};
constexpr std::string_view kPhoneSigns[] = {"☎", "📞", "📱", "☏", "✆", "📲"};

// Words, folded, behind which digits are an identifier.
constexpr std::string_view kIdWords[] = {
    "іпн",        "ипн",        "инн",        "рнокпп",     "єдрпоу",     "едрпоу",   "егрпоу",
    "окпо",       "кпп",        "огрн",       "огрнип",     "снилс",      "унп",      "nip",
    "regon",      "pesel",      "krs",        "iban",       "ico",        "ičo",      "dic",
    "dič",        "vat",        "мфо",        "бик",        "рахунок",    "рахунку",  "счет",
    "счета",      "konto",      "картка",     "картки",     "картку",     "карта",    "карты",
    "карту",      "card",       "account",    "паспорт",    "паспорта",   "passport", "серія",
    "серия",      "id",         "ід",         "isbn",       "issn",       "ean",      "артикул",
    "арт",        "sku",        "код",        "коду",       "кода",       "code",     "kod",
    "лот",        "замовлення", "заказ",      "заказа",     "order",      "invoice",  "накладна",
    "накладная",  "ттн",        "tracking",   "track",      "трек",       "договір",  "договору",
    "договор",    "договора",   "ліцензія",   "лицензия",   "license",    "вакансія", "вакансії",
    "вакансия",   "вакансии",   "оголошення", "объявление", "объявления", "gps",      "координати",
    "координаты", "версія",     "версия",     "version",    "ref"};
// "code" of something: "код вакансії".
constexpr std::string_view kCodeWords[] = {"код", "code", "kod", "id"};
constexpr std::string_view kNumberSignWords[] = {"n", "no", "nr", "номер", "number"};

constexpr std::string_view kSumWords[] = {
    "ціна",   "ціни",   "ціну",   "цена",   "цены",     "цену",     "price",    "cena",
    "сума",   "суми",   "сумма",  "суммы",  "зарплата", "зарплати", "зарплаты", "зп",
    "оплата", "оплати", "оплаты", "ставка", "ставки",   "salary",   "оклад",    "бюджет"};
constexpr std::string_view kSumPrepositions[] = {"від", "от", "до", "from", "od", "do", "to", "up"};

constexpr std::string_view kCurrencySigns[] = {"$", "€", "₴", "₽", "£",
                                               "₺", "₪", "₸", "zł",  "kč"};
// Stems of two letters and more, whole words of one.
constexpr std::string_view kCurrencyStems[] = {"гривен", "гривн",  "гривня", "рубл", "долар",
                                               "доллар", "баксів", "баксов", "злот", "крон",
                                               "шекел",  "дирхам", "dollar", "euro"};
constexpr std::string_view kCurrencyWords[] = {
    "грн", "uah",  "руб", "р",   "rub", "rur", "usd", "дол",   "євро", "евро",
    "eur", "eu",   "zl",  "zł",  "pln", "kč",  "kc",  "czk",   "gbp",  "lei",
    "лей", "леїв", "tl",  "try", "nis", "ils", "aed", "тенге", "kzt"};
constexpr std::string_view kThousandWords[] = {"тис", "тыс", "k", "к", "млн"};
constexpr std::string_view kUnitWords[] = {"мм",    "см",  "км",  "кг",   "кв",  "м",    "м2",
                                           "mm",    "cm",  "km",  "kg",   "шт",  "осіб", "чел",
                                           "років", "лет", "год", "року", "года"};

template <size_t N>
bool IsOneOf(const std::string_view (&words)[N], std::string_view word) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}
template <size_t N>
bool HasStem(const std::string_view (&stems)[N], std::string_view word) {
  return std::any_of(std::begin(stems), std::end(stems),
                     [&](std::string_view stem) { return word.starts_with(stem); });
}
bool IsCurrencyWord(std::string_view word) {
  return IsOneOf(kCurrencyWords, word) || HasStem(kCurrencyStems, word);
}

// U+0400 to U+04BF as LastPlainWords tells them: lower case, ё as е and ґ as г; 0: what folding may
// change.
char32_t PlainCyrillic(char32_t letter) {
  const char32_t c = LowerLetter(letter);
  if (c >= 0x430 && c <= 0x44F) return c;
  if (c == 0x454 || c == 0x456 || c == 0x457) return c;
  return c == 0x451 ? 0x435 : c == 0x491 ? 0x433 : 0;
}

constexpr std::string_view kBlanks = " \n";

// The letter that the text begins with, as PlainBefore tells it; `*at` moves behind it. 0: no plain
// letter.
char32_t PlainLetterAt(std::string_view text, size_t* at) {
  const auto lead = static_cast<uint8_t>(text[*at]);
  if (lead < 0x80) {
    if (!ascii::IsLetter(text[*at])) return 0;
    return static_cast<char32_t>(ascii::Lower(text[(*at)++]));
  }
  if (lead < 0xD0 || lead > 0xD2 || *at + 1 >= text.size()) return 0;
  const auto next = static_cast<uint8_t>(text[*at + 1]);
  if ((next & 0xC0) != 0x80) return 0;
  const char32_t c = PlainCyrillic((lead & 0x1Fu) << 6 | (next & 0x3Fu));
  if (c != 0) *at += 2;
  return c;
}

// The word that the text begins with, folded, if folding changes no more than its case: letters of
// one alphabet, two at least, then a blank. False: it must be folded.
bool FirstPlainWord(std::string_view text, std::string* word) {
  bool latin = false, cyrillic = false;
  size_t letters = 0, at = 0;
  for (; at < text.size(); ++letters) {
    const char32_t c = PlainLetterAt(text, &at);
    if (c == 0) break;
    (c < 0x80 ? latin : cyrillic) = true;
    AppendUtf8(c, word);
  }
  return letters > 1 && latin != cyrillic && at < text.size() &&
         kBlanks.find(text[at]) != kBlanks.npos;
}

// The first word behind digits, folded, if nothing but one space lies between; thousands are passed
// over.
bool StartsWithCurrency(std::string_view after, bool units) {
  // More figures, as behind most: no word begins with two, nor does folding make one of them.
  const size_t first = std::min(after.find_first_not_of(kBlanks), after.size());
  if (first + 1 < after.size() && ascii::IsDigit(after[first])) {
    const size_t second = after.find_first_not_of(kBlanks, first + 1);
    if (second != after.npos && ascii::IsDigit(after[second])) return false;
  }
  if (std::string word; FirstPlainWord(after.substr(first), &word) && !IsCurrencyWord(word) &&
                        !IsOneOf(kThousandWords, word) && !(units && IsOneOf(kUnitWords, word)))
    return false;
  const std::string folded = FoldForSearch(after.substr(0, 48));
  for (std::string_view sign : kCurrencySigns) {
    if (folded.starts_with(sign)) return true;
  }
  if (units && (folded.starts_with("%") || folded.starts_with("°"))) return true;
  size_t taken = 0;
  for (std::string_view word : Words(folded, 1)) {
    const auto at = static_cast<size_t>(word.data() - folded.data());
    if (at > taken + 2 || ++taken > 2 * 64) return false;
    if (IsCurrencyWord(word)) return true;
    if (units && IsOneOf(kUnitWords, word)) return true;
    if (!IsOneOf(kThousandWords, word)) return false;
    if (units) return true;
    taken = at + word.size();
    const std::string_view rest = std::string_view(folded).substr(taken);
    const size_t sign_at = rest.find_first_not_of(". ");
    if (sign_at == std::string_view::npos) return false;
    for (std::string_view sign : kCurrencySigns) {
      if (rest.substr(sign_at).starts_with(sign)) return true;
    }
  }
  return false;
}

constexpr size_t kContextWords = 3;

// The last character before `*at`, which moves to its beginning, as LastPlainWords tells them: a
// letter in lower case, ё as е and ґ as г; a digit; a blank for any white space; "." for another
// sign that folding leaves alone; 0: what it may not.
char32_t PlainBefore(std::string_view text, size_t* at) {
  const auto last = static_cast<uint8_t>(text[--*at]);
  if (last < 0x80) {
    const char c = text[*at];
    if (ascii::IsAlphanumeric(c)) return static_cast<char32_t>(ascii::Lower(c));
    if (ascii::IsSpace(c)) return U' ';
    return c < ' ' || c == 0x7F || c == '\'' || c == '`' ? U'\0' : U'.';
  }
  if (last >= 0xC0 || *at == 0) return 0;
  const auto lead = static_cast<uint8_t>(text[--*at]);
  if (lead == 0xC2 && last == 0xA0) return U' ';
  if (lead < 0xD0 || lead > 0xD2) return 0;
  return PlainCyrillic((lead & 0x1Fu) << 6 | (last & 0x3Fu));
}

// The words that NumberContext wants, the last first, if folding changes no more than their case:
// each in one alphabet, of two letters and more. False: they must be folded.
bool LastPlainWords(std::string_view text, std::vector<std::string>* words) {
  std::u32string word;  // backwards
  bool latin = false, cyrillic = false, digits = false, blank = false;
  // And one more: letters one by one may be a word together.
  for (size_t at = text.size(), count = 0; count <= kContextWords;) {
    const char32_t c = at > 0 ? PlainBefore(text, &at) : U' ';
    if (c == 0) return false;
    if (c != U' ' && c != U'.') {
      const bool digit = c >= '0' && c <= '9';
      // Beside a word of the other alphabet, with a sign between.
      if (word.empty() && count > 0 && !blank && !digit && (c < 0x80 ? cyrillic : latin))
        return false;
      if (word.empty()) latin = cyrillic = digits = false;
      digits = digits || digit;
      latin = latin || (!digit && c < 0x80);
      cyrillic = cyrillic || c >= 0x80;
      if (latin + cyrillic + digits > 1) return false;
      word += c;
      continue;
    }
    if (!word.empty()) {
      if (digits) return true;
      if (word.size() == 1) return false;
      if (count++ < kContextWords) {
        std::string& made = words->emplace_back();
        for (size_t i = word.size(); i-- > 0;) AppendUtf8(word[i], &made);
      }
      word.clear();
      blank = false;
    }
    if (at == 0) return true;
    blank = blank || c == U' ';
  }
  return true;
}

bool EndsWithCurrency(std::string_view before) {
  const size_t end = before.find_last_not_of(' ');
  if (end == std::string_view::npos) return false;
  const std::string_view trimmed = before.substr(0, end + 1);
  return std::any_of(std::begin(kCurrencySigns), std::end(kCurrencySigns),
                     [&](std::string_view sign) { return trimmed.ends_with(sign); });
}

}  // namespace

bool HideDatesAndAmounts(std::string_view utf8, DigitView* view,
                         const std::vector<DigitRun>* runs) {
  static const Patterns dates = DatePatterns();
  bool any = HideAll(dates, view);
  // Only sums in long runs matter: shorter ones are taken for nothing else.
  std::vector<DigitRun> made;
  if (any || runs == nullptr) {
    made = view->Runs();
    runs = &made;
  }
  const std::string text = view->text();
  re2::StringPiece found[2];
  int checks = 0;
  size_t done = 0;  // behind the last sum
  for (const DigitRun& run : *runs) {
    if (CountDigits(run) < kLongRun) continue;
    // What stands before and behind a sum belongs to its pattern, too.
    const size_t run_begin = view->IndexOf(run.front().opening);
    const size_t stop = std::min(view->IndexOf(run.back().end) + 1, text.size());
    size_t start = std::max(done, run_begin > 4 ? run_begin - 4 : 0);
    while (checks++ < kMaxSums &&
           SumPattern().Match(text, start, stop, RE2::UNANCHORED, found, 2)) {
      const auto first = static_cast<size_t>(found[1].data() - text.data());
      done = start = first + found[1].size();
      const uint32_t begin = view->begin(first), end = view->end(done - 1);
      const size_t before = begin > 8 ? begin - 8 : 0;
      if (StartsWithCurrency(utf8.substr(end), false) ||
          EndsWithCurrency(utf8.substr(before, begin - before))) {
        view->Hide(first, done);
        any = true;
      }
    }
  }
  return any;
}

bool HideOtherNumbers(DigitView* view) {
  static const Patterns others = OtherPatterns();
  return HideAll(others, view);
}

NumberContext::NumberContext(std::string_view before) : before_(before) {
  if (!LastPlainWords(before, &words_)) {
    words_.clear();
    const std::string folded = FoldForSearch(before);
    const std::vector<std::string_view> words = Words(folded, 1);
    for (size_t i = words.size(); i-- > 0 && words_.size() < kContextWords;) {
      if (std::any_of(words[i].begin(), words[i].end(), ascii::IsDigit))
        break;  // digits end the look back
      words_.emplace_back(words[i]);
    }
  }
  const size_t end = before.find_last_not_of(" \t(");
  const std::string_view trimmed = before.substr(0, end == std::string_view::npos ? 0 : end + 1);
  number_sign_ = trimmed.ends_with("№") || trimmed.ends_with("#");

  const size_t near = before.size() > 16 ? before.size() - 16 : 0;
  for (std::string_view sign : kPhoneSigns) {
    is_phone_ = is_phone_ || before.substr(near).find(sign) != std::string_view::npos;
  }
  for (const std::string& word : words_) {
    is_phone_ = is_phone_ || HasStem(kPhoneStems, word) || IsOneOf(kPhoneWords, word);
  }
}

bool NumberContext::SaysId() const {
  if (number_sign_) return true;
  if (words_.empty()) return false;
  if (IsOneOf(kIdWords, words_[0])) return true;
  if (words_.size() < 2) return false;
  return IsOneOf(kCodeWords, words_[1]) ||
         (IsOneOf(kNumberSignWords, words_[0]) && IsOneOf(kIdWords, words_[1]));
}

bool NumberContext::SaysSum(std::string_view after, bool grouped_as_sum) const {
  if (!words_.empty() && IsOneOf(kSumWords, words_[0])) return true;
  if (grouped_as_sum && !words_.empty() && IsOneOf(kSumPrepositions, words_[0])) return true;
  return EndsWithCurrency(before_) || StartsWithCurrency(after, true);
}

}  // namespace varta
