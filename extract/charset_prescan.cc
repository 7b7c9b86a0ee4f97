// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/charset_prescan.h"

#include <algorithm>
#include <cstring>
#include <optional>
#include <vector>

#include "base/ascii.h"
#include "base/charset.h"

namespace varta {
namespace {

// What a declaration in ASCII can mean: a page that says UTF-16 so is none.
std::string AsDeclared(std::string_view label) {
  const std::string charset = CharsetFromLabel(label).value_or("");
  if (charset == "utf-16le" || charset == "utf-16be") return "utf-8";
  if (charset == "x-user-defined") return "windows-1252";
  return charset;
}

struct Attribute {
  std::string name, value;  // lower case
};

class Prescan {
 public:
  explicit Prescan(std::string_view bytes) : bytes_(bytes) {}

  // The name of the charset; empty if no meta element names one before the bytes end.
  std::string Run() {
    const size_t last = LastMeta();
    while (at_ < bytes_.size() && last != std::string_view::npos && at_ <= last) {
      const std::string_view rest = bytes_.substr(at_);
      if (rest.starts_with("<!--")) {
        // "<!-->" ends as well.
        if (!MoveTo(bytes_.find("-->", at_ + 2), 3)) return "";
      } else if (ascii::StartsWithNoCase(rest, "<meta") && rest.size() > 5 &&
                 (ascii::IsSpace(rest[5]) || rest[5] == '/')) {
        at_ += 5;
        const std::string charset = ReadMeta();
        if (!charset.empty() || ended_) return charset;
        ++at_;
      } else if (IsTag(rest)) {
        if (!MoveTo(bytes_.find_first_of("\t\n\f\r >", at_), 0)) return "";
        while (ReadAttribute()) {
        }
        if (ended_) return "";
        ++at_;
      } else if (rest.size() > 1 && rest[0] == '<' &&
                 (rest[1] == '!' || rest[1] == '/' || rest[1] == '?')) {
        if (!MoveTo(bytes_.find('>', at_), 1)) return "";
      } else {
        at_ = std::min(bytes_.find('<', at_ + 1), bytes_.size());
      }
    }
    return "";
  }

 private:
  // Where the last one can begin: what follows needs no reading.
  size_t LastMeta() const {
    for (size_t end = bytes_.size(); end > 0;) {
      const void* found = memrchr(bytes_.data(), '<', end);
      if (found == nullptr) return std::string_view::npos;
      end = static_cast<size_t>(static_cast<const char*>(found) - bytes_.data());
      if (ascii::StartsWithNoCase(bytes_.substr(end), "<meta")) return end;
    }
    return std::string_view::npos;
  }

  static bool IsTag(std::string_view rest) {
    const size_t name = rest.starts_with("</") ? 2 : 1;
    return rest[0] == '<' && rest.size() > name && ascii::IsLetter(rest[name]);
  }

  bool MoveTo(size_t found, size_t past) {
    if (found == std::string_view::npos) return false;
    at_ = found + past;
    return true;
  }

  bool AtEnd() {
    ended_ = ended_ || at_ >= bytes_.size();
    return ended_;
  }

  void SkipSpace() {
    while (at_ < bytes_.size() && ascii::IsSpace(bytes_[at_])) ++at_;
  }

  // The next attribute of the tag; nothing at its end, or where the bytes end (then ended_).
  std::optional<Attribute> ReadAttribute() {
    while (at_ < bytes_.size() && (ascii::IsSpace(bytes_[at_]) || bytes_[at_] == '/')) ++at_;
    if (AtEnd() || bytes_[at_] == '>') return std::nullopt;
    Attribute attribute;
    for (;; ++at_) {
      if (AtEnd()) return std::nullopt;
      const char c = bytes_[at_];
      if (c == '=' && !attribute.name.empty()) break;
      if (ascii::IsSpace(c)) {
        SkipSpace();
        if (AtEnd()) return std::nullopt;
        if (bytes_[at_] != '=') return attribute;
        break;
      }
      if (c == '/' || c == '>') return attribute;
      attribute.name += ascii::Lower(c);
    }
    ++at_;  // the equals sign
    SkipSpace();
    if (AtEnd()) return std::nullopt;
    return ReadValue(std::move(attribute));
  }

