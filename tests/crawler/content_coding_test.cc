// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "crawler/content_coding.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zstd.h>

#include "tests/support/gzip.h"

namespace varta {
namespace {

constexpr size_t kRoomy = 1 << 20;

std::string Zstd(std::string_view text, int window_log = 0) {
  ZSTD_CCtx* const state = ZSTD_createCCtx();
  if (window_log != 0) ZSTD_CCtx_setParameter(state, ZSTD_c_windowLog, window_log);
  std::string out(ZSTD_compressBound(text.size()) + 64, '\0');
  // The size is not stated, as when a server packs what it makes: the window counts then.
  ZSTD_inBuffer in{text.data(), text.size(), 0};
  ZSTD_outBuffer made{out.data(), out.size(), 0};
  EXPECT_NE(ZSTD_compressStream2(state, &made, &in, ZSTD_e_continue), 1u);
  while (ZSTD_compressStream2(state, &made, &in, ZSTD_e_end) != 0) {
  }
  out.resize(made.pos);
  ZSTD_freeCCtx(state);
  return out;
}

// The empty text.
constexpr std::string_view kBrotliEmpty("\x06", 1);

std::string LongText() {
  std::string text;
  for (int i = 0; i < 20000; ++i) text += "Робота за кордоном " + std::to_string(i * 7919) + ". ";
  return text;
}

TEST(DecodeContent, UndoesEachCoding) {
  const std::string text = LongText();
  struct Case {
    const char* name;
    std::string body;
    const char* coding;
  };
  const Case kCases[] = {
      {"none", text, ""},
      {"identity", text, "identity"},
      {"gzip", Gzip(text), "gzip"},
      {"old name", Gzip(text), "x-gzip"},
      {"any case and space", Gzip(text), " GZip "},
      {"identity beside it", Gzip(text), "identity, gzip,"},
      {"deflate", Deflate(text, 15), "deflate"},
      {"raw deflate", Deflate(text, -15), "deflate"},
      {"two layers", Gzip(Deflate(text, 15)), "deflate, gzip"},
      {"members", Gzip(text.substr(0, 1000)) + Gzip("") + Gzip(text.substr(1000)), "gzip"},
      {"a member of one byte first", Gzip(text.substr(0, 1)) + Gzip(text.substr(1)), "gzip"},
      {"zstd", Zstd(text), "zstd"},
      {"zstd frames", Zstd(text.substr(0, 1000)) + Zstd("") + Zstd(text.substr(1000)), "zstd"},
      {"bytes behind the last frame", Zstd(text) + std::string(100, 'x'), "zstd"},
      {"zstd in gzip", Gzip(Zstd(text)), "zstd, gzip"},
      {"bytes behind the last member", Gzip(text) + std::string(100, '\0'), "gzip"},
  };
  for (const Case& c : kCases) {
    SCOPED_TRACE(c.name);
    const Result<Decoded> decoded = DecodeContent(c.body, c.coding, 4 * kRoomy);
    ASSERT_TRUE(decoded.ok()) << ToString(decoded.status());
    EXPECT_EQ(decoded->body, text);
    EXPECT_FALSE(decoded->truncated);
    EXPECT_EQ(decoded->problem, "");
  }
}

// Brotli's stored form (RFC 7932, 9.2), since only its decoder is at hand: a window of 16 bits
// ("0"), ISLAST 0, MNIBBLES 4, MLEN - 1 in 16 bits, ISUNCOMPRESSED 1, then the bytes; at the end
// ISLAST 1 and ISLASTEMPTY 1.
std::string BrotliStored(std::string_view text) {
  const uint32_t header = static_cast<uint32_t>(text.size() - 1) << 4 | 1u << 20;
  std::string out;
  for (int i = 0; i < 3; ++i) out.push_back(static_cast<char>(header >> (8 * i) & 0xff));
  out.append(text);
  out.push_back('\x03');
  return out;
}

TEST(DecodeContent, UndoesBrotli) {
  const std::string text = LongText().substr(0, 60000);
  Result<Decoded> decoded = DecodeContent(BrotliStored(text), "br", kRoomy);
  ASSERT_TRUE(decoded.ok());
  EXPECT_EQ(decoded->body, text);
  EXPECT_FALSE(decoded->truncated);
  EXPECT_EQ(decoded->problem, "");

  decoded = DecodeContent(BrotliStored(text).substr(0, 30003), "br", kRoomy);
  EXPECT_EQ(decoded->body, text.substr(0, 30000));
  EXPECT_TRUE(decoded->truncated);
  EXPECT_EQ(decoded->problem, "");

  decoded = DecodeContent(kBrotliEmpty, "br", kRoomy);
  EXPECT_EQ(decoded->body, "");
  EXPECT_FALSE(decoded->truncated);
}

TEST(DecodeContent, StopsAtTheCapAndKeepsWhatFits) {
  const std::string text = LongText();
  const std::string bomb = Gzip(std::string(8 << 20, ' '));
  struct Case {
    const char* name;
    std::string body;
    const char* coding;
    size_t cap, kept;
    bool truncated;
  };
  const Case kCases[] = {
      {"plain", "hello", "", 4, 4, true},
      {"plain, exact", "hello", "", 5, 5, false},
      {"gzip", Gzip("hello"), "gzip", 4, 4, true},
      {"gzip, exact", Gzip("hello"), "gzip", 5, 5, false},
      {"gzip, nothing allowed", Gzip("hello"), "gzip", 0, 0, true},
      {"gzip, second member", Gzip("hello") + Gzip("x"), "gzip", 5, 5, true},
      {"deflate", Deflate(text, -15), "deflate", 1000, 1000, true},
      {"brotli", BrotliStored("hello"), "br", 4, 4, true},
      {"brotli, exact", BrotliStored("hello"), "br", 5, 5, false},
      {"zstd", Zstd(text), "zstd", 1000, 1000, true},
      {"zstd, exact", Zstd("hello"), "zstd", 5, 5, false},
      {"a bomb", bomb, "gzip", kRoomy, kRoomy, true},
      {"a bomb that states no size", Deflate(std::string(8 << 20, ' '), 15), "deflate", kRoomy,
       kRoomy, true},
      {"a zstd bomb", Zstd(std::string(8 << 20, ' ')), "zstd", kRoomy, kRoomy, true},
      {"a zstd bomb in a bomb", Gzip(Zstd(std::string(8 << 20, ' '))), "zstd, gzip", kRoomy, kRoomy,
       true},
      {"a bomb in a bomb", Gzip(bomb), "gzip, gzip", kRoomy, kRoomy, true},
  };
  for (const Case& c : kCases) {
    SCOPED_TRACE(c.name);
    const Result<Decoded> decoded = DecodeContent(c.body, c.coding, c.cap);
    ASSERT_TRUE(decoded.ok());
    EXPECT_EQ(decoded->body.size(), c.kept);
    EXPECT_EQ(decoded->truncated, c.truncated);
    EXPECT_EQ(decoded->problem, "");
  }
}

TEST(DecodeContent, KeepsWhatCameBeforeAnEarlyEnd) {
  const std::string text = LongText();
  for (const int window_bits : {31, 15, -15}) {
    SCOPED_TRACE(window_bits);
    const std::string coded = Deflate(text, window_bits);
    const Result<Decoded> decoded = DecodeContent(coded.substr(0, coded.size() / 2),
                                                  window_bits == 31 ? "gzip" : "deflate", kRoomy);
    ASSERT_TRUE(decoded.ok());
    EXPECT_TRUE(decoded->truncated);
    EXPECT_EQ(decoded->problem, "");
    EXPECT_GT(decoded->body.size(), text.size() / 4);
    EXPECT_TRUE(text.starts_with(decoded->body));
  }
}

TEST(DecodeContent, KeepsWhatCameBeforeAnEarlyEndOfZstd) {
  std::string text;  // several blocks
  for (int i = 0; i < 30'000; ++i) text += std::to_string(i * 7919 % 100'003) + ' ';
  const std::string coded = Zstd(text);
  const Result<Decoded> decoded =
      DecodeContent(coded.substr(0, coded.size() * 9 / 10), "zstd", kRoomy);
  ASSERT_TRUE(decoded.ok());
  EXPECT_TRUE(decoded->truncated);
  EXPECT_EQ(decoded->problem, "");
  EXPECT_GT(decoded->body.size(), text.size() / 4);
  EXPECT_TRUE(text.starts_with(decoded->body));
}

// Each ends within its cap, and within the time of the test.
TEST(DecodeContent, SurvivesBombs) {
  constexpr size_t kCap = 4 << 20;
  std::string members;
  for (int i = 0; i < 20'000; ++i) members += Gzip("x");
  std::string deep = std::string(32 << 20, ' ');
  for (int i = 0; i < 2; ++i) deep = Gzip(deep);
  std::string lie = Gzip("hello");  // states a size of 4 GiB
  lie.replace(lie.size() - 4, 4, "\xff\xff\xff\xff");
  const std::string wide = Zstd(std::string(32 << 20, ' '), 27);  // wants a window of 128 MiB
  EXPECT_EQ(DecodeContent(members, "gzip", kCap)->body, std::string(20'000, 'x'));
  EXPECT_EQ(DecodeContent(deep, "gzip, gzip", kCap)->body.size(), kCap);
  EXPECT_EQ(DecodeContent(lie, "gzip", kCap)->body, "hello");
  EXPECT_NE(DecodeContent(lie, "gzip", kCap)->problem, "");
  EXPECT_EQ(DecodeContent(wide, "zstd", kCap)->body, "");
  EXPECT_NE(DecodeContent(wide, "zstd", kCap)->problem, "");
}

TEST(DecodeContent, SaysSoWhenTheCodingLies) {
  struct Case {
    const char* name;
    std::string body;
    const char* coding;
  };
  const Case kCases[] = {
      {"plain text as gzip", "<html>hello</html>", "gzip"},
      {"plain text as deflate", "<html>hello</html>", "deflate"},
      {"gzip as brotli", Gzip(LongText()), "br"},
      {"plain text as zstd", "<html>hello</html>", "zstd"},
      {"zstd as gzip", Zstd(LongText()), "gzip"},
      {"layers in the wrong order", Gzip(Deflate("hello", 15)), "gzip, deflate"},
  };
  for (const Case& c : kCases) {
    SCOPED_TRACE(c.name);
    const Result<Decoded> decoded = DecodeContent(c.body, c.coding, kRoomy);
    ASSERT_TRUE(decoded.ok());
    EXPECT_THAT(decoded->problem, testing::HasSubstr("Content-Encoding"));
  }
  // Damage in the middle: what stands before it is kept.
  const std::string text = LongText();
  std::string coded = Gzip(text);
  coded.replace(coded.size() / 2, 64, std::string(64, '\xff'));
  const Result<Decoded> decoded = DecodeContent(coded, "gzip", kRoomy);
  EXPECT_NE(decoded->problem, "");
  EXPECT_GT(decoded->body.size(), 1000u);
  // A wrong check sum: all is there, and the lie is told.
  coded = Gzip("hello");
  coded[coded.size() - 8] = static_cast<char>(coded[coded.size() - 8] ^ 1);
  EXPECT_EQ(DecodeContent(coded, "gzip", kRoomy)->body, "hello");
  EXPECT_NE(DecodeContent(coded, "gzip", kRoomy)->problem, "");
}

TEST(DecodeContent, AnEmptyBodyNeedsNoDecoding) {
  for (const char* coding : {"", "gzip", "deflate", "br", "zstd", "gzip, br"}) {
    const Result<Decoded> decoded = DecodeContent("", coding, kRoomy);
    ASSERT_TRUE(decoded.ok()) << coding;
    EXPECT_EQ(decoded->body, "");
    EXPECT_FALSE(decoded->truncated) << coding;
  }
}

TEST(DecodeContent, RefusesUnknownAndManyCodings) {
  for (const char* coding : {"zst", "compress", "gzip, rot13", "gzip;q=1", "gzip, gzip, gzip"}) {
    const Result<Decoded> decoded = DecodeContent("x", coding, kRoomy);
    ASSERT_FALSE(decoded.ok()) << coding;
    EXPECT_EQ(decoded.status().code(), Code::kInvalidArgument);
  }
}

}  // namespace
}  // namespace varta
