#include "searcher/compile/query_compiler.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <set>
#include <utility>

#include "searcher/compile/compiled_clause.h"
#include "searcher/compile/cross_language_expander.h"
#include "searcher/compile/term_queries.h"
#include "searcher/format/record.h"
#include "searcher/format/schema.h"
#include "searcher/query/date_range.h"
#include "searcher/rank/bm25.h"
#include "searcher/text/code_points.h"
#include "searcher/text/lexicon_tokens.h"
#include "searcher/text/regional_variants.h"
#include "searcher/text/segments.h"
#include "searcher/text/stop_words.h"

namespace dssearch {
namespace {

using format::Field;
using text::Analysis;
using text::Token;
using text::TokenKind;
using Kind = Clause::Kind;

std::shared_ptr<const Labels> LabelsOf(Session& session) {
  return session.snapshot->DomainLabels(session.database, session.analyzer);
}

class Builder {
 public:
  Builder(Match match, Session& session, bool translate)
      : match_(match),
        translate_(translate),
        session_(session),
        analyzer_(session.analyzer),
        clauses_(session) {}

  BuiltQuery Build(const Query& root) {
    wanted_only_ = HasWantedWord(root, analyzer_);
    std::optional<Part> part = BuildNode(root);
    if (part) {
      result_.clause = Ranked(*std::move(part));
    } else {
      result_.notes.push_back({Note::Kind::kNoWord});
    }
    return std::move(result_);
  }

 private:
  // Nothing where a node asks for nothing: only stop words, or only signs.
  std::optional<Part> BuildNode(const Query& node) {
    switch (node.kind) {
      case Query::Kind::kAll:
        return Part{Clause::Every(), {}};
      case Query::Kind::kText:
        return BuildText(node);
      case Query::Kind::kPhrase:
        return BuildPhrase(node);
      case Query::Kind::kPrefix:
        return BuildPrefix(node);
      case Query::Kind::kFilter:
        return Part{BuildFilter(node), {}};
      case Query::Kind::kAnd:
        return BuildAnd(node);
      case Query::Kind::kOr:
        return BuildOr(node);
      case Query::Kind::kNot: {
        std::optional<Part> everything = Part{Clause::Every(), {}};
        return Without(std::move(everything), node);
      }
    }
    return std::nullopt;
  }

  // All children in kAll. In kAny the words are alternatives, while what is no
  // word (filters, exclusions) holds all the same.
  std::optional<Part> BuildAnd(const Query& node) {
    std::vector<Part> words;
    std::vector<Clause> filters;
    for (auto child_it = node.children.begin(); child_it != node.children.end(); ++child_it) {
      const Query& child = *child_it;
      if (child.kind == Query::Kind::kNot) continue;
      if (IsPlainText(child)) {
        // A term may stand in several texts beside each other.
        std::vector<const Query*> texts = {&child};
        for (auto next = child_it + 1;
             next != node.children.end() && IsPlainText(*next) && next->field == child.field;
             child_it = next++)
          texts.push_back(&*next);
        std::vector<Part> parts = PartsOf(texts);
        std::move(parts.begin(), parts.end(), std::back_inserter(words));
        continue;
      }
      std::optional<Part> part = BuildNode(child);
      if (!part) continue;
      if (child.kind == Query::Kind::kFilter) {
        filters.push_back(Unweighted(part->required));
      } else {
        words.push_back(*std::move(part));
      }
    }
    std::optional<Part> all = Together(std::move(words), match_);
    if (!filters.empty()) {
      Clause filter = Clause::Of(Kind::kAnd, std::move(filters));
      if (!all) {
        all = Part{std::move(filter), {}};
      } else {
        all->required = Clause::Of(Kind::kFilter, std::move(all->required), std::move(filter));
      }
    }
    for (const Query& child : node.children) {
      if (child.kind != Query::Kind::kNot) continue;
      if (!all) all = Part{Clause::Every(), {}};
      all = Without(std::move(all), child);
    }
    return all;
  }

