#include "searcher/compile/term_queries.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "searcher/rank/bm25.h"

namespace dssearch {

using format::Field;
using text::Analysis;
using text::Token;
using text::TokenKind;
using Kind = Clause::Kind;

std::string TermClauses::TermOf(const Token& token, const Analysis& analysis,
                                const Field& field) const {
  const std::string_view text = analysis.Text(token);
  if (token.kind == TokenKind::kBigram) return BigramTerm(field, text);
  if (token.stemmable && field.kind == format::FieldKind::kText)
    return StemTerm(field, session_.analyzer.Stem(text));
  return SurfaceTerm(field, text);
}

Clause TermClauses::Scored(const std::string& term) const {
  return Weighted(Clause::Term(term), Repetition({term}));
}

double TermClauses::Repetition(const std::vector<std::string>& spellings) const {
  double papers = 0;
  double times = 0;
  for (const std::string& term : spellings) {
    const Snapshot::Frequency frequency = FrequencyOf(term);
    papers += frequency.papers;
    times += frequency.times;
  }
  return std::pow((times + 1) / std::max(papers, 1.0), ranking::kRepetition);
}

Clause TermClauses::SequenceOf(const std::vector<std::string>& characters,
                               const Field& field) const {
  if (characters.size() == 1) return Scored(SurfaceTerm(field, characters.front()));
  std::vector<Clause> bigrams;
  for (std::size_t i = 0; i + 1 < characters.size(); ++i)
    bigrams.push_back(Scored(BigramTerm(field, characters[i] + characters[i + 1])));
  if (bigrams.size() == 1) return std::move(bigrams.front());
  const auto window = static_cast<unsigned>(bigrams.size());
  return Clause::Of(Kind::kPhrase, std::move(bigrams), window);
}

Clause TermClauses::SequenceOf(const std::vector<const Token*>& characters,
                               const Analysis& analysis, const Field& field) const {
  std::vector<std::string> texts;
  texts.reserve(characters.size());
  for (const Token* character : characters) texts.emplace_back(analysis.Text(*character));
  return SequenceOf(texts, field);
}

std::vector<Clause> TermClauses::Each(const std::vector<std::string>& terms) {
  std::vector<Clause> clauses;
  clauses.reserve(terms.size());
  for (const std::string& term : terms) clauses.push_back(Clause::Term(term));
  return clauses;
}

Clause TermClauses::PhraseOf(const std::vector<std::string>& terms, unsigned window) {
  if (terms.size() == 1) return Clause::Term(terms.front());
  return Clause::Of(Kind::kPhrase, Each(terms), window);
}

double TermClauses::IdfOf(double papers) const {
  const double all = session_.database.get_doccount();
  return std::log(1 + (all - papers + 0.5) / (papers + 0.5));
}

Xapian::doccount TermClauses::PapersAtMost(const Clause& clause) const {
  switch (clause.kind) {
    case Kind::kTerm:
      return FrequencyOf(clause.term).papers;
    case Kind::kAndMaybe:
    case Kind::kFilter:
    case Kind::kAndNot:
      return PapersAtMost(clause.children.front());
    case Kind::kEvery:
    case Kind::kDates:
      return session_.database.get_doccount();
    case Kind::kAnd:
    case Kind::kPhrase:
    case Kind::kNear: {
      Xapian::doccount least = clause.children.empty() ? 0 : session_.database.get_doccount();
      for (const Clause& child : clause.children) least = std::min(least, PapersAtMost(child));
      return least;
    }
    case Kind::kOr:
    case Kind::kBest:
    case Kind::kSynonym: {
      Xapian::doccount most = 0;
      for (const Clause& child : clause.children) most = std::max(most, PapersAtMost(child));
      return most;
    }
  }
  return 0;
}

double TermClauses::Worth(const Clause& clause, Xapian::doccount papers) const {
  switch (clause.kind) {
    case Kind::kTerm:
      return clause.weight * ranking::TermWeight(std::max(papers, FrequencyOf(clause.term).papers),
                                                 session_.database.get_doccount());
    case Kind::kSynonym:
      return clause.weight * ranking::TermWeight(std::max(papers, PapersAtMost(clause)),
                                                 session_.database.get_doccount());
    case Kind::kEvery:
    case Kind::kDates:
      return 0;
    case Kind::kFilter:
    case Kind::kAndNot:
      return clause.weight * Worth(clause.children.front(), papers);
    case Kind::kBest: {
      double most = 0;
      for (const Clause& child : clause.children) most = std::max(most, Worth(child, papers));
      return clause.weight * most;
    }
    case Kind::kAnd:
    case Kind::kAndMaybe:
    case Kind::kOr:
    case Kind::kPhrase:
    case Kind::kNear:
      break;
  }
  double sum = 0;
  if (clause.weight != 0)
    for (const Clause& child : clause.children) sum += Worth(child, papers);
  return clause.weight * sum;
}

}  // namespace dssearch
