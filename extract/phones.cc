// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/phones.h"

#include <phonenumbers/phonenumberutil.h>
#include <re2/re2.h>

#include <algorithm>
#include <iterator>

#include "extract/digit_zones.h"
#include "extract/digits.h"
#include "extract/look_alikes.h"
#include "extract/number_words.h"

namespace varta {
namespace {

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

constexpr size_t kMinDigits = 6;
constexpr size_t kMaxDigits = 17;  // E.164 allows 15; a prefix for calls abroad comes before
constexpr int kMaxChecks = 8192;   // of libphonenumber, for each text: 14 µs each
constexpr size_t kContextBytes = 64;

// Country codes that people here leave the plus sign off.
constexpr std::string_view kNeighbours[] = {"380", "7",   "48",  "420", "421", "49",  "40",  "373",
                                            "90",  "972", "971", "370", "371", "372", "375", "995",
                                            "994", "44",  "39",  "34",  "36",  "359"};

struct Number {
  std::string e164;  // empty: no valid number
  bool mobile = false;
  bool free = false;      // for the caller, or dearer: no area code, no trunk prefix
  bool national = false;  // by the region's own plan, or written with a country code
};

Number Parse(const std::string& digits, const std::string& region) {
  const PhoneNumberUtil& util = *PhoneNumberUtil::GetInstance();
  PhoneNumber parsed;
  if (util.Parse(digits, region, &parsed) != PhoneNumberUtil::NO_PARSING_ERROR) return {};
  const auto type = util.GetNumberType(parsed);
  if (type == PhoneNumberUtil::UNKNOWN) return {};  // what IsValidNumber asks, too
  Number number;
  util.Format(parsed, PhoneNumberUtil::E164, &number.e164);
  number.mobile = type == PhoneNumberUtil::MOBILE || type == PhoneNumberUtil::FIXED_LINE_OR_MOBILE;
  number.free = type == PhoneNumberUtil::TOLL_FREE || type == PhoneNumberUtil::SHARED_COST ||
                type == PhoneNumberUtil::PREMIUM_RATE;
  number.national = true;
  return number;
}

// Numbers of another country's plan, as people write them on pages of this one: only mobile ones,
// there are too many numbers about that would pass for somebody's landline.
Number ParseForeign(const std::string& digits) {
  const auto mobile = [](Number number) {
    number.national = false;
    return number.mobile ? number : Number();
  };
  if (digits.size() == 10 && digits[0] == '0') return mobile(Parse(digits, "UA"));
  if (digits.size() < 11) return {};
  // 8 before a Ukrainian number is the trunk prefix of old; before 9 it is the Russian one.
  if (digits.size() == 11 && digits.starts_with("80")) return mobile(Parse(digits.substr(1), "UA"));
  if (digits.size() == 11 && digits.starts_with("89"))
    return mobile(Parse("+7" + digits.substr(1), "ZZ"));
  for (std::string_view code : kNeighbours) {
    if (!digits.starts_with(code)) continue;
    if (Number number = mobile(Parse("+" + digits, "ZZ")); !number.e164.empty()) return number;
  }
  return {};
}

Number Resolve(const std::string& digits, bool plus, const std::string& region) {
  if (digits.size() < kMinDigits || digits.size() > kMaxDigits) return {};
  if (plus) return Parse("+" + digits, "ZZ");
  if (digits.starts_with("00")) {
    if (Number number = Parse("+" + digits.substr(2), "ZZ"); !number.e164.empty()) return number;
  }
  if (Number number = Parse(digits, region); !number.e164.empty()) return number;
  return ParseForeign(digits);
}

// A stretch of a run taken as one number.
struct Candidate {
  std::string digits;
  bool plus = false;
  bool disguised = false;
  bool grouped = false;  // in parts, as one writes a number for people
};

Candidate Join(const DigitRun& run, size_t first, size_t last) {
  Candidate candidate;
  candidate.plus = run[first].plus;
  size_t single = 0;
  for (size_t i = first; i <= last; ++i) {
    candidate.digits += run[i].digits;
    candidate.disguised = candidate.disguised || run[i].disguised;
    single += run[i].digits.size() == 1;
  }
  candidate.grouped = last > first + 1;
  // One digit at a time is how one writes against machines.
  if (single >= 6) candidate.disguised = true;
  return candidate;
}

// "1 2 3 4 5 6 7 8 9 10": the pages of a list.
bool IsCounting(const DigitRun& run, size_t first, size_t last) {
  if (last < first + 4) return false;
  for (size_t i = first; i < last; ++i) {
    if (run[i].digits.size() > 3 ||
        std::to_string(std::stoi(run[i].digits) + 1) != run[i + 1].digits)
      return false;
  }
  return true;
}

bool HasRunOf(const std::vector<DigitRun>& runs, size_t digits) {
  return std::any_of(runs.begin(), runs.end(),
                     [&](const DigitRun& run) { return CountDigits(run) >= digits; });
}

void MoveBy(uint32_t offset, DigitRun* run) {
  for (DigitGroup& group : *run) {
    group.begin += offset;
    group.opening += offset;
    group.end += offset;
  }
}

class Finder {
 public:
  Finder(const FactSource& source, std::vector<v1::Fact>* facts)
      : text_(source.text), place_(source.place), region_(source.region), facts_(facts) {
    const PhoneNumberUtil& util = *PhoneNumberUtil::GetInstance();
    util.GetNddPrefixForRegion(region_, true, &trunk_);
    if (trunk_ != "0" && trunk_ != "8") trunk_.clear();
    if (const int code = util.GetCountryCodeForRegion(region_); code > 0)
      country_ = std::to_string(code);
  }