  std::optional<Part> BuildOr(const Query& node) {
    std::vector<Clause> alternatives;
    for (const Query& child : node.children)
      if (std::optional<Part> part = BuildNode(child))
        alternatives.push_back(Ranked(*std::move(part)));
    if (alternatives.empty()) return std::nullopt;
    return Part{Clause::Of(Kind::kOr, std::move(alternatives)), {}};
  }

  std::optional<Part> Without(std::optional<Part> all, const Query& negation) {
    // What must not be there is neither marked nor widened.
    const std::size_t concepts = result_.concepts.size();
    const std::size_t terms = result_.terms.size();
    const Match match = std::exchange(match_, Match::kAll);
    const bool translate = std::exchange(translate_, false);
    std::optional<Part> excluded = BuildNode(negation.children.front());
    match_ = match;
    translate_ = translate;
    result_.concepts.resize(concepts);
    result_.terms.resize(terms);
    if (excluded)
      all->required =
          Clause::Of(Kind::kAndNot, std::move(all->required), std::move(excluded->required));
    return all;
  }

  Clause BuildFilter(const Query& node) {
    if (node.field == "date")
      return {.kind = Kind::kDates, .days = *ParseDateRange(node.text, format::kLastDay)};
    return ValueClause(node.field, node.text, session_);
  }

  std::optional<Part> BuildText(const Query& node) {
    const Field& field = FieldOf(node);
    if (field.kind == format::FieldKind::kName) return BuildName(node, field);
    return Together(PartsOf({&node}), match_);
  }

  static bool IsPlainText(const Query& node) {
    return node.kind == Query::Kind::kText && FieldOf(node).kind == format::FieldKind::kText;
  }

  // The words of texts beside each other, all of one field.
  std::vector<Part> PartsOf(const std::vector<const Query*>& texts) {
    const Field& field = FieldOf(*texts.front());
    std::vector<Part> parts;
    std::vector<text::Unit> units;
    std::vector<Places> runs;
    std::uint32_t base = 0;
    bool after_run = false;
    for (const Query* one : texts) {
      const Analysis analysis = analyzer_.Analyze(one->text);
      const std::vector<text::Stretch> stretches = text::StretchesOf(analysis);
      if (stretches.empty()) continue;
      // Characters with a blank between them are two words.
      if (after_run && stretches.front().run) ++base;
      const std::size_t first = parts.size();
      for (const text::Stretch& stretch : stretches) {
        if (stretch.run) {
          AddRunOrVariants(analysis, stretch, field, parts);
          const Token& last = analysis.tokens()[stretch.end - 1];
          runs.push_back({base + analysis.tokens()[stretch.begin].position,
                          base + last.position + last.positions});
        } else {
          AddChunk(analysis, stretch, field, parts);
        }
      }
      for (std::size_t i = first; i < parts.size(); ++i) {
        parts[i].at = parts[i].at.Shifted(base);
        for (Places& piece : parts[i].pieces) piece = piece.Shifted(base);
      }
      for (text::Unit& unit : text::UnitsOf(analysis, analyzer_)) {
        unit.position += base;
        units.push_back(std::move(unit));
      }
      base += analysis.positions();
      after_run = stretches.back().run;
    }
    return InTranslation().WithTerms(std::move(parts), units, runs, field);
  }

  Translator InTranslation() {
    return {match_, translate_, session_,
            [this](const std::string& term, const Field& field) { return ClauseOf(term, field); },
            result_};
  }

