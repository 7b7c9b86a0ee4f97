// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include "base/ascii.h"
#include "base/text.h"
#include "extract/selector.h"

namespace varta {
namespace {

bool IsName(char c) {
  return ascii::IsAlphanumeric(c) || c == '-' || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

}  // namespace

class SelectorParser {
 public:
  explicit SelectorParser(std::string_view text) : text_(text) {}

  std::variant<Selector, SelectorMistake> Run() {
    if (text_.size() > Selector::kMaxBytes) {
      Fail(Selector::kMaxBytes, "a selector has at most 1024 bytes");
    } else {
      List();
    }
    if (mistake_) return *std::move(mistake_);
    return std::move(selector_);
  }

 private:
  using Kind = Selector::Test::Kind;

  char Peek(size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  bool Eat(char c) {
    if (Peek() != c || at_ >= text_.size()) return false;
    ++at_;
    return true;
  }
  bool SkipSpace() {
    const size_t before = at_;
    while (ascii::IsSpace(Peek())) ++at_;
    return at_ > before;
  }
  bool Fail(size_t at, std::string message) {
    if (!mistake_) mistake_ = SelectorMistake{at, std::move(message)};
    return false;
  }

  void List() {
    char combinator = 0;
    SkipSpace();
    while (true) {
      Selector::Compound compound;
      compound.combinator = combinator;
      if (!Compound(&compound.tests)) return;
      if (selector_.compounds_.size() >= Selector::kMaxCompounds) {
        Fail(at_, "too many elements: at most 64 in all");
        return;
      }
      const bool space = SkipSpace();
      const char next = Peek();
      const bool end = at_ >= text_.size();
      if (end || next == ',') {
        compound.last = true;
        combinator = 0;
      } else if (next == '>' || next == '+' || next == '~') {
        combinator = next;
      } else if (space) {
        combinator = ' ';
      } else {
        Fail(at_, std::string("'") + std::string(text_.substr(at_, CharacterBytes())) +
                      "' has no meaning here");
        return;
      }
      selector_.compounds_.push_back(std::move(compound));
      if (end) return;
      if (combinator != ' ') ++at_;
      SkipSpace();
    }
  }

  size_t CharacterBytes() const {
    size_t end = at_;
    NextCodePoint(text_, &end);
    return end - at_;
  }

  // One element: "a.title[href]:not(.x)".
  bool Compound(Selector::Tests* tests, bool in_not = false) {
    const size_t begin = at_;
    if (Eat('*')) {
    } else if (IsName(Peek()) || Peek() == '\\') {
      std::string name;
      if (!Name(&name)) return false;
      tests->push_back({Kind::kTag, ascii::Lower(name), {}});
    }
    while (at_ < text_.size()) {
      if (Peek() == '.' || Peek() == '#') {
        const Kind kind = Peek() == '.' ? Kind::kClass : Kind::kId;
        ++at_;
        std::string name;
        if (!Name(&name)) return false;
        tests->push_back({kind, std::move(name), {}});
      } else if (Peek() == '[') {
        if (!Attribute(tests)) return false;
      } else if (Peek() == ':') {
        if (!PseudoClass(tests, in_not)) return false;
      } else {
        break;
      }
    }
    if (at_ == begin) {
      if (at_ >= text_.size()) return Fail(at_, "an element is missing here, as in 'div.card a'");
      return Fail(at_, std::string("an element is missing before '") +
                           std::string(text_.substr(at_, CharacterBytes())) + "'");
    }
    return true;
  }

  // CSS escapes: "md\:flex", "\31 23".
  bool Name(std::string* name) {
    const size_t begin = at_;
    while (at_ < text_.size()) {
      if (IsName(text_[at_])) {
        *name += text_[at_++];
        continue;
      }
      if (text_[at_] != '\\' || at_ + 1 >= text_.size()) break;
      ++at_;
      char32_t code = 0;
      size_t digits = 0;
      for (; digits < 6 && ascii::HexValue(Peek()) >= 0; ++digits, ++at_)
        code = code * 16 + static_cast<char32_t>(ascii::HexValue(Peek()));
      if (digits == 0) code = NextCodePoint(text_, &at_);
      if (digits > 0 && ascii::IsSpace(Peek())) ++at_;
      AppendUtf8(code, name);
    }
    if (name->empty()) return Fail(begin, "a name is missing here");
    if (ascii::IsDigit(text_[begin]))
      return Fail(begin, "a name begins with no digit; write \\3" + std::string(1, text_[begin]) +
                             " and a space");
    return true;
  }

  bool Attribute(Selector::Tests* tests) {
    const size_t begin = at_++;
    SkipSpace();
    Selector::Test test = {Kind::kHas, {}, {}};
    if (!Name(&test.name)) return false;
    test.name = ascii::Lower(test.name);
    SkipSpace();
    if (!Eat(']')) {
      constexpr std::pair<char, Kind> kOperators[] = {{'~', Kind::kWord},
                                                      {'^', Kind::kBegins},
                                                      {'$', Kind::kEnds},
                                                      {'*', Kind::kContains},
                                                      {'|', Kind::kDash}};
      test.kind = Kind::kIs;
      for (const auto& [sign, kind] : kOperators) {
        if (Peek() == sign) test.kind = kind;
      }
      if (test.kind != Kind::kIs) ++at_;
      if (!Eat('=')) return Fail(at_, "'=' or ']' is missing here");
      SkipSpace();
      if (!Value(&test.value)) return false;
      SkipSpace();
      if (Peek() == 'i' || Peek() == 'I') {
        test.any_case = true;
        ++at_;
        SkipSpace();
      }
      if (!Eat(']'))
        return Fail(at_, "']' is missing for the '[' at column " + std::to_string(begin + 1));
    }
    tests->push_back(std::move(test));
    return true;
  }

  bool Value(std::string* value) {
    const char quote = Peek();
    if (quote != '"' && quote != '\'') return UnquotedValue(value);
    const size_t begin = at_++;
    while (at_ < text_.size() && text_[at_] != quote) {
      if (text_[at_] == '\\' && at_ + 1 < text_.size()) ++at_;
      *value += text_[at_++];
    }
    return Eat(quote) ? true : Fail(begin, "the quote is not closed");
  }
  // CSS wants quotes round what is no name; people leave them out.
  bool UnquotedValue(std::string* value) {
    while (IsName(Peek()) || Peek() == '/' || Peek() == '.' || Peek() == ':' || Peek() == '#')
      *value += text_[at_++];
    return value->empty() ? Fail(at_, "a value is missing here; put it in quotes") : true;
  }

  bool PseudoClass(Selector::Tests* tests, bool in_not) {
    const size_t begin = at_++;
    std::string name;
    while (IsName(Peek())) name += text_[at_++];
    name = ascii::Lower(name);
    Selector::Test test = {Kind::kNthChild, {}, {}};
    if (name == "first-child") {
      test.offset = 1;
    } else if (name == "last-child") {
      test.kind = Kind::kLastChild;
    } else if (name == "nth-child") {
      if (!Nth(begin, &test)) return false;
    } else if (name == "not" && !in_not) {
      test.kind = Kind::kNot;
      if (!Eat('(')) return Fail(at_, "'(' is missing after :not");
      SkipSpace();
      Selector::Tests inner;
      if (!Compound(&inner, true)) return false;
      SkipSpace();
      if (!Eat(')')) return Fail(at_, "':not' takes one element, as in :not(.ad); ')' is missing");
      test.of = selector_.nots_.size();
      selector_.nots_.push_back(std::move(inner));
    } else {
      return Fail(begin, "':" + name +
                             "' is not known here; there are :first-child, :last-child, "
                             ":nth-child(), :not()");
    }
    tests->push_back(std::move(test));
    return true;
  }

  // "odd", "even", "3", "-n+3", "2n + 1".
  bool Nth(size_t begin, Selector::Test* test) {
    if (!Eat('(')) return Fail(at_, "'(' is missing after :nth-child");
    const size_t close = text_.find(')', at_);
    if (close == std::string_view::npos) return Fail(begin, "')' is missing after :nth-child");
    std::string squeezed;
    for (const char c : text_.substr(at_, close - at_)) {
      if (!ascii::IsSpace(c)) squeezed += c;
    }
    squeezed = ascii::Lower(squeezed);
    if (squeezed == "odd") squeezed = "2n+1";
    if (squeezed == "even") squeezed = "2n";
    std::string_view rest = squeezed;
    const size_t n = rest.find('n');
    bool right = !rest.empty();
    if (n != std::string_view::npos) {
      const std::string_view step = rest.substr(0, n);
      if (step.empty() || step == "+" || step == "-") {
        test->step = step == "-" ? -1 : 1;
      } else {
        right = Integer(step, &test->step);
      }
      rest.remove_prefix(n + 1);
      right = right && (rest.empty() || rest[0] == '+' || rest[0] == '-');
    }
    if (!rest.empty()) right = right && Integer(rest, &test->offset);
    if (!right) return Fail(at_, ":nth-child takes 3, odd, even or 2n+1");
    at_ = close + 1;
    return true;
  }
  static bool Integer(std::string_view text, int* value) {
    const bool minus = text.starts_with('-');
    if (minus || text.starts_with('+')) text.remove_prefix(1);
    if (text.empty() || text.size() > 6 || !std::all_of(text.begin(), text.end(), ascii::IsDigit))
      return false;
    *value = 0;
    for (const char c : text) *value = *value * 10 + (c - '0');
    if (minus) *value = -*value;
    return true;
  }

  const std::string_view text_;
  size_t at_ = 0;
  Selector selector_;
  std::optional<SelectorMistake> mistake_;
};

std::string ToString(const SelectorMistake& mistake, std::string_view written) {
  int column = 1;
  for (size_t at = 0; at < std::min(mistake.at, written.size()); ++column)
    NextCodePoint(written, &at);
  return "column " + std::to_string(column) + ": " + mistake.message;
}

std::variant<Selector, SelectorMistake> Selector::Parse(std::string_view written) {
  return SelectorParser(written).Run();
}

std::variant<FieldSelector, SelectorMistake> FieldSelector::Parse(std::string_view written) {
  FieldSelector field;
  // An @ within quotes or brackets is no attribute's.
  const size_t at = written.find_last_of("@]\"'");
  std::string_view selector = written;
  if (at != std::string_view::npos && written[at] == '@') {
    selector = written.substr(0, at);
    std::string name = ascii::Lower(std::string(written.substr(at + 1)));
    while (!name.empty() && ascii::IsSpace(name.back())) name.pop_back();
    if (name.empty() || !std::all_of(name.begin(), name.end(), IsName))
      return SelectorMistake{at + 1, "the name of an attribute belongs behind '@', as in a@href"};
    field.attribute = std::move(name);
    if (std::all_of(selector.begin(), selector.end(), ascii::IsSpace)) return field;
  }
  auto parsed = Selector::Parse(selector);
  if (auto* mistake = std::get_if<SelectorMistake>(&parsed)) return std::move(*mistake);
  field.selector = std::get<Selector>(std::move(parsed));
  return field;
}

}  // namespace varta
