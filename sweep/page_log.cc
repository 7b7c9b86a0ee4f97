// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "sweep/page_log.h"

#include <fcntl.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

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

Result<std::unique_ptr<PageLog>> PageLog::Open(const std::string& path, bool append) {
  const int made = open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  if (made >= 0) close(made);
  std::ofstream file(path, append ? std::ios::app : std::ios::trunc);
  if (made < 0 || !file) {
    return Status(Code::kInvalidArgument,
                  "cannot write " + path + "; name a file that can be made");
  }
  return std::unique_ptr<PageLog>(new PageLog(std::move(file), path));
}

void PageLog::Add(const Processed& processed, const UrlRow& row) {
  static const Masker masker("");  // without facts to name it needs no secret
  const Page& page = processed.page;
  nlohmann::ordered_json line;
  line["url"] = row.url();
  line["final_url"] = page.outcome == Outcome::kRedirect ? page.location : row.url();
  line["source"] = row.source();
  line["status"] = row.http_status();
  line["outcome"] = row.outcome();
  if (!row.detail().empty()) line["detail"] = row.detail();
  if (processed.screened) {
    const ScreenedPage& screened = *processed.screened;
    line["charset"] = screened.charset.charset;
    line["title"] = masker.Mask(screened.title, {}, v1::PLACE_TITLE);
    line["text_length"] = screened.text_bytes;
    line["links"] = screened.links.size();
    line["ads"] = row.ads();
  }
  line["bytes"] = row.bytes();
  line["change"] = NameOf(row.change());
  line["discovered_from"] = row.discovered_from();
  line["depth"] = row.depth();
  file_ << line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
}

Status PageLog::Flush() {
  file_.flush();
  if (file_) return Status();
  return Status(Code::kUnavailable, "cannot write " + path_ + "; free space, then sweep again");
}

}  // namespace varta
