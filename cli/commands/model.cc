// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// varta model train|score|rates|evaluate|compare|activate|rollback|history|show
#include <memory>

#include "cli/model_commands.h"
#include "cli/terminal.h"

namespace varta {
namespace {

void AddData(CLI::App* verb, ModelDataArguments* data) {
  verb->add_option("--data", data->file,
                   "JSON Lines: label 0 or 1, and text or tokens; id, group, time, language, "
                   "source_kind, region if there are any; - is standard input")
      ->type_name("FILE");
  verb->add_flag("--from-verdicts", data->from_verdicts,
                 "the leads that somebody judged relevant or not-relevant");
  verb->add_option("--input", data->input,
                   "ads (what the rules say of the texts), text or tokens [text or tokens, as the "
                   "rows are]")
      ->type_name("KIND");
}

template <typename Arguments>
void AddModelChange(CLI::App* verb, const std::shared_ptr<Arguments>& arguments) {
  verb->add_option("--reason", arguments->reason, "why; written to the audit log")
      ->type_name("TEXT");
}

}  // namespace

void AddModel(CLI::App& app, const Globals& globals, Action* action) {
  CLI::App* model = app.add_subcommand("model", "train, measure and choose what scores the ads");
  model->require_subcommand(1);
  // What `run` does with its arguments once the command line is read.
  const auto runs = [&globals, action](CLI::App* verb, auto arguments, auto run) {
    verb->callback([=, &globals] { *action = [=, &globals] { return run(globals, *arguments); }; });
  };

  auto trained = std::make_shared<ModelTrainArguments>();
  CLI::App* train = model->add_subcommand("train", "labelled ads to a model file");
  AddData(train, &trained->data);
  train->add_option("--out", trained->out, "where the model goes")->required()->type_name("MODEL");
  train->add_option("--name", trained->name, "what scores call it [trained]")->type_name("NAME");
  train
      ->add_option("--form", trained->data.form,
                   "learn only the weights of this form, from ads with a sign of it; labour ...")
      ->type_name("FORM");
  train->add_option("--seed", trained->seed, "of the folds [1]")->type_name("N");
  train->add_option("--folds", trained->folds, "of the cross-validation within [4]")
      ->check(CLI::Range(2, 20).description(""))
      ->type_name("N");
  train->footer(
      "A model of ads starts from the active one and the rules' own weights, and moves "
      "away as far as labels say.");
  runs(train, trained, RunModelTrain);

  auto scored = std::make_shared<ModelScoreArguments>();
  CLI::App* score = model->add_subcommand("score", "{id, score} of each row, in order");
  score->add_option("--model", scored->model, "a model file, or shipped")
      ->required()
      ->type_name("MODEL");
  score->add_option("--data", scored->file, "JSON Lines with text or tokens")
      ->required()
      ->type_name("FILE");
  runs(score, scored, RunModelScore);

  auto counted = std::make_shared<ModelRatesArguments>();
  CLI::App* rates = model->add_subcommand("rates", "how common each sign is in ordinary ads");
  rates->add_option("--data", counted->file, "JSON Lines with the text of ordinary ads")
      ->required()
      ->type_name("FILE");
  rates->add_option("--of", counted->of, "what they are, as: ordinary job ads in Ukrainian")
      ->required()
      ->type_name("TEXT");
  rates->add_option("--model", counted->model, "that the rates are put into [shipped]")
      ->type_name("MODEL");
  rates->add_option("--out", counted->out, "where it goes")->required()->type_name("MODEL");
  rates->footer("varta explain and varta leads show say beside each term: seen in 6.6 % of these.");
  runs(rates, counted, RunModelRates);

  auto measured = std::make_shared<ModelEvaluateArguments>();
  CLI::App* evaluate =
      model->add_subcommand("evaluate", "how good scores are, with intervals and by groups of ads");
  AddData(evaluate, &measured->data);
  evaluate
      ->add_option("--model", measured->models,
                   "a model file, or shipped; without: trained anew for each fold")
      ->expected(1)
      ->type_name("MODEL");
  evaluate->add_option("--folds", measured->folds, "of the cross-validation [5]")
      ->check(CLI::Range(2, 20).description(""))
      ->type_name("N");
  evaluate->add_flag("--by-time", measured->by_time, "learn from earlier rows, measure on later");
  evaluate->add_option("--budget", measured->budget, "leads a day that somebody can read")
      ->check(CLI::Range(0, 1'000'000).description(""))
      ->type_name("N");
  evaluate->add_option("--days", measured->days, "how many days' ads the rows are [1]")
      ->check(CLI::Range(0.01, 100'000.0).description(""))
      ->type_name("N");
  evaluate->add_option("--threshold", measured->threshold, "of the parts' false alarms [0.5]")
      ->check(CLI::Range(0.0, 1.0).description(""))
      ->type_name("SCORE");
  evaluate->add_option("--precision", measured->precision, "to find a threshold for [0.9]")
      ->check(CLI::Range(0.0, 1.0).description(""))
      ->type_name("P");
  evaluate->add_option("--seed", measured->seed, "of folds and resamples [1]")->type_name("N");
  runs(evaluate, measured, RunModelEvaluate);

  auto compared = std::make_shared<ModelEvaluateArguments>();
  CLI::App* compare = model->add_subcommand("compare", "two models on the same rows");
  compare->add_option("models", compared->models, "two model files, or shipped")
      ->required()
      ->expected(2)
      ->type_name("MODEL");
  AddData(compare, &compared->data);
  compare->add_option("--budget", compared->budget, "rows that somebody can read")
      ->check(CLI::Range(0, 1'000'000).description(""))
      ->type_name("N");
  compare->add_option("--seed", compared->seed, "of the resamples [1]")->type_name("N");
  runs(compare, compared, RunModelCompare);

  auto changed = std::make_shared<ModelChangeArguments>();
  CLI::App* activate = model->add_subcommand("activate", "from now on this model scores");
  activate->add_option("model", changed->model, "a model file, or shipped")->required();
  AddModelChange(activate, changed);
  runs(activate, changed, RunModelActivate);
  CLI::App* rollback = model->add_subcommand("rollback", "back to the model before");
  AddModelChange(rollback, changed);
  runs(rollback, changed, RunModelRollback);
  CLI::App* history = model->add_subcommand("history", "which model scored since when, and why");
  history->callback(
      [=, &globals] { *action = [=, &globals] { return RunModelHistory(globals); }; });
  CLI::App* show =
      model->add_subcommand("show", "a model's file: its weights and where they are from");
  show->add_option("model", changed->model,
                   "shipped, or the first digits of a digest of the history [the active one]");
  runs(show, changed, RunModelShow);
}

}  // namespace varta
