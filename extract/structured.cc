// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/structured.h"

#include "extract/json_ld.h"
#include "extract/microdata.h"
#include "extract/rdfa.h"
#include "extract/script_state.h"

namespace varta {
namespace {

// What stands in a script; empty if nothing does.
std::string_view ScriptText(const HtmlTree& tree, uint32_t script) {
  const uint32_t text = script + 1;
  return text < tree.nodes[script].end ? tree.nodes[text].text : std::string_view();
}

}  // namespace

std::vector<std::string_view> JsonLdScripts(const HtmlTree& tree) {
  std::vector<std::string_view> scripts;
  for (uint32_t i = 0; i < tree.nodes.size(); ++i) {
    const HtmlNode& node = tree.nodes[i];
    if (node.tag != "script") continue;
    const std::string_view* const type = tree.Attribute(node, "type");
    if (type != nullptr && IsJsonLdType(*type)) scripts.push_back(ScriptText(tree, i));
  }
  return scripts;
}

Items ReadStructured(const HtmlTree& tree, const Url* base) {
  Items items;
  for (const std::string_view script : JsonLdScripts(tree)) AppendJsonLd(script, base, &items);
  AppendMicrodata(tree, base, &items);
  AppendRdfa(tree, base, &items);
  for (uint32_t i = 0; i < tree.nodes.size(); ++i) {
    const HtmlNode& node = tree.nodes[i];
    if (node.tag != "script") continue;
    const std::string_view* const type = tree.Attribute(node, "type");
    if (type == nullptr || !IsJsonLdType(*type))
      AppendScriptState(ScriptText(tree, i), base, &items);
  }
  return items;
}

}  // namespace varta
