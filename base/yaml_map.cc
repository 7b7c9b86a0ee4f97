// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <sstream>
#include <system_error>

#include "base/text.h"
#include "base/yaml.h"

namespace varta {
namespace {

constexpr size_t kMaxNameBytes = 64;  // longer names are not compared for "did you mean"
constexpr size_t kMaxSuspects = 100;  // keys that are compared with a missing one

// A value or key as it may stand in a message: short, one line.
std::string Quoted(std::string_view text) {
  std::string shown = Shorten(text, 60);
  for (char& c : shown) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
  }
  return "'" + shown + "'";
}

const char* KindName(YamlNode::Kind kind) {
  switch (kind) {
    case YamlNode::Kind::kNull:
      return "nothing";
    case YamlNode::Kind::kScalar:
      return "a single value";
    case YamlNode::Kind::kList:
      return "a list";
    case YamlNode::Kind::kMap:
      return "a map";
  }
  return "nothing";
}

bool Contains(const std::vector<std::string>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// All of `text` as a number.
template <typename T, typename... Format>
bool ParseWhole(const std::string& text, T& value, Format... format) {
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value, format...);
  return error == std::errc() && stop == end;
}

}  // namespace

YamlMap::YamlMap(const YamlNode& node) : node_(node), entries_(node.entries()) {
  if (node.kind() != YamlNode::Kind::kMap) {
    Keep(node.Error(std::string("here must be a map (key: value), not ") + KindName(node.kind())));
  }
}

void YamlMap::Keep(Status mistake) {
  if (mistake_.ok()) mistake_ = std::move(mistake);
}

const YamlNode* YamlMap::Find(std::string_view key) const {
  for (const auto& [name, value] : entries_) {
    if (name.scalar() == key) return &value;
  }
  return nullptr;
}

const YamlNode* YamlMap::Ask(std::string_view key) {
  if (!Contains(asked_, key)) asked_.emplace_back(key);
  return Find(key);
}

const YamlNode* YamlMap::AskScalar(std::string_view key) {
  const YamlNode* node = Ask(key);
  if (node == nullptr || node->kind() == YamlNode::Kind::kScalar) return node;
  if (node->kind() == YamlNode::Kind::kNull) {
    Keep(node->Error(
        Quoted(key) +
        " has no value; write one (in quotes if the word itself is meant), or remove the key"));
  } else {
    Keep(node->Error(Quoted(key) + " must be a single value, not " + KindName(node->kind())));
  }
  return nullptr;
}

std::string YamlMap::Text(std::string_view key, std::string_view fallback) {
  const YamlNode* node = AskScalar(key);
  return node != nullptr ? node->scalar() : std::string(fallback);
}

int64_t YamlMap::Integer(std::string_view key, int64_t fallback, int64_t min, int64_t max) {
  const YamlNode* node = AskScalar(key);
  if (node == nullptr) return fallback;
  int64_t value = 0;
  if (ParseWhole(node->scalar(), value) && value >= min && value <= max) return value;
  Keep(node->Error(Quoted(key) + " must be a whole number from " + std::to_string(min) + " to " +
                   std::to_string(max) + ", not " + Quoted(node->scalar())));
  return fallback;
}

double YamlMap::Number(std::string_view key, double fallback, double min, double max) {
  const YamlNode* node = AskScalar(key);
  if (node == nullptr) return fallback;
  double value = 0;
  const bool whole = ParseWhole(node->scalar(), value, std::chars_format::fixed);
  if (whole && std::isfinite(value) && value >= min && value <= max) return value;
  std::ostringstream range;
  range << min << " to " << max;
  Keep(node->Error(Quoted(key) + " must be a number from " + range.str() + ", not " +
                   Quoted(node->scalar())));
  return fallback;
}

bool YamlMap::Flag(std::string_view key, bool fallback) {
  const YamlNode* node = AskScalar(key);
  if (node == nullptr) return fallback;
  if (node->scalar() == "true") return true;
  if (node->scalar() == "false") return false;
  Keep(node->Error(Quoted(key) + " must be true or false, not " + Quoted(node->scalar())));
  return fallback;
}

