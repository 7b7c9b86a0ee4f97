// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "crawler/warc.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "tests/support/gzip.h"

namespace varta {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

std::string Record(const std::string& type, const std::string& uri, const std::string& block) {
  return "WARC/1.0\r\nWARC-Type: " + type + "\r\nWARC-Target-URI: " + uri +
         "\r\nContent-Length: " + std::to_string(block.size()) + "\r\n\r\n" + block + "\r\n\r\n";
}

// What does not shrink much and holds no line that looks like a record.
std::string Noise(size_t size) {
  std::string noise;
  uint32_t state = 12345;
  while (noise.size() < size) {
    state = state * 1664525 + 1013904223;
    noise += static_cast<char>(' ' + (state >> 16) % 95);
  }
  return noise;
}

// Each record as "type uri block-size", each error as "! message"; at most 100, so that a reader
// that stands still fails.
std::vector<std::string> ReadAll(const std::string& bytes, WarcOptions options = {}) {
  std::istringstream in(bytes);
  WarcReader reader(in, options);
  std::vector<std::string> seen;
  while (seen.size() < 100) {
    Result<std::optional<WarcRecord>> next = reader.Next();
    if (!next.ok()) {
      EXPECT_EQ(next.status().code(), Code::kDataLoss);
      seen.push_back("! " + next.status().message());
    } else if (const std::optional<WarcRecord>& record = *next) {
      seen.push_back(record->type + " " + record->target_uri + " " +
                     std::to_string(record->block.size()));
    } else {
      break;
    }
  }
  return seen;
}

TEST(WarcReader, GivesARecordsParts) {
  const std::string block = "HTTP/1.1 200 OK\r\n\r\nbody";
  std::istringstream in(
      "WARC/1.1\r\n"
      "warc-type: Response\r\n"
      "WARC-Target-URI: <http://work.test/a>\r\n"
      "WARC-Date: 2026-03-04T05:06:07.891234Z\r\n"
      "WARC-IP-Address: 203.0.113.9\r\n"
      "X-Long: one\r\n  two\r\n"
      "no colon here\r\n"
      "Content-Length: 23\r\n\r\n" +
      block + "\r\n\r\n");
  WarcReader reader(in);
  Result<std::optional<WarcRecord>> next = reader.Next();
  ASSERT_TRUE(next.ok()) << next.status().message();
  ASSERT_TRUE(*next);
  const WarcRecord& record = **next;
  EXPECT_EQ(record.number, 1u);
  EXPECT_EQ(record.offset, 0u);
  EXPECT_EQ(record.version, "1.1");
  EXPECT_EQ(record.type, "response");
  EXPECT_EQ(record.target_uri, "http://work.test/a");
  EXPECT_EQ(record.ip_address, "203.0.113.9");
  EXPECT_EQ(record.date, ParseTime("2026-03-04T05:06:07.891Z"));
  EXPECT_EQ(FindHeader(record.headers, "x-long"), "one two");
  EXPECT_EQ(record.headers.size(), 6u);
  EXPECT_EQ(record.block, block);
  EXPECT_EQ(record.block_bytes, 23u);
  EXPECT_FALSE(record.truncated);
  next = reader.Next();
  ASSERT_TRUE(next.ok());
  EXPECT_FALSE(*next);
}

TEST(WarcReader, ReadsWhatIsWhole) {
  const std::string a = Record("request", "a:", "GET"),
                    b = Record("response", "b:", "1\r\n\r\nWARC"), c = Record("metadata", "c:", "");
  const std::string long_block = Noise(300'000);
  struct Case {
    const char* name;
    std::string bytes;
    std::vector<std::string> want;
  };
  const std::vector<std::string> abc = {"request a: 3", "response b: 9", "metadata c: 0"};
  const Case cases[] = {
      {"empty", "", {}},
      {"blank lines only", "\r\n\r\n\n", {}},
      {"plain", a + b + c, abc},
      {"line ends without CR",
       "WARC/0.18\nWARC-Type: request\nContent-Length: 1\n\nx\n\n" + c,
       {"request  1", "metadata c: 0"}},
      {"nothing behind the last block", "WARC/0.17\r\nContent-Length: 1\r\n\r\nx", {"  1"}},
      {"nothing between two records",
       "WARC/1.0\r\nContent-Length: 1\r\n\r\nx" + c,
       {"  1", "metadata c: 0"}},
      {"a member a record", Gzip(a) + Gzip(b) + Gzip(c), abc},
      {"one member", Gzip(a + b + c), abc},
      {"members that hold several", Gzip(a) + Gzip(b + c), abc},
      {"a member that ends inside a record",
       Gzip(a + b.substr(0, 80)) + Gzip(b.substr(80)) + Gzip("") + Gzip(c), abc},
      {"an empty member first", Gzip("") + Gzip(a + b + c), abc},
      {"longer than the buffers",
       Record("resource", "l:", long_block) + c,
       {"resource l: 300000", "metadata c: 0"}},
      {"longer than the buffers, gzip",
       Gzip(Record("resource", "l:", long_block)) + Gzip(c),
       {"resource l: 300000", "metadata c: 0"}},
  };
  for (const Case& test : cases) {
    SCOPED_TRACE(test.name);
    EXPECT_EQ(ReadAll(test.bytes), test.want);
  }
}

TEST(WarcReader, CountsRecordsAndBytes) {
  const std::string a = Record("request", "a:", "GET"), b = Record("response", "b:", "12345");
  for (const bool gzip : {false, true}) {
    SCOPED_TRACE(gzip ? "gzip" : "plain");
    const std::string first = gzip ? Gzip(a) : a;
    std::istringstream in(first + (gzip ? Gzip(b) : b));
    WarcReader reader(in);
    ASSERT_TRUE(reader.Next().ok());
    const Result<std::optional<WarcRecord>> second = reader.Next();
    ASSERT_TRUE(second.ok() && *second);
    EXPECT_EQ((*second)->number, 2u);
    EXPECT_EQ((*second)->offset, first.size());
  }
}

TEST(WarcReader, CutsLongBlocksAndGoesOn) {
  std::istringstream in(Record("resource", "a:", std::string(100'000, 'x') + "y") +
                        Record("resource", "b:", "12345"));
  WarcReader reader(in, {.max_block_bytes = 5});
  Result<std::optional<WarcRecord>> next = reader.Next();
  ASSERT_TRUE(next.ok() && *next);
  EXPECT_EQ((*next)->block, "xxxxx");
  EXPECT_EQ((*next)->block_bytes, 100'001u);
  EXPECT_TRUE((*next)->truncated);
  next = reader.Next();
  ASSERT_TRUE(next.ok() && *next);
  EXPECT_EQ((*next)->block, "12345");
  EXPECT_FALSE((*next)->truncated);
}

TEST(WarcReader, GoesOnBehindDamage) {
  const std::string a = Record("request", "a:", "GET"), c = Record("metadata", "c:", "");
  const std::string no_length = "WARC/1.0\r\nWARC-Type: response\r\n\r\nHTTP/1.1 200 OK\r\n\r\n";
  const std::string bad_length = "WARC/1.0\r\nContent-Length: 1x\r\n\r\ny\r\n\r\n";
  const std::string minus = "WARC/1.0\r\nContent-Length: -1\r\n\r\ny\r\n\r\n";
  const std::string huge = "WARC/1.0\r\nContent-Length: 99999999999999999999\r\n\r\ny\r\n\r\n";
  const std::string too_long = "WARC/1.0\r\nContent-Length: 500\r\n\r\ny\r\n\r\n";
  const std::string too_short = "WARC/1.0\r\nContent-Length: 1\r\n\r\nwxyz\r\n\r\n";
  const std::string long_head = "WARC/1.0\r\nX: " + std::string(70'000, 'x') + "\r\n\r\n";
  const std::string noise = Record("resource", "n:", Noise(200'000));
  std::string broken = Gzip(noise), checksum = Gzip(a), cut = Gzip(noise);
  broken[60'000] = static_cast<char>(broken[60'000] ^ 0x55);
  checksum[checksum.size() - 6] = static_cast<char>(checksum[checksum.size() - 6] ^ 1);
  cut.resize(70'000);

  struct Case {
    const char* name;
    std::string bytes;
    std::string error;
  };
  // Each stands between two good records; both must be there, and one error between them.
  const Case kPlain[] = {
      {"no Content-Length", no_length, "record 2 at byte 79: has no Content-Length"},
      {"Content-Length no number", bad_length, "record 2 at byte 79: has no Content-Length"},
      {"Content-Length negative", minus, "record 2 at byte 79: has no Content-Length"},
      {"Content-Length huge", huge, "record 2 at byte 79: has no Content-Length"},
      {"head too long", long_head, "record 2 at byte 79: the head is too long"},
      {"text between", "what is this?\r\nWARC/ is\r\nWARC/x.y\r\n",
       "behind record 1 at byte 79: no line like WARC/1.0"},
  };
  for (const Case& test : kPlain) {
    SCOPED_TRACE(test.name);
    EXPECT_THAT(ReadAll(a + test.bytes + c),
                ElementsAre("request a: 3", StartsWith("! " + test.error), "metadata c: 0"));
  }
  const Case kGzip[] = {
      {"no Content-Length", Gzip(no_length), "has no Content-Length"},
      {"Content-Length too large", Gzip(too_long), "the block is cut short: 5 of 500 bytes"},
      {"head cut short", Gzip("WARC/1.0\r\nContent-Length: 1\r\n"), "the head is cut short"},
      {"broken member", broken, "the gzip member is broken"},
      {"wrong checksum", checksum, "the gzip member is broken"},
      {"member cut short", cut, "gzip member"},
      {"bytes between two members", "what is this?", "behind record 1"},
      {"zeros between two members", std::string(100'000, '\0'), "what follows the gzip member"},
      {"magic between two members", "\x1f\x8b\x08 and no more", "behind record 1"},
  };
  for (const Case& test : kGzip) {
    SCOPED_TRACE(test.name);
    EXPECT_THAT(ReadAll(Gzip(a) + test.bytes + Gzip(c)),
                ElementsAre("request a: 3", HasSubstr(test.error), "metadata c: 0"));
  }
  EXPECT_THAT(ReadAll(a + too_short + c),
              ElementsAre("request a: 3", "  1", HasSubstr("! behind record 2"), "metadata c: 0"));
  EXPECT_THAT(ReadAll(a + too_long),
              ElementsAre("request a: 3", HasSubstr("the block is cut short: 5 of 500 bytes")));
  EXPECT_THAT(ReadAll(Gzip(a) + cut), ElementsAre("request a: 3", HasSubstr("record 2")));
  EXPECT_THAT(ReadAll("<html>no WARC at all</html>"), ElementsAre(StartsWith("! behind record 0")));
}

// Wherever a file of members is cut or one byte is wrong, the records before the place are still
// there.
TEST(WarcReader, KeepsWhatIsBeforeTheDamage) {
  const std::string a = Gzip(Record("request", "a:", "GET")),
                    b = Gzip(Record("response", "b:", "12"));
  for (size_t i = 0; i < b.size(); ++i) {
    SCOPED_TRACE(i);
    std::string wrong = b;
    wrong[i] = static_cast<char>(wrong[i] ^ 0xFF);
    for (const std::string& second : {b.substr(0, i), wrong}) {
      const std::vector<std::string> seen = ReadAll(a + second + a);
      ASSERT_GE(seen.size(), 2u);
      EXPECT_EQ(seen.front(), "request a: 3");
      EXPECT_EQ(seen.back(), "request a: 3");
    }
  }
}

TEST(WarcReader, OpensFiles) {
  const std::string path = ::testing::TempDir() + "warc_test.warc.gz";
  std::ofstream(path, std::ios::binary) << Gzip(Record("response", "a:", "12"));
  Result<WarcReader> reader = WarcReader::Open(path);
  ASSERT_TRUE(reader.ok()) << reader.status().message();
  const Result<std::optional<WarcRecord>> next = reader->Next();
  ASSERT_TRUE(next.ok() && *next);
  EXPECT_EQ((*next)->target_uri, "a:");
  std::filesystem::remove(path);

  for (const std::string& wrong : {path + ".missing", ::testing::TempDir()}) {
    const Result<WarcReader> none = WarcReader::Open(wrong);
    EXPECT_EQ(none.status().code(), Code::kNotFound);
    EXPECT_THAT(none.status().message(), HasSubstr(wrong));
  }
}

TEST(SplitHttpResponse, GivesTheParts) {
  const std::optional<HttpResponse> response = SplitHttpResponse(
      "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"
      "HTTP/1.1 404 Not Found\r\nContent-Type:  text/html \r\nX-A: 1\r\nX-A: "
      "2\r\n\r\nno\r\n\r\nsuch page");
  ASSERT_TRUE(response);
  EXPECT_EQ(response->status, 404);
  EXPECT_EQ(response->version, "1.1");
  EXPECT_EQ(response->headers,
            (Headers{{"Content-Type", "text/html"}, {"X-A", "1"}, {"X-A", "2"}}));
  EXPECT_EQ(response->body, "no\r\n\r\nsuch page");
  EXPECT_FALSE(response->truncated);
}

TEST(SplitHttpResponse, RefusesWhatIsNone) {
  for (const char* block :
       {"", "GET / HTTP/1.1\r\n\r\n", "HTTP/", "HTTP/1.1 OK\r\n\r\n", "<html>"}) {
    EXPECT_FALSE(SplitHttpResponse(block)) << block;
  }
}

TEST(SplitHttpResponse, UndoesChunkingWhereThereIsSome) {
  struct Case {
    const char* name;
    std::string body;
    std::string want;
    bool truncated = false;
  };
  const Case cases[] = {
      {"chunks", "4\r\nwork\r\n1C\r\n in a town with a nice view \r\n0\r\n\r\n",
       "work in a town with a nice view "},
      {"no body", "0\r\n\r\n", ""},
      {"extension and trailer", "4;x=\"y\"\r\nwork\r\n0\r\nX-Sum: 1\r\n\r\n", "work"},
      {"spaces behind the size", "4  \r\nwork\r\n0\r\n\r\n", "work"},
      {"line ends without CR", "4\nwork\n0\n\n", "work"},
      {"undone already", "<p>work</p>\r\n", "<p>work</p>\r\n"},
      {"undone already, begins with a number", "4\r\nwork in a town\r\n",
       "4\r\nwork in a town\r\n"},
      {"undone already, begins with a word", "deadbeef\r\n", "deadbeef\r\n"},
      {"no last chunk", "4\r\nwork\r\n", "work", true},
      {"cut inside a chunk", "4\r\nwork\r\n9\r\n and", "work and", true},
      {"wrong behind the first", "4\r\nwork\r\nzz\r\n", "work", true},
      {"size too large for memory", "ffffffffffffffff\r\nwork\r\n", "ffffffffffffffff\r\nwork\r\n"},
      {"empty", "", ""},
  };
  for (const Case& test : cases) {
    SCOPED_TRACE(test.name);
    const std::string head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n";
    const std::optional<HttpResponse> response = SplitHttpResponse(head + test.body);
    ASSERT_TRUE(response);
    EXPECT_EQ(response->body, test.want);
    EXPECT_EQ(response->truncated, test.truncated);
    // Without the header the body is what it is.
    EXPECT_EQ(SplitHttpResponse("HTTP/1.1 200 OK\r\n\r\n" + test.body)->body, test.body);
  }
}

TEST(SplitHttpResponse, SaysWhenTheHeadIsCutShort) {
  const std::optional<HttpResponse> response =
      SplitHttpResponse("HTTP/1.0 200 OK\r\nServer: x\r\n");
  ASSERT_TRUE(response);
  EXPECT_TRUE(response->truncated);
  EXPECT_EQ(FindHeader(response->headers, "Server"), "x");
}

}  // namespace
}  // namespace varta
