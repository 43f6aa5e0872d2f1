#pragma once

#include <string>
#include <string_view>

#include "indexer/fields/field_aliases.h"
#include "indexer/record.h"

namespace dssearch::indexer {

/// The DOI in a text in lower case: "10.1000/xyz" of "https://doi.org/10.1000/XYZ"; empty for what
/// is no DOI.
std::string DoiIn(std::string_view text);

/// The arXiv id that a text is or ends with, without its version: "2402.03300" of
/// "https://arxiv.org/pdf/2402.03300v2.pdf", "hep-th/9901001"; empty for anything else.
std::string ArxivIdIn(std::string_view text);

/// The id of a paper whose record has no field for one: its DOI, its arXiv id, and where records
/// of the format need no id, what the format has for one, or a hash of title and year, which stays
/// the same when a file is exported anew. Empty where there is none of these. `draft.doi` is as
/// DoiIn() returns it.
std::string FallbackId(const RawRecord& record, const PaperDraft& draft);

/// The address of a paper whose record has no field for one: its page at arXiv or that of its DOI;
/// empty where it has neither. `is_of_arxiv` says that the id itself is one of arXiv.
std::string FallbackUrl(const PaperDraft& draft, bool is_of_arxiv);

}  // namespace dssearch::indexer
