#include "searcher/suggest/misspelt_han.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <set>
#include <utility>

#include "searcher/compile/compiled_query.h"
#include "searcher/compile/lexicon_matches.h"
#include "searcher/format/record.h"
#include "searcher/format/schema.h"
#include "searcher/suggest/query_texts.h"
#include "searcher/text/code_points.h"
#include "searcher/text/look_alikes.h"
#include "searcher/text/pronunciation.h"
#include "searcher/text/stop_words.h"

namespace dssearch {
namespace {

using text::Analysis;
using text::Token;
using text::TokenKind;

// In shorter runs anything may be meant; single characters are always right.
constexpr std::size_t kShortRun = 4;
constexpr std::size_t kShortestRun = 2;

// The longest run in which a function word behind a single character may be wrong: 联和目录.
constexpr std::size_t kLongestTerm = 6;

// The longest name of a person, in characters.
constexpr std::size_t kLongestName = 4;

// How many characters on either side of a wrong one must be next to a right one in some paper.
constexpr std::size_t kContext = 4;

// Three characters that so many titles have are a term, as a word, a keyword and a term of the
// lexicon are. Fewer titles, and many more of two characters, have them beside each other by
// chance.
constexpr std::uint64_t kTitlesWithTerm = 20;

// One that sounds or looks like what was typed counts as much as another one in this many times
// more papers.
constexpr std::uint64_t kAlike = 20;

// How many corrections are tried: characters in how many places. Each is a search.
constexpr std::size_t kMostPlaces = 10;
constexpr std::size_t kCharactersAPlace = 16;

// In a run of so many characters those on one side of its first or last one are enough to tell
// which it is; in a shorter one it must sound or look alike.
constexpr std::size_t kLongRun = 8;

// How many titles with what follows a first character are read to see which one it is.
constexpr std::size_t kTitlesRead = 50;

// A character that may be wrong.
struct SuspiciousCharacter {
  std::size_t begin;  ///< Its bytes in the query.
  std::size_t size;
  std::string text;
  std::string left;  ///< Up to kContext characters before it, and after it.
  std::string right;
  std::size_t run_size;       ///< In characters.
  Xapian::doccount doc_freq;  ///< Of the more frequent one of its bigrams.
  /// Whether it is a function word, whose bigrams are frequent anyway, behind a single character.
  bool is_function_word = false;
};

class SuspiciousCharacterFinder {
 public:
  SuspiciousCharacterFinder(Xapian::doccount rare_bigram, const IndexReader& reader)
      : rare_bigram_(rare_bigram), reader_(reader) {}

  void Visit(const AnalyzedQuery& query) {
    ForEachQueryText(query, [this](const AnalyzedQuery& text) {
      if (text.ast->kind == QueryAst::Kind::kText) VisitLeaf(text);
    });
  }

  // Those with the rarest bigrams, these first.
  std::vector<SuspiciousCharacter> TakeCharacters() {
    std::stable_sort(characters_.begin(), characters_.end(),
                     [](const auto& a, const auto& b) { return a.doc_freq < b.doc_freq; });
    if (characters_.size() > kMostPlaces)
      characters_.erase(characters_.begin() + kMostPlaces, characters_.end());
    return std::move(characters_);
  }

 private:
  void VisitLeaf(const AnalyzedQuery& leaf) {
    std::vector<const Token*> run;
    for (const Token& token : leaf.analysis.tokens()) {
      if (token.kind != TokenKind::kCharacter) continue;
      if (!run.empty() && token.folded_begin != run.back()->folded_end) {
        VisitRun(leaf, run);
        run.clear();
      }
      run.push_back(&token);
    }
    VisitRun(leaf, run);
  }

  Xapian::doccount DocFreq(const std::string& term) const { return reader_.StatsOf(term).doc_freq; }

  Xapian::doccount BigramDocFreq(std::string_view first, std::string_view second) const {
    return DocFreq(BigramTerm(format::kTextField, std::string(first).append(second)));
  }

  void VisitRun(const AnalyzedQuery& leaf, const std::vector<const Token*>& run) {
    if (run.size() < kShortestRun) return;
    const Analysis& analysis = leaf.analysis;
    const auto text = [&](std::size_t i) {
      return i < run.size() ? analysis.Text(*run[i]) : std::string_view();
    };
    // Characters of words that the index has are right; those of a short text, which may be rare,
    // of any word.
    const auto in_word = [&](const Token& character) {
      return std::any_of(
          analysis.tokens().begin(), analysis.tokens().end(), [&](const Token& token) {
            return token.kind == TokenKind::kWord && token.position <= character.position &&
                   character.position < token.position + token.position_length &&
                   (run.size() < kShortRun ||
                    DocFreq(SurfaceTerm(format::kTextField, analysis.Text(token))) > 0);
          });
    };
    for (std::size_t i = 0; i < run.size(); ++i) {
      if (in_word(*run[i])) continue;
      Xapian::doccount own = i == 0 ? 0 : BigramDocFreq(text(i - 1), text(i));
      if (i + 1 < run.size()) own = std::max(own, BigramDocFreq(text(i), text(i + 1)));
      const bool is_function_word = i > 0 && i + 1 < run.size() && run.size() <= kLongestTerm &&
                                    text::IsStopWord(std::string(text(i))) && !in_word(*run[i - 1]);
      if (own > rare_bigram_ && !is_function_word) continue;
      const Span span = analysis.Original(*run[i]);
      SuspiciousCharacter one{leaf.ast->begin + span.begin,
                              span.end - span.begin,
                              std::string(text(i)),
                              {},
                              {},
                              run.size(),
                              own,
                              is_function_word};
      for (std::size_t j = i - std::min(i, kContext); j < i; ++j) one.left += text(j);
      for (std::size_t j = i + 1; j <= i + kContext; ++j) one.right += text(j);
      characters_.push_back(std::move(one));
    }
  }

