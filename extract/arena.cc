// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/arena.h"

#include <cstdlib>
#include <ctime>

namespace varta {
namespace {

constexpr size_t kBlockBytes = 1024 * 1024;
constexpr size_t kAlignment = alignof(std::max_align_t);
constexpr size_t kLookAtClockEvery =
    256;  // allocations: often enough for 10 ms, seldom enough to cost nothing

int64_t ThreadTimeNs() {
  timespec now = {};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<int64_t>(now.tv_sec) * 1'000'000'000 + now.tv_nsec;
}

}  // namespace

Arena::Arena(size_t max_bytes, int max_millis)
    : max_bytes_(max_bytes), deadline_ns_(ThreadTimeNs() + int64_t{max_millis} * 1'000'000) {
  // One place for each block there can be, so that Allocate() never throws through C frames.
  blocks_.reserve(max_bytes / kBlockBytes * 2 + 2);
}

Arena::~Arena() {
  for (void* block : blocks_) std::free(block);
}

bool Arena::Run(void (*work)(void* context), void* context) {
  if (setjmp(leave_) != 0) return false;
  work(context);
  return true;
}

void Arena::Leave() { std::longjmp(leave_, 1); }

void* Arena::NewBlock(size_t bytes) {
  if (bytes > max_bytes_ - used_ || blocks_.size() == blocks_.capacity()) Leave();
  void* const block = std::malloc(bytes);
  if (block == nullptr) Leave();
  blocks_.push_back(block);
  used_ += bytes;
  return block;
}

void* Arena::Allocate(size_t bytes) {
  if (++allocations_ % kLookAtClockEvery == 0 && ThreadTimeNs() > deadline_ns_) Leave();
  if (bytes > max_bytes_) Leave();
  bytes = (bytes + kAlignment - 1) / kAlignment * kAlignment;
  // A large piece gets a block of its own, so that at most half of the blocks are not full.
  if (bytes > kBlockBytes / 2) return NewBlock(bytes);
  if (bytes > free_bytes_) {
    free_ = static_cast<char*>(NewBlock(kBlockBytes));
    free_bytes_ = kBlockBytes;
  }
  char* const piece = free_;
  free_ += bytes;
  free_bytes_ -= bytes;
  return piece;
}

}  // namespace varta
