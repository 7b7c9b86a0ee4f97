// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// E-mail addresses in running text, also "name [at] host [dot] com" and "name собака host.com".
// Pure; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "extract/phones.h"

namespace varta {

void FindEmails(const FactSource& source, std::vector<v1::Fact>* facts);

// "Name@Example.COM" -> "name@example.com", a domain in other letters in its ASCII form; empty if
// it is no address.
std::string NormaliseEmail(std::string_view typed);

}  // namespace varta
