// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Runs the varta binary as a person or a program would, and keeps what it said.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace varta {

struct Ran {
  int code = -1;  // exit code; 128 + signal if it was killed
  std::string out, err;
};

// A child process; its output goes to files in `dir`.
class Program {
 public:
  // `arguments` without the program's own name; `input` is its standard input. `dir` must exist.
  Program(const std::string& dir, const std::vector<std::string>& arguments,
          const std::string& input = "");
  ~Program();  // kills it if it still runs
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  void Signal(int signal) const;
  bool Ended();
  // Waits for its end.
  Ran Wait();
  // What it has said so far.
  std::string Out() const;
  std::string Err() const;

 private:
  std::string out_, err_;
  pid_t pid_ = -1;
  int status_ = 0;
  bool ended_ = false;
};

Ran RunVarta(const std::string& dir, const std::vector<std::string>& arguments,
             const std::string& input = "");

// A whole file; "": there is none.
std::string ReadAll(const std::string& path);

}  // namespace varta
