// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "classifier/model.h"

namespace varta {

// Rates: measured once, by the command in docs/analysts.md.
std::string_view ShippedModelText() {
  return R"(varta-model 1
name: shipped 2
about: Not trained on anything: no labelled ad stands behind it.
about: A rule weighs what its pack says, by the strength of its published evidence; a fact what classifier/features.cc says.
about: The bias, where an ad without any sign starts, is chosen together with the default threshold of 0.5: one strong sign (about 2.5) is no lead by itself, but with any weak one beside it it is. The score is therefore an order, and no measured frequency, until a model is trained from verdicts.
input: ads
together: 1
[overall]
-3	bias
)";
}

}  // namespace varta
