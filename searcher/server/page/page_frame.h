#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dssearch/searcher.h"
#include "searcher/server/page/html.h"
#include "searcher/server/page/messages.h"
#include "searcher/server/url.h"

namespace dssearch::server {

/// What all parts of a page need to know: the index, the URL that was requested and the reader's
/// language. It never changes, and is for one thread at a time.
class PageContext {
 public:
  /// The context of a request for `url`. The parameter ui ("zh" or "en") says the language; without
  /// it `accept_language`, the header of that name, does. `searcher` must live as long; all that is
  /// asked of it may take `budget` together.
  PageContext(const Searcher& searcher, const Budget& budget, Url url,
              std::string_view accept_language);

  void Check(const SearchRequest& request) const { searcher_.Check(request); }
  SearchResponse Search(const SearchRequest& request) const {
    return searcher_.Search(request, budget_);
  }
  std::vector<Hit> Similar(std::string_view id, std::size_t limit) const {
    return searcher_.Similar(id, limit, budget_);
  }
  const Url& url() const { return url_; }
  Language language() const { return language_; }
  bool prefers_chinese() const { return language_ == Language::kChinese; }
  const Messages& messages() const { return MessagesIn(language_); }

  /// The attribute of an element whose text is in another language than the page: ` lang="zh"`.
  /// Nothing for a text in the page's own.
  Html LangOf(std::string_view text) const;

  /// The URL of another page in the language that the reader chose: "/papers/1?ui=zh".
  Url LinkTo(std::string path) const;

  /// The URL of all that the search finds, whatever order and part of it the page shows, at another
  /// path.
  Url WholeSearchUrl(std::string path) const;

  /// The URL of the search as an Atom feed in the reader's language: "/feed.atom?q=GRPO&ui=zh".
  Url FeedUrl() const;

 private:
  const Searcher& searcher_;
  Budget budget_;
  Url url_;
  Language language_;
};

/// A number of papers: "1,234 papers", "1,234 篇论文".
std::string PaperCount(const Messages& messages, std::uint64_t papers);

/// A whole page: web/index.html, with `content` as its main part, `query` in the search box and
/// `filters` beside the content. The page is complete without JavaScript; the scripts of web/ fetch
/// pages of the same kind and put parts of them in place of what is shown.
std::string RenderFrame(const PageContext& context, std::string_view title, std::string_view query,
                        const Html& filters, const Html& content);

}  // namespace dssearch::server
