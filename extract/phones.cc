// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/phones.h"

#include <re2/re2.h>

#include <algorithm>
#include <iterator>

#include "base/ascii.h"
#include "extract/digit_zones.h"
#include "extract/digits.h"
#include "extract/look_alikes.h"
#include "extract/number_words.h"
#include "extract/phone_plans.h"
#include "extract/tokens.h"

namespace varta {
namespace {

constexpr int kMaxChecks = 8192;  // for each text: up to 14 µs each, by libphonenumber
constexpr size_t kContextBytes = 64;
constexpr size_t kMaxOtherRegions = 4;
constexpr size_t kMinDigitsElsewhere = 9;
constexpr size_t kMinDigitsWithCode = 10;

// A stretch of a run taken as one number.
struct Candidate {
  std::string digits;
  bool plus = false;
  bool disguised = false;
  bool parted = false;    // in two parts or more
  bool grouped = false;   // in three: as one writes a number for people
  bool in_threes = true;  // each part but the first has three digits, as those of a sum
};

Candidate Join(const DigitRun& run, size_t first, size_t last) {
  Candidate candidate;
  candidate.plus = run[first].plus;
  size_t single = 0;
  for (size_t i = first; i <= last; ++i) {
    candidate.digits += run[i].digits;
    candidate.disguised = candidate.disguised || run[i].disguised;
    single += run[i].digits.size() == 1;
    if (i > first && run[i].digits.size() != 3) candidate.in_threes = false;
  }
  candidate.parted = last > first;
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

// Signs, a clock's hour, an address that goes on.
bool IsGluedBefore(std::string_view before) {
  if (before.empty() || ascii::IsSpace(before.back())) return false;
  const char last = before.back();
  if (ascii::IsDigit(last) || std::string_view("=_&#%@$").find(last) != before.npos) return true;
  for (const std::string_view sign : {"№", "€", "₴"}) {
    if (before.ends_with(sign)) return true;
  }
  if (last == ':' && before.size() > 1 && ascii::IsDigit(before[before.size() - 2])) return true;
  const size_t blank = before.find_last_of(" \t\n\f\r");
  const std::string_view word = before.substr(blank == before.npos ? 0 : blank + 1);
  if (word.find('/') == word.npos && word.find("www.") == word.npos) return false;
  static const RE2 kAddress(R"((?:[A-Za-z0-9-]\.[a-z]{2,10}/\S*|://\S*|www\.\S*)$)");
  return RE2::PartialMatch(re2::StringPiece(before.data(), before.size()), kAddress);
}

// Signs, a clock's minutes, one letter or two; "x123" is an extension.
bool IsGluedBehind(std::string_view after) {
  if (after.empty()) return false;
  const char first = after[0];
  if (ascii::IsDigit(first) || std::string_view("@%=_").find(first) != after.npos ||
      after.starts_with("°"))
    return true;
  if (first == ':') return after.size() > 1 && ascii::IsDigit(after[1]);
  const auto* letters = std::find_if_not(after.begin(), after.end(), ascii::IsLetter);
  if (letters == after.begin() || letters > after.begin() + 2) return false;
  static const RE2 kExtension(R"(^x\d{1,6}(?:$|[^\dA-Za-z]))");
  return first != 'x' ||
         !RE2::PartialMatch(re2::StringPiece(after.data(), after.size()), kExtension);
}

class Finder {
 public:
  Finder(const FactSource& source, std::vector<v1::Fact>* facts)
      : text_(source.text),
        place_(source.place),
        region_(source.region),
        named_(source.named_region == source.region ? std::string_view() : source.named_region),
        facts_(facts),
        trunk_(TrunkPrefix(region_)),
        country_(CountryCode(region_)) {
    if (!source.other_region.empty() && source.other_region != region_)
      others_.emplace_back(source.other_region);
  }

  // Numbers with a country code say which countries the text is about: its national numbers may be
  // theirs, too.
  void Learn(const DigitRun& run) {
    for (const DigitGroup& group : run) {
      if (!group.plus) continue;
      const std::string region = RegionOfNumber(group.digits);
      const bool known = region.empty() || region == region_ ||
                         std::find(others_.begin(), others_.end(), region) != others_.end();
      if (!known && others_.size() < kMaxOtherRegions) others_.push_back(region);
    }
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
    for (; i <= last && (digits += run[i].digits.size()) <= kMaxPhoneDigits; ++i) {
    }
    return i > first ? i - 1 : first;
  }

  // Adds the groups as one number, if they are one.
  bool Take(const DigitRun& run, size_t first, size_t last) {
    if (checks_ >= kMaxChecks || LastWithin(run, first, last) != last) return false;
    const Candidate candidate = Join(run, first, last);
    if (candidate.digits.size() < kMinPhoneDigits || IsCounting(run, first, last)) return false;
    ++checks_;
    PhoneNumber number;
    // Without the trunk prefix that they have at home, digits are rather of a country without one.
    const bool at_home = trunk_.empty() || HasTrunk(candidate.digits);
    if (!candidate.plus && !at_home) number = ResolveElsewhere(run[first], candidate);
    if (number.e164.empty()) number = ResolvePhone(candidate.digits, candidate.plus, region_);
    if (number.e164.empty() && candidate.plus && last > first && run[first + 1].digits == "0") {
      // "+49 (0) 30 ...": the trunk prefix is for callers at home.
      Candidate without = candidate;
      without.digits.erase(run[first].digits.size(), 1);
      number = ResolvePhone(without.digits, true, region_);
    }
    if (number.e164.empty() && !candidate.plus && at_home) {
      number = ResolveElsewhere(run[first], candidate);
    }
    if (number.e164.empty() && !candidate.plus) number = ResolveRest(run[first], candidate);
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

  // A national number of one of the other countries, for some plans take nearly any digits: only if
  // it is announced, or in parts and a mobile one, or in parts and begins with the zero that no
  // count of anything begins with.
  PhoneNumber ResolveElsewhere(const DigitGroup& head, const Candidate& candidate) {
    if (others_.empty() || candidate.digits.size() < kMinDigitsElsewhere) return {};
    const bool labelled = NumberContext(Before(head.begin)).SaysPhone();
    const bool zero = candidate.parted && candidate.digits[0] == '0';
    if (!labelled && !candidate.grouped && !zero) return {};
    for (const std::string& region : others_) {
      ++checks_;
      PhoneNumber number = ParsePhone(candidate.digits, region);
      number.national = false;
      if (!number.e164.empty() && (labelled || zero || number.mobile)) return number;
    }
    return {};
  }

  // What is announced as a phone and is none at home: "Tel: 971 26729 136", the plus sign left off
  // before a country's code that stands apart; or a number of a country that the text names.
  PhoneNumber ResolveRest(const DigitGroup& head, const Candidate& candidate) {
    const std::string& digits = candidate.digits;
    if (digits.size() < kMinDigitsElsewhere) return {};
    const bool code = candidate.parted && digits.size() >= kMinDigitsWithCode &&
                      head.digits.size() > 1 && IsCountryCode(head.digits);
    // Where one's own numbers begin with a zero, or with these digits, it is one of them, mistyped.
    const bool named = !named_.empty() && !(digits[0] == '0' && !trunk_.empty()) &&
                       !(country_.size() > 1 && digits.starts_with(country_));
    if ((!code && !named) || !NumberContext(Before(head.begin)).SaysPhone()) return {};
    PhoneNumber number;
    if (code) number = ParsePhone("+" + digits, "ZZ");
    if (number.e164.empty() && named) number = ParsePhone(digits, named_);
    checks_ += code + named;
    number.national = false;
    return number;
  }

  // 0: these digits are something else.
  double Confidence(const Candidate& candidate, const PhoneNumber& number, uint32_t begin,
                    uint32_t end) const {
    const NumberContext context(Before(begin));
    if (IsGlued(begin, end, context)) return 0;
    if (candidate.plus) return candidate.disguised ? 0.9 : 0.98;
    if (context.SaysId()) return 0;
    const bool labelled = context.SaysPhone();
    double confidence = labelled ? 0.95 : 0.85;
    if (!HasTrunk(candidate.digits) || !number.national) {
      if (context.SaysSum(Text(end, end + kContextBytes), candidate.in_threes)) return 0;
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
    if (text_.substr(begin, 1) != "+") {
      if (IsGluedBefore(before)) return true;
      if (!before.empty() && ascii::IsLetter(before.back()) && !context.SaysPhone()) return true;
    }
    return IsGluedBehind(after);
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
  const std::string named_;
  std::vector<v1::Fact>* const facts_;
  std::string trunk_;    // "0" or "8", where national numbers are written with it; else empty
  std::string country_;  // calling code
  std::vector<std::string> others_;  // regions that the text's own numbers name
  int checks_ = 0;
};

}  // namespace

void FindPhones(const FactSource& source, std::vector<v1::Fact>* facts) {
  Finder finder(source, facts);
  // Look-alikes are told by what stands beside them, at most a few words.
  std::vector<DigitRun> runs;
  for (const ByteRange& zone : DigitZones(source.text, kMinPhoneDigits, kContextBytes)) {
    const std::string_view part = source.text.substr(zone.begin, zone.end - zone.begin);
    DigitView view(part);
    std::vector<DigitRun> found = view.Runs();
    if (!HasRunOf(found, kMinPhoneDigits)) continue;
    const bool amounts = HideDatesAndAmounts(part, &view, &found);
    if (HideOtherNumbers(&view) || amounts) found = view.Runs();
    for (DigitRun& run : found) {
      MoveBy(zone.begin, &run);
      finder.Learn(run);
      runs.push_back(std::move(run));
    }
  }
  for (const DigitRun& run : runs) finder.Read(run);
  if (source.words != nullptr && !source.words->MaySpellNumbers()) return;
  for (const DigitRun& run : FindNumberWords(source.text)) finder.Read(run);
}

std::string ToE164(std::string_view typed, std::string_view region) {
  const DigitView view(typed);
  const std::vector<DigitRun> runs = view.Runs();
  if (runs.size() != 1) return {};
  const Candidate candidate = Join(runs[0], 0, runs[0].size() - 1);
  return ResolvePhone(candidate.digits, candidate.plus, std::string(region)).e164;
}

}  // namespace varta
