// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// varta model train, score and rates.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <set>

#include "classifier/train_form.h"
#include "cli/connection.h"
#include "cli/model_commands.h"
#include "cli/screened_json.h"
#include "cli/terminal.h"
#include "varta/v1/lead_service.grpc.pb.h"

namespace varta {
namespace {

constexpr int kPage = 500;
constexpr size_t kMostVerdicts = 200'000;

// Leads with this verdict as rows. The list has hits and facts but no text: that is all that the
// features of ads ask for.
Status AddVerdicts(Connection& connection, v1::LeadService::Stub& stub, v1::Lead::Verdict verdict,
                   const Screener& screener, std::vector<ModelRow>* rows) {
  v1::ListLeadsRequest request;
  request.mutable_filter()->set_verdict(verdict);
  request.set_page_size(kPage);
  do {
    auto response =
        Invoke(stub, &v1::LeadService::Stub::ListLeads,
               connection.Context("to train or measure a model from verdicts"), request);
    if (!response.ok()) return response.status();
    for (const v1::Lead& lead : response->leads()) {
      ModelRow row;
      row.id = lead.name();
      row.label = verdict == v1::Lead::VERDICT_RELEVANT;
      row.time = std::to_string(lead.first_seen_time().seconds());
      row.traits = {{"language", lead.ad().language().empty() ? "unknown" : lead.ad().language()},
                    {"source", lead.provenance().source()}};
      const std::vector<v1::Hit> hits(lead.hits().begin(), lead.hits().end());
      row.features = screener.FeaturesOf(lead.ad(), hits);
      // What other ads say, as it was when the ad was scored: a new ad will know no more.
      for (Feature& feature : ContextFeatures(lead.score()))
        row.features.push_back(std::move(feature));
      rows->push_back(std::move(row));
    }
    request.set_page_token(response->next_page_token());
  } while (!request.page_token().empty() && rows->size() < kMostVerdicts);
  return Status();
}

Result<std::vector<ModelRow>> ReadVerdicts(const Globals& globals, const Config& config,
                                           const Screener& screener) {
  Result<std::unique_ptr<Connection>> connection = Connection::Open(globals, config, false);
  if (!connection.ok()) return connection.status();
  auto stub = v1::LeadService::NewStub((*connection)->channel());
  std::vector<ModelRow> rows;
  for (const auto verdict : {v1::Lead::VERDICT_RELEVANT, v1::Lead::VERDICT_NOT_RELEVANT}) {
    if (Status status = AddVerdicts(**connection, *stub, verdict, screener, &rows); !status.ok())
      return status;
  }
  if (rows.empty())
    return Status(Code::kFailedPrecondition,
                  "no lead has the verdict relevant or not-relevant yet; varta leads verdict "
                  "records one");
  return rows;
}

Result<std::optional<ModelInput>> InputNamed(const std::string& written) {
  if (written.empty()) return std::optional<ModelInput>();
  for (ModelInput input : {ModelInput::kAds, ModelInput::kTokens, ModelInput::kText}) {
    if (InputName(input) == written) return std::optional<ModelInput>(input);
  }
  return Status(Code::kInvalidArgument, "--input is ads, tokens or text");
}

// What the weights of these rows' features are without any label.
NamedNumbers PriorOf(const std::vector<ModelRow>& rows, const Model& base) {
  NamedNumbers prior = base.data().overall;
  for (const ModelRow& row : rows) {
    for (const Feature& feature : row.features) prior.emplace(feature.name, feature.prior_weight);
  }
  return prior;
}

// A model of its own for each form, or for the one that was asked for, of which enough was judged;
// how many.
int TrainForms(const std::vector<TrainRow>& train, const LabelledRows& rows,
               const TrainOptions& options, ModelData* model, std::vector<std::string>* notes) {
  int learnt = 0;
  for (int number = v1::Form_MIN + 1; number <= v1::Form_MAX; ++number) {
    const auto form = static_cast<v1::Form>(number);
    if (rows.form != v1::FORM_UNSPECIFIED && rows.form != form) continue;
    std::vector<TrainRow> of_form;
    for (size_t i = 0; i < train.size(); ++i) {
      if (HaveSignOf(rows.rows[i].features, form)) of_form.push_back(train[i]);
    }
    learnt += TrainForm(of_form, form, options, model, notes);
  }
  return learnt;
}

}  // namespace

Result<LabelledRows> LoadLabelledRows(const Globals& globals, const ModelDataArguments& arguments,
                                      std::optional<ModelInput> wanted) {
  if (arguments.file.empty() == !arguments.from_verdicts)
    return Status(Code::kInvalidArgument, "give either --data FILE or --from-verdicts");
  LabelledRows loaded;
  loaded.form = FormNamed(arguments.form);
  if (!arguments.form.empty() && loaded.form == v1::FORM_UNSPECIFIED)
    return Status(
        Code::kInvalidArgument,
        "--form: '" + arguments.form +
            "' is no form; write labour, sexual, "
            "domestic-servitude, forced-criminality, begging, child, organ, armed-conflict, "
            "forced-marriage, surrogacy-adoption or other");
  Result<std::optional<ModelInput>> named = InputNamed(arguments.input);
  if (!named.ok()) return named.status();
  if (*named) wanted = *named;
  if (arguments.from_verdicts) {
    wanted = ModelInput::kAds;
  } else {
    Result<std::vector<ModelRow>> rows = ReadModelRows(arguments.file, true);
    if (!rows.ok()) return rows.status();
    loaded.rows = *std::move(rows);
    Result<ModelInput> input = InputOf(loaded.rows);
    if (!input.ok()) return input.status();
    if (!wanted) wanted = *input;
  }
  loaded.input = *wanted;
  if (loaded.form != v1::FORM_UNSPECIFIED && loaded.input != ModelInput::kAds)
    return Status(Code::kInvalidArgument, "--form: only ads have forms; add --input ads");
  if (loaded.input == ModelInput::kAds) {
    Result<Config> config = globals.LoadConfig();
    if (!config.ok()) return config.status();
    Result<std::shared_ptr<const Screener>> screener = BuildScreener(OptionsOfScreener(*config));
    if (!screener.ok()) return screener.status();
    loaded.screener = *screener;
    if (arguments.from_verdicts) {
      Result<std::vector<ModelRow>> rows = ReadVerdicts(globals, *config, **screener);
      if (!rows.ok()) return rows.status();
      loaded.rows = *std::move(rows);
    }
  }
  const RowReader reader(loaded.input, loaded.screener.get());
  for (ModelRow& row : loaded.rows) {
    Result<NamedValues> values = reader.Read(row);
    if (!values.ok()) return values.status();
    TrainRow train;
    train.features = *std::move(values);
    train.label = *row.label;
    loaded.train.push_back(std::move(train));
  }
  // Texts that are nearly the same stay on one side of every split. Of tokens and rules equal rows
  // do: there a few names in common say nothing.
  if (loaded.input == ModelInput::kText) GroupNearDuplicates(&loaded.train);
  for (size_t i = 0; i < loaded.rows.size(); ++i) {
    if (!loaded.rows[i].group.empty()) loaded.train[i].group = "given " + loaded.rows[i].group;
    loaded.train[i].group = GroupOf(loaded.train[i]);
  }
  return loaded;
}

Result<ModelData> TrainModel(const std::vector<TrainRow>& train, const LabelledRows& rows,
                             const Model& base, const TrainOptions& options, std::string name,
                             std::vector<std::string>* notes) {
  TrainOptions own = options;
  if (rows.input == ModelInput::kAds) {
    own.prior = PriorOf(rows.rows, base);
    own.max_together = 1;  // each term of an ad's score stands by itself
  }
  if (rows.form != v1::FORM_UNSPECIFIED) {
    // All else stays as it is.
    ModelData model = base.data();
    model.name = std::move(name);
    model.about.clear();
    std::vector<std::string> told;
    if (TrainForms(train, rows, options, &model, &told) == 0)
      return Status(Code::kFailedPrecondition,
                    told.empty() ? "no ad has a sign of " + FormName(rows.form) : told.back());
    if (notes != nullptr) *notes = std::move(told);
    return model;
  }
  Result<Trained> trained = TrainWeights(train, own);
  if (!trained.ok()) return trained.status();
  ModelData model;
  model.name = std::move(name);
  model.input = rows.input;
  model.together = trained->together;
  model.overall = std::move(trained->weights);
  // Names that no row had keep their weights.
  for (const auto& [feature, weight] : own.prior) model.overall.emplace(feature, weight);
  if (rows.input == ModelInput::kAds) {
    model.rates = base.data().rates;
    model.rates_of = base.data().rates_of;
    model.forms = base.data().forms;  // of what too little was judged now
  }
  if (notes != nullptr) *notes = std::move(trained->notes);
  if (rows.input == ModelInput::kAds && train.size() == rows.rows.size())
    TrainForms(train, rows, options, &model, notes);
  return model;
}

Result<Model> LoadModelNamed(const std::string& written) {
  if (written == "shipped") return Model::Shipped();
  Result<ModelData> data = LoadModelFile(written);
  if (!data.ok()) return Status(Code::kInvalidArgument, data.status().message());
  return Model(*std::move(data));
}

int RunModelTrain(const Globals& globals, const ModelTrainArguments& arguments) {
  Result<LabelledRows> rows = LoadLabelledRows(globals, arguments.data, std::nullopt);
  if (!rows.ok()) return Fail(rows.status());
  const Model base = rows->screener ? rows->screener->model() : Model::Shipped();
  TrainOptions options;
  options.seed = arguments.seed;
  options.folds = arguments.folds;
  std::vector<std::string> notes;
  Result<ModelData> model = TrainModel(rows->train, *rows, base, options, arguments.name, &notes);
  if (!model.ok()) return Fail(model.status());
  const auto positives = std::count_if(rows->train.begin(), rows->train.end(),
                                       [](const TrainRow& row) { return row.label; });
  model->about.push_back(
      "Trained on " + std::to_string(rows->train.size()) + " rows, " + std::to_string(positives) +
      " of label 1, seed " + std::to_string(arguments.seed) +
      (rows->input == ModelInput::kAds ? ", starting from the model \"" + base.name() + "\"" : ""));
  if (arguments.data.from_verdicts) {
    model->about.push_back(
        "The rows are leads that a person judged: of what never became a lead it knows nothing.");
  }
  for (const std::string& note : notes) model->about.push_back(note);
  if (Status saved = SaveModelFile(*model, arguments.out); !saved.ok()) return Fail(saved);
  if (globals.json) {
    const OrderedJson json = {{"model", arguments.out},       {"rows", rows->train.size()},
                              {"positives", positives},       {"weights", model->overall.size()},
                              {"forms", model->forms.size()}, {"notes", notes}};
    std::printf("%s\n", json.dump(2, ' ', false, OrderedJson::error_handler_t::replace).c_str());
    return kFine;
  }
  std::printf("%s: %zu weights from %zu rows, %td of label 1\n", Printable(arguments.out).c_str(),
              model->overall.size(), rows->train.size(), positives);
  for (const std::string& note : notes) std::printf("  %s\n", Printable(note).c_str());
  return kFine;
}

int RunModelScore(const Globals& globals, const ModelScoreArguments& arguments) {
  Result<Model> model = LoadModelNamed(arguments.model);
  if (!model.ok()) return Fail(model.status());
  Result<std::vector<ModelRow>> rows = ReadModelRows(arguments.file, false);
  if (!rows.ok()) return Fail(rows.status());
  std::shared_ptr<const Screener> screener;
  if (model->data().input == ModelInput::kAds) {
    Result<Config> config = globals.LoadConfig();
    if (!config.ok()) return Fail(config.status());
    Result<std::shared_ptr<const Screener>> built = BuildScreener(OptionsOfScreener(*config));
    if (!built.ok()) return Fail(built.status());
    screener = *built;
  }
  const RowReader reader(model->data().input, screener.get());
  for (ModelRow& row : *rows) {
    Result<double> score = reader.Score(*model, row);
    if (!score.ok()) return Fail(score.status());
    const OrderedJson line = {{"id", row.id}, {"score", *score}};
    std::printf("%s\n", line.dump(-1, ' ', false, OrderedJson::error_handler_t::replace).c_str());
  }
  return kFine;
}

// How many of these ads have each sign: what an explanation says beside it.
int RunModelRates(const Globals& globals, const ModelRatesArguments& arguments) {
  Result<Model> model = LoadModelNamed(arguments.model);
  if (!model.ok()) return Fail(model.status());
  if (model->data().input != ModelInput::kAds)
    return FailUsage("model rates: the model scores no ads: it has no signs");
  Result<std::vector<ModelRow>> rows = ReadModelRows(arguments.file, false);
  if (!rows.ok()) return Fail(rows.status());
  Result<Config> config = globals.LoadConfig();
  if (!config.ok()) return Fail(config.status());
  Result<std::shared_ptr<const Screener>> screener = BuildScreener(OptionsOfScreener(*config));
  if (!screener.ok()) return Fail(screener.status());
  const RowReader reader(ModelInput::kAds, screener->get());
  std::map<std::string, int> counts, languages;
  for (ModelRow& row : *rows) {
    Result<NamedValues> values = reader.Read(row);
    if (!values.ok()) return Fail(values.status());
    ++languages[row.traits["language"]];
    for (const auto& value : *values) ++counts[value.first];
  }
  ModelData data = model->data();
  const double total = static_cast<double>(rows->size());
  data.rates.clear();
  data.rates_of = std::to_string(rows->size()) + " " + arguments.of;
  // A rule that could have hit and never did is rare, which is worth saying; but only of packs that
  // are written in the ads' own language: the others look into them for a stray word.
  for (const Pack& pack : (*screener)->rules().packs()) {
    if (languages[pack.languages.front()] * 2 <= static_cast<int>(rows->size())) continue;
    for (const Rule& rule : pack.rules) {
      if (rule.status == RuleStatus::kStable && rule.weight > 0) data.rates["rule:" + rule.id] = 0;
    }
  }
  // Four digits: more than so few ads can say.
  for (const auto& [name, count] : counts) data.rates[name] = std::round(1e4 * count / total) / 1e4;
  if (Status saved = SaveModelFile(data, arguments.out); !saved.ok()) return Fail(saved);
  std::printf("%s: rates of %zu signs in %s\n", Printable(arguments.out).c_str(), data.rates.size(),
              Printable(data.rates_of).c_str());
  return kFine;
}

}  // namespace varta
