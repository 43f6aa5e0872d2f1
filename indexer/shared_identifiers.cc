#include "indexer/shared_identifiers.h"

#include <string_view>
#include <utility>

#include "searcher/format/identifier.h"
#include "searcher/format/schema.h"

namespace dssearch::indexer {
namespace {

const std::string kPrefix(format::kIdentifierPrefix);

}  // namespace

void SharedIdentifierCollector::AddIdentifiersOf(const Xapian::Document& document) {
  auto it = document.termlist_begin();
  for (it.skip_to(kPrefix); it != document.termlist_end() && (*it).starts_with(kPrefix); ++it)
    Add(*it);
}

void SharedIdentifierCollector::AddIdentifiersOf(const Xapian::Database& database) {
  for (auto it = database.allterms_begin(kPrefix); it != database.allterms_end(kPrefix); ++it)
    if (it.get_termfreq() > 1) Add(*it);
}

void SharedIdentifierCollector::Add(std::string term) {
  using Kind = format::Identifier::Kind;
  const auto identifier = format::ParseIdentifier(std::string_view(term).substr(kPrefix.size()));
  // The term of a very long DOI ends with a hash, and names no identifier.
  if (identifier && (identifier->kind == Kind::kDoi || identifier->kind == Kind::kArxiv) &&
      format::IdentifierTerm(identifier->text) == term)
    terms_.insert(std::move(term));
}

void SharedIdentifierCollector::Write(Xapian::WritableDatabase& database) {
  format::ForEachValue(
      database.get_metadata(format::kSharedIdentifiersKey),
      [this](std::string_view identifier) { terms_.insert(format::IdentifierTerm(identifier)); });
  std::string shared;
  for (const std::string& term : std::exchange(terms_, {}))
    if (database.get_termfreq(term) > 1)
      shared.append(term, kPrefix.size()).append(1, format::kValueSeparator);
  database.set_metadata(format::kSharedIdentifiersKey, shared);
}

}  // namespace dssearch::indexer
