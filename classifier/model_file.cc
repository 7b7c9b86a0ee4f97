// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "classifier/model_file.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

namespace varta {
namespace {

constexpr std::string_view kFirstLine = "varta-model 1";
constexpr std::string_view kInputNames[] = {"ads", "tokens", "text"};
constexpr double kLargestWeight = 1000;
constexpr size_t kMaxNameBytes = 2000;

std::string Escape(std::string_view name) {
  std::string out;
  for (char c : name) {
    switch (c) {
      case '\t':
        out += "\\t";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\\':
        out += "\\\\";
        break;
      default:
        out += c;
    }
  }
  return out;
}

bool Unescape(std::string_view written, std::string* name) {
  for (size_t i = 0; i < written.size(); ++i) {
    if (written[i] != '\\') {
      *name += written[i];
      continue;
    }
    if (++i == written.size()) return false;
    switch (written[i]) {
      case 't':
        *name += '\t';
        break;
      case 'n':
        *name += '\n';
        break;
      case 'r':
        *name += '\r';
        break;
      case '\\':
        *name += '\\';
        break;
      default:
        return false;
    }
  }
  return true;
}

// A value of the head, which ends with its line.
std::string OneLine(std::string_view value) {
  std::string line(value);
  for (char& c : line) {
    if (c == '\n' || c == '\r') c = ' ';
  }
  return line;
}

std::string Number(double value) {
  char buffer[32];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, value).ptr;
  return std::string(buffer, end);
}

void AddSection(const std::string& name, const NamedNumbers& numbers, std::string* out) {
  *out += "[" + name + "]\n";
  // The bias first, for whoever reads it.
  if (auto bias = numbers.find(kBias); bias != numbers.end())
    *out += Number(bias->second) + "\tbias\n";
  for (const auto& [key, value] : numbers) {
    if (key != kBias) *out += Number(value) + "\t" + Escape(key) + "\n";
  }
}

// Reads line by line; the first mistake ends it.
class ModelReader {
 public:
  ModelReader(std::string_view text, std::string_view file) : left_(text), file_(file) {}

  Result<ModelData> Read() {
    if (left_.size() > kMaxModelBytes) return Mistake("a model file has at most 64 MiB");
    if (NextLine() != kFirstLine)
      return Mistake("a model file begins with the line '" + std::string(kFirstLine) + "'");
    while (!left_.empty()) {
      const std::string_view line = NextLine();
      if (line.empty()) continue;
      const Status status = line.front() == '['   ? StartSection(line)
                            : numbers_ != nullptr ? AddNumber(line)
                                                  : SetKey(line);
      if (!status.ok()) return status;
    }
    if (model_.name.empty()) return Mistake("the line 'name: ...' is missing");
    if (!model_.overall.contains(kBias))
      return Mistake("the section [overall] with its line 'NUMBER<tab>bias' is missing");
    for (const auto& [form, numbers] : model_.forms) {
      if (!numbers.contains(kBias))
        return Mistake("the section [" + FormName(form) + "] has no bias");
    }
    return std::move(model_);
  }

 private:
  Status Mistake(const std::string& what) const {
    return Status(Code::kInvalidArgument,
                  std::string(file_) + ":" + std::to_string(line_) + ": " + what);
  }

  std::string_view NextLine() {
    ++line_;
    const size_t end = left_.find('\n');
    std::string_view line = left_.substr(0, end);
    left_.remove_prefix(end == std::string_view::npos ? left_.size() : end + 1);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    return line;
  }

  Status StartSection(std::string_view line) {
    if (line.back() != ']') return Mistake("a section is written [name]");
    const std::string_view name = line.substr(1, line.size() - 2);
    const v1::Form form = FormNamed(name);
    numbers_ = name == "overall"              ? &model_.overall
               : name == "rates"              ? &model_.rates
               : form != v1::FORM_UNSPECIFIED ? &model_.forms[form]
                                              : nullptr;
    if (numbers_ == nullptr)
      return Mistake("there is no section [" + std::string(name) +
                     "]; there are overall, rates and the forms, as labour");
    if (!numbers_->empty())
      return Mistake("the section [" + std::string(name) + "] is there twice");
    return Status();
  }

