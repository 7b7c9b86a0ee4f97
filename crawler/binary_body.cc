// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "crawler/binary_body.h"

namespace varta {
namespace {

using namespace std::string_view_literals;

struct Signature {
  std::string_view bytes;
  std::string_view kind;
  size_t at = 0;
  std::string_view begin = {};  // what stands before it, at the very beginning
};
constexpr Signature kSignatures[] = {
    {"%PDF-"sv, "PDF"},
    {"%!PS-Adobe-"sv, "PostScript"},
    {"\x89PNG\r\n\x1a\n"sv, "PNG"},
    {"\xff\xd8\xff"sv, "JPEG"},
    {"GIF87a"sv, "GIF"},
    {"GIF89a"sv, "GIF"},
    {"WEBPVP"sv, "WebP", 8, "RIFF"},
    {"\0\0\1\0"sv, "icon"},
    {"ftyp"sv, "MP4", 4, "\0"sv},
    {"\x1a\x45\xdf\xa3"sv, "WebM"},
    {"OggS\0"sv, "Ogg"},
    {"ID3"sv, "MP3"},
    {"WAVE"sv, "WAVE", 8, "RIFF"},
    {"AVI "sv, "AVI", 8, "RIFF"},
    {"MThd\0\0\0\x06"sv, "MIDI"},
    {"wOFF"sv, "font"},
    {"wOF2"sv, "font"},
    {"PK\x03\x04"sv, "ZIP"},
    {"PK\x05\x06"sv, "ZIP"},
    {"Rar!\x1a\x07"sv, "RAR"},
    {"7z\xbc\xaf\x27\x1c"sv, "7z"},
    {"\x1f\x8b\x08"sv, "gzip"},
    {"\xfd"
     "7zXZ\0"sv,
     "xz"},
    {"BZh"sv, "bzip2"},
    {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"sv, "Office document"},
    {"\x7f"
     "ELF"sv,
     "program"},
    {"MZ\x90\0"sv, "program"},
    {"SQLite format 3\0"sv, "database"},
};

}  // namespace

std::string_view BinaryKind(std::string_view body) {
  for (const Signature& signature : kSignatures) {
    if (body.size() < signature.at || !body.starts_with(signature.begin)) continue;
    if (body.substr(signature.at).starts_with(signature.bytes)) return signature.kind;
  }
  return {};
}

}  // namespace varta
