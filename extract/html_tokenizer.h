// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Cuts HTML into tags and text as the standard's tokenizer does (13.2.5): one pass, no memory
// besides a few views into the input, linear whatever the input. What depends on where a tag stands
// is for the caller: it asks for the content of a script, and says when it is in a drawing.
// One thread; the input outlives it.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "extract/html_tags.h"

namespace varta {

// The attributes that anyone here looks at, in alphabetical order.
enum class Attribute : uint8_t {
  kClass,
  kContent,
  kHidden,
  kHref,
  kHreflang,
  kHttpEquiv,
  kId,
  kLang,
  kName,
  kOpen,
  kProperty,
  kRel,
  kRole,
  kSrc,
  kStyle,
  kType,
  kXlinkHref,
  kXmlLang,
};
inline constexpr size_t kAttributes = 18;

std::string_view AttributeName(Attribute attribute);

class HtmlTokenizer {
 public:
  explicit HtmlTokenizer(std::string_view html) : html_(html) {}

  enum class Kind {
    kText,      // text(): references not decoded
    kRawText,   // text() as it is: a CDATA section
    kStartTag,  // tag() and so on; the attributes are good until the next tag
    kEndTag,
    kEnd,
  };
  Kind Next();

  std::string_view text() const { return text_; }
  Tag tag() const { return tag_; }
  // 7 bits of a hash of the tag's name: tells apart those that are all Tag::kOther, well enough.
  uint8_t name_hash() const { return name_hash_; }
  bool self_closing() const { return self_closing_; }
  bool Has(Attribute attribute) const { return (seen_ & Bit(attribute)) != 0; }
  uint32_t attributes() const { return seen_; }  // a bit for each Attribute
  // As written; of two of a name the first.
  std::string_view Raw(Attribute attribute) const {
    return Has(attribute) ? values_[static_cast<size_t>(attribute)] : std::string_view();
  }

  // CDATA sections are text in drawings and formulas only.
  void set_foreign(bool foreign) { foreign_ = foreign; }

  // After a start tag: what stands before the next end tag of this `name` (in lower case); without
  // one, all the rest. The end tag comes next.
  std::string_view TakeUntilEndTag(std::string_view name);
  // The same for a script, in which "<!--" can hide an end tag.
  std::string_view TakeScript();
  // Whether there is one for a noscript. Looks for a missing one once only.
  bool HasNoscriptEnd();
  std::string_view TakeRest();
  // The line end right after <pre> is not part of its content.
  void SkipLineEnd();

 private:
  static uint32_t Bit(Attribute attribute) { return 1u << static_cast<unsigned>(attribute); }
  char At(size_t at) const { return at < html_.size() ? html_[at] : '\0'; }

  bool IsMarkup(size_t at) const;        // whether the '<' there starts some
  size_t FindMarkup(size_t from) const;  // the next one that does; or the end
  std::optional<Kind> ReadOther();       // markup that is no tag; nullopt: a comment or the like
  bool ReadTag();                        // at its name; false: the input ends in it
  void ReadName();
  void SetName(const PackedName& name);
  bool ReadAttributes();
  bool ReadPlainAttribute();
  std::string_view ReadAttributeName();
  std::string_view ReadValue();
  void KeepAttribute(std::string_view name, std::string_view value);
  void SkipComment();  // behind "<!--"
  void SkipPast(std::string_view mark);
  bool IsTagNamed(std::string_view name, size_t at) const;
  size_t FindEndTag(std::string_view name) const;
  std::string_view TakeUntil(size_t end);

  const std::string_view html_;
  size_t at_ = 0;
  std::string_view text_;
  Tag tag_ = Tag::kOther;
  uint8_t name_hash_ = 0;
  bool self_closing_ = false;
  bool foreign_ = false;
  uint32_t seen_ = 0;  // a bit for each Attribute
  std::array<std::string_view, kAttributes> values_;
  size_t noscript_end_ = 0;  // the newest that was looked for; npos: none comes any more
};

}  // namespace varta
