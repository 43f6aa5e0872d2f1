#pragma once

#include <string>
#include <string_view>

#include "indexer/fields/field_aliases.h"
#include "indexer/record.h"

namespace dssearch::indexer {

/// The first DOI in a text in lower case: "10.1000/xyz" of "https://doi.org/10.1000/XYZ"; empty
/// where there is none. One that stands for an arXiv id is a DOI here, too.
std::string DoiIn(std::string_view text);

/// Brings `paper.doi` and `paper.identifiers` of a draft into their canonical forms: with what its
/// eprint and the key of its record say, and without what follows from its other fields. To be
/// called once the paper has its id.
void CompleteIdentifiers(const RawRecord& record, PaperDraft& draft);

/// The id of a paper whose record has no field for one: its DOI, its arXiv id, what the format has
/// for one, another identifier, and where records of the format need no id, a hash of title and
/// year, which stays the same when a file is exported anew. Empty where there is none of these.
std::string FallbackId(const RawRecord& record, const PaperDraft& draft);

/// The address of a paper whose record has no field for one: its page at arXiv or that of its DOI;
/// empty where it has neither. `is_of_arxiv` says that the id itself is one of arXiv.
std::string FallbackUrl(const PaperDraft& draft, bool is_of_arxiv);

}  // namespace dssearch::indexer
