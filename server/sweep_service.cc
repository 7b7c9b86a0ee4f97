// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "server/sweep_service.h"

#include "server/requests.h"

namespace varta {

Result<v1::ListSourcesResponse> SweepService::ListSources(const Caller&,
                                                          const v1::ListSourcesRequest&) {
  Result<std::vector<Source>> sources = sweeper_.Sources();
  if (!sources.ok()) return sources.status();
  v1::ListSourcesResponse response;
  for (const Source& source : *sources) *response.add_sources() = ToProto(source, clock_.Now());
  return response;
}

Result<v1::CheckSourceResponse> SweepService::CheckSource(const Caller&,
                                                          const v1::CheckSourceRequest& request) {
  return sweeper_.Check(request.id());
}

Result<v1::Inspection> SweepService::InspectPage(const Caller& caller,
                                                 const v1::InspectPageRequest& request) {
  Result<v1::Inspection> inspection = sweeper_.Inspect(request, masker_);
  if (!inspection.ok() || inspection->url().empty()) return inspection;
  // The page may say something about a person: who looked at it is written down.
  Status audited =
      store_.Audit({caller.principal, "INSPECT", "sources/" + inspection->source(), caller.purpose,
                    std::to_string(inspection->ads_size()) + " ads read off a page"});
  if (!audited.ok()) return audited;
  return inspection;
}

Result<v1::UrlExplanation> SweepService::ExplainUrl(const Caller&,
                                                    const v1::ExplainUrlRequest& request) {
  return sweeper_.Why(request.url());
}

Result<v1::Sweep> SweepService::StartSweep(const Caller& caller,
                                           const v1::StartSweepRequest& request) {
  const SweepOutputs outputs{request.pages_file(), request.warc_dir()};
  for (const std::string& path : {outputs.pages_file, outputs.warc_dir}) {
    if (path.empty() || path[0] == '/') continue;
    return Status(
        Code::kInvalidArgument,
        "pages_file and warc_dir are absolute paths on the server's machine, not '" + path + "'");
  }
  return sweeper_.Start({request.sources().begin(), request.sources().end()}, caller.principal,
                        outputs);
}

Result<v1::Sweep> SweepService::StopSweep(const Caller& caller,
                                          const v1::StopSweepRequest& request) {
  Result<std::string> id = IdFromName(request.name(), "sweeps/");
  if (!id.ok()) return id.status();
  Result<v1::Sweep> sweep = sweeper_.Stop(*id);
  if (!sweep.ok()) return sweep;
  Status audited =
      store_.Audit({caller.principal, "SWEEP", sweep->name(), caller.purpose, "stop asked"});
  if (!audited.ok()) return audited;
  return sweep;
}

Result<v1::Sweep> SweepService::GetSweep(const Caller&, const v1::GetSweepRequest& request) {
  Result<std::string> id = IdFromName(request.name(), "sweeps/");
  if (!id.ok()) return id.status();
  return sweeper_.Get(*id);
}

Result<v1::ListSweepsResponse> SweepService::ListSweeps(const Caller&,
                                                        const v1::ListSweepsRequest& request) {
  Result<int> page_size = PageSize(request.page_size(), 20);
  if (!page_size.ok()) return page_size.status();
  Result<std::string> before =
      ReadPageToken(store_.contact_key(), "ListSweeps", request.page_token());
  if (!before.ok()) return before.status();
  Result<std::vector<v1::Sweep>> sweeps = store_.ListSweeps(*page_size + 1, *before);
  if (!sweeps.ok()) return sweeps.status();
  v1::ListSweepsResponse response;
  for (v1::Sweep& sweep : *sweeps) {
    if (response.sweeps_size() == *page_size) {
      const std::string& last = response.sweeps(*page_size - 1).name();
      response.set_next_page_token(
          MakePageToken(store_.contact_key(), "ListSweeps", last.substr(last.find('/') + 1)));
      break;
    }
    Result<v1::Sweep> live = sweep.state() == v1::Sweep::STATE_RUNNING ? sweeper_.Get(sweep.name())
                                                                       : Result<v1::Sweep>(sweep);
    *response.add_sweeps() = live.ok() ? std::move(*live) : std::move(sweep);
  }
  return response;
}

}  // namespace varta
