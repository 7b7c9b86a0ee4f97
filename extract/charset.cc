// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/charset.h"

#include <utility>

#include "base/charset.h"
#include "extract/charset_label.h"
#include "extract/charset_prescan.h"

namespace varta {
namespace {

constexpr size_t kPrescanBytes = 1024;
constexpr size_t kLateBytes = 64 * 1024;

std::string FromBom(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) return "utf-8";
  if (bytes.starts_with("\xFE\xFF")) return "utf-16be";
  if (bytes.starts_with("\xFF\xFE")) return "utf-16le";
  return "";
}

// What is said, unless the bytes belie it.
CharsetGuess Check(std::string declared, CharsetSource how, std::string_view bytes) {
  std::optional<std::string> instead = CharsetInstead(bytes, declared);
  if (!instead) return {std::move(declared), how};
  return {*std::move(instead), CharsetSource::kDetected, true, std::move(declared)};
}

}  // namespace

std::string_view CharsetSourceName(CharsetSource source) {
  switch (source) {
    case CharsetSource::kBom:
      return "bom";
    case CharsetSource::kHeader:
      return "header";
    case CharsetSource::kMeta:
      return "meta";
    case CharsetSource::kDetected:
      return "detected";
    case CharsetSource::kDefault:
      return "default";
  }
  return "default";
}

std::string CharsetParameter(std::string_view content_type) {
  const size_t parameters = content_type.find(';');
  if (parameters == std::string_view::npos) return "";
  return CharsetInContent(content_type.substr(parameters + 1));
}

CharsetGuess FindCharset(std::string_view bytes, std::string_view content_type) {
  if (std::string charset = FromBom(bytes); !charset.empty()) return {charset, CharsetSource::kBom};
  if (const auto charset = CharsetFromLabel(CharsetParameter(content_type))) {
    return Check(*charset, CharsetSource::kHeader, bytes);
  }
  if (std::string charset = PrescanCharset(bytes.substr(0, kPrescanBytes)); !charset.empty()) {
    return Check(std::move(charset), CharsetSource::kMeta, bytes);
  }
  CharsetGuess guess = DetectCharset(bytes);
  if (guess.charset == "utf-8") return guess;
  // A browser that meets a meta element later on starts again with it ("change the encoding").
  std::string late = PrescanCharset(bytes.substr(0, kLateBytes));
  return late.empty() ? guess : Check(std::move(late), CharsetSource::kMeta, bytes);
}

}  // namespace varta
