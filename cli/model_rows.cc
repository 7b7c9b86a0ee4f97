// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "cli/model_rows.h"

#include <fstream>
#include <iostream>

#include <nlohmann/json.hpp>

#include "base/text.h"
#include "classifier/tokens.h"
#include "cli/documents.h"

namespace varta {
namespace {

using RowJson = nlohmann::json;

constexpr size_t kMaxRowBytes = 16 * 1024 * 1024;
constexpr size_t kMaxRows = 2'000'000;
constexpr const char* kTraits[] = {"language", "source_kind", "region", "source"};

std::string RowText(const RowJson& json, const char* key) {
  const auto found = json.find(key);
  if (found == json.end()) return "";
  if (found->is_string()) return RepairUtf8(found->get<std::string>());
  return found->is_number() ? found->dump() : "";
}

// What is wrong with it; empty: nothing.
std::string ToRow(const RowJson& json, bool labels, ModelRow* row) {
  row->id = RowText(json, "id");
  row->group = RowText(json, "group");
  row->time = RowText(json, "time");
  row->title = RowText(json, "title");
  row->text = RowText(json, "text");
  for (const char* trait : kTraits) {
    if (std::string value = RowText(json, trait); !value.empty()) row->traits[trait] = value;
  }
  if (const auto label = json.find("label"); label != json.end()) {
    if (label->is_boolean()) {
      row->label = label->get<bool>();
    } else if (*label == 0 || *label == 1) {
      row->label = *label == 1;
    } else {
      return "label is 0 or 1";
    }
  }
  if (labels && !row->label) return "there is no label: write \"label\": 0 or 1";
  const auto tokens = json.find("tokens");
  if (tokens == json.end())
    return row->title.empty() && row->text.empty() && !json.contains("text")
               ? "there is neither text nor tokens"
               : "";
  if (!tokens->is_array()) return "tokens is a list of texts";
  row->tokens.emplace();
  for (const RowJson& token : *tokens) {
    if (!token.is_string()) return "tokens is a list of texts";
    row->tokens->push_back(token.get<std::string>());
  }
  return "";
}

}  // namespace

Result<std::vector<ModelRow>> ReadModelRows(const std::string& path, bool labels) {
  std::ifstream file;
  if (path != "-") {
    file.open(path, std::ios::binary);
    if (!file)
      return Status(Code::kInvalidArgument, "--data: the file " + path + " cannot be read");
  }
  std::istream& in = path == "-" ? std::cin : file;
  std::vector<ModelRow> rows;
  std::string line;
  bool too_long = false;
  for (int number = 1; ReadLine(in, kMaxRowBytes, &line, &too_long); ++number) {
    if (line.find_first_not_of(" \r\t") == std::string::npos) continue;
    const RowJson json = RowJson::parse(line, nullptr, false);
    ModelRow row;
    std::string wrong = too_long                  ? "the line is longer than 16 MiB"
                        : !json.is_object()       ? "this is no JSON object"
                        : rows.size() == kMaxRows ? "there are more than 2,000,000 rows"
                                                  : ToRow(json, labels, &row);
    if (!wrong.empty())
      return Status(Code::kInvalidArgument, path + ":" + std::to_string(number) + ": " + wrong);
    if (row.id.empty()) row.id = std::to_string(number);
    rows.push_back(std::move(row));
  }
  if (rows.empty()) return Status(Code::kInvalidArgument, path + ": there are no rows");
  return rows;
}

Result<NamedValues> RowReader::Read(ModelRow& row) const {
  if (input_ == ModelInput::kTokens) {
    if (!row.tokens)
      return Status(Code::kInvalidArgument, "row " + row.id + " has no tokens, as the model needs");
    return TokenFeatures(*row.tokens);
  }
  if (row.tokens)
    return Status(Code::kInvalidArgument,
                  "row " + row.id + " has tokens, and the model reads texts");
  if (input_ == ModelInput::kText) return TextFeatures(row.title + "\n" + row.text);
  if (row.features.empty() && screener_ != nullptr) {
    Screened screened;
    screened.ad.set_title(row.title);
    screened.ad.set_text(row.text);
    ReadTyped(screened.ad);
    row.traits.try_emplace("language",
                           screened.ad.language().empty() ? "unknown" : screened.ad.language());
    screener_->Judge(&screened);
    row.features = screener_->FeaturesOf(screened.ad, screened.hits);
  }
  NamedValues values;
  for (const Feature& feature : row.features) values.emplace_back(feature.name, feature.value);
  return values;
}

Result<double> RowReader::Score(const Model& model, ModelRow& row) const {
  Result<NamedValues> values = Read(row);
  if (!values.ok()) return values.status();
  if (input_ == ModelInput::kAds) return model.Score(row.features).value();
  return model.Probability(*values);
}

Result<ModelInput> InputOf(const std::vector<ModelRow>& rows) {
  const bool tokens = rows.front().tokens.has_value();
  for (const ModelRow& row : rows) {
    if (row.tokens.has_value() != tokens)
      return Status(Code::kInvalidArgument,
                    "some rows have tokens and others, as " + row.id + ", have not");
  }
  return tokens ? ModelInput::kTokens : ModelInput::kText;
}

}  // namespace varta