  Status AddNumber(std::string_view line) {
    const size_t tab = line.find('\t');
    if (tab == std::string_view::npos) return Mistake("write NUMBER, a tab, and a name");
    double value = 0;
    const auto [end, error] = std::from_chars(line.data(), line.data() + tab, value);
    if (error != std::errc() || end != line.data() + tab || !std::isfinite(value))
      return Mistake("'" + std::string(line.substr(0, std::min<size_t>(tab, 40))) +
                     "' is no number");
    const bool rate = numbers_ == &model_.rates;
    if (rate && (value < 0 || value > 1)) return Mistake("a rate lies between 0 and 1");
    if (std::abs(value) > kLargestWeight) return Mistake("a weight lies between -1000 and 1000");
    std::string name;
    if (!Unescape(line.substr(tab + 1), &name))
      return Mistake("in names \\ stands before t, n, r or \\");
    if (name.empty() || name.size() > kMaxNameBytes) return Mistake("a name has 1 to 2000 bytes");
    if (!numbers_->emplace(std::move(name), value).second)
      return Mistake("this name is there twice in its section");
    return Status();
  }

  Status SetKey(std::string_view line) {
    const size_t colon = line.find(": ");
    if (colon == std::string_view::npos) return Mistake("write 'key: value' before the sections");
    const std::string_view key = line.substr(0, colon), value = line.substr(colon + 2);
    if (key == "about") {
      model_.about.emplace_back(value);
    } else if (!seen_.emplace(key).second) {
      return Mistake("'" + std::string(key) + "' is there twice");
    } else if (key == "name") {
      model_.name = value;
    } else if (key == "rates-of") {
      model_.rates_of = value;
    } else if (key == "input") {
      const auto* name = std::find(std::begin(kInputNames), std::end(kInputNames), value);
      if (name == std::end(kInputNames)) return Mistake("input is ads, tokens or text");
      model_.input = static_cast<ModelInput>(name - kInputNames);
    } else if (key == "together") {
      if (value != "1" && value != "2" && value != "3") return Mistake("together is 1, 2 or 3");
      model_.together = value[0] - '0';
    } else {
      return Mistake("there is no key '" + std::string(key.substr(0, 40)) +
                     "'; there are name, about, input, together and rates-of");
    }
    return Status();
  }

  std::string_view left_, file_;
  int line_ = 0;
  ModelData model_;
  NamedNumbers* numbers_ = nullptr;
  std::set<std::string, std::less<>> seen_;
};

}  // namespace

Result<ModelData> ParseModel(std::string_view text, std::string_view file) {
  return ModelReader(text, file).Read();
}

std::string FormatModel(const ModelData& model) {
  std::string out = std::string(kFirstLine) + "\nname: " + OneLine(model.name) + "\n";
  for (const std::string& sentence : model.about) out += "about: " + OneLine(sentence) + "\n";
  out += "input: " + std::string(InputName(model.input)) +
         "\ntogether: " + std::to_string(model.together) + "\n";
  if (!model.rates_of.empty()) out += "rates-of: " + OneLine(model.rates_of) + "\n";
  AddSection("overall", model.overall, &out);
  for (const auto& [form, numbers] : model.forms) AddSection(FormName(form), numbers, &out);
  if (!model.rates.empty()) AddSection("rates", model.rates, &out);
  return out;
}

Result<ModelData> LoadModelFile(const std::string& path) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error))
    return Status(Code::kNotFound, "there is no model file " + path);
  std::ifstream in(path, std::ios::binary);
  const auto size = std::filesystem::file_size(path, error);
  if (!error && size > kMaxModelBytes)
    return Status(Code::kInvalidArgument, path + ": a model file has at most 64 MiB");
  const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  if (!in || in.bad())
    return Status(Code::kUnavailable, "the model file " + path + " cannot be read");
  return ParseModel(text, path);
}

Status SaveModelFile(const ModelData& model, const std::string& path) {
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out << FormatModel(model);
  out.flush();
  if (!out) return Status(Code::kUnavailable, "the model file " + path + " cannot be written");
  return Status();
}

std::string FormName(v1::Form form) {
  std::string name = v1::Form_Name(form).substr(5);
  for (char& c : name) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    if (c == '_') c = '-';
  }
  return name;
}

v1::Form FormNamed(std::string_view name) {
  for (int value = v1::Form_MIN + 1; value <= v1::Form_MAX; ++value) {
    if (v1::Form_IsValid(value) && FormName(static_cast<v1::Form>(value)) == name)
      return static_cast<v1::Form>(value);
  }
  return v1::FORM_UNSPECIFIED;
}

std::string_view InputName(ModelInput input) { return kInputNames[static_cast<int>(input)]; }

}  // namespace varta
