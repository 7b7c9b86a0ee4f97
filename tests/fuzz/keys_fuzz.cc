// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Keys: what a reader takes from any bytes is what a writer would have written, and keys sort as
// what they were made of.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "storage/indexes.h"
#include "storage/keys.h"
#include "tests/fuzz/expect.h"

namespace {

using varta::KeyReader;
using varta::KeyWriter;

// Reads the parts that `plan` names from `bytes` as long as they are parts, and writes them again.
void ReadAndWriteAgain(std::string_view plan, std::string_view bytes) {
  KeyReader reader(bytes);
  KeyWriter writer;
  for (char part : plan) {
    std::string_view before = reader.rest();
    bool read = false;
    switch (part & 3) {
      case 0:
        if (auto text = reader.Text()) writer.Text(*text), read = true;
        break;
      case 1:
        if (auto number = reader.Number()) writer.Number(*number), read = true;
        break;
      case 2:
        if (auto number = reader.SignedDescending()) writer.SignedDescending(*number), read = true;
        break;
      default:
        if (auto real = reader.RealDescending()) writer.RealDescending(*real), read = true;
        break;
    }
    if (!read) return;
    Expect(reader.rest().size() < before.size());
    Expect(writer.key() == bytes.substr(0, bytes.size() - reader.rest().size()));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::string_view input(reinterpret_cast<const char*>(data), size);
  std::string_view plan = input.substr(0, 8), bytes = input.substr(plan.size());
  ReadAndWriteAgain(plan, bytes);

  // Two texts from one input: their keys compare as they do, whatever follows.
  std::string_view a = bytes.substr(0, bytes.size() / 2), b = bytes.substr(bytes.size() / 2);
  std::string key_a = KeyWriter().Text(a).Text("z").Take(), key_b = KeyWriter().Text(b).Take();
  if (a != b) Expect((a < b) == (key_a < key_b));
  KeyReader reader(key_a);
  Expect(reader.Text() == std::string(a));
  Expect(reader.Text() == std::string("z") && reader.rest().empty());

  if (std::optional<varta::Position> position = varta::Position::Decode(bytes)) {
    Expect(position->Encode() == bytes);
  }
  return 0;
}
