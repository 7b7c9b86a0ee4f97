// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "rules/letter_pairs.h"

#include <cmath>
#include <iterator>
#include <string_view>

#include "base/text.h"

namespace varta {
namespace {

constexpr std::string_view kSymbols =
    "_#абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґёabcdefghijklmnopqrstuvwxyz";
constexpr size_t kKnown = kLetterKinds - 1;  // and one for all others
constexpr uint8_t kOtherKind = kKnown;

// Level A is all, each further one 1/sqrt(2) of the one before; the last is as little or nothing.
constexpr std::string_view kLevels = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdef";

// Counted by bench/letter_pairs.py, in 4.8 MB of Ukrainian (weight 42: Brown-UK, UA-GEC) and
// Russian (28: vacancies, news, posts) texts, of English (22), Polish and Romanian pages and
// sentences (4 each). First all of them, then what follows each.
constexpr std::string_view kShares =
    "FOJNKOMKPNJOLLMJIMKKKMSPPOQRbPNWQNLRSeZLQNNKQQOLTRNOMMOXMMLORPVQR";
constexpr std::string_view kAfter[] = {
    "MLMLINKQPKMQKNKJKIKJKMPPONQOfffRVMMRRafKNLMNNPNLRQOMNMLVNKJPQMWRQ",  // _
    "CCUYYWZbfbbdZdabWaWOadbVdbffffffffdffffSUUXYUWWXbUaWYZUZYSTZaWVYd",  // #
    "FfaKIMKONKSMJHJGVMJJHRQMLMORfffaMMeOMdaffffffffffffffffffffffffff",  // а
    "JfHTTTRHXVIbPIPLEXIMQGfOUVUOPLVWPPIfaYbffffffffffffffffffffffffff",  // б
    "FcFTRROIOQGfNKRJGPNKNLcUSOPUdKVfcPHfafXffffffffffffffffffffffffff",  // в
    "KfGWUWOKdeJfQISLCaHUOJfffYTfffcaffJfefdffffffffffffffffffffffffff",  // г
    "IWGPLROGLQHfMKNHFNKLPIZRRPSYZPOYUNIfZfVffffffffffffffffffdfffffff",  // д
    "EfPMLMJONLTKKIJFPNGIIVQNONORfffeRScSUeXffffffffffffffffffffffffff",  // е
    "HfHNUUIDSYGfKLVGLXVSWIafUOfffbUfVTLfffVffffffffffffffffffffffffff",  // ж
    "GfDMINJLUVJcNNJHIMKQSJbXWRUcVNOaTPLeeeaffffffffffffffffffffffffff",  // з
    "EfOOJOMJPLLJJKIIOOLIIYRJNLOQfffcPKfTTddffffffffffffffffffffffffff",  // и
    "BfWNQTMUPTbfLPMIISTILWVXQPLWfffffYYfdffffffffffffffffffffffffffff",  // й
    "HbFUNWYLRVGfVJWOEXIMJHbfNdUPfffabfIffffffffffffffffffffffffffffff",  // к
    "KfGWWSUGQaFfOOZNGaVRRKZbYYfffRFdJIIbYfUffffffffffffffffffffffffff",  // л
    "EXGSTWYGZZGfONNLGKSPWHSdUUZffMSYbQIfbfXffffffffffffffffffffffffff",  // м
    "KfFWTPNHUUFfMWcIFYXMKKPYNRPYfJMfQJIfVdXffffffffffffffffffffffffff",  // н
    "FfWJGIINLLRLKJIJQLIIITOPPMPRfffXMQaMSfaffffffffffffffffffffffffff",  // о
    "NfIabfZGffJfQJcODQEROLZYRUWffKQfZSIfefdffffffffffffffffffffffffff",  // п
    "KfFQNMPGOWGXNSLKEOSNLIQQSROXfNRaQNJfbdXffffffffffffffffffffffffff",  // р
    "IbKSKZRJcaJfIJNKIJPLEKQQPSOfeRJbSHLfbfVffffffffffffffffffffffffff",  // с
    "IfGTJYSHVYGfMQSLGTHMOJUXWRafeLHdRNKfUeZffffffffffffffffffffffffff",  // т
    "DfOMIMIPKNXRIIJLYKJIIYWNSKNOfffaKSdYMffffffffffffffffffffffffffff",  // у
    "JZIaZSZFfSFfaMaPEUIOMJNXVaXffSaZffGfffXffffffffffffffffffffffffff",  // ф
    "CWIcMQWPfcKfVMPIFVMSLLfYafafffaYffKffffffffffffffffffffffffffffff",  // х
    "MfLZQfYEfWEfQUUSQUVTMOZfcfcffPIbKJDZfffffffffffffffffffffffffffff",  // ц
    "LfFZYffEffFfLQVGJfSYJJdfTPQfffPfVQKfdfQffffffffffffffffffffffffff",  // ч
    "JfHfMffEffFfIJRJHRQSJIffZbWfffOfXbJfffVffffffffffffffffffffffffff",  // ш
    "QfIffffEffGfffaOCfUffLfffffVffOfffLfafPffffffffffffffafffffffffff",  // щ
    "MffffffBffffffffffffffffffffffffPEffffHffffffffffffffffffffffffff",  // ъ
    "EfZOKSQHVSUHKLINWMOJGffGfPNZfffffRfffffffffffffffffffffffffffffff",  // ы
    "DbXQQQSNbMUSGcNFIVbHLbVYQTKSffffMPffVfVffffffffffffffffffffffffff",  // ь
    "NfSRNPOffffQFGLJUNLLCfJOQffffffffffffffffffffffffffffffffffffffff",  // э
    "CfXKJSHcQOYVPQPOcXMMFfbTQIUKffffLffcMffffffffffffffffffffffffffff",  // ю
    "CbeRKNLORLaTGMJKXTOOIcfMONUQffffOUeYPfeffffffffffffffffffffffffff",  // я
    "EfNNHOHbNKfJLILINQLIJXTOQLLRffffOMaKNffffffffffffffffffffffffffff",  // і
    "BffaLfOfPMfLXQLGfaaPPffHaUaaffffaffIfafffffffffffffffffffffffffff",  // ї
    "CfffIQKfZRfXMRHLZQMLFfUZTSLZffffJXXKSffffffffffffffffffffffffffff",  // є
    "NfGNJffGffNffJNLJfDNNHffffffffffffJffNfffffffffffffffffffffffffff",  // ґ
    "EffQMPMfNKfSPJGGfQGOEffOfffSfffffffffffffffffffffffffffffffffffff",  // ё
    "FXfffffffffffffffcfffffffffffffffffffffVLIJTOMSKOMHKGUMYHIGMMOTMN",  // a
    "JSfffffffafffffffffffffffffffffffffffffHOPQETVWHPTHRQGTcILPHSTXIY",  // b
    "IUdfbffbffffdffddfffaefefffffdfffffffffGRMRGXcGHNKKTSFRWJQIIXcfMK",  // c
    "DXffffffffffdffffffffffffffffffffffffffISSNFTQRHURNQMISYLLVKRQcMK",  // d
    "DWfffffffffffffffffffffffffffffffffffffJOKIMONSMOPKLHPMRGHKQMNMOO",  // e
    "ETbffffffffffffffffffffffffffffffffffffHVSUHITZGcaLVVFVfIPJJfXaQf",  // f
    "DSfffffffffffffffffffffffffffffffffffffHUYQFXNIIfXLRLHRfHLPJcUfOW",  // g
    "GXfffffffffffdfffffffffffffffffffffffffFVSUDYSZGcXQROHScMRKNXTbOW",  // h
    "HXfffffffffefefffffffffffffffffffffffffJOIKHMLWNUOJKEJNTKHHOLSQaN",  // i
    "GRfffffffffffffffffffffffffffffffffffffESOOEZVXIZRVMLHSTPIVGfOUfU",  // j
    "EWfffffafafffffffffffffffffffffffffffffHTOTFTSRFfUMRLHSfKIJJUOaOS",  // k
    "FWfdfffffddffffffdfffbfffffffffffffffffGRRJFPSVGcOHPPHPfSLLJPSfIX",  // l
    "FRfffffffcfffffffffffffffffffffffffffffFKQTFTXWGaWQLOHIZRKSJXTXLU",  // m
    "EXfffffffffffffffffffffffffffffffffffffIUJGHOHTHUOPRNJUVTJGMPUaMR",  // n
    "GXfffffffffffffffffdfffffffffffffffffffMMLKQINTNQMJJFLLbGJJIMISSN",  // o
    "HQffcffffaffffffffffccfffffffffffffffffGUSPGTULIdWHRRFKdFLKJXaaPZ",  // p
    "KQfffffffffffffffffffffffffffffffffffffPVSURVfMfffHfVfVRROfBVfffV",  // q
    "FWfffffffffffffffffffffffffffffffffffffHQMLEQMUHaMOLMHQbNJJKNRbLL",  // r
    "DXfffffffffffffffffffffffffffffffffffffJTKSHRWLHULOOPJKRRKFKWQbOM",  // s
    "EcfffffffffffffffffffffffffffffffffffffHUQVGRWFHbRPRRHQeJLMKUOZLU",  // t
    "HcfffffffffffffffffffffffffffffffffffffKKKLKQKWJOOGJGSJfGHHXSUQSO",  // u
    "KPfffffffffffffffffffZfffffffffffffffffGWWRCfbYEfUSQUISfQRTPZffSZ",  // v
    "FWfffffffffffffffffffffffffffffffffffffFVPQGVbHFYRQTKHQfNJSUfPbKR",  // w
    "EPfffffffffffffWfTfWfWfffffffffffffffffITITHTfOHTVfQXNFVfUHNPUHNX",  // x
    "CUbffffffffffffffffffffffffffffffffffffNNJNKRPYNONNKLHMfQIMTXNYVP",  // y
    "GZfffffffffffffffffffffffffffffffffffffFONNFXPTHPMOOJIOYSRNKRMaGP",  // z
};
static_assert(std::size(kAfter) == kKnown && kShares.size() == kKnown);

double ShareOfLevel(char level) {
  return std::exp2(-0.5 * static_cast<double>(kLevels.find(level)));
}

}  // namespace

const LetterPairs& LetterPairs::Get() {
  static const LetterPairs pairs = [] {
    LetterPairs made;
    made.kinds.fill(kOtherKind);
    uint8_t kind = 0;
    for (size_t at = 0; at < kSymbols.size(); ++kind) {
      const char32_t symbol = NextCodePoint(kSymbols, &at);
      if (kind > kDigitKind) made.kinds[CodeOf(symbol)] = kind;
    }
    for (uint8_t digit = 0; digit < 10; ++digit) made.kinds[kDigits + digit] = kDigitKind;
    const double rare = ShareOfLevel(kLevels[20]);
    made.shares.fill(rare);
    for (auto& row : made.after) row.fill(rare);
    for (size_t i = 0; i < kKnown; ++i) {
      made.shares[i] = ShareOfLevel(kShares[i]);
      for (size_t j = 0; j < kKnown; ++j) made.after[i][j] = ShareOfLevel(kAfter[i][j]);
    }
    return made;
  }();
  return pairs;
}

}  // namespace varta