  // The papers that have all words of a term: all bigrams of Chinese, English by its
  // stems. Where they stand is not looked up, which takes a sixth of the time of a
  // search for what was not searched for before; nDCG@10 of English keywords in
  // cnki_lis .560 where it is, .566 here, MRR@10 of English titles among Chinese
  // papers .845 and .846 (Match::kAuto). Does not depend on the query, and leaves no
  // trace in it.
  Clause ClauseOf(const std::string& term, const Field& field) {
    const Analysis analysis = analyzer_.Analyze(term);
    std::vector<Clause> all;
    const std::size_t concepts = result_.concepts.size();
    const bool chinese = result_.chinese;
    const bool wanted_only = std::exchange(wanted_only_, true);
    previous_ = {};
    std::vector<Part> chunks;
    for (const text::Stretch& stretch : text::StretchesOf(analysis)) {
      if (stretch.run) {
        Clause& run = all.emplace_back(
            clauses_.SequenceOf(text::CharactersOf(analysis, stretch), analysis, field));
        if (run.kind == Kind::kPhrase) run.kind = Kind::kAnd;
      } else {
        AddChunk(analysis, stretch, field, chunks);
      }
    }
    previous_ = {};
    result_.concepts.resize(concepts);
    result_.chinese = chinese;
    wanted_only_ = wanted_only;
    std::vector<Clause> pairs;
    for (Part& chunk : chunks) {
      all.push_back(std::move(chunk.required));
      std::move(chunk.evidence.begin(), chunk.evidence.end(), std::back_inserter(pairs));
    }
    return RankedBy(Clause::Of(Kind::kAnd, std::move(all)), std::move(pairs));
  }

  // A name: its parts in any order, near each other, each in full or as an
  // initial; Han as it is written. Initials alone are not enough for a name that
  // was given in full.
  std::optional<Part> BuildName(const Query& node, const Field& field) {
    const Analysis analysis = analyzer_.Analyze(node.text);
    std::vector<Clause> all;
    std::vector<std::string> names;
    for (const text::Stretch& stretch : text::StretchesOf(analysis)) {
      if (stretch.run) {
        all.push_back(clauses_.SequenceOf(text::CharactersOf(analysis, stretch), analysis, field));
        continue;
      }
      for (std::size_t i = stretch.begin; i < stretch.end; ++i)
        if (analysis.tokens()[i].kind == TokenKind::kAtom)
          names.emplace_back(analysis.Text(analysis.tokens()[i]));
    }
    if (!names.empty()) all.push_back(NamesNear(names, field));
    if (all.empty()) return std::nullopt;
    return Part{Clause::Of(Kind::kAnd, std::move(all))};
  }

  static Clause NamesNear(const std::vector<std::string>& names, const Field& field) {
    const auto full = [&field](const std::string& name) {
      return Clause::Term(SurfaceTerm(field, name));
    };
    const auto is_initial = [](const std::string& name) {
      return text::FirstSize(name) == name.size();
    };
    const auto either = [&](const std::string& name) {
      std::string other = is_initial(name)
                              ? SurfaceTerm(field, format::Initial(name))
                              : SurfaceTerm(field, name.substr(0, text::FirstSize(name)));
      return Clause::Of(Kind::kOr, full(name), Clause::Term(std::move(other)));
    };
    if (names.size() == 1)
      return is_initial(names.front()) ? either(names.front()) : full(names.front());
    // A middle name or two may stand between.
    const auto window = static_cast<unsigned>(names.size() + 2);
    const auto near = [&](std::size_t whole) {
      std::vector<Clause> parts;
      for (std::size_t i = 0; i < names.size(); ++i)
        parts.push_back(i == whole ? full(names[i]) : either(names[i]));
      return Clause::Of(Kind::kNear, std::move(parts), window);
    };
    std::vector<Clause> ways;
    for (std::size_t i = 0; i < names.size(); ++i)
      if (!is_initial(names[i])) ways.push_back(near(i));
    return ways.empty() ? near(names.size()) : Clause::Of(Kind::kOr, std::move(ways));
  }

