// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "crawler/warc_writer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "crawler/warc.h"
#include "tests/support/fake_clock.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace varta {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::MatchesRegex;
using ::testing::Not;
using ::testing::StartsWith;

namespace fs = std::filesystem;

const Time kThen = *ParseTime("2026-03-04T05:06:07.089Z");

std::string ReadFile(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

std::vector<std::string> FilesIn(const std::string& folder) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder)) {
    names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

Page Answer(const std::string& url, const std::string& body) {
  Page page;
  page.task.url = *Url::Parse(url);
  page.task.source = "work";
  page.task.depth = 2;
  page.task.discovered_from = "https://work.test/list";
  page.http_status = 200;
  page.http_version = "1.1";
  page.request_headers = {{"Host", "work.test"}, {"User-Agent", "varta/0.1"}};
  page.response_headers = {{"Content-Type", "text/html; charset=utf-8"},
                           {"Content-Length", std::to_string(body.size())}};
  page.body = body;
  page.remote_address = "203.0.113.5";
  page.fetched_at = kThen;
  return page;
}

std::string_view Field(const WarcRecord& record, std::string_view name) {
  return FindHeader(record.headers, name);
}

// Every record of a file, and what a strict reader would find wrong with it (ISO 28500:2017, 5 and
// 6): fields that are mandatory, forbidden or doubled, digests, lengths, references, one gzip
// member a record.
std::vector<WarcRecord> ReadStrictly(const std::string& bytes) {
  const auto is_id = MatchesRegex(
      "<urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}>");
  const auto is_date =
      MatchesRegex("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?Z");
  static const std::set<std::string> kTypes = {"warcinfo", "request",  "response",
                                               "resource", "metadata", "revisit"};
  std::vector<WarcRecord> records;
  std::set<std::string> ids;
  std::set<uint64_t> members;
  std::istringstream in(bytes);
  WarcReader reader(in);
  while (true) {
    Result<std::optional<WarcRecord>> next = reader.Next();
    EXPECT_THAT(next, IsOk());
    if (!next.ok() || !*next) break;
    const WarcRecord& record = **next;
    SCOPED_TRACE("record " + std::to_string(record.number) + ", " + record.type);
    std::map<std::string, int> count;
    for (const auto& [name, value] : record.headers) {
      ++count[name];
      EXPECT_FALSE(value.empty()) << name;
      EXPECT_EQ(value.find_first_of("\r\n"), std::string::npos) << name;
    }
    for (const auto& [name, times] : count) EXPECT_EQ(times, 1) << name;
    EXPECT_EQ(record.version, "1.1");
    EXPECT_TRUE(kTypes.contains(std::string(Field(record, "WARC-Type")))) << record.type;
    const std::string id(Field(record, "WARC-Record-ID"));
    EXPECT_THAT(id, is_id);
    EXPECT_TRUE(ids.insert(id).second) << "the id is not unique";
    EXPECT_THAT(std::string(Field(record, "WARC-Date")), is_date);
    EXPECT_EQ(Field(record, "Content-Length"), std::to_string(record.block.size()));
    EXPECT_FALSE(Field(record, "Content-Type").empty());
    EXPECT_EQ(Field(record, "WARC-Block-Digest"), WarcDigest(record.block));
    EXPECT_TRUE(members.insert(record.offset).second) << "two records in one gzip member";

    const bool info = record.type == "warcinfo", revisit = record.type == "revisit";
    EXPECT_EQ(record.target_uri.empty(), info);
    EXPECT_EQ(record.target_uri.find_first_of(" \t<>"), std::string::npos);
    EXPECT_EQ(!Field(record, "WARC-Filename").empty(), info);
    EXPECT_EQ(!Field(record, "WARC-Profile").empty(), revisit);
    EXPECT_TRUE(Field(record, "WARC-Refers-To-Target-URI").empty() || revisit);
    EXPECT_TRUE(Field(record, "WARC-Payload-Digest").empty() ||
                (!info && record.type != "metadata"));
    if (const std::string other(Field(record, "WARC-Concurrent-To")); !other.empty()) {
      EXPECT_TRUE(ids.contains(other) && !info);
      const auto first = std::find_if(records.begin(), records.end(), [&](const WarcRecord& r) {
        return Field(r, "WARC-Record-ID") == other;
      });
      EXPECT_EQ(Field(*first, "WARC-Date"), Field(record, "WARC-Date"));
      EXPECT_EQ(first->target_uri, record.target_uri);
    }
    if (record.type == "response") {
      const std::optional<HttpResponse> response = SplitHttpResponse(record.block);
      EXPECT_TRUE(response && !response->truncated);
      if (response) {
        EXPECT_EQ(Field(record, "WARC-Payload-Digest"), WarcDigest(response->body));
        EXPECT_EQ(FindHeader(response->headers, "Transfer-Encoding"), "");
      }
    }
    records.push_back(std::move(**next));
  }
  // Each member ends where the next begins, with the two empty lines inside it.
  for (const uint64_t start : members) {
    EXPECT_EQ(bytes.substr(start, 3), "\x1f\x8b\x08");
  }
  return records;
}

// The records that a page comes to, read back.
std::vector<WarcRecord> Written(const Page& page, const WarcNotes& notes = {}) {
  std::string bytes;
  for (const WarcDraft& draft : DraftWarcPage(page, notes)) bytes += GzipWarcRecord(draft);
  return ReadStrictly(bytes);
}

std::vector<std::string> Types(const std::vector<WarcRecord>& records) {
  std::vector<std::string> types;
  for (const WarcRecord& record : records) types.push_back(record.type);
  return types;
}

TEST(WarcDigest, IsSha1InBase32) {
  EXPECT_EQ(WarcDigest(""), "sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ");  // of no bytes: everybody's
  EXPECT_EQ(WarcDigest("abc"), "sha1:VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE5");  // RFC 3174, test 1
}

TEST(WarcLines, KeepEachOnItsLine) {
  EXPECT_EQ(WarcLines({{"a", " 1 "}, {"b", ""}, {"c", "x\r\nWARC-Type: y"}, {"d", "\r\n"}}),
            "a: 1\r\nc: x  WARC-Type: y\r\n");
}

TEST(DraftWarcPage, WritesAnAnswer) {
  Page page = Answer("https://user:secret@work.test:8443/a?b=1#part", "<p>робота</p>");
  page.task.redirects = {"https://work.test/old"};
  const std::vector<WarcRecord> records = Written(page, {.metadata = {{"charset", "utf-8"}}});
  ASSERT_THAT(Types(records), ElementsAre("response", "request", "metadata"));
  for (const WarcRecord& record : records) {
    EXPECT_EQ(record.target_uri, "https://work.test:8443/a?b=1");
    EXPECT_EQ(record.ip_address, "203.0.113.5");
    EXPECT_EQ(record.date, kThen);
  }
  EXPECT_EQ(records[0].block,
            "HTTP/1.1 200 \r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: 19\r\n\r\n"
            "<p>робота</p>");
  EXPECT_EQ(Field(records[0], "Content-Type"), "application/http; msgtype=response");
  EXPECT_EQ(Field(records[0], "WARC-Payload-Digest"), WarcDigest(page.body));
  EXPECT_EQ(Field(records[0], "WARC-Truncated"), "");
  EXPECT_EQ(records[1].block,
            "GET /a?b=1 HTTP/1.1\r\nHost: work.test\r\nUser-Agent: varta/0.1\r\n\r\n");
  EXPECT_EQ(records[2].block,
            "via: https://work.test/list\r\nsource: work\r\ndepth: 2\r\nattempt: 0\r\n"
            "outcome: ok\r\nredirected-from: https://work.test/old\r\nhttp-version: 1.1\r\n"
            "charset: utf-8\r\n");
}

TEST(DraftWarcPage, KeepsCodingsThatTheBodyHasAndNoOthers) {
  const std::string coded("\x1f\x8b\x08\0\r\n\r\nWARC/1.1\r\n", 18);
  Page page = Answer("http://work.test/", coded);
  page.http_version = "2";
  page.response_headers = {{"content-encoding", "gzip"},
                           {"Transfer-Encoding ", "chunked"},
                           {"content-length", "7"},
                           {"x-note", "a\rb"},
                           {"x-empty", ""},
                           {" \nx-next", "1"}};
  const std::vector<WarcRecord> records = Written(page);
  ASSERT_THAT(Types(records), ElementsAre("response", "request", "metadata"));
  EXPECT_EQ(records[0].block,
            "HTTP/1.1 200 \r\ncontent-encoding: gzip\r\nX-Orig-Transfer-Encoding: chunked\r\n"
            "X-Orig-Content-Length: 7\r\nx-note: a b\r\nx-empty: \r\nx-next: 1\r\n\r\n" +
                coded);
  EXPECT_EQ(SplitHttpResponse(records[0].block)->body, coded);
  EXPECT_THAT(records[2].block, HasSubstr("http-version: 2\r\n"));
}

TEST(DraftWarcPage, SaysWhyABodyIsCut) {
  struct Case {
    const char* name;
    Outcome outcome;
    bool truncated;
    const char* length;  // Content-Length; the body has 4 bytes
    std::string want;
  };
  const Case cases[] = {
      {"whole", Outcome::kOk, false, "4", ""},
      {"the cap", Outcome::kOk, true, "900", "length"},
      {"too slow", Outcome::kTimeout, false, "900", "time"},
      {"closed early", Outcome::kBadResponse, false, "900", "disconnect"},
      {"broken chunks", Outcome::kBadResponse, false, "", "unspecified"},
      {"whole, but not what it says", Outcome::kBadResponse, false, "4", ""},
      {"an image", Outcome::kNotText, false, "900", "unspecified"},
      {"stopped", Outcome::kCancelled, false, "900", "unspecified"},
      {"gone", Outcome::kGone, false, "", ""},
  };
  for (const Case& test : cases) {
    SCOPED_TRACE(test.name);
    Page page = Answer("http://work.test/", "work");
    page.outcome = test.outcome;
    page.truncated = test.truncated;
    page.response_headers = {{"Content-Length", test.length}};
    const std::vector<WarcRecord> records = Written(page);
    ASSERT_EQ(records.size(), 3u);
    EXPECT_EQ(records[0].type, "response");
    EXPECT_EQ(Field(records[0], "WARC-Truncated"), test.want);
  }
}

TEST(DraftWarcPage, WritesWhatFailed) {
  Page page = Answer("http://work.test/", "");
  page.http_status = 0;
  page.outcome = Outcome::kTimeout;
  page.detail = "http://work.test connected but did not answer in time";
  page.response_headers.clear();
  std::vector<WarcRecord> records = Written(page);
  ASSERT_THAT(Types(records), ElementsAre("request", "metadata"));
  EXPECT_THAT(records[1].block, AllOf(HasSubstr("outcome: timeout\r\n"),
                                      HasSubstr("detail: http://work.test connected")));
  page.outcome = Outcome::kDnsError;
  page.remote_address.clear();
  EXPECT_THAT(Types(Written(page)), ElementsAre("metadata"));
}

TEST(DraftWarcPage, WritesWhatDidNotComeOverHttpAsAResource) {
  Page page;
  page.task.url = *Url::Parse("urn:uuid:0d4c2b5e-7a3e-4b52-9f0c-2f6f1c1f8a11");
  page.body = "<p>робота</p>";
  std::vector<WarcRecord> records = Written(page);
  ASSERT_THAT(Types(records), ElementsAre("resource", "metadata"));
  EXPECT_EQ(records[0].target_uri, "urn:uuid:0d4c2b5e-7a3e-4b52-9f0c-2f6f1c1f8a11");
  EXPECT_EQ(Field(records[0], "Content-Type"), "application/octet-stream");
  EXPECT_EQ(records[0].block, page.body);
  page.response_headers = {{"content-type", "text/html"}};
  EXPECT_EQ(Field(Written(page)[0], "Content-Type"), "text/html");
}

TEST(DraftWarcPage, RefersToWhatIsThereAlready) {
  const Time before = *ParseTime("2026-03-03T05:00:00Z");
  Page page = Answer("http://work.test/", "work");
  const WarcNotes same = {.original =
                              WarcOriginal{"http://work.test/old", before, WarcDigest("work")}};
  std::vector<WarcRecord> records = Written(page, same);
  ASSERT_THAT(Types(records), ElementsAre("revisit", "request", "metadata"));
  EXPECT_EQ(Field(records[0], "WARC-Profile"),
            "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest");
  EXPECT_EQ(Field(records[0], "WARC-Refers-To-Target-URI"), "http://work.test/old");
  EXPECT_EQ(Field(records[0], "WARC-Refers-To-Date"), "2026-03-03T05:00:00.000Z");
  EXPECT_EQ(Field(records[0], "WARC-Payload-Digest"), WarcDigest("work"));
  EXPECT_EQ(Field(records[0], "WARC-Truncated"), "length");
  EXPECT_THAT(records[0].block, AllOf(StartsWith("HTTP/1.1 200 \r\n"), Not(HasSubstr("work"))));

  // Another body, a cut one, an empty one and an unknown digest are written whole.
  Page other = page, cut = page, empty = page;
  other.body = "Work";
  cut.truncated = true;
  empty.body.clear();
  const WarcNotes none = {.original = WarcOriginal{"http://work.test/", before, WarcDigest("")}};
  EXPECT_EQ(Written(other, same)[0].type, "response");
  EXPECT_EQ(Written(cut, same)[0].type, "response");
  EXPECT_EQ(Written(empty, none)[0].type, "response");
  EXPECT_EQ(Written(page, {.original = WarcOriginal{"http://work.test/", before, ""}})[0].type,
            "response");

  page.http_status = 304;
  page.outcome = Outcome::kHttpError;
  page.body.clear();
  records = Written(page, same);
  ASSERT_THAT(Types(records), ElementsAre("revisit", "request", "metadata"));
  EXPECT_EQ(Field(records[0], "WARC-Profile"),
            "http://netpreserve.org/warc/1.1/revisit/server-not-modified");
  EXPECT_EQ(Field(records[0], "WARC-Payload-Digest"), WarcDigest("work"));
  EXPECT_EQ(Field(records[0], "WARC-Refers-To-Date"), "2026-03-03T05:00:00.000Z");
  EXPECT_EQ(Written(page)[0].type, "revisit");  // of an original that nobody knows
}

TEST(WarcWriter, RollsFilesOverAtTheirSize) {
  TempDir dir;
  const FakeClock clock(kThen);
  auto writer = WarcWriter::Open({.folder = dir.File("a/b"),
                                  .prefix = "sweep",
                                  .max_file_bytes = 6000,
                                  .info = {{"operator", "Варта <varta@work.test>"}}},
                                 clock);
  ASSERT_THAT(writer, IsOk());
  constexpr int kPages = 12;
  for (int i = 0; i < kPages; ++i) {
    std::string body;  // shrinks little
    for (uint32_t n = 1; body.size() < 1500; n = n * 1664525 + 1013904223) {
      body += static_cast<char>(n >> 24);
    }
    // One page is larger than a file may be.
    if (i == 5) body += body + body + body + WarcDigest(body);
    const std::string url = "http://work.test/" + std::to_string(i);
    ASSERT_THAT((*writer)->Write(Answer(url, body + url)), IsOk());
  }
  const std::vector<std::string> before = FilesIn(dir.File("a/b"));
  EXPECT_THAT(before.back(), ::testing::EndsWith(".warc.gz.open"));
  ASSERT_THAT((*writer)->Close(), IsOk());
  const WarcTotals totals = (*writer)->totals();
  const std::vector<std::string> files = FilesIn(dir.File("a/b"));
  EXPECT_GE(files.size(), 4u);
  EXPECT_EQ(totals.files, files.size());
  EXPECT_EQ(totals.pages, static_cast<uint64_t>(kPages));
  EXPECT_EQ(files[0], "sweep-20260304050607089-00000.warc.gz");
  uint64_t bytes = 0, records = 0;
  std::vector<std::string> seen;
  for (const std::string& file : files) {
    SCOPED_TRACE(file);
    const std::string content = ReadFile(dir.File("a/b/" + file));
    bytes += content.size();
    const std::vector<WarcRecord> here = ReadStrictly(content);
    records += here.size();
    ASSERT_GE(here.size(), 4u);
    EXPECT_TRUE(content.size() <= 6000 || here.size() == 4) << content.size();
    EXPECT_EQ(here[0].type, "warcinfo");
    EXPECT_EQ(Field(here[0], "WARC-Filename"), file);
    EXPECT_THAT(here[0].block,
                AllOf(StartsWith("software: varta/"), HasSubstr("format: WARC File Format 1.1\r\n"),
                      HasSubstr("operator: Варта <varta@work.test>\r\n")));
    for (const WarcRecord& record : here) {
      if (record.type == "response") seen.push_back(record.target_uri);
    }
  }
  EXPECT_EQ(totals.bytes, bytes);
  EXPECT_EQ(totals.records, records);
  ASSERT_EQ(seen.size(), static_cast<size_t>(kPages));
  for (int i = 0; i < kPages; ++i) {
    EXPECT_EQ(seen[static_cast<size_t>(i)], "http://work.test/" + std::to_string(i));
  }
}

TEST(WarcWriter, TakesPagesFromManyThreads) {
  TempDir dir;
  const FakeClock clock(kThen);
  auto writer = WarcWriter::Open({.folder = dir.path(), .max_file_bytes = 20'000}, clock);
  ASSERT_THAT(writer, IsOk());
  constexpr int kThreads = 4, kPages = 25;
  {
    std::vector<std::jthread> threads;
    for (int t = 0; t < kThreads; ++t) {
      threads.emplace_back([&, t] {
        for (int i = 0; i < kPages; ++i) {
          const std::string url = "http://work.test/" + std::to_string(t * kPages + i);
          EXPECT_THAT((*writer)->Write(Answer(url, url)), IsOk());
          EXPECT_THAT((*writer)->Flush(), IsOk());
        }
      });
    }
  }
  ASSERT_THAT((*writer)->Close(), IsOk());
  std::set<std::string> seen;
  for (const std::string& file : FilesIn(dir.path())) {
    for (const WarcRecord& record : ReadStrictly(ReadFile(dir.File(file)))) {
      if (record.type != "response") continue;
      EXPECT_TRUE(seen.insert(record.target_uri).second);
    }
  }
  EXPECT_EQ(seen.size(), static_cast<size_t>(kThreads * kPages));
}

TEST(WarcWriter, NeverWritesOverAFile) {
  TempDir dir;
  const FakeClock clock(kThen);
  std::ofstream(dir.File("varta-20260304050607089-00000.warc.gz")) << "kept";
  std::ofstream(dir.File("varta-20260304050607089-00001.warc.gz.open")) << "kept too";
  {
    auto writer = WarcWriter::Open({.folder = dir.path()}, clock);
    ASSERT_THAT(writer, IsOk());
    auto second = WarcWriter::Open({.folder = dir.path()}, clock);
    ASSERT_THAT(second, IsOk());
    EXPECT_THAT((*second)->Write(Answer("http://work.test/", "work")), IsOk());
  }
  EXPECT_THAT(FilesIn(dir.path()), ElementsAre("varta-20260304050607089-00000.warc.gz",
                                               "varta-20260304050607089-00001.warc.gz.open",
                                               "varta-20260304050607089-00002.warc.gz",
                                               "varta-20260304050607089-00003.warc.gz"));
  EXPECT_EQ(ReadFile(dir.File("varta-20260304050607089-00000.warc.gz")), "kept");
  EXPECT_EQ(ReadFile(dir.File("varta-20260304050607089-00001.warc.gz.open")), "kept too");
  EXPECT_EQ(ReadStrictly(ReadFile(dir.File("varta-20260304050607089-00003.warc.gz"))).size(), 4u);
}

TEST(WarcWriter, SaysWhatIsWrongAtOnce) {
  TempDir dir;
  const FakeClock clock(kThen);
  for (const char* prefix : {"", "a/b", "..", ".a", "a b", "робота"}) {
    EXPECT_EQ(WarcWriter::Open({.folder = dir.path(), .prefix = prefix}, clock).status().code(),
              Code::kInvalidArgument)
        << prefix;
  }
  std::ofstream(dir.File("file")) << "x";
  const Status status = WarcWriter::Open({.folder = dir.File("file/warc")}, clock).status();
  EXPECT_EQ(status.code(), Code::kUnavailable);
  EXPECT_THAT(status.message(), HasSubstr("file/warc"));
  EXPECT_THAT(FilesIn(dir.path()), ElementsAre("file"));
}

// A limit on the size of files stands for a full disk: writes fail, some after a part.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(rlim_t bytes) {
    old_handler_ = signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &old_);
    rlimit limit = old_;
    limit.rlim_cur = bytes;
    setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FileSizeLimit() {
    setrlimit(RLIMIT_FSIZE, &old_);
    signal(SIGXFSZ, old_handler_);
  }

 private:
  rlimit old_{};
  sighandler_t old_handler_ = nullptr;
};

TEST(WarcWriter, LeavesWholeRecordsWhenTheDiskIsFull) {
  TempDir dir;
  const FakeClock clock(kThen);
  auto writer = WarcWriter::Open({.folder = dir.path()}, clock);
  ASSERT_THAT(writer, IsOk());
  const std::string path = dir.File(FilesIn(dir.path())[0]);
  ASSERT_THAT((*writer)->Write(Answer("http://work.test/1", "one")), IsOk());
  const std::string good = ReadFile(path);
  for (const size_t room : {size_t{0}, size_t{1}, size_t{20}, size_t{400}}) {
    SCOPED_TRACE(room);
    const FileSizeLimit limit(good.size() + room);
    const Status status = (*writer)->Write(Answer("http://work.test/2", "two"));
    EXPECT_EQ(status.code(), Code::kUnavailable);
    EXPECT_THAT(status.message(), HasSubstr(".warc.gz"));
    EXPECT_EQ(ReadFile(path), good);
  }
  EXPECT_THAT((*writer)->Write(Answer("http://work.test/3", "three")), IsOk());
  ASSERT_THAT((*writer)->Close(), IsOk());
  EXPECT_THAT(Types(ReadStrictly(ReadFile(dir.File(FilesIn(dir.path())[0])))),
              ElementsAre("warcinfo", "response", "request", "metadata", "response", "request",
                          "metadata"));
  EXPECT_EQ((*writer)->totals().pages, 2u);

  TempDir full;
  const FileSizeLimit limit(10);
  EXPECT_EQ(WarcWriter::Open({.folder = full.path()}, clock).status().code(), Code::kUnavailable);
  EXPECT_THAT(FilesIn(full.path()), IsEmpty());
}

// Wherever the machine stops, the records before the place are read.
TEST(WarcWriter, LeavesAFileThatIsReadWhereverItWasCut) {
  TempDir dir;
  const FakeClock clock(kThen);
  std::string bytes;
  {
    auto writer = WarcWriter::Open({.folder = dir.path()}, clock);
    ASSERT_THAT(writer, IsOk());
    ASSERT_THAT((*writer)->Write(Answer("http://work.test/1", "one")), IsOk());
    bytes = ReadFile(dir.File(FilesIn(dir.path())[0]));
  }
  std::vector<uint64_t> starts;
  for (const WarcRecord& record : ReadStrictly(bytes)) starts.push_back(record.offset);
  for (size_t cut = 0; cut <= bytes.size(); cut += 7) {
    SCOPED_TRACE(cut);
    std::istringstream in(bytes.substr(0, cut));
    WarcReader reader(in);
    size_t read = 0, errors = 0;
    while (errors < 3) {
      const Result<std::optional<WarcRecord>> next = reader.Next();
      if (!next.ok()) {
        ++errors;
      } else if (*next) {
        ++read;
      } else {
        break;
      }
    }
    size_t whole = 0;
    while (whole < starts.size() &&
           (whole + 1 == starts.size() ? bytes.size() : starts[whole + 1]) <= cut) {
      ++whole;
    }
    EXPECT_EQ(read, whole);
    EXPECT_LE(errors, 1u);
  }
}

}  // namespace
}  // namespace varta
