#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dssearch/paper.h"

namespace dssearch::indexer {

/// A paper that is being made from a record, with what the record says besides: it completes the
/// paper where a field of its own is missing.
struct PaperDraft {
  Paper paper = {};
  std::string eprint = {};         ///< Mostly an arXiv id.
  std::string first_version = {};  ///< When arXiv got it; its update_date is often years later.
  std::string other_authors = {};  ///< The authors by their names in the other language.
  std::string invalid_date = {};   ///< What stands where a date should, if it is none.
  std::string date_in_year = {};   ///< "MAR 4", where the year is in a field of its own.
  std::string translated_title = {};
  std::vector<std::string> full_names = {};   ///< The authors again, in full: instead of `authors`.
  std::vector<std::string> editors = {};      ///< Of a volume without authors, in their place.
  std::vector<std::string> group_names = {};  ///< Authors that are no persons, besides the others.
  bool has_parsed_authors = false;  ///< Whether the record has arXiv's field `authors_parsed`.
};

/// A name of a field and where its text goes: one of the members but `name` is not null.
struct FieldAlias {
  std::string_view name;  ///< As NormalizedFieldName() returns it.
  std::string Paper::*text = nullptr;
  std::vector<std::string> Paper::*list = nullptr;
  std::string PaperDraft::*draft = nullptr;
  /// For a further identifier of the paper: what tells its kind where its text does not, "PMID:".
  const char* identifier = nullptr;
  std::vector<std::string> PaperDraft::*names = nullptr;
};

/// The alias with a normalized name; nullptr for other names.
const FieldAlias* FindFieldAlias(std::string_view name);

/// Whether a normalized name, such as "abstract", is that of a summary or of keywords whose
/// language the text itself tells.
bool IsSummaryAlias(std::string_view name);
bool IsKeywordAlias(std::string_view name);

/// A name of a field in lower case with _ for blanks and -, and without blanks at its ends:
/// "Publication Year" is "publication_year".
std::string NormalizedFieldName(std::string_view name);

/// Whether a name, in any spelling, is that of a field of papers: any of the above.
bool IsFieldName(std::string_view name);

}  // namespace dssearch::indexer
