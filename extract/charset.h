// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Which charset a page is in, in the order of the WHATWG standards: byte order mark, transport
// header, meta prescan of the first 1024 bytes, then detection. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

namespace varta {

enum class CharsetSource { kBom, kHeader, kMeta, kDetected, kDefault };
std::string_view CharsetSourceName(CharsetSource source);  // "bom", "header" ...

struct CharsetGuess {
  std::string charset;  // WHATWG name in lower case
  CharsetSource how = CharsetSource::kDefault;
  bool mislabelled = false;   // header or meta say `declared`, and the bytes cannot be that
  std::string declared = {};  // WHATWG name of what was said; empty unless mislabelled
};

// `content_type`: the Content-Type header, may be empty. Empty bytes are utf-8 by default. A label
// that cannot be true (see charset_label.h) gives way to what the bytes are: kDetected then.
CharsetGuess FindCharset(std::string_view bytes, std::string_view content_type);
// Only the last step: what the bytes look like.
CharsetGuess DetectCharset(std::string_view bytes);
// The charset parameter of a Content-Type value, as a label; empty if there is none.
std::string CharsetParameter(std::string_view content_type);

}  // namespace varta
