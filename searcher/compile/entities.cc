#include "searcher/compile/entities.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "searcher/compile/adjacent_texts.h"
#include "searcher/compile/analyzed_query.h"
#include "searcher/compile/author_names.h"
#include "searcher/compile/term_queries.h"
#include "searcher/compile/value_query.h"
#include "searcher/format/record.h"
#include "searcher/index/named_values.h"
#include "searcher/index/other_names.h"
#include "searcher/query/date_range.h"
#include "searcher/text/code_points.h"
#include "searcher/text/stop_words.h"

namespace dssearch {
namespace {

using text::Token;
using text::TokenKind;
using Kind = QueryNode::Kind;

// The most words of a name: of a person (Juan Carlos de la Cruz), and of a journal.
constexpr std::size_t kLongestName = 5;
constexpr std::size_t kLongestValue = 8;

// Among so many texts a single name may be meant. More are a title.
constexpr std::size_t kMostWithSingleName = 6;

// A value that so many times more papers mention than have it is nothing that a query names.
constexpr Xapian::doccount kMostMentions = 20;

// A Chinese name has two to four characters.
constexpr std::size_t kLeastCharacters = 2;
constexpr std::size_t kMostCharacters = 4;

// How many documents match both queries.
std::size_t CountBoth(QueryNode one, QueryNode other, const IndexReader& reader) {
  return reader.DocFreq(QueryNode::Of(Kind::kAnd, std::move(one), std::move(other)),
                        Precision::kExact);
}

// About how many documents match a query, but not the other one.
std::size_t CountOutside(const QueryNode& query, const QueryNode& other,
                         const IndexReader& reader) {
  const std::size_t all = reader.DocFreq(query, Precision::kEstimated);
  return all - std::min(all, CountBoth(query, other, reader));
}

// The signs around a name, which do not belong to it. (A dot may: R.R. Murphy.)
constexpr std::string_view kAroundNames = ",;:()";

std::string WithoutSignsAround(std::string_view name) {
  const std::size_t begin = std::min(name.find_first_not_of(kAroundNames), name.size());
  const std::size_t end = name.find_last_not_of(kAroundNames) + 1;
  return std::string(name.substr(begin, end - std::min(begin, end)));
}

class Recognizer {
 public:
  Recognizer(const AnalyzedQuery* texts, std::size_t count, const IndexReader& reader)
      : texts_(texts), count_(count), reader_(reader) {
    for (std::size_t i = 0; i < count; ++i) {
      words_.push_back(FoldedWord(texts[i].analysis));
      names_.push_back(WithoutSignsAround(texts[i].analysis.folded()));
    }
  }

  std::vector<Entity> Recognize() const {
    std::vector<Entity> entities;
    for (std::size_t i = 0; i < count_;) {
      std::optional<Entity> entity = EntityAt(i);
      if (!entity) {
        ++i;
        continue;
      }
      i = entity->end;
      entities.push_back(*std::move(entity));
    }
    return entities;
  }

  std::vector<Entity> PossibleValues() const {
    std::vector<Entity> values;
    for (std::size_t first = 0; first < count_; ++first)
      for (std::size_t end = std::min(count_, first + kLongestValue); end > first; --end)
        if (!words_[first].empty() && !words_[end - 1].empty())
          if (std::optional<Entity> value = ValueAt(first, end, kMostMentions))
            values.push_back(*std::move(value));
    return values;
  }

 private:
  // A text without the signs around it.
  static std::string FoldedWord(const text::Analysis& analysis) {
    if (analysis.tokens().empty()) return {};
    std::uint32_t end = 0;
    for (const Token& token : analysis.tokens()) end = std::max(end, token.folded_end);
    const std::uint32_t begin = analysis.tokens().front().folded_begin;
    return analysis.folded().substr(begin, end - begin);
  }

  std::optional<Entity> EntityAt(std::size_t i) const {
    if (const std::size_t end = EndOfOthers(i); i > 0 && end > i) return Entity{i, end};
    if (words_[i].empty()) return std::nullopt;
    for (std::size_t end = std::min(count_, i + kLongestValue); end > i; --end) {
      if (words_[end - 1].empty()) continue;
      if (std::optional<Entity> value = ValueAt(i, end)) return value;
      if (std::optional<Entity> author = AuthorAt(i, end)) return author;
    }
    return YearAt(i);
  }

