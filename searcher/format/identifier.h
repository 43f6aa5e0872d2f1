#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dssearch/paper.h"

namespace dssearch::format {

/// An identifier of a paper that means the same everywhere, in its canonical form: without prefix,
/// address and version.
struct Identifier {
  enum class Kind {
    kArxiv,       ///< 2402.03300, hep-th/9901001, math/0207249 (also where it is math.AG/0207249).
    kDoi,         ///< 10.1145/3292500.3330701, in lower case.
    kAcl,         ///< Of the ACL Anthology: P18-1001, 2020.acl-main.1.
    kOpenReview,  ///< rJXMpikCZ, of an address: alone it looks like any word.
    kPubmed,      ///< PMID:29474831, with the prefix that tells it from other numbers.
  };

  Kind kind = Kind::kDoi;
  std::string text;

  bool operator==(const Identifier&) const = default;
};

/// The identifier that a text is, in any of the forms in which people copy it: bare, with its name
/// (arXiv:, doi:, PMID:), a version or `.pdf`, or an address of the paper (at arxiv.org, doi.org, a
/// publisher, aclanthology.org, openreview.net, pubmed.ncbi.nlm.nih.gov); inside brackets or before
/// punctuation. A DOI that stands for an arXiv id (10.48550/arXiv.…) or for one of the ACL
/// Anthology (10.18653/v1/…) is that one. Nothing for any other text, whatever its bytes.
std::optional<Identifier> ParseIdentifier(std::string_view text);

/// An identifier that stands at the beginning of a text.
struct LeadingIdentifier {
  Identifier identifier;
  std::size_t size;  ///< The bytes that it takes, with its name and the punctuation behind it.
};

/// The identifier at the beginning of a text, up to the next blank or character beyond ASCII, or to
/// a comma before another one. Its name may stand apart: "arXiv: 2402.03300", "PMID 29474831".
std::optional<LeadingIdentifier> TakeIdentifier(std::string_view text);

/// What texts that name a paper have of its identifier: 29474831 of PMID:29474831, the whole of any
/// other.
std::string_view BareText(std::string_view identifier);

/// The term by which papers are found that carry an identifier in any form. For a text that is no
/// identifier, such as the key of a BibTeX entry, it is that of the text without regard to case.
std::string IdentifierTerm(std::string_view text);

/// The identifiers of a paper, each once: its id, its DOI, its further identifiers, those that its
/// address contains, and an arXiv id in its venue (arXiv preprint arXiv:2402.03300). Texts that
/// merely cite a paper do not count.
std::vector<std::string> IdentifiersOf(const Paper& paper);

/// The metadata key of the DOIs and arXiv ids that several records of a database have, one a line.
inline constexpr const char* kSharedIdentifiersKey = "shared identifiers";

}  // namespace dssearch::format
