// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/gazetteer.h"

namespace varta {

const PlaceRow& PlaceOf(uint16_t id) {
  const std::span<const PlaceRow> ours = UkrainianPlaces();
  return id < ours.size() ? ours[id] : ForeignPlaces()[id - ours.size()];
}

std::string PlaceValue(const PlaceRow& row) {
  std::string value(row.code);
  if (!row.city.empty()) value.append("/").append(row.city);
  return value;
}

void AddPlaces(Lexicon* lexicon) {
  uint16_t id = 0;
  for (const std::span<const PlaceRow> rows : {UkrainianPlaces(), ForeignPlaces()}) {
    for (const PlaceRow& row : rows) {
      std::string names;
      for (size_t at = 0; at < row.names.size();) {
        const size_t end = std::min(row.names.find(' ', at), row.names.size());
        const std::string_view name = row.names.substr(at, end - at);
        at = end + 1;
        if (name.starts_with("@")) {
          const std::string stem(name.substr(1));
          names += stem + "|fa+област|ob " + stem + "|fa+обл ";
        } else {
          names.append(name).append(" ");
        }
      }
      lexicon->Add(Kind::kPlace, id, names);
      lexicon->Add(Kind::kPlaceCode, id, row.abbreviations);
      ++id;
    }
  }
}

}  // namespace varta
