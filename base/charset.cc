// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "base/charset.h"

#include "base/charset_decoders.h"

namespace varta {
namespace {

struct Charset {
  std::string_view name;
  Scheme scheme;
  const char* icu_name;     // null: ICU is not asked
  std::string_view labels;  // the standard's, separated by blanks
};

constexpr Charset kCharsets[] = {
    {"utf-8", Scheme::kUtf8, nullptr,
     "unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf-8 utf8 x-unicode20utf8"},
    {"ibm866", Scheme::kSingleByte, "ibm866", "866 cp866 csibm866 ibm866"},
    {"iso-8859-2", Scheme::kSingleByte, "iso-8859-2",
     "csisolatin2 iso-8859-2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 l2 latin2"},
    {"iso-8859-3", Scheme::kSingleByte, "iso-8859-3",
     "csisolatin3 iso-8859-3 iso-ir-109 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 l3 latin3"},
    {"iso-8859-4", Scheme::kSingleByte, "iso-8859-4",
     "csisolatin4 iso-8859-4 iso-ir-110 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 l4 latin4"},
    {"iso-8859-5", Scheme::kSingleByte, "iso-8859-5",
     "csisolatincyrillic cyrillic iso-8859-5 iso-ir-144 iso8859-5 iso88595 iso_8859-5 "
     "iso_8859-5:1988"},
    {"iso-8859-6", Scheme::kSingleByte, "iso-8859-6",
     "arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6 iso-8859-6-e "
     "iso-8859-6-i iso-ir-127 iso8859-6 iso88596 iso_8859-6 iso_8859-6:1987"},
    {"iso-8859-7", Scheme::kSingleByte, "iso-8859-7",
     "csisolatingreek ecma-118 elot_928 greek greek8 iso-8859-7 iso-ir-126 iso8859-7 iso88597 "
     "iso_8859-7 iso_8859-7:1987 sun_eu_greek"},
    {"iso-8859-8", Scheme::kSingleByte, "iso-8859-8",
     "csiso88598e csisolatinhebrew hebrew iso-8859-8 iso-8859-8-e iso-ir-138 iso8859-8 iso88598 "
     "iso_8859-8 iso_8859-8:1988 visual"},
    {"iso-8859-8-i", Scheme::kSingleByte, "iso-8859-8", "csiso88598i iso-8859-8-i logical"},
    {"iso-8859-10", Scheme::kSingleByte, "iso-8859-10",
     "csisolatin6 iso-8859-10 iso-ir-157 iso8859-10 iso885910 l6 latin6"},
    {"iso-8859-13", Scheme::kSingleByte, "iso-8859-13", "iso-8859-13 iso8859-13 iso885913"},
    {"iso-8859-14", Scheme::kSingleByte, "iso-8859-14", "iso-8859-14 iso8859-14 iso885914"},
    {"iso-8859-15", Scheme::kSingleByte, "iso-8859-15",
     "csisolatin9 iso-8859-15 iso8859-15 iso885915 iso_8859-15 l9"},
    {"iso-8859-16", Scheme::kSingleByte, nullptr, "iso-8859-16"},
    {"koi8-r", Scheme::kSingleByte, "koi8-r", "cskoi8r koi koi8 koi8-r koi8_r"},
    {"koi8-u", Scheme::kSingleByte, "koi8-u", "koi8-ru koi8-u"},
    {"macintosh", Scheme::kSingleByte, "macintosh", "csmacintosh mac macintosh x-mac-roman"},
    {"windows-874", Scheme::kSingleByte, "windows-874",
     "dos-874 iso-8859-11 iso8859-11 iso885911 tis-620 windows-874"},
    {"windows-1250", Scheme::kSingleByte, "windows-1250", "cp1250 windows-1250 x-cp1250"},
    {"windows-1251", Scheme::kSingleByte, "windows-1251", "cp1251 windows-1251 x-cp1251"},
    {"windows-1252", Scheme::kSingleByte, "windows-1252",
     "ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 "
     "iso88591 iso_8859-1 iso_8859-1:1987 l1 latin1 us-ascii windows-1252 x-cp1252"},
    {"windows-1253", Scheme::kSingleByte, "windows-1253", "cp1253 windows-1253 x-cp1253"},
    {"windows-1254", Scheme::kSingleByte, "windows-1254",
     "cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9 iso_8859-9:1989 l5 "
     "latin5 windows-1254 x-cp1254"},
    {"windows-1255", Scheme::kSingleByte, "windows-1255", "cp1255 windows-1255 x-cp1255"},
    {"windows-1256", Scheme::kSingleByte, "windows-1256", "cp1256 windows-1256 x-cp1256"},
    {"windows-1257", Scheme::kSingleByte, "windows-1257", "cp1257 windows-1257 x-cp1257"},
    {"windows-1258", Scheme::kSingleByte, "windows-1258", "cp1258 windows-1258 x-cp1258"},
    {"x-mac-cyrillic", Scheme::kSingleByte, "x-mac-cyrillic", "x-mac-cyrillic x-mac-ukrainian"},
    {"gbk", Scheme::kGb18030, "gb18030",
     "chinese csgb2312 csiso58gb231280 gb2312 gb_2312 gb_2312-80 gbk iso-ir-58 x-gbk"},
    {"gb18030", Scheme::kGb18030, "gb18030", "gb18030"},
    {"big5", Scheme::kBig5, "big5-hkscs", "big5 big5-hkscs cn-big5 csbig5 x-x-big5"},
    {"euc-jp", Scheme::kEucJp, "euc-jp-2007", "cseucpkdfmtjapanese euc-jp x-euc-jp"},
    {"iso-2022-jp", Scheme::kOther, "ISO_2022,locale=ja,version=0", "csiso2022jp iso-2022-jp"},
    {"shift_jis", Scheme::kShiftJis, "ibm-943_P15A-2003",
     "csshiftjis ms932 ms_kanji shift-jis shift_jis sjis windows-31j x-sjis"},
    {"euc-kr", Scheme::kEucKr, "windows-949-2000",
     "cseuckr csksc56011987 euc-kr iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 "
     "ksc_5601 windows-949"},
    {"replacement", Scheme::kReplacement, nullptr,
     "csiso2022kr hz-gb-2312 iso-2022-cn iso-2022-cn-ext iso-2022-kr replacement"},
    {"utf-16be", Scheme::kUtf16Be, nullptr, "unicodefffe utf-16be"},
    {"utf-16le", Scheme::kUtf16Le, nullptr,
     "csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff utf-16 utf-16le"},
    {"x-user-defined", Scheme::kUserDefined, nullptr, "x-user-defined"},
    // No labels: detection knows them, pages do not name them so.
    {"ibm855", Scheme::kSingleByte, "ibm-855", ""},
    {"utf-32le", Scheme::kOther, "utf-32le", ""},
    {"utf-32be", Scheme::kOther, "utf-32be", ""},
};

// Not in the standard, but on pages of our region.
struct Spelling {
  std::string_view label;
  std::string_view name;
};
constexpr Spelling kSpellings[] = {
    {"win-1251", "windows-1251"},
    {"win1251", "windows-1251"},
    {"windows1251", "windows-1251"},
    {"windows_1251", "windows-1251"},
    {"cp-1251", "windows-1251"},
    {"cp_1251", "windows-1251"},
    {"windows-cp1251", "windows-1251"},
    {"1251", "windows-1251"},
    {"ansi-1251", "windows-1251"},
    {"win-1252", "windows-1252"},
    {"windows1252", "windows-1252"},
    {"win-1250", "windows-1250"},
    {"koi8u", "koi8-u"},
    {"koi8_u", "koi8-u"},
    {"koi-8-u", "koi8-u"},
    {"koi8r", "koi8-r"},
    {"koi-8-r", "koi8-r"},
    {"koi-8", "koi8-r"},
    {"cp-866", "ibm866"},
    {"ibm-866", "ibm866"},
    {"dos-866", "ibm866"},
    {"utf_8", "utf-8"},
    {"utf-8n", "utf-8"},
    {"utf", "utf-8"},
    {"mac-cyrillic", "x-mac-cyrillic"},
    {"maccyrillic", "x-mac-cyrillic"},
};

// Without white space around it, ASCII letters in lower case.
std::string Tidy(std::string_view label) {
  constexpr std::string_view kBlank = "\t\n\f\r ";
  const size_t begin = label.find_first_not_of(kBlank);
  if (begin == std::string_view::npos) return "";
  std::string tidy(label.substr(begin, label.find_last_not_of(kBlank) - begin + 1));
  for (char& c : tidy) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return tidy;
}

bool HasLabel(std::string_view labels, std::string_view label) {
  for (size_t at = 0; at < labels.size();) {
    const size_t end = std::min(labels.find(' ', at), labels.size());
    if (labels.substr(at, end - at) == label) return true;
    at = end + 1;
  }
  return false;
}

}  // namespace

std::optional<std::string> CharsetFromLabel(std::string_view label) {
  if (label.size() > 100) return std::nullopt;
  const std::string tidy = Tidy(label);
  if (tidy.empty()) return std::nullopt;
  for (const Charset& charset : kCharsets) {
    if (HasLabel(charset.labels, tidy)) return std::string(charset.name);
  }
  for (const Spelling& spelling : kSpellings) {
    if (spelling.label == tidy) return std::string(spelling.name);
  }
  return std::nullopt;
}

std::string ToUtf8(std::string_view bytes, std::string_view charset) {
  for (const Charset& known : kCharsets) {
    if (known.name == charset) return DecodeBytes(bytes, known.scheme, known.icu_name);
  }
  return DecodeBytes(bytes, Scheme::kSingleByte, "windows-1252");
}

}  // namespace varta
