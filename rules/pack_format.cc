// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "rules/pack_format.h"

#include <algorithm>
#include <map>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "base/text.h"
#include "base/yaml.h"
#include "rules/pack.h"
#include "rules/rule_reader.h"

namespace varta {
namespace {

using Keys = std::span<const std::string_view>;
using NodeKind = YamlNode::Kind;

constexpr size_t kStep = 2;

std::vector<std::string> LinesOf(std::string_view text) {
  std::vector<std::string> lines;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    std::string_view line = text.substr(at, end - at);
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.emplace_back(line);
    at = end + 1;
  }
  return lines;
}

std::string_view Stripped(std::string_view line) {
  const size_t begin = line.find_first_not_of(' ');
  return begin == std::string_view::npos ? std::string_view() : line.substr(begin);
}

bool IsBlank(std::string_view line) {
  return line.find_first_not_of(" \t") == std::string_view::npos;
}
bool IsAside(std::string_view line) { return IsBlank(line) || Stripped(line)[0] == '#'; }

// The same however maps are ordered.
std::string Meaning(const YamlNode& node) {
  auto sized = [](const std::string& text) { return std::to_string(text.size()) + ":" + text; };
  std::string meaning;
  switch (node.kind()) {
    case NodeKind::kNull:
      return "n";
    case NodeKind::kScalar:
      return "s" + sized(node.scalar());
    case NodeKind::kList:
      for (const YamlNode& item : node.items()) meaning += sized(Meaning(item));
      return "l" + meaning;
    case NodeKind::kMap: {
      std::map<std::string, std::string> entries;
      for (const auto& [key, value] : node.entries()) entries[key.scalar()] = Meaning(value);
      for (const auto& [key, value] : entries) meaning += sized(key) + sized(value);
      return "m" + meaning;
    }
  }
  return meaning;
}

// The lines without indentation, dashes of lists and blank ones, in order of their bytes.
std::vector<std::string> Inventory(const std::vector<std::string>& lines) {
  std::vector<std::string> all;
  for (const std::string& line : lines) {
    std::string_view rest = Stripped(line);
    while (rest.starts_with("- ")) rest = Stripped(rest.substr(2));
    while (rest.ends_with(' ')) rest.remove_suffix(1);
    if (!rest.empty()) all.emplace_back(rest);
  }
  std::sort(all.begin(), all.end());
  return all;
}

// What stands under a key, as far as its maps have an order.
Keys KeysUnder(std::string_view key) {
  if (key == "match") return kMatchKeys;
  if (key == "near") return kNearKeys;
  if (key == "when") return kFactConditionKeys;
  if (key == "title" || key == "why") return kLocalizedKeys;
  return {};
}

class Formatter {
 public:
  explicit Formatter(std::string_view text) : lines_(LinesOf(text)) {}

  Result<std::string> Format(const YamlNode& top, Keys keys) {
    if (lines_.empty() || top.kind() == NodeKind::kNull || top.kind() == NodeKind::kScalar)
      return std::string(Joined(lines_));
    if (!IsBlock(top)) return Refused(top);
    const size_t begin = static_cast<size_t>(top.line()) - 1;
    size_t end = lines_.size();
    while (end > begin + 1 && IsAside(lines_[end - 1])) --end;
    for (size_t i = 0; i < begin; ++i) {
      // The mark of a document's start is needless, but somebody's.
      if (!IsAside(lines_[i])) return Refused(top);
    }
    AddApart(0, begin);
    if (top.kind() == NodeKind::kMap) {
      RenderMap(top, begin, end, 0, false, keys, true);
    } else {
      RenderList(top, begin, end, 0, keys, true);
    }
    AddApart(end, lines_.size());
    if (refused_) return *refused_;
    while (!out_.empty() && out_.back().empty()) out_.pop_back();
    return Joined(out_);
  }

 private:
  static std::string Joined(const std::vector<std::string>& lines) {
    std::string text;
    for (const std::string& line : lines) text += line + "\n";
    return text;
  }

