// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// An ad that names a messenger and no other way to reach anybody, nor who they are. Pure; any
// thread.
#pragma once

#include <optional>
#include <vector>

#include "extract/tokens.h"

namespace varta {

// A messenger that the words of a text name ("пишіть в телеграм", "в лс"), with a word about
// writing near, for many a text names Telegram; without its place. None: nothing.
std::optional<v1::Fact> NamedMessenger(const TokenText& text);

// The fact that follows from the others of an ad and from `named` (of its title or text): no phone,
// no e-mail, no employer, but a messenger. A handle that only a link gives is less certain: many a
// page links to its channel. None: it does not hold.
std::optional<v1::Fact> MessengerOnly(const std::vector<v1::Fact>& facts,
                                      const std::optional<v1::Fact>& named);

}  // namespace varta
