// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// The public preview of a Telegram channel (https://t.me/s/CHANNEL) and the widget of one message:
// what stands in each message. Told by its class names, so saved copies are read as well. Pure; any
// thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "extract/html_tree.h"

namespace varta {

struct TelegramMessage {
  uint32_t node = 0;
  std::string post;            // "channel/123"
  std::string url;             // "https://t.me/channel/123"
  std::string author;          // as shown: the channel, and who signed the message
  std::string published;       // ISO 8601, as the page has it
  std::string text;            // in lines, without the message that it answers
  std::string forwarded_from;  // as shown; empty: it is the channel's own
};

// In page order, at most `most`; empty if the page is no preview. Messages without text (a photo, a
// pinned message) are left out. Linear.
std::vector<TelegramMessage> ReadTelegram(const HtmlTree& tree, size_t most);

}  // namespace varta