  static std::string Joined(const std::vector<std::string>& words, std::size_t first,
                            std::size_t end) {
    std::string joined;
    for (std::size_t i = first; i < end; ++i) joined += (i == first ? "" : " ") + words[i];
    return joined;
  }

  // The texts [first, end) as typed, without the signs around them.
  std::string Typed(std::size_t first, std::size_t end) const {
    std::string typed;
    for (std::size_t i = first; i < end; ++i) {
      const text::Analysis& analysis = texts_[i].analysis;
      if (analysis.tokens().empty()) continue;
      Span span = analysis.Original(analysis.tokens().front());
      for (const Token& token : analysis.tokens())
        span.end = std::max(span.end, analysis.Original(token).end);
      typed +=
          (i == first ? "" : " ") + texts_[i].ast->text.substr(span.begin, span.end - span.begin);
    }
    return typed;
  }

  // The end of `et al` or 等, which stand for further authors, at a text; `i` if they do not.
  std::size_t EndOfOthers(std::size_t i) const {
    if (i >= count_) return i;
    if (words_[i] == "等" || words_[i] == "等人") return i + 1;
    return i + 1 < count_ && words_[i] == "et" && words_[i + 1] == "al" ? i + 2 : i;
  }

  // A value that words [first, end) name, if at most `most` times more papers mention them.
  std::optional<Entity> ValueAt(std::size_t first, std::size_t end,
                                Xapian::doccount most = 1) const {
    const std::string name = Joined(words_, first, end);
    const auto values = NamedValuesOf(reader_);
    const auto found = values->find(name);
    if (found == values->end()) return std::nullopt;
    QueryNode docs = ValueQuery(*found->second, name, reader_);
    if (most * reader_.DocFreq(docs, Precision::kApproximate) <
        reader_.DocFreq(Adjacent(first, end), Precision::kApproximate))
      return std::nullopt;
    Entity entity{first, end, found->second, Typed(first, end)};
    entity.readings.push_back(Unscored(std::move(docs)));
    return entity;
  }

  // Matches the papers that mention the words next to each other.
  QueryNode Adjacent(std::size_t first, std::size_t end) const {
    return AdjacentTexts(texts_ + first, texts_ + end, reader_);
  }

  std::optional<Entity> AuthorAt(std::size_t first, std::size_t end) const {
    if (end - first > kLongestName) return std::nullopt;
    const bool chinese = std::any_of(texts_ + first, texts_ + end, [](const AnalyzedQuery& text) {
      return std::any_of(text.segments.begin(), text.segments.end(),
                         [](const text::Segment& segment) { return segment.is_run; });
    });
    return chinese ? ChineseAuthorAt(first, end) : LatinAuthorAt(first, end);
  }

  std::optional<Entity> ChineseAuthorAt(std::size_t first, std::size_t end) const {
    if (end - first != 1 || texts_[first].segments.size() != 1) return std::nullopt;
    std::string name = words_[first];
    bool cited = false;
    for (const std::string_view others : {"等人", "等"}) {
      if (cited || !name.ends_with(others)) continue;
      const std::string shorter = name.substr(0, name.size() - others.size());
      cited = DocFreqOfAuthor(shorter, reader_) > 0;
      if (cited) name = shorter;
    }
    const auto characters = static_cast<std::size_t>(
        std::count_if(name.begin(), name.end(), [](char byte) { return (byte & 0xC0) != 0x80; }));
    if (characters < kLeastCharacters || characters > kMostCharacters) return std::nullopt;
    const Xapian::doccount doc_freq = DocFreqOfAuthor(name, reader_);
    const bool has_others = OtherNamesOf(reader_)->Find(name) != nullptr;
    if (doc_freq == 0 && !has_others) return std::nullopt;
    // Few names are words as well: 高峰.
    const std::vector<Token>& tokens = texts_[first].analysis.tokens();
    const bool is_word = std::any_of(tokens.begin(), tokens.end(), [&](const Token& token) {
      return token.kind == TokenKind::kWord && texts_[first].analysis.Text(token) == name;
    });
    if (!cited && !has_others && is_word &&
        2 * doc_freq < reader_.DocFreq(Adjacent(first, end), Precision::kApproximate))
      return std::nullopt;
    Entity entity{first, end, &format::kAuthorField, name};
    entity.readings = ReadingsOfName({name}, 0, reader_);
    return entity;
  }

