// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// What `varta model ...` does, one function a command; each returns the exit code.
// commands/model.cc is the table.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/status.h"
#include "cli/model_rows.h"
#include "cli/verb.h"

namespace varta {

// Where labelled ads come from.
struct ModelDataArguments {
  std::string file;            // JSON Lines
  bool from_verdicts = false;  // the leads that somebody judged
  std::string input;           // ads, text, tokens; empty: as the rows are
  std::string form;            // only of this form; empty: of all
};

struct ModelTrainArguments {
  ModelDataArguments data;
  std::string out, name = "trained";
  uint64_t seed = 1;
  int folds = 4;
};
int RunModelTrain(const Globals& globals, const ModelTrainArguments& arguments);

struct ModelScoreArguments {
  std::string model, file;
};
int RunModelScore(const Globals& globals, const ModelScoreArguments& arguments);

struct ModelRatesArguments {
  std::string file, of, model = "shipped", out;
};
int RunModelRates(const Globals& globals, const ModelRatesArguments& arguments);

struct ModelEvaluateArguments {
  ModelDataArguments data;
  std::vector<std::string> models;  // none: trained anew for each fold; two: compared
  uint64_t seed = 1;
  int folds = 5;
  bool by_time = false;  // learn from the earlier three quarters, measure on the rest
  int budget = 0;
  double days = 1;  // that the rows' ads are of, for thresholds by the day
  double threshold = 0.5;
  double precision = 0.9;
};
int RunModelEvaluate(const Globals& globals, const ModelEvaluateArguments& arguments);
int RunModelCompare(const Globals& globals, const ModelEvaluateArguments& arguments);

struct ModelChangeArguments {
  std::string model, reason;
};
int RunModelActivate(const Globals& globals, const ModelChangeArguments& arguments);
int RunModelRollback(const Globals& globals, const ModelChangeArguments& arguments);
int RunModelHistory(const Globals& globals);
int RunModelShow(const Globals& globals, const ModelChangeArguments& arguments);

// Rows with labels, ready to learn from: read, their features and groups found.
struct LabelledRows {
  ModelInput input = ModelInput::kAds;
  v1::Form form = v1::FORM_UNSPECIFIED;  // only this form's weights are learnt; unspecified: all
  std::vector<ModelRow> rows;
  std::vector<TrainRow> train;               // of each row
  std::shared_ptr<const Screener> screener;  // of ads; else null
};
Result<LabelledRows> LoadLabelledRows(const Globals& globals, const ModelDataArguments& arguments,
                                      std::optional<ModelInput> wanted);

// Learns and puts it together; ads keep to what `base` and the rules say. `notes`: see Trained.
Result<ModelData> TrainModel(const std::vector<TrainRow>& train, const LabelledRows& rows,
                             const Model& base, const TrainOptions& options, std::string name,
                             std::vector<std::string>* notes = nullptr);

// A file, or "shipped".
Result<Model> LoadModelNamed(const std::string& written);

}  // namespace varta