  static Status Refused(const YamlNode& node) {
    const Status at = node.Error(
        "written so that fmt cannot move lines (braces over rules, or two things on one line); "
        "the file is left as it is");
    return Status(Code::kFailedPrecondition, at.message());
  }
  void Refuse(const YamlNode& node) {
    if (!refused_) refused_ = Refused(node);
  }

  // Written by indentation, not in brackets.
  bool IsBlock(const YamlNode& node) const {
    if (node.kind() != NodeKind::kMap && node.kind() != NodeKind::kList) return false;
    const auto line = static_cast<size_t>(node.line()) - 1;
    if (line >= lines_.size()) return false;
    size_t at = 0;
    const std::string_view text = lines_[line];
    for (int i = 1; i < node.column() && at < text.size(); ++i) NextCodePoint(text, &at);
    return at < text.size() && text[at] != '{' && text[at] != '[';
  }

  void Add(size_t indent, std::string_view text) {
    std::string line = std::string(indent, ' ') + std::string(text);
    while (line.ends_with(' ')) line.pop_back();
    out_.push_back(std::move(line));
  }
  // Comments before something, in its indentation.
  void AddComments(size_t begin, size_t end, size_t indent) {
    for (size_t i = begin; i < end; ++i) {
      if (!IsBlank(lines_[i])) Add(indent, Stripped(lines_[i]));
    }
  }
  // The same between rules, where blank lines show what belongs together: one at most.
  void AddApart(size_t begin, size_t end) {
    for (size_t i = begin; i < end; ++i) {
      if (!IsBlank(lines_[i])) {
        Add(0, Stripped(lines_[i]));
      } else if (!out_.empty() && !out_.back().empty()) {
        out_.emplace_back();
      }
    }
  }
  // What goes on from a line above, moved as that was: from column `was` to `is`.
  void AddMoved(size_t begin, size_t end, size_t was, size_t is) {
    for (size_t i = begin; i < end; ++i) {
      const std::string_view text = Stripped(lines_[i]);
      const size_t indent = lines_[i].size() - text.size();
      if (text.empty()) {
        out_.emplace_back();
      } else {
        out_.push_back(std::string(indent + is > was ? indent + is - was : 0, ' ') +
                       std::string(text));
      }
    }
  }

  size_t LineOf(const YamlNode& node) const { return static_cast<size_t>(node.line()) - 1; }

  void RenderMap(const YamlNode& map, size_t begin, size_t end, size_t indent, bool in_item,
                 Keys keys, bool top = false) {
    struct Block {
      YamlNode key, value;
      size_t lead, line, end;
      bool has_dash;
      size_t order;
    };
    std::vector<Block> blocks;
    const auto entries = map.entries();
    for (size_t i = 0; i < entries.size(); ++i) {
      const auto& [key, value] = entries[i];
      const size_t line = LineOf(key);
      const bool has_dash = in_item && i == 0;
      const size_t next = i + 1 < entries.size() ? LineOf(entries[i + 1].first) : end;
      if (line < begin || line >= end || next <= line || !StartsAt(key, has_dash))
        return Refuse(key);
      size_t last = next;
      while (last > line + 1 && IsAside(lines_[last - 1])) --last;
      const auto place = std::find(keys.begin(), keys.end(), key.scalar());
      const size_t lead = blocks.empty() ? begin : blocks.back().end;
      blocks.push_back(
          {key, value, lead, line, last, has_dash, static_cast<size_t>(place - keys.begin())});
    }
    std::stable_sort(blocks.begin(), blocks.end(),
                     [](const Block& a, const Block& b) { return a.order < b.order; });
    bool first = true;
    for (const Block& block : blocks) {
      const bool dash = in_item && std::exchange(first, false);
      if (top) {
        AddApart(block.lead, block.line);
      } else {
        AddComments(block.lead, block.line, dash ? indent - kStep : indent);
      }
      std::string_view text = Stripped(lines_[block.line]);
      if (block.has_dash) text = Stripped(text.substr(1));
      if (dash) {
        Add(indent - kStep, "- " + std::string(text));
      } else {
        Add(indent, text);
      }
      RenderValue(block.value, block.line, block.end, static_cast<size_t>(block.key.column()) - 1,
                  indent, block.key.scalar());
    }
  }

