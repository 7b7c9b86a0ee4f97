// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// varta-testsite: serves the test site until it is told to end.

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include "tests/support/test_site.h"
#include "tests/support/test_sources.h"

namespace {

constexpr const char* kHelp =
    "varta-testsite: invented sites of ads on 127.0.0.1, for the demo and for tests\n"
    "  --port N             listen there (default 0: any free port)\n"
    "  --write-sources DIR  write a source file for each site into DIR\n"
    "  --truth              print what is true of each ad, one a line, and end: host, path, "
    "language,\n"
    "                       grade (0 ordinary .. 3 very worrying), form, phone, kind\n"
    "Ends on SIGTERM and SIGINT. Exit code: 0 fine, 1 cannot listen or write, 2 wrong usage.\n";

void PrintTruth() {
  for (const varta::TestHost& host : varta::BuildCatalogue()) {
    for (const varta::TestAd& ad : host.ads) {
      std::printf("%s\t%s\t%s\t%d\t%s\t%s\t%s\n", ad.host.c_str(), ad.path.c_str(),
                  ad.language.c_str(), ad.grade, ad.form.empty() ? "-" : ad.form.c_str(),
                  ad.phone.empty() ? "-" : ad.phone.c_str(), ad.kind.c_str());
    }
  }
}

}  // namespace

int main(int argc, char** argv) {
  varta::TestSiteOptions options;
  std::string sources;
  bool truth = false;
  for (int i = 1; i < argc; ++i) {
    const std::string argument = argv[i];
    if (argument == "--help" || argument == "-h") {
      std::fputs(kHelp, stdout);
      return 0;
    }
    if (argument == "--truth") {
      truth = true;
      continue;
    }
    const char* value = i + 1 < argc ? argv[++i] : nullptr;
    char* end = nullptr;
    if (argument == "--port" && value != nullptr) {
      const long port = std::strtol(value, &end, 10);
      if (*value != '\0' && *end == '\0' && port >= 0 && port <= 65535) {
        options.port = static_cast<int>(port);
        continue;
      }
    } else if (argument == "--write-sources" && value != nullptr) {
      sources = value;
      continue;
    }
    std::fprintf(stderr, "varta-testsite: wrong usage at '%s'\n%s", argument.c_str(), kHelp);
    return 2;
  }

  if (truth) {
    PrintTruth();
    return 0;
  }

  // Blocked before the server's threads begin, so that only sigwait sees them.
  sigset_t ends;
  sigemptyset(&ends);
  sigaddset(&ends, SIGINT);
  sigaddset(&ends, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &ends, nullptr);
  std::signal(SIGPIPE, SIG_IGN);

  auto site = varta::TestSite::Start(options);
  if (!site.ok()) {
    std::fprintf(stderr, "varta-testsite: %s\n", site.status().message().c_str());
    return 1;
  }
  if (!sources.empty()) {
    const varta::Status status = varta::WriteSources(**site, sources);
    if (!status.ok()) {
      std::fprintf(stderr, "varta-testsite: %s\n", status.message().c_str());
      return 1;
    }
  }
  std::printf("test site: %zu hosts on port %d\n", (*site)->hosts().size(), (*site)->port());
  for (const varta::TestHost& host : (*site)->hosts()) {
    std::printf("  %s  %zu ads, %s: %s\n", (*site)->UrlOf(host.name, "/").c_str(), host.ads.size(),
                host.charset.c_str(), host.imitates.c_str());
  }
  std::fflush(stdout);
  int signal = 0;
  sigwait(&ends, &signal);
  return 0;
}
