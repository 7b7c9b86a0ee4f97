// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "sweep/source_check.h"

#include <set>

namespace varta {

Result<v1::CheckSourceResponse> CheckSource(const Config& config, const Source& source,
                                            const Clock& clock, const HostRests& host_rests,
                                            const std::stop_token& stop) {
  v1::CheckSourceResponse response;
  *response.mutable_source() = ToProto(source, clock.Now());
  if (!response.source().not_swept_because().empty()) return response;
  Result<AddressGuard> guard = AddressGuard::Create(config.allow_networks);
  if (!guard.ok()) return guard.status();
  PageAsker asker(config, std::move(*guard), clock, source, host_rests, stop);
  std::set<Origin> origins;
  for (const std::string& seed : source.seeds) {
    const Url url = *Url::Parse(seed);
    if (!origins.insert(url.GetOrigin()).second) continue;
    const Page& page = asker.AskRobots(url);
    v1::CheckSourceResponse::Probe* probe = response.add_probes();
    probe->set_url(url.GetOrigin().ToString() + "/robots.txt");
    probe->set_outcome(DescribeOutcome(page));
    probe->set_ok(page.http_status != 0 && page.http_status < 500 && page.http_status != 429);
  }
  for (const std::string& seed : source.seeds) {
    const Url url = *Url::Parse(seed);
    const Page page = asker.Ask(url);
    v1::CheckSourceResponse::Probe* probe = response.add_probes();
    probe->set_url(url.Canonical());
    probe->set_outcome(DescribeOutcome(page));
    probe->set_ok(page.outcome == Outcome::kOk);
  }
  return response;
}

}  // namespace varta
