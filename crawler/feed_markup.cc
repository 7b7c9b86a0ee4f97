// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "crawler/feed_markup.h"

#include <algorithm>
#include <iterator>

#include "base/ascii.h"

namespace varta {
namespace {

// All sorted.
constexpr std::string_view kKept[] = {
    "a",          "abbr",   "acronym",    "address", "article", "aside",  "b",      "bdi",
    "bdo",        "big",    "blockquote", "br",      "caption", "center", "cite",   "code",
    "dd",         "del",    "details",    "dfn",     "div",     "dl",     "dt",     "em",
    "figcaption", "figure", "font",       "footer",  "h1",      "h2",     "h3",     "h4",
    "h5",         "h6",     "header",     "hr",      "i",       "img",    "ins",    "kbd",
    "li",         "main",   "mark",       "nav",     "ol",      "p",      "pre",    "q",
    "s",          "samp",   "section",    "small",   "span",    "strike", "strong", "sub",
    "summary",    "sup",    "table",      "tbody",   "td",      "tfoot",  "th",     "thead",
    "time",       "tr",     "tt",         "u",       "ul",      "var",    "wbr"};
constexpr std::string_view kDroppedWithContent[] = {
    "applet", "audio", "canvas",   "embed",    "form",   "frameset", "head",
    "iframe", "math",  "noembed",  "noframes", "object", "script",   "select",
    "style",  "svg",   "template", "textarea", "title",  "video",    "xmp"};
constexpr std::string_view kVoid[] = {"br", "hr", "img", "wbr"};
constexpr std::string_view kAttributes[] = {"alt", "href", "src", "title"};
constexpr std::string_view kGoodStarts[] = {
    "http://", "https://", "mailto:", "tel:", "viber:", "tg:", "whatsapp:", "/", "?", "#"};
constexpr std::string_view kSpace = " \t\r\n\f";

template <size_t n>
bool Has(const std::string_view (&sorted)[n], std::string_view name) {
  return std::binary_search(std::begin(sorted), std::end(sorted), name);
}

bool IsNameChar(char c) {
  return ascii::IsLetter(c) || (c >= '0' && c <= '9') || c == '-' || c == ':';
}

struct Tag {
  bool end = false;
  std::string name;         // in lower case
  std::string_view inside;  // between the name and '>'
  size_t size = 0;          // with '<' and '>'; npos: it has no end
};

// `text` begins with '<'. False: no tag begins here.
bool ReadTag(std::string_view text, Tag* tag) {
  size_t at = 1;
  tag->end = text.substr(at).starts_with('/');
  if (tag->end) ++at;
  if (at >= text.size() || !ascii::IsLetter(text[at])) return false;
  const size_t name = at;
  while (at < text.size() && IsNameChar(text[at])) ++at;
  tag->name = ascii::Lower(text.substr(name, std::min(at - name, size_t{16})));
  const size_t inside = at;
  for (char quote = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if (c == '>') {
      break;
    } else if ((c == '"' || c == '\'') && text[at - 1] == '=') {
      quote = c;
    }
  }
  tag->inside = text.substr(inside, at - inside);
  tag->size = at < text.size() ? at + 1 : std::string_view::npos;
  return true;
}

// Adds ` name="value"` for each attribute that may stay.
void AppendAttributes(std::string_view inside, std::string* out) {
  constexpr std::string_view kBetween = " \t\r\n\f/";
  while (true) {
    inside.remove_prefix(std::min(inside.find_first_not_of(kBetween), inside.size()));
    if (inside.empty()) return;
    const size_t name_end = std::min(inside.find_first_of(" \t\r\n\f/=", 1), inside.size());
    const std::string name = ascii::Lower(inside.substr(0, std::min(name_end, size_t{16})));
    inside.remove_prefix(name_end);
    inside.remove_prefix(std::min(inside.find_first_not_of(kSpace), inside.size()));
    std::string_view value;
    if (inside.starts_with('=')) {
      inside.remove_prefix(1);
      inside.remove_prefix(std::min(inside.find_first_not_of(kSpace), inside.size()));
      const bool quoted = inside.starts_with('"') || inside.starts_with('\'');
      const size_t begin = quoted ? 1 : 0;
      const size_t end = std::min(
          quoted ? inside.find(inside.front(), 1) : inside.find_first_of(kSpace), inside.size());
      value = inside.substr(begin, end - begin);
      inside.remove_prefix(std::min(end + begin, inside.size()));
    }
    if (!Has(kAttributes, name)) continue;
    if (name == "href" || name == "src") {
      const std::string start = ascii::Lower(value.substr(0, 16));
      const auto leads = [&start](std::string_view good) { return start.starts_with(good); };
      if (std::none_of(std::begin(kGoodStarts), std::end(kGoodStarts), leads)) continue;
    }
    out->append(" " + name + "=\"");
    for (const char c : value) {
      if (c == '"') {
        out->append("&quot;");
      } else if (c == '<') {
        out->append("&lt;");
      } else {
        out->push_back(c);
      }
    }
    out->push_back('"');
  }
}

// How far the content goes that is dropped with the element at the front of `html`.
size_t DroppedSize(std::string_view html, const Tag& tag) {
  for (size_t at = tag.size; (at = html.find("</", at)) != std::string_view::npos; at += 2) {
    if (ascii::Lower(html.substr(at + 2, tag.name.size())) != tag.name) continue;
    const size_t end = html.find('>', at);
    return end == std::string_view::npos ? html.size() : end + 1;
  }
  return html.size();
}

}  // namespace

bool LooksLikeMarkup(std::string_view text) {
  for (size_t at = 0; (at = text.find_first_of("<&", at)) != std::string_view::npos; ++at) {
    const std::string_view rest = text.substr(at);
    if (text[at] == '&') {
      const size_t end = rest.substr(0, 32).find_first_not_of(
          "#0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", 1);
      if (end != std::string_view::npos && end > 2 && rest[end] == ';') return true;
      continue;
    }
    Tag tag;
    if (!ReadTag(rest, &tag)) continue;
    if (tag.size == std::string_view::npos) return false;
    if (Has(kKept, tag.name)) return true;
    at += tag.size - 1;
  }
  return false;
}

std::string SanitiseMarkup(std::string_view html) {
  std::string out;
  while (!html.empty()) {
    const size_t plain = std::min(html.find('<'), html.size());
    out.append(html.substr(0, plain));
    html.remove_prefix(plain);
    if (html.empty()) break;
    if (html.starts_with("<!") || html.starts_with("<?")) {
      const bool comment = html.starts_with("<!--");
      const std::string_view close = comment ? "-->" : ">";
      const size_t end = html.find(close, comment ? 4 : 2);
      html.remove_prefix(end == std::string_view::npos ? html.size() : end + close.size());
      continue;
    }
    Tag tag;
    if (!ReadTag(html, &tag)) {
      out.append("&lt;");
      html.remove_prefix(1);
      continue;
    }
    if (tag.size == std::string_view::npos) break;
    const bool is_void = Has(kVoid, tag.name);
    if (Has(kKept, tag.name) && !(tag.end && is_void)) {
      out.append(tag.end ? "</" : "<").append(tag.name);
      if (!tag.end) AppendAttributes(tag.inside, &out);
      out.append(is_void ? " />" : ">");
    }
    const bool with_content = !tag.end && Has(kDroppedWithContent, tag.name);
    html.remove_prefix(with_content ? DroppedSize(html, tag) : tag.size);
  }
  return out;
}

std::string EscapeMarkup(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '&') {
      out.append("&amp;");
    } else if (c == '<') {
      out.append("&lt;");
    } else if (c == '>') {
      out.append("&gt;");
    } else {
      out.push_back(c);
    }
  }
  return out;
}

}  // namespace varta
