// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "tests/support/small_pack.h"

#include <filesystem>
#include <fstream>

namespace varta {

Status WriteSmallPack(const std::string& dir) {
  std::error_code error;
  std::filesystem::create_directories(dir + "/small", error);
  std::ofstream manifest(dir + "/small/pack.yaml");
  manifest << "name: small\nversion: 1.0.0\nlanguages: [uk, ru]\nlicence: Apache-2.0\n"
              "owners: [tests]\n";
  std::ofstream rules(dir + "/small/rules.yaml");
  rules << R"(
- id: small.common-word
  title: {uk: Слово, en: A word}
  status: stable
  indicator: J1
  forms: [LABOUR]
  evidence: S
  references: ['a rule for tests']
  match: {any: ['паспорт', 'кордон', 'житл']}
  weight: 4
  why: {uk: Є слово, en: The word is there}
  hit: [Паспорт потрібен, Робота за кордоном, Робота з житлом]
  miss: [Робота поруч, Потрібен кухар, Шукаю зміну]
)";
  if (!manifest.flush() || !rules.flush())
    return Status(Code::kUnavailable, dir + ": the pack cannot be written");
  return Status();
}

}  // namespace varta
