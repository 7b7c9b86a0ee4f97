// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Whatever the strict reader accepts has places inside the text, no key twice, and reads the same
// when it is written again with every scalar in double quotes.
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/yaml.h"
#include "tests/fuzz/expect.h"

namespace {

using varta::YamlNode;

std::string InQuotes(std::string_view text) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string quoted = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20) {
      quoted += "\\x";
      quoted += kDigits[byte >> 4];
      quoted += kDigits[byte & 15];
    } else {
      if (c == '"' || c == '\\') quoted += '\\';
      quoted += c;
    }
  }
  return quoted + "\"";
}

// At most 64 levels deep: the reader saw to that.
std::string Write(const YamlNode& node) {
  switch (node.kind()) {
    case YamlNode::Kind::kNull:
      return "~";
    case YamlNode::Kind::kScalar:
      return InQuotes(node.scalar());
    case YamlNode::Kind::kList: {
      std::string text = "[";
      for (const YamlNode& item : node.items()) text += Write(item) + ", ";
      return text + "]";
    }
    case YamlNode::Kind::kMap: {
      std::string text = "{";
      std::set<std::string> keys;
      for (const auto& [key, value] : node.entries()) {
        Expect(keys.insert(key.scalar()).second);
        Expect(key.line() >= 1 && key.column() >= 1);
        text += "? " + Write(key) + " : " + Write(value) + ", ";
      }
      return text + "}";
    }
  }
  return {};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const varta::Result<YamlNode> node = YamlNode::Parse(text, "fuzz.yaml");
  if (!node.ok()) {
    Expect(node.status().code() == varta::Code::kInvalidArgument);
    Expect(node.status().message().starts_with("fuzz.yaml:"));
    return 0;
  }
  varta::YamlMap map(*node);
  map.Text("id");
  map.Texts("hit");
  map.Number("weight", 0, 0, 5);
  map.Require({"id"});
  (void)map.Finish();
  if (size > 4096) return 0;
  const std::string written = Write(*node);
  const varta::Result<YamlNode> again = YamlNode::Parse(written, "again.yaml");
  Expect(again.ok());
  Expect(Write(*again) == written);
  return 0;
}
