// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "sweep/page_log.h"

#include <fcntl.h>
#include <unistd.h>

#include "base/text.h"
#include "extract/mask.h"

namespace varta {
namespace {

using stored::v1::UrlRow;

const char* NameOf(UrlRow::Change change) {
  switch (change) {
    case UrlRow::CHANGE_NEW:
      return "new";
    case UrlRow::CHANGE_CHANGED:
      return "changed";
    case UrlRow::CHANGE_UNCHANGED:
      return "unchanged";
    default:
      return "";
  }
}

}  // namespace

Result<std::unique_ptr<PageLog>> PageLog::Open(const std::string& path) {
  const int made = open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  if (made >= 0) close(made);
  std::ofstream file(path, std::ios::trunc);
  if (made < 0 || !file) {
    return Status(Code::kInvalidArgument,
                  "cannot write " + path + "; name a file that can be made");
  }
  return std::unique_ptr<PageLog>(new PageLog(std::move(file), path));
}

void PageLog::Add(const Processed& processed, const UrlRow& row) {
  static const Masker masker("");  // without facts to name it needs no secret
  const Page& page = processed.page;
  line_.clear();
  AddText("{\"url\":", row.url());
  AddText(",\"final_url\":", page.outcome == Outcome::kRedirect ? page.location : row.url());
  AddText(",\"source\":", row.source());
  AddNumber(",\"status\":", row.http_status());
  AddText(",\"outcome\":", row.outcome());
  if (!row.detail().empty()) AddText(",\"detail\":", row.detail());
  if (processed.screened) {
    const ScreenedPage& screened = *processed.screened;
    AddText(",\"charset\":", screened.charset.charset);
    AddText(",\"title\":", masker.Mask(screened.title, {}, v1::PLACE_TITLE));
    AddNumber(",\"text_length\":", static_cast<int64_t>(screened.text_bytes));
    AddNumber(",\"links\":", static_cast<int64_t>(screened.links.size()));
    AddNumber(",\"ads\":", row.ads());
  }
  AddNumber(",\"bytes\":", row.bytes());
  AddText(",\"change\":", NameOf(row.change()));
  AddText(",\"discovered_from\":", row.discovered_from());
  AddNumber(",\"depth\":", row.depth());
  line_ += "}\n";
  file_ << line_;
}

void PageLog::AddNumber(std::string_view key, int64_t number) {
  line_.append(key).append(std::to_string(number));
}

// RFC 8259, section 7.
void PageLog::AddText(std::string_view key, std::string_view text) {
  std::string repaired;
  if (!IsValidUtf8(text)) text = repaired = RepairUtf8(text);
  line_.append(key).append("\"");
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      line_ += '\\';
      line_ += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      constexpr std::string_view kDigits = "0123456789abcdef";
      line_.append(c < 0x10 ? "\\u000" : "\\u001") += kDigits[static_cast<size_t>(c & 0xF)];
    } else {
      line_ += c;
    }
  }
  line_ += '"';
}

Status PageLog::Flush() {
  file_.flush();
  if (file_) return Status();
  return Status(Code::kUnavailable, "cannot write " + path_ + "; free space, then sweep again");
}

}  // namespace varta
