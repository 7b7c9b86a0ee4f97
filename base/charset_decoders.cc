// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "base/charset_decoders.h"

#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "base/text.h"

namespace varta {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

struct CloseConverter {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, CloseConverter>;

Converter OpenConverter(const char* icu_name) {
  UErrorCode error = U_ZERO_ERROR;
  return Converter(ucnv_open(icu_name, &error));
}

uint8_t ByteAt(std::string_view bytes, size_t at) { return static_cast<uint8_t>(bytes[at]); }

bool In(uint8_t byte, int low, int high) { return byte >= low && byte <= high; }

void AppendUtf16(std::u16string_view units, std::string* out) {
  for (size_t i = 0; i < units.size(); ++i) {
    const char32_t unit = units[i];
    const bool pair =
        (unit & 0xFC00) == 0xD800 && i + 1 < units.size() && (units[i + 1] & 0xFC00) == 0xDC00;
    // A lone surrogate becomes U+FFFD in AppendUtf8.
    AppendUtf8(pair ? ((unit - 0xD800) << 10) + (units[i + 1] - 0xDC00u) + 0x10000 : unit, out);
    if (pair) ++i;
  }
}

// The characters that a whole sequence stands for; nothing if the charset has none for it.
class Lookup {
 public:
  explicit Lookup(const char* icu_name) : converter_(OpenConverter(icu_name)) {
    UErrorCode error = U_ZERO_ERROR;
    if (converter_) {
      ucnv_setToUCallBack(converter_.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr,
                          &error);
    }
  }
  std::u16string_view Find(std::string_view sequence) {
    if (!converter_) return {};
    UErrorCode error = U_ZERO_ERROR;
    const int32_t size =
        ucnv_toUChars(converter_.get(), found_.data(), static_cast<int32_t>(found_.size()),
                      sequence.data(), static_cast<int32_t>(sequence.size()), &error);
    if (U_FAILURE(error) || size <= 0) return {};
    return {found_.data(), static_cast<size_t>(size)};
  }

