// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// A text as names and addresses are looked for in it: what hides them from machines is taken away.
// Zero-width characters and soft hyphens are dropped, full-width letters are plain ones, Cyrillic
// letters that pass for Latin ones are those where a word has both or a name is due ("@rоbоtа"),
// and words spelt letter by letter ("r o b o t a @ m a i l . c o m") stand together. Pure; any
// thread; linear; costs next to nothing where there is nothing to take away.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "extract/phones.h"

namespace varta {

class ContactView {
 public:
  explicit ContactView(std::string_view utf8);  // must outlive the view

  std::string_view text() const { return changed_ ? changed_->text() : original_; }
  // Facts that were found in text() get their places in the original; those whose writing differs
  // there are obscured.
  void MoveBack(std::vector<v1::Fact>* facts) const;

 private:
  std::string_view original_;
  std::optional<MappedText> changed_;
};

}  // namespace varta
