// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// varta model evaluate and compare.
#include <algorithm>
#include <cstdio>
#include <numeric>
#include <set>

#include "cli/model_commands.h"
#include "cli/screened_json.h"
#include "cli/terminal.h"

namespace varta {
namespace {

constexpr size_t kMostDrifts = 20;

// Each row's score, and for the bias report the same without each group of features.
struct Measured {
  std::vector<size_t> rows;  // which were scored, by number
  std::vector<double> scores;
  std::map<std::string, std::vector<double>> without;  // by group of features
};

NamedValues WithoutGroup(const NamedValues& values, std::string_view group) {
  NamedValues kept;
  for (const auto& value : values) {
    if (GroupOfFeature(value.first) != group) kept.push_back(value);
  }
  return kept;
}

void ScoreRows(const Model& model, const std::vector<TrainRow>& train,
               const std::vector<size_t>& rows, Measured* measured) {
  std::set<std::string_view> present;
  for (const TrainRow& row : train) {
    for (const auto& value : row.features) present.insert(GroupOfFeature(value.first));
  }
  for (size_t i : rows) {
    measured->rows.push_back(i);
    measured->scores.push_back(model.Probability(train[i].features));
    if (model.data().input != ModelInput::kAds) continue;
    for (std::string_view group : kFeatureGroups) {
      if (!present.contains(group)) continue;
      measured->without[std::string(group)].push_back(
          model.Probability(WithoutGroup(train[i].features, group)));
    }
  }
}

// A model of ads with the rules' own weights where its file has none, so that it can score names.
Model WithRules(const Model& model, const LabelledRows& rows) {
  if (rows.input != ModelInput::kAds) return model;
  ModelData data = model.data();
  for (const ModelRow& row : rows.rows) {
    for (const Feature& feature : row.features)
      data.overall.emplace(feature.name, feature.prior_weight);
  }
  return Model(std::move(data));
}

Status TrainAndScore(const std::vector<size_t>& learn, const std::vector<size_t>& test,
                     const LabelledRows& rows, const ModelEvaluateArguments& arguments,
                     Measured* measured) {
  std::vector<TrainRow> train;
  for (size_t i : learn) train.push_back(rows.train[i]);
  TrainOptions options;
  options.seed = arguments.seed;
  Result<ModelData> model = TrainModel(
      train, rows, rows.screener ? rows.screener->model() : Model::Shipped(), options, "of a fold");
  if (!model.ok()) return model.status();
  ScoreRows(Model(*std::move(model)), rows.train, test, measured);
  return Status();
}

// The rows in the order of their times; kInvalidArgument: one has none.
Result<std::vector<size_t>> ByTime(const LabelledRows& rows) {
  std::vector<size_t> order(rows.rows.size());
  std::iota(order.begin(), order.end(), size_t{0});
  for (const ModelRow& row : rows.rows) {
    if (row.time.empty())
      return Status(Code::kInvalidArgument, "--by-time: row " + row.id + " has no time");
  }
  std::stable_sort(order.begin(), order.end(),
                   [&](size_t a, size_t b) { return rows.rows[a].time < rows.rows[b].time; });
  return order;
}

Result<Measured> Measure(const LabelledRows& rows, const ModelEvaluateArguments& arguments) {
  Measured measured;
  std::vector<size_t> all(rows.rows.size());
  std::iota(all.begin(), all.end(), size_t{0});
  if (!arguments.models.empty()) {
    Result<Model> model = LoadModelNamed(arguments.models.front());
    if (!model.ok()) return model.status();
    ScoreRows(WithRules(*model, rows), rows.train, all, &measured);
    return measured;
  }
  if (arguments.by_time) {
    Result<std::vector<size_t>> order = ByTime(rows);
    if (!order.ok()) return order.status();
    const auto cut = order->begin() + static_cast<std::ptrdiff_t>(order->size() * 3 / 4);
    const std::vector<size_t> learn(order->begin(), cut), later(cut, order->end());
    // What is nearly an earlier ad is no proof of anything.
    std::vector<std::string> known;
    for (size_t i : learn) known.push_back(rows.train[i].group);
    std::sort(known.begin(), known.end());
    std::vector<size_t> test;
    for (size_t i : later) {
      if (!std::binary_search(known.begin(), known.end(), rows.train[i].group)) test.push_back(i);
    }
    if (Status status = TrainAndScore(learn, test, rows, arguments, &measured); !status.ok())
      return status;
    return measured;
  }
  for (int fold = 0; fold < arguments.folds; ++fold) {
    std::vector<size_t> learn, test;
    // Another seed than the folds within the training: the two must not be the same parts.
    for (size_t i : all) {
      const bool out = FoldOf(rows.train[i].group, arguments.seed + 1000, arguments.folds) == fold;
      (out ? test : learn).push_back(i);
    }
    if (test.empty()) continue;
    if (Status status = TrainAndScore(learn, test, rows, arguments, &measured); !status.ok())
      return status;
  }
  return measured;
}

std::vector<ScoredRow> ToScored(const LabelledRows& rows, const std::vector<size_t>& which,
                                const std::vector<double>& scores) {
  std::vector<ScoredRow> scored;
  for (size_t k = 0; k < which.size(); ++k) {
    const size_t i = which[k];
    scored.push_back({scores[k], rows.train[i].label, rows.train[i].group, rows.rows[i].traits});
  }
  return scored;
}

OrderedJson FigureJson(const Figure& figure) {
  return figure ? OrderedJson(*figure) : OrderedJson(nullptr);
}

std::string FigureText(const Figure& figure) {
  if (!figure) return "   -  ";
  char text[32];
  std::snprintf(text, sizeof text, "%.4f", *figure);
  return text;
}

std::vector<Drift> DriftOf(const LabelledRows& rows) {
  const Result<std::vector<size_t>> order = ByTime(rows);
  if (!order.ok()) return {};
  std::vector<NamedValues> halves[2];
  for (size_t k = 0; k < order->size(); ++k)
    halves[k * 2 >= order->size()].push_back(rows.train[(*order)[k]].features);
  std::vector<Drift> drift = FindDrift(halves[0], halves[1]);
  if (drift.size() > kMostDrifts) drift.resize(kMostDrifts);
  return drift;
}

std::string HowMeasured(const ModelEvaluateArguments& arguments) {
  if (!arguments.models.empty())
    return "model " + arguments.models.front() + ": rows that it learned from flatter it";
  if (arguments.by_time)
    return "learned from the earlier three quarters, measured on later rows that are not nearly "
           "the same as earlier ones";
  return std::to_string(arguments.folds) +
         "-fold cross-validation, rows that are nearly the same on one side; everything is chosen "
         "within the training part";
}

void PrintReport(const ModelEvaluateArguments& arguments, const LabelledRows& rows,
                 const Measured& measured, const std::vector<ScoredRow>& scored,
                 const Evaluation& e, const Style& style) {
  std::printf("%d rows, %d of label 1; %s\n\n", e.rows, e.positives,
              Printable(HowMeasured(arguments)).c_str());
  for (const FigureName& name : FigureNames()) {
    if (!(e.figures.*name.member)) continue;
    const auto interval = e.intervals.find(name.name);
    std::printf("  %-26s %s", name.name, style.Bold(FigureText(e.figures.*name.member)).c_str());
    if (interval != e.intervals.end())
      std::printf("   95 %%: %s to %s", FigureText(interval->second.low).c_str(),
                  FigureText(interval->second.high).c_str());
    std::putchar('\n');
  }
  std::printf("  %-26s %.4f   of the Brier score an exact calibration would take off\n",
              "miscalibration", e.miscalibration);
  std::printf("\n%s\n", style.Bold("Is the score a frequency?").c_str());
  for (const ReliabilityBin& bin : e.reliability) {
    std::printf("  %.1f to %.1f  %6d rows  mean score %.3f  frequency %.3f\n", bin.low, bin.high,
                bin.rows, bin.mean_score, bin.frequency);
  }
  std::printf("\n%s\n", style.Bold("Thresholds").c_str());
  const auto by_precision = ThresholdForPrecision(scored, arguments.precision);
  std::printf("  precision %.2f on these rows: %s\n", arguments.precision,
              by_precision ? FigureText(by_precision).c_str() : "no score has it");
  if (arguments.budget > 0) {
    const auto by_day = ThresholdForLeads(scored, arguments.budget, arguments.days);
    std::printf("  %d leads a day: %s\n", arguments.budget,
                by_day ? FigureText(by_day).c_str() : "no score gives so few");
  }
  if (!measured.without.empty()) {
    std::printf("\n%s\n",
                style.Bold("Without a group of terms (scored, not trained, without it)").c_str());
    for (const auto& [group, scores] : measured.without) {
      const Evaluation w = Evaluate(ToScored(rows, measured.rows, scores), {arguments.seed, 0, 0});
      std::printf("  %-10s ROC-AUC %s  AP %s  Brier %s\n", group.c_str(),
                  FigureText(w.figures.roc_auc).c_str(),
                  FigureText(w.figures.average_precision).c_str(),
                  FigureText(w.figures.brier).c_str());
    }
  }
  const std::vector<TraitReport> traits = ReportByTrait(scored, arguments.threshold);
  if (!traits.empty())
    std::printf(
        "\n%s\n",
        style.Bold("By what the ads are (threshold " + FigureText(arguments.threshold) + ")")
            .c_str());
  for (const TraitReport& t : traits) {
    std::printf(
        "  %-12s %-16s %6d rows %5d of label 1  mean %.3f  above %.3f  false alarms %s  "
        "ROC-AUC %s\n",
        Printable(t.trait).c_str(), Fit(Printable(t.value), 16).c_str(), t.rows, t.positives,
        t.mean_score, t.above_threshold, FigureText(t.false_alarms).c_str(),
        FigureText(t.roc_auc).c_str());
  }
  const std::vector<Drift> drifts = DriftOf(rows);
  if (!drifts.empty())
    std::printf("\n%s\n",
                style.Bold("Seen more or less often in the later half of the rows").c_str());
  for (const Drift& drift : drifts) {
    std::printf("  %-36s %.3f before, %.3f after (%+.1f standard errors)\n",
                Fit(Printable(drift.feature), 36).c_str(), drift.before, drift.after, drift.sigmas);
  }
}

OrderedJson ReportJson(const ModelEvaluateArguments& arguments, const LabelledRows& rows,
                       const Measured& measured, const std::vector<ScoredRow>& scored,
                       const Evaluation& e) {
  OrderedJson json = {
      {"rows", e.rows}, {"positives", e.positives}, {"how", HowMeasured(arguments)}};
  for (const FigureName& name : FigureNames()) {
    OrderedJson figure = {{"value", FigureJson(e.figures.*name.member)}};
    if (const auto interval = e.intervals.find(name.name); interval != e.intervals.end())
      figure["interval_95"] = {FigureJson(interval->second.low), FigureJson(interval->second.high)};
    json["figures"][name.name] = figure;
  }
  json["miscalibration"] = e.miscalibration;
  json["reliability"] = OrderedJson::array();
  for (const ReliabilityBin& bin : e.reliability) {
    json["reliability"].push_back({{"low", bin.low},
                                   {"high", bin.high},
                                   {"rows", bin.rows},
                                   {"mean_score", bin.mean_score},
                                   {"frequency", bin.frequency}});
  }
  json["threshold_for_precision"] = FigureJson(ThresholdForPrecision(scored, arguments.precision));
  if (arguments.budget > 0)
    json["threshold_for_leads_a_day"] =
        FigureJson(ThresholdForLeads(scored, arguments.budget, arguments.days));
  for (const auto& [group, scores] : measured.without) {
    const Evaluation w = Evaluate(ToScored(rows, measured.rows, scores), {arguments.seed, 0, 0});
    json["without"][group] = {{"roc_auc", FigureJson(w.figures.roc_auc)},
                              {"average_precision", FigureJson(w.figures.average_precision)},
                              {"brier", FigureJson(w.figures.brier)}};
  }
  json["parts"] = OrderedJson::array();
  for (const TraitReport& t : ReportByTrait(scored, arguments.threshold)) {
    json["parts"].push_back({{"trait", t.trait},
                             {"value", t.value},
                             {"rows", t.rows},
                             {"positives", t.positives},
                             {"mean_score", t.mean_score},
                             {"above_threshold", t.above_threshold},
                             {"false_alarms", FigureJson(t.false_alarms)},
                             {"roc_auc", FigureJson(t.roc_auc)}});
  }
  json["drift"] = OrderedJson::array();
  for (const Drift& drift : DriftOf(rows)) {
    json["drift"].push_back({{"feature", drift.feature},
                             {"before", drift.before},
                             {"after", drift.after},
                             {"standard_errors", drift.sigmas}});
  }
  return json;
}

void PrintReportJson(const OrderedJson& json) {
  std::printf("%s\n", json.dump(2, ' ', false, OrderedJson::error_handler_t::replace).c_str());
}

Result<std::optional<ModelInput>> InputOfModels(const std::vector<std::string>& models) {
  std::optional<ModelInput> input;
  for (const std::string& name : models) {
    Result<Model> model = LoadModelNamed(name);
    if (!model.ok()) return model.status();
    if (input && *input != model->data().input)
      return Status(Code::kInvalidArgument, "the two models read different kinds of rows");
    input = model->data().input;
  }
  return input;
}

}  // namespace

int RunModelEvaluate(const Globals& globals, const ModelEvaluateArguments& arguments) {
  Result<std::optional<ModelInput>> input = InputOfModels(arguments.models);
  if (!input.ok()) return Fail(input.status());
  Result<LabelledRows> rows = LoadLabelledRows(globals, arguments.data, *input);
  if (!rows.ok()) return Fail(rows.status());
  Result<Measured> measured = Measure(*rows, arguments);
  if (!measured.ok()) return Fail(measured.status());
  const std::vector<ScoredRow> scored = ToScored(*rows, measured->rows, measured->scores);
  EvaluateOptions options;
  options.seed = arguments.seed;
  options.budget = static_cast<int>(arguments.budget * std::max(1.0, arguments.days));
  const Evaluation evaluation = Evaluate(scored, options);
  if (globals.json) {
    PrintReportJson(ReportJson(arguments, *rows, *measured, scored, evaluation));
  } else {
    PrintReport(arguments, *rows, *measured, scored, evaluation, Style::ForOutput(globals));
  }
  return kFine;
}

int RunModelCompare(const Globals& globals, const ModelEvaluateArguments& arguments) {
  Result<std::optional<ModelInput>> input = InputOfModels(arguments.models);
  if (!input.ok()) return Fail(input.status());
  Result<LabelledRows> rows = LoadLabelledRows(globals, arguments.data, *input);
  if (!rows.ok()) return Fail(rows.status());
  std::vector<ScoredRow> scored[2];
  for (size_t k = 0; k < 2; ++k) {
    ModelEvaluateArguments one = arguments;
    one.models = {arguments.models[k]};
    Result<Measured> measured = Measure(*rows, one);
    if (!measured.ok()) return Fail(measured.status());
    scored[k] = ToScored(*rows, measured->rows, measured->scores);
  }
  EvaluateOptions options;
  options.seed = arguments.seed;
  options.budget = arguments.budget;
  const std::vector<Difference> differences = CompareScores(scored[0], scored[1], options);
  if (globals.json) {
    OrderedJson json = OrderedJson::array();
    for (const Difference& d : differences) {
      json.push_back(
          {{"figure", d.figure},
           {"first", FigureJson(d.first)},
           {"second", FigureJson(d.second)},
           {"difference_95",
            {FigureJson(d.second_minus_first.low), FigureJson(d.second_minus_first.high)}}});
    }
    PrintReportJson(json);
    return kFine;
  }
  std::printf("%zu rows; first %s, second %s\n", rows->rows.size(),
              Printable(arguments.models[0]).c_str(), Printable(arguments.models[1]).c_str());
  for (const Difference& d : differences) {
    if (!d.first || !d.second) continue;
    const Interval& i = d.second_minus_first;
    const bool sure = i.low && i.high && (*i.low > 0 || *i.high < 0);
    std::printf("  %-26s %s  %s   second - first, 95 %%: %s to %s%s\n", d.figure.c_str(),
                FigureText(d.first).c_str(), FigureText(d.second).c_str(),
                FigureText(i.low).c_str(), FigureText(i.high).c_str(),
                sure ? "" : "   not told apart");
  }
  return kFine;
}

}  // namespace varta