  // Whether the key or item is the first thing in its line, but for a dash.
  bool StartsAt(const YamlNode& node, bool has_dash) const {
    const std::string& line = lines_[LineOf(node)];
    std::string_view text = Stripped(line);
    if (has_dash) {
      if (!text.starts_with("- ")) return false;
      text = Stripped(text.substr(1));
    }
    return static_cast<size_t>(node.column()) - 1 == line.size() - text.size();
  }

  // The lines behind a key's own.
  void RenderValue(const YamlNode& value, size_t line, size_t end, size_t was, size_t indent,
                   const std::string& key) {
    if (!IsBlock(value) || LineOf(value) <= line) return AddMoved(line + 1, end, was, indent);
    const size_t begin = LineOf(value);
    AddComments(line + 1, begin, indent + kStep);
    if (value.kind() == NodeKind::kMap) {
      RenderMap(value, begin, end, indent + kStep, false, KeysUnder(key));
    } else {
      RenderList(value, begin, end, indent + kStep, KeysUnder(key), false);
    }
  }

  void RenderList(const YamlNode& list, size_t begin, size_t end, size_t indent, Keys keys,
                  bool top) {
    const std::vector<YamlNode> items = list.items();
    size_t lead = begin;
    for (size_t i = 0; i < items.size(); ++i) {
      const YamlNode& item = items[i];
      const size_t line = LineOf(item);
      const size_t next = i + 1 < items.size() ? LineOf(items[i + 1]) : end;
      if (line < begin || line >= end || next <= line || !StartsAt(item, true)) return Refuse(item);
      size_t last = next;
      while (last > line + 1 && IsAside(lines_[last - 1])) --last;
      if (top) {
        if (i > 0 && !out_.back().empty()) out_.emplace_back();
        AddApart(lead, line);
      } else {
        AddComments(lead, line, indent);
      }
      lead = last;
      if (IsBlock(item) && item.kind() == NodeKind::kMap) {
        RenderMap(item, line, last, indent + kStep, true, keys);
      } else if (IsBlock(item)) {
        return Refuse(item);
      } else {
        Add(indent, "- " + std::string(Stripped(Stripped(lines_[line]).substr(1))));
        AddMoved(line + 1, last, static_cast<size_t>(item.column()) - 1, indent + kStep);
      }
    }
  }

  const std::vector<std::string> lines_;
  std::vector<std::string> out_;
  std::optional<Status> refused_;
};

}  // namespace

Result<std::string> FormatPackFile(std::string_view text, const std::string& name) {
  const Result<YamlNode> before = YamlNode::Parse(text, name);
  if (!before.ok()) return before.status();
  const std::string_view base = std::string_view(name).substr(name.rfind('/') + 1);
  const bool bom = text.starts_with("\xEF\xBB\xBF");
  if (bom) text.remove_prefix(3);
  Result<std::string> made =
      Formatter(text).Format(*before, base == "pack.yaml"     ? Keys(kPackKeys)
                                      : base == "macros.yaml" ? Keys()
                                                              : Keys(kRuleKeys));
  if (!made.ok()) return made;
  const Result<YamlNode> after = YamlNode::Parse(*made, name);
  if (!after.ok() || Meaning(*before) != Meaning(*after) ||
      Inventory(LinesOf(text)) != Inventory(LinesOf(*made))) {
    return Status(Code::kFailedPrecondition,
                  name +
                      ":1:1: in another order the file would not say the same (a text over "
                      "several lines with # in it?); it is left as it is");
  }
  return made;
}

}  // namespace varta
