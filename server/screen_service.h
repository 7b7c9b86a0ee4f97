// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// ScreenService (proto/varta/v1/screen_service.proto) as a plain function. Any thread.
#pragma once

#include "base/status.h"
#include "extract/mask.h"
#include "server/caller.h"
#include "storage/store.h"
#include "sweep/screener.h"
#include "sweep/screener_loader.h"
#include "varta/v1/screen_service.pb.h"

namespace varta {

class ScreenService {
 public:
  // All outlive it.
  ScreenService(Store& store, ScreenerLoader& screener, const Clock& clock)
      : store_(store), screener_(screener), clock_(clock), masker_(store.contact_key()) {}

  Result<v1::Screened> ScreenDocument(const Caller& caller,
                                      const v1::ScreenDocumentRequest& request);

 private:
  Store& store_;
  ScreenerLoader& screener_;
  const Clock& clock_;
  const Masker masker_;
};

}  // namespace varta
