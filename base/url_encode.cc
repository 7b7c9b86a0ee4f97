// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "base/url_encode.h"

#include <unicode/ucnv.h>
#include <unicode/unistr.h>
#include <unicode/utf16.h>

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include "base/ascii.h"

namespace varta {
namespace {

constexpr uint8_t Bit(EncodeSet set) { return static_cast<uint8_t>(set); }

// For each byte the sets that hold it. Each set of the standard is another one and some characters
// more.
constexpr std::array<uint8_t, 256> MakeTable() {
  constexpr uint8_t kFragment = Bit(EncodeSet::kFragment);
  constexpr uint8_t kUserinfo = Bit(EncodeSet::kUserinfo);
  constexpr uint8_t kPath = Bit(EncodeSet::kPath) | kUserinfo;
  constexpr uint8_t kQuery = Bit(EncodeSet::kQuery) | Bit(EncodeSet::kSpecialQuery) | kPath;
  struct Row {
    std::string_view characters;
    uint8_t sets;
  };
  constexpr Row kRows[] = {
      {" \"<>", kFragment | kQuery},        {"`", kFragment | kPath}, {"#", kQuery},
      {"'", Bit(EncodeSet::kSpecialQuery)}, {"?^{}", kPath},          {"/:;=@[\\]|", kUserinfo},
  };
  std::array<uint8_t, 256> table{};
  for (size_t byte = 0; byte < table.size(); ++byte) {
    if (byte < 0x20 || byte > '~') table[byte] = 0xFF;
  }
  for (const Row& row : kRows) {
    for (char c : row.characters) {
      uint8_t& sets = table[static_cast<uint8_t>(c)];
      sets = static_cast<uint8_t>(sets | row.sets);
    }
  }
  return table;
}

constexpr std::array<uint8_t, 256> kSetsOfByte = MakeTable();

struct CloseConverter {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, CloseConverter>;

Converter OpenConverter(std::string_view charset) {
  if (charset.empty() || charset == "replacement" || charset.starts_with("utf-")) return nullptr;
  // The web's euc-kr holds all of windows-949; ICU tells the two apart.
  const std::string name(charset == "euc-kr" ? "windows-949" : charset);
  UErrorCode error = U_ZERO_ERROR;
  Converter converter(ucnv_open(name.c_str(), &error));
  if (U_FAILURE(error)) return nullptr;
  // Stop at what the charset lacks, and take no look-alikes for it.
  ucnv_setFromUCallBack(converter.get(), UCNV_FROM_U_CALLBACK_STOP, nullptr, nullptr, nullptr,
                        &error);
  ucnv_setFallback(converter.get(), false);
  return U_SUCCESS(error) ? std::move(converter) : nullptr;
}

// The code point at which the converter stopped.
UChar32 StoppedAt(UConverter* converter) {
  UErrorCode error = U_ZERO_ERROR;
  UChar units[8];
  int8_t count = 8;
  ucnv_getInvalidUChars(converter, units, &count, &error);
  UChar32 code_point = 0xFFFD;
  if (U_SUCCESS(error) && count > 0) U16_GET(units, 0, 0, count, code_point);
  return code_point;
}

}  // namespace

void PercentEncode(std::string_view bytes, EncodeSet set, std::string& out) {
  constexpr char kDigits[] = "0123456789ABCDEF";
  size_t begin = 0;  // of a run that stays as it is
  for (size_t at = 0; at < bytes.size(); ++at) {
    const uint8_t byte = static_cast<uint8_t>(bytes[at]);
    if ((kSetsOfByte[byte] & Bit(set)) == 0) continue;
    out.append(bytes, begin, at - begin);
    begin = at + 1;
    out += '%';
    out += kDigits[byte >> 4];
    out += kDigits[byte & 15];
  }
  out.append(bytes, begin);
}

std::string PercentDecode(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && text.size() - i > 2) {
      const int high = ascii::HexValue(text[i + 1]), low = ascii::HexValue(text[i + 2]);
      if (high >= 0 && low >= 0) {
        out += static_cast<char>(high * 16 + low);
        i += 2;
        continue;
      }
    }
    out += text[i];
  }
  return out;
}

void EncodeQuery(std::string_view utf8, EncodeSet set, std::string_view charset, std::string& out) {
  // Nearly all queries are ASCII, which is the same in every charset that has an encoder.
  const bool ascii = std::all_of(utf8.begin(), utf8.end(), [](char c) { return (c & 0x80) == 0; });
  const Converter converter = ascii ? nullptr : OpenConverter(charset);
  if (converter == nullptr) return PercentEncode(utf8, set, out);

  const icu::UnicodeString text = icu::UnicodeString::fromUTF8(
      icu::StringPiece(utf8.data(), static_cast<int32_t>(utf8.size())));
  const UChar* source = text.getBuffer();
  const UChar* const source_end = source + text.length();
  while (true) {
    char buffer[1024];
    char* target = buffer;
    UErrorCode error = U_ZERO_ERROR;
    ucnv_fromUnicode(converter.get(), &target, buffer + sizeof(buffer), &source, source_end,
                     nullptr, true, &error);
    PercentEncode(std::string_view(buffer, static_cast<size_t>(target - buffer)), set, out);
    if (error == U_BUFFER_OVERFLOW_ERROR) continue;
    if (U_SUCCESS(error)) return;
    out += "%26%23" + std::to_string(StoppedAt(converter.get())) + "%3B";
    if (source == source_end) return;
  }
}

}  // namespace varta
