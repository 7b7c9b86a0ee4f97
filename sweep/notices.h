// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// What goes with every lead, wherever it is shown or handed to.
#pragma once

namespace varta {

// What every lead says of itself.
inline constexpr char kLeadNotice[] =
    "A sign that somebody should look, not evidence of an offence; it needs corroboration by a "
    "person.";

// What every list of alerts says of itself.
inline constexpr char kAlertNotice[] =
    "An alert is a sign that somebody should look at the ads behind it, not evidence of an "
    "offence: families, agencies and firms share phones lawfully.";

// What goes with a lead that leaves the system.
inline constexpr char kSafeguardingNote[] =
    "Whoever wrote this ad or is named in it may be a victim, and a victim is not punished for "
    "what "
    "they were made to do. Do not contact anybody by what stands here without a plan for their "
    "safety; sex work alone is no sign. If a minor may be involved, act at once.";

}  // namespace varta
