// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "sweep/command.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <memory>

namespace varta {
namespace {

using Steady = std::chrono::steady_clock;
constexpr int kLook = 100;  // ms: the limit may become less, and the program may be gone

class Descriptor {
 public:
  explicit Descriptor(int descriptor = -1) : descriptor_(descriptor) {}
  ~Descriptor() { Close(); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return descriptor_; }
  void Close() {
    if (descriptor_ >= 0) close(descriptor_);
    descriptor_ = -1;
  }

 private:
  int descriptor_;
};

// A file in memory: a program that never reads it blocks nobody.
int InputFile(std::string_view text) {
  const int file = memfd_create("varta-input", MFD_CLOEXEC);
  while (file >= 0 && !text.empty()) {
    const ssize_t written = write(file, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) {
      close(file);
      return -1;
    }
    text.remove_prefix(static_cast<size_t>(written));
  }
  if (file >= 0) lseek(file, 0, SEEK_SET);
  return file;
}

std::vector<char*> Pointers(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

std::vector<std::string> Environment(
    const std::vector<std::pair<std::string, std::string>>& variables) {
  std::vector<std::string> all;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view text = *entry;
    // How systemd talks to us is between the two.
    if (!text.starts_with("NOTIFY_SOCKET=") && !text.starts_with("WATCHDOG_"))
      all.emplace_back(text);
  }
  for (const auto& [name, value] : variables) {
    std::erase_if(all, [&](const std::string& entry) { return entry.starts_with(name + "="); });
    all.push_back(name + "=" + value.substr(0, value.find('\0')));
  }
  return all;
}

// What is there to be read; false at the end.
bool Read(int from, std::string* output) {
  char buffer[4096];
  const ssize_t got = read(from, buffer, sizeof buffer);
  if (got < 0) return errno == EINTR || errno == EAGAIN;
  output->append(buffer, std::min(static_cast<size_t>(got), kMaxCommandOutput - output->size()));
  return got > 0;
}

int Spawn(std::vector<std::string> words, std::vector<std::string> environment, int input,
          int output, pid_t* child) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, output, STDERR_FILENO);
  posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  // What we ignore or block is no business of the program's.
  sigset_t none, defaults;
  sigemptyset(&none);
  sigemptyset(&defaults);
  sigaddset(&defaults, SIGPIPE);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setsigdefault(&attributes, &defaults);
  posix_spawnattr_setpgroup(&attributes, 0);
  posix_spawnattr_setflags(&attributes,
                           POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  const int error = posix_spawnp(child, words[0].c_str(), &actions, &attributes,
                                 Pointers(words).data(), Pointers(environment).data());
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  return error;
}

}  // namespace

Result<CommandResult> RunCommand(const std::vector<std::string>& words, std::string_view input,
                                 const std::vector<std::pair<std::string, std::string>>& variables,
                                 const std::atomic<int64_t>& limit) {
  if (words.empty()) return Status(Code::kInvalidArgument, "there is no command to run");
  const Steady::time_point begun = Steady::now();
  Descriptor in(InputFile(input));
  int ends[2];
  if (in.get() < 0 || pipe2(ends, O_CLOEXEC) != 0)
    return Status(Code::kUnavailable, std::string("cannot run a command: ") + strerror(errno));
  Descriptor from(ends[0]), to(ends[1]);
  fcntl(from.get(), F_SETFL, O_NONBLOCK);
  pid_t child = -1;
  if (int error = Spawn(words, Environment(variables), in.get(), to.get(), &child); error != 0) {
    return Status(error == ENOENT ? Code::kNotFound : Code::kUnavailable,
                  "cannot run " + words[0] + ": " + strerror(error));
  }
  to.Close();
  CommandResult result;
  bool open = true;
  int status = 0;
  // Its end counts, not the pipe's: something that it left in the background may hold that open.
  while (waitpid(child, &status, WNOHANG) == 0) {
    if (Steady::now() - begun >= std::chrono::milliseconds(limit.load())) {
      result.timed_out = true;
      kill(-child, SIGKILL);
      waitpid(child, &status, 0);
      break;
    }
    pollfd waiting{open ? from.get() : -1, POLLIN, 0};
    if (poll(&waiting, 1, open ? kLook : kLook / 5) > 0) open = Read(from.get(), &result.output);
  }
  for (size_t before = 0; open; before = result.output.size()) {
    open = Read(from.get(), &result.output) && result.output.size() > before;
  }
  result.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return result;
}

}  // namespace varta
