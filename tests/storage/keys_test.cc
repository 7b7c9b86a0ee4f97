// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "storage/keys.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>
#include <tuple>
#include <vector>

namespace varta {
namespace {

using std::string_literals::operator""s;

TEST(Keys, TextsSortAsTheyDoAndReadBack) {
  std::vector<std::string> texts = {"",    "\0"s, "\0\0"s, "\0\1"s,    "\0\xff"s,
                                    "\1"s, "a"s,  "a\0"s,  "a\0b"s,    "ab"s,
                                    "b"s,  "ґ"s,  "\xff"s, "\xff\xff"s};
  for (const std::string& a : texts) {
    std::string key = KeyWriter().Text(a).Text("z").Take();
    KeyReader whole(key);
    EXPECT_EQ(whole.Text(), a);
    EXPECT_EQ(whole.Text(), "z");
    EXPECT_EQ(whole.rest(), "");
    for (const std::string& b : texts) {
      // The part after it must not change the order.
      if (a != b) {
        EXPECT_EQ(a < b, key < KeyWriter().Text(b).Text("").key())
            << testing::PrintToString(a) << " " << testing::PrintToString(b);
      }
      EXPECT_EQ(b.starts_with(a),
                KeyWriter().Text(b).key().starts_with(KeyWriter().TextBeginning(a).key()));
    }
  }
}

TEST(Keys, NumbersSortAsTheyDoAndReadBack) {
  std::vector<int64_t> numbers = {std::numeric_limits<int64_t>::min(), -256, -1, 0, 1, 255, 256,
                                  std::numeric_limits<int64_t>::max()};
  for (int64_t a : numbers) {
    std::string up = KeyWriter().Signed(a).Take(), down = KeyWriter().SignedDescending(a).Take();
    EXPECT_EQ(KeyReader(up).Signed(), a);
    EXPECT_EQ(KeyReader(down).SignedDescending(), a);
    for (int64_t b : numbers) {
      EXPECT_EQ(a < b, up < KeyWriter().Signed(b).key());
      EXPECT_EQ(a > b, down < KeyWriter().SignedDescending(b).key());
    }
  }
  EXPECT_LT(KeyWriter().Number(255).key(), KeyWriter().Number(256).key());
  EXPECT_EQ(KeyReader(KeyWriter().Number(~uint64_t{0}).key()).Number(), ~uint64_t{0});
}

TEST(Keys, RealsSortLargestFirst) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  std::vector<double> reals = {
      kInfinity, 1e300, 1,      0.7,       std::numeric_limits<double>::denorm_min(),
      0,         -0.5,  -1e300, -kInfinity};
  for (size_t i = 0; i < reals.size(); ++i) {
    std::string key = KeyWriter().RealDescending(reals[i]).Take();
    EXPECT_EQ(KeyReader(key).RealDescending(), reals[i]);
    if (i > 0) {
      EXPECT_LT(KeyWriter().RealDescending(reals[i - 1]).key(), key);
    }
  }
  EXPECT_EQ(KeyWriter().RealDescending(-0.0).key(), KeyWriter().RealDescending(0.0).key());
  EXPECT_EQ(KeyWriter().RealDescending(std::nan("")).key(),
            KeyWriter().RealDescending(-kInfinity).key());
}

TEST(Keys, OtherBytesAreRefused) {
  EXPECT_FALSE(KeyReader("").Text());
  EXPECT_FALSE(KeyReader("abc").Text());                            // no end
  EXPECT_FALSE(KeyReader("abc\0"s).Text());                         // half an end
  EXPECT_FALSE(KeyReader("abc\0\2"s).Text());                       // neither a NUL nor an end
  EXPECT_FALSE(KeyReader("1234567").Number());                      // seven bytes
  EXPECT_FALSE(KeyReader(std::string(8, '\0')).RealDescending());   // a not-a-number
  EXPECT_FALSE(KeyReader("\x80\0\0\0\0\0\0\0"s).RealDescending());  // -0
}

TEST(Keys, PartsSortFirstPartFirst) {
  std::mt19937_64 random(7);
  auto text = [&] {
    std::string made;
    for (uint64_t n = random() % 4; n > 0; --n)
      made.push_back(
          "\0\1\xff"
          "a"[random() % 4]);
    return made;
  };
  using Parts = std::tuple<std::string, int64_t, std::string>;
  auto key = [](const Parts& parts) {
    return KeyWriter()
        .Text(std::get<0>(parts))
        .Signed(std::get<1>(parts))
        .Text(std::get<2>(parts))
        .Take();
  };
  for (int i = 0; i < 20'000; ++i) {
    Parts a{text(), static_cast<int64_t>(random() % 3) - 1, text()};
    Parts b{text(), static_cast<int64_t>(random() % 3) - 1, text()};
    ASSERT_EQ(a < b, key(a) < key(b));
    ASSERT_EQ(a == b, key(a) == key(b));
  }
}

TEST(Keys, AfterPrefixIsTheNextKeyThatBeginsOtherwise) {
  EXPECT_EQ(AfterPrefix("a"), "b");
  EXPECT_EQ(AfterPrefix("a\xff"), "b");
  EXPECT_EQ(AfterPrefix("\xff\xff"), "");
  EXPECT_EQ(AfterPrefix(""), "");
}

}  // namespace
}  // namespace varta
