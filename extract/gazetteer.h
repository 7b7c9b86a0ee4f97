// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Names of places in Ukrainian, Russian, English and Polish, in all their cases: countries where
// people from here work and are exploited, Ukraine's regions and towns, cities abroad. Pure; any
// thread.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "extract/lexicon.h"

namespace varta {

struct PlaceRow {
  enum Type : uint8_t { kCountry, kRegion, kCity };
  Type type;
  bool homonym;           // a word besides: it takes more than a capital letter
  std::string_view code;  // ISO 3166-1 or -2; of a city, what it lies in
  std::string_view city;  // in Latin letters; empty if it is none
  // As Lexicon::Add takes them; "@київськ" stands for "Київська область" and "Київська обл.".
  std::string_view names;
  std::string_view abbreviations = {};  // only in capitals
};

// "UA", "UA-46", "UA-46/Lviv", "PL/Warszawa".
std::string PlaceValue(const PlaceRow& row);
const PlaceRow& PlaceOf(uint16_t id);  // of kPlace

std::span<const PlaceRow> UkrainianPlaces();  // gazetteer_ukraine.cc
std::span<const PlaceRow> ForeignPlaces();    // gazetteer_world.cc

void AddPlaces(Lexicon* lexicon);

}  // namespace varta
