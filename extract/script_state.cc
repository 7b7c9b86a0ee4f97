// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/script_state.h"

#include <algorithm>
#include <string>

#include "base/ascii.h"
#include "extract/json_tree.h"
#include "extract/lenient_json.h"
#include "extract/node_text.h"

namespace varta {
namespace {

constexpr int kMaxTries = 8;      // assignments of one script that are looked at
constexpr size_t kMaxFound = 50;  // of one script
constexpr size_t kMinTitle = 3, kMaxTitle = 300, kMinDescription = 40;  // bytes
constexpr int kMinPhoneDigits = 7;

struct Row {
  std::string_view key;  // letters and digits of it, in lower case
  std::string_view property;
};
constexpr Row kRows[] = {
    {"title", "name"},
    {"name", "name"},
    {"position", "name"},
    {"jobtitle", "name"},
    {"vacancyname", "name"},
    {"heading", "name"},
    {"subject", "name"},
    {"description", "description"},
    {"fulldescription", "description"},
    {"descriptionhtml", "description"},
    {"text", "description"},
    {"body", "description"},
    {"content", "description"},
    {"phone", "telephone"},
    {"phones", "telephone"},
    {"phonenumber", "telephone"},
    {"telephone", "telephone"},
    {"tel", "telephone"},
    {"mobile", "telephone"},
    {"contactphone", "telephone"},
    {"email", "email"},
    {"contactemail", "email"},
    {"url", "url"},
    {"link", "url"},
    {"permalink", "url"},
    {"publicurl", "url"},
    {"dateposted", "datePosted"},
    {"createdat", "datePosted"},
    {"publishedat", "datePosted"},
    {"publicationdate", "datePosted"},
    {"company", "hiringOrganization"},
    {"companyname", "hiringOrganization"},
    {"employer", "hiringOrganization"},
    {"id", "identifier"},
};
// Objects within an ad whose phone and e-mail are the ad's.
constexpr std::string_view kAround[] = {"contact", "contacts", "user",     "seller",
                                        "author",  "owner",    "employer", "company"};

std::string PlainKey(std::string_view key) {
  std::string plain;
  for (const char c : key.substr(0, 64)) {
    if (ascii::IsAlphanumeric(c)) plain += ascii::Lower(c);
  }
  return plain;
}

std::string_view PropertyOf(std::string_view plain_key) {
  for (const Row& row : kRows) {
    if (row.key == plain_key) return row.property;
  }
  return {};
}

bool IsName(char c) { return ascii::IsAlphanumeric(c) || c == '_' || c == '$'; }

// What has no phone key can have no ad: most scripts are told by this alone.
bool MayHavePhone(std::string_view script) {
  for (const std::string_view key : {"hone\"", "hones\"", "honeNumber\"", "hone_number\"",
                                     "\"tel\"", "\"mobile\"", "\"telephone\""}) {
    if (script.find(key) != std::string_view::npos) return true;
  }
  return false;
}

// Where the JSON that a script assigns to a variable may begin; npos: nowhere behind `from`.
size_t NextAssignment(std::string_view script, size_t from) {
  for (size_t at = script.find('=', from); at != std::string_view::npos;
       at = script.find('=', at + 1)) {
    size_t value = at + 1;
    while (value < script.size() && static_cast<unsigned char>(script[value]) <= ' ') ++value;
    if (value >= script.size()) return std::string_view::npos;
    if (script[value] != '{' && script[value] != '[') continue;
    size_t name = at;
    while (name > 0 && script[name - 1] == ' ') --name;
    if (name > 0 && (IsName(script[name - 1]) || script[name - 1] == ']')) return value;
  }
  return std::string_view::npos;
}

class Finder {
 public:
  Finder(const std::vector<JsonNode>& nodes, const Url* base, Items* items)
      : nodes_(nodes), base_(base), items_(*items) {}

  void Run() {
    size_t found = 0;
    for (uint32_t i = 0; i < nodes_.size() && found < kMaxFound; ++i) {
      if (nodes_[i].kind == JsonNode::Kind::kObject && items_.size() < kMaxItems && Object(i))
        ++found;
    }
  }

 private:
  // Adds the object if it is an ad.
  bool Object(uint32_t index) {
    Item item;
    item.way = Item::Way::kState;
    for (uint32_t i = index + 1; i < nodes_[index].end; i = nodes_[i].end) {
      const std::string key = PlainKey(nodes_[i].key);
      Add(PropertyOf(key), i, &item);
      if (nodes_[i].kind != JsonNode::Kind::kObject ||
          std::find(std::begin(kAround), std::end(kAround), key) == std::end(kAround))
        continue;
      for (uint32_t j = i + 1; j < nodes_[i].end; j = nodes_[j].end) {
        const std::string_view property = PropertyOf(PlainKey(nodes_[j].key));
        if (property == "telephone" || property == "email") Add(property, j, &item);
      }
    }
    const ItemProperty* const name = FindProperty(item, "name");
    const ItemProperty* const description = FindProperty(item, "description");
    if (name == nullptr || name->text.size() < kMinTitle || name->text.size() > kMaxTitle)
      return false;
    if (description == nullptr || description->text.size() < kMinDescription) return false;
    if (FindProperty(item, "telephone") == nullptr) return false;
    items_.push_back(std::move(item));
    return true;
  }

  void Add(std::string_view property, uint32_t index, Item* item) {
    if (property.empty()) return;
    const JsonNode& node = nodes_[index];
    if (node.kind == JsonNode::Kind::kArray && property == "telephone") {
      for (uint32_t i = index + 1; i < node.end; i = nodes_[i].end) Add(property, i, item);
      return;
    }
    const bool number = node.kind == JsonNode::Kind::kNumber;
    if (node.kind != JsonNode::Kind::kString && !(number && property == "identifier")) return;
    if (property == "telephone" &&
        std::count_if(node.text.begin(), node.text.end(), ascii::IsDigit) < kMinPhoneDigits)
      return;
    if (property != "telephone" && FindProperty(*item, property) != nullptr) return;
    if (item->properties.size() >= 64) return;
    item->properties.push_back(
        {std::string(property), property == "url" ? AbsoluteUrl(node.text, base_) : node.text});
  }

  const std::vector<JsonNode>& nodes_;
  const Url* const base_;
  Items& items_;
};

}  // namespace

void AppendScriptState(std::string_view script, const Url* base, Items* items) {
  if (script.size() > kMaxJsonBytes || !MayHavePhone(script)) return;
  size_t at = script.find_first_not_of(" \n\t\r");
  if (at == std::string_view::npos) return;
  if (script[at] != '{' && script[at] != '[') at = NextAssignment(script, at);
  for (int tries = 0; tries < kMaxTries && at != std::string_view::npos; ++tries) {
    size_t read = 0;
    const std::string value = StrictJsonAtStart(script.substr(at), &read);
    if (!value.empty()) Finder(ParseJson(value), base, items).Run();
    at = NextAssignment(script, at + std::max<size_t>(read, 1));
  }
}

}  // namespace varta
