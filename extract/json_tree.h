// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// A JSON value as a tree: the one door to the JSON library. Flat and in text order like HtmlTree,
// so that nobody recurses. Pure; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace varta {

struct JsonNode {
  enum class Kind { kObject, kArray, kString, kNumber, kTrue, kFalse, kNull };

  Kind kind = Kind::kNull;
  uint32_t end = 0;  // the descendants are [own index + 1, end)
  std::string key;   // in an object
  std::string text;  // of a string; of all others but objects and arrays as JSON has it
};

// `strict`: RFC 8259, as StrictJson() gives it. Empty: it is none, or has more than 200,000 values.
std::vector<JsonNode> ParseJson(std::string_view strict);

// The members of the object, or the elements of the array, at `index`:
// for (uint32_t i = index + 1; i < nodes[index].end; i = nodes[i].end)

// The first member of that name; null if there is none, or this is no object.
const JsonNode* FindMember(const std::vector<JsonNode>& nodes, uint32_t index,
                           std::string_view key);

}  // namespace varta
