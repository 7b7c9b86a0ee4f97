// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// TempDir: a folder of its own in the system's temp folder, gone with everything in it when the
// object goes.
#pragma once

#include <stdlib.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>

namespace varta {

class TempDir {
 public:
  TempDir() {
    path_ = (std::filesystem::temp_directory_path() / "varta-test-XXXXXX").string();
    if (mkdtemp(path_.data()) == nullptr) std::abort();  // no test can go on without it
  }
  ~TempDir() {
    std::error_code ignored;  // a file that stays behind fails no test
    std::filesystem::remove_all(path_, ignored);
  }
  TempDir(const TempDir&) = delete;
  TempDir& operator=(const TempDir&) = delete;

  const std::string& path() const { return path_; }
  // "path/name"; nothing is made there.
  std::string File(std::string_view name) const { return path_ + "/" + std::string(name); }

 private:
  std::string path_;
};

}  // namespace varta
