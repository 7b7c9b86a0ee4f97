// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// One rule of a pack's file, read from its YAML. Values; one thread an object.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "base/status.h"
#include "base/yaml.h"
#include "rules/rule.h"

namespace varta {

// The mistakes of a pack, one a line, in the order in which they were found; at most 20.
class Mistakes {
 public:
  void Add(const Status& status) {
    if (status.ok()) return;
    if (++count_ > kMax) return;
    if (!text_.empty()) text_ += '\n';
    text_ += status.message();
  }
  bool Full() const { return count_ > kMax; }
  Status Take() {
    if (count_ == 0) return Status();
    if (Full()) text_ += "\n... and more";
    return Status(Code::kInvalidArgument, std::move(text_));
  }

 private:
  static constexpr size_t kMax = 20;

  size_t count_ = 0;
  std::string text_;
};

// `pack`: its name and languages. Every mistake goes to `mistakes` with the rule's id; the rule is
// then of no use.
Rule ReadRule(const YamlNode& node, const Pack& pack, Mistakes& mistakes);

// "a" or "a-b2-c": small Latin letters, digits and single hyphens, a letter first; at most 100
// bytes.
bool IsSlug(std::string_view text);
// What is wrong with a language code; empty: nothing.
std::string LanguageMistake(std::string_view code);

}  // namespace varta
