#include "indexer/segment_metadata.h"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>

#include "searcher/format/identifier.h"
#include "searcher/format/schema.h"
#include "searcher/format/stem_forms.h"
#include "searcher/text/analyzer.h"

namespace dssearch::indexer {
namespace {

// Whether the term of an identifier is that of a DOI or an arXiv id. (That of a very long DOI ends
// with a hash, and names no identifier.)
bool MayBeShared(const std::string& term) {
  using Kind = format::Identifier::Kind;
  const auto identifier =
      format::ParseIdentifier(std::string_view(term).substr(format::kIdentifierPrefix.size()));
  return identifier && (identifier->kind == Kind::kDoi || identifier->kind == Kind::kArxiv) &&
         format::IdentifierTerm(identifier->text) == term;
}

}  // namespace

void WriteForms(Xapian::WritableDatabase& segment) {
  text::Analyzer analyzer;
  std::map<std::string, std::vector<std::string>> words;  // By stem.
  // In the order of terms English words stand together: behind digits and prefixes, before Han.
  auto it = segment.allterms_begin();
  for (it.skip_to("a"); it != segment.allterms_end(); ++it) {
    const std::string term = *it;
    if (term.front() > 'z' || term.front() < 'a') break;
    if (text::IsEnglish(term)) words[std::string(analyzer.Stem(term))].push_back(term);
  }
  for (const auto& [stem, forms] : words) format::NoteForms(stem, forms, segment);
}

void WriteSharedIdentifiers(Xapian::WritableDatabase& segment,
                            const std::vector<Xapian::Database>& others) {
  const std::string prefix(format::kIdentifierPrefix);
  std::string shared;
  for (auto it = segment.allterms_begin(prefix); it != segment.allterms_end(prefix); ++it) {
    const std::string term = *it;
    const bool is_shared = it.get_termfreq() > 1 || std::any_of(others.begin(), others.end(),
                                                                [&](const Xapian::Database& other) {
                                                                  return other.term_exists(term);
                                                                });
    if (is_shared && MayBeShared(term))
      shared.append(term, prefix.size()).append(1, format::kValueSeparator);
  }
  segment.set_metadata(format::kSharedIdentifiersKey, shared);
}

}  // namespace dssearch::indexer
