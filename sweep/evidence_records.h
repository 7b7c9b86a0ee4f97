// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Stored evidence and leads as WARC 1.1 records. Pure; any thread.
#pragma once

#include <string>
#include <vector>

#include "crawler/page.h"
#include "crawler/warc_record.h"
#include "varta/v1/evidence_service.pb.h"
#include "varta/v1/lead.pb.h"

namespace varta {

// The page as the fetcher gave it, as far as the evidence keeps it. A document without a URL has
// urn:x-varta: and the evidence's name.
Page ToPage(const v1::Evidence& evidence, std::string body);

// What the evidence says of itself, and which text of the lead it shows, for
// application/warc-fields.
Headers CaptureLines(const v1::Lead& lead, const v1::Evidence& evidence);

// What rules, score and people made of the lead, likewise. Contacts in the ad's title are in clear.
Headers AssessmentLines(const v1::Lead& lead);

// A hit, of now or of before, points to somebody under age.
bool MayConcernMinor(const v1::Lead& lead);

}  // namespace varta