Duration YamlMap::Span(std::string_view key, Duration fallback) {
  const YamlNode* node = AskScalar(key);
  if (node == nullptr) return fallback;
  if (const std::optional<Duration> value = ParseDuration(node->scalar())) return *value;
  Keep(node->Error(Quoted(key) + " must be a time such as 250ms, 2s, 10m, 12h or 14d, not " +
                   Quoted(node->scalar())));
  return fallback;
}

std::vector<std::string> YamlMap::Texts(std::string_view key) {
  const YamlNode* node = Ask(key);
  if (node != nullptr && node->kind() != YamlNode::Kind::kList) node = AskScalar(key);
  if (node == nullptr) return {};
  if (node->kind() == YamlNode::Kind::kScalar) return {node->scalar()};
  std::vector<std::string> texts;
  for (const YamlNode& item : node->items()) {
    if (item.kind() == YamlNode::Kind::kScalar) {
      texts.push_back(item.scalar());
    } else {
      Keep(item.Error("each entry of " + Quoted(key) + " must be a single value, not " +
                      KindName(item.kind())));
    }
  }
  return texts;
}

std::optional<YamlNode> YamlMap::Child(std::string_view key) {
  const YamlNode* node = Ask(key);
  if (node == nullptr) return std::nullopt;
  return *node;
}

bool YamlMap::Has(std::string_view key) const { return Find(key) != nullptr; }

void YamlMap::Require(std::initializer_list<std::string_view> keys) {
  for (std::string_view key : keys) {
    const YamlNode* value = Find(key);
    if (value != nullptr) {
      if (value->scalar().empty() && value->items().empty() && value->entries().empty()) {
        Keep(value->Error("key " + Quoted(key) + " is empty"));
      }
      continue;
    }
    std::string message = "key " + Quoted(key) + " is missing";
    // A misspelt key is both unknown and missing: say it once, with both names.
    for (size_t i = 0; i < std::min(entries_.size(), kMaxSuspects); ++i) {
      const std::string& written = entries_[i].first.scalar();
      const bool known =
          Contains(asked_, written) || std::find(keys.begin(), keys.end(), written) != keys.end();
      if (known || NearestName(written, {std::string(key)}).empty()) continue;
      message += "; is " + Quoted(written) + " meant for it?";
      break;
    }
    Keep(node_.Error(message));
  }
}

void YamlMap::Fail(std::string_view key, std::string_view message) {
  const YamlNode* value = Find(key);
  Keep((value != nullptr ? *value : node_).Error(message));
}

Status YamlMap::Finish() {
  if (!mistake_.ok()) return mistake_;
  for (const auto& [name, value] : entries_) {
    if (Contains(asked_, name.scalar())) continue;
    std::string message = "unknown key " + Quoted(name.scalar());
    const std::string near = NearestName(name.scalar(), asked_);
    if (!near.empty()) message += "; did you mean " + Quoted(near) + "?";
    return name.Error(message);
  }
  return Status();
}

namespace {

// Insertions, deletions, replacements and swaps of neighbours that turn one name into the other;
// both at most kMaxNameBytes.
size_t EditDistance(std::string_view a, std::string_view b) {
  std::array<std::array<size_t, kMaxNameBytes + 1>, 3> rows{};
  for (size_t j = 0; j <= b.size(); ++j) rows[0][j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    auto& row = rows[i % 3];
    const auto& above = rows[(i + 2) % 3];
    const auto& two_above = rows[(i + 1) % 3];
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      row[j] =
          std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        row[j] = std::min(row[j], two_above[j - 2] + 1);
      }
    }
  }
  return rows[a.size() % 3][b.size()];
}

}  // namespace

std::string NearestName(std::string_view written, const std::vector<std::string>& known) {
  if (written.size() > kMaxNameBytes) return {};
  // Two edits turn any short word into any other: half its letters must stay.
  size_t best = std::max(written.size() / 3, std::min<size_t>(2, written.size() / 2)) + 1;
  std::string nearest;
  for (const std::string& name : known) {
    if (name.size() > kMaxNameBytes) continue;
    const size_t distance = EditDistance(written, name);
    if (distance >= best) continue;
    best = distance;
    nearest = name;
  }
  return nearest;
}

}  // namespace varta
