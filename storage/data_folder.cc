// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "storage/data_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cctype>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

#include "base/digest.h"
#include "base/text.h"

namespace varta {
namespace {

constexpr size_t kKeySize = 32;

Status Failed(const std::string& what, int error) {
  Code code = error == ENOSPC || error == EIO || error == EDQUOT || error == EROFS
                  ? Code::kUnavailable
                  : Code::kFailedPrecondition;
  return Status(code, "cannot " + what + ": " + std::strerror(error));
}

// A file descriptor that closes itself.
class File {
 public:
  File(const std::string& path, int flags, mode_t mode = 0)
      : fd_(open(path.c_str(), flags | O_CLOEXEC, mode)) {}
  ~File() {
    if (fd_ >= 0) close(fd_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  bool ok() const { return fd_ >= 0; }
  int get() const { return fd_; }
  int Release() { return std::exchange(fd_, -1); }

 private:
  int fd_;
};

Status MakeFolder(const std::string& path) {
  if (mkdir(path.c_str(), 0700) == 0 || errno == EEXIST) return Status();
  if (errno == ENOENT) {
    return Status(Code::kFailedPrecondition,
                  "cannot make the data folder " + path + ": the folder above it does not exist");
  }
  return Failed("make the data folder " + path, errno);
}

// Is there a database in `path`? A crash while one is made for the first time leaves neither
// CURRENT nor any data.
Result<bool> HasDatabase(const std::string& path) {
  std::error_code error;
  if (std::filesystem::exists(path + "/CURRENT", error)) return true;
  if (error) return Failed("read " + path, error.value());
  std::filesystem::directory_iterator files(path, error);
  if (error == std::errc::no_such_file_or_directory) return false;
  for (; !error && files != std::filesystem::directory_iterator(); files.increment(error)) {
    std::string extension = files->path().extension();
    if (extension == ".sst" || extension == ".blob" || extension == ".log") {
      return Status(Code::kDataLoss, "the database in " + path +
                                         " is damaged: the file CURRENT is missing; nothing was "
                                         "changed; restore a backup");
    }
  }
  if (error) return Failed("read the folder " + path, error.value());
  return false;
}

Result<std::string> ReadKey(const File& file, const std::string& path) {
  char bytes[kKeySize + 1];
  ssize_t size = read(file.get(), bytes, sizeof bytes);
  if (size < 0) return Failed("read " + path, errno);
  if (static_cast<size_t>(size) != kKeySize) {
    return Status(Code::kDataLoss,
                  path + " is damaged: it is not 32 bytes; restore it from a backup");
  }
  return std::string(bytes, kKeySize);
}

constexpr size_t kMaxHolder = 100;  // bytes of what is shown of a command line

// For whoever is turned away. If it cannot be written the lock holds all the same.
void WriteHolder(const File& lock) {
  const std::string pid = std::to_string(getpid()) + "\n";
  if (ftruncate(lock.get(), 0) != 0) return;
  [[maybe_unused]] ssize_t written = pwrite(lock.get(), pid.data(), pid.size(), 0);
}

// "process 4711 (varta sweep)", as far as it can be told.
std::string Holder(const File& lock) {
  char bytes[32];
  const ssize_t size = pread(lock.get(), bytes, sizeof bytes, 0);
  const std::string written(bytes, size > 0 ? static_cast<size_t>(size) : 0);
  const std::string pid = written.substr(0, written.find('\n'));
  if (pid.empty() || pid.find_first_not_of("0123456789") != std::string::npos)
    return "another process";
  std::ifstream file("/proc/" + pid + "/cmdline", std::ios::binary);
  std::string command(std::istreambuf_iterator<char>(file), {});
  while (command.ends_with('\0')) command.pop_back();
  command.erase(0, command.substr(0, command.find('\0')).rfind('/') + 1);
  for (char& c : command) {
    if (static_cast<unsigned char>(c) < ' ') c = ' ';
  }
  command = Shorten(command, kMaxHolder);
  return "process " + pid + (command.empty() ? "" : " (" + command + ")");
}

// Written under another name, synced, and only then given its own: it is there whole or not at all.
Result<std::string> MakeKey(const std::string& folder, const std::string& path) {
  std::string key = RandomBytes(kKeySize);
  std::string draft = path + ".new";
  {
    File file(draft, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, 0600);
    if (!file.ok()) return Failed("make " + draft, errno);
    ssize_t written = write(file.get(), key.data(), key.size());
    if (written != static_cast<ssize_t>(key.size())) {
      return Failed("write " + draft, written < 0 ? errno : ENOSPC);
    }
    if (fchmod(file.get(), 0600) != 0 || fsync(file.get()) != 0) {
      return Failed("write " + draft, errno);
    }
  }
  if (rename(draft.c_str(), path.c_str()) != 0) return Failed("make " + path, errno);
  File directory(folder, O_RDONLY | O_DIRECTORY);
  if (!directory.ok() || fsync(directory.get()) != 0) return Failed("write " + folder, errno);
  return key;
}

}  // namespace

Result<std::string> ReadContactKey(const std::string& folder) {
  const std::string path = folder + "/contact.key";
  File file(path, O_RDONLY);
  if (file.ok()) return ReadKey(file, path);
  if (errno == ENOENT) return Status(Code::kNotFound, path + " is not there");
  return Failed("read " + path, errno);
}

DataFolder::DataFolder(std::string path, int lock, bool has_database)
    : path_(std::move(path)), lock_(lock), has_database_(has_database) {}

DataFolder::DataFolder(DataFolder&& other) noexcept
    : path_(std::move(other.path_)),
      lock_(std::exchange(other.lock_, -1)),
      has_database_(other.has_database_) {}

DataFolder::~DataFolder() {
  if (lock_ >= 0) close(lock_);  // gives the lock back
}

Result<DataFolder> DataFolder::Take(const std::string& path, bool create) {
  if (path.empty()) return Status(Code::kInvalidArgument, "the data folder has no name");
  if (create) {
    Status made = MakeFolder(path);
    if (!made.ok()) return made;
  }
  struct stat info;
  if (stat(path.c_str(), &info) != 0) {
    if (errno == ENOENT) {
      return Status(Code::kNotFound, "there is no data folder " + path + "; check the path");
    }
    return Failed("use the data folder " + path, errno);
  }
  if (!S_ISDIR(info.st_mode)) {
    return Status(Code::kFailedPrecondition,
                  "the data folder " + path + " is a file, not a folder");
  }
  if (!create) {  // before the lock, so that a look at an empty folder leaves nothing in it
    Result<bool> has = HasDatabase(path + "/db");
    if (!has.ok()) return has.status();
    if (!*has)
      return Status(Code::kNotFound, "there is no database in " + path + "; check the path");
  }
  File lock(path + "/lock", O_RDWR | O_CREAT, 0600);
  if (!lock.ok()) return Failed("use the data folder " + path, errno);
  if (flock(lock.get(), LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK) return Failed("lock the data folder " + path, errno);
    return Status(Code::kFailedPrecondition,
                  "the data folder " + path + " is in use by " + Holder(lock) +
                      ": wait for its end, or end it first (a sweep ends cleanly by kill, and what "
                      "it stored stays)");
  }
  WriteHolder(lock);
  Result<bool> has = HasDatabase(path + "/db");
  if (!has.ok()) return has.status();
  if (!*has) {
    Status made = MakeFolder(path + "/db");
    if (!made.ok()) return made;
  }
  return DataFolder(path, lock.Release(), *has);
}

Result<std::string> DataFolder::ContactKey() const {
  Result<std::string> key = ReadContactKey(path_);
  if (key.status().code() != Code::kNotFound) return key;
  const std::string path = path_ + "/contact.key";
  if (has_database_) {
    return Status(Code::kDataLoss, path +
                                       " is missing, though there is a database; restore it from a "
                                       "backup: without it no contact can be found");
  }
  return MakeKey(path_, path);
}

Result<std::string> DataFolder::CopyDatabaseAside(Time now) const {
  std::string stem = database_path() + ".damaged-";
  for (char c : FormatTime(now)) {
    if (std::isalnum(static_cast<unsigned char>(c))) stem.push_back(c);
  }
  std::string copy = stem;
  std::error_code error;
  for (int i = 2; std::filesystem::exists(copy, error); ++i) copy = stem + "-" + std::to_string(i);
  if (mkdir(copy.c_str(), 0700) != 0) return Failed("make " + copy, errno);
  std::filesystem::copy(database_path(), copy, std::filesystem::copy_options::recursive, error);
  if (error) {
    return Status(Code::kUnavailable, "cannot copy the damaged database to " + copy + ": " +
                                          error.message() + "; nothing was repaired");
  }
  sync();
  return copy;
}

}  // namespace varta
