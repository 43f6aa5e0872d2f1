#include "searcher/compile/author_names.h"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>

#include "searcher/compile/term_queries.h"
#include "searcher/format/record.h"
#include "searcher/format/schema.h"
#include "searcher/index/other_names.h"
#include "searcher/text/code_points.h"
#include "searcher/text/pronunciation.h"

namespace dssearch {
namespace {

using format::kAuthorField;
using Kind = QueryNode::Kind;

QueryNode InFull(const std::string& name) {
  return QueryNode::Term(SurfaceTerm(kAuthorField, name));
}

// A name as typed, or a full name for an initial and the other way round.
QueryNode InFullOrInitial(const std::string& name) {
  std::string other = text::IsSingle(name)
                          ? SurfaceTerm(kAuthorField, format::Initial(name))
                          : SurfaceTerm(kAuthorField, name.substr(0, text::FirstSize(name)));
  return QueryNode::Of(Kind::kOr, InFull(name), QueryNode::Term(std::move(other)));
}

// Leaves room for up to two middle names.
unsigned WindowOf(const std::vector<std::string>& names) {
  return static_cast<unsigned>(names.size() + 2);
}

// The shortest part of a name beside a hyphen.
constexpr std::size_t kShortestPart = 2;

// Authors whom so many times fewer papers have than another one are not meant.
constexpr Xapian::doccount kTimesRarer = 10;

// Whether any author may be written in Han characters, whose terms follow those of other scripts.
bool HasAuthorsInHan(const IndexReader& reader) {
  constexpr std::string_view kFirst = "\u2E80";
  const std::string prefix = format::ValueTerm(kAuthorField, "");
  const auto it = reader.Terms(prefix);
  it->SkipTo(prefix + std::string(kFirst));
  return !it->AtEnd();
}

// Whether letters are one or two syllables of pinyin, by their looks.
bool LooksLikeGivenName(std::string_view letters) {
  if (text::LooksLikeSyllable(letters)) return true;
  for (std::size_t i = 1; i < letters.size(); ++i)
    if (text::LooksLikeSyllable(letters.substr(0, i)) && text::LooksLikeSyllable(letters.substr(i)))
      return true;
  return false;
}

// Whether characters are read as letters.
bool AreReadAs(std::string_view han, std::string_view letters) {
  if (han.empty() || letters.empty()) return han.empty() && letters.empty();
  std::size_t next = 0;
  const char32_t c = text::Next(han, next);
  for (std::size_t i = 1; i <= std::min(letters.size(), text::kLongestSyllable); ++i)
    if (text::CharactersReadAs(letters.substr(0, i)).find(c) != std::u32string_view::npos &&
        AreReadAs(han.substr(next), letters.substr(i)))
      return true;
  return false;
}

// Adds the authors of one character that is read as `family` and others that are as `given`.
void AddAuthorsReadAs(std::string_view family, std::string_view given, const IndexReader& reader,
                      std::vector<std::pair<Xapian::doccount, std::string>>& authors) {
  for (const char32_t c : text::CharactersReadAs(family)) {
    std::string begin;
    text::Append(begin, c);
    const std::string prefix = format::ValueTerm(kAuthorField, begin);
    for (auto it = reader.Terms(prefix); !it->AtEnd(); it->Next())
      if (AreReadAs(std::string_view(it->term()).substr(prefix.size()), given))
        authors.emplace_back(it->doc_freq(), begin + it->term().substr(prefix.size()));
  }
}

}  // namespace

bool AreSeveralAuthors(const std::vector<std::string>& names, const IndexReader& reader) {
  if (names.size() < 2 || std::any_of(names.begin(), names.end(), text::IsSingle)) return false;
  std::vector<QueryNode> all(names.size());
  std::transform(names.begin(), names.end(), all.begin(), InFull);
  const QueryNode together = QueryNode::Of(Kind::kAnd, std::move(all));
  return reader.DocFreq(together, Precision::kExact) > 0 &&
         reader.DocFreq(QueryNode::Of(Kind::kAnd, {together, AuthorInFull(names)}),
                        Precision::kExact) == 0;
}

std::vector<std::string> FormsOfName(const std::string& name) {
  std::vector<std::string> forms = {name};
  if (name.find('-') != std::string::npos) {
    std::erase(forms.emplace_back(name), '-');
    return forms;
  }
  const auto is_letter = [&name](std::size_t i) { return name[i] >= 'a' && name[i] <= 'z'; };
  std::size_t begin = 0;  // Of a word.
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (!is_letter(i)) begin = i + 1;
    std::size_t end = i;
    while (end < name.size() && end < i + kShortestPart && is_letter(end)) ++end;
    if (i >= begin + kShortestPart && end == i + kShortestPart)
      forms.push_back(name.substr(0, i) + '-' + name.substr(i));
  }
  return forms;
}

