// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Runs a fuzz target over saved inputs (files or folders named on the command line), so that every
// build replays them without a fuzzer. Each input is also tried cut short at a few places.
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace {

void Run(const std::string& input) {
  for (size_t size :
       {input.size(), input.size() / 2, input.size() / 3, input.size() - input.size() / 7}) {
    LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t*>(input.data()), size);
  }
}

int RunFile(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  Run(std::string(std::istreambuf_iterator<char>(file), {}));
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  int inputs = 0;
  for (int i = 1; i < argc; ++i) {
    if (!std::filesystem::is_directory(argv[i])) {
      inputs += RunFile(argv[i]);
      continue;
    }
    for (const auto& entry : std::filesystem::recursive_directory_iterator(argv[i])) {
      if (entry.is_regular_file()) inputs += RunFile(entry.path());
    }
  }
  std::printf("%d inputs replayed\n", inputs);
  return inputs > 0 ? 0 : 1;  // an empty corpus is a mistake
}
