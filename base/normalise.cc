// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "base/normalise.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>

namespace varta {
namespace {

// ICU keeps one immutable normalizer for each form; they need not be freed.
const UNormalizer2* Normalizer(NormalForm form) {
  UErrorCode error = U_ZERO_ERROR;
  return form == NormalForm::kNfkc ? unorm2_getNFKCInstance(&error)
                                   : unorm2_getNFKCCasefoldInstance(&error);
}

void AppendUtf16(char32_t c, std::u16string* out) {
  if (c < 0x10000) {
    *out += static_cast<char16_t>(c);
  } else {
    *out += static_cast<char16_t>(0xD7C0 + (c >> 10));
    *out += static_cast<char16_t>(0xDC00 | (c & 0x3FF));
  }
}

char32_t NextUtf16(std::u16string_view text, size_t* at) {
  const char16_t unit = text[(*at)++];
  if ((unit & 0xFC00) != 0xD800 || *at == text.size()) return unit;
  const char16_t trail = text[(*at)++];
  return (static_cast<char32_t>(unit - 0xD800) << 10) + (trail - 0xDC00u) + 0x10000;
}

}  // namespace

bool IsInert(NormalForm form, char32_t c) {
  return unorm2_isInert(Normalizer(form), static_cast<UChar32>(c));
}

bool HasBoundaryBefore(NormalForm form, char32_t c) {
  return unorm2_hasBoundaryBefore(Normalizer(form), static_cast<UChar32>(c));
}

std::u32string Normalise(NormalForm form, std::u32string_view text) {
  std::u16string in;
  for (char32_t c : text) AppendUtf16(c, &in);
  std::u16string out(in.size() * 4 + 32, u'\0');
  for (int attempt = 0; attempt < 2; ++attempt) {
    UErrorCode error = U_ZERO_ERROR;
    const int32_t size =
        unorm2_normalize(Normalizer(form), in.data(), static_cast<int32_t>(in.size()), out.data(),
                         static_cast<int32_t>(out.size()), &error);
    out.resize(static_cast<size_t>(size));
    if (U_SUCCESS(error)) break;
  }
  std::u32string normal;
  for (size_t at = 0; at < out.size();) normal += NextUtf16(out, &at);
  return normal;
}

bool IsInvisible(char32_t c) {
  if (c < 0x80) return (c < 0x20 || c == 0x7F) && !(c >= 0x09 && c <= 0x0D);
  if (c < 0xA0) return c != 0x85;
  if (c >= 0x400 && c < 0x530) return false;
  return u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
}

}  // namespace varta
