#include "searcher/server/feed.h"

#include <algorithm>

#include "searcher/present/titles.h"
#include "searcher/server/page/html.h"
#include "searcher/server/url.h"

namespace dssearch::server {
namespace {

// The time of a run, which Atom cannot do without: where it is not known, the epoch.
std::string TimeOf(const IndexRun& run) {
  return run.time.empty() ? "1970-01-01T00:00:00Z" : run.time;
}

}  // namespace

std::string AtomFeed(const std::vector<Hit>& hits, const FeedSource& source) {
  const auto& [title, origin, query, page_query, chinese] = source;
  Html feed;
  std::string newest = TimeOf({});
  for (const Hit& hit : hits) newest = std::max(newest, TimeOf(hit.changed));
  feed << "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
          "<feed xmlns=\"http://www.w3.org/2005/Atom\">\n<title>dssearch"_html;
  if (!title.empty()) feed << ": "_html << title;
  feed << "</title>\n<id>"_html << origin << "/feed.atom"_html << query << "</id>\n<updated>"_html
       << newest << "</updated>\n<link rel=\"self\" type=\"application/atom+xml\" href=\""_html
       << origin << "/feed.atom"_html << query
       << "\"/>\n<link rel=\"alternate\" type=\"text/html\" href=\""_html << origin << "/"_html
       << page_query << "\"/>\n"_html;
  for (const Hit& hit : hits) {
    const Paper& paper = hit.paper;
    const bool summary_zh = paper.summary_en.empty() || (chinese && !paper.summary_zh.empty());
    const std::string page = origin + "/papers/" + PercentEncode(paper.id);
    feed << "<entry>\n<title>"_html << TitlesOf(paper, chinese).front().text
         << "</title>\n<id>"_html << page << "</id>\n<published>"_html << TimeOf(hit.added)
         << "</published>\n<updated>"_html << TimeOf(hit.changed)
         << "</updated>\n<link rel=\"alternate\" href=\""_html << page << "\"/>\n"_html;
    if (IsWebAddress(paper.url))
      feed << "<link rel=\"related\" href=\""_html << paper.url << "\"/>\n"_html;
    for (const std::string& author : paper.authors)
      feed << "<author><name>"_html << author << "</name></author>\n"_html;
    if (paper.authors.empty()) feed << "<author><name>-</name></author>\n"_html;
    for (const std::string& domain : paper.domains)
      feed << "<category term=\""_html << domain << "\"/>\n"_html;
    feed << "<summary>"_html << (summary_zh ? paper.summary_zh : paper.summary_en)
         << "</summary>\n</entry>\n"_html;
  }
  feed << "</feed>\n"_html;
  return std::move(feed).text();
}

std::string OpenSearchDescription(const std::string& origin) {
  Html text;
  text << "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
          "<OpenSearchDescription xmlns=\"http://a9.com/-/spec/opensearch/1.1/\">\n"
          "<ShortName>dssearch</ShortName>\n"
          "<Description>Paper summaries in Chinese and English</Description>\n"
          "<InputEncoding>UTF-8</InputEncoding>\n"
          "<Url type=\"text/html\" template=\""_html
       << origin
       << "/?q={searchTerms}\"/>\n"
          "<Url type=\"application/x-suggestions+json\" template=\""_html
       << origin
       << "/api/suggest?q={searchTerms}&amp;format=opensearch\"/>\n"
          "<Url type=\"application/atom+xml\" template=\""_html
       << origin << "/feed.atom?q={searchTerms}\"/>\n</OpenSearchDescription>\n"_html;
  return std::move(text).text();
}

}  // namespace dssearch::server