  void Read(const DigitRun& run) {
    // Within a line first: two numbers below each other are more usual than one over two lines.
    std::vector<size_t> open;  // lines that gave nothing
    for (size_t first = 0; first < run.size();) {
      size_t last = first;
      while (last + 1 < run.size() && !run[last + 1].newline_before) ++last;
      const size_t before = facts_->size();
      ReadLine(run, first, last);
      if (facts_->size() != before) {
        open.clear();
      } else {
        if (!open.empty() && IsAnnounced(run, open.back()) && Take(run, open.back(), last)) {
          open.clear();
        } else {
          open.assign(1, first);
        }
      }
      first = last + 1;
    }
  }

 private:
  bool HasTrunk(const std::string& digits) const {
    if (digits.starts_with("0") || (!trunk_.empty() && digits.starts_with(trunk_))) return true;
    // The country's own code says little where it is one digit, unless there is a whole number
    // behind it.
    return !country_.empty() && digits.starts_with(country_) &&
           (country_.size() > 1 || digits.size() == 1 || digits.size() >= 11);
  }
  bool IsAnnounced(const DigitRun& run, size_t first) const {
    return run[first].plus || HasTrunk(run[first].digits) ||
           NumberContext(Before(run[first].begin)).SaysPhone() || IsAlone(run);
  }
  // Whether the text is nothing but these digits: a field of its own.
  bool IsAlone(const DigitRun& run) const {
    constexpr std::string_view kWhite = " \t\r\n.,;";
    return text_.substr(0, run.front().opening).find_first_not_of(kWhite) == text_.npos &&
           text_.substr(run.back().end).find_first_not_of(kWhite) == text_.npos;
  }

  void ReadLine(const DigitRun& run, size_t first, size_t last) {
    if (Take(run, first, last)) return;
    // Numbers that say where they begin; the longest first.
    size_t rest = first;
    for (size_t i = first; i <= last; ++i) {
      if (!run[i].plus && !HasTrunk(run[i].digits) && run[i].digits != "38" && run[i].digits != "8")
        continue;
      for (size_t j = LastWithin(run, i, last) + 1; j-- > i;) {
        if (!Take(run, i, j)) continue;
        if (i > rest) ReadRest(run, rest, i - 1);
        rest = j + 1;
        i = j;
        break;
      }
    }
    if (rest <= last) ReadRest(run, rest, last);
  }

  // What is left must be a number from gap to gap.
  void ReadRest(const DigitRun& run, size_t first, size_t last) {
    for (size_t i = first; i <= last;) {
      size_t j = i;
      while (j < last && !run[j + 1].wide_gap_before) ++j;
      if (Take(run, i, j)) {
        i = j + 1;
        continue;
      }
      // A group that is a number by itself: "786883285 601234567".
      for (size_t k = i; k <= j; ++k) {
        if (run[k].digits.size() >= 8) Take(run, k, k);
      }
      i = j + 1;
    }
  }

  size_t LastWithin(const DigitRun& run, size_t first, size_t last) const {
    size_t digits = 0, i = first;
    for (; i <= last && (digits += run[i].digits.size()) <= kMaxDigits; ++i) {
    }
    return i > first ? i - 1 : first;
  }

  // Adds the groups as one number, if they are one.
  bool Take(const DigitRun& run, size_t first, size_t last) {
    if (checks_ >= kMaxChecks || LastWithin(run, first, last) != last) return false;
    const Candidate candidate = Join(run, first, last);
    if (candidate.digits.size() < kMinDigits || IsCounting(run, first, last)) return false;
    ++checks_;
    Number number = Resolve(candidate.digits, candidate.plus, region_);
    if (number.e164.empty() && candidate.plus && last > first && run[first + 1].digits == "0") {
      // "+49 (0) 30 ...": the trunk prefix is for callers at home.
      Candidate without = candidate;
      without.digits.erase(run[first].digits.size(), 1);
      number = Resolve(without.digits, true, region_);
    }
    if (number.e164.empty()) return false;
    const DigitGroup& head = run[first];
    const DigitGroup& tail = run[last];
    const double confidence = Confidence(candidate, number, head.begin, tail.end);
    if (confidence <= 0) return false;
    const uint32_t begin = StartOfNumber(text_, head, tail.end);
    v1::Fact fact;
    fact.set_kind(v1::FACT_KIND_PHONE);
    fact.set_value(number.e164);
    fact.set_written(std::string(Text(begin, tail.end)));
    fact.set_place(place_);
    fact.mutable_span()->set_begin(begin);
    fact.mutable_span()->set_end(tail.end);
    fact.set_obscured(candidate.disguised);
    fact.set_confidence(confidence);
    facts_->push_back(std::move(fact));
    return true;
  }

