#include "indexer/segment_metadata.h"

#include <algorithm>

#include "searcher/format/identifier.h"
#include "searcher/format/schema.h"
#include "searcher/format/stem_forms.h"

namespace dssearch::indexer {
namespace {

// Whether the term of an identifier is that of a DOI or an arXiv id. (That of a very long DOI ends
// with a hash, and names no identifier.)
bool MayBeShared(std::string_view term) {
  using Kind = format::Identifier::Kind;
  const auto identifier = format::ParseIdentifier(term.substr(format::kIdentifierPrefix.size()));
  return identifier && (identifier->kind == Kind::kDoi || identifier->kind == Kind::kArxiv) &&
         format::IdentifierTerm(identifier->text) == term;
}

}  // namespace

void SegmentMetadata::AddTerm(std::string_view term, std::size_t documents) {
  if (text::IsEnglish(term)) {
    words_[std::string(analyzer_.Stem(term))].emplace_back(term);
  } else if (term.starts_with(format::kIdentifierPrefix)) {
    const bool is_shared =
        documents > 1 ||
        std::any_of(others_.begin(), others_.end(), [&](const Xapian::Database& other) {
          return other.term_exists(std::string(term));
        });
    if (is_shared && MayBeShared(term))
      shared_.append(term.substr(format::kIdentifierPrefix.size()))
          .append(1, format::kValueSeparator);
  }
}

void SegmentMetadata::NoteIn(std::map<std::string, std::string>& metadata) const {
  for (const auto& [stem, words] : words_) {
    auto [key, value] = format::FormsEntry(stem, words);
    metadata[std::move(key)] = std::move(value);
  }
  metadata[format::kSharedIdentifiersKey] = shared_;
}

}  // namespace dssearch::indexer
