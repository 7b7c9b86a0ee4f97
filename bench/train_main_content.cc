// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Learns the weights of extract/main_weights.cc:
//   train_main_content [--folds N] [--penalty X] [--rounds N] PAGES.jsonl... > weights
// A line of PAGES.jsonl is a page with its answer: {"file": path beside PAGES.jsonl, not packed,
// "url": ..., "text": its main content} or, for whoever marked some lines only, {"file", "url",
// "with": [segments of it], "without": [segments around it]}. Writes the rows of the table, and to
// stderr what the weights are worth: on the pages they were learned from, and on pages of sites
// that they were not (N-fold, by registrable domain). The same input gives the same weights.
//
// What is made as likely as can be: the answer for each piece of text, whatever is chosen for the
// elements around it (exact sums over the tree); a piece counts by its share of the page's words,
// and a page as much as another. Adam on all pages at once, squares of the weights held small.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/charset.h"
#include "base/digest.h"
#include "base/text.h"
#include "base/url.h"
#include "extract/charset.h"
#include "extract/main_content.h"
#include "extract/main_features.h"

namespace varta {
namespace {

using Json = nlohmann::json;
using Shingles = std::unordered_map<std::string, int>;

constexpr size_t kShingle = 4;          // words
constexpr double kSegmentWords = 0.02;  // a marked segment's share of a page
constexpr HtmlBudget kPatient = {4 * 1024 * 1024, 512 * 1024 * 1024, 60'000};

struct Page {
  std::string site;
  HtmlTree tree;
  MainOutline outline;
  std::vector<uint32_t> begins;  // of the features of each box
  std::vector<uint16_t> features;
  std::vector<bool> main;     // of a piece: the answer
  std::vector<double> share;  // and how much it counts; 0: nobody knows
  Shingles wanted;            // of the whole answer, if there is one
  std::vector<std::string> with, without;
};

std::vector<std::string> WordsOf(std::string_view text) {
  const std::string folded = FoldForSearch(text);
  std::vector<std::string> words;
  for (const std::string_view word : Words(folded, 1)) words.emplace_back(word);
  return words;
}

std::string ShingleAt(const std::vector<std::string>& words, size_t at) {
  std::string shingle;
  for (size_t i = at; i < std::min(at + kShingle, words.size()); ++i) shingle += words[i] + ' ';
  return shingle;
}

Shingles ShinglesOf(std::string_view text) {
  const std::vector<std::string> words = WordsOf(text);
  Shingles shingles;
  for (size_t i = 0; i + kShingle <= words.size(); ++i) ++shingles[ShingleAt(words, i)];
  if (shingles.empty() && !words.empty()) ++shingles[ShingleAt(words, 0)];
  return shingles;
}

std::string OneLine(std::string_view text) {
  std::string line;
  for (const std::string_view white = " \t\n\r\f"; !text.empty();) {
    const size_t begin = std::min(text.find_first_not_of(white), text.size());
    const size_t end = std::min(text.find_first_of(white, begin), text.size());
    if (end > begin) line.append(line.empty() ? "" : " ").append(text.substr(begin, end - begin));
    text.remove_prefix(end);
  }
  return line;
}

std::string TextOfPiece(const HtmlTree& tree, const MainBox& box) {
  std::string text;
  for (uint32_t i = box.node; i < box.node_end; ++i) {
    if (!tree.nodes[i].element && !tree.nodes[i].hidden) text += tree.nodes[i].text;
  }
  return text;
}

// A piece is main if most of its words lie in runs of words of the answer. What the answer has once
// is not main twice (titles stand in menus, too): the longest piece that says it has it.
void AnswerByText(Page* page) {
  std::vector<std::string> words;
  std::vector<uint32_t> box_of;
  std::vector<uint32_t> pieces;
  for (uint32_t i = 0; i < page->outline.boxes.size(); ++i) {
    if (!page->outline.boxes[i].piece) continue;
    pieces.push_back(i);
    for (std::string& word : WordsOf(TextOfPiece(page->tree, page->outline.boxes[i]))) {
      words.push_back(std::move(word));
      box_of.push_back(i);
    }
  }
  std::map<uint32_t, std::pair<size_t, size_t>> range;  // of each piece, its words
  for (size_t i = 0; i < words.size(); ++i) {
    range.try_emplace(box_of[i], i, i).first->second.second = i + 1;
  }
  std::stable_sort(pieces.begin(), pieces.end(), [&](uint32_t a, uint32_t b) {
    return page->outline.boxes[a].counts.words > page->outline.boxes[b].counts.words;
  });
  Shingles left = page->wanted;
  std::vector<bool> said(words.size());
  for (const uint32_t piece : pieces) {
    const auto found = range.find(piece);
    if (found == range.end()) continue;
    const auto [begin, end] = found->second;
    // A short piece is told by what stands around it.
    const size_t first = begin >= kShingle - 1 ? begin - (kShingle - 1) : 0;
    const bool is_short = end - begin < kShingle;
    for (size_t at = is_short ? first : begin; at < end; ++at) {
      if (at + kShingle > (is_short ? words.size() : end)) break;
      const auto shingle = left.find(ShingleAt(words, at));
      if (shingle == left.end() || shingle->second == 0) continue;
      if (!is_short) --shingle->second;
      for (size_t i = at; i < at + kShingle; ++i) said[i] = said[i] || box_of[i] == piece;
    }
    const auto covered = std::count(said.begin() + static_cast<std::ptrdiff_t>(begin),
                                    said.begin() + static_cast<std::ptrdiff_t>(end), true);
    page->main[piece] = 2 * static_cast<size_t>(covered) >= end - begin;
    page->share[piece] = static_cast<double>(end - begin) / static_cast<double>(words.size());
  }
}

void AnswerBySegments(Page* page) {
  for (uint32_t i = 0; i < page->outline.boxes.size(); ++i) {
    if (!page->outline.boxes[i].piece) continue;
    const std::string text = OneLine(TextOfPiece(page->tree, page->outline.boxes[i]));
    const auto has = [&](const std::string& segment) {
      return !segment.empty() && text.find(segment) != std::string::npos;
    };
    const bool main = std::any_of(page->with.begin(), page->with.end(), has);
    if (!main && std::none_of(page->without.begin(), page->without.end(), has)) continue;
    page->main[i] = main;
    page->share[i] = kSegmentWords;
  }
}

std::unique_ptr<Page> ReadPage(const std::filesystem::path& folder, const Json& line) {
  std::ifstream file(folder / line.value("file", ""), std::ios::binary);
  if (!file) {
    std::cerr << "cannot read " << folder / line.value("file", "") << "\n";
    return nullptr;
  }
  const std::string bytes(std::istreambuf_iterator<char>(file), {});
  auto page = std::make_unique<Page>();
  const auto url = Url::Parse(line.value("url", ""));
  page->site = url ? RegistrableDomain(url->host()).value_or(url->host()) : line.value("file", "");
  page->tree = ParseHtml(RepairUtf8(ToUtf8(bytes, FindCharset(bytes, "").charset)), kPatient);
  page->outline = OutlineOf(page->tree);
  if (page->outline.boxes.empty()) return nullptr;
  const MainContext context(page->tree, page->outline);
  const MainFeatures features(page->tree, page->outline, context);
  for (uint32_t i = 0; i < page->outline.boxes.size(); ++i) {
    page->begins.push_back(static_cast<uint32_t>(page->features.size()));
    const auto of = features.Of(i);
    page->features.insert(page->features.end(), of.begin(), of.end());
  }
  page->begins.push_back(static_cast<uint32_t>(page->features.size()));
  page->main.resize(page->outline.boxes.size());
  page->share.resize(page->outline.boxes.size());
  if (line.contains("text")) {
    page->wanted = ShinglesOf(line["text"].get<std::string>());
    AnswerByText(page.get());
  } else {
    for (const auto& [key, list] : {std::pair{"with", &page->with}, {"without", &page->without}}) {
      for (const Json& segment : line.value(key, Json::array()))
        list->push_back(OneLine(segment.get<std::string>()));
    }
    AnswerBySegments(page.get());
  }
  return page;
}

// ---- learning

using Weights = std::vector<double>;  // enter, leave, stay of each feature

double Sigmoid(double x) { return 1 / (1 + std::exp(-x)); }
double LogOfSum(double a, double b) {
  const double high = std::max(a, b);
  return high + std::log1p(std::exp(std::min(a, b) - high));
}

// Adds what the page says to `gradient`; gives minus the log likelihood of its answer. As
// Likelihood() in extract/main_content.cc, and back again.
double Learn(const Page& page, const Weights& weights, Weights* gradient) {
  const std::vector<MainBox>& boxes = page.outline.boxes;
  struct Belief {
    double enter = 0, leave = 0, stay = 0, in = 0, out = 0;
    double likely = 0;
    double d_likely = 0, d_enter = 0, d_leave = 0, d_stay = 0, d_out_state = 0;
    double d_in = 0, d_out = 0;
  };
  std::vector<Belief> beliefs(boxes.size());
  for (size_t i = boxes.size(); i-- > 0;) {
    Belief& b = beliefs[i];
    for (uint32_t f = page.begins[i]; f < page.begins[i + 1]; ++f) {
      const double* w = &weights[size_t{3} * page.features[f]];
      b.enter += w[0];
      b.leave += w[1];
      b.stay += w[2];
    }
    b.enter += b.in;
    b.stay += b.in;
    b.leave += b.out;
    if (boxes[i].parent == MainBox::kNone) continue;
    Belief& around = beliefs[boxes[i].parent];
    around.in += LogOfSum(b.stay, b.leave);
    around.out += LogOfSum(b.enter, b.out);
  }
  double loss = 0;
  for (size_t i = 0; i < boxes.size(); ++i) {
    Belief& b = beliefs[i];
    const double around = boxes[i].parent == MainBox::kNone ? 0 : beliefs[boxes[i].parent].likely;
    b.likely = around * Sigmoid(b.stay - b.leave) + (1 - around) * Sigmoid(b.enter - b.out);
    if (page.share[i] == 0) continue;
    const double right = std::max(1e-9, page.main[i] ? b.likely : 1 - b.likely);
    loss -= page.share[i] * std::log(right);
    b.d_likely -= page.share[i] / right * (page.main[i] ? 1 : -1);
  }
  for (size_t i = boxes.size(); i-- > 0;) {
    Belief& b = beliefs[i];
    const double in = Sigmoid(b.stay - b.leave), out = Sigmoid(b.enter - b.out);
    const bool root = boxes[i].parent == MainBox::kNone;
    const double around = root ? 0 : beliefs[boxes[i].parent].likely;
    if (!root) beliefs[boxes[i].parent].d_likely += b.d_likely * (in - out);
    const double d_in = b.d_likely * around * in * (1 - in);
    const double d_out = b.d_likely * (1 - around) * out * (1 - out);
    b.d_stay += d_in;
    b.d_leave -= d_in;
    b.d_enter += d_out;
    b.d_out_state -= d_out;
  }
  for (size_t i = 0; i < boxes.size(); ++i) {
    Belief& b = beliefs[i];
    if (boxes[i].parent != MainBox::kNone) {
      const Belief& around = beliefs[boxes[i].parent];
      const double in = Sigmoid(b.stay - b.leave), out = Sigmoid(b.enter - b.out);
      b.d_stay += around.d_in * in;
      b.d_leave += around.d_in * (1 - in);
      b.d_enter += around.d_out * out;
      b.d_out_state += around.d_out * (1 - out);
    }
    b.d_in = b.d_enter + b.d_stay;
    b.d_out = b.d_leave + b.d_out_state;
    for (uint32_t f = page.begins[i]; f < page.begins[i + 1]; ++f) {
      double* g = &(*gradient)[size_t{3} * page.features[f]];
      g[0] += b.d_enter;
      g[1] += b.d_leave;
      g[2] += b.d_stay;
    }
  }
  return loss;
}

struct Options {
  int folds = 5;
  int rounds = 400;
  double penalty = 0.3;
};

Weights Train(const std::vector<const Page*>& pages, const Options& options) {
  Weights weights(3 * kMainFeatures), mean(weights.size()), square(weights.size());
  for (int round = 1; round <= options.rounds; ++round) {
    Weights gradient(weights.size());
    for (const Page* page : pages) Learn(*page, weights, &gradient);
    const double pace = 0.1 * (1 - static_cast<double>(round - 1) / options.rounds);
    for (size_t i = 0; i < weights.size(); ++i) {
      const double g = gradient[i] + options.penalty * weights[i];
      mean[i] = 0.9 * mean[i] + 0.1 * g;
      square[i] = 0.99 * square[i] + 0.01 * g * g;
      const double step = mean[i] / (1 - std::pow(0.9, round)) /
                          (std::sqrt(square[i] / (1 - std::pow(0.99, round))) + 1e-8);
      weights[i] -= pace * step;
    }
  }
  return weights;
}

// As they will stand in the table.
MainWeights Rounded(const Weights& weights) {
  MainWeights rounded;
  const auto round = [](double weight) {
    return static_cast<float>(std::round(weight * 100) / 100);
  };
  for (size_t i = 0; i < kMainFeatures; ++i) {
    rounded[i] = {round(weights[3 * i]), round(weights[3 * i + 1]), round(weights[3 * i + 2])};
  }
  return rounded;
}

// ---- what they are worth

struct Worth {
  double right = 0, wrong = 0, missed = 0;  // shares of shingles, each page alike
  int pages = 0;
  int with = 0, without = 0, lost = 0, kept_out = 0;  // segments

  void Add(const Page& page, const std::string& text) {
    if (!page.wanted.empty()) {
      double both = 0, only_got = 0, only_wanted = 0;
      const Shingles got = ShinglesOf(text);
      for (const auto& [shingle, count] : got) {
        const auto found = page.wanted.find(shingle);
        const int wanted = found == page.wanted.end() ? 0 : found->second;
        both += std::min(count, wanted);
        only_got += std::max(0, count - wanted);
      }
      for (const auto& [shingle, count] : page.wanted) {
        const auto found = got.find(shingle);
        only_wanted += std::max(0, count - (found == got.end() ? 0 : found->second));
      }
      const double all = std::max(1.0, both + only_got + only_wanted);
      right += both / all;
      wrong += only_got / all;
      missed += only_wanted / all;
      ++pages;
      return;
    }
    const std::string line = OneLine(text);
    for (const std::string& s : page.with) ++(line.find(s) != line.npos ? with : lost);
    for (const std::string& s : page.without) ++(line.find(s) != line.npos ? without : kept_out);
  }

  void Print(const char* what) const {
    const auto f1 = [](double tp, double fp, double fn) {
      return 2 * tp / std::max(1e-9, 2 * tp + fp + fn);
    };
    std::fprintf(stderr, "%-28s text F1 %.3f (%d pages), segments F1 %.3f (%d segments)\n", what,
                 f1(right, wrong, missed), pages, f1(with, without, lost),
                 with + without + lost + kept_out);
  }
};

int Run(const Options& options, const std::vector<std::string>& files) {
  std::vector<std::unique_ptr<Page>> pages;
  for (const std::string& name : files) {
    std::ifstream file(name);
    if (!file) {
      std::cerr << "cannot read " << name << "\n";
      return 1;
    }
    for (std::string line; std::getline(file, line);) {
      const Json json = Json::parse(line, nullptr, false);
      if (!json.is_object() || !(json.contains("text") || json.contains("with"))) continue;
      if (auto page = ReadPage(std::filesystem::path(name).parent_path(), json))
        pages.push_back(std::move(page));
    }
  }
  std::map<std::string, int> fold_of;
  for (const auto& page : pages) fold_of.try_emplace(page->site, 0);
  int site = 0;
  for (auto& [name, fold] : fold_of) fold = site++ % options.folds;
  std::fprintf(stderr, "%zu pages of %zu sites\n", pages.size(), fold_of.size());

  Worth best, before, others, own;
  for (const auto& page : pages) {
    if (!page->wanted.empty()) best.Add(*page, TextOfPieces(page->tree, page->outline, page->main));
    before.Add(*page, FindMainContent(page->tree).text);
  }
  best.Print("the answers, in pieces");
  before.Print("the weights built in");
  for (int fold = 0; fold < options.folds; ++fold) {
    std::vector<const Page*> learned;
    for (const auto& page : pages) {
      if (fold_of[page->site] != fold) learned.push_back(page.get());
    }
    const MainWeights weights = Rounded(Train(learned, options));
    for (const auto& page : pages) {
      if (fold_of[page->site] == fold) others.Add(*page, FindMainContent(page->tree, weights).text);
    }
  }
  if (options.folds > 1) others.Print("learned, on other sites");
  std::vector<const Page*> all;
  for (const auto& page : pages) all.push_back(page.get());
  const MainWeights weights = Rounded(Train(all, options));
  for (const auto& page : pages) own.Add(*page, FindMainContent(page->tree, weights).text);
  own.Print("learned, on the same pages");
  for (size_t i = 0; i < kMainFeatures; ++i) {
    std::printf("    {%.2ff, %.2ff, %.2ff},  // %s\n", static_cast<double>(weights[i].enter),
                static_cast<double>(weights[i].leave), static_cast<double>(weights[i].stay),
                MainFeatureName(i).c_str());
  }
  return 0;
}

}  // namespace
}  // namespace varta

int main(int argc, char** argv) {
  varta::Options options;
  std::vector<std::string> files;
  for (int i = 1; i < argc; ++i) {
    const std::string argument = argv[i];
    const bool has_value = i + 1 < argc;
    if (argument == "--folds" && has_value) {
      options.folds = std::max(1, std::atoi(argv[++i]));
    } else if (argument == "--rounds" && has_value) {
      options.rounds = std::max(1, std::atoi(argv[++i]));
    } else if (argument == "--penalty" && has_value) {
      options.penalty = std::atof(argv[++i]);
    } else if (argument.starts_with("-")) {
      std::cerr << "usage: train_main_content [--folds N] [--penalty X] [--rounds N] "
                   "PAGES.jsonl...\n";
      return 2;
    } else {
      files.push_back(argument);
    }
  }
  return varta::Run(options, files);
}