 private:
  Converter converter_;
  std::array<char16_t, 8> found_ = {};
};

std::string DecodeUtf8(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  return RepairUtf8(bytes);
}

std::string DecodeUtf16(std::string_view bytes, bool big_endian) {
  std::u16string units;
  units.reserve(bytes.size() / 2);
  for (size_t i = 0; i + 1 < bytes.size(); i += 2) {
    const int high = ByteAt(bytes, big_endian ? i : i + 1);
    const int low = ByteAt(bytes, big_endian ? i + 1 : i);
    units += static_cast<char16_t>(high << 8 | low);
  }
  std::string out;
  out.reserve(bytes.size());
  AppendUtf16(units.starts_with(u'\uFEFF') ? std::u16string_view(units).substr(1) : units, &out);
  // Half a unit is an error of its own, but not behind half a pair.
  const bool half_pair = !units.empty() && (units.back() & 0xFC00) == 0xD800;
  if (bytes.size() % 2 != 0 && !half_pair) AppendUtf8(kReplacement, &out);
  return out;
}

// Where the standard's index has another character than ICU's table.
struct Exception {
  std::string_view icu_name;
  uint8_t first, last;
  char32_t code_point;  // for all of first..last
};
constexpr Exception kExceptions[] = {
    {"koi8-u", 0xAE, 0xAE, U'ў'},
    {"koi8-u", 0xBE, 0xBE, U'Ў'},
    {"windows-874", 0xDB, 0xDE, kReplacement},
    {"windows-874", 0xFC, 0xFF, kReplacement},
    {"windows-1253", 0xAA, 0xAA, kReplacement},
    {"windows-1255", 0xCA, 0xCA, 0x05BA},
};
// ICU has no iso-8859-16: 0xA0 to 0xFF.
constexpr std::u32string_view kIso8859_16 =
    U"\u00A0ĄąŁ€„Š§š©Ș«Ź\u00ADźŻ°±ČłŽ”¶·žčș»ŒœŸż"
    U"ÀÁÂĂÄĆÆÇÈÉÊËÌÍÎÏĐŃÒÓÔŐÖŚŰÙÚÛÜĘȚßàáâăäćæçèéêëìíîïđńòóôőöśűùúûüęțÿ";

// What 0x80 to 0xFF stand for.
std::array<char32_t, 128> HighHalf(const char* icu_name) {
  std::array<char32_t, 128> high;
  if (icu_name == nullptr) {
    for (size_t i = 0; i < 128; ++i) {
      high[i] = i < 32 ? static_cast<char32_t>(0x80 + i) : kIso8859_16[i - 32];
    }
    return high;
  }
  Lookup lookup(icu_name);
  for (size_t i = 0; i < 128; ++i) {
    const char byte = static_cast<char>(0x80 + i);
    const std::u16string_view found = lookup.Find({&byte, 1});
    high[i] = found.size() == 1 ? found[0] : kReplacement;
  }
  for (const Exception& e : kExceptions) {
    if (e.icu_name != icu_name) continue;
    for (size_t byte = e.first; byte <= e.last; ++byte) high[byte - 0x80] = e.code_point;
  }
  return high;
}

// What each byte comes to in UTF-8: one to three bytes, and what is copied besides.
struct Utf8Of {
  char bytes[3];
  uint8_t size;
};
using SingleBytes = std::array<Utf8Of, 256>;

SingleBytes SingleBytesOf(const std::array<char32_t, 128>& high) {
  SingleBytes all{};
  for (size_t i = 0; i < all.size(); ++i) {
    std::string text;
    AppendUtf8(i < 0x80 ? static_cast<char32_t>(i) : high[i - 0x80], &text);
    text.copy(all[i].bytes, sizeof all[i].bytes);
    all[i].size = static_cast<uint8_t>(text.size());
  }
  return all;
}

// ICU takes longer to open a converter than a page takes to be decoded.
const SingleBytes& SingleBytesOf(const char* icu_name) {
  thread_local std::vector<std::pair<std::string_view, std::unique_ptr<const SingleBytes>>> known;
  const std::string_view name = icu_name == nullptr ? "" : icu_name;
  for (const auto& [of, bytes] : known) {
    if (of == name) return *bytes;
  }
  known.emplace_back(name, std::make_unique<const SingleBytes>(SingleBytesOf(HighHalf(icu_name))));
  return *known.back().second;
}

std::string DecodeSingleByte(std::string_view bytes, const SingleBytes& table) {
  constexpr size_t kAtOnce = 4096, kWord = 8;
  std::array<char, kAtOnce * 3 + kWord> buffer;
  std::string out;
  out.reserve(bytes.size() * 2);
  while (!bytes.empty()) {
    const std::string_view piece = bytes.substr(0, kAtOnce);
    bytes.remove_prefix(piece.size());
    char* to = buffer.data();
    for (size_t i = 0; i < piece.size();) {
      uint64_t word = 0;
      if (i + kWord <= piece.size()) {
        std::memcpy(&word, piece.data() + i, kWord);
        if ((word & 0x8080808080808080u) == 0) {
          std::memcpy(to, &word, kWord);
          to += kWord;
          i += kWord;
          continue;
        }
      }
      for (const size_t end = std::min(i + kWord, piece.size()); i < end; ++i) {
        const Utf8Of utf8 = table[ByteAt(piece, i)];
        std::memcpy(to, &utf8, sizeof utf8);  // the size with it: one word, not four bytes
        to += utf8.size;
      }
    }
    out.append(buffer.data(), to);
  }
  return out;
}

std::string DecodeUserDefined(std::string_view bytes) {
  std::array<char32_t, 128> high;
  for (size_t i = 0; i < 128; ++i) high[i] = static_cast<char32_t>(0xF780 + i);
  return DecodeSingleByte(bytes, SingleBytesOf(high));
}

// Two-byte sequences of GB 18030 for which ICU has characters for private use and the standard,
// younger, real ones.
constexpr std::u16string_view kGbPrivate =
    u"\uE5E5\uE78D\uE78E\uE78F\uE790\uE791\uE792\uE793\uE794\uE795\uE796"
    u"\uE81E\uE826\uE82B\uE82C\uE832\uE843\uE854\uE864";
constexpr std::u16string_view kGbReal =
    u"\u3000\uFE10\uFE12\uFE11\uFE13\uFE14\uFE15\uFE16\uFE17\uFE18\uFE19"
    u"\u9FB4\u9FB5\u9FB6\u9FB7\u9FB8\u9FB9\u9FBA\u9FBB";
static_assert(kGbPrivate.size() == kGbReal.size());

// The East Asian charsets: ASCII, and sequences of two bytes, some of three or four.
class SequenceDecoder {
 public:
  SequenceDecoder(std::string_view bytes, Scheme scheme, const char* icu_name)
      : bytes_(bytes), scheme_(scheme), lookup_(icu_name) {}

  std::string Decode() {
    out_.reserve(bytes_.size() * 2);
    while (at_ < bytes_.size()) {
      const uint8_t lead = ByteAt(bytes_, at_);
      if (lead < 0x80) {
        out_ += static_cast<char>(lead);
        ++at_;
      } else if (const std::optional<char32_t> alone = Alone(lead)) {
        AppendUtf8(*alone, &out_);
        ++at_;
      } else {
        DecodeSequence(lead);
      }
    }
    return std::move(out_);
  }

 private:
  std::optional<char32_t> Alone(uint8_t byte) const {
    if (scheme_ == Scheme::kGb18030 && byte == 0x80) return U'€';
    if (scheme_ != Scheme::kShiftJis) return std::nullopt;
    if (byte == 0x80) return 0x80;
    if (In(byte, 0xA1, 0xDF)) return 0xFF61 - 0xA1 + byte;  // half-width katakana
    return std::nullopt;
  }

  bool IsLead(uint8_t byte) const {
    switch (scheme_) {
      case Scheme::kEucJp:
        return byte == 0x8E || byte == 0x8F || In(byte, 0xA1, 0xFE);
      case Scheme::kShiftJis:
        return In(byte, 0x81, 0x9F) || In(byte, 0xE0, 0xFC);
      default:
        return In(byte, 0x81, 0xFE);
    }
  }

