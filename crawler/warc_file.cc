// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "crawler/warc_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>
#include <utility>

#include "base/version.h"

namespace varta {
namespace {

constexpr std::string_view kOpenSuffix = ".open";

std::string Open(const std::string& path) { return path + std::string(kOpenSuffix); }

Status Unavailable(const std::string& what, int error) {
  return Status(Code::kUnavailable, "cannot " + what + ": " +
                                        std::generic_category().message(error) +
                                        "; check the folder and the space on its disk");
}

}  // namespace

Result<WarcFile> WarcFile::Create(const std::string& path) {
  const Status taken(Code::kAlreadyExists, "the WARC file " + path +
                                               " or its .open is there already; evidence is never "
                                               "written over: give another name");
  const int fd = open(Open(path).c_str(), O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0600);
  if (fd < 0 && errno == EEXIST) return taken;
  if (fd < 0) return Unavailable("make the WARC file " + Open(path), errno);
  WarcFile file(path, fd);
  // After the .open is there: another writer's file has always one of the two names.
  std::error_code ignored;
  if (std::filesystem::exists(path, ignored)) {
    unlink(Open(path).c_str());
    return taken;
  }
  return file;
}

WarcFile::WarcFile(WarcFile&& other) noexcept
    : path_(std::move(other.path_)),
      fd_(std::exchange(other.fd_, -1)),
      size_(other.size_),
      torn_(other.torn_) {}

WarcFile& WarcFile::operator=(WarcFile&& other) noexcept {
  std::swap(path_, other.path_);
  std::swap(fd_, other.fd_);
  std::swap(size_, other.size_);
  std::swap(torn_, other.torn_);
  return *this;
}

WarcFile::~WarcFile() {
  if (fd_ >= 0) close(fd_);
}

Status WarcFile::Failed(const char* what, int error) const {
  return Unavailable(std::string(what) + " the WARC file " + path_, error);
}

Status WarcFile::Append(std::string_view members) {
  if (fd_ < 0 || torn_) {
    return Status(Code::kDataLoss, "the WARC file " + path_ +
                                       (torn_ ? " ends with a part of a record" : " is closed") +
                                       "; go on in a new one");
  }
  const uint64_t whole = size_ + members.size();
  while (!members.empty()) {
    const ssize_t written = write(fd_, members.data(), members.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) {
      const int error = written < 0 ? errno : ENOSPC;
      if (ftruncate(fd_, static_cast<off_t>(size_)) == 0) return Failed("write", error);
      torn_ = true;
      Status status = Failed("write", error);
      return Status(Code::kDataLoss, status.message() + "; it ends with a part of a record");
    }
    members.remove_prefix(static_cast<size_t>(written));
  }
  size_ = whole;
  return Status();
}

Status WarcFile::Sync() {
  if (fd_ >= 0 && fdatasync(fd_) != 0) return Failed("sync", errno);
  return Status();
}

Status WarcFile::Close() {
  if (fd_ < 0) return Status();
  const Status synced = Sync();
  close(std::exchange(fd_, -1));
  if (!synced.ok()) return synced;
  if (std::rename(Open(path_).c_str(), path_.c_str()) != 0) return Failed("rename", errno);
  std::filesystem::path folder = std::filesystem::path(path_).parent_path();
  if (folder.empty()) folder = ".";
  const int fd = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const int error = fd < 0 || fsync(fd) != 0 ? errno : 0;
  if (fd >= 0) close(fd);
  return error == 0 ? Status() : Failed("sync the name of", error);
}

WarcDraft DraftWarcInfo(const std::string& path, Time date, const Headers& lines) {
  Headers all = {
      {"software", "varta/" + std::string(kVersion)},
      {"format", "WARC File Format 1.1"},
      {"conformsTo",
       "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"}};
  all.insert(all.end(), lines.begin(), lines.end());
  return DraftWarcRecord("warcinfo", date,
                         {{"WARC-Filename", std::filesystem::path(path).filename().string()},
                          {"Content-Type", "application/warc-fields"}},
                         WarcLines(all));
}

}  // namespace varta
