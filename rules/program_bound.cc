// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "rules/program_bound.h"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <string>

#include "base/text.h"

namespace varta {
namespace {

// What RE2 makes of each, case not counting, measured with it over every character: the upper
// bounds of what stands in a row. tests/rules/engine_test.cc holds them against RE2.
struct Letters {
  char32_t first, last;
  size_t size;
};
// The first that has the letter.
constexpr Letters kLetters[] = {
    {U'K', U'K', 4},   {U'k', U'k', 4},   {U'S', U'S', 3},  {U's', U's', 3}, {0, 0x7F, 1},
    {U'В', U'В', 7},   {U'в', U'в', 7},   {U'Д', U'Д', 7},  {U'д', U'д', 7}, {U'О', U'О', 7},
    {U'о', U'о', 7},   {U'С', U'С', 7},   {U'с', U'с', 7},  {U'Т', U'Т', 7}, {U'т', U'т', 7},
    {U'Ъ', U'Ъ', 7},   {U'ъ', U'ъ', 7},   {U'А', U'П', 3},  {U'а', U'п', 3}, {U'Ѣ', U'ѣ', 7},
    {0x400, 0x52F, 4}, {0x100, 0x17E, 4}, {0, 0x10FFFF, 8},
};
constexpr size_t kDot = 8, kAnyCharacter = 10;  // ".", "\\S"
constexpr size_t kSpaces = 3;
// In brackets: a range of signs or digits, with ASCII letters, of Cyrillic ones, another.
constexpr size_t kAsciiRange = 1, kLatinRange = 8, kCyrillicRange = 14, kRange = 120;
// [^...]: of ASCII alone RE2 has one way to write the rest; else each part splits what is left.
constexpr size_t kNotAscii = 7, kNegated = 24;
// `a?`, `a+`, `a*`: the jumps into it, out of it and back.
constexpr size_t kOptional = 1, kOnceOrMore = 3, kAnyTimes = 4;
constexpr size_t kMaxNestedRepeat = 1000;  // RE2's limit

struct UnicodeClass {
  std::string_view name;
  size_t size, rest;  // of \p, of \P; with case and without, whichever is more
};
constexpr UnicodeClass kClasses[] = {
    {"L", 1194, 1198}, {"Lu", 790, 846},   {"Ll", 822, 884},     {"Lt", 15, 33},
    {"Lm", 133, 252},  {"Lo", 929, 994},   {"M", 556, 744},      {"Mn", 578, 813},
    {"N", 233, 472},   {"Nd", 86, 265},    {"P", 330, 577},      {"Pd", 37, 72},
    {"S", 440, 554},   {"Sc", 48, 96},     {"So", 364, 435},     {"Z", 15, 34},
    {"Zs", 14, 33},    {"Latin", 78, 109}, {"Cyrillic", 33, 57}, {"Greek", 65, 93}};

// The others that RE2 knows, with no such bounds of their own.
constexpr UnicodeClass kOther{"", 440, 600};
constexpr std::string_view kOtherNames =
    " Adlam Ahom Anatolian_Hieroglyphs Arabic Armenian Avestan Balinese Bamum Bassa_Vah "
    "Batak Bengali Bhaiksuki Bopomofo Brahmi Braille Buginese Buhid C "
    "Canadian_Aboriginal Carian Caucasian_Albanian Cc Cf Chakma Cham Cherokee Chorasmian "
    "Co Common Coptic Cs Cuneiform Cypriot Cypro_Minoan Deseret Devanagari Dives_Akuru "
    "Dogra Duployan Egyptian_Hieroglyphs Elbasan Elymaic Ethiopic Georgian Glagolitic "
    "Gothic Grantha Gujarati Gunjala_Gondi Gurmukhi Han Hangul Hanifi_Rohingya Hanunoo "
    "Hatran Hebrew Hiragana Imperial_Aramaic Inherited Inscriptional_Pahlavi "
    "Inscriptional_Parthian Javanese Kaithi Kannada Katakana Kawi Kayah_Li Kharoshthi "
    "Khitan_Small_Script Khmer Khojki Khudawadi Lao Lepcha Limbu Linear_A Linear_B Lisu "
    "Lycian Lydian Mahajani Makasar Malayalam Mandaic Manichaean Marchen Masaram_Gondi "
    "Mc Me Medefaidrin Meetei_Mayek Mende_Kikakui Meroitic_Cursive Meroitic_Hieroglyphs "
    "Miao Modi Mongolian Mro Multani Myanmar Nabataean Nag_Mundari Nandinagari "
    "New_Tai_Lue Newa Nko Nl No Nushu Nyiakeng_Puachue_Hmong Ogham Ol_Chiki "
    "Old_Hungarian Old_Italic Old_North_Arabian Old_Permic Old_Persian Old_Sogdian "
    "Old_South_Arabian Old_Turkic Old_Uyghur Oriya Osage Osmanya Pahawh_Hmong Palmyrene "
    "Pau_Cin_Hau Pc Pe Pf Phags_Pa Phoenician Pi Po Ps Psalter_Pahlavi Rejang Runic "
    "Samaritan Saurashtra Sharada Shavian Siddham SignWriting Sinhala Sk Sm Sogdian "
    "Sora_Sompeng Soyombo Sundanese Syloti_Nagri Syriac Tagalog Tagbanwa Tai_Le Tai_Tham "
    "Tai_Viet Takri Tamil Tangsa Tangut Telugu Thaana Thai Tibetan Tifinagh Tirhuta Toto "
    "Ugaritic Vai Vithkuqi Wancho Warang_Citi Yezidi Yi Zanabazar_Square Zl Zp ";

// nullptr: RE2 may not know it.
const UnicodeClass* FindClass(std::string_view name) {
  for (const UnicodeClass& one : kClasses) {
    if (one.name == name) return &one;
  }
  for (size_t at = kOtherNames.find(name); at != std::string_view::npos && !name.empty();
       at = kOtherNames.find(name, at + 1)) {
    if (kOtherNames[at - 1] == ' ' && kOtherNames[at + name.size()] == ' ') return &kOther;
  }
  return nullptr;
}

size_t SizeOf(char32_t letter) {
  return std::find_if(std::begin(kLetters), std::end(kLetters),
                      [&](const Letters& row) { return row.first <= letter && letter <= row.last; })
      ->size;
}

bool IsAsciiLetter(char32_t c) { return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z'); }

class Walker {
 public:
  explicit Walker(std::string_view re2) : re2_(re2) {}

  std::optional<size_t> Walk() {
    const Size size = Choice();
    if (ask_ || at_ != re2_.size()) return std::nullopt;
    return size.instructions + 10;  // how it starts and ends
  }

 private:
  struct Size {
    size_t instructions = 0;
    size_t repeats = 1;  // of repeats in each other, multiplied
  };

  // One character, or a class of them.
  struct Item {
    char32_t letter = 0;        // 0: a class
    size_t size = 0, rest = 0;  // of it, and of all others
    size_t ascii = 0;           // ASCII characters alone, in as many ranges; 0: others, too
  };

  bool At(char c) const { return at_ < re2_.size() && re2_[at_] == c; }

  Size Choice() {
    Size size = Sequence();
    while (At('|')) {
      ++at_;
      const Size other = Sequence();
      size.instructions += other.instructions;
      size.repeats = std::max(size.repeats, other.repeats);
    }
    return size;
  }

  Size Sequence() {
    Size size;
    while (at_ < re2_.size() && !At('|') && !At(')') && !ask_) {
      const Size one = Repeated(Atom());
      size.instructions += one.instructions;
      size.repeats = std::max(size.repeats, one.repeats);
    }
    size.instructions = std::max<size_t>(size.instructions, 1);
    return size;
  }

  Size Repeated(Size size) {
    if (At('?') || At('*') || At('+')) {
      size.instructions += At('?') ? kOptional : At('*') ? kAnyTimes : kOnceOrMore;
      ++at_;
    } else if (At('{')) {
      const size_t end = re2_.find('}', at_);
      size_t least = 0, most = 0;
      const auto read = std::from_chars(re2_.data() + at_ + 1, re2_.data() + end, least);
      const bool range = *read.ptr == ',';
      if (range) std::from_chars(read.ptr + 1, re2_.data() + end, most);
      const size_t copies = std::max({least, most, size_t{1}});
      size.instructions = (size.instructions + (range ? kOptional : 0)) * copies;
      if (range && most == 0) size.instructions += kAnyTimes;
      size.repeats *= copies;
      at_ = end + 1;
      // A group of many repeats can be simplified to something of another size.
      if (size.repeats > kMaxNestedRepeat) ask_ = true;
    } else {
      return size;
    }
    if (At('?')) ++at_;
    return size;
  }

  Size Atom() {
    switch (re2_[at_]) {
      case '(': {
        if (re2_.substr(at_).starts_with("(?:")) {
          at_ += 3;
        } else if (At('(') && at_ + 1 < re2_.size() && re2_[at_ + 1] == '?') {  // flags
          at_ = re2_.find(')', at_) + 1;
          return Size();
        } else {
          ++at_;
        }
        const Size size = Choice();
        if (!At(')')) ask_ = true;
        ++at_;
        return size;
      }
      case '[':
        return {Brackets()};
      case '.':
        ++at_;
        return {kDot};
      case '\\':
        return {Escaped().size};
      default:
        return {SizeOf(NextCodePoint(re2_, &at_))};
    }
  }

  static Item Letter(char32_t letter) {
    const size_t size = SizeOf(letter);
    // The two cases of an ASCII letter, unless it has a third.
    const size_t ascii = letter >= 0x80 ? 0 : !IsAsciiLetter(letter) ? 1 : size == 1 ? 2 : 0;
    return {letter, size, 2 * size, ascii};
  }

  // What a backslash begins.
  Item Escaped() {
    const char c = at_ + 1 < re2_.size() ? re2_[at_ + 1] : '\0';
    at_ += 2;
    switch (c) {
      case 'p':
      case 'P':
        return Class(c == 'p');
      case 'd':
        return {0, kAsciiRange, kAnyCharacter, 1};
      case 's':
        return {0, kSpaces, kAnyCharacter, kSpaces};
      case 'D':
      case 'S':
        return {0, kAnyCharacter, kAnyCharacter, 0};
      case 'x': {
        const bool braces = At('{');
        const size_t begin = at_ + (braces ? 1 : 0);
        const size_t end = braces ? std::min(re2_.find('}', at_), re2_.size()) : begin + 2;
        uint32_t number = 0;
        std::from_chars(re2_.data() + begin, re2_.data() + end, number, 16);
        at_ = end + (braces ? 1 : 0);
        return Letter(number);
      }
      case 'n':
      case 't':
      case 'r':
      case 'f':
      case 'v':
        return Letter(U'\n');
      default:
        return Letter(static_cast<unsigned char>(c));
    }
  }

  // After \p or \P.
  Item Class(bool in) {
    std::string_view name = re2_.substr(std::min(at_, re2_.size()), 1);
    if (name == "{") {
      const size_t end = std::min(re2_.find('}', at_), re2_.size());
      name = re2_.substr(at_ + 1, end - at_ - 1);
      at_ = end;
    }
    ++at_;
    const UnicodeClass* known = FindClass(name);
    if (known == nullptr) {
      ask_ = true;
      return {};
    }
    return {0, in ? known->size : known->rest, in ? known->rest : known->size, 0};
  }

  static Item Range(char32_t first, char32_t last) {
    Item item{0, kRange, 0, 0};
    if (last < 0x80) {
      const bool letters = last >= U'A' && first <= U'z' && !(first > U'Z' && last < U'a');
      item.size = letters ? kLatinRange : kAsciiRange;
      item.ascii = letters ? 0 : 1;
    } else if (first >= 0x400 && last <= 0x52F) {
      item.size = kCyrillicRange;
    }
    item.rest = 2 * item.size;
    return item;
  }

  size_t Brackets() {
    ++at_;
    const bool negated = At('^');
    if (negated) ++at_;
    size_t size = 0, rest = kNegated, ascii = kNotAscii;  // of [...], of [^...], of ASCII in that
    bool all_ascii = true;
    char32_t before = 0;
    for (bool first = true; at_ < re2_.size() && (first || !At(']')) && !ask_; first = false) {
      const bool range = before != 0 && At('-') && at_ + 1 < re2_.size() && re2_[at_ + 1] != ']';
      if (range) ++at_;
      Item item = At('\\') ? Escaped() : Letter(NextCodePoint(re2_, &at_));
      if (range) {
        // Only RE2 says whether a class may stand there.
        if (item.letter < before) ask_ = true;
        item = Range(before, item.letter);
      }
      size += item.size;
      rest += item.rest;
      ascii += item.ascii;
      all_ascii = all_ascii && item.ascii > 0;
      before = item.letter;
      // After a class or a range a hyphen is refused by RE2, or not.
      if (before == 0 && At('-') && at_ + 1 < re2_.size() && re2_[at_ + 1] != ']') ask_ = true;
    }
    if (at_ < re2_.size()) ++at_;
    return !negated ? size : all_ascii ? ascii : rest;
  }

  std::string_view re2_;
  size_t at_ = 0;
  bool ask_ = false;
};

}  // namespace

std::optional<size_t> ProgramBound(std::string_view re2) { return Walker(re2).Walk(); }

}  // namespace varta
