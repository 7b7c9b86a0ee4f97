// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/services.h"

#include <algorithm>
#include <iterator>

#include "base/ascii.h"

namespace varta {
namespace {

constexpr Service kServices[] = {
    {"telegram", 5, 32, "_", true,
     "telegram телеграм телеграмм телеграмі телеграме телеграму телега телегу телегі телеге тг tg "
     "telega tgram"},
    {"instagram", 4, 30, "_.", false,
     "instagram інстаграм инстаграм інстаграмм инстаграмм інстаграмі инстаграме інста инста інсту "
     "инсту інсті инсте insta inst ig"},
    {"facebook", 4, 50, ".-", false, "facebook фейсбук фейсбуці фейсбуку фейсбуке fb фб"},
    {"vk", 4, 32, "_.", false, "vk вк вконтакте vkontakte"},
    {"ok", 4, 40, "_.-", false,
     "однокласники однокласниках одноклассники одноклассниках odnoklassniki"},
    {"tiktok", 4, 24, "_.", false, "tiktok тікток тикток"},
    {"viber", 5, 40, "_", true, "viber вайбер вайбері вайбере вайберу вибер"},
    {"signal", 5, 40, "_.", true, "signal сигнал"},
    {"skype", 6, 32, "_.-,:", false, "skype скайп скайпі скайпе"},
    {"whatsapp", 5, 20, "_", true, "whatsapp вотсап ватсап вацап вотсапп ватсапп вотсапі ватсапі"},
    {"wechat", 6, 20, "_-", false, "wechat weixin вічат вичат вейшин"},
    // "line" itself is a word of every English text: handles.cc wants its "ID" or capitals
    {"line", 4, 30, "_.-", false, "лайн"},
};

}  // namespace

const Service* FindService(std::string_view name) {
  const auto* found = std::find_if(std::begin(kServices), std::end(kServices),
                                   [&](const Service& s) { return s.name == name; });
  return found == std::end(kServices) ? nullptr : found;
}

const Service* ServiceOfWord(std::string_view folded) {
  if (folded.empty()) return nullptr;
  for (const Service& service : kServices) {
    for (std::string_view rest = service.words; !rest.empty();) {
      const size_t end = std::min(rest.find(' '), rest.size());
      if (rest.substr(0, end) == folded) return &service;
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
  return nullptr;
}

std::string HandleValue(const Service& service, std::string_view name) {
  if (service.takes_phones && name.starts_with('+')) {
    const std::string_view digits = name.substr(1);
    if (digits.size() < 7 || digits.size() > 15 ||
        !std::all_of(digits.begin(), digits.end(), ascii::IsDigit))
      return {};
    return std::string(service.name) + ":" + std::string(name);
  }
  if (name.size() < service.min_size || name.size() > service.max_size) return {};
  std::string value(service.name);
  value += ':';
  bool letter = false;
  for (char c : name) {
    if (!ascii::IsAlphanumeric(c) && service.marks.find(c) == std::string_view::npos) return {};
    letter = letter || ascii::IsLetter(c);
    value += ascii::Lower(c);
  }
  // Names of messengers start with a letter; elsewhere a number may name an account.
  const bool is_name = service.name == "telegram" || service.name == "skype" ||
                       service.name == "viber" || service.name == "wechat";
  if (is_name && !ascii::IsLetter(name.front())) return {};
  if (!letter && service.name == "instagram") return {};
  if (name.back() == '.' || name.front() == '.') return {};
  return value;
}

}  // namespace varta
