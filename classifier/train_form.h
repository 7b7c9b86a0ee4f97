// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// A model of its own for one form of exploitation: of the ads with a sign of the form, which are
// worth following up? Pure; any thread; as long as TrainWeights takes.
#pragma once

#include <string>
#include <vector>

#include "classifier/features.h"
#include "classifier/train.h"

namespace varta {

// One of them points to the form by itself, with a weight above 0.
bool HaveSignOf(const std::vector<Feature>& features, v1::Form form);

// Learns the section of `form` from rows of ads with a sign of it, starting from the section that
// the model has, or from its weights over all. True: learnt. False: fewer than kFewLabels of either
// label, and the model stays as it is. `notes` gets a sentence either way; null: nobody asks.
bool TrainForm(const std::vector<TrainRow>& rows, v1::Form form, const TrainOptions& options,
               ModelData* model, std::vector<std::string>* notes);

}  // namespace varta
