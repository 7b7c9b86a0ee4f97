// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "storage/records.h"

#include <google/protobuf/descriptor.h>

#include <vector>

#include "base/text.h"

namespace varta {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

void RepairText(Message& message, const Reflection& reflection, const FieldDescriptor& field) {
  std::string scratch;
  if (field.is_repeated()) {
    for (int i = 0; i < reflection.FieldSize(message, &field); ++i) {
      const std::string& text = reflection.GetRepeatedStringReference(message, &field, i, &scratch);
      if (!IsValidUtf8(text)) reflection.SetRepeatedString(&message, &field, i, RepairUtf8(text));
    }
  } else {
    const std::string& text = reflection.GetStringReference(message, &field, &scratch);
    if (!IsValidUtf8(text)) reflection.SetString(&message, &field, RepairUtf8(text));
  }
}

}  // namespace

// Recursion here goes as deep as our own message types nest, whatever the input is.
void RepairStrings(Message& message) {
  const Reflection& reflection = *message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection.ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    if (field->is_map()) continue;
    if (field->type() == FieldDescriptor::TYPE_STRING) {
      RepairText(message, reflection, *field);
    } else if (field->type() == FieldDescriptor::TYPE_MESSAGE && field->is_repeated()) {
      for (int i = 0; i < reflection.FieldSize(message, field); ++i) {
        RepairStrings(*reflection.MutableRepeatedMessage(&message, field, i));
      }
    } else if (field->type() == FieldDescriptor::TYPE_MESSAGE) {
      RepairStrings(*reflection.MutableMessage(&message, field));
    }
  }
}

std::string EncodeRecord(const Message& message) { return message.SerializeAsString(); }

Status DecodeRecord(std::string_view bytes, std::string_view what, Message* message) {
  if (message->ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) return Status();
  return Status(Code::kDataLoss,
                "the record of " + std::string(what) + " is damaged; restore a backup");
}

}  // namespace varta
