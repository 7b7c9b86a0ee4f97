// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/json_ld.h"

#include <map>

#include "base/ascii.h"
#include "extract/json_tree.h"
#include "extract/lenient_json.h"

namespace varta {
namespace {

// Values that are addresses; JSON-LD's contexts say so, which nobody fetches.
constexpr std::string_view kAddresses[] = {"url", "sameAs", "image", "logo", "mainEntityOfPage"};

bool IsAddress(std::string_view name) {
  for (const std::string_view address : kAddresses) {
    if (name == address) return true;
  }
  return false;
}

class Reader {
 public:
  Reader(const Url* base, Items* items) : base_(base), items_(*items), first_(items->size()) {}

  // Walks the values in text order; what an open object or array is for stands on a stack.
  void Read(const std::vector<JsonNode>& nodes) {
    for (uint32_t i = 0; i < nodes.size(); ++i) {
      while (!open_.empty() && open_.back().end <= i) open_.pop_back();
      const JsonNode& node = nodes[i];
      const Open around = open_.empty() ? Open() : open_.back();
      // Elements of an array are values of the array's own key.
      const std::string& key = around.array ? around.key : node.key;
      switch (node.kind) {
        case JsonNode::Kind::kArray:
          open_.push_back({node.end, around.item, true, key});
          break;
        case JsonNode::Kind::kObject:
          i = Object(nodes, i, around, key);
          break;
        default:
          Text(node, around.item, key);
      }
    }
    open_.clear();
  }

  // Replaces mere references by what they refer to.
  void Link() {
    std::map<std::string_view, uint32_t> known;
    for (size_t i = first_; i < items_.size(); ++i) {
      const Item& item = items_[i];
      if (!item.id.empty() && !IsReference(item)) known.emplace(item.id, static_cast<uint32_t>(i));
    }
    for (size_t i = first_; i < items_.size(); ++i) {
      for (ItemProperty& property : items_[i].properties) {
        if (property.item == ItemProperty::kText || !IsReference(items_[property.item])) continue;
        const auto found = known.find(items_[property.item].id);
        if (found != known.end()) property.item = found->second;
      }
    }
  }

 private:
  struct Open {
    uint32_t end = 0;
    uint32_t item = ItemProperty::kText;  // whose properties stand here
    bool array = false;
    std::string key;  // of an array
  };

  static bool IsReference(const Item& item) {
    return item.types.empty() && item.properties.empty() && !item.id.empty();
  }

  bool Add(uint32_t item, std::string_view key, std::string text, uint32_t value) {
    if (properties_++ >= kMaxItemProperties) return false;
    items_[item].properties.push_back({std::string(LastPart(key)), std::move(text), value});
    return true;
  }

  // Gives the index of the last value that is done with.
  uint32_t Object(const std::vector<JsonNode>& nodes, uint32_t index, const Open& around,
                  const std::string& key) {
    const JsonNode& node = nodes[index];
    const bool property = around.item != ItemProperty::kText && !key.empty() && key != "@graph";
    if (property && key[0] == '@' && key != "@list" && key != "@set" && key != "@included")
      return node.end - 1;  // @context, @reverse
    if (property) {
      if (const JsonNode* const value = FindMember(nodes, index, "@value")) {
        Text(*value, around.item, key);
        return node.end - 1;
      }
      if (FindMember(nodes, index, "@list") != nullptr ||
          FindMember(nodes, index, "@set") != nullptr) {
        // The members' own keys do not name the property: this one's does.
        open_.push_back({node.end, around.item, true, key});
        return index;
      }
    }
    if (items_.size() >= kMaxItems) return node.end - 1;
    const uint32_t item = static_cast<uint32_t>(items_.size());
    if (property && !Add(around.item, key, {}, item)) return node.end - 1;
    items_.emplace_back().nested = property;
    open_.push_back({node.end, item, false, {}});
    return index;
  }

  void Text(const JsonNode& node, uint32_t item, const std::string& key) {
    if (item == ItemProperty::kText || node.kind == JsonNode::Kind::kNull) return;
    Item& owner = items_[item];
    if (key == "@type") {
      if (owner.types.size() < 16) owner.types.push_back(node.text);
    } else if (key == "@id") {
      owner.id = node.text;
    } else if (!key.empty() && key[0] != '@') {
      std::string text = node.text;
      if (base_ != nullptr && !text.empty() && IsAddress(LastPart(key))) {
        if (const auto url = Url::Parse(text, *base_)) text = url->Href();
      }
      Add(item, key, std::move(text), ItemProperty::kText);
    }
  }

  const Url* const base_;
  Items& items_;
  const size_t first_;  // of this script
  size_t properties_ = 0;
  std::vector<Open> open_;
};

}  // namespace

bool IsJsonLdType(std::string_view type) {
  constexpr std::string_view kType = "application/ld+json";
  type = ascii::Trim(type);
  if (!ascii::SameNoCase(type.substr(0, kType.size()), kType)) return false;
  type.remove_prefix(kType.size());
  return type.empty() || type.front() == ';' || ascii::IsSpace(type.front());
}

void AppendJsonLd(std::string_view script, const Url* base, Items* items) {
  Reader reader(base, items);
  for (const std::string& value : StrictJson(script)) reader.Read(ParseJson(value));
  reader.Link();
}

}  // namespace varta
