// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/ads.h"

#include <algorithm>
#include <unordered_map>

#include "extract/page_outline.h"
#include "extract/repeated_blocks.h"
#include "extract/structured.h"
#include "extract/telegram.h"

namespace varta {
namespace {

constexpr size_t kMinText = 20;       // bytes of a description that is one
constexpr uint32_t kMinLetters = 25;  // of an element that is an ad
constexpr size_t kMaxFields = 50;     // elements of one field of one ad

using Kind = FoundPosting::Kind;

void AddLine(std::string_view line, std::string* text) {
  if (line.empty() || text->find(line) != std::string::npos) return;
  if (!text->empty()) *text += '\n';
  *text += line;
}

class Reader {
 public:
  Reader(const HtmlTree& tree, const Url* url)
      : tree_(tree),
        base_(BaseUrl(tree, url)),
        page_url_(url != nullptr ? url->Canonical() : ""),
        outline_(tree) {}

  PageAds Read(const AdSelectors* source) {
    const Items items = ReadStructured(tree_, Base());
    articles_ = static_cast<size_t>(std::count_if(items.begin(), items.end(), [](const Item& item) {
      constexpr std::string_view kArticles[] = {"Article", "NewsArticle", "BlogPosting",
                                                "ReportageNewsArticle"};
      return std::any_of(std::begin(kArticles), std::end(kArticles),
                         [&item](std::string_view type) { return HasType(item, type); });
    }));
    page_.postings = FindPostings(items);
    FindPagePosting();
    const bool found = (source != nullptr && source->item && FromSelectors(*source)) ||
                       FromTelegram() || FromStructured();
    if (!found && !IsOneAd()) FromRepeated();
    if (!page_.ads.empty()) page_.page_posting = -1;
    return std::move(page_);
  }

 private:
  const Url* Base() const { return base_ ? &*base_ : nullptr; }

  // Fragments are of no account, but where they tell the parts of this page.
  std::string Permalink(std::string_view written) const {
    const std::optional<Url> url = base_ ? Url::Parse(written, *base_) : Url::Parse(written);
    if (!url) return std::string(written);
    return page_url_.empty() || url->Canonical() != page_url_ ? url->Canonical() : url->Href();
  }

  // What the source says where the ads are, and what else is in them.
  bool FromSelectors(const AdSelectors& source) {
    uint32_t end = 0;
    for (const uint32_t node : Select(tree_, 0, *source.item)) {
      if (page_.ads.size() >= kMaxAds) break;
      if (node < end || tree_.nodes[node].hidden) continue;
      end = tree_.nodes[node].end;
      FoundAd ad = FromRange(AdWay::kSelectors, RangeOf(tree_, node));
      First(source.title, node, &ad.title);
      First(source.link, node, &ad.url);
      ad.url = Permalink(ad.url);
      First(source.author, node, &ad.author);
      First(source.published, node, &ad.published);
      if (source.text) {
        ad.text.clear();
        for (const std::string& line : Values(*source.text, node)) AddLine(line, &ad.text);
      }
      if (source.more) {
        for (const std::string& line : Values(*source.more, node)) AddLine(line, &ad.text);
      }
      page_.ads.push_back(std::move(ad));
    }
    AttachByNode();
    AttachByUrl();
    return !page_.ads.empty();
  }

  void First(const std::optional<FieldSelector>& field, uint32_t scope, std::string* value) const {
    if (!field) return;
    value->clear();
    for (std::string& text : Values(*field, scope)) {
      *value = OneLine(text);
      if (!value->empty()) return;
    }
  }
  std::vector<std::string> Values(const FieldSelector& field, uint32_t scope) const {
    std::vector<std::string> values;
    std::vector<uint32_t> nodes = {scope};
    if (field.selector) nodes = Select(tree_, scope, *field.selector, kMaxFields);
    uint32_t end = 0;
    for (const uint32_t node : nodes) {
      if (field.attribute.empty()) {
        if (node < end) continue;  // its text is a part of the one before
        end = tree_.nodes[node].end;
        values.push_back(NodeText(tree_, RangeOf(tree_, node)));
        continue;
      }
      const std::string_view* const value = tree_.Attribute(tree_.nodes[node], field.attribute);
      if (value == nullptr) continue;
      const bool address = field.attribute == "href" || field.attribute == "src";
      values.push_back(address ? AbsoluteUrl(*value, Base()) : std::string(*value));
    }
    return values;
  }

  bool FromTelegram() {
    for (TelegramMessage& message : ReadTelegram(tree_, kMaxAds)) {
      FoundAd ad;
      ad.way = AdWay::kTelegram;
      ad.range = RangeOf(tree_, message.node);
      ad.title = std::string(message.text, 0, message.text.find('\n'));
      ad.text = std::move(message.text);
      ad.url = std::move(message.url);
      ad.author = std::move(message.author);
      if (!message.forwarded_from.empty())
        ad.author += " (forwarded from " + message.forwarded_from + ")";
      ad.published = std::move(message.published);
      page_.ads.push_back(std::move(ad));
    }
    return !page_.ads.empty();
  }

