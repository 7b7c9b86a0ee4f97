// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// How a call says that it could not do its work: a code for the program, a sentence for the person.
// Values; any thread. Dropping one does not compile. The codes are those of gRPC that somebody here
// needs, with gRPC's numbers.
#pragma once

#include <cassert>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace varta {

enum class Code {
  kOk = 0,
  kCancelled = 1,        // the caller or Ctrl-C stopped it
  kInvalidArgument = 3,  // the request or the file is wrong, whatever the state
  kDeadlineExceeded = 4,
  kNotFound = 5,
  kAlreadyExists = 6,
  kPermissionDenied = 7,    // a reason is missing, or the caller may not
  kFailedPrecondition = 9,  // right request, wrong state
  kAborted = 10,            // somebody else changed it meanwhile (etag)
  kInternal = 13,
  kUnavailable = 14,  // try again later: disk full, server not there
  kDataLoss = 15,
};

// "INVALID_ARGUMENT" and so on; "OK" for kOk.
std::string_view CodeName(Code code);

class [[nodiscard]] Status {
 public:
  Status() = default;  // OK
  // message: one sentence that names the thing and says what to do next; never an ad's text, never
  // a contact.
  Status(Code code, std::string message) : code_(code), message_(std::move(message)) {}

  bool ok() const { return code_ == Code::kOk; }
  Code code() const { return code_; }
  const std::string& message() const { return message_; }

  // The same code with `where` and ": " before the message; OK stays OK.
  Status In(std::string_view where) const;

  friend bool operator==(const Status&, const Status&) = default;

 private:
  Code code_ = Code::kOk;
  std::string message_;
};

// For people and test output: "NOT_FOUND: no lead 'x'".
std::string ToString(const Status& status);

// A T, or the Status that says why there is none.
template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value)
      : value_(std::in_place_index<0>, std::move(value)) {}  // NOLINT: implicit on purpose
  Result(Status status)
      : value_(std::in_place_index<1>, std::move(status)) {  // NOLINT: implicit on purpose
    assert(!std::get<1>(value_).ok());
  }

  bool ok() const { return value_.index() == 0; }
  Status status() const { return ok() ? Status() : std::get<1>(value_); }

  // Only if ok().
  T& operator*() & { return std::get<0>(value_); }
  const T& operator*() const& { return std::get<0>(value_); }
  T&& operator*() && { return std::get<0>(std::move(value_)); }
  T* operator->() { return &std::get<0>(value_); }
  const T* operator->() const { return &std::get<0>(value_); }

 private:
  std::variant<T, Status> value_;
};

}  // namespace varta
