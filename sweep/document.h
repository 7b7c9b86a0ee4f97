// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Documents that came from elsewhere than a sweep: screened like pages, and kept as leads if asked.
// Pure; any thread.
#pragma once

#include <string>

#include "base/clock.h"
#include "base/status.h"
#include "storage/store.h"
#include "sweep/screener.h"
#include "varta/v1/screen_service.pb.h"

namespace varta {

// kInvalidArgument: a URL that is none, a content coding that is unknown or broken, no body.
Result<Screened> ScreenDocument(const Screener& screener, const v1::Document& document);

// What the store keeps of a document that is a lead. `now`: where the document does not say when it
// was fetched.
PageResult ToImport(const v1::Document& document, const Screened& screened, Time now);

}  // namespace varta