  bool Tells(const FoundPosting& found) const {
    if (found.posting.description().size() >= kMinText) return true;
    return found.node != HtmlNode::kNone &&
           outline_.Letters(RangeOf(tree_, found.node)) >= kMinLetters;
  }

  // Several postings, each with something to say: not the names of others beside one ad.
  bool FromStructured() {
    std::vector<int> chosen;
    size_t told = 0;
    uint32_t end = 0;
    for (size_t i = 0; i < page_.postings.size(); ++i) {
      const FoundPosting& found = page_.postings[i];
      if (found.kind != Kind::kJob && found.kind != Kind::kOffer) continue;
      if (found.way == Item::Way::kState || found.whole_range) continue;
      if (found.node != HtmlNode::kNone) {
        if (outline_.Apart(found.node) || found.node < end) continue;
        end = tree_.nodes[found.node].end;
      }
      chosen.push_back(static_cast<int>(i));
      told += Tells(found) ? 1 : 0;
    }
    if (chosen.size() < 2 || told * 4 < chosen.size() * 3) return false;
    const bool in_page = std::any_of(chosen.begin(), chosen.end(), [&](int i) {
      return page_.postings[static_cast<size_t>(i)].node != HtmlNode::kNone;
    });
    // The cards show more than a script says, as phones.
    if (!in_page && CardsOf(chosen)) return true;
    for (const int i : chosen) {
      const FoundPosting& found = page_.postings[static_cast<size_t>(i)];
      if (page_.ads.size() >= kMaxAds || !Tells(found)) continue;
      FoundAd ad;
      if (found.node != HtmlNode::kNone) {
        ad = FromRange(AdWay::kStructured, RangeOf(tree_, found.node));
      } else {
        ad.way = AdWay::kStructured;
        ad.text = found.posting.title();
      }
      if (!found.posting.title().empty()) ad.title = found.posting.title();
      AddDescription(found.posting, &ad);
      if (!found.posting.url().empty()) ad.url = Permalink(found.posting.url());
      if (!found.posting.date_posted().empty()) ad.published = found.posting.date_posted();
      ad.author = found.posting.organization();
      ad.posting = i;
      page_.ads.push_back(std::move(ad));
    }
    return !page_.ads.empty();
  }

  // What a posting says and the ad's text does not.
  static void AddDescription(const v1::Posting& posting, FoundAd* ad) {
    if (posting.description().size() > ad->text.size() || ad->range == NodeRange())
      AddLine(posting.description(), &ad->text);
    for (const std::string& phone : posting.telephones()) AddLine(phone, &ad->text);
  }

  // The blocks that repeat, if they are the postings that a script tells of.
  bool CardsOf(const std::vector<int>& chosen) {
    if (!FromRepeated()) return false;
    const size_t attached = static_cast<size_t>(std::count_if(
        page_.ads.begin(), page_.ads.end(), [](const FoundAd& ad) { return ad.posting >= 0; }));
    if (attached * 2 >= chosen.size()) {
      for (FoundAd& ad : page_.ads) {
        if (ad.posting >= 0)
          AddDescription(page_.postings[static_cast<size_t>(ad.posting)].posting, &ad);
      }
      return true;
    }
    page_.ads.clear();
    return false;
  }

  bool FromRepeated() {
    for (const RepeatedBlock& block : FindRepeatedBlocks(tree_, outline_, IsArticle(), kMaxAds))
      page_.ads.push_back(FromBlock(AdWay::kRepeated, block));
    AttachByUrl();
    return !page_.ads.empty();
  }

  FoundAd FromRange(AdWay way, NodeRange range) const {
    return FromBlock(way, ReadBlock(tree_, outline_, range));
  }
  FoundAd FromBlock(AdWay way, const RepeatedBlock& block) const {
    FoundAd ad;
    ad.way = way;
    ad.range = block.range;
    ad.text = NodeText(tree_, block.range);
    // What is all of the text is no title.
    if (block.title != HtmlNode::kNone &&
        outline_.Letters(RangeOf(tree_, block.title)) < outline_.Letters(block.range))
      ad.title = NodeLine(tree_, RangeOf(tree_, block.title), 300);
    if (block.link != HtmlNode::kNone)
      ad.url = Permalink(*tree_.Attribute(tree_.nodes[block.link], "href"));
    for (uint32_t i = block.range.begin; i < block.range.end; ++i) {
      const HtmlNode& node = tree_.nodes[i];
      if (node.tag != "time" || node.hidden) continue;
      const std::string_view* const time = tree_.Attribute(node, "datetime");
      ad.published = time != nullptr && !time->empty() ? std::string(*time)
                                                       : NodeLine(tree_, RangeOf(tree_, i), 100);
      break;
    }
    return ad;
  }

