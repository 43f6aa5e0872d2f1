#include "searcher/server/page/paper_page.h"

#include <cstddef>
#include <utility>
#include <vector>

#include "dssearch/export.h"
#include "dssearch/field.h"
#include "searcher/present/known_identifiers.h"
#include "searcher/present/language.h"
#include "searcher/present/titles.h"
#include "searcher/server/page/byline.h"

namespace dssearch::server {
namespace {

constexpr std::size_t kSimilarPapers = 6;

// A response that has the labels of the paper's domains: it lists selected values of a facet with
// their labels, however few others it may list.
SearchResponse SearchForDomains(const PageContext& context, const Paper& paper) {
  SearchRequest request{.limit = 0, .facets = {"domain:1"}};
  for (const std::string& domain : paper.domains) request.filters.push_back({"domain", domain});
  return context.Search(request);
}

// The summary and the contribution, each language under headings of its own language, and the
// reader's language first.
Html Summaries(const PageContext& context, const Paper& paper) {
  struct LanguageTexts {
    std::string_view code;
    const Messages& messages;
    const std::string& summary;
    const std::string& contribution;
  };
  const LanguageTexts zh{"zh", MessagesIn(Language::kChinese), paper.summary_zh,
                         paper.contribution_zh};
  const LanguageTexts en{"en", MessagesIn(Language::kEnglish), paper.summary_en,
                         paper.contribution_en};
  const bool chinese = context.prefers_chinese();
  Html html;
  html << "<section id=\"summary\" class=\"summaries\">"_html;
  for (const auto& [code, messages, summary, contribution] :
       {chinese ? zh : en, chinese ? en : zh}) {
    if (summary.empty() && contribution.empty()) continue;
    html << "<div lang=\""_html << code << "\">"_html;
    if (!summary.empty())
      html << "<h2>"_html << messages.summary << "</h2><p>"_html << summary << "</p>"_html;
    if (!contribution.empty())
      html << "<h2>"_html << messages.contribution << "</h2><p>"_html << contribution
           << "</p>"_html;
    html << "</div>"_html;
  }
  return html << "</section>"_html;
}

// What is known of a paper beside its texts: its keywords, each with a link to its papers, its
// identifiers, and what its reader wrote.
Html Details(const PageContext& context, const Paper& paper) {
  const FacetField& keyword = *FindFacetField("keyword");
  Html rows;
  Html keywords;
  for (const std::vector<std::string>* list : {&paper.keywords_zh, &paper.keywords_en})
    for (const std::string& one : *list)
      keywords << (keywords.empty() ? ""_html : ", "_html) << "<a"_html << context.LangOf(one)
               << " href=\""_html << context.LinkTo("/").With("keyword", one).text() << "\">"_html
               << one << "</a>"_html;
  const auto add = [&rows](std::string_view name, const Html& value) {
    if (!value.empty()) rows << "<dt>"_html << name << "</dt><dd>"_html << value << "</dd>"_html;
  };
  add(context.language() == Language::kChinese ? keyword.heading_zh : keyword.heading, keywords);
  Html identifiers;
  for (const KnownIdentifier& one : KnownIdentifiersOf(paper)) {
    identifiers << (identifiers.empty() ? ""_html : ", "_html) << one.name
                << (one.name.empty() ? ""_html : " "_html);
    if (one.site.empty()) {
      identifiers << one.text;
    } else {
      identifiers << "<a rel=\"noreferrer\" href=\""_html << one.site << PercentEncode(one.path)
                  << "\">"_html << one.text << "</a>"_html;
    }
  }
  add(context.messages().identifiers, identifiers);
  Html note;
  if (!paper.note.empty())
    note << "<p class=\"own\" lang=\""_html << LanguageTag(paper.note) << "\">"_html << paper.note
         << "</p>"_html;
  add(context.messages().note, note);
  if (rows.empty()) return rows;
  Html html;
  return html << "<dl class=\"details\">"_html << rows << "</dl>"_html;
}

Html SimilarPapers(const PageContext& context, const Paper& paper) {
  Html html;
  html << "<section id=\"similar\" class=\"similar\"><h2>"_html << context.messages().similar
       << "</h2>"_html;
  const std::vector<Hit> similar = context.Similar(paper.id, kSimilarPapers);
  if (similar.empty()) html << "<p>"_html << context.messages().no_similar << "</p>"_html;
  html << "<ul>"_html;
  for (const Hit& hit : similar) {
    const std::string& title = TitlesOf(hit.paper, context.prefers_chinese()).front().text;
    html << "<li lang=\""_html << LanguageTag(title) << "\"><a href=\""_html
         << context.LinkTo(PaperPath(hit.paper.id)).text() << "\">"_html << title
         << "</a> <time>"_html << hit.paper.date << "</time></li>"_html;
  }
  return html << "</ul></section>"_html;
}

Html References(const PageContext& context, const Paper& paper, std::string_view today) {
  Html html;
  html << "<section id=\"cite\" class=\"cite\"><h2>"_html << context.messages().cite
       << "</h2>"_html;
  const std::pair<ExportFormat, Markup> formats[] = {{ExportFormat::kGbt7714, "GB/T 7714"_html},
                                                     {ExportFormat::kBibtex, "BibTeX"_html},
                                                     {ExportFormat::kRis, "RIS"_html}};
  for (const auto& [format, name] : formats) {
    std::string text = Export({paper}, format, today);
    // A single reference needs no number.
    if (text.starts_with("[1] ")) text.erase(0, 4);
    html << "<div class=\"reference\"><details><summary>"_html << name
         << "</summary><pre tabindex=\"0\" aria-label=\""_html << name << "\">"_html << text
         << "</pre></details><button type=\"button\" class=\"copy\" hidden>"_html
         << context.messages().copy << "<span class=\"hidden\"> "_html << name
         << "</span></button></div>"_html;
  }
  const Url to = context.LinkTo("/api/export").Without("ui").With("id", paper.id);
  html << "<p class=\"exports\">"_html << context.messages().export_as;
  for (const auto& [format, name] :
       {std::pair{"bibtex"_html, ".bib"_html}, {"ris"_html, ".ris"_html}})
    html << " <a download href=\""_html << to.With("format", format.text()).text() << "\">"_html
         << name << "</a>"_html;
  return html << "</p></section>"_html;
}

}  // namespace

std::string RenderPaperPage(const PageContext& context, const Paper& paper,
                            std::string_view today) {
  const std::vector<ShownTitle> titles = TitlesOf(paper, context.prefers_chinese());
  const std::string& title = titles.front().text;
  const SearchResponse domains = SearchForDomains(context, paper);
  Html html;
  html << "<article class=\"paper\"><h1 lang=\""_html << LanguageTag(title) << "\">"_html << title
       << "</h1>"_html;
  if (titles.size() > 1)
    html << "<p class=\"second\" lang=\""_html << LanguageTag(titles[1].text) << "\">"_html
         << titles[1].text << "</p>"_html;
  html << Byline(context, paper, FacetLabels(domains, context.language()), BylineAuthors::kAll);
  if (const Html links = SourceLinks(context, paper); !links.empty())
    html << "<p class=\"actions\">"_html << links << "</p>"_html;
  html << Summaries(context, paper) << Details(context, paper) << SimilarPapers(context, paper)
       << References(context, paper, today) << "</article>"_html;
  return RenderFrame(context, title + " – dssearch", "", {}, html);
}

}  // namespace dssearch::server