  // How many bytes the sequence at at_ has, or 1 if what follows cannot follow this lead; 0: the
  // bytes end in its middle.
  size_t SequenceSize(uint8_t lead) const {
    const size_t left = bytes_.size() - at_;
    if (left < 2) return 0;
    const uint8_t second = ByteAt(bytes_, at_ + 1);
    if (scheme_ == Scheme::kGb18030 && In(second, 0x30, 0x39)) {
      if (left >= 3 && !In(ByteAt(bytes_, at_ + 2), 0x81, 0xFE)) return 1;
      if (left >= 4 && !In(ByteAt(bytes_, at_ + 3), 0x30, 0x39)) return 1;
      return left < 4 ? 0 : 4;
    }
    if (scheme_ == Scheme::kEucJp && lead == 0x8F && In(second, 0xA1, 0xFE)) {
      return left < 3 ? 0 : 3;
    }
    return 2;
  }

  // Characters for private use stand in ICU's tables where the standard's index has nothing, but
  // for two charsets.
  bool Wanted(std::u16string_view found) const {
    if (found.empty() || found[0] == kReplacement) return false;
    const bool is_private = found[0] >= 0xE000 && found[0] < 0xF900;
    if (!is_private || scheme_ == Scheme::kGb18030) return true;
    return scheme_ == Scheme::kShiftJis && found[0] <= 0xE757;
  }

  std::u16string_view Find(size_t size) {
    const std::string_view sequence = bytes_.substr(at_, size);
    // ICU has more half-width characters here than the standard.
    if (scheme_ == Scheme::kEucJp && sequence[0] == '\x8E' && ByteAt(sequence, 1) > 0xDF) return {};
    const std::u16string_view found = lookup_.Find(sequence);
    if (scheme_ == Scheme::kGb18030 && size == 2 && found.size() == 1) {
      const size_t old = kGbPrivate.find(found[0]);
      if (old != std::u16string_view::npos) return kGbReal.substr(old, 1);
    }
    return found;
  }

  void DecodeSequence(uint8_t lead) {
    size_t size = IsLead(lead) ? SequenceSize(lead) : 1;
    if (size == 0) {
      AppendUtf8(kReplacement, &out_);
      at_ = bytes_.size();
      return;
    }
    const std::u16string_view found = size == 1 ? std::u16string_view() : Find(size);
    if (Wanted(found)) {
      AppendUtf16(found, &out_);
    } else {
      AppendUtf8(kReplacement, &out_);
      // An ASCII byte behind a bad lead stands for itself: "<" must not vanish.
      if (size > 1 && size < 4 && ByteAt(bytes_, at_ + size - 1) < 0x80) --size;
    }
    at_ += size;
  }

  std::string_view bytes_;
  Scheme scheme_;
  Lookup lookup_;
  size_t at_ = 0;
  std::string out_;
};

void WriteReplacement(const void*, UConverterToUnicodeArgs* args, const char*, int32_t,
                      UConverterCallbackReason reason, UErrorCode* error) {
  if (reason > UCNV_IRREGULAR) return;
  *error = U_ZERO_ERROR;
  const char16_t replacement = kReplacement;
  ucnv_cbToUWriteUChars(args, &replacement, 1, 0, error);
}

std::string DecodeByIcu(std::string_view bytes, const char* icu_name) {
  const Converter converter = OpenConverter(icu_name);
  if (!converter) return RepairUtf8(bytes);
  UErrorCode error = U_ZERO_ERROR;
  ucnv_setToUCallBack(converter.get(), WriteReplacement, nullptr, nullptr, nullptr, &error);
  std::u16string units;
  std::array<char16_t, 4096> buffer;
  const char* from = bytes.data();
  do {
    char16_t* to = buffer.data();
    error = U_ZERO_ERROR;
    ucnv_toUnicode(converter.get(), &to, buffer.data() + buffer.size(), &from,
                   bytes.data() + bytes.size(), nullptr, true, &error);
    units.append(buffer.data(), to);
  } while (error == U_BUFFER_OVERFLOW_ERROR);
  std::string out;
  AppendUtf16(units, &out);
  return out;
}

}  // namespace

std::string DecodeBytes(std::string_view bytes, Scheme scheme, const char* icu_name) {
  switch (scheme) {
    case Scheme::kUtf8:
      return DecodeUtf8(bytes);
    case Scheme::kUtf16Le:
      return DecodeUtf16(bytes, false);
    case Scheme::kUtf16Be:
      return DecodeUtf16(bytes, true);
    case Scheme::kSingleByte:
      return DecodeSingleByte(bytes, SingleBytesOf(icu_name));
    case Scheme::kUserDefined:
      return DecodeUserDefined(bytes);
    case Scheme::kReplacement:
      return bytes.empty() ? "" : "\uFFFD";
    case Scheme::kOther:
      return DecodeByIcu(bytes, icu_name);
    default:
      return SequenceDecoder(bytes, scheme, icu_name).Decode();
  }
}

}  // namespace varta
