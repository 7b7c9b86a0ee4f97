// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Files that people write, read strictly. Every error names file:line:column and what to write
// instead; unknown and repeated keys, anchors, aliases, tags and more than one document are errors.
// One thread an object.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/status.h"

namespace varta {

// A place in a parsed file; cheap to copy, keeps the file's tree alive.
class YamlNode {
 public:
  enum class Kind { kNull, kScalar, kList, kMap };

  // `file` is only a name for messages. At most 4 MiB, 64 levels deep, and 256 KiB in one value,
  // list in brackets or comment; empty text is a kNull node.
  static Result<YamlNode> Parse(std::string_view text, std::string file);
  // The same from disk; not found and unreadable are kNotFound with the path in the message.
  static Result<YamlNode> Load(const std::string& path);

  Kind kind() const;
  const std::string& scalar() const;    // of a kScalar, as written without its quotes
  std::vector<YamlNode> items() const;  // of a kList
  std::vector<std::pair<YamlNode, YamlNode>> entries() const;  // of a kMap, in file order
  std::string file() const;
  int line() const;    // from 1
  int column() const;  // from 1, in characters
  char quote() const;  // ' or " if a kScalar stands in quotes, else 0

  // kInvalidArgument "file:line:column: message".
  Status Error(std::string_view message) const;
  // The same at the byte `offset` of scalar(); at its start if it is folded over lines or written
  // with escapes before there.
  Status ErrorAt(size_t offset, std::string_view message) const;

 private:
  class Builder;
  class Feed;
  struct Tree;
  YamlNode(std::shared_ptr<const Tree> tree, uint32_t index)
      : tree_(std::move(tree)), index_(index) {}

  std::shared_ptr<const Tree> tree_;
  uint32_t index_;
};

// Reads the keys of one map, each once. The first mistake is kept for Finish(); until then missing
// or wrong values read as the fallback, so that a loader is straight lines.
class YamlMap {
 public:
  explicit YamlMap(const YamlNode& node);  // not a map: a mistake

  std::string Text(std::string_view key, std::string_view fallback = {});
  int64_t Integer(std::string_view key, int64_t fallback, int64_t min, int64_t max);
  double Number(std::string_view key, double fallback, double min, double max);
  bool Flag(std::string_view key, bool fallback);          // true or false, nothing else
  Duration Span(std::string_view key, Duration fallback);  // "2s", "14d"
  std::vector<std::string> Texts(std::string_view key);    // a list of scalars, or one scalar
  std::optional<YamlNode> Child(std::string_view key);     // for maps and lists read elsewhere

  bool Has(std::string_view key) const;
  // A mistake at the map's own place if one of the keys is absent or empty.
  void Require(std::initializer_list<std::string_view> keys);
  // A mistake at `key`'s value, for checks that only the caller can make.
  void Fail(std::string_view key, std::string_view message);

  // The first mistake; else the first key that nobody asked for, with the nearest asked-for one:
  // "unknown key 'titel'; did you mean 'title'?"; else OK.
  Status Finish();

 private:
  const YamlNode* Find(std::string_view key) const;
  const YamlNode* Ask(std::string_view key);
  const YamlNode* AskScalar(std::string_view key);
  void Keep(Status mistake);

  YamlNode node_;
  std::vector<std::pair<YamlNode, YamlNode>> entries_;
  std::vector<std::string> asked_;
  Status mistake_;
};

// The nearest of `known` within two edits (or a third of the length), for "did you mean"; empty if
// none is near.
std::string NearestName(std::string_view written, const std::vector<std::string>& known);

}  // namespace varta
