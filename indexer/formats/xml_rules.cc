#include "indexer/formats/xml_rules.h"

namespace dssearch::indexer {
namespace {

using enum XmlUse;

// The documentation of each: NLM's "PubMed DTD" and "JATS Publishing Tag Set", arXiv's "API User's
// Manual" and its OAI schemas, the Library of Congress's "MODS User Guidelines", "DBLP: Some
// Lessons Learned", DataCite's metadata schema; EndNote's DTD.
constexpr XmlRule kPubMed[] = {
    {"MedlineCitation/PMID", "pmid"},
    {"MedlineCitation/Article/ArticleTitle", "title", kSentence},
    {"MedlineCitation/Article/VernacularTitle", "title_translated", kSentence},
    {"MedlineCitation/Article/AuthorList/Author", "authors", kPerson},
    {"MedlineCitation/Article/Journal/JournalIssue/PubDate", "date", kDate},
    {"MedlineCitation/Article/Journal/Title", "venue"},
    {"MedlineCitation/Article/Journal/ISOAbbreviation", "venue"},
    {"MedlineCitation/Article/Abstract/AbstractText", "abstract", kAbstract},
    {"MedlineCitation/OtherAbstract/AbstractText", "abstract", kAbstract},
    {"MedlineCitation/KeywordList/Keyword", "keywords"},
    {"MedlineCitation/MeshHeadingList/MeshHeading/DescriptorName", "keywords"},
    {"MedlineCitation/Article/ELocationID[EIdType=doi]", "doi"},
    {"PubmedData/ArticleIdList/ArticleId[IdType=doi]", "doi"},
    {"BookDocument/PMID", "pmid"},
    {"BookDocument/ArticleTitle", "title", kSentence},
    {"BookDocument/AuthorList[!Type]/Author", "authors", kPerson},
    {"BookDocument/AuthorList[Type=authors]/Author", "authors", kPerson},
    {"BookDocument/Book/AuthorList[Type=authors]/Author", "authors", kPerson},
    {"BookDocument/Book/BookTitle", "title", kSentence},  // Of a book, which has no article.
    {"BookDocument/Book/BookTitle", "venue"},
    {"BookDocument/Book/PubDate", "date", kDate},
    {"BookDocument/Abstract/AbstractText", "abstract", kAbstract},
};
constexpr XmlRule kEndNote[] = {
    {"titles/title", "title"},
    {"titles/translated-title", "title_translated"},
    {"contributors/authors/author", "authors", kPerson},
    {"dates/year", "date"},
    {"dates/pub-dates/date", "date"},
    {"titles/secondary-title", "venue"},
    {"periodical/full-title", "venue"},
    {"abstract", "abstract"},
    {"keywords/keyword", "keywords"},
    {"notes", "note"},
    {"research-notes", "note"},
    {"electronic-resource-num", "doi"},
    {"urls/related-urls/url", "url"},
    {"urls/web-urls/url", "url"},
};
constexpr XmlRule kAtom[] = {
    {"id", "id", kAddress},   {"id", "url"},
    {"title", "title"},       {"author/name", "authors", kPerson},
    {"published", "date"},    {"category@term", "domains"},
    {"summary", "abstract"},  {"doi", "doi"},
    {"journal_ref", "venue"},
};
constexpr XmlRule kOai[] = {
    {"metadata/arXiv/id", "id"},
    {"metadata/arXiv/title", "title"},
    {"metadata/arXiv/authors/author", "authors", kPerson},
    {"metadata/arXiv/created", "date"},
    {"metadata/arXiv/categories", "domains"},
    {"metadata/arXiv/abstract", "abstract"},
    {"metadata/arXiv/doi", "doi"},
    {"metadata/arXiv/journal-ref", "venue"},
    {"metadata/arXivRaw/id", "id"},
    {"metadata/arXivRaw/title", "title"},
    {"metadata/arXivRaw/authors", "authors"},
    {"metadata/arXivRaw/version[version=v1]/date", "date"},
    {"metadata/arXivRaw/categories", "domains"},
    {"metadata/arXivRaw/abstract", "abstract"},
    {"metadata/arXivRaw/doi", "doi"},
    {"metadata/arXivRaw/journal-ref", "venue"},
    {"metadata/dc/title", "title"},
    {"metadata/dc/creator", "authors", kPerson},
    {"metadata/dc/date", "date"},
    {"metadata/dc/subject", "keywords"},
    {"metadata/dc/description", "abstract"},
    {"metadata/dc/identifier", "identifiers"},
    {"header/identifier", "key"},
};
constexpr XmlRule kJats[] = {
    {"front/article-meta/title-group/article-title", "title"},
    {"front/article-meta/title-group/trans-title-group/trans-title", "title_translated"},
    {"front/article-meta/title-group/trans-title", "title_translated"},
    {"front/article-meta/contrib-group/contrib[contrib-type=author]", "authors", kPerson},
    {"front/article-meta/contrib-group/contrib[!contrib-type]", "authors", kPerson},
    {"front/article-meta/pub-date", "date", kDate},
    {"front/journal-meta/journal-title-group/journal-title", "venue"},
    {"front/journal-meta/journal-title", "venue"},
    {"front/article-meta/abstract[!abstract-type]", "abstract", kAbstract},
    {"front/article-meta/trans-abstract[!abstract-type]", "abstract", kAbstract},
    {"front/article-meta/kwd-group/kwd", "keywords"},
    {"front/article-meta/article-id[pub-id-type=doi]", "doi"},
    {"front/article-meta/article-id[pub-id-type=pmid]", "pmid"},
};
constexpr XmlRule kMods[] = {
    {"titleInfo[!type]", "title", kTitle},
    {"titleInfo[type=translated]", "title_translated", kTitle},
    {"name", "authors", kPerson},
    {"originInfo/dateIssued", "date"},
    {"part/date", "date"},
    {"relatedItem[type=host]/part/date", "date"},
    {"relatedItem[type=host]/originInfo/dateIssued", "date"},
    {"relatedItem[type=host]/titleInfo[!type]", "venue", kTitle},
    {"abstract", "abstract", kAbstract},
    {"subject/topic", "keywords"},
    {"identifier[type=doi]", "doi"},
    {"identifier[type=citekey]", "citation_key"},
    {"location/url", "url"},
    {"@ID", "key"},
};
constexpr XmlRule kDblp[] = {
    {"title", "title", kSentence},
    {"author", "authors", kPerson},
    {"authors/author", "authors", kPerson},
    {"year", "date"},
    {"journal", "venue"},
    {"booktitle", "venue"},
    {"venue", "venue"},
    {"doi", "doi"},
    {"ee", "url"},
    {"@key", "key"},
    {"key", "key"},
};
constexpr XmlRule kDataCite[] = {
    {"identifier[identifierType=DOI]", "doi"},
    {"titles/title[!titleType]", "title"},
    {"titles/title[titleType=TranslatedTitle]", "title_translated"},
    {"creators/creator", "authors", kPerson},
    {"publicationYear", "date"},
    {"dates/date[dateType=Issued]", "date"},
    {"subjects/subject", "keywords"},
    {"descriptions/description[descriptionType=Abstract]", "abstract", kAbstract},
};

constexpr XmlDialect kDialects[] = {
    {"PubMed", "PubmedArticleSet PubmedArticle PubmedBookArticleSet PubmedBookArticle", "",
     "PubmedArticle PubmedBookArticle", kPubMed},
    {"EndNote", "xml records", "<record", "record", kEndNote},
    {"Atom", "feed entry", "arxiv.org", "entry", kAtom},
    {"OAI-PMH", "OAI-PMH ListRecords GetRecord", "", "record", kOai},
    {"JATS", "article articles pmc-articleset", "article-meta", "article", kJats},
    {"MODS", "modsCollection mods", "", "mods", kMods},
    {"DBLP", "dblp", "",
     "article inproceedings proceedings book incollection phdthesis mastersthesis data", kDblp},
    {"DBLP", "result", "dblp", "info", kDblp},
    {"DataCite", "resource", "datacite.org", "resource", kDataCite},
};

}  // namespace

std::span<const XmlDialect> XmlDialects() { return kDialects; }

bool HasName(std::string_view names, std::string_view name) {
  for (std::size_t at = 0; at < names.size();) {
    const std::string_view one = names.substr(at, names.find(' ', at) - at);
    if (one == name) return true;
    at += one.size() + 1;
  }
  return false;
}

}  // namespace dssearch::indexer
