// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "storage/witness.h"

#include <fcntl.h>
#include <unistd.h>

#include <optional>
#include <string_view>

#include "base/digest.h"
#include "storage/keys.h"

namespace varta {
namespace {

constexpr size_t kSize = 16;

// The number and the beginning of its digest, so that half a write is not taken for a number.
std::string Encode(uint64_t number) {
  std::string bytes = KeyWriter().Number(number).Take();
  return bytes + Sha256(bytes).substr(0, kSize - bytes.size());
}

}  // namespace

Witness::Witness(const std::string& path) : path_(path) {}

Witness::~Witness() {
  if (file_ >= 0) close(file_);
}

uint64_t Witness::Get() const {
  int file = open(path_.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return 0;
  char bytes[kSize];
  ssize_t size = read(file, bytes, kSize);
  close(file);
  if (size != static_cast<ssize_t>(kSize)) return 0;
  std::optional<uint64_t> number = KeyReader(std::string_view(bytes, kSize)).Number();
  return number && Encode(*number) == std::string_view(bytes, kSize) ? *number : 0;
}

void Witness::Set(uint64_t number) {
  if (file_ < 0) file_ = open(path_.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  std::string bytes = Encode(number);
  // If it fails there is nothing to be done: the older number is still true.
  if (file_ < 0) return;
  [[maybe_unused]] ssize_t written = pwrite(file_, bytes.data(), bytes.size(), 0);
}

}  // namespace varta
