#include "searcher/compile/cross_language_expander.h"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>

#include "searcher/compile/boosts.h"
#include "searcher/compile/estimates.h"
#include "searcher/compile/term_queries.h"
#include "searcher/compile/text_compiler.h"
#include "searcher/compile/translation_weight.h"
#include "searcher/format/record.h"
#include "searcher/index/doc_bit_set.h"
#include "searcher/index/term_stats.h"
#include "searcher/match/matcher.h"
#include "searcher/text/code_points.h"

namespace dssearch {
namespace {

using format::Field;
using Kind = QueryNode::Kind;

// Whether it is RAG or MoE, which texts of all languages have.
bool IsAbbreviation(std::string_view text) {
  const auto is_capital = [](char c) { return c >= 'A' && c <= 'Z'; };
  return text.find(' ') == std::string_view::npos &&
         std::count_if(text.begin(), text.end(), is_capital) > 1;
}

// The term of papers that have text in a language.
std::string LanguageTerm(bool chinese) {
  return format::ValueTerm(format::kLanguageField, chinese ? "zh" : "en");
}

std::size_t BytesOf(const QueryNode& node) {
  std::size_t bytes = sizeof node + node.term.capacity() + node.translates.capacity();
  for (const QueryNode& child : node.children) bytes += BytesOf(child);
  return bytes;
}

}  // namespace

std::size_t CrossLanguageExpander::TranslatedTerm::bytes() const {
  std::size_t bytes = BytesOf(query) + tokens.capacity() * sizeof tokens[0];
  for (const std::string& token : tokens) bytes += token.capacity();
  return bytes;
}

std::vector<TermExpansion> CrossLanguageExpander::Expand(ClauseTree& tree) const {
  Expansions expansions;
  ExpandTree(tree, expansions);
  return expansions;
}

void CrossLanguageExpander::ExpandTree(ClauseTree& tree, Expansions& expansions) const {
  if (tree.kind == ClauseTree::Kind::kText) ExpandText(tree.text, expansions);
  if (tree.kind == ClauseTree::Kind::kPhrase) ExpandPhrase(tree.text, expansions);
  if (tree.kind == ClauseTree::Kind::kNot) return;
  for (ClauseTree& child : tree.children) ExpandTree(child, expansions);
}

// The clauses that a term covers, or what it is called in the other language, become one clause,
// which counts once.
void CrossLanguageExpander::ExpandText(TextClauses& text, Expansions& expansions) const {
  const std::vector<LexiconMatch> matches = FindLexiconMatches(text.tokens, reader_);
  const std::vector<bool> worth_translating = AreWorthTranslating(matches, *text.field);
  std::vector<bool> as_whole;
  as_whole.reserve(matches.size());
  for (const LexiconMatch& match : matches) as_whole.push_back(ScoresAsWhole(match, text));
  const auto index_of = [&](const LexiconMatch* match) {
    return static_cast<std::size_t>(match - matches.data());
  };
  const std::size_t all = text.clauses.size();
  std::vector<CompiledClause> expanded;
  std::vector<std::size_t> untranslated;  // Of `expanded`.
  for (Group& group : GroupOverlapping(std::move(text.clauses), matches, text.tokens)) {
    for (const LexiconMatch* term : group.terms) {
      // What is a run of its own anywhere in the text does so anyway.
      const PositionRange at = PositionsOf(*term, text.tokens);
      if (!as_whole[index_of(term)] ||
          (text.field->prefix.empty() &&
           std::find(text.han_runs.begin(), text.han_runs.end(), at) != text.han_runs.end()))
        continue;
      std::vector<std::string> characters;
      for (std::size_t i = term->first; i < term->end; ++i)
        characters.push_back(text.tokens[i].text);
      // Beside what was asked for, so that a translation is worth no more for it.
      group.clauses.back().han_run_boosts.push_back(
          Boosted(CjkPhrase(characters, *text.field, reader_), boosts::kWholeTerm));
    }
    std::erase_if(group.terms,
                  [&](const LexiconMatch* term) { return !worth_translating[index_of(term)]; });
    const bool translated = !group.terms.empty() &&
                            TranslateGroup(group, text, group.clauses.size() == all, expansions);
    for (CompiledClause& clause : group.clauses) {
      if (!translated) untranslated.push_back(expanded.size());
      expanded.push_back(std::move(clause));
    }
  }
  // Where all words are wanted, those without translation are only in papers that are compared
  // with each other.
  const bool translated = untranslated.size() < expanded.size();
  if (translated && (match_ != Match::kAll || untranslated.empty()))
    BalanceLanguages(expanded, untranslated, text.han_runs);
  ApplyRunBoosts(expanded);
  text.clauses = std::move(expanded);
}

// Both are in order.
std::vector<CrossLanguageExpander::Group> CrossLanguageExpander::GroupOverlapping(
    std::vector<CompiledClause> clauses, const std::vector<LexiconMatch>& terms,
    const std::vector<text::LexiconToken>& tokens) {
  std::vector<Group> groups;
  auto term = terms.begin();
  for (auto clause = clauses.begin(); clause != clauses.end();) {
    Group& group = groups.emplace_back();
    std::uint32_t end = clause->at.end;
    while (term != terms.end() && PositionsOf(*term, tokens).end <= clause->at.begin) ++term;
    group.clauses.push_back(std::move(*clause++));
    for (bool more = true; more;) {
      more = false;
      for (; term != terms.end() && PositionsOf(*term, tokens).begin < end; ++term, more = true) {
        group.terms.push_back(&*term);
        end = std::max(end, PositionsOf(*term, tokens).end);
      }
      for (; clause != clauses.end() && clause->at.begin < end; ++clause, more = true) {
        end = std::max(end, clause->at.end);
        group.clauses.push_back(std::move(*clause));
      }
    }
  }
  return groups;
}

// Of each term, whether it is to be translated. Where any word will do, one that too many papers
// have in translation is not, beside others that are: it says little, and would take longest.
std::vector<bool> CrossLanguageExpander::AreWorthTranslating(const std::vector<LexiconMatch>& terms,
                                                             const Field& field) const {
  std::vector<bool> worth(terms.size(), translate_);
  if (!translate_ || match_ == Match::kAll || terms.size() < 2) return worth;
  bool others = false;
  for (std::size_t i = 0; i < terms.size(); ++i) {
    bool found = false;
    for (const format::Translation& one : terms[i].entry->translations) {
      if (!HasPapersFor(one.text)) continue;
      const Xapian::doccount doc_freq =
          DocFreqUpperBound(Translated(one.text, field)->query, reader_);
      found = found || doc_freq > 0;
      worth[i] =
          worth[i] && doc_freq <= kCommonTranslation * PapersIn(text::StartsUnspaced(one.text));
    }
    others = others || (worth[i] && found);
  }
  return others ? worth : std::vector<bool>(terms.size(), true);
}

// Puts one clause in the place of those of the group and returns true, where the index has its
// terms in translation.
bool CrossLanguageExpander::TranslateGroup(Group& group, const TextClauses& text, bool alone,
                                           Expansions& expansions) const {
  std::vector<CompiledClause>& own = group.clauses;
  const std::uint32_t begin =
      std::min(own.front().at.begin, PositionsOf(*group.terms.front(), text.tokens).begin);
  const std::uint32_t end =
      std::max(own.back().at.end, PositionsOf(*group.terms.back(), text.tokens).end);
  // Alone, its papers keep their order.
  if (alone) ApplyRunBoosts(own);
  QueryNode asked = ScoredClause(*CombineBoolean(own, match_));
  std::vector<QueryNode> translations;  // Of each term that has any.
  std::size_t covered = 0;              // Positions of what was asked for that terms cover.
  for (const LexiconMatch* term : group.terms) {
    // Each term is worth its part of what was asked for.
    const double share = static_cast<double>(term->end - term->first) / (end - begin);
    covered += term->end - term->first;
    std::vector<QueryNode> ways = TranslationsOf(*term, asked, share, *text.field, expansions);
    if (!ways.empty()) translations.push_back(QueryNode::Of(Kind::kDisMax, std::move(ways)));
  }
  if (translations.empty() || (match_ == Match::kAll &&
                               (translations.size() < group.terms.size() || covered < end - begin)))
    return false;
  const double balance = BalanceOf(text::StartsUnspaced(group.terms.front()->entry->term));
  Xapian::doccount doc_freq = 0;
  double least = 0;
  for (const QueryNode& ways : translations) {
    doc_freq = std::max(doc_freq, DocFreqUpperBound(ways, reader_));
    if (alone) least += kOwnWords * EstimatedScore(ways, 0, reader_);
  }
  const Kind kind = match_ == Match::kAll ? Kind::kAnd : Kind::kOr;
  QueryNode translated = translations.size() == 1 ? std::move(translations.front())
                                                  : QueryNode::Of(kind, std::move(translations));
  // A paper that has all of the asker's own words is ranked by these.
  translated = QueryNode::Of(Kind::kAndNot, std::move(translated), AllTermsOf(own));
  CompiledClause either{QueryNode::Of(Kind::kDisMax,
                                      CapByDocFreq(std::move(asked), doc_freq, balance, least),
                                      std::move(translated))};
  either.is_bag_of_words = own.back().is_bag_of_words;
  either.han_run_should = std::move(own.back().han_run_should);
  either.han_run_boosts = std::move(own.back().han_run_boosts);
  own.clear();
  own.push_back(std::move(either));
  return true;
}

// What a term is called in the other language, as far as the index has it. A match counts as much
// as the asker's own words would, if as many papers had them, and less than that as it is less
// sure.
std::vector<QueryNode> CrossLanguageExpander::TranslationsOf(const LexiconMatch& term,
                                                             const QueryNode& asked, double share,
                                                             const Field& field,
                                                             Expansions& expansions) const {
  const format::LexiconEntry& entry = *term.entry;
  std::vector<QueryNode> ways;
  TermExpansion expansion{{entry.term, {}, 0}};
  for (const format::Translation& one : entry.translations) {
    if (!term.is_form && one.origin != format::Origin::kLearnt) continue;
    if (!HasPapersFor(one.text)) continue;
    const std::shared_ptr<const TranslatedTerm> translated = Translated(one.text, field);
    QueryNode way = translated->query;
    Xapian::doccount doc_freq = DocFreqUpperBound(way, reader_);
    if (!IsAbbreviation(one.text)) {
      // A paper in the asker's own language has the asker's own words.
      const bool chinese = text::StartsUnspaced(one.text);
      doc_freq = std::min(doc_freq, PapersIn(chinese));
      way = QueryNode::Of(Kind::kFilter, std::move(way), QueryNode::Term(LanguageTerm(chinese)));
    }
    if (doc_freq == 0) continue;
    way.boost = TranslationBoost(share, one.strength, EstimatedScore(asked, doc_freq, reader_),
                                 EstimatedScore(way, 0, reader_));
    way.translates = entry.term;
    way.term = one.text;
    expansion.translations.push_back({translated->tokens, doc_freq});
    ways.push_back(std::move(way));
    expansion.added.added.push_back(one.text);
    expansion.added.strength = std::max(expansion.added.strength, one.strength);
  }
  if (!ways.empty()) expansions.push_back(std::move(expansion));
  return ways;
}

// What was asked for, worth no more than if as many papers had it; but at least so much.
QueryNode CrossLanguageExpander::CapByDocFreq(QueryNode asked, Xapian::doccount doc_freq,
                                              double balance, double least) const {
  const double own = EstimatedScore(asked, 0, reader_);
  if (own == 0) return asked;
  const double as_common = EstimatedScore(asked, doc_freq, reader_);
  return Boosted(std::move(asked), OwnWordsBoost(own, as_common, balance, least));
}

// Papers in the other language have neither the bigrams that join the words of a text here, nor
// most words that the lexicon does not know. Of these, common ones say little but in which language
// a paper is. So they count only as far as there are no papers in the other language, or these have
// them as often.
void CrossLanguageExpander::BalanceLanguages(std::vector<CompiledClause>& clauses,
                                             const std::vector<std::size_t>& untranslated,
                                             const std::vector<PositionRange>& han_runs) const {
  const double balance = BalanceOf(chinese_);
  const auto lower = [](std::vector<QueryNode>& queries, double by) {
    for (QueryNode& one : queries) one.boost *= 1 - by;
  };
  for (CompiledClause& clause : clauses) lower(clause.han_run_should, balance);
  if (balance == 0) return;
  const DocBitSet docs_here = DocsMatching(QueryNode::Term(LanguageTerm(chinese_)), reader_);
  const auto here = static_cast<double>(docs_here.size());
  const double elsewhere = reader_.doc_count() - here;
  for (const std::size_t i : untranslated) {
    CompiledClause& clause = clauses[i];
    if (DocFreqUpperBound(clause.must, reader_) < kCommonWord * here) continue;
    DocBitSet docs = DocsMatching(clause.must, reader_, nullptr, Positions::kApproximation);
    const auto doc_freq = static_cast<double>(docs.size());
    docs &= docs_here;
    const auto doc_freq_here = static_cast<double>(docs.size());
    const double share = doc_freq_here / here;
    if (share < kCommonWord) continue;
    const double other_share = (doc_freq - doc_freq_here) / elsewhere;
    const double by = balance * (1 - std::min(1.0, other_share / share));
    clause.must.boost *= 1 - by;
    lower(clause.should, by);
    lower(clause.proximity_boosts, by);
    if (std::find(han_runs.begin(), han_runs.end(), clause.at) != han_runs.end())
      lower(clause.han_run_boosts, by);
  }
}

// A phrase that is a term of the lexicon may be there as its translation is written.
void CrossLanguageExpander::ExpandPhrase(TextClauses& phrase, Expansions& expansions) const {
  if (!translate_ || phrase.clauses.empty()) return;
  const std::vector<LexiconMatch> matches = FindLexiconMatches(phrase.tokens, reader_);
  if (matches.size() != 1 || matches[0].end - matches[0].first != phrase.tokens.size()) return;
  const QueryNode asked = ScoredClause(phrase.clauses.front());
  std::vector<QueryNode> ways;
  Xapian::doccount doc_freq = 0;
  for (QueryNode& way : TranslationsOf(matches[0], asked, 1, *phrase.field, expansions)) {
    const std::vector<std::string> terms = SurfaceTermsOf(way.term, *phrase.field);
    if (terms.size() > 1) {
      QueryNode as_written =
          QueryNode::Of(Kind::kFilter, way, TermPhrase(terms, static_cast<unsigned>(terms.size())));
      as_written.boost = std::exchange(as_written.children[0].boost, 1);
      as_written.translates = way.translates;
      as_written.term = way.term;
      way = std::move(as_written);
    }
    doc_freq = std::max(doc_freq, DocFreqUpperBound(way, reader_));
    ways.push_back(std::move(way));
  }
  if (ways.empty()) return;
  QueryNode translations = QueryNode::Of(Kind::kDisMax, std::move(ways));
  const double least = kOwnWords * EstimatedScore(translations, 0, reader_);
  const double balance = BalanceOf(text::StartsUnspaced(matches[0].entry->term));
  translations.children.insert(translations.children.begin(),
                               CapByDocFreq(asked, doc_freq, balance, least));
  phrase.clauses.front() = {std::move(translations)};
}

double CrossLanguageExpander::BalanceOf(bool chinese) const {
  const double here = PapersIn(chinese);
  return LanguageBalance(here, PapersIn(!chinese), reader_.doc_count() - here);
}

std::shared_ptr<const CrossLanguageExpander::TranslatedTerm> CrossLanguageExpander::Translated(
    const std::string& translation, const Field& field) const {
  const std::string key = std::string(field.prefix) + '\0' + translation;
  if (auto cached = reader_.cache().Get<TranslatedTerm>(key)) return cached;
  auto translated = std::make_shared<TranslatedTerm>();
  translated->query = TextCompiler::CompileTerm(translation, field, reader_);
  text::Analyzer& analyzer = reader_.analyzer();
  for (text::LexiconToken& token : text::LexiconTokensOf(analyzer.Analyze(translation), analyzer))
    translated->tokens.push_back(std::move(token.text));
  reader_.cache().Put<TranslatedTerm>(key, translated);
  return translated;
}

// Whether there are papers in the language of a translation.
bool CrossLanguageExpander::HasPapersFor(const std::string& translation) const {
  return IsAbbreviation(translation) || PapersIn(text::StartsUnspaced(translation)) > 0;
}

Xapian::doccount CrossLanguageExpander::PapersIn(bool chinese) const {
  return StatsOf(LanguageTerm(chinese), reader_).doc_freq;
}

// The words and characters of a text as they stand.
std::vector<std::string> CrossLanguageExpander::SurfaceTermsOf(const std::string& text,
                                                               const Field& field) const {
  const text::Analysis analysis = reader_.analyzer().Analyze(text);
  std::vector<std::string> terms;
  for (const text::Token& token : analysis.tokens())
    if (token.kind == text::TokenKind::kSubword || token.kind == text::TokenKind::kCharacter)
      terms.push_back(SurfaceTerm(field, analysis.Text(token)));
  return terms;
}

}  // namespace dssearch
