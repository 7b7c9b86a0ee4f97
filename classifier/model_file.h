// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// A model as text, one weight a line, so that it can be read, compared and signed:
//
//   varta-model 1
//   name: shipped 2
//   about: weights are the rules' own ...
//   input: ads
//   together: 1
//   rates-of: 530 ordinary job ads
//   [overall]
//   -3<TAB>bias
//   0.9<TAB>fact:phone_obscured
//   [labour]
//   ...
//   [rates]
//   0.066<TAB>rule:uk.no-experience
//
// In names \t, \n, \r and \\ stand for what they stand for in C. Pure; any thread.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/status.h"
#include "varta/v1/lead.pb.h"

namespace varta {

using NamedNumbers = std::map<std::string, double, std::less<>>;
using NamedValues = std::vector<std::pair<std::string, double>>;

// What the names in a model's file are names of.
enum class ModelInput { kAds, kTokens, kText };

struct ModelData {
  std::string name;                // with its version; never empty
  std::vector<std::string> about;  // sentences: where the weights come from
  ModelInput input = ModelInput::kAds;
  int together = 1;                        // 2: pairs of features have weights too; 3: and triples
  NamedNumbers overall;                    // log-odds; "bias" is there
  std::map<v1::Form, NamedNumbers> forms;  // likewise; none for a form: overall's
  NamedNumbers rates;                      // share of ordinary ads that have the feature, 0..1
  std::string rates_of;                    // which ordinary ads
};

inline constexpr std::string_view kBias = "bias";
inline constexpr size_t kMaxModelBytes = size_t{64} << 20;

// kInvalidArgument "FILE:LINE: what is wrong": an unknown key or section, a number that is none or
// beyond 1000, a name twice, no bias, more than kMaxModelBytes.
Result<ModelData> ParseModel(std::string_view text, std::string_view file);
// ParseModel(FormatModel(m)) is m, to the last bit of every number.
std::string FormatModel(const ModelData& model);

// From and to disk. kNotFound, kUnavailable name the file.
Result<ModelData> LoadModelFile(const std::string& path);
Status SaveModelFile(const ModelData& model, const std::string& path);

// "labour" and so on: the section of a form; and back, FORM_UNSPECIFIED: there is none.
std::string FormName(v1::Form form);
v1::Form FormNamed(std::string_view name);
std::string_view InputName(ModelInput input);

}  // namespace varta
