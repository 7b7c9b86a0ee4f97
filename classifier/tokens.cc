// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "classifier/tokens.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "base/text.h"

namespace varta {
namespace {

constexpr size_t kMaxTokens = 4096, kMaxTokenBytes = 400, kMaxTextRead = 64 * 1024;
constexpr uint32_t kHashMask = (1u << 18) - 1;

// FNV-1a with a last mixing: the same on every machine.
uint32_t HashOf(std::string_view bytes, uint64_t salt) {
  uint64_t hash = 14695981039346656037ull ^ (salt * 0x9E3779B97F4A7C15ull);
  for (char c : bytes) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 1099511628211ull;
  }
  hash ^= hash >> 33;
  hash *= 0xff51afd7ed558ccdull;
  hash ^= hash >> 29;
  return static_cast<uint32_t>(hash) & kHashMask;
}

using Counts = std::map<uint32_t, int>;

void AddPieces(std::string_view word, Counts* counts) {
  const std::string framed = "<" + std::string(word) + ">";
  std::vector<size_t> starts;
  for (size_t i = 0; i < framed.size(); ++i) {
    if ((framed[i] & 0xc0) != 0x80) starts.push_back(i);
  }
  starts.push_back(framed.size());
  for (size_t length = 3; length <= 5; ++length) {
    for (size_t i = 0; i + length < starts.size(); ++i) {
      ++(*counts)[HashOf(std::string_view(framed).substr(starts[i], starts[i + length] - starts[i]),
                         length)];
    }
  }
}

void AddKind(const char* prefix, const Counts& counts, NamedValues* out) {
  double square = 0;
  for (const auto& [hash, count] : counts) square += 1 + std::log(count);
  const double length = std::sqrt(square);
  char name[32];
  for (const auto& [hash, count] : counts) {
    std::snprintf(name, sizeof name, "%s:%05x", prefix, hash);
    out->emplace_back(name, std::sqrt(1 + std::log(count)) / length);
  }
}

}  // namespace

NamedValues TokenFeatures(const std::vector<std::string>& tokens) {
  std::vector<std::string> names;
  for (size_t i = 0; i < std::min(tokens.size(), kMaxTokens); ++i)
    names.push_back("token:" + tokens[i].substr(0, kMaxTokenBytes));
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  NamedValues features;
  for (std::string& name : names) features.emplace_back(std::move(name), 1.0);
  return features;
}

NamedValues TextFeatures(std::string_view text) {
  const std::string folded = FoldForSearch(Shorten(text, kMaxTextRead));
  Counts words, pairs, letters;
  std::string_view before;
  for (std::string_view word : Words(folded, 1)) {
    if (word.size() > kMaxTokenBytes) word = word.substr(0, kMaxTokenBytes);
    ++words[HashOf(word, 1)];
    if (!before.empty()) ++pairs[HashOf(std::string(before) + " " + std::string(word), 2)];
    AddPieces(word, &letters);
    before = word;
  }
  NamedValues features;
  AddKind("word", words, &features);
  AddKind("words", pairs, &features);
  AddKind("letters", letters, &features);
  return features;
}

std::string TogetherName(const std::vector<std::string_view>& names) {
  std::string joined;
  for (std::string_view name : names) {
    if (!joined.empty()) joined += '\t';
    joined += name;
  }
  return joined;
}

std::string ReadableName(std::string_view name) {
  std::string readable;
  for (char c : name) {
    if (c == '\t') {
      readable += " & ";
    } else {
      readable += c;
    }
  }
  return readable;
}

}  // namespace varta
