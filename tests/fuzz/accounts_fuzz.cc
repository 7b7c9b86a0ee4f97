// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Whatever the bytes: few accounts, each once, each in its one form, and found again in that form.
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "extract/accounts.h"
#include "tests/fuzz/expect.h"

// namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size > 20000) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::vector<varta::Account> accounts = varta::FindAccounts(text, nullptr);
  Expect(accounts.size() <= varta::kMostAccounts);
  std::set<std::string> values;
  for (const varta::Account& account : accounts) {
    Expect(values.insert(account.value).second);
    const std::string bare = account.value.substr(account.value.find(':') + 1);
    bool again = false;
    for (const varta::Account& found : varta::FindAccounts(bare, nullptr))
      again = again || found.value == account.value;
    Expect(again);
  }
  return 0;
}
