// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Memory for one parse of a C library: handed out, never taken back, freed at once. When its bytes
// or its time are used up it jumps out of the library, so that hostile input costs no more than the
// budget. One thread; one use.
#pragma once

#include <csetjmp>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace varta {

class Arena {
 public:
  // `max_millis`: of this thread's processor time, from now on, so that a busy machine does not
  // change what a page comes to.
  Arena(size_t max_bytes, int max_millis);
  ~Arena();
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;

  // Runs `work(context)` and gives true; false if it was left because the budget ran out. `work`
  // and what it calls must own nothing that needs a destructor: they are left by longjmp.
  bool Run(void (*work)(void* context), void* context);

  // Only inside Run(). Aligned for anything; never null.
  void* Allocate(size_t bytes);

  size_t used_bytes() const { return used_; }

 private:
  [[noreturn]] void Leave();
  void* NewBlock(size_t bytes);

  const size_t max_bytes_;
  const int64_t deadline_ns_;
  size_t used_ = 0;
  size_t allocations_ = 0;
  std::vector<void*> blocks_;
  char* free_ = nullptr;  // the rest of the newest block
  size_t free_bytes_ = 0;
  std::jmp_buf leave_;
};

}  // namespace varta
