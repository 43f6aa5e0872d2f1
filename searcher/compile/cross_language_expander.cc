#include "searcher/compile/cross_language_expander.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <string_view>
#include <utility>

#include "searcher/format/lexicon.h"
#include "searcher/format/record.h"
#include "searcher/index/doc_bit_set.h"
#include "searcher/match/matcher.h"
#include "searcher/rank/bm25.h"
#include "searcher/text/code_points.h"

namespace dssearch {
namespace {

using format::Field;
using text::Analysis;
using text::Token;
using text::TokenKind;
using Kind = Clause::Kind;

// Whether it is RAG or MoE, which texts of all languages have.
bool IsAbbreviation(std::string_view text) {
  const auto is_capital = [](char c) { return c >= 'A' && c <= 'Z'; };
  return text.find(' ') == std::string_view::npos &&
         std::count_if(text.begin(), text.end(), is_capital) > 1;
}

bool IsChinese(std::string_view term) {
  std::size_t i = 0;
  return text::IsUnspaced(text::Next(term, i));
}

// The papers that have text in a language.
std::string LanguageTerm(bool chinese) {
  return format::ValueTerm(format::FieldNamed("lang"), chinese ? "zh" : "en");
}

}  // namespace

std::vector<Part> Translator::WithTerms(std::vector<Part> parts,
                                        const std::vector<text::Unit>& units,
                                        const std::vector<Places>& runs, const Field& field) {
  const std::vector<TermMatch> matches = FindTerms(units, session_);
  const std::vector<bool> worth_translating = WorthTranslating(matches, field);
  const std::size_t all = parts.size();
  std::vector<Part> together;
  std::vector<std::size_t> untranslated;  // Of those together.
  for (Group& group : GroupsOf(std::move(parts), matches, units)) {
    auto& [own, terms] = group;
    const bool alone = own.size() == all;
    for (const TermMatch* term : terms) CountAsWhole(*term, units, runs, field, own);
    std::erase_if(terms, [&](const TermMatch* term) {
      return !worth_translating[static_cast<std::size_t>(term - matches.data())];
    });
    const bool translated = !terms.empty() && Translate(terms, units, field, alone, own);
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

// Both are in order.
std::vector<Translator::Group> Translator::GroupsOf(std::vector<Part> parts,
                                                    const std::vector<TermMatch>& terms,
                                                    const std::vector<text::Unit>& units) {
  const auto begin_of = [&](const TermMatch& term) { return units[term.first].position; };
  const auto end_of = [&](const TermMatch& term) { return units[term.end - 1].position + 1; };
  std::vector<Group> groups;
  auto term = terms.begin();
  for (auto part = parts.begin(); part != parts.end();) {
    Group& group = groups.emplace_back();
    std::uint32_t end = part->at.end;
    while (term != terms.end() && end_of(*term) <= part->at.begin) ++term;
    group.parts.push_back(std::move(*part++));
    for (bool more = true; more;) {
      more = false;
      for (; term != terms.end() && begin_of(*term) < end; ++term, more = true) {
        group.terms.push_back(&*term);
        end = std::max(end, end_of(*term));
      }
      for (; part != parts.end() && part->at.begin < end; ++part, more = true) {
        end = std::max(end, part->at.end);
        group.parts.push_back(std::move(*part));
      }
    }
  }
  return groups;
}

// Of each term, whether it is to be translated. Where any word will do, one that
// too many papers have in translation is not, beside others that are: it says
// little, and would take longest.
std::vector<bool> Translator::WorthTranslating(const std::vector<TermMatch>& terms,
                                               const Field& field) const {
  std::vector<bool> worth(terms.size(), translate_);
  if (!translate_ || match_ == Match::kAll || terms.size() < 2) return worth;
  bool others = false;
  for (std::size_t i = 0; i < terms.size(); ++i) {
    const format::LexiconEntry& entry = *terms[i].entry;
    bool found = false;
    for (const format::Translation& one : entry.translations) {
      if (!HasPapersFor(one.text)) continue;
      const Xapian::doccount papers = clauses_.PapersAtMost(Shown(one.text, field)->clause);
      const Xapian::doccount there = FrequencyOf(LanguageTerm(IsChinese(one.text)));
      found = found || papers > 0;
      worth[i] = worth[i] && papers <= ranking::kCommonTranslation * there;
    }
    others = others || (worth[i] && found);
  }
  return others ? worth : std::vector<bool>(terms.size(), true);
}

// A Chinese term that is cut into words counts once more where it stands as a
// whole. (What is a run of its own does so anyway.)
void Translator::CountAsWhole(const TermMatch& term, const std::vector<text::Unit>& units,
                              const std::vector<Places>& runs, const Field& field,
                              std::vector<Part>& own) {
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
  built_.terms.push_back({at.begin, at.end - at.begin, counts});
  if (!counts || (field.prefix.empty() && std::find(runs.begin(), runs.end(), at) != runs.end()))
    return;
  // Beside what was asked for, so that a translation is worth no more for it.
  own.back().run_evidence.push_back(
      Weighted(clauses_.SequenceOf(characters, field), ranking::kTerm));
}

// Papers in the other language have neither the bigrams that join the words of a
// text here, nor most words that the lexicon does not know. Of these, common ones
// say little but in which language a paper is. So they count only as far as there
// are no papers in the other language, or these have them as often.
void Translator::CompareFairly(std::vector<Part>& parts,
                               const std::vector<std::size_t>& untranslated,
                               const std::vector<Places>& runs) const {
  const double balance = BalanceOf(built_.chinese);
  const auto lower = [](std::vector<Clause>& clauses, double by) {
    for (Clause& one : clauses) one.weight *= 1 - by;
  };
  for (Part& part : parts) lower(part.run_extra, balance);
  if (balance == 0) return;
  const Clause language = Clause::Term(LanguageTerm(built_.chinese));
  const DocSet papers_here = PapersMatching(language, session_);
  const auto here = static_cast<double>(papers_here.size());
  const double elsewhere = session_.database.get_doccount() - here;
  for (const std::size_t i : untranslated) {
    Part& part = parts[i];
    if (clauses_.PapersAtMost(part.required) < ranking::kCommonWord * here) continue;
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
bool Translator::Translate(const std::vector<const TermMatch*>& terms,
                           const std::vector<text::Unit>& units, const Field& field, bool alone,
                           std::vector<Part>& own) {
  const std::uint32_t begin = std::min(own.front().at.begin, units[terms.front()->first].position);
  const std::uint32_t end = std::max(own.back().at.end, units[terms.back()->end - 1].position + 1);
  // Alone, its papers keep their order.
  if (alone) CountRuns(own);
  Clause asked = Ranked(*Together(own, match_));
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
    papers = std::max(papers, clauses_.PapersAtMost(ways));
    if (alone) least += ranking::kOwnWords * clauses_.Worth(ways, 0);
  }
  const Kind kind = match_ == Match::kAll ? Kind::kAnd : Kind::kOr;
  Clause ways = each.size() == 1 ? std::move(each.front()) : Clause::Of(kind, std::move(each));
  // A paper that has all of the asker's own words is ranked by these.
  ways = Clause::Of(Kind::kAndNot, std::move(ways), WholeOf(own));
  Part one{
      Clause::Of(Kind::kBest, WorthAs(std::move(asked), papers, balance, least), std::move(ways))};
  one.words = own.back().words;
  one.run_extra = std::move(own.back().run_extra);
  one.run_evidence = std::move(own.back().run_evidence);
  own.clear();
  own.push_back(std::move(one));
  return true;
}

// What was asked for, worth no more than if as many papers had it: a term that
// is common in one language is not rare for being in the other one. But at
// least so much, and less than its own worth only as far as the other language
// is there.
Clause Translator::WorthAs(Clause asked, Xapian::doccount papers, double balance,
                           double least) const {
  const double worth = clauses_.Worth(asked, 0);
  if (worth == 0) return asked;
  const double lower = std::pow(clauses_.Worth(asked, papers) / worth, balance);
  return Weighted(std::move(asked), std::max(least / worth, lower));
}

// How far papers in the other language are to be compared with those in the one
// that is asked in: from 0, where there are none or all have both languages, to 1,
// where there are as many or more.
double Translator::BalanceOf(bool chinese) const {
  const auto papers = [this](bool of_chinese) {
    return static_cast<double>(FrequencyOf(LanguageTerm(of_chinese)));
  };
  const double here = std::max(1.0, papers(chinese));
  const double elsewhere = session_.database.get_doccount() - papers(chinese);
  return std::min(1.0, papers(!chinese) / here) *
         std::min(1.0, elsewhere / (ranking::kElsewhere * here));
}

// What a term is called in the other language, as far as the index has it. A
// match counts as much as the asker's own words would, if as many papers had
// them, and less than that as it is less sure.
std::vector<Clause> Translator::TranslationsOf(const TermMatch& match, const Clause& asked,
                                               double share, const Field& field) {
  const format::LexiconEntry& entry = *match.entry;
  std::vector<Clause> ways;
  AddedTerm added{entry.term, {}, 0};
  for (const format::Translation& one : entry.translations) {
    if (!match.is_form && one.origin != format::Origin::kLearnt) continue;
    if (!HasPapersFor(one.text)) continue;
    const std::shared_ptr<const Snapshot::ShownTerm> shown = Shown(one.text, field);
    Clause way = shown->clause;
    Xapian::doccount papers = clauses_.PapersAtMost(way);
    if (!IsAbbreviation(one.text)) {
      // A paper in the asker's own language has the asker's own words.
      const std::string language = LanguageTerm(IsChinese(one.text));
      papers = std::min(papers, FrequencyOf(language));
      way = Clause::Of(Kind::kFilter, std::move(way), Clause::Term(language));
    }
    if (papers == 0) continue;
    way.weight = share * std::pow(one.strength, ranking::kStrengthPower) *
                 clauses_.Worth(asked, papers) / clauses_.Worth(way, 0);
    way.translates = entry.term;
    way.term = one.text;
    if (field.kind == format::FieldKind::kText)
      built_.concepts.push_back({.units = {shown->units}, .weight = clauses_.IdfOf(papers)});
    ways.push_back(std::move(way));
    added.added.push_back(one.text);
    added.strength = std::max(added.strength, one.strength);
  }
  if (!ways.empty() &&
      std::find(built_.added.begin(), built_.added.end(), added) == built_.added.end())
    built_.added.push_back(std::move(added));
  return ways;
}

void Translator::AddTranslations(const std::vector<text::Unit>& units, const Field& field,
                                 Part& phrase) {
  if (!translate_) return;
  const std::vector<TermMatch> matches = FindTerms(units, session_);
  if (matches.size() != 1 || matches[0].end - matches[0].first != units.size()) return;
  const Clause asked = Ranked(phrase);
  std::vector<Clause> all = {asked};
  Xapian::doccount papers = 0;
  for (Clause& way : TranslationsOf(matches[0], asked, 1, field)) {
    const std::vector<std::string> words = WrittenTerms(way.term, field);
    if (words.size() > 1) {
      const auto window = static_cast<unsigned>(words.size());
      Clause as_written = Clause::Of(Kind::kFilter, way, TermClauses::PhraseOf(words, window));
      as_written.weight = std::exchange(as_written.children[0].weight, 1);
      as_written.translates = way.translates;
      as_written.term = way.term;
      way = std::move(as_written);
    }
    papers = std::max(papers, clauses_.PapersAtMost(way));
    all.push_back(std::move(way));
  }
  if (all.size() == 1) return;
  const double most = clauses_.Worth(Clause::Of(Kind::kBest, {all.begin() + 1, all.end()}), 0);
  all.front() = WorthAs(asked, papers, BalanceOf(IsChinese(matches[0].entry->term)),
                        ranking::kOwnWords * most);
  phrase = {Clause::Of(Kind::kBest, std::move(all))};
}

std::shared_ptr<const Snapshot::ShownTerm> Translator::Shown(const std::string& text,
                                                             const Field& field) const {
  const std::string key = std::string(field.prefix) + '\0' + text;
  if (auto kept = session_.snapshot->KeptTerm(key)) return kept;
  auto shown = std::make_shared<Snapshot::ShownTerm>();
  shown->clause = clause_of_(text, field);
  for (text::Unit& unit : text::UnitsOf(session_.analyzer.Analyze(text), session_.analyzer))
    shown->units.push_back(std::move(unit.text));
  session_.snapshot->KeepTerm(key, shown);
  return shown;
}

bool Translator::HasPapersFor(const std::string& text) const {
  return IsAbbreviation(text) || FrequencyOf(LanguageTerm(IsChinese(text))) > 0;
}

std::vector<std::string> Translator::WrittenTerms(const std::string& text,
                                                  const Field& field) const {
  const Analysis analysis = session_.analyzer.Analyze(text);
  std::vector<std::string> terms;
  for (const Token& token : analysis.tokens())
    if (token.kind == TokenKind::kAtom || token.kind == TokenKind::kCharacter)
      terms.push_back(SurfaceTerm(field, analysis.Text(token)));
  return terms;
}

}  // namespace dssearch
