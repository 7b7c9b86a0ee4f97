// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/registrations.h"

#include <algorithm>
#include <iterator>
#include <string>

namespace varta {
namespace {

enum Register : uint16_t { kEdrpou, kIpn, kInn, kNip, kRegon, kKrs, kOgrn, kKraz, kLicence };

constexpr size_t kMaxPartsOfNumber = 6;

struct Label {
  Register id;
  std::string_view forms;
};
constexpr Label kLabels[] = {
    {kEdrpou, "єдрпоу едрпоу егрпоу єдрпу edrpou yedrpou"},
    {kIpn, "іпн ипн рнокпп ipn rnokpp дрфо податков|A+номер"},
    {kInn, "інн инн inn"},
    {kNip, "nip ніп"},
    {kRegon, "regon"},
    {kKrs, "krs"},
    {kOgrn, "огрн ogrn"},
    {kKraz, "kraz certyfikat+kraz"},
    {kLicence, "ліцензі|I лицензи|I licence license licencja ліцензія лицензия"},
};

int At(std::string_view digits, size_t i) { return digits[i] - '0'; }

template <size_t N>
int Sum(std::string_view digits, const int (&weights)[N]) {
  int sum = 0;
  for (size_t i = 0; i < N; ++i) sum += weights[i] * At(digits, i);
  return sum;
}

// The digits behind a label: "ЄДРПОУ: 12345678", "код за ЄДРПОУ № 1234 5678", "NIP 525-000-12-34".
std::string ReadDigits(const TokenText& text, size_t* at, size_t* first) {
  size_t i = *at;
  for (int n = 0; n < 4 && i < text.size() && !text.IsNumber(i); ++n) {
    const bool passes = text.Has(i, Kind::kNumberSign) || text.IsSymbol(i, U':') ||
                        text.IsSymbol(i, U'№') || text.IsSymbol(i, U'#') || text.IsDash(i) ||
                        text.IsSymbol(i, U'.') || text.IsSymbol(i, U'(') ||
                        text.IsSymbol(i, U')') || text.IsSymbol(i, U',') ||
                        text.Has(i, Kind::kRegistration) || text.Has(i, Kind::kTo);
    if (!passes) return {};
    ++i;
  }
  std::string digits;
  *first = i;
  for (size_t n = 0; n < kMaxPartsOfNumber && text.IsFreeNumber(i) && digits.size() <= 16; ++n) {
    if (n > 0 && text.StartsLine(i)) break;
    digits += text.Folded(i++);
    *at = i;
    if (text.IsDash(i) && text.Joins(i) && text.IsNumber(i + 1) && text.Joins(i + 1)) ++i;
  }
  return digits;
}

// Digits one can do without: the longest right number at the front of the groups.
bool CheckDigits(Register id, std::string_view digits, std::string* value) {
  const auto keep = [&](const char* name) {
    *value = std::string(name).append(":").append(digits);
    return true;
  };
  switch (id) {
    case kEdrpou:
      if (IsEdrpou(digits)) return keep("EDRPOU");
      [[fallthrough]];  // a sole trader's code is the person's own
    case kIpn:
      *value = "IPN";
      return IsIpn(digits);
    case kInn:
      if (IsInnOfCompany(digits)) return keep("INN");
      *value = "IPN";
      return IsInnOfPerson(digits) || IsIpn(digits);
    case kNip:
      return IsNip(digits) && keep("NIP");
    case kRegon:
      return IsRegon(digits) && keep("REGON");
    case kKrs:
      return digits.size() == 10 && digits[0] == '0' && keep("KRS");
    case kOgrn:
      return IsOgrn(digits) && keep("OGRN");
    case kKraz:
      return digits.size() >= 3 && digits.size() <= 6 && keep("KRAZ");
    case kLicence:
      return false;
  }
  return false;
}

// "ліцензія МСП № 123456", "ліцензія АЕ №460589": within a few words, a number sign or a series
// before the digits.
bool ReadLicence(TokenText* text, size_t label, size_t next, std::vector<v1::Fact>* facts) {
  for (size_t i = next; i < next + 8 && i < text->size(); ++i) {
    if (i > next && text->StartsLine(i)) return false;
    if (!text->IsFreeNumber(i)) continue;
    const std::string_view digits = text->Folded(i);
    size_t before = i - 1;
    if (text->IsSymbol(before, U'.')) --before;
    const bool sign = text->IsSymbol(before, U'№') || text->IsSymbol(before, U'#') ||
                      text->Has(before, Kind::kNumberSign);
    if (sign) --before;
    const bool series = text->IsWord(before) && (*text)[before].upper &&
                        text->Folded(before).size() <= 6 && before > label;
    if ((!sign && !series) || digits.size() < 3 || digits.size() > 10) return false;
    std::string value = "licence:";
    if (series) {
      // As written: a series is a name.
      value += text->Written(before, before + 1);
    }
    value += digits;
    facts->push_back(text->MakeFact(v1::FACT_KIND_REGISTRATION, label, i + 1, value, 0.8));
    text->Take(label, i + 1);
    return true;
  }
  return false;
}

}  // namespace

bool IsEdrpou(std::string_view digits) {
  if (digits.size() != 8) return false;
  const int number = std::stoi(std::string(digits));
  const bool middle = number >= 30000000 && number <= 60000000;
  constexpr int kOne[] = {1, 2, 3, 4, 5, 6, 7}, kTwo[] = {7, 1, 2, 3, 4, 5, 6};
  constexpr int kThree[] = {3, 4, 5, 6, 7, 8, 9}, kFour[] = {9, 3, 4, 5, 6, 7, 8};
  int check = Sum(digits, middle ? kTwo : kOne) % 11;
  if (check == 10) check = Sum(digits, middle ? kFour : kThree) % 11 % 10;
  return number > 0 && check == At(digits, 7);
}

bool IsIpn(std::string_view digits) {
  constexpr int kWeights[] = {-1, 5, 7, 9, 4, 6, 10, 5, 7};
  if (digits.size() != 10 || digits.find_first_not_of('0') == std::string_view::npos) return false;
  return (Sum(digits, kWeights) % 11 + 11) % 11 % 10 == At(digits, 9);
}

bool IsNip(std::string_view digits) {
  constexpr int kWeights[] = {6, 5, 7, 2, 3, 4, 5, 6, 7};
  return digits.size() == 10 && digits[0] != '0' && Sum(digits, kWeights) % 11 == At(digits, 9);
}

bool IsRegon(std::string_view digits) {
  constexpr int kWeights[] = {8, 9, 2, 3, 4, 5, 6, 7};
  return digits.size() == 9 && digits != "000000000" &&
         Sum(digits, kWeights) % 11 % 10 == At(digits, 8);
}

bool IsInnOfCompany(std::string_view digits) {
  constexpr int kWeights[] = {2, 4, 10, 3, 5, 9, 4, 6, 8};
  return digits.size() == 10 && digits != "0000000000" &&
         Sum(digits, kWeights) % 11 % 10 == At(digits, 9);
}

bool IsInnOfPerson(std::string_view digits) {
  constexpr int kFirst[] = {7, 2, 4, 10, 3, 5, 9, 4, 6, 8};
  constexpr int kSecond[] = {3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8};
  return digits.size() == 12 && digits != "000000000000" &&
         Sum(digits, kFirst) % 11 % 10 == At(digits, 10) &&
         Sum(digits, kSecond) % 11 % 10 == At(digits, 11);
}

bool IsOgrn(std::string_view digits) {
  if (digits.size() != 13 || digits[0] == '0') return false;
  const long long number = std::stoll(std::string(digits.substr(0, 12)));
  return number % 11 % 10 == At(digits, 12);
}

void FindRegistrations(TokenText* text, std::vector<v1::Fact>* facts) {
  constexpr uint64_t kSpots = Bits(Kind::kRegistration);
  for (size_t i = text->Next(0, kSpots); i < text->size(); i = text->Next(i + 1, kSpots)) {
    Sense sense{};
    size_t next = 0;
    if ((*text)[i].taken || !text->Read(i, Kind::kRegistration, &sense, &next)) continue;
    if (sense.id == kLicence) {
      if (ReadLicence(text, i, next, facts)) continue;
      continue;
    }
    size_t end = next, first = 0;
    const std::string digits = ReadDigits(*text, &end, &first);
    if (digits.empty()) continue;
    std::string value;
    if (CheckDigits(static_cast<Register>(sense.id), digits, &value)) {
      const bool personal = value == "IPN";
      facts->push_back(text->MakeFact(v1::FACT_KIND_REGISTRATION, i, personal ? next : end,
                                      std::move(value), 0.95));
    } else if (digits.size() < 6) {
      continue;
    }
    text->Take(i, end);
    i = end - 1;
  }
}

void AddRegistrationLabels(Lexicon* lexicon) {
  for (const Label& label : kLabels) lexicon->Add(Kind::kRegistration, label.id, label.forms);
}

}  // namespace varta
