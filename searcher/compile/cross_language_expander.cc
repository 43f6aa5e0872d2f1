#include "searcher/compile/cross_language_expander.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string_view>
#include <utility>

#include "searcher/compile/boosts.h"
#include "searcher/compile/estimates.h"
#include "searcher/compile/term_queries.h"
#include "searcher/compile/text_compiler.h"
#include "searcher/compile/translation_parts.h"
#include "searcher/compile/translation_weight.h"
#include "searcher/format/record.h"
#include "searcher/text/code_points.h"

namespace dssearch {
namespace {

using format::Field;
using Kind = QueryNode::Kind;

// The term that finds the papers with a text in a language.
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
  std::size_t bytes = BytesOf(query) + tokens.capacity() * sizeof(std::string);
  for (const std::string& token : tokens) bytes += token.capacity();
  return bytes;
}

std::vector<LexiconExpansion> CrossLanguageExpander::Expand(ClauseTree& tree) const {
  Expansions expansions;
  ExpandTree(tree, expansions);
  return expansions;
}

void CrossLanguageExpander::ExpandTree(ClauseTree& tree, Expansions& expansions) const {
  if (tree.kind == ClauseTree::Kind::kText) ExpandText(tree.text, expansions);
  if (tree.kind == ClauseTree::Kind::kPhrase) ExpandPhrase(tree.text, expansions);
  // Names are not translated.
  if (tree.kind == ClauseTree::Kind::kNot || tree.kind == ClauseTree::Kind::kNamedValue) return;
  for (ClauseTree& child : tree.children) ExpandTree(child, expansions);
}

// Replaces the clauses that lexicon terms cover by one clause that matches them or their
// translations, and scores as the better of the two.
void CrossLanguageExpander::ExpandText(TextClauses& text, Expansions& expansions) const {
  const std::vector<LexiconMatch> matches = FindLexiconMatches(text.tokens, reader_);
  const std::vector<bool> to_translate = AreToBeTranslated(matches, *text.field);
  std::vector<bool> as_whole;
  as_whole.reserve(matches.size());
  for (const LexiconMatch& match : matches) as_whole.push_back(ScoresAsWhole(match, text));
  const auto index_of = [&](const LexiconMatch* match) {
    return static_cast<std::size_t>(match - matches.data());
  };
  const std::size_t all = text.clauses.size();
  std::vector<CompiledClause> expanded;
  std::vector<QueryNode> parts;
  std::vector<double> translated;  // By clause of `expanded`, the share that translations have.
  for (Group& group : GroupOverlapping(std::move(text.clauses), matches, text.tokens)) {
    for (const LexiconMatch* term : group.terms) {
      // A run of the text field that is this term as a whole scores so already.
      const PositionRange at = PositionsOf(*term, text.tokens);
      if (!as_whole[index_of(term)] ||
          (text.field->prefix.empty() &&
           std::find(text.han_runs.begin(), text.han_runs.end(), at) != text.han_runs.end()))
        continue;
      std::vector<std::string> characters;
      for (std::size_t i = term->first; i < term->end; ++i)
        characters.push_back(text.tokens[i].text);
      // These boosts stay out of the estimated score that a translation is weighted by.
      group.clauses.back().han_run_boosts.push_back(
          Boosted(CjkPhrase(characters, *text.field, reader_), boosts::kWholeTerm));
    }
    std::erase_if(group.terms,
                  [&](const LexiconMatch* term) { return !to_translate[index_of(term)]; });
    const double share =
        group.terms.empty()
            ? 0
            : TranslateGroup(group, text, group.clauses.size() == all, parts, expansions);
    for (CompiledClause& clause : group.clauses) {
      translated.push_back(share);
      expanded.push_back(std::move(clause));
    }
  }
  // Where all words are required, the untranslated ones are in all papers that match, so they
  // favour no language.
  const auto untranslated = std::count(translated.begin(), translated.end(), 0);
  if (static_cast<std::size_t>(untranslated) < expanded.size() &&
      (match_ != Match::kAll || untranslated == 0))
    BalanceLanguages(expanded, translated, parts);
  ApplyRunBoosts(expanded);
  text.clauses = std::move(expanded);
  if (match_ == Match::kAll || parts.empty() || text.clauses.size() < 2) return;
  // Nothing is found by a part of a translation, but what is found otherwise scores by it.
  QueryNode either = CombineBoolean(std::move(text.clauses), match_)->must;
  text.clauses = {{ScoredBy(std::move(either), std::move(parts))}};
}

// `clauses` and `terms` are both in the order of the text.
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

// For each term, whether to translate it. In a disjunction a term whose translation too many papers
// have is not translated beside others: it adds little to the ranking and takes longest.
std::vector<bool> CrossLanguageExpander::AreToBeTranslated(const std::vector<LexiconMatch>& terms,
                                                           const Field& field) const {
  std::vector<bool> translate(terms.size(), translate_);
  if (!translate_ || match_ == Match::kAll || terms.size() < 2) return translate;
  bool any_kept = false;
  for (std::size_t i = 0; i < terms.size(); ++i) {
    bool found = false;
    for (const format::Translation& translation : terms[i].entry->translations) {
      if (!HasPapersFor(translation.text)) continue;
      const Xapian::doccount doc_freq =
          DocFreqUpperBound(Translated(translation.text, field)->query, reader_);
      found = found || doc_freq > 0;
      translate[i] =
          translate[i] &&
          doc_freq <= kCommonTranslation * PapersIn(text::StartsUnspaced(translation.text));
    }
    any_kept = any_kept || (translate[i] && found);
  }
  return any_kept ? translate : std::vector<bool>(terms.size(), true);
}

// Replaces the clauses of a group by one and returns the share of its score that its translations
// have, if the index has those that it needs: in Match::kAll of all terms, else of one. If not,
// returns 0.
double CrossLanguageExpander::TranslateGroup(Group& group, const TextClauses& text, bool alone,
                                             std::vector<QueryNode>& parts,
                                             Expansions& expansions) const {
  std::vector<CompiledClause>& own = group.clauses;
  const std::uint32_t begin =
      std::min(own.front().at.begin, PositionsOf(*group.terms.front(), text.tokens).begin);
  const std::uint32_t end =
      std::max(own.back().at.end, PositionsOf(*group.terms.back(), text.tokens).end);
  // With no other clauses, the papers rank as they do without translations.
  if (alone) ApplyRunBoosts(own);
  QueryNode asked = ScoredClause(*CombineBoolean(own, match_));
  std::vector<QueryNode> translations;  // One node for each term that has translations.
  std::size_t covered = 0;              // The number of positions of the group that terms cover.
  double translated_share = 0;
  for (const LexiconMatch* term : group.terms) {
    // A term counts by its share of the positions of the group.
    const double share = static_cast<double>(term->end - term->first) / (end - begin);
    covered += term->end - term->first;
    std::vector<QueryNode> alternatives =
        TranslationsOf(*term, asked, share, *text.field, expansions);
    if (alternatives.empty()) continue;
    translated_share += TranslatedShare(share, expansions.back().added.strength);
    if (std::optional<QueryNode> in_part =
            PartsOfTranslations(alternatives, chinese_, QueryNode::Term(LanguageTerm(chinese_))))
      parts.push_back(*std::move(in_part));
    translations.push_back(QueryNode::Of(Kind::kDisMax, std::move(alternatives)));
  }
  if (translations.empty() || (match_ == Match::kAll &&
                               (translations.size() < group.terms.size() || covered < end - begin)))
    return 0;
  const double balance = BalanceOf(text::StartsUnspaced(group.terms.front()->entry->term));
  Xapian::doccount doc_freq = 0;
  double least = 0;
  for (const QueryNode& of_term : translations) {
    doc_freq = std::max(doc_freq, DocFreqUpperBound(of_term, reader_));
    if (alone) least += kOwnWords * EstimatedScore(of_term, 0, reader_);
  }
  const Kind kind = match_ == Match::kAll ? Kind::kAnd : Kind::kOr;
  QueryNode translated = translations.size() == 1 ? std::move(translations.front())
                                                  : QueryNode::Of(kind, std::move(translations));
  // A paper with all of the query's own words is scored by these.
  translated = QueryNode::Of(Kind::kAndNot, std::move(translated), AllTermsOf(own));
  CompiledClause either{QueryNode::Of(Kind::kDisMax,
                                      CapByDocFreq(std::move(asked), doc_freq, balance, least),
                                      std::move(translated))};
  either.is_bag_of_words = own.back().is_bag_of_words;
  either.han_run_should = std::move(own.back().han_run_should);
  either.han_run_boosts = std::move(own.back().han_run_boosts);
  own.clear();
  own.push_back(std::move(either));
  return std::min(1.0, translated_share);
}

// The translations of a term that occur in the index. A translation scores as the query's own words
// would if as many papers had them, and less the weaker it is.
std::vector<QueryNode> CrossLanguageExpander::TranslationsOf(const LexiconMatch& term,
                                                             const QueryNode& asked, double share,
                                                             const Field& field,
                                                             Expansions& expansions) const {
  const format::LexiconEntry& entry = *term.entry;
  const bool has_english_name = std::any_of(
      entry.translations.begin(), entry.translations.end(), [&](const format::Translation& one) {
        return !text::IsAbbreviation(one.text) && !text::StartsUnspaced(one.text) &&
               HasPapersFor(one.text);
      });
  std::vector<QueryNode> nodes;
  LexiconExpansion expansion{{.term = entry.term}};
  for (const format::Translation& translation : entry.translations) {
    if (!term.is_form && translation.origin != format::Origin::kLearnt) continue;
    if (!HasPapersFor(translation.text)) continue;
    if (!untranslated_.empty() &&
        (untranslated_.contains(entry.key) ||
         untranslated_.contains(text::LexiconKeyOf(translation.text, reader_.analyzer())))) {
      expansion.added.dropped.push_back(translation.text);
      continue;
    }
    const std::shared_ptr<const TranslatedTerm> translated = Translated(translation.text, field);
    QueryNode node = translated->query;
    Xapian::doccount doc_freq = DocFreqUpperBound(node, reader_);
    if (!text::IsAbbreviation(translation.text)) {
      // A paper in the query's language has the query's own words.
      const bool chinese = text::StartsUnspaced(translation.text);
      doc_freq = std::min(doc_freq, PapersIn(chinese));
      node = QueryNode::Of(Kind::kFilter, std::move(node), QueryNode::Term(LanguageTerm(chinese)));
    }
    if (doc_freq == 0) continue;
    const bool is_short = has_english_name && text::IsAbbreviation(translation.text);
    node.boost = TranslationBoost(is_short ? share * kAbbreviation : share, translation.strength,
                                  EstimatedScore(asked, doc_freq, reader_),
                                  EstimatedScore(node, 0, reader_));
    node.translates = entry.term;
    node.term = translation.text;
    expansion.translations.push_back({translated->tokens, doc_freq});
    nodes.push_back(std::move(node));
    expansion.added.added.push_back(translation.text);
    expansion.added.strength = std::max(expansion.added.strength, translation.strength);
  }
  if (!nodes.empty() || !expansion.added.dropped.empty())
    expansions.push_back(std::move(expansion));
  return nodes;
}

QueryNode CrossLanguageExpander::CapByDocFreq(QueryNode asked, Xapian::doccount doc_freq,
                                              double balance, double least) const {
  const double own = EstimatedScore(asked, 0, reader_);
  if (own == 0) return asked;
  const double as_common = EstimatedScore(asked, doc_freq, reader_);
  return Boosted(std::move(asked), OwnWordsBoost(own, as_common, balance, least));
}

// Papers without the query's language lack the bigrams that join the words of a Chinese text, and
// the words that the lexicon lacks, unless texts of both languages use them (BERT). So the former
// are scaled down by how many such papers there are, and what these papers have counts for the
// latter, too, unless a paper in the query's language has nearly all of the query.
void CrossLanguageExpander::BalanceLanguages(std::vector<CompiledClause>& clauses,
                                             const std::vector<double>& translated,
                                             std::vector<QueryNode>& parts) const {
  const double balance = BalanceOf(chinese_);
  if (balance == 0) return;
  for (CompiledClause& clause : clauses)
    for (QueryNode& one : clause.han_run_should) one.boost *= 1 - balance;
  const QueryNode is_here = QueryNode::Term(LanguageTerm(chinese_));
  const double here = PapersIn(chinese_);
  const double elsewhere = reader_.doc_count() - here;
  double known = 0;
  double lacking = 0;
  std::vector<WeightedQuery> found;  // What papers have of the query.
  for (std::size_t i = 0; i < clauses.size(); ++i) {
    const double score = EstimatedScore(ScoredClause(clauses[i]), 0, reader_);
    const QueryNode& must = clauses[i].must;
    const double doc_freq = reader_.DocFreq(must, Precision::kApproximate);
    if (doc_freq == 0) continue;  // No paper of any language has it.
    double known_share = translated[i];
    if (known_share == 0) {
      const double doc_freq_here =
          reader_.DocFreq(QueryNode::Of(Kind::kAnd, must, is_here), Precision::kApproximate);
      known_share = KnownShare(doc_freq_here / here, (doc_freq - doc_freq_here) / elsewhere);
    }
    known += score * known_share;
    lacking += score * (1 - known_share);
    found.push_back({&must, score});
  }
  const double boost = ForeignBoost(known, lacking, balance);
  if (boost == 1) return;
  if (reader_.BestSum(found, is_here) >= kDecided * (known + lacking)) return;
  for (QueryNode& one : parts) one.children.front().boost *= boost;
  for (std::size_t i = 0; i < clauses.size(); ++i) {
    if (translated[i] == 0) continue;
    QueryNode& must = clauses[i].must;
    QueryNode foreign = QueryNode::Of(Kind::kAndNot, Boosted(must, boost), is_here);
    must = QueryNode::Of(Kind::kDisMax, std::move(must), std::move(foreign));
  }
}

// Lets a phrase that is a term of the lexicon match as a translation of it, word by word as that is
// written.
void CrossLanguageExpander::ExpandPhrase(TextClauses& phrase, Expansions& expansions) const {
  if (!translate_ || phrase.clauses.empty()) return;
  const std::vector<LexiconMatch> matches = FindLexiconMatches(phrase.tokens, reader_);
  if (matches.size() != 1 || matches[0].end - matches[0].first != phrase.tokens.size()) return;
  const QueryNode asked = ScoredClause(phrase.clauses.front());
  std::vector<QueryNode> nodes;
  Xapian::doccount doc_freq = 0;
  for (QueryNode& node : TranslationsOf(matches[0], asked, 1, *phrase.field, expansions)) {
    const std::vector<std::string> terms = SurfaceTermsOf(node.term, *phrase.field);
    if (terms.size() > 1) {
      QueryNode as_written = QueryNode::Of(Kind::kFilter, node,
                                           TermPhrase(terms, static_cast<unsigned>(terms.size())));
      as_written.boost = std::exchange(as_written.children[0].boost, 1);
      as_written.translates = node.translates;
      as_written.term = node.term;
      node = std::move(as_written);
    }
    doc_freq = std::max(doc_freq, DocFreqUpperBound(node, reader_));
    nodes.push_back(std::move(node));
  }
  if (nodes.empty()) return;
  QueryNode translations = QueryNode::Of(Kind::kDisMax, std::move(nodes));
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
  for (text::LexiconToken& token :
       text::LexiconTokensOf(translation, analyzer.Analyze(translation), analyzer))
    translated->tokens.push_back(std::move(token.text));
  reader_.cache().Put<TranslatedTerm>(key, translated);
  return translated;
}

// Whether the index has papers in the language of a translation.
bool CrossLanguageExpander::HasPapersFor(const std::string& translation) const {
  return text::IsAbbreviation(translation) || PapersIn(text::StartsUnspaced(translation)) > 0;
}

Xapian::doccount CrossLanguageExpander::PapersIn(bool chinese) const {
  return reader_.StatsOf(LanguageTerm(chinese)).doc_freq;
}

// The terms of a text's subwords and characters, unstemmed.
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
