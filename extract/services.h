// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// The messengers and networks whose handles we know: one table row each. Pure; any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace varta {

struct Service {
  std::string_view name;      // "telegram"
  size_t min_size, max_size;  // of a handle, in characters
  std::string_view marks;     // allowed besides letters and digits
  bool takes_phones;          // "+380..." names an account, too
  std::string_view words;     // space between: how ads call it, folded
};

// By its name; null: unknown.
const Service* FindService(std::string_view name);
// By a folded word of an ad: "інста" -> instagram; null: none.
const Service* ServiceOfWord(std::string_view folded);

// "Name" -> "telegram:name", "+380671234567" -> "viber:+380671234567"; empty if the service has no
// such handles.
std::string HandleValue(const Service& service, std::string_view name);

}  // namespace varta
