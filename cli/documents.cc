// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "cli/documents.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>

#include <nlohmann/json.hpp>

#include "crawler/warc.h"
#include "sweep/convert.h"

namespace varta {
namespace {

using Json = nlohmann::json;
using Format = DocumentFormat;

constexpr size_t kMaxLine = 16 * 1024 * 1024;
constexpr size_t kMaxFile =
    4 * 1024 * 1024 + 1;  // one more than is screened, so that a cut is noticed

struct EndingRow {
  const char* ending;
  Format format;
};
constexpr EndingRow kEndings[] = {
    {".warc", Format::kWarc},        {".warc.gz", Format::kWarc},   {".jsonl", Format::kJsonLines},
    {".ndjson", Format::kJsonLines}, {".json", Format::kJsonLines}, {".html", Format::kHtml},
    {".htm", Format::kHtml},         {".xhtml", Format::kHtml},     {".txt", Format::kText},
};

// By the first bytes, which stay unread.
Format Sniff(std::istream& in) {
  std::string start;
  for (int c; start.size() < 5 && (c = in.get()) != std::char_traits<char>::eof();)
    start.push_back(static_cast<char>(c));
  in.clear();
  for (size_t i = 0; i < start.size(); ++i) in.unget();
  if (start == "WARC/" || start.starts_with("\x1f\x8b")) return Format::kWarc;
  if (start.starts_with("{")) return Format::kJsonLines;
  if (start.starts_with("<") || start.starts_with("\xef\xbb\xbf<")) return Format::kHtml;
  return Format::kText;
}

Format FormatOf(const std::string& path, std::istream& in) {
  for (const EndingRow& row : kEndings) {
    if (path.ends_with(row.ending)) return row.format;
  }
  return Sniff(in);
}

bool IsHtml(std::string_view content_type) {
  return content_type.empty() || content_type.starts_with("text/html") ||
         content_type.starts_with("application/xhtml+xml");
}

std::string JsonText(const Json& json, const char* key) {
  auto found = json.find(key);
  if (found == json.end() || found->is_null()) return "";
  return found->is_string() ? found->get<std::string>() : found->dump();
}

}  // namespace

struct DocumentReader::Input {
  std::string path;
  std::unique_ptr<std::ifstream> file;
  std::istream* in = nullptr;
  Format format = Format::kText;
  std::optional<WarcReader> warc;
  int64_t line = 0;
  bool done = false;
};

bool ReadLine(std::istream& in, size_t max_bytes, std::string* line, bool* too_long) {
  line->clear();
  *too_long = false;
  std::streambuf* buffer = in.rdbuf();
  bool any = false;
  for (int c; (c = buffer->sbumpc()) != std::char_traits<char>::eof();) {
    any = true;
    if (c == '\n') return true;
    if (line->size() < max_bytes) {
      line->push_back(static_cast<char>(c));
    } else {
      *too_long = true;
    }
  }
  return any;
}

DocumentReader::DocumentReader(std::vector<std::string> paths) : paths_(std::move(paths)) {}
DocumentReader::DocumentReader(DocumentReader&&) noexcept = default;
DocumentReader::~DocumentReader() = default;

Result<DocumentReader> DocumentReader::Open(const std::vector<std::string>& paths) {
  for (const std::string& path : paths) {
    if (path == "-") continue;
    std::error_code error;
    if (std::filesystem::is_directory(path, error)) {
      return Status(Code::kInvalidArgument, path + " is a folder; name its files");
    }
    if (!std::ifstream(path).good()) {
      return Status(Code::kInvalidArgument,
                    "cannot read " + path + "; check the name and its permissions");
    }
  }
  return DocumentReader(paths);
}

bool DocumentReader::OpenNext() {
  if (next_path_ == paths_.size()) return false;
  input_ = std::make_unique<Input>();
  input_->path = paths_[next_path_++];
  if (input_->path == "-") {
    std::ios::sync_with_stdio(false);
    input_->in = &std::cin;
  } else {
    input_->file = std::make_unique<std::ifstream>(input_->path, std::ios::binary);
    input_->in = input_->file.get();
  }
  input_->format = FormatOf(input_->path, *input_->in);
  if (input_->format == Format::kWarc) input_->warc.emplace(*input_->in);
  return true;
}

std::optional<DocumentReader::Item> DocumentReader::Next() {
  while (true) {
    if (!input_ && !OpenNext()) return std::nullopt;
    std::optional<Item> item = input_->format == Format::kWarc        ? FromWarc()
                               : input_->format == Format::kJsonLines ? FromJsonLines()
                                                                      : FromWhole();
    if (item) return item;
    input_.reset();
  }
}

std::optional<DocumentReader::Item> DocumentReader::FromWarc() {
  while (true) {
    Result<std::optional<WarcRecord>> record = input_->warc->Next();
    if (!record.ok()) {
      Item item;
      item.document.set_id(input_->path);
      item.status = record.status();
      return item;
    }
    if (!*record) return std::nullopt;
    WarcRecord& warc = **record;
    std::optional<HttpResponse> response =
        warc.type == "response" ? SplitHttpResponse(warc.block) : std::nullopt;
    if (!response || response->status != 200 ||
        !IsHtml(FindHeader(response->headers, "content-type"))) {
      ++other_records_;
      continue;
    }
    Item item;
    v1::Document& document = item.document;
    std::string_view id = FindHeader(warc.headers, "warc-record-id");
    document.set_id(id.empty() ? warc.target_uri : std::string(id));
    document.set_url(warc.target_uri);
    document.set_content_type(std::string(FindHeader(response->headers, "content-type")));
    document.set_content_encoding(std::string(FindHeader(response->headers, "content-encoding")));
    document.set_body(std::move(response->body));
    document.set_http_status(response->status);
    document.set_remote_address(warc.ip_address);
    if (warc.date) *document.mutable_fetch_time() = ToProto(*warc.date);
    ToProto(response->headers, document.mutable_response_headers());
    return item;
  }
}

std::optional<DocumentReader::Item> DocumentReader::FromJsonLines() {
  std::string line;
  bool too_long = false;
  do {
    if (!ReadLine(*input_->in, kMaxLine, &line, &too_long)) return std::nullopt;
    ++input_->line;
  } while (line.find_first_not_of(" \t\r") == std::string::npos);
  Item item;
  item.document.set_id(input_->path + ":" + std::to_string(input_->line));
  auto wrong = [&](const std::string& why) {
    item.status = Status(Code::kInvalidArgument,
                         input_->path + ":" + std::to_string(input_->line) + ": " + why);
    return item;
  };
  if (too_long) return wrong("the line is longer than 16 MiB");
  Json json = Json::parse(line, nullptr, false);
  if (!json.is_object()) return wrong("not a JSON object; write one {\"id\":…,\"text\":…} a line");
  if (std::string id = JsonText(json, "id"); !id.empty()) item.document.set_id(id);
  bool html = json.contains("html");
  if (!html && !json.contains("text")) return wrong("needs \"text\" or \"html\"");
  if (!json[html ? "html" : "text"].is_string())
    return wrong(std::string("\"") + (html ? "html" : "text") + "\" must be a string");
  item.document.set_body(json[html ? "html" : "text"].get<std::string>());
  item.document.set_content_type(html ? "text/html; charset=utf-8" : "text/plain; charset=utf-8");
  item.document.set_url(JsonText(json, "url"));
  return item;
}

std::optional<DocumentReader::Item> DocumentReader::FromWhole() {
  if (input_->done) return std::nullopt;
  input_->done = true;
  std::string body(kMaxFile, '\0');
  input_->in->read(body.data(), static_cast<std::streamsize>(body.size()));
  body.resize(static_cast<size_t>(input_->in->gcount()));
  Item item;
  item.document.set_id(input_->path);
  item.document.set_body(std::move(body));
  item.document.set_content_type(input_->format == Format::kHtml ? "text/html" : "text/plain");
  return item;
}

}  // namespace varta
