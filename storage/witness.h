// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Witness: a number in a small file that says how much of the database was acknowledged, so that a
// log which lost its end is not taken for a whole one. It is written after each acknowledged batch
// and not synced: a power cut may leave an older number, never a newer one. One thread.
#pragma once

#include <cstdint>
#include <string>

namespace varta {

class Witness {
 public:
  explicit Witness(const std::string& path);  // the file is made by the first Set()
  ~Witness();
  Witness(const Witness&) = delete;
  Witness& operator=(const Witness&) = delete;

  // 0: there is no file, or it cannot be read.
  uint64_t Get() const;
  // Best effort: on a full disk the older number stays.
  void Set(uint64_t number);

 private:
  const std::string path_;
  int file_ = -1;
};

}  // namespace varta
