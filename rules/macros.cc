// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "rules/macros.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "rules/pattern.h"

namespace varta {
namespace {

constexpr size_t kMaxMacros = 1000;
constexpr size_t kMaxForms = 500;
constexpr int kMaxDepth = 8;
constexpr size_t kMaxMeaning = 8 << 10;
constexpr size_t kMaxMade = 2 << 20;
constexpr size_t kMaxNameBytes = 100;

bool IsNamePart(char32_t c) {
  return c == U'-' || c == U'_' || KindOfCharacter(c) == CharacterKind::kWord;
}
bool IsNameStart(char32_t c) {
  return KindOfCharacter(c) == CharacterKind::kWord && !(c >= U'0' && c <= U'9');
}

// A name is letters, digits, - and _, a letter first: so {2,5} is none.
bool IsName(std::string_view name) {
  if (name.empty() || name.size() > kMaxNameBytes) return false;
  for (size_t at = 0; at < name.size();) {
    const bool first = at == 0;
    const char32_t c = NextCodePoint(name, &at);
    if (first ? !IsNameStart(c) : !IsNamePart(c)) return false;
  }
  return true;
}

// "{name}" somewhere in a pattern.
struct Use {
  size_t begin, end;
  std::string_view name;
};

// The macros that a pattern uses, in order. What is written wrongly otherwise is left to
// TokenizePattern.
std::vector<Use> FindUses(std::string_view pattern) {
  std::vector<Use> uses;
  bool in_set = false;
  for (size_t i = 0; i < pattern.size(); ++i) {
    const char c = pattern[i];
    if (c == '\\') {
      ++i;
      const bool class_or_number =
          i < pattern.size() && (pattern[i] == 'p' || pattern[i] == 'P' || pattern[i] == 'x');
      if (class_or_number && i + 1 < pattern.size() && pattern[i + 1] == '{')
        i = std::min(pattern.find('}', i), pattern.size());
    } else if (in_set) {
      in_set = c != ']';
    } else if (c == '[') {
      in_set = true;
      if (i + 1 < pattern.size() && pattern[i + 1] == '^') ++i;
      if (i + 1 < pattern.size() && pattern[i + 1] == ']') ++i;  // a plain character there
    } else if (c == '{' && i + 1 < pattern.size()) {
      size_t after = i + 1;
      if (!IsNameStart(NextCodePoint(pattern, &after))) continue;
      const size_t end = pattern.find('}', i);
      if (end == std::string_view::npos) continue;
      uses.push_back({i, end + 1, pattern.substr(i + 1, end - i - 1)});
      i = end;
    }
  }
  return uses;
}

}  // namespace

size_t Expansion::ToWritten(size_t offset) const {
  size_t written = 0, made = 0;  // behind the last part
  for (const Part& part : parts) {
    if (offset < part.begin) break;
    if (offset < part.end) return part.written;
    written = part.written_end;
    made = part.end;
  }
  return written + (offset - made);
}

void Macros::Read(const YamlNode& top, Mistakes& mistakes) {
  if (top.kind() == YamlNode::Kind::kNull) return;
  if (top.kind() != YamlNode::Kind::kMap) {
    return mistakes.Add(
        top.Error("macros.yaml is a map; write each as \"name: [form, form]\" on its own"));
  }
  for (const auto& [key, value] : top.entries()) {
    if (mistakes.Full()) return;
    if (macros_.size() >= kMaxMacros)
      return mistakes.Add(key.Error("more than 1000 macros in one pack"));
    if (!IsName(key.scalar())) {
      mistakes.Add(key.Error("a macro's name is letters, digits, - and _, a letter first, not '" +
                             Shorten(key.scalar(), 60) + "'"));
      continue;
    }
    ReadForms(key.scalar(), value, mistakes);
  }
  for (const std::string& name : Names()) {
    std::vector<std::string> path;
    if (macros_.at(name).state == State::kNew) Resolve(name, path, mistakes);
  }
}

void Macros::ReadForms(const std::string& name, const YamlNode& node, Mistakes& mistakes) {
  Macro& macro = macros_[name];
  const std::string whose = "macro " + name;
  if (node.kind() == YamlNode::Kind::kMap) return ReadStem(node, macro, whose, mistakes);
  std::vector<YamlNode> items = node.items();
  if (node.kind() == YamlNode::Kind::kScalar) items.push_back(node);
  if (items.empty()) mistakes.Add(node.Error("a macro needs at least one form"), whose);
  for (const YamlNode& item : items) {
    if (macro.forms.size() >= kMaxForms)
      return mistakes.Add(item.Error("more than 500 forms; split the macro"), whose);
    if (item.kind() != YamlNode::Kind::kScalar) {
      mistakes.Add(item.Error("a form is text in single quotes"), whose);
    } else {
      macro.forms.push_back({item.scalar(), item});
    }
  }
}

void Macros::ReadStem(const YamlNode& node, Macro& macro, const std::string& whose,
                      Mistakes& mistakes) {
  YamlMap map(node);
  const std::string stem = map.Text("stem");
  map.Require({"stem", "endings"});
  const std::optional<YamlNode> endings = map.Child("endings");
  mistakes.Add(map.Finish(), whose);
  if (stem.empty() || !endings) return;
  if (endings->kind() != YamlNode::Kind::kList || endings->items().empty())
    return mistakes.Add(endings->Error("'endings' is a list, as ['', а, у]"), whose);
  for (const YamlNode& ending : endings->items()) {
    const bool null = ending.kind() == YamlNode::Kind::kNull;
    if (macro.forms.size() >= kMaxForms)
      return mistakes.Add(ending.Error("more than 500 endings; split the macro"), whose);
    if (!null && ending.kind() != YamlNode::Kind::kScalar) {
      mistakes.Add(ending.Error("an ending is text; '' is the stem alone"), whose);
    } else {
      macro.forms.push_back({stem + (null ? "" : ending.scalar()), ending});
    }
  }
}

void Macros::Resolve(const std::string& name, std::vector<std::string>& path, Mistakes& mistakes) {
  Macro& macro = macros_.at(name);
  macro.state = State::kOpen;
  path.push_back(name);
  const std::string whose = "macro " + name;
  bool fine = true;
  auto fail = [&](const Form& form, size_t offset, const std::string& message) {
    fine = false;
    // Of a stem with an ending only the ending has a place.
    mistakes.Add(form.node.scalar() == form.text ? form.node.ErrorAt(offset, message)
                                                 : form.node.Error(message),
                 whose);
  };
  std::string meaning;
  for (const Form& form : macro.forms) {
    for (const Use& use : FindUses(form.text)) {
      const auto used = macros_.find(use.name);
      if (used == macros_.end()) continue;  // Expand says so
      if (used->second.state == State::kOpen) {
        std::string circle;
        for (auto at = std::find(path.begin(), path.end(), use.name); at != path.end(); ++at)
          circle += *at + " → ";
        fail(form, use.begin,
             "this macro stands for itself: " + circle + std::string(use.name) +
                 "; write the forms out in one of them");
      } else if (used->second.state == State::kNew) {
        if (path.size() >= kMaxDepth) {
          fail(form, use.begin, "macros in each other more than 8 deep; write the forms out");
        } else {
          Resolve(std::string(use.name), path, mistakes);
        }
      }
      if (used->second.state == State::kBroken) fine = false;
      macro.depth = std::max(macro.depth, used->second.depth + 1);
      if (used->second.state == State::kDone && macro.depth >= kMaxDepth)
        fail(form, use.begin, "macros in each other more than 8 deep; write the forms out");
    }
    if (!fine) break;
    const Expansion expansion = Replace(form.text);
    if (expansion.mistake) {
      fail(form, expansion.mistake->offset, expansion.mistake->message);
      break;
    }
    const Translation translation = TranslatePattern(expansion.text, kMaxExpandedBytes);
    if (translation.mistake) {
      fail(form, expansion.ToWritten(translation.mistake->offset), translation.mistake->message);
      break;
    }
    if (!TokenizePattern(expansion.text).flags.empty()) {
      fail(form, 0, "flags belong to the start of a pattern; remove them from the macro");
      break;
    }
    meaning += (meaning.empty() ? "(?:" : "|") + expansion.text;
    if (meaning.size() > kMaxMeaning) {
      fail(form, 0, "the macro stands for more than 8 KiB; split it, or write fewer forms");
      break;
    }
  }
  macro.meaning = meaning.empty() ? "" : meaning + ")";
  macro.state = fine && !meaning.empty() ? State::kDone : State::kBroken;
  path.pop_back();
}

Expansion Macros::Expand(std::string_view written) {
  Expansion made = Replace(written);
  if (made.mistake || made.parts.empty()) return made;
  if (made_ <= kMaxMade) {
    for (const Expansion::Part& part : made.parts) made_ += part.end - part.begin;
    if (made_ > kMaxMade) {
      made.mistake = PatternMistake{made.parts[0].written,
                                    "the patterns of the pack are larger than 2 MiB with what "
                                    "their macros stand for; use fewer or smaller macros"};
    }
  } else {
    made.mistake = PatternMistake{};  // it was said
  }
  return made;
}

Expansion Macros::Replace(std::string_view written) const {
  Expansion made;
  size_t at = 0;
  auto refuse = [&](const Use& use, std::string message) {
    made.mistake = PatternMistake{use.begin, std::move(message)};
  };
  for (const Use& use : FindUses(written)) {
    const auto macro = macros_.find(use.name);
    if (macro == macros_.end()) {
      const std::string near = NearestName(use.name, Names());
      refuse(use, "no macro " + std::string(written.substr(use.begin, use.end - use.begin)) +
                      (near.empty() ? " in the pack's macros.yaml; for the character write \\{"
                                    : "; did you mean {" + near + "}?"));
      return made;
    }
    made.text += written.substr(at, use.begin - at);
    const size_t begin = made.text.size();
    made.text += macro->second.meaning;
    made.parts.push_back({begin, made.text.size(), use.begin, use.end});
    at = use.end;
    if (made.text.size() > kMaxExpandedBytes) {
      refuse(use, "the pattern is longer than 16 KiB with what its macros stand for; split it");
      return made;
    }
  }
  made.text += written.substr(at);
  return made;
}

std::vector<std::string> Macros::Names() const {
  std::vector<std::string> names;
  for (const auto& [name, macro] : macros_) names.push_back(name);
  return names;
}

}  // namespace varta
