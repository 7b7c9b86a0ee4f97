// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Documents that came from elsewhere than a sweep: screened like pages, and kept as leads if asked.
// Pure; any thread.
#pragma once

#include <string>

#include "base/clock.h"
#include "base/status.h"
#include "extract/mask.h"
#include "storage/store.h"
#include "sweep/screener.h"
#include "varta/v1/screen_service.pb.h"

namespace varta {

// kInvalidArgument: a URL that is none, a content coding that is unknown or broken, no body.
Result<ScreenedPage> ScreenDocument(const Screener& screener, const v1::Document& document);

// The source that it is kept under.
const std::string& SourceOf(const v1::Document& document);

// What the store keeps of a document: the ads that are leads. `now`: where the document does not
// say when it was fetched.
PageResult ToImport(const v1::Document& document, const ScreenedPage& page, Time now);

// For callers, without an id. Contacts are masked by `masker`; null: in clear.
v1::Screened ToRecord(const Screened& screened, const Masker* masker);
// For callers: the ad with the highest score, and all of them if there are several.
v1::Screened ToRecord(const v1::Document& document, const ScreenedPage& page, const Masker* masker);
// Says in `record`, which ToRecord made of `page`, under which names ToImport's leads are stored.
void NameLeads(const v1::Document& document, const ScreenedPage& page, v1::Screened* record);

}  // namespace varta