  Xapian::doccount rare_bigram_;
  const IndexReader& reader_;
  std::vector<SuspiciousCharacter> characters_;
};

// The last and the first character of a text; empty for an empty one.
std::string_view LastOf(std::string_view text) {
  while (!text.empty() && text::FirstSize(text) < text.size())
    text.remove_prefix(text::FirstSize(text));
  return text;
}
std::string_view FirstOf(std::string_view text) {
  return text.substr(0, text.empty() ? 0 : text::FirstSize(text));
}

// Characters that sound or look like another one.
std::set<std::string> AlikeTo(std::string_view character) {
  std::size_t i = 0;
  std::u32string alike = text::LookAlikesOf(text::Next(character, i));
  alike += text::CharactersReadAs(text::PinyinOf(character));
  std::set<std::string> characters;
  for (const char32_t c : alike) {
    std::string text;
    text::Append(text, c);
    characters.insert(std::move(text));
  }
  return characters;
}

// What may stand in the place of a suspicious character.
struct BetterCharacter {
  std::string text;
  bool is_alike;         ///< It sounds or looks like what was typed.
  std::uint64_t weight;  ///< The papers with the rarer one of its bigrams, more if it is alike.
};

// Finds the characters that may be meant by a suspicious one.
class BetterCharacterFinder {
 public:
  BetterCharacterFinder(const SuspiciousCharacter& wrong, const IndexReader& reader)
      : wrong_(wrong), reader_(reader), alike_(AlikeTo(wrong.text)) {}

  // The likeliest first.
  std::vector<BetterCharacter> Find() {
    if (wrong_.left.empty())
      AddFirst();
    else
      AddBetween();
    const std::size_t most = std::min(better_.size(), kCharactersAPlace);
    std::partial_sort(better_.begin(), better_.begin() + static_cast<std::ptrdiff_t>(most),
                      better_.end(),
                      [](const auto& a, const auto& b) { return a.weight > b.weight; });
    better_.resize(most);
    return std::move(better_);
  }

 private:
  bool MustBeAlike() const {
    const bool is_at_end = wrong_.left.empty() || wrong_.right.empty();
    return wrong_.is_function_word || wrong_.run_size < (is_at_end ? kLongRun : kShortRun);
  }

  // Those that stand behind the character before.
  void AddBetween() {
    const std::string start = BigramTerm(format::kTextField, LastOf(wrong_.left));
    for (auto it = reader_.Terms(start); !it->AtEnd(); it->Next())
      Add(it->term().substr(start.size()), it->doc_freq());
  }

  // Those that are alike, or in whose titles the same characters follow. There is no list of what
  // stands before a character.
  void AddFirst() {
    std::set<std::string> characters = alike_;
    if (!MustBeAlike())
      for (std::string& character : CharactersInTitles()) characters.insert(std::move(character));
    for (const std::string& character : characters) Add(character, reader_.doc_count());
  }

  std::vector<std::string> CharactersInTitles() const {
    const QueryAst phrase{
        .kind = QueryAst::Kind::kPhrase, .field = &format::kTitleField, .text = wrong_.right};
    const CompiledQuery query =
        CompileQuery(AnalyzeQuery(phrase, reader_), Match::kAll, reader_, false);
    std::vector<std::string> characters;
    for (const Paper& paper : reader_.Some(query.root, kTitlesRead)) {
      for (const std::string& title : {paper.title, paper.title_zh}) {
        const std::string folded = reader_.analyzer().Fold(title);
        const std::size_t at = folded.find(wrong_.right);
        if (at != std::string::npos && at > 0)
          characters.emplace_back(LastOf(std::string_view(folded).substr(0, at)));
      }
    }
    return characters;
  }

  // Adds a character that `doc_freq` papers have behind the one before.
  void Add(const std::string& character, Xapian::doccount doc_freq) {
    const bool is_alike = alike_.contains(character);
    if (character == wrong_.text || (MustBeAlike() && !is_alike)) return;
    if (!wrong_.right.empty()) {
      const std::string bigram = character + std::string(FirstOf(wrong_.right));
      doc_freq =
          std::min(doc_freq, reader_.StatsOf(BigramTerm(format::kTextField, bigram)).doc_freq);
    }
    if (doc_freq > 0) better_.push_back({character, is_alike, doc_freq * (is_alike ? kAlike : 1)});
  }

