#include "searcher/compile/identifier_query.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "searcher/compile/boosts.h"
#include "searcher/format/ascii.h"
#include "searcher/format/identifier.h"
#include "searcher/format/record.h"

namespace dssearch {

bool HasIdentifier(const std::string& identifier, const IndexReader& reader) {
  return reader.StatsOf(format::IdentifierTerm(identifier)).doc_freq > 0;
}

QueryNode IdentifierQuery(const std::string& identifier) {
  return Boosted(QueryNode::Of(QueryNode::Kind::kFilter, QueryNode::MatchAll(1),
                               QueryNode::Term(format::IdentifierTerm(identifier))),
                 boosts::kIdentifier);
}

namespace {

using Kind = QueryAst::Kind;

// A plain word, such as RAG, is a key only as it is written.
bool IsKey(const std::string& text, const IndexReader& reader) {
  const bool has_digit = text.find_first_of("0123456789") != std::string::npos;
  return has_digit ? HasIdentifier(text, reader)
                   : reader.StatsOf(format::IdTerm(text)).doc_freq > 0;
}

// The keys in \cite{he2016deep,vaswani2017}; none for any other text.
std::vector<std::string> CitedKeys(std::string_view text) {
  constexpr std::string_view kCite = "\\cite";
  const std::size_t open = text.find('{');
  if (!text.starts_with(kCite) || open == std::string_view::npos || !text.ends_with('}')) return {};
  text = text.substr(open + 1, text.size() - open - 2);
  std::vector<std::string> keys;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(','), text.size());
    if (end > 0) keys.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return keys;
}

// The identifier of PubMed that a number may be; empty for any other text. Shorter ones are years,
// and numbers of anything.
std::string PubmedOf(std::string_view text) {
  constexpr std::size_t kFewestDigits = 6;
  if (text.size() < kFewestDigits || text.find_first_not_of("0123456789") != std::string_view::npos)
    return {};
  return "PMID:" + std::string(text);
}

// The DOI of a paper whose last part is that of an address of a publisher, such as
// nature.com/articles/s41586-021-03819-2; empty if there is none.
std::string DoiOfAddress(std::string_view text, const IndexReader& reader) {
  constexpr std::size_t kShortest = 6;
  text = text.substr(0, text.find_first_of("?#"));
  for (const std::string_view ending : {"/", ".pdf", ".html"})
    if (text.ends_with(ending)) text.remove_suffix(ending.size());
  const std::size_t slash = text.rfind('/');
  if (slash == std::string_view::npos || text.find('.') > slash) return {};
  const std::string end = format::LowerAscii(text.substr(slash));
  if (end.size() <= kShortest || end.find_first_of("0123456789") == std::string::npos) return {};
  const std::string prefix = format::ValueTerm(format::kIdentifierPrefix, "10.");
  for (auto it = reader.Terms(prefix); !it->AtEnd(); it->Next())
    if (it->term().ends_with(end)) return it->term().substr(format::kIdentifierPrefix.size());
  return {};
}

}  // namespace

void PreferPaperWithKey(QueryAst& query, const IndexReader& reader) {
  if (query.kind != Kind::kText || query.field != nullptr) return;
  QueryAst either{.kind = Kind::kOr};
  const auto add = [&](const std::string& identifier) {
    either.children.push_back(
        {.kind = Kind::kIdentifier, .text = identifier, .begin = query.begin});
  };
  for (const std::string& key : CitedKeys(query.text))
    if (IsKey(key, reader)) add(key);
  if (const std::string doi = DoiOfAddress(query.text, reader); !doi.empty()) add(doi);
  if (!either.children.empty()) {  // The words of \cite and of an address are no text of a paper.
    query = either.children.size() == 1 ? QueryAst(either.children.front()) : std::move(either);
    return;
  }
  if (IsKey(query.text, reader)) add(query.text);
  if (const std::string pubmed = PubmedOf(query.text);
      !pubmed.empty() && HasIdentifier(pubmed, reader))
    add(pubmed);
  if (either.children.empty()) return;
  either.children.push_back(std::move(query));
  query = std::move(either);
}

}  // namespace dssearch
