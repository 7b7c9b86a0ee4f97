// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// What the ads of one cluster have in common, and what varies. Pure; any thread.
#pragma once

#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace varta {

struct TemplatePart {
  enum class Kind {
    kCommon,   // words of (nearly) every ad
    kNumber,   // what varies has digits: a price, hours, a date
    kContact,  // a phone number (seven digits and more), an address, a handle
    kPlace,    // names of places
    kWords,    // anything else
  };
  Kind kind = Kind::kCommon;
  std::string text;                 // of common words, folded; empty for the others
  std::vector<std::string> values;  // each once, in order of the ads; at most 8; none of contacts
};
std::string_view TemplateKindName(TemplatePart::Kind kind);

// Of at most 8 texts, each of at most 400 words; the rest is passed over. `places`: words that name
// places, folded. One text alone is all common but for its
// numbers and contacts.
std::vector<TemplatePart> TemplateOf(std::span<const std::string> texts,
                                     const std::set<std::string>& places = {});
// "потрібні швачки у [place: варшаві | лодзі] тел [contact]".
std::string TemplateText(std::span<const TemplatePart> parts);

}  // namespace varta
