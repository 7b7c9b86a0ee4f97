// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/json_tree.h"

#include <nlohmann/json.hpp>
#include <utility>

namespace varta {
namespace {

constexpr size_t kMaxNodes = 200'000;

// Its parser keeps its own stack; what it calls here keeps one as well.
class Maker {
 public:
  explicit Maker(std::vector<JsonNode>* nodes) : nodes_(*nodes) {}

  bool null() { return Leaf(JsonNode::Kind::kNull, "null"); }
  bool boolean(bool value) {
    return Leaf(value ? JsonNode::Kind::kTrue : JsonNode::Kind::kFalse, value ? "true" : "false");
  }
  bool number_integer(int64_t value) {
    return Leaf(JsonNode::Kind::kNumber, std::to_string(value));
  }
  bool number_unsigned(uint64_t value) {
    return Leaf(JsonNode::Kind::kNumber, std::to_string(value));
  }
  bool number_float(double, const std::string& written) {
    return Leaf(JsonNode::Kind::kNumber, written);
  }
  bool string(std::string& value) { return Leaf(JsonNode::Kind::kString, std::move(value)); }
  bool binary(std::vector<uint8_t>&) { return false; }
  bool key(std::string& value) {
    key_ = std::move(value);
    return true;
  }
  bool start_object(size_t) { return Begin(JsonNode::Kind::kObject); }
  bool start_array(size_t) { return Begin(JsonNode::Kind::kArray); }
  bool end_object() { return End(); }
  bool end_array() { return End(); }
  bool parse_error(size_t, const std::string&, const nlohmann::json::exception&) { return false; }

 private:
  bool Leaf(JsonNode::Kind kind, std::string text) {
    if (nodes_.size() >= kMaxNodes) return false;
    const uint32_t end = static_cast<uint32_t>(nodes_.size()) + 1;
    nodes_.push_back({kind, end, std::exchange(key_, {}), std::move(text)});
    return true;
  }
  bool Begin(JsonNode::Kind kind) {
    open_.push_back(nodes_.size());
    return Leaf(kind, {});
  }
  bool End() {
    nodes_[open_.back()].end = static_cast<uint32_t>(nodes_.size());
    open_.pop_back();
    return true;
  }

  std::vector<JsonNode>& nodes_;
  std::vector<size_t> open_;
  std::string key_;
};

}  // namespace

std::vector<JsonNode> ParseJson(std::string_view strict) {
  std::vector<JsonNode> nodes;
  Maker maker(&nodes);
  if (!nlohmann::json::sax_parse(strict, &maker)) nodes.clear();
  return nodes;
}

const JsonNode* FindMember(const std::vector<JsonNode>& nodes, uint32_t index,
                           std::string_view key) {
  if (nodes[index].kind != JsonNode::Kind::kObject) return nullptr;
  for (uint32_t i = index + 1; i < nodes[index].end; i = nodes[i].end) {
    if (nodes[i].key == key) return &nodes[i];
  }
  return nullptr;
}

}  // namespace varta