  // Letters and digits: a word by its stem, a compound in all its spellings.
  void AddChunk(const Analysis& analysis, const text::Stretch& stretch, const Field& field,
                std::vector<Part>& parts) {
    const Token& first = analysis.tokens()[stretch.begin];
    if (stretch.end - stretch.begin == 1) {
      const std::string text(analysis.Text(first));
      if (field.prefix.empty() && wanted_only_ && text::IsStopWord(text)) return;
      Concept one;
      const std::string term = clauses_.TermOf(first, analysis, field);
      Part part{clauses_.Scored(term), {}, true};
      part.at = {first.position, first.position + 1};
      if (field.prefix.empty()) AddPair(first, text, term, part);
      (first.stemmable ? one.stems : one.tokens)
          .push_back(first.stemmable ? std::string(analyzer_.Stem(text)) : text);
      parts.push_back(std::move(part));
      AddConcept(std::move(one), term, field);
      return;
    }
    previous_ = {};
    std::vector<std::string> terms;
    std::vector<std::string> atoms;
    std::vector<std::string> phrase;
    Part part;
    part.words = true;
    part.at = {first.position, first.position + first.positions};
    Concept one;
    for (std::size_t i = stretch.begin; i < stretch.end; ++i) {
      const Token& token = analysis.tokens()[i];
      const std::string text(analysis.Text(token));
      if (token.kind == TokenKind::kAtom) {
        atoms.push_back(text);
        phrase.push_back(SurfaceTerm(field, text));
      }
      const bool whole = token.position == first.position && token.positions == first.positions;
      if (whole && token.kind != TokenKind::kAtom) {
        terms.push_back(clauses_.TermOf(token, analysis, field));
        one.tokens.push_back(text);
        if (token.stemmable) one.stems.emplace_back(analyzer_.Stem(text));
      } else if (token.counts && !text::IsStopWord(text)) {
        part.extra.push_back(Weighted(clauses_.Scored(clauses_.TermOf(token, analysis, field)),
                                      ranking::kCompoundPart));
      }
    }
    std::vector<Clause> spellings = TermClauses::Each(terms);
    if (atoms.size() > 1)
      spellings.push_back(TermClauses::PhraseOf(phrase, static_cast<unsigned>(phrase.size())));
    one.phrases.push_back(std::move(atoms));
    part.required =
        Weighted(Clause::Of(Kind::kSynonym, std::move(spellings)), clauses_.Repetition(terms));
    parts.push_back(std::move(part));
    AddConcept(std::move(one), terms.back(), field);
  }

  // A word right behind the one before it, as in the query, counts a little.
  void AddPair(const Token& token, const std::string& text, const std::string& term, Part& part) {
    if (!token.stemmable) {
      previous_ = {};
      return;
    }
    if (!previous_.term.empty()) {
      Clause both = Clause::Of(Kind::kAnd, clauses_.Scored(previous_.term), clauses_.Scored(term));
      part.evidence.push_back(
          Weighted(Clause::Of(Kind::kFilter, std::move(both),
                              TermClauses::PhraseOf({previous_.surface, text}, 2)),
                   ranking::kPair));
    }
    previous_ = {text, term};
  }

