// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Labelled ads from a file of JSON Lines, as models learn from them and are measured by them. One
// thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/status.h"
#include "classifier/evaluate.h"
#include "classifier/model.h"
#include "sweep/screener.h"

namespace varta {

// A line: {"label": 0|1, "tokens": [...]} or {"label": 0|1, "text": "...", "title": "..."}, with
// "id", "group" (nearly the same ads), "time" (sorts as text: ISO 8601), "language", "source_kind"
// and "region" if there are any.
struct ModelRow {
  std::string id, group, time;
  std::optional<bool> label;
  std::optional<std::vector<std::string>> tokens;
  std::string title, text;
  std::map<std::string, std::string> traits;
  std::vector<Feature> features;  // of an ad
};

// In the file's order, at most 2,000,000. kInvalidArgument "FILE:LINE: ...": no JSON, neither text
// nor tokens, or no label where `labels` are needed. "-" is standard input.
Result<std::vector<ModelRow>> ReadModelRows(const std::string& path, bool labels);

// What a model of this kind makes of a row. Texts for a model of ads are judged by `screener`,
// which may be null for the other kinds.
class RowReader {
 public:
  RowReader(ModelInput input, const Screener* screener) : input_(input), screener_(screener) {}

  // kInvalidArgument: tokens where a text is needed, or the other way round.
  Result<NamedValues> Read(ModelRow& row) const;
  // Fills row.features too.
  Result<double> Score(const Model& model, ModelRow& row) const;

 private:
  ModelInput input_;
  const Screener* screener_;
};

// Tokens if all rows have them, else texts.
Result<ModelInput> InputOf(const std::vector<ModelRow>& rows);

}  // namespace varta
