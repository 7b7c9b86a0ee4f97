// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "base/digest.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "base/base64.h"

namespace varta {
namespace {

TEST(Digest, Sha256KnownAnswers) {  // FIPS 180-4 examples
  EXPECT_EQ(Hex(Sha256("")), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(Hex(Sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Digest, Sha1KnownAnswers) {  // RFC 3174, 7.3
  EXPECT_EQ(Hex(Sha1("abc")), "a9993e364706816aba3e25717850c26c9cd0d89d");
  EXPECT_EQ(Hex(Sha1("")), "da39a3ee5e6b4b0d3255bfef95601890afd80709");
}

TEST(Digest, HmacKnownAnswers) {  // RFC 4231, cases 1 and 2
  EXPECT_EQ(Hex(HmacSha256(std::string(20, '\x0b'), "Hi There")),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  EXPECT_EQ(Hex(HmacSha256("Jefe", "what do ya want for nothing?")),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

TEST(Digest, FingerprintsAreTheSameEverywhereAndTellBytesApart) {
  EXPECT_EQ(Hex(Fingerprint128("abc")),
            "39180573c830bd2974ef1d1997c9b36a");  // it stands in databases
  std::set<std::string> all;
  std::string bytes;
  for (int size = 0; size < 100; ++size) {
    EXPECT_TRUE(all.insert(Fingerprint128(bytes)).second) << size;  // of zeros
    bytes += '\0';
  }
  for (size_t i = 0; i < bytes.size(); ++i) {
    for (int bit = 0; bit < 8; ++bit) {
      std::string changed = bytes;
      changed[i] = static_cast<char>(1 << bit);
      EXPECT_TRUE(all.insert(Fingerprint128(changed)).second) << i << " " << bit;
    }
  }
}

TEST(Digest, HexOfEveryByte) { EXPECT_EQ(Hex(std::string("\x00\x09\xaf\xff", 4)), "0009afff"); }

TEST(Digest, RandomBytesAreAsManyAsAskedAndDiffer) {
  EXPECT_EQ(RandomBytes(32).size(), 32u);
  EXPECT_NE(RandomBytes(32), RandomBytes(32));
}

TEST(Base64, KnownAnswers) {  // RFC 4648, section 10
  EXPECT_EQ(FromBase64(""), "");
  EXPECT_EQ(FromBase64("Zg=="), "f");
  EXPECT_EQ(FromBase64("Zm9vYmE="), "fooba");
  EXPECT_EQ(FromBase64("Zm9v\nYmFy"), "foobar");
  EXPECT_EQ(FromBase64("AP8="), std::string("\x00\xff", 2));
}

TEST(Base64, RefusesWhatIsNone) {
  EXPECT_EQ(FromBase64("Zm9v*A=="), std::nullopt);
  EXPECT_EQ(FromBase64("Zm9vY"), std::nullopt);
}

TEST(Digest, OfPiecesIsThatOfTheWhole) {
  const std::string text = "Паспорт на час роботи";
  Sha256Sum sum;
  sum.Add("");
  sum.Add(text.substr(0, 7));
  Sha256Sum moved = std::move(sum);
  moved.Add(text.substr(7));
  EXPECT_EQ(moved.Finish(), Sha256(text));
  EXPECT_EQ(Sha256Sum().Finish(), Sha256(""));
}

}  // namespace
}  // namespace varta
