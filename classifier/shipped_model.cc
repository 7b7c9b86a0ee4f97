// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "classifier/model.h"

namespace varta {

// Rates: as `varta model rates` counted them in ordinary vacancies of superjob.ru
// (irtery/superjob-salary-prediction).
std::string_view ShippedModelText() {
  return R"(varta-model 1
name: shipped 2
about: Not trained on anything: no labelled ad stands behind it.
about: A rule weighs what its pack says, by the strength of its published evidence; a fact what classifier/features.cc says.
about: The bias, where an ad without any sign starts, is chosen together with the default threshold of 0.5: one strong sign (about 2.5) is no lead by itself, but with any weak one beside it it is. The score is therefore an order, and no measured frequency, until a model is trained from verdicts.
input: ads
together: 1
rates-of: 406 ordinary job ads in Russian
[overall]
-3	bias
[rates]
0.2217	fact:employer_missing
0.1355	fact:mixed_script
0	rule:ru.army-by-deception
0	rule:ru.arson-for-money
0	rule:ru.baby-for-reward
0	rule:ru.begging-organised
0	rule:ru.begging-recruitment
0	rule:ru.booked-through-manager
0	rule:ru.card-for-rent
0	rule:ru.child-for-money
0	rule:ru.consumation
0	rule:ru.controlled-sex-work
0	rule:ru.crypto-pay-for-task
0	rule:ru.dead-drop-work
0	rule:ru.debt-worked-off
0	rule:ru.deducted-from-first-wage
0	rule:ru.documents-kept
0	rule:ru.drug-courier
0	rule:ru.employer-not-told
0	rule:ru.escorted-only
0	rule:ru.everything-paid-abroad
0	rule:ru.exclusive-offer
0	rule:ru.far-office-all-paid
0	rule:ru.fee-before-work
0	rule:ru.fined-for-refusing
0	rule:ru.fines-from-pay
0	rule:ru.first-payout-then-deposit
0	rule:ru.food-and-bed-for-pay
0	rule:ru.going-out-restricted
0	rule:ru.high-pay-southeast-asia
0	rule:ru.homeless-for-work
0	rule:ru.hostess-abroad
0	rule:ru.isolation-from-family
0	rule:ru.just-of-age
0	rule:ru.leaving-tomorrow-abroad
0	rule:ru.like-a-family-member
0	rule:ru.like-and-earn
0	rule:ru.live-in-carer-no-leave
0	rule:ru.live-in-servitude
0	rule:ru.locked-or-remote-site
0	rule:ru.locked-premises
0	rule:ru.looks-required
0	rule:ru.minor-in-crime
0	rule:ru.minor-in-night-work
0	rule:ru.minor-in-sexual-ad
0	rule:ru.model-tour
0	rule:ru.model-trip-paid
0	rule:ru.name-lent-for-money
0	rule:ru.never-a-day-off
0	rule:ru.no-contract
0	rule:ru.no-experience-abroad
0	rule:ru.no-tax-higher-pay
0	rule:ru.organ-donor-terms
0	rule:ru.organ-for-money
0	rule:ru.organ-offered
0	rule:ru.original-documents-sent
0	rule:ru.paid-marriage-abroad
0	rule:ru.paid-only-at-the-end
0.0025	rule:ru.passport-photo-ahead
0	rule:ru.passport-pledge
0	rule:ru.pay-for-training-or-uniform
0	rule:ru.penalty-for-leaving
0	rule:ru.phone-handed-over
0	rule:ru.phone-restricted
0	rule:ru.photograph-sites-for-money
0	rule:ru.photos-in-full-length
0	rule:ru.pressure-to-hurry
0	rule:ru.quick-crypto-income
0	rule:ru.rare-day-off
0	rule:ru.sabotage-target
0	rule:ru.scam-compound
0	rule:ru.school-age-by-words
0	rule:ru.sexual-ad-under-control
0	rule:ru.surrogacy-controlled
0	rule:ru.teenagers-easy-money
0	rule:ru.third-person-managing
0	rule:ru.tourist-visa-work
0	rule:ru.trustworthy-provider
0	rule:ru.untaxed-without-contract
0	rule:ru.very-long-hours
0	rule:ru.vulnerable-people-wanted
0	rule:ru.wages-kept
0	rule:ru.wages-withheld
0	rule:ru.webcam-under-control
0	rule:ru.youth-language
)";
}

}  // namespace varta
