#include "searcher/present/known_identifiers.h"

#include <optional>
#include <utility>

#include "searcher/format/identifier.h"

namespace dssearch {
namespace {

using format::Identifier;

KnownIdentifier Known(const Identifier& identifier) {
  const std::string bare(format::BareText(identifier.text));
  switch (identifier.kind) {
    case Identifier::Kind::kArxiv:
      return {"arXiv", bare, "https://arxiv.org/abs/", bare};
    case Identifier::Kind::kDoi:
      return {"DOI", bare, "https://doi.org/", bare};
    case Identifier::Kind::kAcl:
      return {"ACL Anthology", bare, "https://aclanthology.org/", bare + '/'};
    case Identifier::Kind::kOpenReview:
      return {"OpenReview", bare, "https://openreview.net/forum?id=", bare};
    case Identifier::Kind::kPubmed:
      return {"PubMed", bare, "https://pubmed.ncbi.nlm.nih.gov/", bare + '/'};
  }
  return {"", bare, ""};
}

}  // namespace

std::vector<KnownIdentifier> KnownIdentifiersOf(const Paper& paper) {
  std::vector<KnownIdentifier> all;
  for (const std::string& text : format::IdentifiersOf(paper)) {
    const std::optional<Identifier> identifier = format::ParseIdentifier(text);
    all.push_back(identifier ? Known(*identifier) : KnownIdentifier{"", text, ""});
  }
  return all;
}

std::string AddressOf(const Paper& paper) {
  if (!paper.url.empty()) return paper.url;
  for (const KnownIdentifier& one : KnownIdentifiersOf(paper))
    if (!one.site.empty() && one.name != "DOI") return std::string(one.site) + one.path;
  return {};
}

}  // namespace dssearch
