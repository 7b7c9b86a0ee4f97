// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "storage/witness.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "tests/storage/temp_store.h"

namespace varta {
namespace {

TEST(Witness, KeepsTheLastNumber) {
  TempDir dir;
  std::string path = dir.path() + "/witness";
  Witness witness(path);
  EXPECT_EQ(witness.Get(), 0u);
  EXPECT_FALSE(std::filesystem::exists(path));
  witness.Set(7);
  witness.Set(~uint64_t{0});
  EXPECT_EQ(Witness(path).Get(), ~uint64_t{0});
  witness.Set(8);
  EXPECT_EQ(Witness(path).Get(), 8u);
}

TEST(Witness, HalfAWriteIsNoNumber) {
  TempDir dir;
  std::string path = dir.path() + "/witness";
  Witness(path).Set(0x0102030405060708);
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  file.seekp(5);
  file.put('\0');
  file.close();
  EXPECT_EQ(Witness(path).Get(), 0u);
  std::filesystem::resize_file(path, 3);
  EXPECT_EQ(Witness(path).Get(), 0u);
  EXPECT_EQ(Witness(dir.path() + "/none/witness").Get(), 0u);  // and Set() there does nothing
  Witness(dir.path() + "/none/witness").Set(1);
}

}  // namespace
}  // namespace varta
