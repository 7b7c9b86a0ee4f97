// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "tests/cli/program.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <fstream>
#include <iterator>

namespace varta {
namespace {

void Redirect(const std::string& path, int flags, int descriptor) {
  int file = open(path.c_str(), flags, 0600);
  if (file < 0 || dup2(file, descriptor) < 0) _exit(125);
  close(file);
}

}  // namespace

std::string ReadAll(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

Program::Program(const std::string& dir, const std::vector<std::string>& arguments,
                 const std::string& input) {
  static std::atomic<int> count{0};
  std::string base = dir + "/run" + std::to_string(++count);
  out_ = base + ".out";
  err_ = base + ".err";
  std::ofstream(base + ".in", std::ios::binary) << input;
  std::vector<std::string> all = {VARTA_BINARY};
  all.insert(all.end(), arguments.begin(), arguments.end());
  std::vector<char*> argv;
  for (std::string& argument : all) argv.push_back(argument.data());
  argv.push_back(nullptr);
  pid_ = fork();
  if (pid_ == 0) {
    if (chdir(dir.c_str()) != 0) _exit(126);
    unsetenv("VARTA_CONFIG");
    Redirect(base + ".in", O_RDONLY, STDIN_FILENO);
    Redirect(out_, O_WRONLY | O_CREAT | O_TRUNC, STDOUT_FILENO);
    Redirect(err_, O_WRONLY | O_CREAT | O_TRUNC, STDERR_FILENO);
    execv(argv[0], argv.data());
    _exit(127);
  }
}

Program::~Program() {
  if (ended_) return;
  Signal(SIGKILL);
  waitpid(pid_, &status_, 0);
}

void Program::Signal(int signal) const { kill(pid_, signal); }

bool Program::Ended() {
  if (!ended_) ended_ = waitpid(pid_, &status_, WNOHANG) == pid_;
  return ended_;
}

Ran Program::Wait() {
  if (!ended_) waitpid(pid_, &status_, 0);
  ended_ = true;
  return {WIFEXITED(status_) ? WEXITSTATUS(status_) : 128 + WTERMSIG(status_), ReadAll(out_),
          ReadAll(err_)};
}

std::string Program::Out() const { return ReadAll(out_); }

std::string Program::Err() const { return ReadAll(err_); }

Ran RunVarta(const std::string& dir, const std::vector<std::string>& arguments,
             const std::string& input) {
  return Program(dir, arguments, input).Wait();
}

}  // namespace varta