  // A run, or what it is called elsewhere (软件, 軟體): alternatives.
  void AddRunOrVariants(const Analysis& analysis, const text::Stretch& stretch, const Field& field,
                        std::vector<Part>& parts) {
    const std::vector<Token>& tokens = analysis.tokens();
    const std::uint32_t begin = tokens[stretch.begin].folded_begin;
    const std::uint32_t end = tokens[stretch.end - 1].folded_end;
    std::vector<Part> own;
    AddRun(analysis, stretch, field, own);
    if (field.kind == format::FieldKind::kText && !own.empty()) {
      std::vector<Clause> alternatives;
      std::vector<Clause> whole;
      for (const std::string& variant :
           text::RegionalVariants(std::string_view(analysis.folded()).substr(begin, end - begin))) {
        const Analysis elsewhere = analyzer_.Analyze(variant);
        std::vector<Part> its;
        AddRun(elsewhere, {0, elsewhere.tokens().size(), true}, field, its);
        CountRuns(its);
        Clause its_whole = WholeOf(its);
        if (std::optional<Part> together = Together(std::move(its), match_)) {
          alternatives.push_back(Weighted(Ranked(*std::move(together)), ranking::kRegionalVariant));
          whole.push_back(std::move(its_whole));
        }
      }
      if (!alternatives.empty()) {
        CountRuns(own);
        whole.push_back(WholeOf(own));
        alternatives.push_back(Ranked(*Together(own, match_)));
      }
      if (!alternatives.empty()) {
        Part all{Clause::Of(Kind::kBest, std::move(alternatives)), {}};
        all.whole = std::move(whole);
        all.at = {own.front().at.begin, own.back().at.end};
        for (const Part& part : own) all.pieces.push_back(part.at);
        parts.push_back(std::move(all));
        return;
      }
    }
    std::move(own.begin(), own.end(), std::back_inserter(parts));
  }

  // A run of characters: each of its pieces must be there, anywhere; its words,
  // all its bigrams, and where it stands as it was typed count.
  void AddRun(const Analysis& analysis, const text::Stretch& stretch, const Field& field,
              std::vector<Part>& parts) {
    result_.chinese = true;
    previous_ = {};
    const std::vector<text::Piece> pieces = text::PiecesOf(analysis, stretch);
    const bool plain = field.prefix.empty();
    const std::size_t first = parts.size();
    bool any = false;
    for (const text::Piece& piece : pieces) {
      if (plain && wanted_only_ && piece.stop) continue;
      if (piece.odd) continue;
      Part part{clauses_.SequenceOf(piece.characters, analysis, field), {}, true};
      part.at = {piece.characters.front()->position, piece.characters.back()->position + 1};
      parts.push_back(std::move(part));
      any = true;
      Concept one;
      std::vector<std::string>& phrase = one.phrases.emplace_back();
      for (const Token* character : piece.characters)
        phrase.emplace_back(analysis.Text(*character));
      const std::string term = piece.characters.size() == 1
                                   ? SurfaceTerm(field, phrase.front())
                                   : BigramTerm(field, phrase[0] + phrase[1]);
      AddConcept(std::move(one), term, field);
    }
    if (!any) return;
    if (pieces.size() > 1) MarkWholeRun(analysis, stretch, field);
    const auto part_of = [&](const Token& token) -> Part& {
      const auto found =
          std::find_if(parts.begin() + static_cast<std::ptrdiff_t>(first), parts.end() - 1,
                       [&token](const Part& part) { return token.position < part.at.end; });
      return *found;
    };
    for (std::size_t i = stretch.begin; i < stretch.end; ++i) {
      const Token& token = analysis.tokens()[i];
      if (token.kind == TokenKind::kWord && !(plain && text::IsStopWord(analysis.Text(token))))
        part_of(token).extra.push_back(clauses_.Scored(clauses_.TermOf(token, analysis, field)));
      if (token.kind == TokenKind::kBigram && !text::Inside(token, pieces))
        parts.back().run_extra.push_back(clauses_.Scored(clauses_.TermOf(token, analysis, field)));
    }
    if (plain)
      AddRunEvidence(text::CharactersOf(analysis, stretch), analysis, parts.back().run_evidence);
  }

  // Where the whole run stands in the text, its bigrams count once more, and
  // again where it stands in the title.
  void AddRunEvidence(const std::vector<const Token*>& characters, const Analysis& analysis,
                      std::vector<Clause>& evidence) {
    if (characters.size() < 2) return;
    Clause run = clauses_.SequenceOf(characters, analysis, format::FieldNamed("text"));
    // Two characters in the text are the bigram, which counts already.
    if (characters.size() > 2) evidence.push_back(Weighted(run, ranking::kRun));
    // What stands in the title stands in the text.
    if (run.kind == Kind::kPhrase) run.kind = Kind::kAnd;
    evidence.push_back(
        Weighted(Clause::Of(Kind::kFilter, std::move(run),
                            clauses_.SequenceOf(characters, analysis, format::FieldNamed("title"))),
                 ranking::kTitleRun));
  }

