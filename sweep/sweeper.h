// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Sweeper: runs sweeps, one at a time, each on threads of its own, and says how they go. Any
// thread.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/status.h"
#include "extract/mask.h"
#include "storage/store.h"
#include "sweep/config.h"
#include "sweep/resources.h"
#include "sweep/screener_loader.h"
#include "sweep/source.h"
#include "sweep/sweep_outputs.h"
#include "varta/v1/sweep_service.pb.h"

namespace varta {

class Sweeper {
 public:
  // All outlive it. A sweep that a dead process left RUNNING becomes INTERRUPTED; the next Start
  // goes on with it. `resources`: for tests; empty: the machine's.
  Sweeper(const Config& config, Store& store, ScreenerLoader& screener, const Clock& clock,
          ResourceProbe resources = {});
  ~Sweeper();  // stops a running sweep, waits for its ledger, on_finish commands and a purge

  // on_finish commands have at most this long from now on, the running one too, and a purge ends at
  // its next batch; for an end in time.
  void HurryNotices(Duration limit);

  // `ids`: sources; empty: all enabled. Reads sources_dir anew. kFailedPrecondition: a sweep is
  // running (names it), or no source may be swept (says why of each). kNotFound: no such source.
  // `outputs`: see sweep/sweep_run.h.
  Result<v1::Sweep> Start(const std::vector<std::string>& ids, std::string_view principal,
                          const SweepOutputs& outputs = {});
  // Asks the running sweep to end: in-flight fetches are cancelled, the ledger is written; returns
  // at once. "latest" will do. kFailedPrecondition: it is not running. kNotFound: no such sweep.
  Result<v1::Sweep> Stop(std::string_view id);
  // As it stands now: live numbers for the running one, the stored record for others. "latest": the
  // newest.
  Result<v1::Sweep> Get(std::string_view id) const;
  // Waits until the running sweep's numbers are newer than *version or `wait` is over, and sets
  // *version; begin with 0. A sweep that is not running comes back at once.
  Result<v1::Sweep> Wait(std::string_view id, uint64_t* version, Duration wait) const;
  // Is a sweep running?
  bool running() const;

  // Asks robots.txt and the seeds of one source, through the same fetcher and guard; stores
  // nothing. Blocks up to a minute.
  Result<v1::CheckSourceResponse> Check(std::string_view source_id) const;
  // What InspectPage of sweep/inspection.h says.
  Result<v1::Inspection> Inspect(const v1::InspectPageRequest& request, const Masker& masker) const;
  // Check and Inspect fetch nothing any more, also those that wait for an answer now.
  void StopAsking();
  Result<std::vector<Source>> Sources() const;
  // Takes text and facts from stored ads that were kept long enough: returns at once, see
  // sweep/ad_purge.h. Done after every sweep.
  void PurgeAds();
  // What ExplainUrl of sweep/why.h says.
  Result<v1::UrlExplanation> Why(std::string_view url) const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace varta