  // 0: these digits are something else.
  double Confidence(const Candidate& candidate, const Number& number, uint32_t begin,
                    uint32_t end) const {
    const NumberContext context(Before(begin));
    if (IsGlued(begin, end, context)) return 0;
    if (candidate.plus) return candidate.disguised ? 0.9 : 0.98;
    if (context.SaysId()) return 0;
    const bool labelled = context.SaysPhone();
    double confidence = labelled ? 0.95 : 0.85;
    if (!HasTrunk(candidate.digits) || !number.national) {
      if (context.SaysSum(Text(end, end + kContextBytes))) return 0;
      const bool wants_trunk = !trunk_.empty() && number.national;
      if (!labelled && (wants_trunk || !number.national) &&
          !((number.mobile || number.free) && candidate.grouped) &&
          !(!number.national && candidate.digits[0] == '0')) {
        return 0;
      }
      confidence = labelled ? 0.85 : 0.6;
    }
    return candidate.disguised ? confidence - 0.1 : confidence;
  }

  // Whether the digits are a part of something longer: an identifier, an address, a time.
  bool IsGlued(uint32_t begin, uint32_t end, const NumberContext& context) const {
    const std::string_view before = Before(begin), after = Text(end, end + kContextBytes);
    static const RE2 kBefore(
        R"((?:[=_&#%@№$€₴\d]|\d:|[A-Za-z0-9-]\.[a-z]{2,10}/\S*|://\S*|www\.\S*)$)");
    static const RE2 kLetterBefore(R"([A-Za-z]$)");
    static const RE2 kAfter(R"(^(?:[@%=_°\d]|:\d|[A-Za-z]{1,2}(?:$|[^A-Za-z])))");
    static const RE2 kExtension(R"(^x\d{1,6}(?:$|[^\dA-Za-z]))");
    const re2::StringPiece head(before.data(), before.size()), tail(after.data(), after.size());
    if (text_.substr(begin, 1) != "+") {
      if (RE2::PartialMatch(head, kBefore)) return true;
      if (RE2::PartialMatch(head, kLetterBefore) && !context.SaysPhone()) return true;
    }
    return RE2::PartialMatch(tail, kAfter) && !RE2::PartialMatch(tail, kExtension);
  }
  std::string_view Text(size_t begin, size_t end) const {
    return text_.substr(begin, std::min(end, text_.size()) - begin);
  }
  std::string_view Before(size_t offset) const {
    size_t begin = offset > kContextBytes ? offset - kContextBytes : 0;
    while (begin < offset && (static_cast<unsigned char>(text_[begin]) & 0xC0) == 0x80) ++begin;
    return text_.substr(begin, offset - begin);
  }

  const std::string_view text_;
  const v1::Place place_;
  const std::string region_;
  std::vector<v1::Fact>* const facts_;
  std::string trunk_;    // "0" or "8", where national numbers are written with it; else empty
  std::string country_;  // calling code
  int checks_ = 0;
};

}  // namespace

void FindPhones(const FactSource& source, std::vector<v1::Fact>* facts) {
  Finder finder(source, facts);
  // Look-alikes are told by what stands beside them, at most a few words.
  for (const ByteRange& zone : DigitZones(source.text, kMinDigits, kContextBytes)) {
    const std::string_view part = source.text.substr(zone.begin, zone.end - zone.begin);
    DigitView view(part);
    if (!HasRunOf(view.Runs(), kMinDigits)) continue;
    HideDatesAndAmounts(part, &view);
    HideOtherNumbers(&view);
    for (DigitRun& run : view.Runs()) {
      MoveBy(zone.begin, &run);
      finder.Read(run);
    }
  }
  for (const DigitRun& run : FindNumberWords(source.text)) finder.Read(run);
}

std::string ToE164(std::string_view typed, std::string_view region) {
  const DigitView view(typed);
  const std::vector<DigitRun> runs = view.Runs();
  if (runs.size() != 1) return {};
  const Candidate candidate = Join(runs[0], 0, runs[0].size() - 1);
  return Resolve(candidate.digits, candidate.plus, std::string(region)).e164;
}

std::string CallingCode(std::string_view e164) {
  PhoneNumber number;
  if (!e164.starts_with('+') ||
      PhoneNumberUtil::GetInstance()->Parse(std::string(e164), "ZZ", &number) !=
          PhoneNumberUtil::NO_PARSING_ERROR) {
    return {};
  }
  return std::to_string(number.country_code());
}

std::string SubscriberDigits(std::string_view e164) {
  const std::string code = CallingCode(e164);
  return code.empty() ? std::string() : std::string(e164.substr(code.size() + 1));
}

bool IsPhoneRegion(std::string_view region) {
  return PhoneNumberUtil::GetInstance()->GetCountryCodeForRegion(std::string(region)) != 0;
}

}  // namespace varta
