// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "rules/compiled_pattern.h"

#include <re2/re2.h>

#include <algorithm>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include "rules/pattern.h"
#include "rules/program_bound.h"

namespace varta {
namespace {

constexpr int64_t kMaxMemory =
    8 << 20;  // of one pattern: program and DFA states; past it RE2 goes on more slowly
constexpr size_t kMaxProgram = 50'000;  // instructions
// RE2 takes half as much again, and twice as much while it compiles: what is below this it takes.
constexpr size_t kSurelyTaken = 30'000;

re2::StringPiece ToPiece(std::string_view text) {
  return re2::StringPiece(text.data(), text.size());
}

bool MatchesBetween(const re2::RE2& re2, std::string_view text, size_t begin, size_t end) {
  return re2.Match(ToPiece(text), begin, end, re2::RE2::UNANCHORED, nullptr, 0);
}

Result<size_t> SizeOf(const re2::RE2& re2) {
  if (!re2.ok()) {
    std::string message = "RE2 says: " + re2.error();
    if (re2.error_code() == re2::RE2::ErrorPatternTooLarge) {
      message = "the pattern is too large; make its repeats smaller or split it";
    }
    return Status(Code::kInvalidArgument, message);
  }
  const auto size = static_cast<size_t>(re2.ProgramSize());
  if (size > kMaxProgram) {
    return Status(Code::kInvalidArgument,
                  "the pattern is too large (" + std::to_string(size) +
                      " instructions of at most 50000); make its repeats smaller or split it");
  }
  return size;
}

}  // namespace

class CompiledPattern::Program {
 public:
  explicit Program(std::string_view source) : source_(source) {}

  const re2::RE2& Get() {
    std::call_once(once_, [this] {
      re2::RE2::Options options;
      options.set_log_errors(false);
      options.set_max_mem(kMaxMemory);
      options.set_never_capture(true);  // only the whole match is of interest
      re2_ = std::make_unique<const re2::RE2>(ToPiece(source_), options);
      source_ = std::string();  // RE2 keeps its own
    });
    return *re2_;
  }

 private:
  std::once_flag once_;
  std::string source_;
  std::unique_ptr<const re2::RE2> re2_;
};

CompiledPattern::CompiledPattern(std::string_view re2, bool marked, size_t program_size)
    : program_(std::make_unique<Program>(re2)), marked_(marked), program_size_(program_size) {}
CompiledPattern::~CompiledPattern() = default;
CompiledPattern::CompiledPattern(CompiledPattern&&) noexcept = default;
CompiledPattern& CompiledPattern::operator=(CompiledPattern&&) noexcept = default;

Result<CompiledPattern> CompiledPattern::Compile(const Pattern& pattern) {
  return Compile(pattern, TokenizePattern(pattern.written));
}

Result<CompiledPattern> CompiledPattern::Compile(const Pattern& pattern,
                                                 const PatternTokens& tokens) {
  std::string re2 = pattern.re2;
  if (re2.empty()) {  // not from a pack, whose reader has translated it
    Translation translation = TranslatePattern(pattern.written);
    if (translation.mistake) return Status(Code::kInvalidArgument, translation.mistake->message);
    re2 = std::move(translation.re2);
  }
  const Result<size_t> size = pattern.program > 0 ? pattern.program : ProgramSize(re2);
  if (!size.ok()) return size.status();
  return CompiledPattern(re2, tokens.has_edges, *size);
}

Result<CompiledPattern> CompiledPattern::CompileRe2(std::string_view re2) {
  CompiledPattern compiled(re2, false, 0);
  const Result<size_t> size = SizeOf(compiled.program_->Get());
  if (!size.ok()) return size.status();
  compiled.program_size_ = *size;
  if (re2::RE2::FullMatch("", compiled.program_->Get())) {
    return Status(Code::kInvalidArgument,
                  "the pattern matches where there is nothing, so everywhere; let at least one "
                  "character be needed");
  }
  return compiled;
}

Result<size_t> CompiledPattern::ProgramSize(std::string_view re2) {
  const std::optional<size_t> bound = ProgramBound(re2);
  if (bound && *bound <= kSurelyTaken) return *bound;
  return SizeOf(Program(re2).Get());
}

std::string_view CompiledPattern::TextOf(AdPart& part) const {
  return marked_ ? std::string_view(part.marked().text()) : part.view();
}

bool CompiledPattern::Matches(AdPart& part) const {
  const std::string_view text = TextOf(part);
  return MatchesBetween(program_->Get(), text, 0, text.size());
}

bool CompiledPattern::MatchesIn(AdPart& part, CodeWindow window) const {
  const LetterStream& letters = part.letters();
  const uint32_t begin = letters.OffsetOf(window.begin);
  const uint32_t end = letters.OffsetOf(window.end);
  if (!marked_) return MatchesBetween(program_->Get(), part.view(), begin, end);
  const uint32_t before = window.begin > 0 ? letters.OffsetOf(window.begin - 1) : 0;
  MarkedPiece piece;
  MarkPiece(part.view(), before, begin, end, &piece);
  return MatchesBetween(program_->Get(), piece.text, piece.begin, piece.end);
}

bool CompiledPattern::AddMatch(AdPart& part, std::string_view text, size_t* at,
                               std::vector<ByteRange>* found) const {
  re2::StringPiece match;
  if (!program_->Get().Match(ToPiece(text), *at, text.size(), re2::RE2::UNANCHORED, &match, 1))
    return false;
  const auto begin = static_cast<size_t>(match.data() - text.data());
  size_t end = begin + match.size();
  ByteRange range{static_cast<uint32_t>(begin), static_cast<uint32_t>(end)};
  if (marked_) {
    // The mark after a match may be the one before the next.
    while (end > begin && part.marked().IsMark(end - 1)) --end;
    range = part.marked().ToView(range);
  }
  if (range.begin < range.end) found->push_back(range);
  *at = std::max(end, *at + 1);
  return true;
}

std::vector<ByteRange> CompiledPattern::Find(AdPart& part, size_t max) const {
  std::vector<ByteRange> found;
  const std::string_view text = TextOf(part);
  size_t at = 0;
  while (found.size() < max && at <= text.size() && AddMatch(part, text, &at, &found)) continue;
  return found;
}

std::vector<ByteRange> CompiledPattern::FindIn(AdPart& part, std::span<const CodeWindow> windows,
                                               size_t max, bool exists) const {
  std::vector<ByteRange> found;
  const std::string_view text = TextOf(part);
  const LetterStream& letters = part.letters();
  auto place = [&](size_t code) {
    const uint32_t offset = letters.OffsetOf(code);
    return marked_ ? part.marked().FromView(offset) : offset;
  };
  size_t at = 0;
  for (const CodeWindow& window : windows) {
    size_t end = place(window.end);
    // The mark at a window's end belongs to it.
    if (marked_ && end < text.size() && part.marked().IsMark(end)) ++end;
    const size_t last = std::min(end, size_t{place(window.last_anchor)});
    at = std::max(at, size_t{place(window.longer_begin)});
    while (found.size() < max && at <= last) {
      // Without a match in the window the search would look through all of the rest.
      if (!exists && end < text.size() && !MatchesBetween(program_->Get(), text, at, end)) break;
      if (!AddMatch(part, text, &at, &found)) return found;
      exists = false;
    }
  }
  return found;
}

}  // namespace varta
