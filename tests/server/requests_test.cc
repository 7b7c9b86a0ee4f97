// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "server/requests.h"

#include <gmock/gmock.h>

#include "tests/support/status_matchers.h"

namespace varta {
namespace {

TEST(Requests, NamesWithAndWithoutTheirPrefix) {
  EXPECT_EQ(*IdFromName("leads/abc", "leads/"), "abc");
  EXPECT_EQ(*IdFromName("abc", "leads/"), "abc");
  for (const char* bad : {"", "leads/", "sweeps/abc", "leads/abc/evidence/1", "../etc/passwd"}) {
    EXPECT_THAT(IdFromName(bad, "leads/"), HasCode(Code::kInvalidArgument)) << bad;
  }
  EXPECT_THAT(IdFromName(std::string(300, 'a'), "leads/"), HasCode(Code::kInvalidArgument));
}

TEST(Requests, PageSizes) {
  EXPECT_EQ(*PageSize(0, 50), 50);
  EXPECT_EQ(*PageSize(7, 50), 7);
  EXPECT_EQ(*PageSize(501, 50), 500);
  EXPECT_THAT(PageSize(-1, 50), HasCode(Code::kInvalidArgument));
}

TEST(Requests, AReasonIsAskedFor) {
  EXPECT_THAT(RequireReason({"local:a", ""}, "showing contacts"),
              IsError(Code::kPermissionDenied, "--reason"));
  EXPECT_THAT(RequireReason({"local:a", "x"}, "showing contacts"),
              HasCode(Code::kPermissionDenied));
  EXPECT_THAT(RequireReason({"local:a", "case 12"}, "showing contacts"), IsOk());
}

TEST(Requests, APageTokenIsGoodForItsOwnCallOnly) {
  const std::string position("\x00\xff/lead", 7);
  std::string token = MakePageToken("key", "ListLeads a", position);
  EXPECT_EQ(*ReadPageToken("key", "ListLeads a", token), position);
  EXPECT_EQ(*ReadPageToken("key", "ListLeads a", ""), "");
  EXPECT_THAT(ReadPageToken("key", "ListLeads b", token), HasCode(Code::kInvalidArgument));
  EXPECT_THAT(ReadPageToken("other", "ListLeads a", token), HasCode(Code::kInvalidArgument));
  for (size_t i = 0; i < token.size(); ++i) {
    std::string changed = token;
    changed[i] = changed[i] == '0' ? '1' : '0';
    EXPECT_THAT(ReadPageToken("key", "ListLeads a", changed), HasCode(Code::kInvalidArgument)) << i;
    EXPECT_THAT(ReadPageToken("key", "ListLeads a", token.substr(0, i == 0 ? 1 : i)),
                HasCode(Code::kInvalidArgument))
        << i;
  }
}

}  // namespace
}  // namespace varta