  const SuspiciousCharacter& wrong_;
  const IndexReader& reader_;
  std::set<std::string> alike_;
  std::vector<BetterCharacter> better_;
};

// Whether a text is a word, a keyword or a term of the lexicon.
bool IsTerm(const std::string& text, const IndexReader& reader) {
  if (reader.StatsOf(SurfaceTerm(format::kTextField, text)).doc_freq > 0 ||
      reader.StatsOf(ValueTerm(format::kKeywordField, text)).doc_freq > 0)
    return true;
  text::Analyzer& analyzer = reader.analyzer();
  const std::vector<text::LexiconToken> tokens =
      text::LexiconTokensOf(text, analyzer.Analyze(text), analyzer);
  const std::vector<LexiconMatch> terms = FindLexiconMatches(tokens, reader);
  return terms.size() == 1 && terms.front().first == 0 && terms.front().end == tokens.size();
}

// Whether a folded text is as long as a name, and no word.
bool MayBeName(const Analysis& analysis, const std::string& text) {
  std::size_t characters = 0;
  for (const Token& token : analysis.tokens()) {
    if (token.kind == TokenKind::kWord && analysis.Text(token) == text) return false;
    characters += token.kind == TokenKind::kCharacter ? 1 : 0;
  }
  return text::IsAllUnspaced(text) && characters >= kShortestRun && characters <= kLongestName;
}

void SortByWeight(std::vector<CharacterCorrection>& corrections) {
  std::stable_sort(corrections.begin(), corrections.end(),
                   [](const auto& a, const auto& b) { return a.weight > b.weight; });
}

}  // namespace

std::vector<CharacterCorrection> CorrectCharacters(const AnalyzedQuery& root,
                                                   std::string_view query,
                                                   Xapian::doccount rare_bigram,
                                                   const IndexReader& reader,
                                                   const CountPapers& count) {
  SuspiciousCharacterFinder finder(rare_bigram, reader);
  finder.Visit(root);
  std::vector<CharacterCorrection> corrections;
  for (const SuspiciousCharacter& wrong : finder.TakeCharacters()) {
    const auto in_context = [&](const std::string& character) {
      return count(std::string(format::kTitleField.name) + ":\"" + wrong.left + character +
                   wrong.right + '"');
    };
    if (in_context(wrong.text) > 0) continue;
    // A few characters that some paper has, if not in its title, are what is meant.
    const bool must_be_term = wrong.run_size < kShortRun || wrong.is_function_word;
    if (must_be_term && count('"' + wrong.left + wrong.text + wrong.right + '"') > 0) continue;
    for (const BetterCharacter& better : BetterCharacterFinder(wrong, reader).Find()) {
      const std::uint64_t papers = in_context(better.text);
      if (papers == 0) continue;
      const bool in_many = wrong.run_size > kShortestRun && papers >= kTitlesWithTerm;
      if (must_be_term && !in_many && !IsTerm(wrong.left + better.text + wrong.right, reader))
        continue;
      std::string corrected(query.substr(0, wrong.begin));
      corrected.append(better.text).append(query, wrong.begin + wrong.size);
      corrections.push_back({std::move(corrected), papers * (better.is_alike ? kAlike : 1)});
    }
  }
  SortByWeight(corrections);
  return corrections;
}

std::vector<CharacterCorrection> CorrectNames(const AnalyzedQuery& root, std::string_view query,
                                              const IndexReader& reader, const CountPapers& count) {
  std::vector<CharacterCorrection> corrections;
  ForEachQueryText(root, [&](const AnalyzedQuery& text) {
    const std::string& typed = text.ast->text;
    const std::string name = reader.analyzer().Fold(typed);
    if (text.ast->kind != QueryAst::Kind::kText || !MayBeName(text.analysis, name)) return;
    std::vector<CharacterCorrection> authors;
    for (std::size_t begin = 0, end = 0; begin < name.size(); begin = end) {
      text::Next(name, end);
      for (const std::string& character : AlikeTo(name.substr(begin, end - begin))) {
        const std::string author = name.substr(0, begin) + character + name.substr(end);
        const Xapian::doccount papers =
            reader.StatsOf(ValueTerm(format::kAuthorField, author)).doc_freq;
        if (papers == 0 || author == name) continue;
        std::string corrected(query.substr(0, text.ast->begin));
        corrected.append(author).append(query, text.ast->begin + typed.size());
        authors.push_back({std::move(corrected), papers});
      }
    }
    // What some paper says, or is by, is what is meant.
    if (authors.empty() || count('"' + typed + '"') > 0) return;
    std::move(authors.begin(), authors.end(), std::back_inserter(corrections));
  });
  SortByWeight(corrections);
  return corrections;
}

}  // namespace dssearch
