// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/rdfa.h"

#include <algorithm>
#include <utility>

#include "extract/item_value.h"
#include "extract/node_text.h"

namespace varta {
namespace {

class Reader {
 public:
  Reader(const HtmlTree& tree, const Url* base, Items* items)
      : tree_(tree), base_(base), items_(*items), values_(tree, base) {}

  void Run() {
    open_.push_back({static_cast<uint32_t>(tree_.nodes.size()), ItemProperty::kText, {}, 0});
    for (uint32_t i = 0; i < tree_.nodes.size(); ++i) {
      while (open_.back().end <= i) {
        prefixes_.resize(open_.back().prefixes);
        open_.pop_back();
      }
      if (tree_.nodes[i].attributes > 0) Element(i);
    }
  }

 private:
  struct Open {
    uint32_t end;
    uint32_t item;  // whose properties stand here
    std::string_view vocabulary;
    size_t prefixes;  // how many were known before
  };

  void Element(uint32_t index) {
    const HtmlNode& node = tree_.nodes[index];
    const std::string_view *vocabulary = nullptr, *type = nullptr, *property = nullptr,
                           *prefix = nullptr;
    for (const HtmlAttribute& attribute : tree_.AttributesOf(node)) {
      if (attribute.name == "vocab") vocabulary = &attribute.value;
      if (attribute.name == "typeof") type = &attribute.value;
      if (attribute.name == "property") property = &attribute.value;
      if (attribute.name == "prefix") prefix = &attribute.value;
    }
    if (vocabulary == nullptr && type == nullptr && property == nullptr && prefix == nullptr)
      return;
    Open open = open_.back();
    open.prefixes = prefixes_.size();
    open.end = node.end;
    if (prefix != nullptr) Declare(*prefix);
    if (vocabulary != nullptr) open.vocabulary = *vocabulary;
    const uint32_t around = open.item;
    uint32_t value = ItemProperty::kText;
    if (type != nullptr && items_.size() < kMaxItems) {
      value = open.item = static_cast<uint32_t>(items_.size());
      AddItem(index, *type, open.vocabulary);
    }
    if (property != nullptr && around != ItemProperty::kText)
      AddProperty(index, around, *property, value);
    open_.push_back(open);
  }

  void AddItem(uint32_t index, std::string_view types, std::string_view vocabulary) {
    Item& item = items_.emplace_back();
    item.way = Item::Way::kRdfa;
    item.node = index;
    for (const std::string_view type : AttributeWords(types))
      item.types.push_back(InFull(type, vocabulary));
    for (const char* name : {"resource", "about"}) {
      const std::string_view* const id = tree_.Attribute(tree_.nodes[index], name);
      if (id != nullptr && item.id.empty()) item.id = AbsoluteUrl(*id, base_);
    }
  }

  void AddProperty(uint32_t index, uint32_t around, std::string_view names, uint32_t value) {
    const std::string text = value == ItemProperty::kText ? values_.Of(index, true) : std::string();
    for (const std::string_view name : AttributeWords(names)) {
      if (!values_.Count()) return;
      items_[around].properties.push_back({std::string(LastPart(name)), text, value});
      if (value != ItemProperty::kText) items_[value].nested = true;
    }
  }

  // "s: http://schema.org/ og: ..."
  void Declare(std::string_view prefix) {
    const std::vector<std::string_view> words = AttributeWords(prefix);
    for (size_t i = 0; i + 1 < words.size(); i += 2) {
      if (words[i].ends_with(':') && prefixes_.size() < 256)
        prefixes_.emplace_back(words[i], words[i + 1]);
    }
  }

  std::string InFull(std::string_view name, std::string_view vocabulary) const {
    const size_t colon = name.find(':');
    if (colon == std::string_view::npos) return std::string(vocabulary).append(name);
    const std::string_view prefix = name.substr(0, colon + 1);
    for (auto known = prefixes_.rbegin(); known != prefixes_.rend(); ++known) {
      if (known->first == prefix) return std::string(known->second).append(name.substr(colon + 1));
    }
    return std::string(name);
  }

  const HtmlTree& tree_;
  const Url* const base_;
  Items& items_;
  ItemValues values_;
  std::vector<Open> open_;
  std::vector<std::pair<std::string_view, std::string_view>> prefixes_;  // innermost last
};

}  // namespace

void AppendRdfa(const HtmlTree& tree, const Url* base, Items* items) {
  Reader(tree, base, items).Run();
}

}  // namespace varta
