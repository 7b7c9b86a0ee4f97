// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/posting_terms.h"

#include <algorithm>
#include <iterator>

namespace varta {
namespace {

using Kind = FoundPosting::Kind;

// Of schema.org's tree: the postings, what is sold or rented, and the kinds of firm that advertise
// on boards or run their own pages. In alphabetical order.
constexpr PostingTerm kTerms[] = {
    {"Accommodation", Kind::kOffer},
    {"AggregateOffer", Kind::kOffer},
    {"Apartment", Kind::kOffer},
    {"BeautySalon", Kind::kBusiness},
    {"Car", Kind::kOffer},
    {"Corporation", Kind::kBusiness},
    {"DaySpa", Kind::kBusiness},
    {"EmploymentAgency", Kind::kBusiness},
    {"EntertainmentBusiness", Kind::kBusiness},
    {"FoodEstablishment", Kind::kBusiness},
    {"HealthAndBeautyBusiness", Kind::kBusiness},
    {"HomeAndConstructionBusiness", Kind::kBusiness},
    {"Hostel", Kind::kBusiness},
    {"Hotel", Kind::kBusiness},
    {"House", Kind::kOffer},
    {"IndividualProduct", Kind::kOffer},
    {"JobPosting", Kind::kJob},
    {"LocalBusiness", Kind::kBusiness},
    {"LodgingBusiness", Kind::kBusiness},
    {"MassageTherapist", Kind::kBusiness},
    {"NightClub", Kind::kBusiness},
    {"Offer", Kind::kOffer},
    {"OfferForLease", Kind::kOffer},
    {"OfferForPurchase", Kind::kOffer},
    {"Organization", Kind::kBusiness},
    {"Person", Kind::kPerson},
    {"Product", Kind::kOffer},
    {"ProfessionalService", Kind::kBusiness},
    {"RealEstateAgent", Kind::kBusiness},
    {"RealEstateListing", Kind::kOffer},
    {"Residence", Kind::kOffer},
    {"Restaurant", Kind::kBusiness},
    {"Room", Kind::kOffer},
    {"Service", Kind::kOffer},
    {"SingleFamilyResidence", Kind::kOffer},
    {"Store", Kind::kBusiness},
    {"TaxiService", Kind::kOffer},
    {"TravelAgency", Kind::kBusiness},
    {"Vehicle", Kind::kOffer},
    {"WorkersUnion", Kind::kBusiness},
};

constexpr bool InOrder(const PostingTerm& a, const PostingTerm& b) { return a.type < b.type; }
static_assert(std::is_sorted(std::begin(kTerms), std::end(kTerms), InOrder));

}  // namespace

const PostingTerm* TermOf(const Item& item) {
  for (const std::string& written : item.types) {
    const std::string_view type = LastPart(written);
    const PostingTerm* const term = std::lower_bound(std::begin(kTerms), std::end(kTerms),
                                                     PostingTerm{type, Kind::kJob}, InOrder);
    if (term != std::end(kTerms) && term->type == type) return term;
  }
  return nullptr;
}

}  // namespace varta
