// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// What is wrong with a pack, found in one reading. Value; one thread.
#pragma once

#include <cstddef>
#include <string>
#include <utility>

#include "base/status.h"

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
  // The same with `whose` ("rule uk.a", "macro паспорт") behind the place; empty: nobody's.
  void Add(const Status& status, const std::string& whose) {
    std::string message = status.message();
    const size_t place_end = message.find(": ");
    if (!whose.empty() && place_end != std::string::npos)
      message.insert(place_end + 2, whose + ": ");
    if (!status.ok()) Add(Status(status.code(), std::move(message)));
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

}  // namespace varta