  // A text that shows the run as it was typed is marked from end to end.
  void MarkWholeRun(const Analysis& analysis, const text::Stretch& stretch, const Field& field) {
    Concept run;
    std::vector<std::string>& phrase = run.phrases.emplace_back();
    for (const Token* character : text::CharactersOf(analysis, stretch))
      phrase.emplace_back(analysis.Text(*character));
    const std::string term = BigramTerm(field, phrase[0] + phrase[1]);
    AddConcept(std::move(run), term, field);
  }

  std::optional<Part> BuildPhrase(const Query& node) {
    const Field& field = FieldOf(node);
    if (field.kind == format::FieldKind::kName) return BuildName(node, field);
    const Analysis analysis = analyzer_.Analyze(node.text);
    std::vector<const Token*> elements;
    Part part;
    for (const Token& token : analysis.tokens()) {
      if (token.kind == TokenKind::kAtom || token.kind == TokenKind::kCharacter)
        elements.push_back(&token);
      if (token.kind == TokenKind::kCharacter || token.kind == TokenKind::kWord)
        result_.chinese = true;
      if (token.counts)
        part.extra.push_back(clauses_.Scored(clauses_.TermOf(token, analysis, field)));
    }
    if (elements.empty()) return std::nullopt;
    const std::vector<text::Stretch> stretches = text::StretchesOf(analysis);
    if (stretches.size() == 1 && stretches.front().run) {
      part.required = clauses_.SequenceOf(elements, analysis, field);
    } else {
      std::vector<std::string> terms;
      terms.reserve(elements.size());
      for (const Token* element : elements)
        terms.push_back(SurfaceTerm(field, analysis.Text(*element)));
      const std::uint32_t window = elements.back()->position - elements.front()->position + 1;
      part.required = Unweighted(TermClauses::PhraseOf(terms, window));
    }
    Concept one;
    std::vector<std::string>& phrase = one.phrases.emplace_back();
    for (const Token* element : elements) phrase.emplace_back(analysis.Text(*element));
    AddConcept(std::move(one), SurfaceTerm(field, phrase.front()), field);
    InTranslation().AddTranslations(text::UnitsOf(analysis, analyzer_), field, part);
    return part;
  }

  std::optional<Part> BuildPrefix(const Query& node) {
    const Field& field = FieldOf(node);
    const Analysis analysis = analyzer_.Analyze(node.text);
    if (analysis.tokens().empty()) return std::nullopt;
    const Token& last = analysis.tokens().back();
    // Only letters and digits have words to complete; what comes before the
    // last of them, and all Han, is as in plain text.
    if (last.kind != TokenKind::kAtom || last.position > 0) {
      Query plain = node;
      plain.kind = Query::Kind::kText;
      return BuildText(plain);
    }
    const std::string beginning(analysis.Text(last));
    const std::string start = SurfaceTerm(field, beginning);
    const auto found = session_.snapshot->TermsFrom(start, session_.database);
    const std::vector<Snapshot::TermFrequency>& words = found->terms;
    if (words.size() < found->total)
      result_.notes.push_back(
          {Note::Kind::kManyCompletions,
           {node.text, std::to_string(words.size()), std::to_string(found->total)}});
    std::vector<Clause> terms;
    std::set<std::string> counted;  // For ranking: of words their stems.
    for (const auto& [frequency, term] : words) {
      terms.push_back(Clause::Term(term));
      const std::string_view word = format::ReadTerm(term).text;
      counted.insert(text::IsEnglish(word) ? StemTerm(field, analyzer_.Stem(word)) : term);
    }
    Concept one;
    one.prefix = beginning;
    AddConcept(std::move(one), words.empty() ? start : words.front().second, field);
    Part part{Unweighted(Clause::Of(Kind::kSynonym, std::move(terms)))};
    if (!counted.empty())
      part.extra.push_back(
          Clause::Of(Kind::kSynonym, TermClauses::Each({counted.begin(), counted.end()})));
    return part;
  }

