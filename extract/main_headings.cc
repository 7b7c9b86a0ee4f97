// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/main_headings.h"

#include <algorithm>
#include <cstdint>
#include <iterator>

#include "base/ascii.h"

namespace varta {
namespace {

// In the order of their bytes, lower case; none begins with another.
constexpr std::string_view kNames[] = {"also read",
                                       "anunțuri similare",
                                       "articles liés",
                                       "articole similare",
                                       "auch interessant",
                                       "citește și",
                                       "comentarii",
                                       "comentarios",
                                       "commentaires",
                                       "commenti",
                                       "comments",
                                       "czytaj także",
                                       "czytaj też",
                                       "das interessiert",
                                       "das könnte",
                                       "don't miss",
                                       "inne oferty",
                                       "inne ogłoszenia",
                                       "komentarze",
                                       "kommentar",
                                       "latest",
                                       "leave a comment",
                                       "leave a reply",
                                       "leggi anche",
                                       "leia também",
                                       "lire aussi",
                                       "mehr aus",
                                       "mehr von",
                                       "mehr zum",
                                       "meist gelesen",
                                       "meistgelesen",
                                       "more ads",
                                       "more from",
                                       "more jobs",
                                       "more news",
                                       "more on",
                                       "more stories",
                                       "most popular",
                                       "most read",
                                       "most viewed",
                                       "najnowsze",
                                       "neueste",
                                       "noticias relacionadas",
                                       "other ads",
                                       "other jobs",
                                       "people also",
                                       "podobne",
                                       "polecane",
                                       "popular",
                                       "powiązane",
                                       "read also",
                                       "read more",
                                       "read next",
                                       "recommendations",
                                       "recommended",
                                       "related",
                                       "responses",
                                       "see also",
                                       "siehe auch",
                                       "similar",
                                       "te puede interesar",
                                       "trending",
                                       "up next",
                                       "veja também",
                                       "verwandte",
                                       "vip-объявления",
                                       "vip-оголошення",
                                       "weitere",
                                       "więcej ofert",
                                       "you may also",
                                       "you may like",
                                       "you might also",
                                       "you might like",
                                       "zobacz także",
                                       "zobacz też",
                                       "zum thema",
                                       "à lire",
                                       "ähnliche",
                                       "більше новин",
                                       "вам може сподобатися",
                                       "вам может",
                                       "вас може зацікавити",
                                       "вас может",
                                       "ви переглядали",
                                       "все вакансии",
                                       "все объявления",
                                       "вы смотрели",
                                       "відгуки",
                                       "дивіться також",
                                       "другие вакансии",
                                       "другие объявления",
                                       "еще вакансии",
                                       "еще объявления",
                                       "еще по теме",
                                       "ещё вакансии",
                                       "ещё объявления",
                                       "за темою",
                                       "залишити коментар",
                                       "комент",
                                       "новини по темі",
                                       "новые вакансии",
                                       "новые объявления",
                                       "нові вакансії",
                                       "нові оголошення",
                                       "оставить комментарий",
                                       "останні новини",
                                       "отзывы",
                                       "переглянуті",
                                       "по теме",
                                       "подібні",
                                       "популярн",
                                       "последние новости",
                                       "похожие",
                                       "просмотренные",
                                       "рекомендуем",
                                       "рекомендуємо",
                                       "смотрите также",
                                       "схожі",
                                       "також читайте",
                                       "топ-оголошення",
                                       "усі вакансії",
                                       "усі оголошення",
                                       "читайте также",
                                       "читайте також",
                                       "читайте ще",
                                       "читать также",
                                       "ще вакансії",
                                       "ще оголошення",
                                       "інші вакансії",
                                       "інші оголошення",
                                       "інші пропозиції"};
static_assert(std::is_sorted(std::begin(kNames), std::end(kNames)));

constexpr uint32_t kMaxWords = 6;  // of a heading
constexpr size_t kMaxBytes = 64;   // that are looked at

// The text's beginning in lower case, with single spaces; Latin-1's and Cyrillic letters.
size_t Lower(std::string_view text, char (&out)[kMaxBytes]) {
  size_t size = 0;
  for (size_t at = 0; at < text.size() && size + 2 <= kMaxBytes; ++at) {
    const auto c = static_cast<uint8_t>(text[at]);
    const auto next = static_cast<uint8_t>(at + 1 < text.size() ? text[at + 1] : 0);
    uint32_t low = next;                                               // the second byte of two
    if (c == 0xD0 && next >= 0x80 && next < 0x90) low = next + 0x10u;  // Є, І, Ї: D1 9x
    if (c == 0xD0 && next >= 0x90 && next < 0xA0) low = next + 0x20u;  // А-П: D0 Bx
    if (c == 0xD0 && next >= 0xA0 && next < 0xB0) low = next - 0x20u;  // Р-Я: D1 8x
    if (c == 0xC3 && next >= 0x80 && next < 0x9F) low = next + 0x20u;
    if (low != next) {
      out[size++] = c == 0xD0 && low < 0xA0 ? static_cast<char>(0xD1) : text[at];
      out[size++] = static_cast<char>(low);
      ++at;
    } else if (c <= ' ') {
      if (size > 0 && out[size - 1] != ' ') out[size++] = ' ';
    } else {
      out[size++] = ascii::Lower(text[at]);
    }
  }
  return size;
}

bool IsHeading(std::string_view tag) {
  return (tag.size() == 2 && tag[0] == 'h' && tag[1] >= '1' && tag[1] <= '6') || tag == "legend" ||
         tag == "dt" || tag == "summary";
}

}  // namespace

bool NamesAnother(std::string_view heading) {
  char buffer[kMaxBytes];
  const std::string_view begin(buffer, Lower(heading, buffer));
  const std::string_view* const next =
      std::upper_bound(std::begin(kNames), std::end(kNames), begin);
  return next != std::begin(kNames) && begin.starts_with(next[-1]);
}

std::vector<bool> BehindHeadings(const HtmlTree& tree, const MainOutline& outline) {
  const std::vector<MainBox>& boxes = outline.boxes;
  std::vector<bool> behind(boxes.size());
  for (uint32_t i = 0; i < boxes.size(); ++i) {
    const MainBox& box = boxes[i];
    if (!box.piece || behind[i] || box.counts.words > kMaxWords) continue;
    uint32_t heading = box.parent;
    if (!IsHeading(tree.nodes[boxes[heading].node].tag) || !NamesAnother(tree.nodes[box.node].text))
      continue;
    // What is around nothing but the heading is the heading.
    while (boxes[heading].parent != MainBox::kNone &&
           boxes[boxes[heading].parent].counts.pieces == boxes[heading].counts.pieces)
      heading = boxes[heading].parent;
    const uint32_t end = boxes[heading].parent == MainBox::kNone ? boxes[heading].end
                                                                 : boxes[boxes[heading].parent].end;
    std::fill(behind.begin() + heading, behind.begin() + end, true);
  }
  return behind;
}

}  // namespace varta
