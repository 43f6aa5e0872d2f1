#include "searcher/suggest/pinyin.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>

#include "searcher/compile/compiled_query.h"
#include "searcher/format/schema.h"
#include "searcher/suggest/query_texts.h"
#include "searcher/text/code_points.h"
#include "searcher/text/pronunciation.h"

namespace dssearch {
namespace {

// How many sequences are followed at each place. The one that is meant is among the first by far: a
// syllable has twenty characters, and few of their pairs are words.
constexpr std::size_t kBeam = 32;

// How many whole sequences are looked for in papers. Each is a search for a phrase.
constexpr std::size_t kMostReadings = 8;

// Sequences that this many times fewer papers have than another one stand there by chance.
constexpr Xapian::doccount kTimesRarer = 10;

// The length of a title.
constexpr std::size_t kMostLetters = 200;

// Characters that are read as the text up to some place.
struct Sequence {
  std::string han;
  std::string last;             // Its last character.
  std::size_t size = 0;         // In characters.
  Xapian::doccount papers = 0;  // That have the rarest pair of it.
};

class PinyinReader {
 public:
  PinyinReader(std::string_view typed, bool unfinished, const IndexReader& reader)
      : typed_(typed), unfinished_(unfinished), reader_(reader), sequences_(typed.size() + 1) {}

  std::vector<PinyinReading> Read() {
    Follow(0, {});
    for (std::size_t i = 1; i < typed_.size(); ++i) {
      std::vector<Sequence>& here = sequences_[i];
      KeepBest(here, kBeam);
      for (const Sequence& sequence : here) Follow(i, sequence);
      here.clear();
    }
    std::vector<Sequence>& whole = sequences_.back();
    std::erase_if(whole, [](const Sequence& one) { return one.size < 2; });
    KeepBest(whole, kMostReadings);
    std::vector<PinyinReading> readings;
    for (Sequence& sequence : whole)
      if (const Xapian::doccount papers = PapersWith(sequence.han))
        readings.push_back({std::move(sequence.han), papers});
    std::stable_sort(readings.begin(), readings.end(),
                     [](const auto& a, const auto& b) { return a.papers > b.papers; });
    std::erase_if(readings,
                  [most = readings.empty() ? 0 : readings.front().papers](
                      const PinyinReading& one) { return one.papers < most / kTimesRarer; });
    return readings;
  }

 private:
  // Continues a sequence that ends at `i` by each character of each syllable that begins there.
  void Follow(std::size_t i, const Sequence& before) {
    while (i < typed_.size() && typed_[i] == ' ') ++i;
    const std::size_t longest = std::min(text::kLongestSyllable, typed_.size() - i);
    for (std::size_t size = 1; size <= longest; ++size) {
      const std::string_view letters = typed_.substr(i, size);
      if (unfinished_ && i + size == typed_.size())
        Append(before, text::CharactersReadFrom(letters), i + size);
      else
        Append(before, text::CharactersReadAs(letters), i + size);
    }
  }

  // Continues a sequence up to `end` by each of some characters that stands behind its last one.
  void Append(const Sequence& before, std::u32string_view characters, std::size_t end) {
    for (const char32_t c : characters) {
      Sequence next;
      text::Append(next.last, c);
      const std::string term = before.size == 0
                                   ? SurfaceTerm(format::kTextField, next.last)
                                   : BigramTerm(format::kTextField, before.last + next.last);
      next.papers = reader_.StatsOf(term).doc_freq;
      if (next.papers == 0) continue;
      // The first character is part of a pair, which is rarer.
      if (before.size > 1) next.papers = std::min(next.papers, before.papers);
      next.han = before.han + next.last;
      next.size = before.size + 1;
      sequences_[end].push_back(std::move(next));
    }
  }

  static void KeepBest(std::vector<Sequence>& sequences, std::size_t most) {
    std::stable_sort(sequences.begin(), sequences.end(),
                     [](const Sequence& a, const Sequence& b) { return a.papers > b.papers; });
    if (sequences.size() > most) sequences.resize(most);
  }

  Xapian::doccount PapersWith(const std::string& han) const {
    const QueryAst phrase{.kind = QueryAst::Kind::kPhrase, .text = han};
    const CompiledQuery query =
        CompileQuery(AnalyzeQuery(phrase, reader_), Match::kAll, reader_, false);
    return reader_.DocFreq(query.root, Precision::kExact);
  }

  std::string_view typed_;
  bool unfinished_;
  const IndexReader& reader_;
  std::vector<std::vector<Sequence>> sequences_;  // Those that end at each place.
};

// Whether letters and blanks can be cut into what looks like syllables, so that the table of those
// is not needed for other words. The last one may be unfinished.
bool LooksLikePinyin(std::string_view typed, bool unfinished) {
  std::vector<bool> is_end(typed.size() + 1);
  is_end[0] = true;
  for (std::size_t i = 0; i < typed.size(); ++i) {
    if (!is_end[i]) continue;
    if (unfinished && text::LooksLikeBeginning(typed.substr(i))) return true;
    if (typed[i] == ' ') is_end[i + 1] = true;
    for (std::size_t size = 1; size <= text::kLongestSyllable && i + size <= typed.size(); ++size)
      if (text::LooksLikeSyllable(typed.substr(i, size))) is_end[i + size] = true;
  }
  return is_end.back();
}

// What the words [first, end) are likely to mean together.
std::optional<MisspeltWord> Read(const std::vector<QueryWord>& words, std::size_t first,
                                 std::size_t end, const IndexReader& reader) {
  std::string letters = words[first].text;
  for (std::size_t i = first + 1; i < end; ++i) letters.append(" ").append(words[i].text);
  const bool is_word =
      end == first + 1 &&
      reader.StatsOf(SurfaceTerm(format::kTextField, words[first].text)).doc_freq > 0;
  const std::vector<PinyinReading> readings =
      is_word ? std::vector<PinyinReading>() : ReadPinyin(letters, false, reader);
  if (readings.empty()) return std::nullopt;
  const std::size_t begin = words[first].begin;
  return MisspeltWord{.begin = begin,
                      .size = words[end - 1].end - begin,
                      .better = {{readings.front().han, true}},
                      .is_new = true};
}

}  // namespace

std::vector<PinyinReading> ReadPinyin(std::string_view typed, bool unfinished,
                                      const IndexReader& reader) {
  if (typed.size() > kMostLetters || !LooksLikePinyin(typed, unfinished)) return {};
  return PinyinReader(typed, unfinished, reader).Read();
}

std::vector<MisspeltWord> FindPinyin(const AnalyzedQuery& root, std::string_view query,
                                     const IndexReader& reader) {
  // Names are in pinyin, too, and where no paper has all words they may be what is not meant.
  std::vector<QueryWord> words = QueryWordsOf(root, true);
  std::erase_if(words, [](const QueryWord& word) {
    return word.in_quotes || word.field != &format::kTextField;
  });
  std::vector<MisspeltWord> found;
  for (std::size_t first = 0, end = 0; first < words.size(); first = end) {
    end = first + 1;
    while (end < words.size() && AreAdjacent(words[end - 1], words[end], query)) ++end;
    if (std::optional<MisspeltWord> all = Read(words, first, end, reader)) {
      found.push_back(*std::move(all));
      continue;
    }
    for (std::size_t i = first; i < end && end - first > 1; ++i)
      if (std::optional<MisspeltWord> one = Read(words, i, i + 1, reader))
        found.push_back(*std::move(one));
  }
  return found;
}

}  // namespace dssearch