  static const Field& FieldOf(const Query& node) {
    const Field* field = format::FindField(node.field);
    return field == nullptr ? format::FieldNamed("text") : *field;
  }

  void AddConcept(Concept one, const std::string& term, const Field& field) {
    if (field.kind != format::FieldKind::kText) return;
    one.weight = clauses_.IdfOf(session_.snapshot->FrequencyOf(term, session_.database).papers);
    result_.concepts.push_back(std::move(one));
  }

  Match match_;
  bool translate_;
  Session& session_;
  text::Analyzer& analyzer_;
  TermClauses clauses_;
  bool wanted_only_ = false;
  /// The English word just read, to be paired with the next one.
  struct Word {
    std::string surface;
    std::string term;
  } previous_;
  BuiltQuery result_;
};

}  // namespace

bool HasWantedWord(const Query& node, text::Analyzer& analyzer) {
  if (node.kind == Query::Kind::kText && node.field.empty()) {
    const Analysis analysis = analyzer.Analyze(node.text);
    for (const Token& token : analysis.tokens())
      if ((token.kind == TokenKind::kAtom || token.kind == TokenKind::kWord ||
           (token.kind == TokenKind::kCharacter && token.counts)) &&
          !text::IsStopWord(analysis.Text(token)))
        return true;
    return false;
  }
  if (node.kind == Query::Kind::kNot) return false;
  if (node.children.empty())
    return node.kind != Query::Kind::kAll && node.kind != Query::Kind::kFilter;
  return std::any_of(node.children.begin(), node.children.end(),
                     [&](const Query& child) { return HasWantedWord(child, analyzer); });
}

BuiltQuery BuildQuery(const Query& root, Match match, Session& session, bool translate) {
  BuiltQuery built = Builder(match, session, translate).Build(root);
  built.ranks = !built.concepts.empty();
  return built;
}

std::vector<Query> WordsOf(const Query& node, text::Analyzer& analyzer) {
  const Field* field = format::FindField(node.field);
  if (node.kind != Query::Kind::kText ||
      (field != nullptr && field->kind == format::FieldKind::kName))
    return {node};
  std::vector<Query> words;
  const Analysis analysis = analyzer.Analyze(node.text);
  const auto add = [&](Query::Kind kind, std::string text) {
    if (!text::IsStopWord(text)) words.push_back({kind, node.field, std::move(text), {}, 0});
  };
  for (const text::Stretch& stretch : text::StretchesOf(analysis)) {
    if (!stretch.run) {
      const Token& whole = analysis.tokens()[stretch.begin];
      add(Query::Kind::kText, std::string(analysis.Text(whole)));
      continue;
    }
    for (const text::Piece& piece : text::PiecesOf(analysis, stretch)) {
      if (piece.odd) continue;
      std::string text;
      for (const Token* character : piece.characters) text += analysis.Text(*character);
      add(Query::Kind::kPhrase, std::move(text));
    }
  }
  return words.empty() ? std::vector<Query>{node} : words;
}

Clause ValueClause(const std::string& field, const std::string& value, Session& session) {
  if (field == "id") return Clause::Term(format::IdTerm(value));
  const std::string folded = session.analyzer.Fold(value);
  std::vector<Clause> terms;
  for (const std::string& name :
       field == "domain" ? LabelsOf(session)->Names(folded) : std::vector<std::string>{folded})
    terms.push_back(Clause::Term(ValueTerm(*format::FindField(field), name)));
  return Clause::Of(Kind::kOr, std::move(terms));
}

}  // namespace dssearch
