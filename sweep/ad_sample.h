// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// What of an ad is shown beside a number: where a rule hit, with contacts masked. Pure; any thread.
#pragma once

#include "extract/mask.h"
#include "sweep/stored_ads.h"

namespace varta {

// Around the first place of `hit`; a hit without a place in title or text shows the text's
// beginning.
v1::AdSample SampleOf(const AdToTry& ad, const v1::Hit& hit, const Masker& masker);

}  // namespace varta
