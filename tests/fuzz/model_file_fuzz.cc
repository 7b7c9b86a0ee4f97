// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Any bytes as a model file: it is refused with a line, or reads back from what it is written as,
// and then scores between 0 and 1.
#include <cstdint>

#include "classifier/model.h"
#include "tests/fuzz/expect.h"

// namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const varta::Result<varta::ModelData> model = varta::ParseModel(text, "m");
  if (!model.ok()) {
    Expect(model.status().message().starts_with("m:"));
    return 0;
  }
  const std::string written = varta::FormatModel(*model);
  const varta::Result<varta::ModelData> again = varta::ParseModel(written, "m");
  Expect(again.ok() && varta::FormatModel(*again) == written);
  varta::NamedValues values;
  for (const auto& weight : model->overall) values.emplace_back(weight.first, 1.0);
  const double score = varta::Model(*model).Probability(values);
  Expect(score >= 0 && score <= 1);
  varta::Feature feature;
  feature.name = values.front().first;
  feature.value = 1;
  feature.forms = {varta::v1::FORM_LABOUR};
  Expect(varta::Model(*model).Score({feature}).value() <= 1);
  return 0;
}
