#include "indexer/formats/tagged_dialects.h"

namespace dssearch::indexer {
namespace {

using enum Dialect;
using enum TagUse;

// The documentation of each: RefMan's "RIS Format Specifications"; NLM's "MEDLINE/PubMed Data
// Element (Field) Descriptions"; Clarivate's "Web of Science Core Collection Field Tags";
// ProQuest's "RefWorks Tagged Format"; EndNote's "EndNote Import" filter.
constexpr TagRule kTagRules[] = {
    {kRis, "TI", "title"},
    {kRis, "T1", "title"},
    {kRis, "CT", "title"},
    {kRis, "TT", "title_translated"},
    {kRis, "AU", "authors", kNames},
    {kRis, "A1", "authors", kNames},
    {kRis, "A2", "editors", kNames},
    {kRis, "ED", "editors", kNames},
    {kRis, "PY", "date"},
    {kRis, "Y1", "date"},
    {kRis, "DA", "date"},
    {kRis, "T2", "venue"},
    {kRis, "JO", "venue"},
    {kRis, "JF", "venue"},
    {kRis, "BT", "venue"},
    {kRis, "JA", "venue", kFallback},
    {kRis, "J2", "venue", kFallback},
    {kRis, "AB", "abstract"},
    {kRis, "N2", "abstract"},
    {kRis, "KW", "keywords"},
    {kRis, "N1", "note"},
    {kRis, "UR", "url"},
    {kRis, "LK", "url"},
    {kRis, "DO", "doi"},
    {kRis, "ID", "reference_id"},  // A number within the export, mostly.
    {kRis, "C1", "C1", kNamed},

    {kMedline, "PMID", "pmid"},
    {kMedline, "TI", "title"},
    {kMedline, "TT", "title_translated"},
    {kMedline, "FAU", "author_full_names", kNames},
    {kMedline, "AU", "authors", kNames},
    {kMedline, "FED", "editors", kNames},
    {kMedline, "CN", "group_authors"},
    {kMedline, "DP", "date"},
    {kMedline, "JT", "venue"},
    {kMedline, "TA", "venue", kFallback},
    {kMedline, "BTI", "venue", kFallback},
    {kMedline, "AB", "abstract"},
    {kMedline, "OAB", "abstract"},
    {kMedline, "OT", "keywords"},
    {kMedline, "MH", "keywords", kDescriptor},
    {kMedline, "LID", "doi", kMarkedDoi},
    {kMedline, "AID", "doi", kMarkedDoi},

    {kWebOfScience, "TI", "title"},
    {kWebOfScience, "FT", "title_translated"},
    {kWebOfScience, "AF", "author_full_names", kNames},
    {kWebOfScience, "AU", "authors", kNames},
    {kWebOfScience, "BE", "editors", kNames},
    {kWebOfScience, "CA", "group_authors"},
    {kWebOfScience, "PY", "date"},
    {kWebOfScience, "PD", "date_in_year"},
    {kWebOfScience, "SO", "venue"},
    {kWebOfScience, "CT", "venue", kFallback},
    {kWebOfScience, "AB", "abstract"},
    {kWebOfScience, "DE", "keywords"},
    {kWebOfScience, "ID", "keywords_plus"},
    {kWebOfScience, "WC", "domains"},
    {kWebOfScience, "DI", "doi"},
    {kWebOfScience, "PM", "pmid"},
    {kWebOfScience, "UT", "accession_number"},

    {kRefWorks, "T1", "title"},
    {kRefWorks, "OT", "title_translated"},
    {kRefWorks, "A1", "authors", kNames},
    {kRefWorks, "A2", "editors", kNames},
    {kRefWorks, "YR", "date"},
    {kRefWorks, "FD", "date_in_year"},
    {kRefWorks, "JF", "venue"},
    {kRefWorks, "T2", "venue"},
    {kRefWorks, "JO", "venue", kFallback},
    {kRefWorks, "AB", "abstract"},
    {kRefWorks, "K1", "keywords"},
    {kRefWorks, "NO", "note"},
    {kRefWorks, "LK", "url"},
    {kRefWorks, "UL", "url"},
    {kRefWorks, "DO", "doi"},
    {kRefWorks, "ID", "reference_id"},

    {kEndNote, "T", "title"},
    {kEndNote, "Q", "title_translated"},
    {kEndNote, "A", "authors", kNames},
    {kEndNote, "E", "editors", kNames},
    {kEndNote, "D", "date"},
    {kEndNote, "8", "date"},
    {kEndNote, "J", "venue"},
    {kEndNote, "B", "venue"},
    {kEndNote, "X", "abstract"},
    {kEndNote, "K", "keywords"},
    {kEndNote, "Z", "note"},
    {kEndNote, "U", "url"},
    {kEndNote, "R", "doi"},

    {kNoteExpress, "Title", "title"},
    {kNoteExpress, "Translated Title", "title_translated"},
    {kNoteExpress, "Author", "authors", kNames},
    {kNoteExpress, "Year", "date"},
    {kNoteExpress, "Date", "date"},
    {kNoteExpress, "Journal", "venue"},
    {kNoteExpress, "Secondary Title", "venue"},
    {kNoteExpress, "Abstract", "abstract"},
    {kNoteExpress, "Translated Abstract", "abstract"},
    {kNoteExpress, "Keywords", "keywords"},
    {kNoteExpress, "Notes", "note"},
    {kNoteExpress, "Translated Keywords", "keywords"},
    {kNoteExpress, "URL", "url"},
    {kNoteExpress, "DOI", "doi"},

    {kCnki, "Title", "title"},
    {kCnki, "Author", "authors", kNames},
    {kCnki, "Year", "date"},
    {kCnki, "PubTime", "date"},
    {kCnki, "Source", "venue"},
    {kCnki, "Summary", "abstract"},
    {kCnki, "Keyword", "keywords"},
    {kCnki, "URL", "url"},
    {kCnki, "Link", "url"},
    {kCnki, "DOI", "doi"},
};

}  // namespace

const TagRule* FindTagRule(Dialect dialect, std::string_view tag) {
  for (const TagRule& rule : kTagRules)
    if (rule.dialect == dialect && rule.tag == tag) return &rule;
  return nullptr;
}

}  // namespace dssearch::indexer
