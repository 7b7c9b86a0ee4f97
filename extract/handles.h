// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Messenger and social network handles: "@name", "інста: name", t.me/name, and what links say.
// Pure; any thread.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/url.h"
#include "extract/phones.h"

namespace varta {

// Adds handles, and the phones that messenger links in the text carry (wa.me/380...).
void FindHandles(const FactSource& source, std::vector<v1::Fact>* facts);

// The contacts that a link leads to: tel:, mailto:, viber:, tg:, skype:, messengers' and networks'
// pages. Without place, span and `written`; nothing for pages that are nobody's (t.me/share,
// instagram.com/p/...).
// `known`: numbers in E.164 that are valid, and need not be read again; may be null.
std::vector<v1::Fact> ContactsOfUrl(const Url& url, std::string_view region,
                                    const std::set<std::string>* known = nullptr);

// What NormaliseHandle of fields.h promises.
std::string ToHandle(std::string_view typed);

}  // namespace varta
