#include "searcher/query_builder.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <optional>
#include <set>
#include <utility>

#include "searcher/date_range.h"
#include "searcher/format/record.h"
#include "searcher/format/schema.h"
#include "searcher/matching.h"
#include "searcher/ranking.h"
#include "searcher/text/code_points.h"
#include "searcher/text/regional_variants.h"
#include "searcher/text/stop_words.h"
#include "searcher/text/units.h"
#include "searcher/translation.h"

namespace dssearch {
namespace {

using format::Field;
using text::Analysis;
using text::Token;
using text::TokenKind;
using Kind = Clause::Kind;

// Positions of a text: [begin, end).
struct Places {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  Places Shifted(std::uint32_t by) const { return {begin + by, end + by}; }
  bool Cover(const Places& other) const { return begin <= other.begin && end >= other.end; }
  bool operator==(const Places&) const = default;
};

// A query, or a part of it: what must match, and what besides it counts for
// ranking where it matches.
struct Part {
  Clause required;
  std::vector<Clause> extra = {};
  /// Where any word will do, what is extra will do too: these are words, not a
  /// phrase and nothing that a filter or an exclusion holds for.
  bool words = false;
  /// What is required, standing together in some way: counts where it is there.
  std::vector<Clause> evidence = {};
  /// More that is extra and evidence, of a run as a whole.
  std::vector<Clause> run_extra = {};
  std::vector<Clause> run_evidence = {};
  /// Of a run that has other names: all the words of any of these.
  std::vector<Clause> whole = {};
  Places at = {};  ///< Of the text that it is of.
  /// Of a run that has other names: the words that it is cut into.
  std::vector<Places> pieces = {};
};

Clause Weighted(Clause clause, double weight) {
  clause.weight *= weight;
  return clause;
}

Clause Unweighted(Clause clause) { return Weighted(std::move(clause), 0); }

// What matches `required`, ranked by all of `more` as well.
Clause RankedBy(Clause required, std::vector<Clause> more) {
  if (more.empty()) return required;
  return Clause::Of(Kind::kAndMaybe, {std::move(required), Clause::Of(Kind::kOr, std::move(more))});
}

Clause Ranked(const Part& part) {
  std::vector<Clause> more = part.extra;
  more.insert(more.end(), part.evidence.begin(), part.evidence.end());
  return RankedBy(part.required, std::move(more));
}

// A stretch of an analysis that is one word to its reader: a chunk of letters
// and digits, or a run of characters.
struct Stretch {
  std::size_t begin;  // Tokens [begin, end).
  std::size_t end;
  bool run;
};

std::vector<Stretch> StretchesOf(const Analysis& analysis) {
  const std::vector<Token>& tokens = analysis.tokens();
  std::vector<Stretch> stretches;
  const auto is_run = [](const Token& t) {
    return t.kind == TokenKind::kCharacter || t.kind == TokenKind::kWord ||
           t.kind == TokenKind::kBigram;
  };
  for (std::size_t i = 0; i < tokens.size();) {
    std::size_t end = i;
    if (is_run(tokens[i])) {
      std::uint32_t reached = tokens[i].folded_begin;
      for (; end < tokens.size() && is_run(tokens[end]) && tokens[end].folded_begin <= reached;
           ++end)
        reached = std::max(reached, tokens[end].folded_end);
      stretches.push_back({i, end, true});
    } else {
      const std::uint32_t after = tokens[i].position + tokens[i].positions;
      while (end < tokens.size() && !is_run(tokens[end]) && tokens[end].position < after) ++end;
      stretches.push_back({i, end, false});
    }
    i = end;
  }
  return stretches;
}

// A piece of a run of characters that is looked for as a whole.
struct Piece {
  std::vector<const Token*> characters;
  bool stop = false;
  /// One character between longer pieces: the dictionary could not place it, and
  /// it counts through its bigrams.
  bool odd = false;
};

// The words of a run, where single characters beside each other are taken
// together: ICU cuts 卷积 and 多模态 apart, which its readers do not.
std::vector<Piece> PiecesOf(const Analysis& analysis, const Stretch& stretch) {
  std::vector<Piece> pieces;
  std::uint32_t word_end = 0;
  bool open = false;
  for (std::size_t i = stretch.begin; i < stretch.end; ++i) {
    const Token& token = analysis.tokens()[i];
    if (token.kind == TokenKind::kWord) {
      pieces.push_back({{}, text::IsStopWord(analysis.Text(token))});
      word_end = token.position + token.positions;
      open = false;
    } else if (token.kind == TokenKind::kCharacter) {
      if (token.position >= word_end) {
        const bool stop = text::IsStopWord(analysis.Text(token));
        if (!open || stop) pieces.push_back({{}, stop});
        open = !stop;
      }
      pieces.back().characters.push_back(&token);
    }
  }
  const bool some_long = std::any_of(pieces.begin(), pieces.end(), [](const Piece& piece) {
    return !piece.stop && piece.characters.size() > 1;
  });
  for (Piece& piece : pieces) piece.odd = some_long && piece.characters.size() == 1;
  return pieces;
}

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
        database_(session.database),
        snapshot_(*session.snapshot) {}

