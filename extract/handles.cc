// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/handles.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <optional>

#include "base/ascii.h"
#include "base/text.h"
#include "extract/byte_search.h"
#include "extract/contact_view.h"
#include "extract/emails.h"
#include "extract/services.h"

namespace varta {
namespace {

constexpr size_t kContextBytes = 48;

// A handle in running text. Group 1: the name. Nothing that belongs to an address, a path or a
// longer name stands before it.
const RE2& AtPattern() {
  static const RE2 pattern(R"((?:^|[^\pL\d_.@/+-])@([A-Za-z][A-Za-z0-9_.]{2,31}))");
  return pattern;
}
// "інста: name", "тг - @name", "skype name": group 1 the service, 2 what stands between, 3 the
// name.
const RE2& LabelPattern() {
  static const RE2 pattern(
      R"((?:^|[^\pL\d_@/.-])(\pL+)(\s{0,4}[:=]\s{0,4}@?|\s{0,4}[-–—]\s{0,4}@?)([A-Za-z][A-Za-z0-9_.]{2,49}))");
  return pattern;
}
// A link of a service written out. Group 1 is the link.
const RE2& LinkPattern() {
  static const RE2 pattern(
      R"((?i)(?:^|[^\pL\d_.@/-])((?:(?:https?://)?(?:[a-z0-9_-]+\.){0,2}(?:t\.me|telegram\.me|telegram\.dog|wa\.me|whatsapp\.com|instagram\.com|)"
      R"(facebook\.com|fb\.com|m\.me|line\.me|u\.wechat\.com|vk\.com|vk\.ru|vk\.me|ok\.ru|odnoklassniki\.ru|tiktok\.com|signal\.me|viber\.com)/|(?:viber|tg|whatsapp|skype|weixin):)[^\s<>"'«»“”()\[\]{}]+))");
  return pattern;
}

// Words of programs and style sheets, and of the services' own pages, that look like names.
constexpr std::string_view kNotNames[] = {
    "media",     "import",   "charset",  "keyframes", "supports",   "namespace", "layer",
    "container", "property", "override", "param",     "return",     "returns",   "author",
    "page",      "font",     "type",     "types",     "deprecated", "throws",    "see",
    "since",     "version",  "include",  "section",   "yield",      "telegram",  "instagram",
    "facebook",  "viber",    "whatsapp", "skype",     "signal",     "tiktok",    "twitter",
    "youtube",   "http",     "https",    "www",       "channel",    "group",     "chat",
    "bot",       "contact",  "contacts", "link",      "online",     "email",     "mail",
    "phone",     "username", "name",     "login",     "gmail"};

// Of a character, but not its first byte.
bool IsInside(char c) { return (static_cast<uint8_t>(c) & 0xC0) == 0x80; }

bool IsNoName(std::string_view folded) {
  return std::find(std::begin(kNotNames), std::end(kNotNames), folded) != std::end(kNotNames);
}

void Add(const FactSource& source, size_t begin, size_t size, v1::Fact fact, double confidence,
         std::vector<v1::Fact>* facts) {
  fact.set_written(std::string(source.text.substr(begin, size)));
  fact.set_place(source.place);
  fact.mutable_span()->set_begin(static_cast<uint32_t>(begin));
  fact.mutable_span()->set_end(static_cast<uint32_t>(begin + size));
  fact.set_confidence(confidence);
  facts->push_back(std::move(fact));
}

v1::Fact Handle(const Service& service, const std::string& value) {
  v1::Fact fact;
  fact.set_kind(v1::FACT_KIND_HANDLE);
  fact.set_value(value);
  fact.set_service(std::string(service.name));
  return fact;
}

// The name as far as the service allows it, and no full stop of the sentence.
std::string_view CutName(const Service& service, std::string_view name) {
  size_t size = 0;
  while (size < name.size() && (ascii::IsAlphanumeric(name[size]) ||
                                service.marks.find(name[size]) != std::string_view::npos))
    ++size;
  while (size > 0 && std::string_view(".,:-").find(name[size - 1]) != std::string_view::npos)
    --size;
  return name.substr(0, size);
}

// The service that the words right before `offset` name: "інста @name", "мій тікток: @name".
const Service* ServiceBefore(std::string_view text, size_t offset) {
  size_t begin = offset > kContextBytes ? offset - kContextBytes : 0;
  const size_t line = text.substr(0, offset).rfind('\n');
  if (line != std::string_view::npos) begin = std::max(begin, line + 1);
  const std::string folded = FoldForSearch(text.substr(begin, offset - begin));
  const std::vector<std::string_view> words = Words(folded, 1);
  for (size_t i = words.size(); i-- > 0 && i + 2 >= words.size();) {
    if (const Service* service = ServiceOfWord(words[i])) return service;
    if (words[i] == "line" && i + 1 == words.size()) return FindService("line");
  }
  return nullptr;
}

// "WeChat ID: name".
bool IsId(std::string_view word) {
  return word == "ID" || word == "Id" || word == "id" || word == "ІД" || word == "ід" ||
         word == "айді";
}

bool IsCodeBehind(std::string_view rest) {
  return rest.starts_with('(') || rest.starts_with(" {") || rest.starts_with('{') ||
         rest.starts_with("-");
}

// Patterns are dear, and most texts have nothing for them: they are tried where one of these signs
// stands, and no further than they can reach.
ByteBlock MayBeLabelSign(ByteBlock bytes) {  // 0xE2 begins – and —
  return Is(bytes, ':') | Is(bytes, '=') | Is(bytes, '-') | Is(bytes, 0xE2);
}
ByteBlock MayBeLinkSign(ByteBlock bytes) { return Is(bytes, ':') | Is(bytes, '/'); }
constexpr size_t kMaxAtName = 40;  // bytes from the sign on
constexpr size_t kMaxLabelledName = 64;
constexpr size_t kMaxLabel = 128;  // no service's name is longer

// Between a word and a name that begins in ASCII? `from`: where a pattern may begin to read, not
// before `start`.
bool IsBehindLabel(std::string_view text, size_t sign, size_t start, size_t* from) {
  size_t next = sign + 1;
  while (next < text.size() && next < sign + 5 && ascii::IsSpace(text[next])) ++next;
  if (next < text.size() && text[next] == '@') return false;  // FindAtNames has it
  if (next == text.size() || !ascii::IsLetter(text[next])) return false;
  size_t word = sign;
  const bool dash = static_cast<uint8_t>(text[sign]) >= 0x80;
  if (dash) {
    if (sign < 2 || text[sign - 1] != '\x80' || text[sign - 2] != '\xE2') return false;
    word -= 2;
  }
  const size_t gap = word;
  while (word > start && gap - word < 4 && ascii::IsSpace(text[word - 1])) --word;
  const auto is_letter = [](char c) {
    return ascii::IsLetter(c) || static_cast<uint8_t>(c) >= 0x80;
  };
  if (word <= start || !is_letter(text[word - 1])) return false;
  const size_t end = word;
  while (word > start && end - word < kMaxLabel && is_letter(text[word - 1])) --word;
  *from = word > start ? word - 1 : word;
  return true;
}

void FindAtNames(const FactSource& source, std::vector<v1::Fact>* facts) {
  const re2::StringPiece text(source.text.data(), source.text.size());
  re2::StringPiece found[2];
  size_t start = 0;  // what is before is read
  for (size_t i = 0; (i = source.text.find('@', std::max(i, start))) != std::string_view::npos &&
                     facts->size() < kMaxFound;
       ++i) {
    if (i + 1 == source.text.size() || !ascii::IsLetter(source.text[i + 1])) continue;
    size_t before = i;  // the character before belongs to the pattern
    while (before > start && IsInside(source.text[--before])) {
    }
    const size_t stop = std::min(source.text.size(), i + kMaxAtName);
    if (!AtPattern().Match(text, before, stop, RE2::ANCHOR_START, found, 2)) continue;
    const auto at = static_cast<size_t>(found[1].data() - source.text.data());
    start = at + found[1].size();
    if (IsCodeBehind(source.text.substr(start)) || source.text.substr(start).starts_with('@'))
      continue;
    const size_t sign = at - 1;
    const Service* service = ServiceBefore(source.text, sign);
    const bool said = service != nullptr;
    if (!said) service = FindService("telegram");
    const std::string_view name =
        CutName(*service, std::string_view(found[1].data(), found[1].size()));
    // "@app.route" and "@host.example" are no Telegram names.
    if (!said && name.size() < found[1].size() && found[1].size() > name.size() + 1) continue;
    const std::string value = HandleValue(*service, name);
    if (value.empty() || IsNoName(value.substr(service->name.size() + 1))) continue;
    Add(source, sign, at + name.size() - sign, Handle(*service, value), said ? 0.95 : 0.8, facts);
  }
}

void FindLabelledNames(const FactSource& source, std::vector<v1::Fact>* facts) {
  const re2::StringPiece text(source.text.data(), source.text.size());
  re2::StringPiece found[4];
  size_t start = 0;  // what is before is read
  for (size_t i = 0; (i = FindByte(source.text, i, MayBeLabelSign)) < source.text.size() &&
                     facts->size() < kMaxFound;
       ++i) {
    if (source.text[i] == '\xE2') {
      const std::string_view sign = source.text.substr(i, 3);
      if (sign != "–" && sign != "—") continue;
      i += sign.size() - 1;
    }
    size_t from = 0;
    if (!IsBehindLabel(source.text, i, start, &from)) continue;
    const size_t stop = std::min(source.text.size(), i + kMaxLabelledName);
    if (!LabelPattern().Match(text, from, stop, RE2::UNANCHORED, found, 4)) continue;
    const auto at = static_cast<size_t>(found[3].data() - source.text.data());
    const auto label_end =
        static_cast<size_t>(found[1].data() - source.text.data()) + found[1].size();
    start = label_end;                      // the name may be the next label
    if (found[2].ends_with("@")) continue;  // FindAtNames has it
    const std::string_view word(found[1].data(), found[1].size());
    const Service* service = word == "LINE" ? FindService("line")
                             : IsId(word)   ? ServiceBefore(source.text, label_end - word.size())
                                            : ServiceOfWord(FoldForSearch(word));
    if (service == nullptr) continue;
    const std::string_view name =
        CutName(*service, std::string_view(found[3].data(), found[3].size()));
    const std::string_view rest = source.text.substr(at + name.size());
    if (rest.starts_with('@') || rest.starts_with("://") || rest.starts_with('/') ||
        rest.starts_with(":/"))
      continue;
    // A dash joins words, too: "Telegram - reklama". There a name must not look like a word.
    const bool colon = found[2].find(':') != re2::StringPiece::npos ||
                       found[2].find('=') != re2::StringPiece::npos;
    if (!colon && name.find_first_of("_.0123456789") == std::string_view::npos) continue;
    const std::string value = HandleValue(*service, name);
    if (value.empty()) continue;
    const std::string lower = value.substr(service->name.size() + 1);
    if (IsNoName(lower) || ServiceOfWord(lower) != nullptr) continue;
    Add(source, at, name.size(), Handle(*service, value), colon ? 0.85 : 0.7, facts);
    start = at + name.size();
  }
}

// `word`: a stretch without white space, and the character before it.
void FindLinksInWord(const FactSource& source, ByteRange word, std::vector<v1::Fact>* facts) {
  const re2::StringPiece text(source.text.data(), source.text.size());
  re2::StringPiece found[2];
  for (size_t start = word.begin; start < word.end && facts->size() < kMaxFound;) {
    if (!LinkPattern().Match(text, start, word.end, RE2::UNANCHORED, found, 2)) break;
    std::string_view link(found[1].data(), found[1].size());
    const auto begin = static_cast<size_t>(link.data() - source.text.data());
    start = begin + link.size();
    while (!link.empty() && std::string_view(".,;:!?").find(link.back()) != std::string_view::npos)
      link.remove_suffix(1);
    const size_t colon = link.find(':'), slash = link.find('/');
    const bool has_scheme = colon != std::string_view::npos && colon < slash;
    const std::optional<Url> url =
        Url::Parse(has_scheme ? std::string(link) : "https://" + std::string(link));
    if (!url) continue;
    for (v1::Fact& fact : ContactsOfUrl(*url, source.region))
      Add(source, begin, link.size(), std::move(fact), 0.95, facts);
  }
}

// Whether "/" or ":" at `i` ends what a link of a service begins with.
bool MayEndLinkHead(std::string_view text, size_t i) {
  const auto ends = [&](std::string_view tail) {
    return i >= tail.size() &&
           std::equal(tail.begin(), tail.end(),
                      text.begin() + static_cast<std::ptrdiff_t>(i - tail.size()),
                      [](char a, char b) { return a == (b | 0x20); });
  };
  if (text[i] == '/') {
    // A full stop has the bit that makes letters small.
    return ends(".me") || ends(".com") || ends(".ru") || ends(".dog");
  }
  return ends("viber") || ends("tg") || ends("whatsapp") || ends("skype") || ends("weixin");
}

void FindWrittenLinks(const FactSource& source, std::vector<v1::Fact>* facts) {
  constexpr std::string_view kWhite = " \t\n\f\r";
  const std::string_view text = source.text;
  for (size_t i = 0; (i = FindByte(text, i, MayBeLinkSign)) < text.size(); ++i) {
    if (!MayEndLinkHead(text, i)) continue;
    const size_t white = text.substr(0, i).find_last_of(kWhite);
    const size_t end = std::min(text.find_first_of(kWhite, i), text.size());
    FindLinksInWord(
        source, {static_cast<uint32_t>(white == text.npos ? 0 : white), static_cast<uint32_t>(end)},
        facts);
    i = end;
  }
}

}  // namespace

void FindHandles(const FactSource& source, std::vector<v1::Fact>* facts) {
  std::optional<ContactView> own;
  const ContactView& view = source.view != nullptr ? *source.view : own.emplace(source.text);
  const FactSource seen = {view.text(), source.place, source.region};
  std::vector<v1::Fact> found;
  FindWrittenLinks(seen, &found);
  FindAtNames(seen, &found);
  FindLabelledNames(seen, &found);
  view.MoveBack(&found);
  std::move(found.begin(), found.end(), std::back_inserter(*facts));
}

std::string ToHandle(std::string_view typed) {
  const size_t first = typed.find_first_not_of(" \t\n"), last = typed.find_last_not_of(" \t\n");
  if (first == std::string_view::npos) return {};
  typed = typed.substr(first, last - first + 1);
  if (typed.starts_with('@')) return HandleValue(*FindService("telegram"), typed.substr(1));
  const size_t colon = typed.find(':');
  if (colon != std::string_view::npos) {
    const std::string folded = FoldForSearch(typed.substr(0, colon));
    const Service* service = FindService(folded);
    if (service == nullptr) service = ServiceOfWord(folded);
    std::string_view name = typed.substr(colon + 1);
    while (name.starts_with(' ')) name.remove_prefix(1);
    if (service != nullptr && !name.starts_with('/')) {
      if (name.starts_with('@')) name.remove_prefix(1);
      return HandleValue(*service, name);
    }
  }
  const bool has_scheme = colon != std::string_view::npos && colon < typed.find('/');
  const std::optional<Url> url =
      Url::Parse(has_scheme ? std::string(typed) : "https://" + std::string(typed));
  if (!url) return {};
  for (const v1::Fact& fact : ContactsOfUrl(*url, "UA")) {
    if (fact.kind() == v1::FACT_KIND_HANDLE) return fact.value();
  }
  return {};
}

}  // namespace varta