  std::optional<Attribute> ReadValue(Attribute attribute) {
    const char quote = bytes_[at_];
    if (quote == '"' || quote == '\'') {
      const size_t end = bytes_.find(quote, at_ + 1);
      if (end == std::string_view::npos) {
        ended_ = true;
        return std::nullopt;
      }
      for (++at_; at_ < end; ++at_) attribute.value += ascii::Lower(bytes_[at_]);
      ++at_;
      return attribute;
    }
    for (; !AtEnd() && !ascii::IsSpace(bytes_[at_]) && bytes_[at_] != '>'; ++at_) {
      attribute.value += ascii::Lower(bytes_[at_]);
    }
    if (ended_) return std::nullopt;
    return attribute;
  }

  std::string ReadMeta() {
    std::vector<std::string> seen;
    bool got_pragma = false, charset_known = false, need_pragma = false;
    std::string charset;  // empty though known: a label that nobody knows
    while (const std::optional<Attribute> attribute = ReadAttribute()) {
      if (std::find(seen.begin(), seen.end(), attribute->name) != seen.end()) continue;
      seen.push_back(attribute->name);
      if (attribute->name == "http-equiv") {
        got_pragma = got_pragma || attribute->value == "content-type";
      } else if (attribute->name == "content" && !charset_known) {
        charset = AsDeclared(CharsetInContent(attribute->value));
        charset_known = need_pragma = !charset.empty();
      } else if (attribute->name == "charset") {
        charset = AsDeclared(attribute->value);
        charset_known = true;
        need_pragma = false;
      }
    }
    return ended_ || (need_pragma && !got_pragma) ? "" : charset;
  }

  std::string_view bytes_;
  size_t at_ = 0;
  bool ended_ = false;
};

// The encoding of <?xml version="1.0" encoding="...">.
std::string XmlEncoding(std::string_view bytes) {
  if (!bytes.starts_with("<?xml")) return "";
  const size_t end = bytes.find('>');
  if (end == std::string_view::npos) return "";
  const std::string_view declaration = bytes.substr(0, end);
  const auto skip_blank = [&](size_t i) {
    while (i < declaration.size() && static_cast<unsigned char>(declaration[i]) <= 0x20) ++i;
    return i;
  };
  size_t at = declaration.find("encoding");
  if (at == std::string_view::npos) return "";
  at = skip_blank(at + 8);
  if (at >= declaration.size() || declaration[at] != '=') return "";
  at = skip_blank(at + 1);
  if (at >= declaration.size() || (declaration[at] != '"' && declaration[at] != '\'')) return "";
  const size_t close = declaration.find(declaration[at], at + 1);
  if (close == std::string_view::npos) return "";
  const std::string_view label = declaration.substr(at + 1, close - at - 1);
  const auto blank = [](char c) { return static_cast<unsigned char>(c) <= 0x20; };
  if (std::any_of(label.begin(), label.end(), blank)) return "";
  return AsDeclared(label);
}

}  // namespace

std::string CharsetInContent(std::string_view content) {
  for (size_t at = 0; at < content.size();) {
    if (!ascii::StartsWithNoCase(content.substr(at), "charset")) {
      ++at;
      continue;
    }
    at += 7;
    while (at < content.size() && ascii::IsSpace(content[at])) ++at;
    if (at == content.size() || content[at] != '=') continue;
    ++at;
    while (at < content.size() && ascii::IsSpace(content[at])) ++at;
    if (at == content.size()) return "";
    if (content[at] == '"' || content[at] == '\'') {
      const size_t close = content.find(content[at], at + 1);
      return close == std::string_view::npos ? ""
                                             : std::string(content.substr(at + 1, close - at - 1));
    }
    return std::string(content.substr(at, content.find_first_of("\t\n\f\r ;", at) - at));
  }
  return "";
}

std::string PrescanCharset(std::string_view bytes) {
  using std::operator""sv;
  if (bytes.starts_with("<\0?\0x\0"sv)) return "utf-16le";
  if (bytes.starts_with("\0<\0?\0x"sv)) return "utf-16be";
  const std::string meta = Prescan(bytes).Run();
  return meta.empty() ? XmlEncoding(bytes) : meta;
}

}  // namespace varta
