// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Fetcher: the one interface to the network.
#pragma once

#include <functional>

#include "crawler/page.h"

namespace varta {

// Fetches at once over all hosts, unless somebody says otherwise. With two descriptors each it is
// half of a usual `ulimit -n` of 1024.
inline constexpr int kUsualInFlight = 256;

class Fetcher {
 public:
  // Called once for each Submit, on the fetcher's thread; must not block for long.
  using Sink = std::function<void(Page)>;

  virtual ~Fetcher() = default;
  // Any thread; never blocks. Every task comes back as one Page, whatever happens.
  virtual void Submit(Task task) = 0;
  // Ends what is in flight; each open task comes back as kCancelled. Any thread.
  virtual void CancelAll() = 0;
};

}  // namespace varta