QueryNode AuthorTerm(const std::string& name) {
  return QueryNode::Term(format::ValueTerm(kAuthorField, name));
}

Xapian::doccount DocFreqOfAuthor(const std::string& name, const IndexReader& reader) {
  return reader.StatsOf(AuthorTerm(name).term).doc_freq;
}

std::vector<QueryNode> ReadingsOfName(const std::vector<std::string>& orders, std::size_t unknown,
                                      const IndexReader& reader) {
  const auto other_names = OtherNamesOf(reader);
  std::vector<QueryNode> readings;
  std::vector<QueryNode> forms;
  std::vector<QueryNode> others;
  for (const std::string& order : orders) {
    std::vector<QueryNode> exact;
    if (unknown < 2 || order.find('-') != std::string::npos)
      for (const std::string& form : FormsOfName(order))
        if (DocFreqOfAuthor(form, reader) > 0)
          (form == order ? exact : forms).push_back(AuthorTerm(form));
    if (const OtherNames::Names* names = other_names->Find(order)) {
      for (const std::string& written : names->written) exact.push_back(AuthorTerm(written));
      for (const std::string& other : names->others) others.push_back(AuthorTerm(other));
    }
    if (!exact.empty()) readings.push_back(Unscored(QueryNode::Of(Kind::kOr, std::move(exact))));
  }
  if (!forms.empty()) readings.push_back(Unscored(QueryNode::Of(Kind::kOr, std::move(forms))));
  if (!others.empty()) readings.push_back(Unscored(QueryNode::Of(Kind::kOr, std::move(others))));
  return readings;
}

std::vector<std::string> AuthorsReadAs(const std::vector<std::string>& names,
                                       const IndexReader& reader) {
  if (names.size() != 2) return {};
  std::vector<std::pair<Xapian::doccount, std::string>> authors;
  for (const bool family_first : {true, false}) {
    const std::string& family = family_first ? names.front() : names.back();
    const std::string& given = family_first ? names.back() : names.front();
    // A single letter is an initial.
    if (!text::IsSingle(family) && !text::IsSingle(given) && text::LooksLikeSyllable(family) &&
        LooksLikeGivenName(given) && HasAuthorsInHan(reader))
      AddAuthorsReadAs(family, given, reader, authors);
  }
  std::stable_sort(authors.begin(), authors.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<std::string> read;
  for (auto& [papers, author] : authors)
    if (papers * kTimesRarer >= authors.front().first) read.push_back(std::move(author));
  return read;
}

QueryNode AuthorInFull(const std::vector<std::string>& names) {
  std::vector<QueryNode> parts;
  parts.reserve(names.size());
  for (const std::string& name : names)
    parts.push_back(text::IsSingle(name) ? InFullOrInitial(name) : InFull(name));
  if (parts.size() == 1) return std::move(parts.front());
  return QueryNode::Of(Kind::kNear, std::move(parts), WindowOf(names));
}

QueryNode AuthorNear(const std::vector<std::string>& names) {
  QueryNode in_full = AuthorInFull(names);
  if (names.size() == 1) return in_full;
  std::vector<QueryNode> alternatives = {std::move(in_full)};
  for (const bool family_first : {false, true}) {
    const std::string& family = family_first ? names.front() : names.back();
    const std::size_t begin = family_first ? 1 : 0;
    std::vector<QueryNode> parts;
    bool in_full_anyway = true;
    for (std::size_t i = begin; i < begin + names.size() - 1; ++i) {
      parts.push_back(InFullOrInitial(names[i]));
      in_full_anyway = in_full_anyway && text::IsSingle(names[i]);
    }
    if (in_full_anyway || text::IsSingle(family)) continue;
    parts.push_back(InFull(family));
    alternatives.push_back(QueryNode::Of(Kind::kPhrase, std::move(parts), WindowOf(names)));
  }
  return alternatives.size() == 1 ? std::move(alternatives.front())
                                  : QueryNode::Of(Kind::kOr, std::move(alternatives));
}

}  // namespace dssearch
