// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "server/requests.h"

#include "base/digest.h"

namespace varta {
namespace {

constexpr int kMaxPageSize = 500;
constexpr size_t kMaxToken = 8192;
constexpr size_t kTag = 16;  // hex digits of the keyed hash

std::string Tag(std::string_view key, std::string_view arguments, std::string_view position) {
  return Hex(HmacSha256(key, Sha256(arguments) + std::string(position))).substr(0, kTag);
}

int Nibble(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

}  // namespace

Result<std::string> IdFromName(std::string_view name, std::string_view prefix) {
  std::string_view id = name.starts_with(prefix) ? name.substr(prefix.size()) : name;
  if (id.empty() || id.size() > 200 || id.find('/') != std::string_view::npos) {
    return Status(Code::kInvalidArgument, "name: write " + std::string(prefix) + "<id>, not '" +
                                              std::string(name.substr(0, 100)) + "'");
  }
  return std::string(id);
}

Result<int> PageSize(int asked, int fallback) {
  if (asked < 0) return Status(Code::kInvalidArgument, "page_size: must not be negative");
  if (asked == 0) return fallback;
  return asked > kMaxPageSize ? kMaxPageSize : asked;
}

Status RequireReason(const Caller& caller, std::string_view what) {
  if (caller.purpose.size() >= 3) return Status();
  return Status(Code::kPermissionDenied,
                std::string(what) +
                    " needs a reason, which is written to the audit log: give --reason \"...\" "
                    "(metadata x-purpose), as \"case 12/2026, request of 20 November\"");
}

std::string MakePageToken(std::string_view key, std::string_view arguments,
                          std::string_view position) {
  return Tag(key, arguments, position) + Hex(position);
}

Result<std::string> ReadPageToken(std::string_view key, std::string_view arguments,
                                  std::string_view token) {
  if (token.empty()) return std::string();
  Status bad(
      Code::kInvalidArgument,
      "page_token: not one that this call gave for these arguments; start again without a token");
  if (token.size() < kTag || token.size() > kMaxToken || token.size() % 2 != 0) return bad;
  std::string position;
  for (size_t i = kTag; i < token.size(); i += 2) {
    int high = Nibble(token[i]), low = Nibble(token[i + 1]);
    if (high < 0 || low < 0) return bad;
    position.push_back(static_cast<char>(high * 16 + low));
  }
  if (Tag(key, arguments, position) != token.substr(0, kTag)) return bad;
  return position;
}

}  // namespace varta