  void AttachByNode() {
    for (size_t i = 0; i < page_.postings.size(); ++i) {
      const uint32_t node = page_.postings[i].node;
      if (node == HtmlNode::kNone) continue;
      // Page order: the last ad that begins at or before it.
      const auto behind = std::upper_bound(
          page_.ads.begin(), page_.ads.end(), node,
          [](uint32_t place, const FoundAd& ad) { return place < ad.range.begin; });
      if (behind == page_.ads.begin()) continue;
      FoundAd& ad = *(behind - 1);
      if (node < ad.range.end && ad.posting < 0) ad.posting = static_cast<int>(i);
    }
  }
  void AttachByUrl() {
    std::unordered_map<std::string, int> by_url;
    for (size_t i = 0; i < page_.postings.size(); ++i) {
      const std::string& url = page_.postings[i].posting.url();
      if (!url.empty()) by_url.emplace(Permalink(url), static_cast<int>(i));
    }
    if (by_url.empty()) return;
    for (FoundAd& ad : page_.ads) {
      const auto found = by_url.find(ad.url);
      if (found != by_url.end() && ad.posting < 0) ad.posting = found->second;
    }
  }

  // Whether the page's title or its first heading has the posting's title.
  bool IsTitled(const v1::Posting& posting) {
    if (page_titles_.empty()) {
      page_titles_ = "\n";
      for (uint32_t i = 0; i < tree_.nodes.size(); ++i) {
        const HtmlNode& node = tree_.nodes[i];
        if (node.tag == "h1" && !node.hidden && page_titles_.size() < 4'000)
          page_titles_ += NodeLine(tree_, RangeOf(tree_, i), 500) + "\n";
        if (node.tag == "title" && i + 1 < node.end && page_titles_.size() < 4'000)
          page_titles_ += OneLine(tree_.nodes[i + 1].text.substr(0, 500)) + "\n";
      }
    }
    const std::string title = OneLine(posting.title());
    return !title.empty() && page_titles_.find(title) != std::string::npos;
  }

  // A job on its own page; else what the page is titled after.
  void FindPagePosting() {
    int best = -1, best_rank = 0;
    for (size_t i = 0; i < page_.postings.size(); ++i) {
      const FoundPosting& found = page_.postings[i];
      const bool titled = IsTitled(found.posting);
      int rank = 0;
      if (found.way != Item::Way::kState && found.kind == Kind::kJob) rank = titled ? 6 : 5;
      if (found.way == Item::Way::kState && titled) rank = 4;
      if (found.way != Item::Way::kState && found.kind == Kind::kOffer && !found.whole_range)
        rank = titled ? 3 : 2;
      if ((found.kind == Kind::kPerson || found.kind == Kind::kBusiness) && titled) rank = 1;
      if (rank <= best_rank) continue;
      best = static_cast<int>(i);
      best_rank = rank;
    }
    page_.page_posting = best;
  }

  bool IsArticle() const {
    if (articles_ > 0) return articles_ == 1;
    for (const HtmlNode& node : tree_.nodes) {
      if (node.tag == "body") break;
      if (node.tag != "meta") continue;
      const std::string_view* const property = tree_.Attribute(node, "property");
      const std::string_view* const content = tree_.Attribute(node, "content");
      if (property != nullptr && content != nullptr && *property == "og:type")
        return *content == "article";
    }
    return false;
  }

  // Whether the page says by itself that it is one ad, whatever else stands on it.
  bool IsOneAd() const {
    if (page_.page_posting < 0) return false;
    size_t jobs = 0, offers = 0;
    for (const FoundPosting& found : page_.postings) {
      if (found.node != HtmlNode::kNone && outline_.Apart(found.node)) continue;
      jobs += found.kind == Kind::kJob ? 1 : 0;
      offers += found.kind == Kind::kOffer && !found.whole_range ? 1 : 0;
    }
    return jobs == 1 || (jobs == 0 && offers == 1);
  }

  const HtmlTree& tree_;
  const std::optional<Url> base_;
  const std::string page_url_;  // canonical
  const PageOutline outline_;
  PageAds page_;
  size_t articles_ = 0;
  std::string page_titles_;
};

}  // namespace

std::string_view AdWayName(AdWay way) {
  constexpr std::string_view kNames[] = {"selectors", "telegram", "structured", "repeated", "page"};
  return kNames[static_cast<size_t>(way)];
}

PageAds ReadAds(const HtmlTree& tree, const Url* url, const AdSelectors* source) {
  if (tree.nodes.empty()) return {};
  return Reader(tree, url).Read(source);
}

}  // namespace varta
