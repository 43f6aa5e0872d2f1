#include "indexer/fields/field_aliases.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "indexer/ascii.h"
#include "searcher/text/word_list.h"

namespace dssearch::indexer {
namespace {

constexpr std::array kFieldAliases = {
    FieldAlias{"id", &Paper::id},
    FieldAlias{"arxiv_id", &Paper::id},
    FieldAlias{"paper_id", &Paper::id},
    FieldAlias{"paperid", &Paper::id},
    FieldAlias{"key", &Paper::id},
    FieldAlias{"citationkey", &Paper::id},
    FieldAlias{"citekey", &Paper::id},
    FieldAlias{"编号", &Paper::id},
    FieldAlias{"title", &Paper::title},
    FieldAlias{"标题", &Paper::title},
    FieldAlias{"题名", &Paper::title},
    FieldAlias{"篇名", &Paper::title},
    FieldAlias{"文献标题", &Paper::title},
    FieldAlias{"title_题名", &Paper::title},
    FieldAlias{"titles", &Paper::title},
    FieldAlias{"article_title", &Paper::title},
    FieldAlias{"document_title", &Paper::title},
    FieldAlias{"item_title", &Paper::title},
    FieldAlias{"title_primary", &Paper::title},
    FieldAlias{"title_zh", &Paper::title_zh},
    FieldAlias{"中文标题", &Paper::title_zh},
    FieldAlias{"titlezh", &Paper::title_zh},
    FieldAlias{"date", &Paper::date},
    FieldAlias{"published", &Paper::date},
    FieldAlias{"year", &Paper::date},
    FieldAlias{"update_date", &Paper::date},
    FieldAlias{"issued", &Paper::date},
    FieldAlias{"issued.raw", &Paper::date},
    FieldAlias{"issued.literal", &Paper::date},
    FieldAlias{"publication_date", &Paper::date},
    FieldAlias{"publicationdate", &Paper::date},
    FieldAlias{"published_date", &Paper::date},
    FieldAlias{"publication_year", &Paper::date},
    FieldAlias{"日期", &Paper::date},
    FieldAlias{"年", &Paper::date},
    FieldAlias{"年份", &Paper::date},
    FieldAlias{"发表时间", &Paper::date},
    FieldAlias{"出版时间", &Paper::date},
    FieldAlias{"pubtime_发表时间", &Paper::date},
    FieldAlias{"year_年", &Paper::date},
    FieldAlias{"pubyear", &Paper::date},
    FieldAlias{"pub_year", &Paper::date},
    FieldAlias{"published_year", &Paper::date},
    FieldAlias{"year_published", &Paper::date},
    FieldAlias{"date_published", &Paper::date},
    FieldAlias{"publicationyear", &Paper::date},
    FieldAlias{"dates", &Paper::date},
    FieldAlias{"url", &Paper::url},
    FieldAlias{"link", &Paper::url},
    FieldAlias{"链接", &Paper::url},
    FieldAlias{"网址", &Paper::url},
    FieldAlias{"url_网址", &Paper::url},
    FieldAlias{"ee", &Paper::url},
    FieldAlias{"pdf_link", &Paper::url},
    FieldAlias{"external_url", &Paper::url},
    FieldAlias{"dimensions_url", &Paper::url},
    FieldAlias{"primary_location.landing_page_url", &Paper::url},
    FieldAlias{"venue", &Paper::venue},
    FieldAlias{"journal", &Paper::venue},
    FieldAlias{"booktitle", &Paper::venue},
    FieldAlias{"journaltitle", &Paper::venue},
    FieldAlias{"container_title", &Paper::venue},
    FieldAlias{"publication_title", &Paper::venue},
    FieldAlias{"publicationtitle", &Paper::venue},
    FieldAlias{"publicationname", &Paper::venue},
    FieldAlias{"source_title", &Paper::venue},
    FieldAlias{"journal_ref", &Paper::venue},
    FieldAlias{"conference", &Paper::venue},
    FieldAlias{"期刊", &Paper::venue},
    FieldAlias{"会议", &Paper::venue},
    FieldAlias{"刊名", &Paper::venue},
    FieldAlias{"来源", &Paper::venue},
    FieldAlias{"文献来源", &Paper::venue},
    FieldAlias{"来源出版物名称", &Paper::venue},
    FieldAlias{"source_文献来源", &Paper::venue},
    FieldAlias{"journal/book", &Paper::venue},
    FieldAlias{"journal_name", &Paper::venue},
    FieldAlias{"journal.name", &Paper::venue},
    FieldAlias{"book_title", &Paper::venue},
    FieldAlias{"proceedingstitle", &Paper::venue},
    FieldAlias{"periodical_full", &Paper::venue},
    FieldAlias{"container.title", &Paper::venue},
    FieldAlias{"publicationvenue.name", &Paper::venue},
    FieldAlias{"host_venue.display_name", &Paper::venue},
    FieldAlias{"primary_location.source.display_name", &Paper::venue},
    FieldAlias{"summary_zh", &Paper::summary_zh},
    FieldAlias{"abstract_zh", &Paper::summary_zh},
    FieldAlias{"contribution_zh", &Paper::contribution_zh},
    FieldAlias{"创新点", &Paper::contribution_zh},
    FieldAlias{"summary_en", &Paper::summary_en},
    FieldAlias{"abstract_en", &Paper::summary_en},
    FieldAlias{"contribution_en", &Paper::contribution_en},
    FieldAlias{"contribution", &Paper::contribution_en},
    FieldAlias{"summaryzh", &Paper::summary_zh},
    FieldAlias{"summaryen", &Paper::summary_en},
    FieldAlias{"contributionzh", &Paper::contribution_zh},
    FieldAlias{"contributionen", &Paper::contribution_en},
    FieldAlias{"authors", nullptr, &Paper::authors},
    FieldAlias{"author", nullptr, &Paper::authors},
    FieldAlias{"authors_parsed", nullptr, nullptr, nullptr, nullptr, &PaperDraft::full_names},
    FieldAlias{"creators", nullptr, &Paper::authors},
    FieldAlias{"作者", nullptr, &Paper::authors},
    FieldAlias{"authors_en", nullptr, nullptr, &PaperDraft::other_authors},
    FieldAlias{"authors_zh", nullptr, nullptr, &PaperDraft::other_authors},
    FieldAlias{"author_en", nullptr, nullptr, &PaperDraft::other_authors},
    FieldAlias{"author_zh", nullptr, nullptr, &PaperDraft::other_authors},
    FieldAlias{"translated_author", nullptr, nullptr, &PaperDraft::other_authors},
    FieldAlias{"translated_authors", nullptr, nullptr, &PaperDraft::other_authors},
    FieldAlias{"作者英文名", nullptr, nullptr, &PaperDraft::other_authors},
    FieldAlias{"英文作者", nullptr, nullptr, &PaperDraft::other_authors},
    FieldAlias{"author_作者", nullptr, &Paper::authors},
    FieldAlias{"author/s", nullptr, &Paper::authors},
    FieldAlias{"author(s)", nullptr, &Paper::authors},
    FieldAlias{"author_names", nullptr, &Paper::authors},
    FieldAlias{"authors,_primary", nullptr, &Paper::authors},
    FieldAlias{"authorships", nullptr, &Paper::authors},
    FieldAlias{"authorships.author.display_name", nullptr, &Paper::authors},
    FieldAlias{"authors.author", nullptr, &Paper::authors},
    FieldAlias{"authors.author.text", nullptr, &Paper::authors},
    FieldAlias{"domain", nullptr, &Paper::domains},
    FieldAlias{"domains", nullptr, &Paper::domains},
    FieldAlias{"category", nullptr, &Paper::domains},
    FieldAlias{"categories", nullptr, &Paper::domains},
    FieldAlias{"field", nullptr, &Paper::domains},
    FieldAlias{"primaryclass", nullptr, &Paper::domains},
    FieldAlias{"fieldsofstudy", nullptr, &Paper::domains},
    FieldAlias{"领域", nullptr, &Paper::domains},
    FieldAlias{"学科", nullptr, &Paper::domains},
    FieldAlias{"subject", nullptr, &Paper::domains},
    FieldAlias{"concepts", nullptr, &Paper::domains},
    FieldAlias{"s2fieldsofstudy", nullptr, &Paper::domains},
    FieldAlias{"fields_of_study", nullptr, &Paper::domains},
    FieldAlias{"wos_categories", nullptr, &Paper::domains},
    FieldAlias{"primary_topic.field.display_name", nullptr, &Paper::domains},
    FieldAlias{"keywords_zh", nullptr, &Paper::keywords_zh},
    FieldAlias{"keywords_en", nullptr, &Paper::keywords_en},
    FieldAlias{"keywordszh", nullptr, &Paper::keywords_zh},
    FieldAlias{"keywordsen", nullptr, &Paper::keywords_en},
    FieldAlias{"tags", nullptr, &Paper::tags},
    FieldAlias{"tag", nullptr, &Paper::tags},
    FieldAlias{"标签", nullptr, &Paper::tags},
    FieldAlias{"manual_tags", nullptr, &Paper::tags},
    FieldAlias{"mendeley_tags", nullptr, &Paper::tags},
    FieldAlias{"groups", nullptr, &Paper::tags},
    FieldAlias{"note", &Paper::note},
    FieldAlias{"notes", &Paper::note},
    FieldAlias{"annote", &Paper::note},
    FieldAlias{"research_notes", &Paper::note},
    FieldAlias{"笔记", &Paper::note},
    FieldAlias{"备注", &Paper::note},
    FieldAlias{"doi", &Paper::doi},
    FieldAlias{"externalids.doi", &Paper::doi},
    FieldAlias{"doi_doi", &Paper::doi},
    FieldAlias{"item_doi", &Paper::doi},
    FieldAlias{"eprint", nullptr, nullptr, &PaperDraft::eprint},
    FieldAlias{"versions.created", nullptr, nullptr, &PaperDraft::first_version},
    FieldAlias{"date_in_year", nullptr, nullptr, &PaperDraft::date_in_year},
    FieldAlias{"title_translated", nullptr, nullptr, &PaperDraft::translated_title},
    FieldAlias{"translated_title", nullptr, nullptr, &PaperDraft::translated_title},
    FieldAlias{"author_full_names", nullptr, nullptr, nullptr, nullptr, &PaperDraft::full_names},
    FieldAlias{"editors", nullptr, nullptr, nullptr, nullptr, &PaperDraft::editors},
    FieldAlias{"editor", nullptr, nullptr, nullptr, nullptr, &PaperDraft::editors},
    FieldAlias{"group_authors", nullptr, nullptr, nullptr, nullptr, &PaperDraft::group_names},
    FieldAlias{"identifiers", nullptr, nullptr, nullptr, ""},
    FieldAlias{"accession_number", nullptr, nullptr, nullptr, ""},
    FieldAlias{"ut_(unique_wos_id)", nullptr, nullptr, nullptr, ""},
    FieldAlias{"lens_id", nullptr, nullptr, nullptr, ""},
    FieldAlias{"eid", nullptr, nullptr, nullptr, ""},
    FieldAlias{"citation_key", nullptr, nullptr, nullptr, ""},
    FieldAlias{"arxiv", nullptr, nullptr, nullptr, "arXiv:"},
    FieldAlias{"arxivid", nullptr, nullptr, nullptr, "arXiv:"},
    FieldAlias{"externalids.arxiv", nullptr, nullptr, nullptr, "arXiv:"},
    FieldAlias{"acl", nullptr, nullptr, nullptr, "acl:"},
    FieldAlias{"acl_id", nullptr, nullptr, nullptr, "acl:"},
    FieldAlias{"anthology_id", nullptr, nullptr, nullptr, "acl:"},
    FieldAlias{"externalids.acl", nullptr, nullptr, nullptr, "acl:"},
    FieldAlias{"openreview", nullptr, nullptr, nullptr, "openreview:"},
    FieldAlias{"openreview_id", nullptr, nullptr, nullptr, "openreview:"},
    FieldAlias{"forum", nullptr, nullptr, nullptr, "openreview:"},
    FieldAlias{"pmid", nullptr, nullptr, nullptr, "PMID:"},
    FieldAlias{"pubmed", nullptr, nullptr, nullptr, "PMID:"},
    FieldAlias{"pubmed_id", nullptr, nullptr, nullptr, "PMID:"},
    FieldAlias{"ids.pmid", nullptr, nullptr, nullptr, "PMID:"},
    FieldAlias{"externalids.pubmed", nullptr, nullptr, nullptr, "PMID:"},
};
constexpr std::array<std::string_view, 7> kSummaryAliases = {
    "abstract", "summary", "摘要", "summary_摘要", "abstract_note", "abstractnote", "descriptions"};
constexpr std::array<std::string_view, 9> kKeywordAliases = {
    "keywords",       "keyword",  "关键词",         "keyword_关键词", "author_keywords",
    "automatic_tags", "subjects", "index_keywords", "ieee_terms"};

}  // namespace

const FieldAlias* FindFieldAlias(std::string_view name) {
  static const std::unordered_map<std::string_view, const FieldAlias*> kAliases = [] {
    std::unordered_map<std::string_view, const FieldAlias*> by_name;
    for (const FieldAlias& alias : kFieldAliases) by_name.emplace(alias.name, &alias);
    return by_name;
  }();
  const auto found = kAliases.find(name);
  return found == kAliases.end() ? nullptr : found->second;
}

bool IsSummaryAlias(std::string_view name) { return text::IsAmong(kSummaryAliases, name); }

bool IsKeywordAlias(std::string_view name) { return text::IsAmong(kKeywordAliases, name); }

std::string NormalizedFieldName(std::string_view name) {
  std::string out(Trim(name, " "));
  for (char& c : out) c = c == ' ' || c == '-' ? '_' : LowerAscii(c);
  // CSL has a place for what it has no variable for.
  if (constexpr std::string_view kCustom = "custom."; out.starts_with(kCustom))
    out.erase(0, kCustom.size());
  return out;
}

bool IsFieldName(std::string_view name) {
  const std::string known = NormalizedFieldName(name);
  return FindFieldAlias(known) != nullptr || IsSummaryAlias(known) || IsKeywordAlias(known);
}

}  // namespace dssearch::indexer
