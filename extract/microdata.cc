// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/microdata.h"

#include <unordered_map>

#include "extract/item_value.h"
#include "extract/node_text.h"

namespace varta {
namespace {

class Reader {
 public:
  Reader(const HtmlTree& tree, const Url* base, Items* items)
      : tree_(tree), base_(base), items_(*items), first_(items->size()), values_(tree, base) {}

  void Run() {
    FindScopes();
    if (item_of_.empty()) return;
    const size_t last = items_.size();
    nodes_left_ = tree_.nodes.size();
    for (size_t i = first_; i < last; ++i) ReadProperties(i);
  }

 private:
  // Every element with itemscope is a thing, wherever it stands.
  void FindScopes() {
    for (uint32_t i = 0; i < tree_.nodes.size(); ++i) {
      const HtmlNode& node = tree_.nodes[i];
      if (node.attributes == 0) continue;
      for (const HtmlAttribute& attribute : tree_.AttributesOf(node)) {
        if (attribute.name == "itemref") has_refs_ = true;
      }
      if (tree_.Attribute(node, "itemscope") == nullptr) continue;
      if (items_.size() >= kMaxItems) return;
      item_of_.emplace(i, static_cast<uint32_t>(items_.size()));
      Item& item = items_.emplace_back();
      item.way = Item::Way::kMicrodata;
      item.node = i;
      item.nested = tree_.Attribute(node, "itemprop") != nullptr;
      if (const std::string_view* types = tree_.Attribute(node, "itemtype")) {
        for (const std::string_view type : AttributeWords(*types)) item.types.emplace_back(type);
      }
      if (const std::string_view* id = tree_.Attribute(node, "itemid"))
        item.id = AbsoluteUrl(*id, base_);
    }
  }

  void ReadProperties(size_t index) {
    const uint32_t node = items_[index].node;
    Crawl(index, {node + 1, tree_.nodes[node].end});
    const std::string_view* const refs =
        has_refs_ ? tree_.Attribute(tree_.nodes[node], "itemref") : nullptr;
    if (refs == nullptr) return;
    for (const std::string_view ref : AttributeWords(*refs)) {
      const auto found = ElementsById().find(ref);
      if (found == ElementsById().end()) continue;
      const NodeRange range = RangeOf(tree_, found->second);
      if (range.end - range.begin > nodes_left_) return;
      nodes_left_ -= range.end - range.begin;
      Crawl(index, range);
    }
  }

  const std::unordered_map<std::string_view, uint32_t>& ElementsById() {
    if (!by_id_.empty()) return by_id_;
    for (uint32_t i = 0; i < tree_.nodes.size(); ++i) {
      const HtmlNode& node = tree_.nodes[i];
      if (const std::string_view* id = tree_.Attribute(node, "id")) by_id_.emplace(*id, i);
    }
    return by_id_;
  }

  // What states properties of the thing: not what lies in another thing.
  void Crawl(size_t index, NodeRange range) {
    for (uint32_t i = range.begin; i < range.end; ++i) {
      const HtmlNode& node = tree_.nodes[i];
      if (node.attributes == 0) continue;
      const auto scope = item_of_.find(i);
      const uint32_t value = scope == item_of_.end() ? ItemProperty::kText : scope->second;
      if (value == index) {  // it refers to an element around itself
        i = node.end - 1;
        continue;
      }
      if (const std::string_view* names = tree_.Attribute(node, "itemprop")) {
        const std::string text =
            value == ItemProperty::kText ? values_.Of(i, false) : std::string();
        for (const std::string_view name : AttributeWords(*names)) {
          if (!values_.Count()) return;
          items_[index].properties.push_back({std::string(LastPart(name)), text, value});
        }
      }
      if (value != ItemProperty::kText) i = node.end - 1;
    }
  }

  const HtmlTree& tree_;
  const Url* const base_;
  Items& items_;
  const size_t first_;
  ItemValues values_;
  bool has_refs_ = false;
  size_t nodes_left_ = 0;  // that itemref may visit
  std::unordered_map<uint32_t, uint32_t> item_of_;
  std::unordered_map<std::string_view, uint32_t> by_id_;
};

}  // namespace

void AppendMicrodata(const HtmlTree& tree, const Url* base, Items* items) {
  Reader(tree, base, items).Run();
}

}  // namespace varta
