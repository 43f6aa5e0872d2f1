#include "searcher/server/feed.h"

#include <algorithm>

#include "searcher/present/titles.h"
#include "searcher/server/page/html.h"
#include "searcher/server/url.h"

namespace dssearch::server {
namespace {

// A date as Atom wants it, in full and with a time: "2024-03" becomes "2024-03-01T00:00:00Z". An
// unknown date becomes the epoch.
std::string Timestamp(const std::string& date) {
  constexpr std::string_view kFirst = "1970-01-01";
  std::string day = date.empty() ? std::string(kFirst) : date;
  if (day.size() < kFirst.size()) day += std::string_view("0000-01-01").substr(day.size());
  return day + "T00:00:00Z";
}

}  // namespace

std::string AtomFeed(const SearchResponse& response, const std::string& origin,
                     const std::string& query) {
  Html feed;
  std::string newest;
  for (const Hit& hit : response.hits) newest = std::max(newest, Timestamp(hit.paper.date));
  feed << "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
          "<feed xmlns=\"http://www.w3.org/2005/Atom\">\n<title>dssearch"_html;
  if (!response.request.query.empty()) feed << ": "_html << response.request.query;
  feed << "</title>\n<id>"_html << origin << "/feed.atom"_html << query << "</id>\n<updated>"_html
       << (newest.empty() ? Timestamp("") : newest)
       << "</updated>\n<link rel=\"self\" type=\"application/atom+xml\" href=\""_html << origin
       << "/feed.atom"_html << query
       << "\"/>\n<link rel=\"alternate\" type=\"text/html\" href=\""_html << origin << "/"_html
       << query << "\"/>\n"_html;
  for (const Hit& hit : response.hits) {
    const Paper& paper = hit.paper;
    const bool chinese = response.request.prefer_chinese;
    const bool summary_zh = paper.summary_en.empty() || (chinese && !paper.summary_zh.empty());
    const std::string page = origin + "/papers/" + PercentEncode(paper.id);
    feed << "<entry>\n<title>"_html << TitlesOf(paper, chinese).front().text
         << "</title>\n<id>"_html << page << "</id>\n<updated>"_html << Timestamp(paper.date)
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
