// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/html_strip.h"

#include <algorithm>
#include <set>

#include "extract/html_references.h"

namespace varta {
namespace {

constexpr size_t kMaxAttributes = 64;  // of one tag; further ones are skipped

bool IsSpace(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'; }
char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
bool IsLetter(char c) { return Lower(c) >= 'a' && Lower(c) <= 'z'; }

std::string LowerCase(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(), Lower);
  return lower;
}

template <size_t N>
bool IsOneOf(std::string_view tag, const std::string_view (&tags)[N]) {
  return std::find(std::begin(tags), std::end(tags), tag) != std::end(tags);
}

// Elements whose content is not markup, shown or not.
constexpr std::string_view kRaw[] = {"script", "style", "xmp", "iframe", "noembed", "noframes"};
constexpr std::string_view kRawText[] = {"title", "textarea"};  // but references count
// Elements that are markup, but no part of what is shown.
constexpr std::string_view kSkipped[] = {"template", "noscript", "audio", "video",
                                         "canvas",   "datalist", "svg"};

class Stripper {
 public:
  Stripper(std::string_view html, HtmlBuilder* builder) : html_(html), builder_(*builder) {}

  void Run() {
    while (at_ < html_.size()) {
      const size_t tag = std::min(html_.find('<', at_), html_.size());
      if (tag > at_) builder_.Text(DecodeReferences(html_.substr(at_, tag - at_)));
      at_ = tag;
      if (at_ < html_.size()) ReadMarkup();
    }
  }

 private:
  char Peek(size_t ahead) const { return at_ + ahead < html_.size() ? html_[at_ + ahead] : '\0'; }

  // Moves behind the next `mark`, or to the end if there is none.
  void SkipPast(std::string_view mark, size_t from) {
    const size_t found = html_.find(mark, from);
    at_ = found == std::string_view::npos ? html_.size() : found + mark.size();
  }

  void ReadMarkup() {
    if (html_.substr(at_).starts_with("<!--")) return SkipPast("-->", at_ + 2);
    const char next = Peek(1);
    if (IsLetter(next)) return ReadStartTag();
    if (next == '/' && IsLetter(Peek(2))) {
      at_ += 2;
      const std::string tag = ReadName();
      ReadAttributes();
      return builder_.EndTag(tag);
    }
    if (next == '!' || next == '?' || next == '/') return SkipPast(">", at_);
    builder_.Text("<");
    ++at_;
  }

  std::string ReadName() {
    const size_t begin = at_;
    while (at_ < html_.size() && !IsSpace(html_[at_]) && html_[at_] != '/' && html_[at_] != '>')
      ++at_;
    return LowerCase(html_.substr(begin, std::min<size_t>(at_ - begin, 64)));
  }

  void ReadStartTag() {
    ++at_;
    const std::string tag = ReadName();
    ReadAttributes();
    HtmlAttributes attributes;
    for (size_t i = 0; i < count_; ++i) attributes.push_back({names_[i], values_[i]});
    builder_.StartTag(tag, attributes);
    if (IsOneOf(tag, kRaw) || IsOneOf(tag, kRawText)) {
      const size_t end = std::min(FindEndTag(tag), html_.size());
      const std::string_view content = html_.substr(at_, end - at_);
      if (IsOneOf(tag, kRawText)) builder_.Text(DecodeReferences(content));
      if (tag == "xmp") builder_.Text(content);
      at_ = end;
    } else if (IsOneOf(tag, kSkipped)) {
      // Without an end the rest of the page would be lost.
      const size_t end = FindEndTag(tag);
      if (end != std::string_view::npos) at_ = end;
    }
  }

  // Where the next "</tag" begins; npos if there is none. Looks for a missing one once only: that
  // keeps the whole linear.
  size_t FindEndTag(const std::string& tag) {
    if (missing_.contains(tag)) return std::string_view::npos;
    for (size_t at = html_.find("</", at_); at != std::string_view::npos;
         at = html_.find("</", at + 2)) {
      const std::string_view name = html_.substr(at + 2, tag.size());
      const size_t behind = at + 2 + tag.size();
      const bool ends = behind >= html_.size() || IsSpace(html_[behind]) || html_[behind] == '/' ||
                        html_[behind] == '>';
      if (ends && LowerCase(name) == tag) return at;
    }
    missing_.insert(tag);
    return std::string_view::npos;
  }

  // Up to and past the tag's '>'.
  void ReadAttributes() {
    count_ = 0;
    while (at_ < html_.size()) {
      while (at_ < html_.size() && (IsSpace(html_[at_]) || html_[at_] == '/')) ++at_;
      if (at_ == html_.size()) return;
      if (html_[at_] == '>') {
        ++at_;
        return;
      }
      const size_t begin = at_;
      ++at_;  // an equals sign in the first place is part of the name
      while (at_ < html_.size() && !IsSpace(html_[at_]) && html_[at_] != '/' && html_[at_] != '>' &&
             html_[at_] != '=')
        ++at_;
      const std::string_view name = html_.substr(begin, at_ - begin);
      size_t equals = at_;
      while (equals < html_.size() && IsSpace(html_[equals])) ++equals;
      std::string_view value;
      if (equals < html_.size() && html_[equals] == '=') {
        at_ = equals + 1;
        value = ReadValue();
      }
      Keep(name, value);
    }
  }

  std::string_view ReadValue() {
    while (at_ < html_.size() && IsSpace(html_[at_])) ++at_;
    if (at_ == html_.size()) return {};
    const char quote = html_[at_];
    if (quote == '"' || quote == '\'') {
      const size_t begin = at_ + 1;
      const size_t end = std::min(html_.find(quote, begin), html_.size());
      at_ = std::min(end + 1, html_.size());
      return html_.substr(begin, end - begin);
    }
    const size_t begin = at_;
    while (at_ < html_.size() && !IsSpace(html_[at_]) && html_[at_] != '>') ++at_;
    return html_.substr(begin, at_ - begin);
  }

  void Keep(std::string_view name, std::string_view value) {
    constexpr size_t kMaxValueBytes = 16 * 1024;
    if (count_ == kMaxAttributes || name.size() > 64 || value.size() > kMaxValueBytes) return;
    if (names_.size() == count_) {
      names_.emplace_back();
      values_.emplace_back();
    }
    names_[count_] = LowerCase(name);
    values_[count_] = DecodeReferences(value);
    ++count_;
  }

  std::string_view html_;
  HtmlBuilder& builder_;
  size_t at_ = 0;
  size_t count_ = 0;  // attributes of the tag just read
  std::vector<std::string> names_, values_;
  std::set<std::string> missing_;  // end tags that do not come any more
};

}  // namespace

void StripTags(std::string_view utf8, HtmlBuilder* builder) { Stripper(utf8, builder).Run(); }

}  // namespace varta