  // Of Weber AB, too, where nobody is called Ab.
  std::optional<Entity> LatinAuthorAt(std::size_t first, std::size_t end) const {
    std::vector<std::string> names;
    std::size_t family_end = 0;  // Of several words before a comma.
    for (std::size_t i = first; i < end; ++i) {
      // A comma ends a name, but for that behind a family name: Weber, Anna.
      if (EndsWithComma(i) && i + 1 < end && !IsFamilyName(first, i)) return std::nullopt;
      AppendSubwords(texts_[i].analysis, names);
      if (EndsWithComma(i) && i > first && i + 1 < end) family_end = names.size();
    }
    if (names.empty() || names.size() > kLongestName) return std::nullopt;
    if (std::find(names.begin(), names.end(), "and") != names.end()) return std::nullopt;
    std::rotate(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(family_end),
                names.end());
    if (end - first == 2 && names.size() == 2 && IsCapitals(end - 1) && !IsCapitals(first) &&
        reader_.DocFreq(AuthorInFull(names), Precision::kExact) == 0) {
      std::string dotted;
      std::vector<std::string> with_initials = {names.front()};
      for (const char letter : names.back()) {
        with_initials.emplace_back(1, letter);
        dotted.append(1, letter).append(". ");
      }
      if (std::optional<Entity> author =
              AuthorOf(first, end, with_initials, {dotted + names.front()}))
        return author;
    }
    return AuthorOf(first, end, names, OrdersOf(first, end));
  }

  // The author with these names, and with the whole name in some order, if the texts mean one.
  std::optional<Entity> AuthorOf(std::size_t first, std::size_t end,
                                 const std::vector<std::string>& names,
                                 const std::vector<std::string>& orders) const {
    bool any_in_full = false;
    std::size_t unknown = 0;
    for (const std::string& name : names) {
      const bool initial = text::IsSingle(name);
      any_in_full = any_in_full || !initial;
      if (!IsWordOfAuthor(name) && !(initial && IsWordOfAuthor(format::Initial(name)))) ++unknown;
    }
    if (!any_in_full) return std::nullopt;
    const bool cited = EndOfOthers(end) > end;
    if (names.size() == 1 && !cited && !IsAlone(first, end) &&
        !IsAuthorBeside(first, names.front()))
      return std::nullopt;
    std::vector<QueryNode> readings = ReadingsOfName(orders, unknown, reader_);
    if (const std::vector<std::string> chinese = AuthorsReadAs(names, reader_); !chinese.empty()) {
      std::vector<QueryNode> any;
      any.reserve(chinese.size());
      for (const std::string& name : chinese) any.push_back(AuthorTerm(name));
      readings.push_back(Unscored(AnyOf(std::move(any))));
    }
    if (unknown == 0) {
      if (readings.empty() && AreSeveralAuthors(names, reader_)) return std::nullopt;
      readings.push_back(Unscored(AuthorNear(names)));
    }
    if (readings.empty()) return std::nullopt;  // Most words of a title.
    const QueryNode by_author = QueryNode::Of(Kind::kOr, readings);
    const std::size_t papers = reader_.DocFreq(by_author, Precision::kExact);
    if (papers == 0) return std::nullopt;
    if (!cited && CountOutside(Adjacent(first, end), by_author, reader_) > papers)
      return std::nullopt;
    Entity entity{first, end, &format::kAuthorField, Typed(first, end)};
    entity.readings = std::move(readings);
    entity.names = names;
    return entity;
  }

