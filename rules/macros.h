// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Named pieces of patterns, as a pack's macros.yaml says them: `{паспорт}` in a pattern stands for
// all forms of the word. One thread an object.
//
//   паспорт: {stem: паспорт, endings: ['', а, у, ом, и, ів, ам, ами, ах]}
//   папери: ['{паспорт}', 'документ\p{L}*']
//
// Each is a group of alternatives; word edges stay the pattern's own affair. Bounded whatever a
// file says: 1000 macros, 500 forms each, 8 deep, 8 KiB each with all it stands for, 2 MiB in all
// patterns of a pack.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/yaml.h"
#include "rules/mistakes.h"
#include "rules/pattern_tokens.h"

namespace varta {

// A pattern with its macros replaced.
struct Expansion {
  // Which part of the text is from one macro, and where that stood.
  struct Part {
    size_t begin, end;  // of text
    size_t written;
    size_t written_end;
  };
  std::string text;
  std::vector<Part> parts;                // in order
  std::optional<PatternMistake> mistake;  // of a macro's use, its offset as written

  // Where in the written pattern the byte of `text` comes from: of a macro its {.
  size_t ToWritten(size_t offset) const;
};

class Macros {
 public:
  // Reads the map of a macros.yaml and checks each form.
  void Read(const YamlNode& top, Mistakes& mistakes);

  // Of a pattern of the pack. A mistake without a message: the pack is too large, and that was
  // said.
  Expansion Expand(std::string_view written);

 private:
  enum class State { kNew, kOpen, kDone, kBroken };
  struct Form {
    std::string text;
    YamlNode node;
  };
  struct Macro {
    std::vector<Form> forms;
    State state = State::kNew;
    int depth = 0;
    std::string meaning;
  };

  void ReadForms(const std::string& name, const YamlNode& node, Mistakes& mistakes);
  void ReadStem(const YamlNode& node, Macro& macro, const std::string& whose, Mistakes& mistakes);
  // Replaces what its forms use first. `path`: the macros that led here.
  void Resolve(const std::string& name, std::vector<std::string>& path, Mistakes& mistakes);
  Expansion Replace(std::string_view written) const;
  std::vector<std::string> Names() const;

  std::map<std::string, Macro, std::less<>> macros_;
  size_t made_ = 0;  // bytes that came from macros in all patterns
};

}  // namespace varta
