// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// A file system whose files keep in memory what was not synced: killing the process then does what
// a power cut does.
#pragma once

#include <rocksdb/file_system.h>

#include <memory>
#include <string>
#include <utility>

namespace varta {

class UnsyncedFile final : public rocksdb::FSWritableFileOwnerWrapper {
 public:
  using IOOptions = rocksdb::IOOptions;
  using IODebugContext = rocksdb::IODebugContext;
  using IOStatus = rocksdb::IOStatus;

  explicit UnsyncedFile(std::unique_ptr<rocksdb::FSWritableFile> file)
      : FSWritableFileOwnerWrapper(std::move(file)) {}

  IOStatus Append(const rocksdb::Slice& data, const IOOptions&, IODebugContext*) override {
    unsynced_.append(data.data(), data.size());
    return IOStatus::OK();
  }
  IOStatus Append(const rocksdb::Slice& data, const IOOptions& options,
                  const rocksdb::DataVerificationInfo&, IODebugContext* debug) override {
    return Append(data, options, debug);
  }
  IOStatus Flush(const IOOptions&, IODebugContext*) override { return IOStatus::OK(); }
  IOStatus Sync(const IOOptions& options, IODebugContext* debug) override {
    IOStatus status = Write(options, debug);
    return status.ok() ? target()->Sync(options, debug) : status;
  }
  IOStatus Fsync(const IOOptions& options, IODebugContext* debug) override {
    return Sync(options, debug);
  }
  IOStatus Close(const IOOptions& options, IODebugContext* debug) override {
    IOStatus status = Write(options, debug);
    return status.ok() ? target()->Close(options, debug) : status;
  }
  uint64_t GetFileSize(const IOOptions& options, IODebugContext* debug) override {
    return target()->GetFileSize(options, debug) + unsynced_.size();
  }

 private:
  IOStatus Write(const IOOptions& options, IODebugContext* debug) {
    if (unsynced_.empty()) return IOStatus::OK();
    IOStatus status = target()->Append(unsynced_, options, debug);
    unsynced_.clear();
    return status;
  }

  std::string unsynced_;
};

class UnsyncedFileSystem final : public rocksdb::FileSystemWrapper {
 public:
  UnsyncedFileSystem() : FileSystemWrapper(rocksdb::FileSystem::Default()) {}
  const char* Name() const override { return "UnsyncedFileSystem"; }

  rocksdb::IOStatus NewWritableFile(const std::string& name, const rocksdb::FileOptions& options,
                                    std::unique_ptr<rocksdb::FSWritableFile>* result,
                                    rocksdb::IODebugContext* debug) override {
    rocksdb::IOStatus status = target()->NewWritableFile(name, options, result, debug);
    if (status.ok()) *result = std::make_unique<UnsyncedFile>(std::move(*result));
    return status;
  }
};

}  // namespace varta
