// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/messenger_only.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>

#include "extract/vocabulary.h"

namespace varta {
namespace {

constexpr size_t kReach = 5;
constexpr size_t kMaxHandles = 4;  // more are people talked to, not the way to reach one
constexpr std::string_view kServices[] = {"telegram", "viber",  "whatsapp",
                                          "signal",   "wechat", "line"};

}  // namespace

std::optional<v1::Fact> NamedMessenger(const TokenText& text) {
  constexpr uint64_t kSpots = Bits(Kind::kMessenger);
  for (size_t i = text.Next(0, kSpots); i < text.size(); i = text.Next(i + 1, kSpots)) {
    Sense sense{};
    size_t next = 0;
    if (text[i].taken || !text.Read(i, Kind::kMessenger, &sense, &next)) continue;
    const bool writes = text.FindBefore(i, kReach, Kind::kWrite) < text.size() ||
                        text.FindFrom(next, kReach, Kind::kWrite) < text.size();
    if (!writes) continue;
    return text.MakeFact(v1::FACT_KIND_MESSENGER_ONLY, i, next,
                         std::string(MessengerName(sense.id)), 0.7);
  }
  return std::nullopt;
}

std::optional<v1::Fact> MessengerOnly(const std::vector<v1::Fact>& facts,
                                      const std::optional<v1::Fact>& named) {
  const v1::Fact* first = nullptr;
  size_t handles = 0;
  std::string services;
  for (const v1::Fact& fact : facts) {
    if (fact.kind() == v1::FACT_KIND_PHONE || fact.kind() == v1::FACT_KIND_EMAIL ||
        fact.kind() == v1::FACT_KIND_EMPLOYER)
      return std::nullopt;
    if (fact.kind() != v1::FACT_KIND_HANDLE) continue;
    if (std::find(std::begin(kServices), std::end(kServices), fact.service()) ==
        std::end(kServices))
      continue;
    if (first == nullptr) first = &fact;
    ++handles;
    if (services.find(fact.service()) == std::string::npos)
      services += (services.empty() ? "" : ",") + fact.service();
  }
  if (first == nullptr) return named;
  if (handles > kMaxHandles) return std::nullopt;
  v1::Fact made = *first;
  made.set_kind(v1::FACT_KIND_MESSENGER_ONLY);
  made.set_value(services);
  made.clear_service();
  made.clear_obscured();
  made.set_confidence(made.place() == v1::PLACE_URL ? 0.5 : 0.9);
  if (named && made.place() == v1::PLACE_URL) made.set_confidence(0.7);
  return made;
}

}  // namespace varta
