// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/telegram.h"

#include <algorithm>

#include "base/ascii.h"
#include "extract/node_text.h"

namespace varta {
namespace {

bool IsPostName(std::string_view post) {
  const size_t slash = post.find('/');
  if (slash == 0 || slash == std::string_view::npos || slash + 1 == post.size()) return false;
  return std::all_of(post.begin(), post.end(),
                     [](char c) { return ascii::IsAlphanumeric(c) || c == '_' || c == '/'; });
}

void AddLine(std::string line, std::string* text) {
  if (line.empty()) return;
  *text += (text->empty() ? "" : "\n") + std::move(line);
}

TelegramMessage ReadMessage(const HtmlTree& tree, uint32_t node, std::string_view post) {
  TelegramMessage message;
  message.node = node;
  message.post = post;
  message.url = "https://t.me/" + message.post;
  std::string signature;
  for (uint32_t i = node + 1; i < tree.nodes[node].end; ++i) {
    const HtmlNode& part = tree.nodes[i];
    if (part.attributes == 0) continue;
    const std::string_view* const classes = tree.Attribute(part, "class");
    if (part.tag == "time" && message.published.empty()) {
      if (const std::string_view* time = tree.Attribute(part, "datetime"))
        message.published = *time;
    }
    if (classes == nullptr || classes->find("tgme_widget_message_") == std::string_view::npos)
      continue;
    const auto is = [&](std::string_view name) { return HasClass(tree, part, name); };
    const NodeRange range = RangeOf(tree, i);
    if (is("tgme_widget_message_reply")) {
      // Somebody else's words.
    } else if (is("tgme_widget_message_owner_name")) {
      message.author = NodeLine(tree, range);
    } else if (is("tgme_widget_message_from_author")) {
      signature = NodeLine(tree, range);
    } else if (is("tgme_widget_message_forwarded_from_name")) {
      message.forwarded_from = NodeLine(tree, range);
    } else if (is("tgme_widget_message_text") || is("tgme_widget_message_poll") ||
               is("tgme_widget_message_link_preview") || is("tgme_widget_message_document_title")) {
      AddLine(NodeText(tree, range), &message.text);
    } else {
      continue;  // look into it
    }
    i = range.end - 1;
  }
  if (!signature.empty() && signature != message.author)
    message.author += (message.author.empty() ? "" : ", ") + signature;
  return message;
}

}  // namespace

std::vector<TelegramMessage> ReadTelegram(const HtmlTree& tree, size_t most) {
  std::vector<TelegramMessage> messages;
  for (uint32_t i = 0; i < tree.nodes.size() && messages.size() < most; ++i) {
    const HtmlNode& node = tree.nodes[i];
    if (node.attributes == 0) continue;
    const std::string_view* const post = tree.Attribute(node, "data-post");
    if (post == nullptr || !IsPostName(*post) || !HasClass(tree, node, "tgme_widget_message"))
      continue;
    TelegramMessage message = ReadMessage(tree, i, *post);
    if (!message.text.empty()) messages.push_back(std::move(message));
    i = node.end - 1;
  }
  return messages;
}

}  // namespace varta