  // Whether a text is the single name of an author of what stands beside it: more papers by such an
  // author have the next word than there are others in which that stands next to the name (pan
  // sharpening).
  bool IsAuthorBeside(std::size_t i, const std::string& name) const {
    if (count_ > kMostWithSingleName || text::IsStopWord(name) || !IsWordOfAuthor(name))
      return false;
    const QueryNode by_author = AuthorInFull({name});
    const auto is_word = [&](std::size_t text) {
      return !words_[text].empty() && !IsYear(words_[text]) && !text::IsStopWord(words_[text]);
    };
    bool is_author = false;
    for (const bool before : {true, false}) {
      std::size_t beside = i;
      do beside += before ? std::size_t{0} - 1 : 1;
      while (beside < count_ && !is_word(beside));
      if (beside >= count_) continue;
      const std::size_t both = CountBoth(Adjacent(beside, beside + 1), by_author, reader_);
      const QueryNode next = Adjacent(std::min(i, beside), std::max(i, beside) + 1);
      const std::size_t others = CountOutside(next, by_author, reader_);
      if (others > both) return false;
      is_author = is_author || both > others;
    }
    return is_author;
  }

  // Whether a text is two or three capitals, such as initials.
  bool IsCapitals(std::size_t i) const {
    const std::string typed = Typed(i, i + 1);
    return (typed.size() == 2 || typed.size() == 3) &&
           std::all_of(typed.begin(), typed.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  }

  bool EndsWithComma(std::size_t i) const { return texts_[i].ast->text.ends_with(','); }

  // Whether the texts [first, last] may be one family name: its particles are not capital.
  bool IsFamilyName(std::size_t first, std::size_t last) const {
    return std::all_of(texts_ + first, texts_ + last, [](const AnalyzedQuery& text) {
      const char letter = text.ast->text.front();
      return letter >= 'a' && letter <= 'z' && !text.ast->text.ends_with(',');
    });
  }

  // The words of a name in the orders in which an index may have it, the likeliest first. Behind a
  // comma stand given names.
  std::vector<std::string> OrdersOf(std::size_t first, std::size_t end) const {
    std::vector<std::string> orders = {Joined(names_, first, end)};
    if (end - first < 2) return orders;
    const std::string family_last = Joined(names_, first + 1, end) + ' ' + names_[first];
    const std::string family_first = names_[end - 1] + ' ' + Joined(names_, first, end - 1);
    for (std::size_t i = first + 1; i + 1 < end; ++i)
      if (EndsWithComma(i))
        return {Joined(names_, i + 1, end) + ' ' + Joined(names_, first, i + 1)};
    if (EndsWithComma(first)) {
      orders.insert(orders.begin(), family_last);
    } else {
      orders.push_back(family_last);
    }
    if (family_first != family_last) orders.push_back(family_first);
    return orders;
  }

  // Whether there is nothing but years beside the texts [first, end).
  bool IsAlone(std::size_t first, std::size_t end) const {
    for (std::size_t i = 0; i < count_; ++i)
      if ((i < first || i >= end) && !IsYear(words_[i])) return false;
    return true;
  }

  bool IsWordOfAuthor(const std::string& word) const {
    const auto [known, is_new] = words_of_authors_.try_emplace(word);
    if (is_new)
      known->second = reader_.StatsOf(SurfaceTerm(format::kAuthorField, word)).doc_freq > 0;
    return known->second;
  }

  std::optional<Entity> YearAt(std::size_t i) const {
    std::string_view year = words_[i];
    if (constexpr std::string_view kYear = "年"; year.ends_with(kYear))
      year.remove_suffix(kYear.size());
    if (count_ == 1 || !IsYear(year)) return std::nullopt;
    QueryNode docs{.kind = Kind::kDateRange, .days = *ParseDateRange(year, format::kLastDay)};
    if (reader_.DocFreq(docs, Precision::kApproximate) == 0) return std::nullopt;
    Entity entity{i, i + 1, &format::kDateField, std::string(year)};
    entity.readings.push_back(std::move(docs));
    return entity;
  }

  const AnalyzedQuery* texts_;
  std::size_t count_;
  const IndexReader& reader_;
  std::vector<std::string> words_;  // By text: folded, without the signs around it.
  std::vector<std::string> names_;  // The same with dots.
  // Asked for in each sequence of words.
  mutable std::unordered_map<std::string, bool> words_of_authors_;
};

}  // namespace

Entities EntitiesIn(const AnalyzedQuery* texts, std::size_t count, const IndexReader& reader) {
  const Recognizer recognizer(texts, count, reader);
  return {recognizer.Recognize(), recognizer.PossibleValues()};
}

}  // namespace dssearch
