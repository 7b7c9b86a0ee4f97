// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "rules/compiled_pattern.h"

#include <re2/re2.h>

#include <utility>

#include "rules/pattern.h"

namespace varta {
namespace {

constexpr int64_t kMaxMemory =
    8 << 20;  // of one pattern: program and DFA states; past it RE2 goes on more slowly
constexpr int kMaxProgram = 50'000;  // instructions

re2::StringPiece Piece(std::string_view text) { return re2::StringPiece(text.data(), text.size()); }

// Whether the pattern can match without any character. In a marked text one mark stands at each
// place of the view.
bool MatchesNothing(const re2::RE2& re2, bool marked) {
  if (re2::RE2::FullMatch("", re2)) return true;
  if (!marked) return false;
  for (const char mark : {kWordStart, kWordEnd, kNoWord}) {
    if (re2::RE2::FullMatch(re2::StringPiece(&mark, 1), re2)) return true;
  }
  return false;
}

}  // namespace

CompiledPattern::CompiledPattern() = default;
CompiledPattern::~CompiledPattern() = default;
CompiledPattern::CompiledPattern(CompiledPattern&&) noexcept = default;
CompiledPattern& CompiledPattern::operator=(CompiledPattern&&) noexcept = default;

Result<CompiledPattern> CompiledPattern::Compile(const Pattern& pattern) {
  Translation translation = TranslatePattern(pattern.written);
  if (translation.mistake) return Status(Code::kInvalidArgument, translation.mistake->message);
  return Make(translation.re2, translation.marked, std::move(translation.needs));
}

Result<CompiledPattern> CompiledPattern::CompileRe2(std::string_view re2) {
  // What we read as RE2 does can be filtered as well.
  Translation translation = TranslatePattern(re2);
  if (translation.mistake || translation.marked) translation.needs.clear();
  return Make(re2, false, std::move(translation.needs));
}

Result<CompiledPattern> CompiledPattern::Make(std::string_view pattern, bool marked,
                                              std::vector<Need> needs) {
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(kMaxMemory);
  options.set_never_capture(true);  // only the whole match is of interest
  auto re2 = std::make_unique<const re2::RE2>(Piece(pattern), options);
  if (!re2->ok()) {
    std::string message = "RE2 says: " + re2->error();
    if (re2->error_code() == re2::RE2::ErrorPatternTooLarge) {
      message = "the pattern is too large; make its repeats smaller or split it";
    }
    return Status(Code::kInvalidArgument, message);
  }
  if (re2->ProgramSize() > kMaxProgram) {
    return Status(Code::kInvalidArgument,
                  "the pattern is too large (" + std::to_string(re2->ProgramSize()) +
                      " instructions of at most 50000); make its repeats smaller or split it");
  }
  if (MatchesNothing(*re2, marked)) {
    return Status(Code::kInvalidArgument,
                  "the pattern matches where there is nothing, so everywhere; "
                  "let at least one character be needed");
  }
  CompiledPattern compiled;
  compiled.program_size_ = static_cast<size_t>(re2->ProgramSize());
  compiled.re2_ = std::move(re2);
  compiled.marked_ = marked;
  compiled.needs_ = std::move(needs);
  return compiled;
}

bool CompiledPattern::Matches(AdPart& part) const {
  if (!part.grams().MayMatch(needs_)) return false;
  const std::string_view text = marked_ ? std::string_view(part.marked().text()) : part.view();
  return re2_->Match(Piece(text), 0, text.size(), re2::RE2::UNANCHORED, nullptr, 0);
}

std::vector<ByteRange> CompiledPattern::Find(AdPart& part, size_t max) const {
  std::vector<ByteRange> found;
  if (!part.grams().MayMatch(needs_)) return found;
  const std::string_view text = marked_ ? std::string_view(part.marked().text()) : part.view();
  re2::StringPiece match;
  for (size_t at = 0; found.size() < max && at <= text.size();) {
    if (!re2_->Match(Piece(text), at, text.size(), re2::RE2::UNANCHORED, &match, 1)) break;
    const auto begin = static_cast<size_t>(match.data() - text.data());
    size_t end = begin + match.size();
    ByteRange range{static_cast<uint32_t>(begin), static_cast<uint32_t>(end)};
    if (marked_) {
      // The mark after a match may be the one before the next.
      while (end > begin && part.marked().IsMark(end - 1)) --end;
      range = part.marked().ToView(range);
    }
    if (range.begin < range.end) found.push_back(range);
    at = std::max(end, at + 1);
  }
  return found;
}

}  // namespace varta