  BuiltQuery Build(const Query& root) {
    wanted_only_ = HasWantedWord(root, analyzer_);
    const std::optional<Part> part = BuildNode(root);
    if (part) {
      result_.clause = Ranked(*part);
    } else {
      result_.notes.emplace_back("there is no word to search for in the query");
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
    std::optional<Part> all = Together(words);
    if (!filters.empty()) {
      Clause filter = Clause::Of(Kind::kAnd, std::move(filters));
      if (!all) {
        all = Part{std::move(filter), {}};
      } else {
        all->required = Clause::Of(Kind::kFilter, {std::move(all->required), std::move(filter)});
      }
    }
    for (const Query& child : node.children) {
      if (child.kind != Query::Kind::kNot) continue;
      if (!all) all = Part{Clause::Every(), {}};
      all = Without(std::move(all), child);
    }
    return all;
  }

  std::optional<Part> Together(std::vector<Part>& parts) const {
    if (parts.empty()) return std::nullopt;
    std::vector<Clause> required;
    Part all;
    for (Part& part : parts) {
      if (match_ == Match::kAll) {
        required.push_back(part.required);
        std::move(part.extra.begin(), part.extra.end(), std::back_inserter(all.extra));
        std::move(part.evidence.begin(), part.evidence.end(), std::back_inserter(all.evidence));
      } else {
        required.push_back(Alternative(part));
      }
    }
    const Kind kind = match_ == Match::kAll ? Kind::kAnd : Kind::kOr;
    all.required =
        required.size() == 1 ? std::move(required.front()) : Clause::Of(kind, std::move(required));
    return all;
  }

  // The papers that have all words of the parts.
  static Clause WholeOf(const std::vector<Part>& parts) {
    std::vector<Clause> all;
    all.reserve(parts.size());
    for (const Part& part : parts)
      all.push_back(
          Unweighted(part.whole.empty() ? part.required : Clause::Of(Kind::kOr, part.whole)));
    return Clause::Of(Kind::kAnd, std::move(all));
  }

  // A part where any will do. Of words, what is extra will do too.
  static Clause Alternative(const Part& part) {
    if (!part.words || part.extra.empty()) return Ranked(part);
    std::vector<Clause> any = part.extra;
    any.push_back(part.required);
    return RankedBy(Clause::Of(Kind::kOr, std::move(any)), part.evidence);
  }

  std::optional<Part> BuildOr(const Query& node) {
    std::vector<Clause> alternatives;
    for (const Query& child : node.children)
      if (const std::optional<Part> part = BuildNode(child)) alternatives.push_back(Ranked(*part));
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
          Clause::Of(Kind::kAndNot, {std::move(all->required), std::move(excluded->required)});
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
    std::vector<Part> parts = PartsOf({&node});
    return Together(parts);
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
      const std::vector<Stretch> stretches = StretchesOf(analysis);
      if (stretches.empty()) continue;
      // Characters with a blank between them are two words.
      if (after_run && stretches.front().run) ++base;
      const std::size_t first = parts.size();
      for (const Stretch& stretch : stretches) {
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
    return WithTerms(std::move(parts), units, runs, field);
  }

  // Lets what is of runs as a whole count.
  static void CountRuns(std::vector<Part>& parts) {
    const auto move = [](std::vector<Clause>& from, std::vector<Clause>& to) {
      std::move(from.begin(), from.end(), std::back_inserter(to));
      from.clear();
    };
    for (Part& part : parts) {
      move(part.run_extra, part.extra);
      move(part.run_evidence, part.evidence);
    }
  }

  // Parts that a term of the lexicon covers, or what the term is called in the
  // other language: one concept, which counts once.
  std::vector<Part> WithTerms(std::vector<Part> parts, const std::vector<text::Unit>& units,
                              const std::vector<Places>& runs, const Field& field) {
    const std::vector<TermMatch> matches = FindTerms(units, session_);
    const std::vector<bool> worth_translating = WorthTranslating(matches, field);
    std::vector<Part> together;
    std::vector<std::size_t> untranslated;  // Of those together.
    std::size_t m = 0;
    for (std::size_t p = 0; p < parts.size();) {
      // The parts and terms that overlap, directly or by others.
      std::uint32_t end = parts[p].at.end;
      const auto starts = [&](const TermMatch& match) { return units[match.first].position; };
      const auto ends = [&](const TermMatch& match) { return units[match.end - 1].position + 1; };
      while (m < matches.size() && ends(matches[m]) <= parts[p].at.begin) ++m;
      std::vector<const TermMatch*> terms;
      std::size_t last = p + 1;
      for (bool more = true; more;) {
        more = false;
        for (; m < matches.size() && starts(matches[m]) < end; ++m, more = true) {
          terms.push_back(&matches[m]);
          end = std::max(end, ends(matches[m]));
        }
        for (; last < parts.size() && parts[last].at.begin < end; ++last, more = true)
          end = std::max(end, parts[last].at.end);
      }
      std::vector<Part> own(
          std::make_move_iterator(parts.begin() + static_cast<std::ptrdiff_t>(p)),
          std::make_move_iterator(parts.begin() + static_cast<std::ptrdiff_t>(last)));
      p = last;
      const bool alone = own.size() == parts.size();
      for (const TermMatch* term : terms) CountAsWhole(*term, units, runs, field, own);
      std::erase_if(terms, [&](const TermMatch* term) {
        return !worth_translating[static_cast<std::size_t>(term - matches.data())];
      });
      const bool translated = !terms.empty() && AddTranslations(terms, units, field, alone, own);
      for (Part& part : own) {
        if (!translated) untranslated.push_back(together.size());
        together.push_back(std::move(part));
      }
    }
    // Where all words are wanted, those without translation are only in papers that
    // are compared with each other.
    const bool translated = untranslated.size() < together.size();
    if (translated && (match_ != Match::kAll || untranslated.empty()))
      CompareFairly(together, untranslated, runs);
    CountRuns(together);
    return together;
  }

  // Of each term, whether it is to be translated. Where any word will do, one that
  // too many papers have in translation is not, beside others that are: it says
  // little, and would take longest.
  std::vector<bool> WorthTranslating(const std::vector<TermMatch>& terms, const Field& field) {
    std::vector<bool> worth(terms.size(), translate_);
    if (!translate_ || match_ == Match::kAll) return worth;
    bool others = false;
    for (std::size_t i = 0; i < terms.size(); ++i) {
      const format::LexiconEntry& entry = *terms[i].entry;
      Xapian::doccount papers = 0;
      for (const format::Translation& one : entry.translations)
        papers = std::max(papers, PapersAtMost(ClauseOf(one.text, field)));
      const std::string there = LanguageTerm(!IsChinese(entry.term));
      worth[i] =
          papers <= ranking::kCommonTranslation * snapshot_.FrequencyOf(there, database_).papers;
      others = others || (worth[i] && papers > 0);
    }
    return others ? worth : std::vector<bool>(terms.size(), true);
  }

  // A Chinese term that is cut into words counts once more where it stands as a
  // whole. (What is a run of its own does so anyway.)
  void CountAsWhole(const TermMatch& term, const std::vector<text::Unit>& units,
                    const std::vector<Places>& runs, const Field& field, std::vector<Part>& own) {
    const Places at{units[term.first].position, units[term.end - 1].position + 1};
    std::vector<std::string> characters;
    characters.reserve(term.end - term.first);
    for (std::size_t i = term.first; i < term.end; ++i) characters.push_back(units[i].text);
    const bool chinese = std::all_of(characters.begin(), characters.end(), IsChinese);
    const auto covers = [&at](const Places& piece) { return piece.Cover(at); };
    const bool in_word = std::any_of(own.begin(), own.end(), [&](const Part& part) {
      if (part.pieces.empty()) return covers(part.at);
      return std::any_of(part.pieces.begin(), part.pieces.end(), covers);
    });
    const bool counts = chinese && !in_word && characters.size() > 2;
    result_.terms.push_back({at.begin, at.end - at.begin, counts});
    if (!counts || (field.prefix.empty() && std::find(runs.begin(), runs.end(), at) != runs.end()))
      return;
    // Beside what was asked for, so that a translation is worth no more for it.
    own.back().run_evidence.push_back(Weighted(SequenceOf(characters, field), ranking::kTerm));
  }

  // Papers in the other language have neither the bigrams that join the words of a
  // text here, nor most words that the lexicon does not know. Of these, common ones
  // say little but in which language a paper is. So they count only as far as there
  // are no papers in the other language, or these have them as often.
  void CompareFairly(std::vector<Part>& parts, const std::vector<std::size_t>& untranslated,
                     const std::vector<Places>& runs) const {
    const double balance = BalanceOf(result_.chinese);
    const auto lower = [](std::vector<Clause>& clauses, double by) {
      for (Clause& one : clauses) one.weight *= 1 - by;
    };
    for (Part& part : parts) lower(part.run_extra, balance);
    if (balance == 0) return;
    const Clause language = Clause::Term(LanguageTerm(result_.chinese));
    const DocSet papers_here = PapersMatching(language, session_);
    const auto here = static_cast<double>(papers_here.size());
    const double elsewhere = database_.get_doccount() - here;
    for (const std::size_t i : untranslated) {
      Part& part = parts[i];
      if (PapersAtMost(part.required) < ranking::kCommonWord * here) continue;
      DocSet papers = PapersMatching(part.required, session_, nullptr, Positions::kAssumed);
      const auto having = static_cast<double>(papers.size());
      papers &= papers_here;
      const double share = static_cast<double>(papers.size()) / here;
      if (share < ranking::kCommonWord) continue;
      const double other_share = (having - static_cast<double>(papers.size())) / elsewhere;
      const double by = balance * (1 - std::min(1.0, other_share / share));
      part.required = Weighted(std::move(part.required), 1 - by);
      lower(part.extra, by);
      lower(part.evidence, by);
      if (std::find(runs.begin(), runs.end(), part.at) != runs.end()) lower(part.run_evidence, by);
    }
  }

  // Puts one part in the place of `own` and returns true, where the index has the
  // terms in translation.
  bool AddTranslations(const std::vector<const TermMatch*>& terms,
                       const std::vector<text::Unit>& units, const Field& field, bool alone,
                       std::vector<Part>& own) {
    const std::uint32_t begin =
        std::min(own.front().at.begin, units[terms.front()->first].position);
    const std::uint32_t end =
        std::max(own.back().at.end, units[terms.back()->end - 1].position + 1);
    // Alone, its papers keep their order.
    if (alone) CountRuns(own);
    std::vector<Part> copy = own;
    const Clause asked = Ranked(*Together(copy));
    std::vector<Clause> each;
    std::size_t named = 0;  // Positions of what was asked for that terms cover.
    for (const TermMatch* term : terms) {
      // Each term is worth its part of what was asked for.
      const double share = static_cast<double>(term->end - term->first) / (end - begin);
      named += term->end - term->first;
      std::vector<Clause> ways = TranslationsOf(*term, asked, share, field);
      if (!ways.empty()) each.push_back(Clause::Of(Kind::kBest, std::move(ways)));
    }
    if (each.empty() ||
        (match_ == Match::kAll && (each.size() < terms.size() || named < end - begin)))
      return false;
    const double balance = BalanceOf(IsChinese(terms.front()->entry->term));
    Xapian::doccount papers = 0;
    double least = 0;
    for (const Clause& ways : each) {
      papers = std::max(papers, PapersAtMost(ways));
      if (alone) least += ranking::kOwnWords * Worth(ways, 0);
    }
    std::vector<Clause> all = {WorthAs(asked, papers, balance, least)};
    const Kind kind = match_ == Match::kAll ? Kind::kAnd : Kind::kOr;
    Clause ways = each.size() == 1 ? std::move(each.front()) : Clause::Of(kind, std::move(each));
    // A paper that has all of the asker's own words is ranked by these.
    ways = Clause::Of(Kind::kAndNot, {std::move(ways), WholeOf(own)});
    all.push_back(std::move(ways));
    Part one{Clause::Of(Kind::kBest, std::move(all))};
    one.words = own.back().words;
    one.run_extra = std::move(own.back().run_extra);
    one.run_evidence = std::move(own.back().run_evidence);
    own = {std::move(one)};
    return true;
  }

  // What was asked for, worth no more than if as many papers had it: a term that
  // is common in one language is not rare for being in the other one. But at
  // least so much, and less than its own worth only as far as the other language
  // is there.
  Clause WorthAs(const Clause& asked, Xapian::doccount papers, double balance, double least) const {
    const double worth = Worth(asked, 0);
    if (worth == 0) return asked;
    const double lower = std::pow(Worth(asked, papers) / worth, balance);
    return Weighted(asked, std::max(least / worth, lower));
  }

  // How far papers in the other language are to be compared with those in the one
  // that is asked in: from 0, where there are none or all have both languages, to 1,
  // where there are as many or more.
  double BalanceOf(bool chinese) const {
    const auto papers = [this](bool of_chinese) {
      return static_cast<double>(snapshot_.FrequencyOf(LanguageTerm(of_chinese), database_).papers);
    };
    const double here = std::max(1.0, papers(chinese));
    const double elsewhere = database_.get_doccount() - papers(chinese);
    return std::min(1.0, papers(!chinese) / here) *
           std::min(1.0, elsewhere / (ranking::kElsewhere * here));
  }

  // What a term is called in the other language, as far as the index has it. A
  // match counts as much as the asker's own words would, if as many papers had
  // them, and less than that as it is less sure.
  std::vector<Clause> TranslationsOf(const TermMatch& match, const Clause& asked, double share,
                                     const Field& field) {
    const format::LexiconEntry& entry = *match.entry;
    std::vector<Clause> ways;
    AddedTerm added{entry.term, {}, 0};
    for (const format::Translation& one : entry.translations) {
      if (!match.is_form && one.origin != format::Origin::kLearnt) continue;
      Clause way = ClauseOf(one.text, field);
      Xapian::doccount papers = PapersAtMost(way);
      if (!IsAbbreviation(one.text)) {
        // A paper in the asker's own language has the asker's own words.
        const std::string language = LanguageTerm(IsChinese(one.text));
        papers = std::min(papers, snapshot_.FrequencyOf(language, database_).papers);
        way = Clause::Of(Kind::kFilter, {std::move(way), Clause::Term(language)});
      }
      if (papers == 0) continue;
      way.weight = share * std::pow(one.strength, ranking::kStrengthPower) * Worth(asked, papers) /
                   Worth(way, 0);
      way.translates = entry.term;
      way.term = one.text;
      Concept shown;
      std::vector<std::string>& stretch = shown.units.emplace_back();
      for (text::Unit& unit : text::UnitsOf(analyzer_.Analyze(one.text), analyzer_))
        stretch.push_back(std::move(unit.text));
      if (field.kind == format::FieldKind::kText) {
        shown.weight = IdfOf(papers);
        result_.concepts.push_back(std::move(shown));
      }
      ways.push_back(std::move(way));
      added.added.push_back(one.text);
      added.strength = std::max(added.strength, one.strength);
    }
    if (!ways.empty() &&
        std::find(result_.added.begin(), result_.added.end(), added) == result_.added.end())
      result_.added.push_back(std::move(added));
    return ways;
  }

  // Whether it is RAG or MoE, which texts of all languages have.
  static bool IsAbbreviation(std::string_view text) {
    const auto is_capital = [](char c) { return c >= 'A' && c <= 'Z'; };
    return text.find(' ') == std::string_view::npos &&
           std::count_if(text.begin(), text.end(), is_capital) > 1;
  }

  static bool IsChinese(std::string_view term) {
    std::size_t i = 0;
    return text::IsUnspaced(text::Next(term, i));
  }

  // The papers that have text in a language.
  static std::string LanguageTerm(bool chinese) {
    return ValueTerm(format::FieldNamed("lang"), chinese ? "zh" : "en");
  }

  // The papers that have all words of a term: all bigrams of Chinese, English by its
  // stems. Where they stand is not looked up, which takes a fifth of the time of a
  // search for what was not searched for before; nDCG@10 of English keywords in
  // cnki_lis .564 where it is, .569 here, MRR@10 of English titles among Chinese
  // papers no different.
  Clause ClauseOf(const std::string& term, const Field& field) {
    const Analysis analysis = analyzer_.Analyze(term);
    std::vector<Clause> all;
    const std::size_t concepts = result_.concepts.size();
    const bool chinese = result_.chinese;
    previous_ = {};
    std::vector<Part> chunks;
    for (const Stretch& stretch : StretchesOf(analysis)) {
      if (stretch.run) {
        Clause& run =
            all.emplace_back(SequenceOf(CharactersOf(analysis, stretch), analysis, field));
        if (run.kind == Kind::kPhrase) run.kind = Kind::kAnd;
      } else {
        AddChunk(analysis, stretch, field, chunks);
      }
    }
    previous_ = {};
    result_.concepts.resize(concepts);
    result_.chinese = chinese;
    std::vector<Clause> pairs;
    for (Part& chunk : chunks) {
      all.push_back(std::move(chunk.required));
      std::move(chunk.evidence.begin(), chunk.evidence.end(), std::back_inserter(pairs));
    }
    return RankedBy(Clause::Of(Kind::kAnd, std::move(all)), std::move(pairs));
  }

  // How many papers match a clause, at most and roughly.
  Xapian::doccount PapersAtMost(const Clause& clause) const {
    switch (clause.kind) {
      case Kind::kTerm:
        return snapshot_.FrequencyOf(clause.term, database_).papers;
      case Kind::kAndMaybe:
      case Kind::kFilter:
      case Kind::kAndNot:
        return PapersAtMost(clause.children.front());
      case Kind::kEvery:
      case Kind::kDates:
        return database_.get_doccount();
      case Kind::kAnd:
      case Kind::kPhrase:
      case Kind::kNear: {
        Xapian::doccount least = clause.children.empty() ? 0 : database_.get_doccount();
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

  // What a paper scores that has each term once, if no term were in fewer
  // papers than `papers`.
  double Worth(const Clause& clause, Xapian::doccount papers) const {
    switch (clause.kind) {
      case Kind::kTerm:
        return clause.weight *
               ranking::TermWeight(
                   std::max(papers, snapshot_.FrequencyOf(clause.term, database_).papers),
                   database_.get_doccount());
      case Kind::kSynonym:
        return clause.weight * ranking::TermWeight(std::max(papers, PapersAtMost(clause)),
                                                   database_.get_doccount());
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

  // A name: its parts in any order, near each other, each in full or as an
  // initial; Han as it is written. Initials alone are not enough for a name that
  // was given in full.
  std::optional<Part> BuildName(const Query& node, const Field& field) {
    const Analysis analysis = analyzer_.Analyze(node.text);
    std::vector<Clause> all;
    std::vector<std::string> names;
    for (const Stretch& stretch : StretchesOf(analysis)) {
      if (stretch.run) {
        all.push_back(SequenceOf(CharactersOf(analysis, stretch), analysis, field));
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
      return Clause::Of(Kind::kOr, {full(name), Clause::Term(std::move(other))});
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
  void AddChunk(const Analysis& analysis, const Stretch& stretch, const Field& field,
                std::vector<Part>& parts) {
    const Token& first = analysis.tokens()[stretch.begin];
    if (stretch.end - stretch.begin == 1) {
      const std::string text(analysis.Text(first));
      if (field.prefix.empty() && wanted_only_ && text::IsStopWord(text)) return;
      Concept one;
      const std::string term = TermOf(first, analysis, field);
      Part part{Scored(term), {}, true};
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
        terms.push_back(TermOf(token, analysis, field));
        one.tokens.push_back(text);
        if (token.stemmable) one.stems.emplace_back(analyzer_.Stem(text));
      } else if (token.counts && !text::IsStopWord(text)) {
        part.extra.push_back(
            Weighted(Scored(TermOf(token, analysis, field)), ranking::kCompoundPart));
      }
    }
    std::vector<Clause> spellings = TermClauses(terms);
    if (atoms.size() > 1)
      spellings.push_back(PhraseOf(phrase, static_cast<unsigned>(phrase.size())));
    one.phrases.push_back(std::move(atoms));
    part.required = Weighted(Clause::Of(Kind::kSynonym, std::move(spellings)), Repetition(terms));
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
      Clause both = Clause::Of(Kind::kAnd, {Scored(previous_.term), Scored(term)});
      part.evidence.push_back(Weighted(
          Clause::Of(Kind::kFilter, {std::move(both), PhraseOf({previous_.surface, text}, 2)}),
          ranking::kPair));
    }
    previous_ = {text, term};
  }

  // A run, or what it is called elsewhere (软件, 軟體): alternatives.
  void AddRunOrVariants(const Analysis& analysis, const Stretch& stretch, const Field& field,
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
        const Clause its_whole = WholeOf(its);
        if (const std::optional<Part> together = Together(its)) {
          alternatives.push_back(Weighted(Ranked(*together), ranking::kRegionalVariant));
          whole.push_back(its_whole);
        }
      }
      if (!alternatives.empty()) {
        CountRuns(own);
        whole.push_back(WholeOf(own));
        alternatives.push_back(Ranked(*Together(own)));
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
  void AddRun(const Analysis& analysis, const Stretch& stretch, const Field& field,
              std::vector<Part>& parts) {
    result_.chinese = true;
    previous_ = {};
    const std::vector<Piece> pieces = PiecesOf(analysis, stretch);
    const bool plain = field.prefix.empty();
    const std::size_t first = parts.size();
    bool any = false;
    for (const Piece& piece : pieces) {
      if (plain && wanted_only_ && piece.stop) continue;
      if (piece.odd) continue;
      Part part{SequenceOf(piece.characters, analysis, field), {}, true};
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
        part_of(token).extra.push_back(Scored(TermOf(token, analysis, field)));
      if (token.kind == TokenKind::kBigram && !Inside(token, pieces))
        parts.back().run_extra.push_back(Scored(TermOf(token, analysis, field)));
    }
    if (plain) AddRunEvidence(CharactersOf(analysis, stretch), analysis, parts.back().run_evidence);
  }

  // Where the whole run stands in the text, its bigrams count once more, and
  // again where it stands in the title.
  void AddRunEvidence(const std::vector<const Token*>& characters, const Analysis& analysis,
                      std::vector<Clause>& evidence) {
    if (characters.size() < 2) return;
    Clause run = SequenceOf(characters, analysis, format::FieldNamed("text"));
    // Two characters in the text are the bigram, which counts already.
    if (characters.size() > 2) evidence.push_back(Weighted(run, ranking::kRun));
    // What stands in the title stands in the text.
    if (run.kind == Kind::kPhrase) run.kind = Kind::kAnd;
    evidence.push_back(Weighted(
        Clause::Of(Kind::kFilter,
                   {std::move(run), SequenceOf(characters, analysis, format::FieldNamed("title"))}),
        ranking::kTitleRun));
  }

  // A text that shows the run as it was typed is marked from end to end.
  void MarkWholeRun(const Analysis& analysis, const Stretch& stretch, const Field& field) {
    Concept run;
    std::vector<std::string>& phrase = run.phrases.emplace_back();
    for (const Token* character : CharactersOf(analysis, stretch))
      phrase.emplace_back(analysis.Text(*character));
    const std::string term = BigramTerm(field, phrase[0] + phrase[1]);
    AddConcept(std::move(run), term, field);
  }

  // Whether both characters of a bigram are in one piece, where it is required.
  static bool Inside(const Token& bigram, const std::vector<Piece>& pieces) {
    return std::any_of(pieces.begin(), pieces.end(), [&bigram](const Piece& piece) {
      return piece.characters.size() > 1 && piece.characters.front()->position <= bigram.position &&
             bigram.position + 1 <= piece.characters.back()->position;
    });
  }

  static std::vector<const Token*> CharactersOf(const Analysis& analysis, const Stretch& stretch) {
    std::vector<const Token*> characters;
    for (std::size_t i = stretch.begin; i < stretch.end; ++i)
      if (analysis.tokens()[i].kind == TokenKind::kCharacter)
        characters.push_back(&analysis.tokens()[i]);
    return characters;
  }

  // Characters next to each other, in this order. Bigrams say it of two, and
  // leave few candidates whose positions are to be looked at for more.
  Clause SequenceOf(const std::vector<std::string>& characters, const Field& field) const {
    if (characters.size() == 1) return Scored(SurfaceTerm(field, characters.front()));
    std::vector<Clause> bigrams;
    for (std::size_t i = 0; i + 1 < characters.size(); ++i)
      bigrams.push_back(Scored(BigramTerm(field, characters[i] + characters[i + 1])));
    if (bigrams.size() == 1) return std::move(bigrams.front());
    const auto window = static_cast<unsigned>(bigrams.size());
    return Clause::Of(Kind::kPhrase, std::move(bigrams), window);
  }

  Clause SequenceOf(const std::vector<const Token*>& characters, const Analysis& analysis,
                    const Field& field) const {
    std::vector<std::string> texts;
    texts.reserve(characters.size());
    for (const Token* character : characters) texts.emplace_back(analysis.Text(*character));
    return SequenceOf(texts, field);
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
      if (token.counts) part.extra.push_back(Scored(TermOf(token, analysis, field)));
    }
    if (elements.empty()) return std::nullopt;
    const std::vector<Stretch> stretches = StretchesOf(analysis);
    if (stretches.size() == 1 && stretches.front().run) {
      part.required = SequenceOf(elements, analysis, field);
    } else {
      std::vector<std::string> terms;
      terms.reserve(elements.size());
      for (const Token* element : elements)
        terms.push_back(SurfaceTerm(field, analysis.Text(*element)));
      const std::uint32_t window = elements.back()->position - elements.front()->position + 1;
      part.required = Unweighted(PhraseOf(terms, window));
    }
    Concept one;
    std::vector<std::string>& phrase = one.phrases.emplace_back();
    for (const Token* element : elements) phrase.emplace_back(analysis.Text(*element));
    AddConcept(std::move(one), SurfaceTerm(field, phrase.front()), field);
    if (translate_) AddTranslations(text::UnitsOf(analysis, analyzer_), field, part);
    return part;
  }

  // A phrase that is a term of the lexicon may be there as its translation is
  // written.
  void AddTranslations(const std::vector<text::Unit>& units, const Field& field, Part& phrase) {
    const std::vector<TermMatch> matches = FindTerms(units, session_);
    if (matches.size() != 1 || matches[0].end - matches[0].first != units.size()) return;
    const Clause asked = Ranked(phrase);
    std::vector<Clause> all = {asked};
    Xapian::doccount papers = 0;
    for (Clause& way : TranslationsOf(matches[0], asked, 1, field)) {
      const std::vector<std::string> words = WrittenTerms(way.term, field);
      if (words.size() > 1) {
        const auto window = static_cast<unsigned>(words.size());
        Clause as_written = Clause::Of(Kind::kFilter, {way, PhraseOf(words, window)});
        as_written.weight = std::exchange(as_written.children[0].weight, 1);
        as_written.translates = way.translates;
        as_written.term = way.term;
        way = std::move(as_written);
      }
      papers = std::max(papers, PapersAtMost(way));
      all.push_back(std::move(way));
    }
    if (all.size() == 1) return;
    const double most = Worth(Clause::Of(Kind::kBest, {all.begin() + 1, all.end()}), 0);
    all.front() = WorthAs(asked, papers, BalanceOf(IsChinese(matches[0].entry->term)),
                          ranking::kOwnWords * most);
    phrase = {Clause::Of(Kind::kBest, std::move(all))};
  }

  std::vector<std::string> WrittenTerms(const std::string& text, const Field& field) {
    const Analysis analysis = analyzer_.Analyze(text);
    std::vector<std::string> terms;
    for (const Token& token : analysis.tokens())
      if (token.kind == TokenKind::kAtom || token.kind == TokenKind::kCharacter)
        terms.push_back(SurfaceTerm(field, analysis.Text(token)));
    return terms;
  }

  static std::vector<Clause> TermClauses(const std::vector<std::string>& terms) {
    std::vector<Clause> clauses;
    clauses.reserve(terms.size());
    for (const std::string& term : terms) clauses.push_back(Clause::Term(term));
    return clauses;
  }

  static Clause PhraseOf(const std::vector<std::string>& terms, unsigned window) {
    if (terms.size() == 1) return Clause::Term(terms.front());
    return Clause::Of(Kind::kPhrase, TermClauses(terms), window);
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
    const auto found = snapshot_.TermsFrom(start, database_);
    const std::vector<Snapshot::TermFrequency>& words = found->terms;
    if (words.size() < found->total)
      result_.notes.push_back("'" + node.text + "*' stands for the " +
                              std::to_string(words.size()) + " most frequent of " +
                              std::to_string(found->total) + " words");
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
          Clause::Of(Kind::kSynonym, TermClauses({counted.begin(), counted.end()})));
    return part;
  }

  // A term that ranks. What papers repeat where they have it is what they are
  // about, so it counts more than what they have in passing.
  Clause Scored(const std::string& term) const {
    return Weighted(Clause::Term(term), Repetition({term}));
  }

  // Of a word in all its spellings. One time is added, so that a word which a
  // single paper has once counts a little more than a common one.
  double Repetition(const std::vector<std::string>& spellings) const {
    double papers = 0;
    double times = 0;
    for (const std::string& term : spellings) {
      const Snapshot::Frequency frequency = snapshot_.FrequencyOf(term, database_);
      papers += frequency.papers;
      times += frequency.times;
    }
    return std::pow((times + 1) / std::max(papers, 1.0), ranking::kRepetition);
  }

  std::string TermOf(const Token& token, const Analysis& analysis, const Field& field) const {
    const std::string_view text = analysis.Text(token);
    if (token.kind == TokenKind::kBigram) return BigramTerm(field, text);
    if (token.stemmable && field.kind == format::FieldKind::kText)
      return StemTerm(field, analyzer_.Stem(text));
    return SurfaceTerm(field, text);
  }

  static const Field& FieldOf(const Query& node) {
    const Field* field = format::FindField(node.field);
    return field == nullptr ? format::FieldNamed("text") : *field;
  }

  void AddConcept(Concept one, const std::string& term, const Field& field) {
    if (field.kind != format::FieldKind::kText) return;
    one.weight = IdfOf(snapshot_.FrequencyOf(term, database_).papers);
    result_.concepts.push_back(std::move(one));
  }

  double IdfOf(double frequency) const {
    const double papers = database_.get_doccount();
    return std::log(1 + (papers - frequency + 0.5) / (frequency + 0.5));
  }

  Match match_;
  bool translate_;
  Session& session_;
  text::Analyzer& analyzer_;
  const Xapian::Database& database_;
  Snapshot& snapshot_;
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
  for (const Stretch& stretch : StretchesOf(analysis)) {
    if (!stretch.run) {
      const Token& whole = analysis.tokens()[stretch.begin];
      add(Query::Kind::kText, std::string(analysis.Text(whole)));
      continue;
    }
    for (const Piece& piece : PiecesOf(analysis, stretch)) {
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
