// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// XML as strangers write it to XML that a strict parser reads: what stands between us and expat.
// One thread; one use.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace varta {

// Changes this, and nothing else:
// - Gone are the document type with all that it declares, so that no entity is ever expanded or
//   fetched; comments, processing instructions, the XML declaration, and what stands before the
//   first tag. CDATA becomes text.
// - A "&" that begins no character reference and none of XML's five names is itself, as are a "<"
//   that begins no tag and ">" in text. Control characters become spaces.
// - End tags that close nothing are dropped; one that closes an outer element closes the inner
//   ones first.
// It stops, with a problem, at a tag longer than kMaxTag bytes or a name longer than kMaxName,
// below kMaxDepth open elements, at the kMaxMisplaced-th misplaced end tag, where a comment or the
// like has no end, and where a second root begins. Linear.
class XmlCleaner {
 public:
  static constexpr size_t kMaxTag = 64 * 1024;
  static constexpr size_t kMaxName = 1024;
  static constexpr size_t kMaxDepth = 200;
  static constexpr int kMaxMisplaced = 1000;

  // `utf8`: without a byte order mark; must live as long as the cleaner. What is ill-formed in it
  // stays so, and no piece ends inside a well-formed character.
  explicit XmlCleaner(std::string_view utf8) : rest_(utf8) {}

  // The next piece, about 64 KB, never more than 1 MB. It does not end inside a tag or a reference:
  // expat 2.5 reads an unfinished one again from its beginning with every piece (CVE-2023-52425).
  // False: there is no more.
  bool Next(std::string* piece);
  // Why it stopped before the end; empty if it did not.
  const std::string& problem() const { return problem_; }

 private:
  void Text(std::string* piece);
  void Markup(std::string* piece);
  void StartTag(std::string_view tag, std::string* piece);
  void EndTag(std::string_view tag, std::string* piece);
  void Cdata(std::string* piece);
  void SkipPast(size_t at, std::string_view end, const char* what);
  void SkipDeclaration();
  void Stop(std::string problem);

  bool InsideRoot() const { return !open_.empty(); }

  std::string_view rest_;
  std::string_view cdata_;              // of the section that is being read; then comes rest_
  std::vector<std::string_view> open_;  // names as written, outermost first
  bool started_ = false;                // the root's tag has been seen
  int misplaced_ = 0;
  std::string problem_;
};

}  // namespace varta
